"""How far a save goes through our code, counted as `bench/count_walk.py` does."""

from bench.count_walk import count_walk
from tests.admin.desk_forms import open_film, save_film
from tests.factories import make_credit


def test_a_save_of_a_drafts_title_passes_few_functions_and_files(desk, film):
    make_credit(film)
    fields = open_film(desk, film) | {"title": "The Way Home"}
    walk = count_walk(lambda: save_film(desk, film, fields))
    film.refresh_from_db()
    assert film.title == "The Way Home"
    assert walk.functions <= 80
    assert walk.files <= 19
    assert walk.moves <= 108
