"""Schemes of outside ids are rows: what an administrator enters is checked, and ids are held against it."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from catalog.editing.documents import RefusedError, Root
from catalog.editing.revert import restore
from catalog.models import ExternalId, Revision, Scheme, SchemeForm
from catalog.roles import ADMINISTRATOR
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_fields, new_rows, open_film, save_film
from tests.edits import delete_row
from tests.factories import make_company, make_film, make_person, make_work

pytestmark = pytest.mark.django_db
FORM = {"noun": "film", "pattern": r"[A-Z]{2}-\d{1,6}", "example": "KA-1", "address": "https://archive.example/{}"}


@pytest.fixture
def administrators_desk(client, db):
    client.force_login(staff("ada", ADMINISTRATOR))
    return client


def test_each_form_that_ships_is_valid():
    for form in SchemeForm.objects.select_related("scheme"):
        form.full_clean()
        form.scheme.full_clean()
    assert set(Scheme.objects.values_list("code", flat=True)) >= {"imdb", "eidr", "isan", "viaf", "isni", "inventory"}


@pytest.mark.parametrize(
    ("noun", "scheme", "text", "value"),
    [
        ("film", "eidr", "https://doi.org/10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"),
        ("film", "isan", "0000-0001-8cfa-0000-i-0000-0000-k", "0000-0001-8CFA-0000-I-0000-0000-K"),
        ("person", "isni", "https://isni.org/isni/0000000121331720", "0000000121331720"),
        ("person", "viaf", "http://viaf.org/viaf/36919266/", "36919266"),
        ("person", "gnd", "https://d-nb.info/gnd/118569503", "118569503"),
        (
            "film",
            "filmportal",
            "https://www.filmportal.de/en/movie/das-cabinet-des-dr-caligari_ea43d4a69c1a5006e03053d50b37753d",
            "ea43d4a69c1a5006e03053d50b37753d",
        ),
        ("work", "wikidata", "https://www.wikidata.org/wiki/Q42", "Q42"),
        ("company", "inventory", "B 1927/12", "B 1927/12"),
    ],
)
def test_the_schemes_that_ship_read_ids_and_addresses(noun, scheme, text, value):
    owners = {"film": make_film, "person": make_person, "company": make_company}
    owner = make_work(make_film()).work if noun == "work" else owners[noun]()
    row = ExternalId(scheme_id=scheme, value=text, **{noun: owner})
    row.full_clean()
    assert row.value == value


def test_a_wrong_check_character_is_refused_with_advice():
    row = ExternalId(film=make_film(), scheme_id="eidr", value="10.5240/7791-8534-2C23-9030-8601-5")
    with pytest.raises(ValidationError, match="a character is mistyped"):
        row.full_clean()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("pattern", "(a+)+", "too many ways"),
        ("pattern", "(", "no regular expression"),
        ("example", "KA1", "is no id of this pattern"),
        ("address", "https://archive.example/", "place of its id"),
        ("address", "https://archive.example/{}/{}", "place of its id"),
        ("address", "javascript:alert({})", "place of its id"),
        ("address", "https://{}.example/", "place of its id"),
        ("other_addresses", "https://archive.example/{}\nftp://archive.example/{}", "“ftp://archive.example/{}”"),
    ],
)
def test_a_form_with_a_fault_is_refused(name, value, fault):
    form = SchemeForm(**{"scheme": Scheme.objects.create(code="kinemathek", name="Kinemathek")} | FORM | {name: value})
    with pytest.raises(ValidationError, match=fault) as refusal:
        form.full_clean()
    assert name in refusal.value.message_dict


def test_an_administrator_adds_a_scheme_in_one_form_and_editors_use_it(administrators_desk, film):
    page = address("scheme", "add")
    fields = form_fields(administrators_desk.get(page)) | {"code": "kinemathek", "name": "Kinemathek"}
    response = administrators_desk.post(page, fields | new_rows("forms", FORM))
    assert response.status_code == 302, response.context["errors"]
    new_id = {"scheme": "kinemathek", "value": "https://archive.example/ka-7"}
    save_film(administrators_desk, film, open_film(administrators_desk, film) | new_rows("external_ids", new_id))
    row = film.external_ids.with_addresses().get()
    assert (row.value, row.url) == ("KA-7", "https://archive.example/KA-7")


def test_the_desk_offers_the_schemes_of_the_noun(desk, film):
    page = desk.get(address("film", "change", film.pk)).text
    assert 'value="movielens"' in page
    assert 'value="lcsh"' not in page


def test_a_scheme_keeps_its_code(administrators_desk):
    page = address("scheme", "change", "imdb")
    administrators_desk.post(
        page, form_fields(administrators_desk.get(page)) | {"code": "other", "name": "Internet Movie Database"}
    )
    assert Scheme.objects.get(name="Internet Movie Database").code == "imdb"
    assert not Scheme.objects.filter(code="other").exists()


def test_a_scheme_that_ids_use_is_not_deleted(film):
    scheme = Scheme.objects.create(code="kinemathek", name="Kinemathek")
    film.external_ids.create(scheme=scheme, value="KA-1")
    with pytest.raises(ProtectedError):
        scheme.delete()


def test_a_deleted_film_comes_back_without_the_id_that_another_has_now_only_when_that_is_mended():
    draft, other_film = make_film(state="draft"), make_film(title="Metropolis", release_date="1927")
    draft.external_ids.create(scheme_id="imdb", value="tt0017136")
    delete_row(draft)
    other_film.external_ids.create(scheme_id="imdb", value="tt0017136")
    key = Revision.objects.get(deed="deleted").key
    with pytest.raises(RefusedError, match="IMDb tt0017136 belongs to another one already: Metropolis"):
        restore(Root("film", key), editor=None)
    other_film.external_ids.all().delete()
    restore(Root("film", key), editor=None)
