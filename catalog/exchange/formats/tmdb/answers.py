"""Answers of TMDB's API in JSON: one a file, or one a line of a .jsonl or .ndjson. Answers of one film in several languages become one record."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.exchange.formats import codes
from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.files import File, Lines, Reading, whole_text
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.answer_kinds import is_film, kind_of
from catalog.exchange.formats.tmdb.answer_rows import AnswerRows
from catalog.exchange.formats.tmdb.films import Films
from catalog.exchange.formats.values import json_of, object_of, whole_number
from catalog.exchange.records import Place, Record, Remark
from catalog.texts.language_tags import primary_subtag

# As programs name the files in which they keep answers: movie_27205_language_zh_CN.json, 27205?language=de.json, 27205.pl.json.
LANGUAGE_IN_NAME = re.compile(r"(?:language[=_-]|\.)([a-z]{2})(?:[-_]([A-Z]{2}))?(?=[^A-Za-z]|\Z)")
ENDINGS = re.compile(r"\.(json|jsonl|ndjson)(\.gz|\.bz2)?\Z", re.IGNORECASE)
ENGLISH = "en"


class Answer(NamedTuple):
    """An answer on a film: where it is, the tag of the language of its texts, and the country whose they are, "" of all."""

    film: dict[str, Any]
    place: Place
    language: str
    country: str

    def at(self, column: str) -> Place:
        return self.place._replace(column=column)


class Answers:
    """Reads answers. `language` is that of an answer whose file's name tells none."""

    def __init__(self, films: Films, language: str) -> None:
        self.films, self.remarks, self.language = films, films.remarks, language
        self.rows = AnswerRows(films)

    def read_files(self, files: Sequence[File], reading: Reading) -> Iterator[Record | Remark]:
        """Yield a record a film, whose answers may stand in several files, and a remark on each file that is none of a film."""
        for film_files in self.files_by_film(files, reading).values():
            answers = [
                self.answer(film, Place(file.name), file)
                for file in film_files
                if is_film(film := self.load(file, self.remarks, reading))
            ]
            record = self.record(answers) if answers else None
            yield from self.remarks.drain()
            if record:
                yield record
        yield from self.remarks.drain()

    def files_by_film(self, files: Sequence[File], reading: Reading) -> dict[int, list[File]]:
        """Return {id of a film: files with answers on it}; tell the files that hold none."""
        quiet = Reading(lambda read_bytes: None)
        film_files: dict[int, list[File]] = {}
        for file in files:
            remarks = Remarks()
            answer = self.load(file, remarks, quiet)
            if is_film(answer):
                film_files.setdefault(whole_number(answer["id"]) or 0, []).append(file)
                continue
            reading.end_file(file)
            self.remarks.waiting += remarks.waiting
            if not remarks.waiting:
                self.refuse(answer, Place(file.name))
        return film_files

    def load(self, file: File, remarks: Remarks, reading: Reading) -> Any:
        text = whole_text(file, remarks, reading)
        return json_of(text, Place(file.name), remarks) if text else None

    def refuse(self, answer: Any, place: Place) -> None:
        self.remarks.refuse(
            place,
            kind_of(answer),
            _("an answer on a film"),
            _("It is not a film, and is left out: give the answers of /movie/{id} alone."),
            takes_record=True,
        )

    def read_lines(self, file: File, reading: Reading) -> Iterator[Record | Remark]:
        """Yield the films of a file with an answer a line."""
        numbers = NumbersSeen()
        lines = Lines(file, self.remarks, reading)
        for line in lines:
            record = self.line_record(line.strip(), lines.place(), file, numbers) if line.strip() else None
            yield from self.remarks.drain()
            if record:
                yield record
        yield from self.remarks.drain()

    def line_record(self, line: str, place: Place, file: File, numbers: NumbersSeen) -> Record | None:
        film = json_of(line, place, self.remarks)
        if film is None:
            return None
        if not is_film(film):
            self.refuse(film, place)
            return None
        if not numbers.add(max(whole_number(film["id"]) or 0, 0)):
            self.remarks.refuse(
                place, film["id"], _("one line for a film"), _("Delete one of the two lines."), takes_record=True
            )
            return None
        return self.record([self.answer(film, place, file)])

    def answer(self, film: dict[str, Any], place: Place, file: File) -> Answer:
        """Return an answer in the language and of the country that the name of its file tells."""
        parts = LANGUAGE_IN_NAME.search(ENDINGS.sub("", file.name))
        if parts is None:
            return Answer(film, place, self.language, "")
        country = parts[2] or ""
        return Answer(film, place, codes.TMDB.language_of(parts[1], country, place, self.remarks), country)

    def record(self, answers: list[Answer]) -> Record | None:
        """Return the record of a film: of the leading answer, with titles and overviews in the languages of all others."""
        leading = min(answers, key=lambda answer: rank(answer.language))
        further_answers = [answer for answer in answers if answer is not leading]
        film = leading.film | {
            key: value
            for answer in reversed(further_answers)
            for key, value in answer.film.items()
            if value and not leading.film.get(key)
        }
        # Texts are in the language of the answer that they stand in.
        film |= {key: leading.film.get(key) for key in ("title", "overview")}
        record = self.films.record(film, leading.at, leading.language)
        if record:
            self.add_rows(record, film, leading)
            self.rows.add_languages(record, further_answers)
        return record

    def add_rows(self, record: Record, film: dict[str, Any], answer: Answer) -> None:
        """Add what answers have beside a table's columns: credits, releases, titles, pictures."""
        both_lists = object_of(film.get("credits") or film.get("casts"))
        cast, crew = both_lists.get("cast"), both_lists.get("crew")
        record.rows += self.films.credits.rows(cast, crew, answer.at("credits.cast"), answer.at("credits.crew"))
        self.rows.add_releases(record, film, answer.at)
        self.rows.add_titles(record, film, answer.at)
        self.rows.tell_pictures(film, answer.at)


def rank(language: str) -> tuple[bool, bool]:
    """Sort languages: the site's first one before English, and that before all others."""
    site_language = primary_subtag(settings.LANGUAGE_CODE)
    return primary_subtag(language) != site_language, primary_subtag(language) != ENGLISH
