"""What other entities of the files tell: names, codes and ids of the people, companies, countries and characters of films."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.exchange.formats.codes import COUNTRIES as OWN_COUNTRIES
from catalog.exchange.formats.codes import LANGUAGES as OWN_LANGUAGES
from catalog.exchange.formats.indexes import DiskIndex
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import object_of
from catalog.exchange.formats.wikidata.statements import date_of_time, main_value, statements, texts
from catalog.exchange.formats.wikidata.words import COUNTRIES, IDS, LANGUAGES
from catalog.exchange.records import Entry, Place
from catalog.texts.language_tags import primary_subtag

ENTITY_FILE = "https://www.wikidata.org/wiki/Special:EntityData/{}.json"
LONGEST_NAMES = {"person": 200, "company": 200, "character": 200, "subject": 120}
# {language of a label}: so are the languages sorted in which a name is taken.
ANY_LANGUAGE = "mul"


def label_of(entity: Mapping[str, Any], language: str = "") -> str:
    """Return the label in a language; without one, in the site's first, in English, in any."""
    labels = object_of(entity.get("labels"))
    site_language = primary_subtag(settings.LANGUAGE_CODE)
    tags = [language] if language else [site_language, "en", ANY_LANGUAGE, *sorted(labels)]
    for tag in tags:
        text = object_of(labels.get(tag)).get("value")
        if isinstance(text, str) and text.strip():
            return text.strip()
    return ""


class Lookups:
    """The entities of the files in short, on disk."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks, self.index = remarks, DiskIndex()

    def add(self, entity: dict[str, Any]) -> None:
        """Keep what films may need of an entity."""
        values: dict[str, Any] = {"label": label_of(entity)}
        for key, prop in (("country", "P297"), ("language", "P218"), ("further_language", "P424")):
            if codes := texts(entity, prop):
                values[key] = codes[0]
        for key, prop in (("born", "P569"), ("died", "P570")):
            if dates := [date_of_time(main_value(statement)) for statement in statements(entity, prop)]:
                values[key] = dates[0]
        ids = {
            prop: values_of_prop
            for ids in IDS.values()
            for prop in ids.values()
            if (values_of_prop := texts(entity, prop))
        }
        self.index.add(entity["id"], values | {"ids": ids})

    def country(self, item: str, place: Place) -> str:
        """Return the catalogue's code of a country; "" of one that has none, which is told."""
        code = COUNTRIES.get(item) or self.values(item).get("country", "")
        if code in OWN_COUNTRIES:
            return code
        self.refuse(item, place, _("a country whose code is known: P297 in its entity"))
        return ""

    def language(self, item: str, place: Place) -> str:
        """Return the catalogue's tag of a language; "" of one that has none, which is told."""
        values = self.values(item)
        tags = [LANGUAGES.get(item, ""), values.get("language", ""), values.get("further_language", "")]
        tag = next((tag for tag in tags if tag in OWN_LANGUAGES), "")
        if not tag:
            self.refuse(item, place, _("a language whose code is known: P218 or P424 in its entity"))
        return tag

    def entry(self, noun: str, item: str, place: Place) -> Entry | None:
        """Return a person, a company, a subject or a character; None where no file has a name of it, which is told."""
        values = self.values(item)
        name = values.get("label", "")
        if not name or len(name) > LONGEST_NAMES[noun]:
            expected = _("an item with a name of at most %(number)d characters in one of the files")
            self.refuse(item, place, expected % {"number": LONGEST_NAMES[noun]})
            return None
        if noun == "character":
            return Entry(noun, name)
        fields = {key: values[key] for key in ("born", "died") if noun == "person" and values.get(key)}
        return Entry(noun, name, self.ids(noun, item, values), fields)

    def ids(self, noun: str, item: str, values: dict[str, Any]) -> dict[str, str]:
        """Return the outside ids of something: Wikidata's, and those that its entity has, one in a scheme."""
        ids = {"wikidata": item}
        for scheme, prop in IDS[noun].items():
            for text in values.get("ids", {}).get(prop, [])[:1]:
                if is_of_noun(noun, scheme, text):
                    ids[scheme] = text.replace(" ", "") if scheme == "isni" else text
        return ids

    def label(self, item: str) -> str:
        return str(self.values(item).get("label", ""))

    def values(self, item: str) -> dict[str, Any]:
        return self.index.get(item) or {}

    def refuse(self, item: str, place: Place, expected: str) -> None:
        remedy = _("Get its entity, too, and put it beside the others: %(address)s")
        self.remarks.refuse(place, item, expected, remedy % {"address": ENTITY_FILE.format(item)})

    def close(self) -> None:
        self.index.close()


def is_of_noun(noun: str, scheme: str, text: str) -> bool:
    """Tell whether an id is one of a noun: IMDb's begin with tt for films and nm for people."""
    return scheme != "imdb" or text.startswith({"film": "tt", "person": "nm"}.get(noun, "co"))
