"""A film of TMDB, from a row of its tables or from an answer of its API, as a record."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats import codes
from catalog.exchange.formats.entries import Entries
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.credits import Credits
from catalog.exchange.formats.tmdb.words import FOREIGN, GENRES, KINDS_BY_GENRE, LICENCE, NO_OVERVIEW, STATUSES
from catalog.exchange.formats.values import (
    as_markdown,
    date_of,
    number_of,
    object_of,
    objects_of,
    text_of,
    whole_number,
)
from catalog.exchange.records import Entry, Place, Record, Row
from catalog.models.choices import SpoilerLevel
from catalog.models.synopses import SynopsisKind

IMDB_ID, WIKIDATA_ID = re.compile(r"tt\d{7,10}\Z"), re.compile(r"Q[1-9]\d{0,11}\Z")
LONGEST_TITLE, LONGEST_SUBJECT, LONGEST_COMPANY, LONGEST_RUNTIME = 300, 120, 200, 6000
PRODUCTION = Entry("companyrole", "production")
COLUMNS = {
    "original_title_language": "original_language",
    "countries": "production_countries",
    "languages": "spoken_languages",
    "subjects": "keywords",
    "runtime_minutes": "runtime",
    "given_date": "release_date",
    "kind": "genres",
}
# Where a value of a film stands: by the name of its column.
At = Callable[[str], Place]


class Films:
    """Makes records of films; people, companies and subjects are made once for a whole reading."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks, self.credits = remarks, Credits(remarks)
        self.companies, self.subjects = Entries("company", "tmdb"), Entries("subject", "tmdb")

    def record(self, film: dict[str, Any], at: At, language: str) -> Record | None:
        """Return the record of a film whose texts are in a language; None where it has no id or no title, which is told."""
        number = whole_number(film.get("id"))
        title, original_title = (
            text_of(film.get(name), at(name), self.remarks, LONGEST_TITLE) for name in ("title", "original_title")
        )
        if number is None or number < 1 or not (title or original_title):
            self.refuse(film, number, at)
            return None
        title = title or original_title
        fields = self.fields(film, at)
        fields |= {"title": title, "original_title": original_title if original_title != title else ""}
        rows = [*self.company_rows(film, at), *self.overview_rows(film.get("overview"), language, at("overview"))]
        return Record("film", {"tmdb": str(number), **self.other_ids(film, at)}, fields, at(""), rows, COLUMNS)

    def refuse(self, film: dict[str, Any], number: int | None, at: At) -> None:
        column = "title" if number else "id"
        self.remarks.refuse(
            at(column),
            film.get(column),
            _("a film with an id of TMDB and a title"),
            _("Give both in the file."),
            takes_record=True,
        )

    def fields(self, film: dict[str, Any], at: At) -> dict[str, Any]:
        """Return the film's own fields, but its titles."""
        genres = objects_of(film.get("genres"), at("genres"), self.remarks)
        kinds = [
            KINDS_BY_GENRE[number] for genre in genres if (number := whole_number(genre.get("id"))) in KINDS_BY_GENRE
        ]
        return {
            "original_title_language": self.original_language(film, at),
            "kind": kinds[0] if kinds else "",
            "status": self.status(film.get("status"), at("status")),
            "countries": self.codes(film, "production_countries", "iso_3166_1", at),
            "languages": self.codes(film, "spoken_languages", "iso_639_1", at),
            "genres": [entry for genre in genres if (entry := self.genre(genre, at("genres")))],
            "subjects": self.keywords(film.get("keywords"), at("keywords")),
            "runtime_minutes": number_of(film.get("runtime"), at("runtime"), self.remarks, 1, LONGEST_RUNTIME),
            "given_date": date_of(film.get("release_date"), at("release_date"), self.remarks),
        }

    def original_language(self, film: dict[str, Any], at: At) -> str:
        place = at("original_language")
        code = text_of(film.get("original_language"), place, self.remarks)
        if code == "xx":
            self.remarks.mend(place, code, _("“No language” is none that a title is in: it is taken as not known."))
            return ""
        return codes.TMDB.language(code, place, self.remarks) if code else ""

    def status(self, value: Any, place: Place) -> str:
        status = text_of(value, place, self.remarks)
        if status and status not in STATUSES:
            expected = _("one of: %(words)s") % {"words": ", ".join(STATUSES)}
            self.remarks.refuse(place, status, expected, _("Correct the value in the file."))
        return STATUSES.get(status, "")

    def codes(self, film: dict[str, Any], column: str, key: str, at: At) -> list[str]:
        """Return the codes of the countries or languages in a column, each once."""
        place, own_codes = at(column), {}
        read = codes.TMDB.country if key == "iso_3166_1" else codes.TMDB.language
        for entry in objects_of(film.get(column), place, self.remarks):
            code = entry.get(key)
            if code and (own_code := read(str(code), place, self.remarks)):
                own_codes[own_code] = True
        return list(own_codes)

    def genre(self, genre: dict[str, Any], place: Place) -> Entry | None:
        number = whole_number(genre.get("id")) or 0
        if number == FOREIGN:
            rule = _("It says that a film is from elsewhere, which its countries tell, and is left out.")
            self.remarks.mend_once(place, genre.get("name"), rule)
            return None
        name = GENRES.get(number)
        if name is None:
            expected = _("a genre of TMDB's list for films")
            self.remarks.refuse(place, genre.get("name"), expected, _("Choose a genre for the film at the desk."))
            return None
        return Entry("genre", name)

    def keywords(self, keywords: Any, place: Place) -> list[Entry]:
        """Return the keywords as subjects: a list, or an object with a list, as the API has it."""
        keyword_list = object_of(keywords).get("keywords") if isinstance(keywords, dict) else keywords
        entries = []
        for keyword in objects_of(keyword_list, place, self.remarks):
            number, name = (
                whole_number(keyword.get("id")),
                text_of(keyword.get("name"), place, self.remarks, LONGEST_SUBJECT),
            )
            if number and number > 0 and name:
                entries.append(self.subjects.entry(str(number), name))
            elif number and not str(keyword.get("name") or "").strip():
                self.remarks.mend(place, keyword, _("A keyword without a name says nothing, and is left out."))
            else:
                self.remarks.refuse(place, keyword, _("a keyword with an id and a name"), _("Correct it in the file."))
        return entries

    def company_rows(self, film: dict[str, Any], at: At) -> list[Row]:
        """Return the production companies, each once."""
        place, rows = at("production_companies"), {}
        for position, company in enumerate(objects_of(film.get("production_companies"), place, self.remarks), 1):
            number, name = (
                whole_number(company.get("id")),
                text_of(company.get("name"), place, self.remarks, LONGEST_COMPANY),
            )
            if not (number and number > 0 and name):
                self.remarks.refuse(place, company, _("a company with an id and a name"), _("Correct it in the file."))
                continue
            country = company.get("origin_country")
            code = codes.TMDB.country(str(country), place, self.remarks) if country else ""
            entry = self.companies.entry(str(number), name, {"country": code} if code else None)
            rows[number] = Row("filmcompany", {"company": entry, "role": PRODUCTION, "position": position}, place)
        return list(rows.values())

    def overview_rows(self, overview: Any, language: str, place: Place) -> list[Row]:
        """Return the overview as a short synopsis that gives away the premise; none where there is none."""
        text = text_of(overview, place, self.remarks)
        if not text or not language:
            return []
        if text in NO_OVERVIEW:
            self.remarks.mend(place, text, _("These words stand for no overview: it is taken as empty."))
            return []
        values = {
            "language": language,
            "kind": SynopsisKind.SHORT.value,
            "body": as_markdown(text),
            "licence": LICENCE,
            "spoiler_level": SpoilerLevel.PREMISE.value,
        }
        return [Row("synopsis", values, place)]

    def other_ids(self, film: dict[str, Any], at: At) -> dict[str, str]:
        """Return the ids of IMDb and Wikidata."""
        external_ids, ids = object_of(film.get("external_ids")), {}
        for scheme, key, pattern in (("imdb", "imdb_id", IMDB_ID), ("wikidata", "wikidata_id", WIKIDATA_ID)):
            text = text_of(film.get(key) or external_ids.get(key), at(key), self.remarks)
            if text and pattern.match(text):
                ids[scheme] = text
            elif text:
                self.remarks.refuse(
                    at(key), text, _("an id of %(scheme)s") % {"scheme": scheme}, _("Correct it in the file.")
                )
        return ids
