"""Columns that follow from others, by functions: what `derive` and `pre_save` of the models set, from what a document holds.

A test writes rows both ways and compares them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings

from catalog.dates import PartialDate, earliest_date
from catalog.models import ReleaseType
from catalog.texts.folding import fold, search_text
from catalog.texts.language_tags import language_of_title, primary_subtag
from catalog.texts.markdown import render_markdown
from catalog.texts.names.filing import file_name, name_sort_key
from catalog.texts.sorting import sort_key, title_sort_key

Fields = Mapping[str, Any]


def of_person(fields: Fields) -> dict[str, Any]:
    name, order, language = fields["name"], fields.get("name_order", ""), fields.get("name_language", "")
    text = fields.get("sort_name") or file_name(name, order, language).text
    words = search_text(name)
    return {
        "sort_key": name_sort_key(text)[:200],
        "name_key": fold(name)[:200],
        "search_text": words,
        "desk_search_text": words,
    }


def of_character(fields: Fields) -> dict[str, Any]:
    name = fields["name"]
    return {"name_key": fold(name)[:200], "search_text": search_text(name, fields.get("description", ""))}


def of_company(fields: Fields) -> dict[str, Any]:
    words = search_text(fields["name"], fields.get("other_names", ""))
    return {"sort_key": sort_key(fields["name"])[:200], "search_text": words}


def of_subject(fields: Fields) -> dict[str, Any]:
    return {"sort_key": sort_key(fields["name"])[:300]}


def of_work(fields: Fields) -> dict[str, Any]:
    return {"sort_key": title_sort_key(fields["title"], "")[:300], "search_text": search_text(fields["title"])}


def of_title(fields: Fields) -> dict[str, Any]:
    return {"sort_key": title_sort_key(fields["title"], fields.get("language") or "")[:300]}


def of_credit(fields: Fields) -> dict[str, Any]:
    name = fields.get("credited_as")
    return {"search_text": search_text(name)} if name else {}


def of_text(fields: Fields) -> dict[str, Any]:
    rendering = render_markdown(fields["body"])
    level = fields["spoiler_level"]
    levels = [level if part["spoiler_level"] is None else part["spoiler_level"] for part in rendering.sections]
    return {
        "html": rendering.html,
        "sections": json.dumps(rendering.sections, ensure_ascii=False),
        "word_count": rendering.word_count,
        "spoiler_from": min(levels, default=level),
    }


DERIVED_COLUMNS: dict[str, Callable[[Fields], dict[str, Any]]] = {
    "person": of_person,
    "character": of_character,
    "company": of_company,
    "subject": of_subject,
    "work": of_work,
    "title": of_title,
    "credit": of_credit,
    "synopsis": of_text,
    "article": of_text,
}


def of_film(
    film: Fields, version: Fields, languages: list[str], titles: Iterable[Fields], releases: Iterable[Fields]
) -> dict[str, Any]:
    """Return what follows for a film from its own fields, its leading version and that one's languages, its titles and releases."""
    dates = [
        PartialDate.parse(release["date"])
        for release in releases
        if release.get("date") and release.get("type") != ReleaseType.CENSORSHIP
    ]
    given_date = film.get("given_date")
    date = earliest_date(dates) if dates else PartialDate.parse(given_date) if given_date else None
    title, original_title = film["title"], film.get("original_title", "")
    title_languages = [(row["title"], row.get("language") or "") for row in titles]
    return {
        "release_date": str(date) if date else None,
        "year": date.year if date else None,
        "runtime_minutes": version.get("runtime_minutes"),
        "sound": version.get("sound", ""),
        "colour": version.get("colour", ""),
        "sort_key": sort_key_of_film(film, languages, title_languages)[:300],
        "title_key": fold(title)[:300],
        "search_text": search_text(title, original_title, *(row_title for row_title, _ in title_languages)),
    }


def sort_key_of_film(film: Fields, languages: list[str], title_languages: list[tuple[str, str]]) -> str:
    if film.get("sort_title"):
        return sort_key(film["sort_title"])
    original_language = film.get("original_title_language") or next(iter(languages), "")
    language = language_of_title(
        film["title"],
        film.get("original_title", ""),
        original_language,
        title_languages,
        primary_subtag(settings.LANGUAGE_CODE),
    )
    return title_sort_key(film["title"], language)
