"""Terms have a name in each language: shipped, an editor's to change, and said by pages in that language."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.revert import revert
from catalog.models import CompanyRole, Country, Department, Genre, Job, Language, Revision
from catalog.texts.names_by_language import read_names
from catalog.vocabulary import sync as syncing
from catalog.vocabulary.sync import sync
from catalog.vocabulary.terms import read_rows, read_terms
from tests.factories import make_credit, make_film, make_film_company, make_person, make_subject
from wayback.env import LANGUAGES

pytestmark = pytest.mark.django_db
FILES = ("genres.csv", "departments.csv", "company_roles.csv", "jobs.csv")


def name_in(row, language):
    with translation.override(language):
        return str(row)


@pytest.mark.parametrize("file", FILES)
def test_each_term_ships_with_a_name_in_each_language_of_the_interface(file):
    for language in set(LANGUAGES) - {"en"}:
        names = [row[language] for row in read_rows(file)]
        assert all(names), language
        assert len(set(names)) == len(names), language


def test_a_term_says_its_name_in_the_language_that_is_spoken():
    job = Job.objects.get(code="director")
    names = {language: name_in(job, language) for language in ("en", "de", "pl")}
    assert names == {"en": "Director", "de": "Regie", "pl": "Reżyseria"}
    assert (name_in(Country.objects.get(pk="DD"), "pl"), name_in(Language.objects.get(pk="pl"), "de")) == (
        "Niemiecka Republika Demokratyczna",
        "Polnisch",
    )


def test_a_name_that_is_missing_is_that_of_the_first_language_or_else_the_one_there_is(settings):
    subject = make_subject(name="Labour")
    assert name_in(subject, "pl") == "Labour"
    subject.names = "de: Arbeit"
    assert name_in(subject, "pl") == "Labour"
    settings.LANGUAGE_CODE = "de"
    assert name_in(subject, "pl") == "Arbeit"
    assert name_in(subject, "en") == "Labour"


def test_a_country_or_language_that_an_editor_added_has_the_name_that_it_was_given():
    assert name_in(Country(code="QQ", name="Atlantis"), "pl") == "Atlantis"
    assert name_in(Language(tag="qaa", name="Atlantean"), "pl") == "Atlantean"


def test_names_are_stored_a_line_a_language_in_order():
    genre = Genre.objects.get(slug="drama")
    genre.names = " PL:  Dramat \n\nPT-br : Drama\nde:Drama"
    genre.clean_fields()
    assert genre.names == "de: Drama\npl: Dramat\npt-BR: Drama"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Regie", "no_language"),
        ("de:", "no_language"),
        ("xq: Regie", "unknown_language"),
        ("en: Director", "english"),
        ("de: Regie\nde: Spielleitung", "twice"),
        (f"de: {'x' * 121}", "too_long"),
    ],
)
def test_what_is_no_name_in_a_language_is_refused(names, code):
    genre = Genre.objects.get(slug="drama")
    genre.names = names
    with pytest.raises(ValidationError) as refusal:
        genre.clean_fields()
    assert [error.code for error in refusal.value.error_dict["names"]] == [code]


def test_an_editors_name_in_one_language_stays_and_the_others_follow_a_release(monkeypatch):
    Genre.objects.filter(slug="drama").update(names="de: Schauspiel\npl: dramat")
    terms = read_terms()
    terms["genre"] = [
        term._replace(values=term.values | {"names": "de: Drama!\nfr: drame\npl: dramat!"})
        if term.key == "drama"
        else term
        for term in terms["genre"]
    ]
    monkeypatch.setattr(syncing, "read_terms", lambda: terms)
    assert sync(apps)["genre"] == (0, 1)
    assert Genre.objects.get(slug="drama").names == "de: Schauspiel\nfr: drame\npl: dramat!"
    assert sync(apps)["genre"] == (0, 0)


def test_an_edit_of_names_stands_in_the_history_and_is_taken_back():
    genre = Genre.objects.get(slug="drama")
    names, root = genre.names, Root.of(genre)
    first_revision = newest_revision_id(root)
    with Edit(root, editor=None) as edit:
        genre.names = "de: Schauspiel"
        genre.save()
        edit.keep()
    revision = Revision.objects.of(*root).first()
    change = Patch(revision.patch).change_of("genre", str(genre.pk))
    assert (change.before["names"], change.after["names"]) == (names, "de: Schauspiel")
    revert(root, first_revision, editor=None)
    genre.refresh_from_db()
    assert genre.names == names


def test_no_history_holds_a_word_of_the_language_that_its_editor_speaks():
    genre = Genre.objects.get(slug="war")
    with translation.override("pl"), Edit(Root.of(genre), editor=None) as edit:
        genre.slug = "wars"
        genre.save()
        edit.keep()
    assert Revision.objects.of(*Root.of(genre)).first().label == "War"


@pytest.fixture
def film(speak):
    """A film with terms of each kind, on a site in English, German and Polish."""
    speak("en", "de", "pl")
    cache.clear()
    film = make_film(title="Sanatorium")
    film.genres.add(Genre.objects.get(slug="drama"), Genre.objects.get(slug="war"))
    film.subjects.add(make_subject(name="Time", names="pl: czas"))
    film.countries.add("weimar-republic")
    person = make_person(name="Wojciech Has")
    for code in ("director", "production-design", "foley"):
        make_credit(film, person=person, job=Job.objects.get(code=code))
    make_film_company(film, role_id="restoration")
    return film


def test_pages_say_terms_in_their_language(client, film):
    words = {
        "film": ("dramat", "wojenny", "czas", "Republika Weimarska", "Scenografia", "Restauracja"),
        "film_credits": ("Reżyseria", "Dźwięk i muzyka", "Efekty synchroniczne"),
    }
    for route, texts in words.items():
        html = client.get("/pl" + reverse(route, args=[film.pk, film.slug])).text
        assert [text for text in texts if text not in html] == []
    person = film.credits.first().person
    assert "reżyseria, efekty synchroniczne, scenografia" in client.get("/pl" + person.get_absolute_url()).text
    assert "Regie, Geräusche, Szenenbild" in client.get("/de" + person.get_absolute_url()).text


def test_lists_of_terms_are_sorted_by_the_names_that_are_read(client, film):
    film.genres.set(Genre.objects.filter(slug__in=["war", "animation", "crime"]))
    for prefix, names in (("", ["Animation", "Crime", "War"]), ("/de", ["Animation", "Krieg", "Krimi"])):
        index = client.get(f"{prefix}/genres/").text
        assert sorted(names, key=index.index) == names
        filter_form = client.get(f"{prefix}/films/").text
        assert sorted(names, key=filter_form.index) == names
    html = client.get("/de/genres/?letter=k").text
    assert "Krieg" in html
    assert "Animation" not in html


@pytest.mark.parametrize(("route", "name"), [("genres/", "wojenny"), ("jobs/", "Reżyseria"), ("subjects/", "czas")])
def test_the_api_names_terms_in_the_language_that_is_asked_for(client, film, route, name):
    assert name in client.get(f"/api/v1/{route}?language=pl&limit=100").text
    assert name not in client.get(f"/api/v1/{route}?limit=100").text


def test_the_desk_finds_a_term_by_each_of_its_names(admin_client):
    address = reverse("admin:autocomplete")
    query = {"app_label": "catalog", "model_name": "credit", "field_name": "job", "term": "scenogr"}
    [answer, *_] = admin_client.get(address, query).json()["results"]
    assert answer["id"] == str(Job.objects.get(code="production-design").pk)


def test_all_shipped_names_are_read_as_they_are_stored():
    for model in (Genre, Department, Job, CompanyRole):
        field = model._meta.get_field("names")
        for row in model.objects.all():
            assert field.clean(row.names, row) == row.names
            assert set(read_names(row.names)) == set(LANGUAGES) - {"en"}
