"""After a removal SQLite's file holds no byte of the value, neither in what is free nor in its log."""

import pytest
from django.contrib.auth.models import User
from django.db import connection

from catalog.suppression.suppress import suppress
from tests.edits import root_of, save_fields
from tests.factories import make_person
from tests.suppression.whole_database import bytes_of_files, places_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
VALUE = "Qwertzstrasse 77"


def test_no_byte_of_it_is_left():
    editor = User.objects.create_user("adam")
    person = make_person(name="Anna Nová", biography=f"{VALUE} " * 400)
    for number in range(5):
        save_fields(person, biography=f"{VALUE} and {number} " * 300)
    save_fields(person, biography=f"She lives at {VALUE}.")
    result = suppress(root_of(person), VALUE, why="She asked for it.", editor=editor)
    assert places_of(VALUE) == []
    is_sqlite = connection.vendor == "sqlite"
    assert result.is_erased == is_sqlite
    if is_sqlite:
        files = bytes_of_files()
        assert len(files) > 10_000
        assert b"Qwertz" not in files
