"""People: by what lists sort them, what finds them, and what outlives nothing."""

import re
from itertools import chain

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from catalog.editing.documents import Root, read_document
from catalog.editing.edit import apply_change
from catalog.editing.patches import Patch, RowChange
from catalog.models import DuplicatePair, Person, PersonName
from tests.admin.desk_forms import address
from tests.factories import make_credit, make_film, make_person, make_person_name

pytestmark = pytest.mark.django_db
PUBLIC_PAGES = (
    "/people/",
    "/people/?q=oldname",
    "/search/?q=oldname",
    "/api/v1/people/",
    "/api/v1/people/?q=oldname",
    "/api/v1/search/?q=oldname",
    "/api/v1/films/?include=credits",
    "/sitemap.xml",
    "/feeds/films/",
)


def texts_of(row):
    return [str(field.value_from_object(row)) for field in row._meta.concrete_fields]


def public_answers(client, person):
    film = person.credits.first().film
    own_pages = (person.get_absolute_url(), f"/api/v1/people/{person.pk}/", film.get_absolute_url())
    return [client.get(page) for page in (*PUBLIC_PAGES, *own_pages)]


@pytest.fixture
def person():
    person = make_person(name="Ada Oldname")
    make_credit(make_film(), person=person)
    return person


def rename(person, name):
    change = Patch.of([RowChange("person", str(person.pk), {"name": person.name}, {"name": name})])
    return apply_change(Root("person", person.pk), change, editor=None)


def test_after_a_renaming_the_old_name_is_nowhere(client, person):
    rename(person, "Bea Newname")
    person.refresh_from_db()
    assert person.filed_name == "Newname, Bea"
    assert not [text for text in texts_of(person) if "oldname" in text.lower()]
    for answer in public_answers(client, person):
        text = answer.text.lower()
        assert answer.status_code == 200
        # What was searched for stands on the page of the search; it finds nobody.
        unwanted_word = "newname" if answer.request["QUERY_STRING"] == "q=oldname" else "oldname"
        assert unwanted_word not in text


def test_a_renaming_taken_back_brings_the_name_back_and_no_sort_name(person):
    revision = rename(person, "Bea Newname")
    apply_change(Root("person", person.pk), Patch(revision.patch).inverse(), editor=None)
    person.refresh_from_db()
    assert (person.sort_name, person.filed_name, person.sort_key) == ("", "Oldname, Ada", "oldname\tada")


def test_a_sort_name_that_follows_from_the_name_is_not_stored():
    person = make_person(name="Peter Weir", sort_name="Weir, Peter")
    assert person.sort_name == ""
    person.sort_name = "Peter the Great"
    person.save()
    assert (person.sort_name, person.filed_name) == ("Peter the Great", "Peter the Great")


def test_people_are_listed_by_the_order_and_the_language_of_their_names(client):
    film = make_film()
    people = [
        make_person(name="Vincent van Gogh", name_language="nl"),
        make_person(name="Wong Kar-wai", name_order="family_first"),
        make_person(name="Baltasar Kormákur", name_language="is"),
        make_person(name="Jean Van Hamme", name_language="nl-BE"),
        make_person(name="Lee Chang-dong", name_order="family_first"),
        make_person(name="Ang Lee"),
    ]
    for person in people:
        make_credit(film, person=person)
    rows = client.get("/api/v1/people/").json()["results"]
    assert [row["sort_name"] for row in rows] == [
        "Baltasar Kormákur",
        "Gogh, Vincent van",
        "Lee, Ang",
        "Lee, Chang-dong",
        "Van Hamme, Jean",
        "Wong, Kar-wai",
    ]


def test_a_language_is_a_tag_and_an_order_one_of_three():
    with pytest.raises(ValidationError, match="BCP 47"):
        Person(name="A", name_language="Dutch").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(name_order="backwards")


def test_a_name_that_is_kept_from_the_public_is_found_at_the_desk_alone(client, person):
    make_person_name(person, name="Cleo Hidden", public=False, kind="former")
    stage_name = make_person_name(person, name="Dora Shown", kind="stage")
    answers = [answer.text.lower() for answer in public_answers(client, person)]
    answers += [client.get(f"{page}?q=hidden").text.lower() for page in ("/api/v1/people/", "/api/v1/search/")]
    assert not [text for text in answers if "cleo" in text]
    answer = client.get(f"/api/v1/people/{person.pk}/").json()
    assert (answer["other_names"], answer["names"]) == (
        ["Dora Shown"],
        [{"id": stage_name.pk, "name": "Dora Shown", "kind": "stage"}],
    )
    assert client.get("/api/v1/search/?q=dora").json()["results"][0]["id"] == person.pk
    assert client.get("/api/v1/search/?q=hidden").json()["results"] == []
    client.force_login(User.objects.create_superuser("ada"))
    assert "Ada Oldname" in client.get(address("person", "changelist"), {"q": "cleo hid"}).text


