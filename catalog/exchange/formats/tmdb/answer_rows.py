"""What an answer of TMDB's API tells beyond its tables: releases, titles and overviews in other languages, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from catalog.exchange.formats import codes
from catalog.exchange.formats.tmdb.films import LONGEST_TITLE, At, Films
from catalog.exchange.formats.tmdb.words import PICTURES, RELEASE_TYPES
from catalog.exchange.formats.values import date_of, object_of, objects_of, text_of, whole_number
from catalog.exchange.records import Place, Record, Row
from catalog.models.releases import ReleaseType

if TYPE_CHECKING:
    from catalog.exchange.formats.tmdb.answers import Answer

LONGEST_CERTIFICATION, LONGEST_NOTE = 20, 200
PICTURE_KEYS = ("poster_path", "backdrop_path")


class AnswerRows:
    """Adds rows to the record of a film."""

    def __init__(self, films: Films) -> None:
        self.films, self.remarks = films, films.remarks

    def add_releases(self, record: Record, film: dict[str, Any], at: At) -> None:
        """Add the releases of `release_dates`, else those of the older `releases`; with one of them the film needs no date of its own."""
        place, rows = at("release_dates"), []
        for country in objects_of(object_of(film.get("release_dates")).get("results"), place, self.remarks):
            releases = objects_of(country.get("release_dates"), place, self.remarks)
            rows += [self.release(release, country.get("iso_3166_1"), place) for release in releases]
        if not rows:
            place = at("releases")
            countries = objects_of(object_of(film.get("releases")).get("countries"), place, self.remarks)
            rows = [self.release(release, release.get("iso_3166_1"), place) for release in countries]
        record.rows += filter(None, rows)
        if any(row and row.values["date"] for row in rows):
            record.fields["given_date"] = ""

    def release(self, release: dict[str, Any], country: Any, place: Place) -> Row | None:
        """Return a release; None where it has neither a date nor a country."""
        values = {
            "date": date_of(release.get("release_date"), place, self.remarks),
            "country": codes.TMDB.country(str(country), place, self.remarks) if country else "",
            "type": self.release_type(release.get("type"), place),
            "certification": text_of(release.get("certification"), place, self.remarks, LONGEST_CERTIFICATION),
            "note": text_of(release.get("note"), place, self.remarks, LONGEST_NOTE),
        }
        return Row("release", values, place) if values["date"] or values["country"] else None

    def release_type(self, value: Any, place: Place) -> str:
        if value is None:
            return ReleaseType.UNKNOWN.value
        name = RELEASE_TYPES.get(whole_number(value) or 0)
        if name is None:
            self.remarks.refuse(place, value, _("a type of a release, 1 to 6"), _("Correct the value in the file."))
        return name or ReleaseType.UNKNOWN.value

    def add_titles(self, record: Record, film: dict[str, Any], at: At) -> None:
        """Add the titles of countries and of translations, and the overviews of these."""
        place = at("alternative_titles")
        for title in objects_of(object_of(film.get("alternative_titles")).get("titles"), place, self.remarks):
            note = text_of(title.get("type"), place, self.remarks, LONGEST_NOTE)
            self.add_title(record, title.get("title"), "", title.get("iso_3166_1"), note, place)
        place = at("translations")
        for translation in objects_of(object_of(film.get("translations")).get("translations"), place, self.remarks):
            self.add_translation(record, translation, place)

    def add_translation(self, record: Record, translation: dict[str, Any], place: Place) -> None:
        """Add the title and the overview of a translation; the older answers name its language alone."""
        texts, country = object_of(translation.get("data")), translation.get("iso_3166_1")
        if not (texts.get("title") or texts.get("overview")):
            return
        language = codes.TMDB.language_of(str(translation.get("iso_639_1")), str(country or ""), place, self.remarks)
        if language:
            self.add_title(record, texts.get("title"), language, country, "", place)
            self.add_overview(record, texts.get("overview"), language, place)

    def add_languages(self, record: Record, answers: list[Answer]) -> None:
        """Add the titles and the overviews of answers in further languages."""
        for answer in answers:
            if answer.language:
                self.add_title(
                    record, answer.film.get("title"), answer.language, answer.country, "", answer.at("title")
                )
                self.add_overview(record, answer.film.get("overview"), answer.language, answer.at("overview"))

    def add_title(self, record: Record, value: Any, language: str, country: Any, note: str, place: Place) -> None:
        """Add a title, once in a language and country, and not where it is the film's own or its original one."""
        title = text_of(value, place, self.remarks, LONGEST_TITLE)
        code = codes.TMDB.country(str(country), place, self.remarks) if country else ""
        if not title or title in (record.fields["title"], record.fields["original_title"]):
            return
        values = {"title": title, "language": language, "country": code, "note": note}
        if not any(row.noun == "title" and is_same_title(row.values, values) for row in record.rows):
            record.rows.append(Row("title", values, place))

    def add_overview(self, record: Record, overview: Any, language: str, place: Place) -> None:
        """Add an overview that the film doesn't have in its language yet."""
        for row in self.films.overview_rows(overview, language, place):
            if not any(
                earlier.noun == "synopsis" and earlier.values["body"] == row.values["body"] for earlier in record.rows
            ):
                record.rows.append(row)

    def tell_pictures(self, film: dict[str, Any], at: At) -> None:
        """Tell the addresses of pictures: the catalogue keeps pictures as files alone, and gets none from elsewhere."""
        for key in PICTURE_KEYS:
            path = film.get(key)
            if isinstance(path, str) and path.startswith("/"):
                rule = _(
                    "A picture is kept as a file alone: take it from here, if its terms allow, and upload it at the desk."
                )
                self.remarks.mend(at(key), f"{PICTURES}{path}", rule)


def is_same_title(values: dict[str, Any], further_values: dict[str, Any]) -> bool:
    return all(values[name] == further_values[name] for name in ("title", "language", "country"))
