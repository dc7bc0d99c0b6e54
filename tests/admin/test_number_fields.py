"""A number field of the desk reads what was typed, or refuses it with the words that were typed."""

import pytest
from django import forms
from django.contrib import admin
from django.db.models import IntegerField

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.fields import NumberField
from catalog.admin.core.running_times import RunningTimeField, running_time_text
from catalog.models import State
from tests.admin.desk_forms import new_rows, open_film, save_film
from tests.factories import make_film


def number_fields(request):
    """Yield the number fields of all forms and rows of the desk that an editor types into."""
    for model, model_admin in admin.site._registry.items():
        # Imports have no form.
        if model._meta.app_label != "catalog" or not isinstance(model_admin, NounAdmin):
            continue
        inlines = [inline(model, admin.site) for inline in getattr(model_admin, "inlines", ())]
        for form_admin in (model_admin, *inlines):
            for column in form_admin.model._meta.fields:
                if isinstance(column, IntegerField) and column.editable and not (column.choices or column.primary_key):
                    yield form_admin.formfield_for_dbfield(column, request)


def test_no_number_is_typed_into_an_input_that_drops_letters(rf, reviewer):
    request = rf.get("/")
    request.user = reviewer
    fields = list(number_fields(request))
    assert len(fields) > 5
    for field in fields:
        assert isinstance(field, NumberField)
        assert field.widget.input_type == "text"
        assert field.widget.attrs["inputmode"] == "numeric"


@pytest.mark.parametrize("text", ["2h13", "12x", "１２", "٣", "1_000", "1e3", "1.0", "9" * 5000, "--1"])
def test_what_is_no_number_is_refused_with_what_was_typed(text):
    with pytest.raises(forms.ValidationError) as refusal:
        NumberField().clean(text)
    assert f"“{text[:20]}" in refusal.value.messages[0]


@pytest.mark.parametrize(("text", "number"), [("12", 12), (" 007 ", 7), ("0" * 5000, 0), ("-3", -3), (5, 5)])
def test_a_number_is_read(text, number):
    assert NumberField().clean(text) == number


@pytest.mark.parametrize(
    "text", ["133", "2h13", "2 h 13 min", "2:13", "133 min", "133′", "133'", "2H13M", "2 hours 13 minutes"]
)
def test_a_running_time_may_be_typed_in_hours_and_minutes(text):
    assert RunningTimeField().clean(text) == (133, None)


@pytest.mark.parametrize("text", ["2:13:05", "2h13m5s", "2 h 13 min 5 s", "133'5\"", "133′05″", "133 min 5 sec"])
def test_a_running_time_may_have_seconds(text):
    assert RunningTimeField().clean(text) == (133, 5)
    assert running_time_text(133, 5) == "2:13:05"


@pytest.mark.parametrize(("text", "minutes"), [("2h", 120), ("1h5", 65), ("0:45", 45)])
def test_hours_alone_and_short_minutes_are_read(text, minutes):
    assert RunningTimeField().clean(text) == (minutes, None)


@pytest.mark.parametrize("text", ["2:75", "2:1", "2h99", "two hours", "2.13", "2:13:70", "h", "1:", "2:13:7", "133 5"])
def test_a_running_time_that_can_be_read_in_two_ways_is_refused(text):
    with pytest.raises(forms.ValidationError, match=r"2:33"):
        RunningTimeField().clean(text)


def test_the_form_of_a_film_takes_the_running_time_of_its_leading_version(desk):
    film = make_film(state=State.DRAFT)
    row = {"runtime_minutes": "2h13", "state": "published", "position": 0}
    fields = open_film(desk, film) | new_rows("versions", row)
    assert save_film(desk, film, fields).status_code == 302
    film.refresh_from_db()
    [version] = film.versions.all()
    assert (version.leads, version.runtime_minutes, film.runtime_minutes) == (True, 133, 133)
    assert open_film(desk, film)["versions-0-runtime_minutes"] == "133"
