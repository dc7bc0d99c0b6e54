"""The desk's form asks for a synopsis's spoiler level, and refuses marks that it can't read, with what was typed kept."""

import pytest

from catalog.models import Synopsis
from tests.admin.desk_forms import address

pytestmark = pytest.mark.django_db


def fields_of(film, **fields):
    row = {"film": film.pk, "kind": "full", "language": "en", "body": "He walks.", "spoiler_level": 3, "position": 0}
    return row | {"state": "draft"} | fields


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"spoiler_level": ""}, "This field is required."),
        ({"body": "## The end {spoiler=9}\n\nHe dies."}, "## The end {spoiler=3}"),
        ({"body": "## The end\n\n### He dies {spoiler=3}\n\nHe dies."}, "Begin its line with ##"),
    ],
)
def test_a_synopsis_without_a_level_that_can_be_read_is_refused(desk, film, fields, message):
    response = desk.post(address("synopsis", "add"), fields_of(film, **fields))
    assert message in str(response.context["adminform"].form.errors.as_data())
    assert not Synopsis.objects.exists()


def test_the_form_of_a_new_synopsis_has_no_level_chosen(desk):
    form = desk.get(address("synopsis", "add")).context["adminform"].form
    assert form["spoiler_level"].value() is None
    assert form.fields["spoiler_level"].choices[0][0] == ""


def test_a_synopsis_with_a_level_is_saved(desk, film):
    desk.post(address("synopsis", "add"), fields_of(film))
    assert Synopsis.objects.get().spoiler_level == 3
