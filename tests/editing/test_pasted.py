"""A pasted block becomes rows, and what is not understood stays a text in its place."""

import contextlib
import random
import time

import pytest

from catalog.editing.pasted import BlockTooLargeError, JobNames, read_block
from catalog.editing.pasted.clipboard import MOST_LETTERS as MOST_LETTERS_OF_HTML
from catalog.editing.pasted.lines import MOST_LETTERS, MOST_LINES
from tests.editing.pasted_blocks import BLOCKS

NAMES = JobNames()


def row_in_words(row):
    """Return `actor: Brigitte Helm = Maria / Maschinenmensch [voice, as B. Helm]`."""
    if row.kind == "text":
        return f"text: {row.text}"
    marks = [mark.replace("_", " ") for mark in ("voice", "uncredited", "archive_footage") if getattr(row, mark)]
    marks += [f"as {row.credited_as}"] if row.credited_as else []
    marks += [f"{name}: {getattr(row, name)}" for name in ("segment", "note") if getattr(row, name)]
    job = row.job or (f"({row.job_text})" if row.job_text else "")
    heads = {"credit": f"{job}: {row.person}", "company": f"{row.role}: {row.company}"}
    head = heads.get(row.kind) or f"{row.kind}: {row.title or row.date}"
    parts = [head, f"= {' / '.join(row.characters)}" if row.characters else "", row.country]
    return " ".join(filter(None, [*parts, f"[{', '.join(marks)}]" if marks else ""]))


def rows_in_words(text, html="", **options):
    return [row_in_words(row) for row in read_block(text, html, names=NAMES, **options).rows]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_becomes_these_rows(name):
    text, html, rows = BLOCKS[name]
    assert rows_in_words(text, html) == rows.splitlines()


def test_each_row_keeps_its_line_as_it_was_pasted():
    block = read_block("Cast\n\n  Brigitte Helm  as   Maria[1] (voice)\nnothing to see, here")
    assert [(row.line, row.text) for row in block.rows] == [
        (3, "Brigitte Helm as Maria[1] (voice)"),
        (4, "nothing to see, here"),
    ]


def test_where_nothing_tells_the_order_the_block_asks():
    text = "Josaphat Meyer: Theodor Loos\nJoh Fredersen: Alfred Abel"
    assert read_block(text).unsure_line == "Josaphat Meyer: Theodor Loos"
    assert rows_in_words(text, order="character")[1] == "actor: Alfred Abel = Joh Fredersen"
    assert rows_in_words(text, order="person")[1] == "actor: Joh Fredersen = Alfred Abel"
    assert read_block(text, order="person").unsure_line == ""


def test_the_catalogues_own_jobs_are_read_by_their_names():
    names = JobNames([("Rain Maker", "rain-maker"), ("Regie", "own-director")])
    block = read_block("Rain Maker: Fritz Lang\nRegie: Fritz Lang", names=names)
    assert [row.job for row in block.rows] == ["rain-maker", "own-director"]


def test_a_block_that_is_too_large_is_refused():
    with pytest.raises(BlockTooLargeError, match="200,001 characters"):
        read_block("x" * (MOST_LETTERS + 1))
    with pytest.raises(BlockTooLargeError, match="1,001 lines"):
        read_block("Fritz Lang\n" * (MOST_LINES + 1))
    with pytest.raises(BlockTooLargeError):
        read_block("", "<br>" + "x" * MOST_LETTERS_OF_HTML)
    with pytest.raises(BlockTooLargeError):
        read_block("", "<p>Fritz Lang<br>" * (MOST_LINES + 1))


PIECES = [
    *(
        "Fritz Lang",
        "Maria",
        " as ",
        " als ",
        " ... ",
        "…",
        ". . . ",
        "\t",
        "  ",
        "\n",
        ":",
        " – ",
        "(",
        ")",
        "[",
        "]",
        "[[",
        "]]",
    ),
    *(
        "{{",
        "}}",
        "{|",
        "|}",
        "|-",
        "|",
        "||",
        "!",
        "=",
        "==",
        "* ",
        "<td>",
        "<tr>",
        "</table>",
        "<table>",
        "<li>",
        "<!--",
        "-->",
    ),
    *(
        "<a x='",
        '"',
        "<",
        ">",
        "&",
        "&amp;",
        "(as ",
        "(voice)",
        "Regie",
        "Directed by",
        " by ",
        ",",
        ";",
        "/",
        " / ",
        "1927",
    ),
    *(
        "\x00",
        "\u202e",
        "監督",
        "、",
        "　",
        "قناوي",
        "İ",
        "ß",
        "\ud800",
        "rowspan=9999",
        "10 January 1927",
        "Germany",
        "1. ",
        "{{ubl|",
    ),
]


@pytest.mark.parametrize("seed", range(12))
def test_rubbish_is_read_without_an_error(seed):
    chance = random.Random(seed)
    text = "".join(chance.choice(PIECES) for _ in range(400))
    for html in ("", f"<table>{text}"):
        block = read_block(text, html, names=NAMES)
        assert all(row.text or row.kind != "text" for row in block.rows)


# What a careless pattern or loop would read again and again.
SLOW_PIECES = [
    *(
        "\n",
        " as ",
        " by ",
        "A, ",
        "A/",
        ". ",
        "(",
        "(as ",
        "[[",
        "[[a|",
        "{{a|",
        "| a = ",
        "<",
        "<!--",
        "<td",
        "<div>",
        "<a x='",
        "&",
    ),
]


@pytest.mark.parametrize("piece", SLOW_PIECES)
def test_no_text_takes_long(piece):
    text = "x" + piece * (MOST_LETTERS // 3 // len(piece))
    lines = "\n".join("x" + piece * (150 // len(piece)) for _ in range(MOST_LINES // 4))
    start = time.process_time()
    for sample, html in ((text, ""), (lines, ""), ("", f"<br>{text * 2}"), (f"[[{text}", "")):
        with contextlib.suppress(BlockTooLargeError):
            read_block(sample, html, names=NAMES)
    assert time.process_time() - start < 4