def test_what_a_person_is_found_by_follows_each_change_of_their_names(person):
    def found_by():
        person.refresh_from_db()
        return person.search_text, person.desk_search_text

    row = make_person_name(person, name="Cleo")
    assert found_by() == (" ada oldname cleo", " ada oldname cleo")
    row.public = False
    row.save()
    assert found_by() == (" ada oldname", " ada oldname cleo")
    before = read_document(Root("person", person.pk))
    row.delete()
    assert found_by() == (" ada oldname", " ada oldname")
    deletion = Patch.between(before, read_document(Root("person", person.pk)))
    apply_change(Root("person", person.pk), deletion.inverse(), editor=None)
    assert found_by() == (" ada oldname", " ada oldname cleo")
    PersonName.objects.all().delete()
    assert found_by() == (" ada oldname", " ada oldname")


def test_two_names_swap_in_one_change(person):
    first, second = (make_person_name(person, name=name) for name in ("Cleo", "Dora"))
    swap = Patch.of(
        RowChange("personname", str(row.pk), {"name": row.name}, {"name": name})
        for row, name in ((first, second.name), (second, first.name))
    )
    apply_change(Root("person", person.pk), swap, editor=None)
    assert [row.name for row in person.names.all()] == ["Dora", "Cleo"]


def test_a_person_has_a_name_once_and_no_other_name_like_their_own(person):
    make_person_name(person, name="Cleo")
    with pytest.raises(ValidationError, match="has this name already"):
        PersonName(person=person, name="Cleo").full_clean()
    with pytest.raises(ValidationError, match="name itself"):
        PersonName(person=person, name="Ada Oldname").full_clean()


def test_places_and_nationalities_are_on_the_page_and_in_the_api(client):
    person = make_person(
        born="1890-12-05", birthplace="Vienna", died="1976", deathplace="Beverly Hills", nationalities=["US", "AT"]
    )
    make_credit(make_film(), person=person)
    row = client.get(f"/api/v1/people/{person.pk}/").json()
    assert (row["birthplace"], row["deathplace"], row["nationalities"]) == ("Vienna", "Beverly Hills", ["US", "AT"])
    page = client.get(person.get_absolute_url()).text
    assert re.search(r"1976</time>,\s+Beverly Hills", page)
    assert "United States, Austria" in page
    for statement in (
        '"deathPlace": {"@type": "Place", "name": "Beverly Hills"}',
        '"birthDate": "1890-12-05"',
        '"Austria"',
    ):
        assert statement in page


@pytest.mark.parametrize(
    ("died", "born", "are_apart"),
    [
        ("1899", "1901", True),
        ("1899-05-01", "1899-05-02", True),
        ("1900", "1900", False),
        ("1899~", "1901", False),
        ("1899?", "1950", True),
        ("189X", "1895", False),
        ("../1899", "1901", True),
        ("1899/..", "1950", False),
        ("1899", "../1901", False),
    ],
)
def test_a_proposal_vanishes_as_soon_as_no_reading_of_two_lives_lets_them_be_one(died, born, are_apart):
    people = [make_person(name="Ada Oldname"), make_person(name="Ada Oldname", died=died)]
    DuplicatePair.objects.create(noun="person", left=people[0].pk, right=people[1].pk, why="Same name")
    change = Patch.of([RowChange("person", str(people[0].pk), {"born": None}, {"born": born})])
    apply_change(Root("person", people[0].pk), change, editor=None)
    assert DuplicatePair.objects.exists() != are_apart


def test_the_form_says_by_what_lists_sort_a_person(client, person):
    client.force_login(User.objects.create_superuser("ada"))
    page = client.get(address("person", "change", person.pk)).text
    assert "Lists sort it as <strong>“Oldname, Ada”</strong>, a guess: given name first." in page
    person.name_order = "one_name"
    person.save()
    assert "<strong>“Ada Oldname”</strong>. " in client.get(address("person", "change", person.pk)).text


def test_no_text_of_a_person_but_those_of_an_editor_is_a_copy_of_the_name():
    """A new column that keeps a name has to be derived anew when the name changes."""
    derived_names = {field.name for field in Person._meta.concrete_fields if not field.editable}
    texts = (models.CharField, models.TextField)
    text_names = {name for name in derived_names if isinstance(Person._meta.get_field(name), texts)}
    assert text_names == set(chain(Person.NAME_KEYS)) - {"sort_name"}
