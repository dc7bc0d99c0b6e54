"""Titles say what they are, and the databases sort films by them as libraries do."""

import random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from catalog.editing.table_writes import update_rows
from catalog.models import Film, Genre, Person, Source, Title, Work
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField, sort_key
from tests.factories import make_award, make_copy, make_film, make_person, make_source, make_title, set_leading
from tests.texts.test_sorting import SHELF

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("catalog").get_models())
# Where names stand by their raw letters, and why.
RAW = {
    # Codes in small letters.
    ("externalid", "scheme"),
    ("shippedterm", "noun"),
    ("shippedterm", "key"),
    ("duplicatepair", "noun"),
    ("filmcompany", "role"),
    # Ids, which have no alphabet; the scheme comes first.
    ("externalid", "value"),
    # The desk's choice of characters, never a list that visitors see.
    ("character", "name"),
}
NASTY = [
    "Zebra",
    "apple",
    "Äpfel",
    "Ångström",
    "10",
    "9",
    "_under",
    "Čapek",
    "Łódź",
    "eclair",
    "Éclair 2",
    "O’Hara",
    "Ohara",
]
NASTY += ["Ωmega", "Ялта", "七", "¡Ay!", "the end", "The End of", "-", "a b", "ab", "A-B"]


def titles_in_order():
    return list(Film.objects.order_by("sort_key", "id").values_list("title", flat=True))


def test_films_stand_as_on_a_shelf_on_this_database():
    titles = [(title, "nb" if language == "no" else language) for title, language in SHELF]
    random.Random(2).shuffle(titles)
    for title, language in titles:
        make_film(title=title, original_title_language_id=language)
    assert titles_in_order() == [title for title, _ in SHELF]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "The Alchemist"}, "alchemist"),
        ({"title": "Der Untergang", "languages": ["de"]}, "untergang"),
        ({"title": "Die Hard", "languages": ["en", "de"]}, "die hard"),
        ({"title": "Le Mépris", "languages": ["fr", "en", "de", "it"]}, "mepris"),
        ({"title": "La La Land", "original_title": "", "languages": ["en"]}, "la la land"),
        ({"title": "A Separation", "languages": ["fa"]}, "separation"),
        ({"title": "The Downfall", "original_title": "Der Untergang", "languages": ["de"]}, "downfall"),
        (
            {"title": "A Knife in the Water", "original_title": "Nóż w wodzie", "languages": ["pl"]},
            "knife in the water",
        ),
        ({"title": "La Strada", "original_title": "La strada", "languages": ["it"]}, "strada"),
        ({"title": "Le Mans", "languages": ["fr"], "sort_title": "Le Mans"}, "le mans"),
        ({"title": "Los Angeles Plays Itself", "languages": ["en"]}, "los angeles plays itself"),
    ],
    ids=str,
)
def test_articles_go_by_the_language_of_the_title(fields, key):
    assert make_film(**fields).sort_key == key


def test_another_title_of_the_same_words_knows_the_language():
    film = make_film(title="Das Boot", original_title="The Boat")
    title = make_title(film, title="Das Boot", language_id="de")
    film.refresh_from_db()
    assert film.sort_key == "boot"
    title.delete()
    film.refresh_from_db()
    assert film.sort_key == "das boot"


def test_the_language_that_the_original_title_is_said_to_be_in_wins():
    film = make_film(title="A nous la liberté", original_title_language_id="fr")
    set_leading(film, languages=["en"])
    assert film.sort_key == "a nous la liberte"


@pytest.mark.parametrize(
    ("fields", "tag"),
    [
        ({"language_id": "ru", "script": "Latn"}, "ru-Latn"),
        ({"language_id": "pt-BR", "script": "Latn"}, "pt-Latn-BR"),
        ({"language_id": "zh-Hant", "script": "Hant"}, "zh-Hant"),
        ({"language_id": "de"}, "de"),
        ({"script": "Latn"}, ""),
    ],
)
def test_the_tag_of_a_title_names_its_script(fields, tag):
    assert Title(**fields).language_tag == tag


def test_a_script_that_nobody_knows_is_refused():
    title = Title(film=make_film(), title="Soljaris", script="latin")
    with pytest.raises(ValidationError, match=r"“Latin” is no script"):
        title.full_clean()
    title.script = "latn"
    title.full_clean()
    assert title.script == "Latn"


def test_the_database_refuses_an_unknown_kind():
    film = make_film()
    with pytest.raises(IntegrityError, match="title_kind"), transaction.atomic():
        make_title(film, kind="other")


