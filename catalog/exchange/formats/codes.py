"""Codes of countries and languages in other catalogues, and what they are in this one: mapped by a table, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.records import Place
from catalog.vocabulary.names import country_codes, language_tags, state_codes

COUNTRIES = frozenset([*country_codes(), *state_codes()])
LANGUAGES = frozenset(language_tags())


@dataclass(frozen=True)
class CodeTable:
    """The codes of a format that are not the catalogue's own: {code there: code here}. All others are the same in both.

    `regions` are codes there of what is no country: {code: what it stands for, in English}.
    """

    countries: Mapping[str, str]
    languages: Mapping[str, str]
    regions: Mapping[str, str]

    def country(self, code: str, place: Place, remarks: Remarks) -> str:
        """Return the catalogue's code of a country, "" of one that is not known; tell what is mapped or refused."""
        own_code = self.countries.get(code)
        if own_code is not None:
            remarks.mend_once(place, code, _("It is taken as the country “%(code)s”.") % {"code": own_code})
            return own_code
        if code in COUNTRIES:
            return code
        remarks.refuse(
            place,
            code,
            _("a code of a country that the catalogue knows"),
            _("Correct the code in the file, or enter the country at the desk."),
        )
        return ""

    def language(self, code: str, place: Place, remarks: Remarks) -> str:
        """Return the catalogue's tag of a language, "" of one that is not known; tell what is mapped or refused."""
        own_tag = self.languages.get(code)
        if own_tag is not None:
            remarks.mend_once(place, code, _("It is taken as the language “%(tag)s”.") % {"tag": own_tag})
            return own_tag
        if code in LANGUAGES:
            return code
        remarks.refuse(
            place,
            code,
            _("a code of a language that the catalogue knows"),
            _("Correct the code in the file, or enter the language at the desk."),
        )
        return ""

    def language_of(self, language: str, country: str, place: Place, remarks: Remarks) -> str:
        """Return the tag of a language as it is used in a country, such as pt-BR; that of the language where there is none."""
        tag = f"{language}-{country}"
        return tag if tag in LANGUAGES else self.language(language, place, remarks)


# https://developer.themoviedb.org/reference/configuration-countries and …/configuration-languages
TMDB = CodeTable(
    countries={"CS": "CSXX", "XC": "CSHH", "XG": "DD", "XI": "GB"},
    languages={"cn": "yue", "xx": "zxx", "mo": "ro"},
    regions={},
)

# https://help.imdb.com/article/contribution/other-submission-guides/country-codes/G99K4LFRMSC37DCN, and the four letters of
# ISO 3166-3; languages as https://help.imdb.com/article/contribution/other-submission-guides/language-codes/GNQ8JXV3GGVZ6BPL
IMDB = CodeTable(
    countries={
        "SUHH": "SU",
        "DDDE": "DD",
        "YUCS": "YU",
        "BUMM": "BU",
        "ZRCD": "ZR",
        "VDVN": "VD",
        "TPTL": "TP",
        "ANHH": "AN",
        "XWG": "west-germany",
        "XKV": "XK",
    },
    languages={"qbo": "sh", "qbn": "nl"},
    regions={
        "XWW": "worldwide",
        "XEU": "Europe",
        "XAS": "Asia",
        "XNA": "North America",
        "XSA": "South America",
        "XAU": "Australasia",
        "XKO": "Korea",
    },
)
