"""`import_table` brings a table in by its mapping and by decisions, and says what it needs where it can't."""

import json

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Copy, Credit, Film, FilmCompany, ImportDecision, ImportMapping, Person
from tests.exchange.tables_by_hand import write_table
from tests.factories import make_film, make_person

pytestmark = pytest.mark.django_db
FILMS = (
    "Titel;Jahr;Regie;Kamera;Laufzeit;Signatur;Verleih\n"
    'Metropolis;1927;Lang, Fritz;"Freund, Karl; Rittau, Günther";2:33;F 11;Parufamet\n'
    "M;1931;Lang, Fritz;Wagner, Fritz Arno;117 min;F 12;\n"
)


def run(capsys, path, *options):
    """Run the command; return what it says, and the code with which it ends."""
    code = 0
    try:
        call_command("import_table", path, *options)
    except SystemExit as end:
        code = end.code
    return capsys.readouterr().out, code


def test_a_table_comes_in_and_a_second_run_changes_nothing(tmp_path, capsys):
    path = write_table(tmp_path, FILMS)
    words, code = run(capsys, path, "--new-names", "--bring-in")
    assert code == 0
    assert words.endswith("created 2, changed 0, unchanged 0, refused 0\n")
    assert sorted(Film.objects.values_list("title", "year", "runtime_minutes")) == [
        ("M", 1931, 117),
        ("Metropolis", 1927, 153),
    ]
    assert Person.objects.count() == 4
    assert Credit.objects.filter(person__name="Fritz Lang").count() == 2
    assert FilmCompany.objects.get().role_id == "distribution"
    assert sorted(Copy.objects.values_list("inventory_number", "version__leads")) == [("F 11", True), ("F 12", True)]
    assert not ImportDecision.objects.filter(key="")
    words, code = run(capsys, path, "--bring-in")
    assert words.endswith("created 0, changed 0, unchanged 2, refused 0\n")
    assert code == 0


def test_a_dry_run_keeps_nothing_but_writes_the_names_to_decide_on(tmp_path, capsys):
    path = write_table(tmp_path, FILMS)
    words, code = run(capsys, path)
    assert (code, Film.objects.count(), ImportDecision.objects.count()) == (1, 0, 0)
    assert "created 0, changed 0, unchanged 0, refused 2" in words
    decisions = (tmp_path / "films.csv.decisions.csv").read_text(encoding="utf-8-sig")
    assert "person,Fritz Lang,,2,new,," in decisions


def test_decisions_are_given_back_and_remembered(tmp_path, capsys):
    film, person = make_film(title="Metropolis", given_date="1927", state="draft"), make_person(name="Fritz Lang")
    path = write_table(tmp_path, "Title,Year,Director\nMetropolis,1927,Fritz Lang\n")
    run(capsys, path)
    decisions = tmp_path / "films.csv.decisions.csv"
    filled_in = decisions.read_text(encoding="utf-8-sig").replace('"\n', '",same\n').replace("),\n", "),same\n")
    decisions.write_text(filled_in)
    words, code = run(capsys, path, "--decisions", str(decisions), "--bring-in")
    assert code == 0, words
    assert Credit.objects.get().person == person
    assert Film.objects.get() == film
    words, _ = run(capsys, path)
    assert words.endswith("created 0, changed 0, unchanged 1, refused 0\n")


def test_new_films_of_one_title_are_told_apart_by_their_years(tmp_path, capsys):
    path = write_table(tmp_path, "Title,Year\nMetropolis,1927\nMetropolis,2001\nMetropolis,1927\n")
    words, _ = run(capsys, path, "--new-names", "--bring-in")
    assert words.endswith("created 2, changed 0, unchanged 1, refused 0\n")
    keys = dict(ImportDecision.objects.values_list("told_by", "key"))
    assert {int(key): int(year) for year, key in keys.items()} == dict(Film.objects.values_list("pk", "year"))


def test_a_person_who_is_new_is_made_once_though_rows_between_are_refused_by_the_database(tmp_path, capsys):
    rows = "".join(f"Film {number},{1900 + number},Fritz Lang,F {number // 2}\n" for number in range(8))
    path = write_table(tmp_path, f"Title,Year,Director,Inventory number\n{rows}")
    words, code = run(capsys, path, "--new-names", "--bring-in")
    assert code == 1
    assert "created 4" in words
    assert Person.objects.count() == 1
    assert Credit.objects.count() == 4


@pytest.mark.parametrize("text", ["id,name,author_email\n1,Some book,a@example.com\n", "abc\n", "IMDb\ntt0017136\n"])
def test_a_table_without_a_usable_mapping_ends_with_2_and_says_what_to_map(tmp_path, capsys, text):
    path = write_table(tmp_path, text)
    with pytest.raises(CommandError, match="Map a column") as refusal:
        call_command("import_table", path, "--bring-in")
    assert refusal.value.returncode == 2
    assert "--mapping-out" in str(refusal.value)


def test_a_mapping_is_written_filled_in_given_back_and_kept_by_name(tmp_path, capsys):
    path = write_table(tmp_path, "Ref;Name;Wann\ntt0017136;Metropolis;1927\n")
    file = tmp_path / "mapping.json"
    run(capsys, path, "--mapping-out", str(file))
    mapping = json.loads(file.read_text())
    assert mapping["columns"] == [
        {"column": "Ref", "target": "film.id.imdb"},
        {"column": "Name", "target": "film.title"},
    ]
    mapping["columns"].append({"column": "Wann", "target": "film.given_date"})
    mapping["defaults"] = {"film.kind": "feature"}
    mapping["state"] = "in_review"
    file.write_text(json.dumps(mapping))
    words, code = run(capsys, path, "--mapping", str(file), "--save-mapping", "club", "--bring-in")
    assert code == 0, words
    assert Film.objects.values_list("title", "year", "kind", "state").get() == (
        "Metropolis",
        1927,
        "feature",
        "in_review",
    )
    assert ImportMapping.objects.get().name == "club"
    words, code = run(capsys, path, "--mapping", "club")
    assert words.endswith("created 0, changed 0, unchanged 1, refused 0\n")


@pytest.mark.parametrize(
    ("options", "words"), [(["--mapping", "none"], "no mapping"), (["--encoding", "klingon"], "no encoding")]
)
def test_what_is_not_there_is_told(tmp_path, options, words):
    path = write_table(tmp_path, FILMS)
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("import_table", path, *options)
    assert refusal.value.returncode == 2


def test_the_cells_by_which_an_encoding_is_judged_are_shown(tmp_path, capsys):
    path = tmp_path / "films.csv"
    path.write_bytes("Titel;Jahr\nDie Büchse der Pandora;1929\n".encode("cp1252"))
    words, _ = run(capsys, path)
    assert "encoding cp1252, separator ';'" in words
    assert "line 2 is read as: Die Büchse der Pandora" in words
