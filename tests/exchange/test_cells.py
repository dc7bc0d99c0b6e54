"""Cells of a table are read as they stand in it, by a process that may fail without taking the site with it."""

import codecs

import pytest

from catalog.exchange.formulas import with_mark, without_mark
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables import cells
from catalog.exchange.tables.cells import open_table
from tests.exchange.spreadsheets import text_cell, write_ods, write_xlsx


def read(path, **options):
    with open_table(path, options) as table:
        return [(row.line, row.cells, row.faults) for row in table.rows]


def read_bytes(tmp_path, content, name="films.csv", **options):
    path = tmp_path / name
    path.write_bytes(content)
    return [cells for _, cells, _ in read(path, **options)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("separator", [b",", b";", b"\t", b"|"])
def test_rows_are_parted_by_any_end_of_line_and_any_separator(tmp_path, end, separator):
    content = separator.join([b"Title", b"Year"]) + end + separator.join([b"Metropolis", b"1927"]) + end
    assert read_bytes(tmp_path, content) == [["Title", "Year"], ["Metropolis", "1927"]]


def test_lines_within_a_cell_stay_and_rows_know_their_first_line(tmp_path):
    path = tmp_path / "films.csv"
    path.write_bytes(b'Title,Plot\nA,"one\ntwo ""three"""\n\nB\nC,x,y\n')
    assert [(line, cells) for line, cells, _ in read(path)] == [
        (1, ["Title", "Plot"]),
        (2, ["A", 'one\ntwo "three"']),
        (5, ["B"]),
        (6, ["C", "x", "y"]),
    ]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_letter(tmp_path, mark, encoding):
    assert read_bytes(tmp_path, mark + "Tytuł\nŻółw\n".encode(encoding)) == [["Tytuł"], ["Żółw"]]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Merci à toi"),
        ("cp1252", "Geheimnisse für Größe"),
        ("cp1252", "L’Été – “x”"),
        ("mac_roman", "Die Büchse der Pandora, Größe"),
        ("cp850", "Die Büchse der Pandora, Größe"),
        ("cp1250", "Nóż w wodzie, Śmierć prezydenta"),
        ("iso8859_2", "Nóż w wodzie, Śmierć prezydenta"),
        ("cp852", "Nóż w wodzie, Śmierć prezydenta"),
    ],
)
def test_the_encoding_is_guessed_by_the_letters_of_the_sites_languages(tmp_path, encoding, text):
    assert read_bytes(tmp_path, f"Title;Year\n{text};1927\n".encode(encoding))[1] == [text, "1927"]


def test_an_encoding_can_be_chosen(tmp_path):
    assert read_bytes(tmp_path, "Señor\n".encode("cp1252"), encoding="cp1252") == [["Señor"]]
    with pytest.raises(UnreadableError, match="no encoding"):
        read_bytes(tmp_path, b"x", encoding="klingon")


def test_bytes_that_are_no_letters_and_nul_are_told_of_their_cell(tmp_path):
    path = tmp_path / "films.csv"
    path.write_bytes(b"Title,Year\nA\x00B,1927\n" + b"\xff\xfe,1928\n")
    assert [(cells, faults) for _, cells, faults in read(path, encoding="utf-8")][1:] == [
        (["AB", "1927"], {0: "nul"}),
        (["\ufffd\ufffd", "1928"], {0: "undecodable"}),
    ]


