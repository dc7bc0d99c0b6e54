"""Files of a form that comes back after a log-in are asked for again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin.desk_forms import address
from tests.admin.plain_browser import PlainBrowser
from tests.admin.typed_forms import end_sessions, field_of, log_in_again
from tests.factories import make_person, upload


@pytest.fixture
def plain(editor):
    plain = PlainBrowser()
    assert plain.log_in("edda").status_code == 302
    return plain


@pytest.fixture
def person(db):
    return make_person(name="Ada")


@pytest.fixture
def page(plain, person):
    """The form of a person, opened while the editor is logged in."""
    return plain.open(address("person", "change", person.pk))


def images_of(form_page):
    """Return the rows of pictures of a film's form."""
    return next(rows for rows in form_page.context["inline_admin_formsets"] if rows.formset.prefix == "images")


def test_a_file_is_asked_for_again_by_its_name_and_its_part_is_open(plain, film):
    page = plain.open(address("film", "change", film.pk))
    end_sessions()
    new_row = {"images-TOTAL_FORMS": "1", "images-0-alt": "A well", "images-0-kind": "still"}
    picture = SimpleUploadedFile("po<s>ter.jpg", upload().read(), "image/jpeg")
    login_page = plain.send(page, "film_form", **new_row, **{"images-0-file": picture})
    form_page = log_in_again(plain, login_page)
    assert "You had chosen “po&lt;s&gt;ter.jpg”. Choose it again." in form_page.text
    assert field_of(form_page, "images-0-alt", "film_form") == "A well"
    assert images_of(form_page).is_collapsible is False
    assert images_of(form_page).formset.forms[0].errors["file"] == [
        '<span class="chosen-file" data-chosen="po&lt;s&gt;ter.jpg">You had chosen “po&lt;s&gt;ter.jpg”. Choose it again.</span>'
    ]


def test_a_file_is_asked_for_again_after_another_field_was_wrong(plain, film):
    page = plain.open(address("film", "change", film.pk))
    new_row = {"images-TOTAL_FORMS": "1", "images-0-alt": "A well", "images-0-kind": "still", "title": ""}
    form_page = plain.send(page, "film_form", **new_row, **{"images-0-file": upload("poster.png")})
    assert "You had chosen “poster.png”. Choose it again." in form_page.text
    assert images_of(form_page).is_collapsible is False


def test_a_picture_that_is_wrong_itself_is_not_asked_for_again(plain, film):
    page = plain.open(address("film", "change", film.pk))
    new_row = {"images-TOTAL_FORMS": "1", "images-0-alt": "A well", "images-0-kind": "still"}
    form_page = plain.send(page, "film_form", **new_row, **{"images-0-file": SimpleUploadedFile("poster.png", b"text")})
    assert "You had chosen" not in form_page.text
