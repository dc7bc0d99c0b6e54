"""`manage.py suppress` removes a value as the desk does; it reads it from standard input, and says it nowhere."""

import io
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import Person, Suppression
from catalog.suppression import erasing
from catalog.suppression.search import find_places
from catalog.texts.occurrences import Value
from tests.edits import save_edit, save_fields
from tests.factories import make_film, make_person, make_person_name
from tests.suppression.whole_database import places_of

NAME, WHY = "Qwertza Müllerová", "She asked for it."


def keys_of_places():
    return {(place.model.__name__, place.key) for place in find_places(Value(NAME))}


@pytest.fixture
def person(db):
    person = make_person(name="Anna Nová")
    save_fields(person, biography=f"Born {NAME}.")
    save_edit(person, lambda: make_person_name(person, name=NAME, kind="former", public=False))
    return person


@pytest.fixture
def suppress(monkeypatch):
    def run(*arguments, value=NAME, why=WHY):
        out = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{value}\n"))
        call_command("suppress", *map(str, arguments), f"--why={why}", stdout=out)
        assert "qwertza" not in out.getvalue().lower()
        return out.getvalue()

    return run


@pytest.mark.django_db
def test_without_remove_it_only_says_where_the_value_stands(suppress, person):
    film = make_film(title="A film", logline=f"{NAME} walks.")
    out = suppress("person", person.pk)
    for words in (
        f"person-{person.pk}",
        "other name: name",
        "in its history",
        f"film-{film.pk}: film: logline",
        "Nothing was",
    ):
        assert words in out
    assert not Suppression.objects.exists()
    assert places_of(NAME)


@pytest.mark.django_db
def test_it_removes_the_value_from_what_is_named(suppress, person):
    User.objects.create_user("adam")
    film, other_film = (make_film(title=title, logline=f"{NAME} walks.") for title in ("A film", "Another film"))
    out = suppress("person", person.pk, "--remove", f"--also=film-{film.pk}", "--by=adam")
    assert f"It still stands in what you did not name: film-{other_film.pk}." in out
    assert Suppression.objects.get().editor_name == "adam"
    assert keys_of_places() == {("Film", other_film.pk)}


@pytest.mark.django_db
def test_everywhere_is_all_where_it_stands_as_words_of_its_own(suppress, person):
    make_film(title="A film", logline=f"{NAME} walks.")
    inner = make_film(title="A novel", logline=f"{NAME}stein walks.")
    assert f"film-{inner.pk}" in suppress("person", person.pk, "--remove", "--everywhere")
    assert keys_of_places() == {("Film", inner.pk)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["planet", "1"], "There is no planet 1"),
        (["personname", "1"], "There is no personname 1"),
        (["person", "x"], "There is no person x"),
        (["person", "1", "--by=nobody"], "There is no account nobody"),
        (["person", "1", "--also=film"], "There is no film"),
    ],
)
def test_what_it_refuses_it_says(suppress, arguments, words):
    with pytest.raises(CommandError, match=words):
        suppress(*arguments)


@pytest.mark.django_db
def test_no_refusal_says_the_value(suppress, person):
    Person.objects.filter(pk=person.pk).update(name=NAME)
    with pytest.raises(CommandError) as refusal:
        suppress("person", person.pk, "--remove")
    assert "qwertza" not in str(refusal.value).lower()
    for options in ({"why": f"Was {NAME}"}, {"value": "ab"}, {"why": ""}):
        with pytest.raises(CommandError):
            suppress("person", person.pk, **options)
    assert not Suppression.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_says_whether_the_files_of_the_database_hold_old_rows(suppress, person, monkeypatch):
    """On PostgreSQL they do while somebody may still read them; that they don't else: tests/failures/test_suppression.py."""
    if connection.vendor == "sqlite":
        assert "written anew" in suppress("person", person.pk, "--remove")
        return
    monkeypatch.setattr(erasing, "PATIENCE", 0)
    with closing(connection.copy()) as reader, reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_xact_id()")
        out = suppress("person", person.pk, "--remove")
        cursor.execute("ROLLBACK")
    assert "VACUUM FULL wrote these tables anew: catalog_person, catalog_personname, catalog_revision." in out
    assert "the files hold them yet" in out