def test_the_page_says_what_a_title_is(client):
    film = make_film(title="Solaris", original_title="Солярис", original_title_language_id="ru")
    make_title(film, title="Soljaris", kind="transliteration", language_id="ru", script="Latn", note="on the poster")
    html = " ".join(client.get(film.get_absolute_url()).content.decode().split())
    assert (
        '<bdi lang="ru-Latn">Soljaris</bdi> <span class="quiet">(transliteration, Russian, Latin letters, on the poster)'
        in html
    )
    assert 'Original title: <bdi lang="ru">Солярис</bdi>' in html
    assert '<span class="quiet">(Russian)</span>' in html


@pytest.mark.parametrize("model", [Source, Work, Genre])
def test_nasty_names_stand_alike_on_both_databases(model):
    name = "name" if model is Genre else "title"
    for number, text in enumerate(NASTY):
        model.objects.create(**{name: text} | ({"slug": f"nasty-{number}"} if model is Genre else {}))
    rows = model.objects.filter(**{f"{name}__in": NASTY}).order_by("sort_key", "id")
    keys = [row.sort_key for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(NASTY)


def test_each_column_of_keys_compares_by_code_points():
    columns = [
        (m._meta.db_table, f.column) for m in MODELS for f in m._meta.concrete_fields if isinstance(f, SortKeyField)
    ]
    assert ("catalog_film", "sort_key") in columns
    with connection.cursor() as cursor:
        for table, column in columns:
            details = {row.name: row for row in connection.introspection.get_table_description(cursor, table)}
            assert details[column].collation == ("C" if connection.vendor == "postgresql" else None), table


@pytest.mark.parametrize("model", [Film, Person, Source])
def test_a_page_of_a_list_begins_in_the_index(model):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = model.objects.filter(sort_key__gte="m").order_by("sort_key", "id")[:10].explain()
    assert f"{model._meta.model_name}_sort" in plan


def test_no_list_is_sorted_by_raw_letters():
    raw = set()
    for model in MODELS:
        for ordering in model._meta.ordering:
            name = ordering if isinstance(ordering, str) else ordering.expression.name
            *path, last = name.lstrip("-").split("__")
            owner = model
            for step in path:
                owner = owner._meta.get_field(step).related_model
            field = owner._meta.pk if last == "pk" else owner._meta.get_field(last)
            if (
                isinstance(field, LineField | models.CharField)
                and not isinstance(field, SortKeyField)
                and not field.primary_key
            ):
                raw.add((model._meta.model_name, last))
    assert raw <= RAW, f"Sort {sorted(raw - RAW)} by a SortKeyField."


def test_rows_that_are_written_without_a_save_keep_their_keys_and_bounds():
    source, genre = make_source(title="The B", published_on="1926"), Genre.objects.create(name="Zz", slug="zz")
    update_rows("source", {str(source.pk): {"title": "The Alpha", "published_on": "1930"}})
    update_rows("genre", {str(genre.pk): {"name": "10 Aa"}})
    source.refresh_from_db()
    genre.refresh_from_db()
    assert (source.sort_key, str(source.published_on_first), genre.sort_key) == ("alpha", "1930-01-01", "0210 aa")


def test_keys_of_several_fields_sort_by_the_first_one_first():
    film = make_film()
    for organisation, category in (("Academy of Art", "B"), ("Academy", "Z"), ("Academy", "Ä")):
        make_award(film, organisation=organisation, category=category, year=2010)
    assert [(row.organisation, row.category) for row in film.awards.all()] == [
        ("Academy", "Ä"),
        ("Academy", "Z"),
        ("Academy of Art", "B"),
    ]


def test_inventory_numbers_sort_as_numbers():
    film = make_film()
    for number in ("F 10", "F 9", "f 100"):
        make_copy(film, inventory_number=number)
    assert [copy.inventory_number for copy in film.copies.all()] == ["F 9", "F 10", "f 100"]


def test_people_sort_by_the_key_of_their_sort_name():
    person = make_person(name="Łukasz Ægir")
    assert (person.sort_name, person.filed_name) == ("", "Ægir, Łukasz")
    assert person.sort_key == "aegir\tlukasz"


def test_outdated_keys_are_derived_anew_by_the_command():
    film, genre = make_film(title="The Alchemist"), Genre.objects.first()
    Film.objects.update(sort_key="x")
    Genre.objects.update(sort_key="x")
    call_command("clean_texts", "--write")
    film.refresh_from_db()
    assert (film.sort_key, Genre.objects.get(pk=genre.pk).sort_key) == ("alchemist", sort_key(genre.name))