def test_a_cell_over_512_kilobytes_is_refused_and_the_others_come_in(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text(f"Title,Plot\nA,{'x' * 600_000}\nB,y\n")
    _, (_, cells, faults), last = read(path)
    assert (cells[0], faults) == ("A", {1: "too_long"})
    assert last[1] == ["B", "y"]


def test_a_quote_that_never_closes_is_told_by_its_line(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text('Title,Plot\nA,"open\n' + "line,of text\n" * 400_000)
    with pytest.raises(UnreadableError, match="line 2"):
        read(path)


def test_cells_of_a_workbook_are_as_they_are_shown(tmp_path):
    cells = (
        '<row r="1"><c s="1"><v>123</v></c><c s="2"><v>9872</v></c><c t="e"><v>#REF!</v></c><c><f>1+1</f><v>2</v></c>'
        '<c><f>1+1</f></c><c><v>1927</v></c><c t="b"><v>1</v></c></row>'
    )
    path = write_xlsx(tmp_path / "films.xlsx", cells, styles='<numFmt numFmtId="164" formatCode="00000"/>')
    [(line, texts, faults)] = read(path)
    assert (line, texts) == (1, ["00123", "1927-01-10", "#REF!", "2", "", "1927", "TRUE"])
    assert faults == {2: "error", 3: "formula", 4: "no_result"}


def test_a_number_whose_zeros_cannot_be_kept_is_warned_of(tmp_path):
    path = write_xlsx(
        tmp_path / "films.xlsx",
        '<row r="1"><c s="1"><v>123</v></c></row>',
        styles='<numFmt numFmtId="164" formatCode="00-000"/>',
    )
    assert read(path) == [(1, ["123"], {0: "zeros_lost"})]


def test_a_cell_far_away_is_refused_by_its_name(tmp_path):
    path = write_xlsx(
        tmp_path / "films.xlsx",
        f'<row r="1">{text_cell("Title")}</row><row r="200000"><c r="ALL200000"><v>1</v></c></row>',
    )
    with pytest.raises(UnreadableError, match="ALL200000"):
        read(path)


def test_a_cell_far_down_is_one_row(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="B200000"><v>2</v></c></row>'
    path = write_xlsx(tmp_path / "films.xlsx", rows, size='<dimension ref="A1:XFD1048576"/>')
    assert read(path) == [(1, ["1"], {}), (200000, ["", "2"], {})]


def ods_cell(text, **attributes):
    words = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{words}><text:p>{text}</text:p></table:table-cell>"


def test_cells_of_opendocument_are_as_they_are_shown(tmp_path):
    number = {"office_value_type": "float"}
    row = "".join(
        [
            ods_cell("00123", office_value="123", **number),
            ods_cell("10.01.27", office_value_type="date", office_date_value="1927-01-10"),
            ods_cell("#N/A", table_formula="of:=NA()", office_value="0", **number),
            ods_cell("2", table_formula="of:=1+1", office_value="2", **number),
            ods_cell("01:48:00", office_value_type="time", office_time_value="PT01H48M00S"),
            ods_cell("a<text:s text:c='2'/>b<text:line-break/>c", office_value_type="string"),
            '<table:table-cell table:number-columns-repeated="16000"/>',
        ]
    )
    rows = (
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/>'
        f"</table:table-row><table:table-row>{row}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    )
    [(line, texts, faults)] = read(write_ods(tmp_path / "films.ods", rows))
    assert (line, texts) == (3, ["00123", "1927-01-10", "#N/A", "2", "1:48:00", "a  b\nc"])
    assert faults == {2: "error", 3: "formula"}


def test_a_row_repeated_a_million_times_is_refused(tmp_path):
    rows = f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("x")}</table:table-row>'
    with pytest.raises(UnreadableError, match="repeated"):
        read(write_ods(tmp_path / "films.ods", rows))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": 1, "title": "One"}', "JSON"),
        (b'[{"id": 1}, 2]', "JSON"),
        (b'[{"id": 1},\n{"id": 2', "line 2"),
        (b'[{"id": 1}', "line 1"),
        (b'[{"id": 1, "id": 2}]', "line 1"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content, words):
    with pytest.raises(UnreadableError, match=words):
        read_bytes(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        '[\n{"title": "Ağ", "year": 2010.50, "seen": true},\n{"title": null, "people": ["Ada", "Bo"], "more": {"a": 1}}]',
        '{"title": "Ağ", "year": 2010.50, "seen": true}\n\n{"title": null, "people": ["Ada", "Bo"], "more": {"a": 1}}',
    ],
)
def test_objects_of_json_are_rows_and_their_keys_columns(tmp_path, content):
    (tmp_path / "films.json").write_text(content, encoding="utf-8")
    header, *rows = read(tmp_path / "films.json")
    assert header[1] == ["title", "year", "seen", "people", "more"]
    assert [texts for _, texts, _ in rows] == [["Ağ", "2010.50", "TRUE", "", ""], ["", "", "", "Ada; Bo", '{"a": "1"}']]
    assert rows[1][0] == 3


def test_a_small_workbook_with_a_huge_cell_is_told_of_that_cell(tmp_path):
    path = write_xlsx(tmp_path / "films.xlsx", f'<row r="1">{text_cell("x" * 3_000_000)}</row>')
    assert path.stat().st_size < 20_000
    assert read(path)[0][2] == {0: "too_long"}


def test_a_reader_that_is_killed_is_told_and_nothing_waits_for_it(tmp_path, monkeypatch):
    path = tmp_path / "films.csv"
    path.write_text("Title,Year\n" + "Metropolis,1927\n" * 300_000)
    processes = []
    start = cells.start_child
    monkeypatch.setattr(cells, "start_child", lambda *arguments: processes.append(start(*arguments)) or processes[0])
    with open_table(path) as table:
        next(table.rows)
        processes[0].kill()
        with pytest.raises(UnreadableError, match="memory or time"):
            list(table.rows)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "'x", "'", "x"])
def test_a_text_that_looks_like_a_formula_is_marked_and_read_back(text):
    assert not with_mark(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert without_mark(with_mark(text)) == text
