"""What is held of a film, entered at the desk and found there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Copy, Film
from tests.admin.desk_forms import address, form_errors, form_fields, open_film, save_film, with_row_count
from tests.factories import make_copy, make_film, make_version, set_leading


def new_copy(desk, film, **fields):
    """Return the fields of the film's form with one more copy."""
    count = film.copies.count()
    row = {f"copies-{count}-{name}": value for name, value in fields.items()}
    return with_row_count(open_film(desk, film), "copies", count + 1) | row


def test_a_copy_is_entered_on_the_page_of_its_film_with_all_that_is_known_of_it(desk, film):
    version = make_version(film, name="Restoration")
    set_leading(film, runtime_minutes=153)
    fields = {
        "version": version.pk,
        "inventory_number": " A  12 ",
        "carrier": "35mm",
        "element": "duplicate_positive",
        "base": "nitrate",
        "completeness": "fragment",
        "reels": "10",
        "length_metres": "2810.5",
        "runtime_minutes": "1:42:05",
        "colour": "bw_tinted",
        "sound": "silent",
        "intertitles": ["de", "en"],
        "holding_place": "Vault 2",
        "access": "archive",
        "condition": "Shrunk, 0.9 %.",
        "acquired_from": "A collector",
        "acquired_on": "c. 1998",
        "note": "In a tin.",
    }
    response = save_film(desk, film, new_copy(desk, film, **fields))
    assert response.status_code == 302, form_errors(response)
    copy = film.copies.get()
    assert (copy.version, copy.inventory_number) == (version, "A 12")
    assert (copy.runtime_minutes, copy.runtime_seconds, str(copy.acquired_on)) == (102, 5, "1998~")
    assert [(row.language_id, row.use) for row in copy.languages.all()] == [
        ("de", "intertitles"),
        ("en", "intertitles"),
    ]
    assert save_film(desk, film, open_film(desk, film)).status_code == 302
    assert Copy.objects.values().get() == Copy.objects.filter(pk=copy.pk).values().get()


def test_a_copy_of_a_film_with_one_plain_version_needs_no_choice_of_it(desk, film):
    assert save_film(desk, film, new_copy(desk, film, inventory_number="A 12")).status_code == 302
    assert film.copies.get().version == film.versions.get(leads=True)


def test_the_form_of_a_film_offers_its_own_versions_for_a_copy(desk, film):
    make_version(make_film(), name="Of another film")
    version = make_version(film, name="Restoration")
    response = desk.get(address("film", "change", film.pk))
    [formset] = [row.formset for row in response.context["inline_admin_formsets"] if row.formset.prefix == "copies"]
    assert [label for _, label in formset.empty_form.fields["version"].choices][1:] == [str(version)]


def test_a_version_of_another_film_is_refused_on_the_page_of_a_copy(desk, film):
    copy = make_copy(film)
    page = address("copy", "change", copy.pk)
    fields = form_fields(desk.get(page)) | {"version": make_version(make_film(), name="Elsewhere").pk}
    assert "“Elsewhere” is a version of another film" in form_errors(desk.post(page, fields))


def test_an_inventory_number_that_another_copy_has_is_refused_with_a_way_to_find_it(desk, film):
    make_copy(make_film(), inventory_number="A 12")
    response = save_film(desk, film, new_copy(desk, film, inventory_number="A 12"))
    assert "Another copy has this inventory number already. Look for it under “Copies”." in form_errors(response)


def test_two_new_copies_of_one_form_do_not_share_an_inventory_number(desk, film):
    fields = with_row_count(new_copy(desk, film, inventory_number="A 12"), "copies", 2)
    response = save_film(desk, film, fields | {"copies-1-inventory_number": "A 12"})
    assert "Another copy has this inventory number already" in form_errors(response)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_version_of_which_copies_are_held_is_not_deleted_and_the_form_says_which(desk, state):
    film = make_film(state=state)
    set_leading(film, runtime_minutes=153)
    version = make_version(film, name="Restoration")
    make_copy(film, version=version, inventory_number="A 12")
    response = save_film(desk, film, open_film(desk, film) | {"versions-1-DELETE": "on"})
    assert "First delete these copies, or choose another version for them, and save: “A 12”." in form_errors(response)
    assert film.versions.count() == 2
    page = desk.get(address("version", "change", version.pk)).content.decode()
    assert "deletelink" not in page


def test_a_copy_of_a_version_that_the_same_save_deletes_is_refused(desk, film):
    set_leading(film, runtime_minutes=153)
    version = make_version(film, name="Restoration")
    fields = new_copy(desk, film, version=version.pk, inventory_number="A 12") | {"versions-1-DELETE": "on"}
    response = save_film(desk, film, fields)
    assert "Choose another version for the copy, or keep the version." in form_errors(response)
    assert (film.versions.count(), film.copies.count()) == (2, 0)


def test_what_is_held_of_a_film_is_found_by_its_title_its_number_and_its_place(desk):
    film = make_film(title="Metropolis", state="draft")
    copies = [
        make_copy(film, inventory_number="A 12", holding_place="Vault 2", carrier="35mm"),
        make_copy(film, inventory_number="A 13", holding_place="Vault 3", carrier="dcp", access="viewing"),
        make_copy(make_film(state="draft"), inventory_number="B 1", holding_place="Vault 3", carrier="dcp"),
    ]
    page = address("copy", "changelist")
    for query, places in (
        ({"q": "metro"}, {0, 1}),
        ({"q": "A 1"}, {0, 1}),
        ({"q": "vault 3"}, {1, 2}),
        ({"film__id__exact": film.pk}, {0, 1}),
        ({"film__id__exact": film.pk, "carrier__exact": "dcp"}, {1}),
        ({"access__exact": "viewing"}, {1}),
    ):
        rows = desk.get(page, query).context["cl"].result_list
        assert {row.pk for row in rows} == {copies[place].pk for place in places}, query


def test_forms_and_lists_with_many_copies_need_no_more_queries_than_with_few(desk):
    costs = []
    desk.get(address("film", "add"))
    for count in (2, 8):
        film = make_film(state="draft")
        for number in range(count):
            make_copy(film, inventory_number=f"{count}-{number}", languages=["de"])
        pages = [
            (address("film", "change", film.pk), {}),
            (address("copy", "changelist"), {"film__id__exact": film.pk}),
        ]
        queries = []
        for page, query in pages:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(page, query).status_code == 200
            queries.append(len(captured))
        costs.append(queries)
    assert costs[0] == costs[1]


def test_a_changed_copy_of_a_published_film_waits_in_the_working_copy(desk):
    film = make_film()
    copy = make_copy(film, inventory_number="A 12")
    assert save_film(desk, film, open_film(desk, film) | {"copies-0-condition": "vinegar"}).status_code == 302
    copy.refresh_from_db()
    assert copy.condition == ""
    assert Film.objects.get(pk=film.pk).working_copy.patch["copy"][str(copy.pk)]["is"] == {"condition": "vinegar"}
