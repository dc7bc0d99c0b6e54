"""A row that the catalogue can't hold is named with its file and line, and nothing of the export comes in."""

import pytest

from tests.exports import (
    bring_in,
    change_row,
    export_of_a_film,
    is_nothing_there,
    read_lines,
    write_file,
    write_rows,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path, media):
    return export_of_a_film(tmp_path / "catalogue", media)


def without_a_field(folder):
    rows = read_lines(folder, "ndjson/film.ndjson")
    del rows[0]["title"]
    write_rows(folder, "ndjson/film.ndjson", rows)


def twice(folder):
    rows = read_lines(folder, "ndjson/vote.ndjson")
    write_rows(folder, "ndjson/vote.ndjson", [*rows, rows[0]])


def spoiled(name, **fields):
    return lambda folder: change_row(folder, f"ndjson/{name}.ndjson", 1, **fields)


def content_of(name, content):
    return lambda folder: write_file(folder, f"ndjson/{name}.ndjson", content)


REFUSALS = {
    "broken JSON": (content_of("film", b'{"id": 1,\n'), "ndjson/film.ndjson, line 1: this is no JSON (Expecting"),
    "no text": (content_of("film", b"\xff\xfe\n"), "ndjson/film.ndjson, line 1: this is no JSON ("),
    "deep JSON": (content_of("film", b"[" * 100_000), "ndjson/film.ndjson, line 1: this is no JSON ("),
    "a list": (content_of("film", b"[]\n"), "ndjson/film.ndjson, line 1: this is no JSON object"),
    "a number that is none": (content_of("film", b'{"id": NaN}\n'), "line 1: this is no JSON (JSON has no NaN)"),
    "an unknown field": (spoiled("film", colours=1), "ndjson/film.ndjson, line 1: film has no field colours"),
    "a missing field": (without_a_field, "ndjson/film.ndjson, line 1: film needs the field title"),
    "no number": (spoiled("film", year="x"), "line 1: year is 'x': it takes a whole number, 0 to 32767"),
    "true for a number": (spoiled("film", id=True), "line 1: id is True: it takes a whole number, "),
    "no truth": (spoiled("film", featured=1), "line 1: featured is 1: it takes true or false"),
    "nothing": (spoiled("film", title=None), "line 1: title is None: it may not be empty"),
    "a long text": (spoiled("vote", voter="x" * 65), "xx…: it takes a text of 64 letters at most"),
    "NUL": (spoiled("film", title="a\0b"), "line 1: title is 'a\\x00b': it takes a text without the character NUL"),
    "half a letter": (spoiled("film", title="\ud800"), "ndjson/film.ndjson, line 1: the database refuses it: "),
    "no moment": (spoiled("film", created_at="2026-11-27"), "created_at is '2026-11-27': it takes a moment such as "),
    "no day": (spoiled("film", given_date_first="1927"), "given_date_first is '1927': it takes a day such as "),
    "no date": (spoiled("film", given_date="about 1927"), "given_date is 'about 1927': it takes a date of EDTF "),
    "no decimal": (
        spoiled("version", length_metres="1.234"),
        "length_metres is '1.234': it takes a text with a number ",
    ),
    "a rule": (
        spoiled("image", alt=""),
        "ndjson/image.ndjson, line 1: A picture needs a text for people who can't see it. (",
    ),
    "a choice": (spoiled("film", state="gone"), "ndjson/film.ndjson, line 1: Choose one of: draft, in review"),
    "a key twice": (twice, "ndjson/vote.ndjson, line 2: the database refuses it: "),
    "a lost row": (
        spoiled("credit", person_id=999),
        "ndjson/credit.ndjson, line 1: person_id is 999, and the export has no such row",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_row_that_the_catalogue_can_not_hold_is_named_and_nothing_comes_in(folder, media, case):
    spoil, message = REFUSALS[case]
    spoil(folder)
    code, lines = bring_in(folder, "--bring-in")
    assert code == 1
    assert any(message in line for line in lines), lines[-4:]
    assert lines[-2].startswith("Nothing was brought in. Export the catalogue anew; or mend these lines, ")
    assert lines[-1] == "created 0, changed 0, unchanged 0, refused 1"
    assert is_nothing_there(media)


def test_after_a_hundred_refused_rows_it_stops(folder):
    write_file(folder, "ndjson/vote.ndjson", b"{}\n" * 150)
    code, lines = bring_in(folder)
    assert code == 1
    assert "100 rows are refused, and the rest was not read." in lines
    assert lines[-1] == "created 0, changed 0, unchanged 0, refused 100"
