"""The parts of a form: what stands in each, what is lacking and what was refused there."""

import pytest

from catalog.completeness import LACKS
from catalog.models import Film, State
from tests.admin.desk_forms import address, open_film, save_film
from tests.factories import make_credit, make_film, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(admin_client):
    return admin_client


@pytest.fixture
def film():
    film = make_film(title="Walkers", state=State.DRAFT)
    make_credit(film, credited_as="Ed")
    make_credit(film)
    return film


def test_a_part_counts_its_rows_and_the_first_alone_is_open(desk, film):
    parts = list(desk.get(address("film", "change", film.pk)).context["parts"])
    counts = {part.key: part.count for part in parts}
    assert (counts["credits"], counts["texts"]) == (2, 0)
    assert [part.key for part in parts if part.is_open] == ["main"]


def test_each_lack_leads_to_an_element_of_the_form(desk, film):
    response = desk.get(address("film", "change", film.pk))
    lacks = response.context["parts"].lacks
    assert {"release", "director", "logline"} <= {line.lack.name for line in lacks} <= set(LACKS)
    missing_targets = [line.target for line in lacks if f'id="{line.target}"' not in response.text]
    assert missing_targets == []


def test_an_error_names_its_row_and_leads_to_its_field_in_an_open_part(desk, film):
    fields = open_film(desk, film) | {"credits-1-billing_order": "first"}
    response = save_film(desk, film, fields)
    parts = response.context["parts"]
    [error] = parts.errors
    assert (error.place, error.part) == ("Credits, row 2: Billing order", "credits")
    assert f'id="{error.target}"' in response.text
    assert next(part for part in parts if part.key == "credits").is_open


def test_rare_fields_are_drawn_in_the_rows_that_hold_something_in_them(desk, film):
    page = desk.get(address("film", "change", film.pk)).text
    rows = {row.credited_as: place for place, row in enumerate(film.credits.order_by("id"))}
    assert f'name="credits-{rows["Ed"]}-credited_as"' in page
    assert "Credited as: Ed" in page
    assert f'name="credits-{rows[""]}-credited_as"' not in page


def test_a_row_that_is_sent_without_its_rare_fields_keeps_what_it_has(desk, film):
    fields = {
        name: value for name, value in open_film(desk, film).items() if not name.startswith("credits-1-credited_as")
    }
    assert save_film(desk, film, fields | {"title": "Walkers on"}).status_code == 302
    assert sorted(Film.objects.get(pk=film.pk).credits.values_list("credited_as", flat=True)) == ["", "Ed"]


def test_a_form_of_one_part_has_no_list_of_contents(desk):
    assert "Parts of this form" not in desk.get(address("source", "change", make_source().pk)).text
