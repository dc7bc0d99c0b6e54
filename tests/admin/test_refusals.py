"""Bad input is refused with a message beside the field, nothing of it is saved, and no error is raised."""

import pytest
from django.db import IntegrityError

from catalog.models import Citation, Credit, ExternalId, Film, Image, Job, Person, Synopsis, Title
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows, open_film, save_film
from tests.factories import (
    make_citation,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_work,
    upload,
)

HUGE = "9" * 40


@pytest.fixture
def fields(desk, film):
    return open_film(desk, film)


def synopsis_fields(**fields):
    return {
        "kind": "full",
        "language": "en",
        "body": "He walks.",
        "spoiler_level": 1,
        "position": 0,
        "state": "draft",
    } | fields


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (new_rows("titles", {"title": "Weg", "language": "de"}, {"title": "Weg", "language": "de"}), "has this title"),
        (new_rows("titles", {"title": "Weg"}, {"title": "Weg"}), "has this title"),
        (new_rows("titles", {"title": "x" * 5000}), "at most 300 characters"),
        (new_rows("titles", {"title": "nul\0"}), "Null characters"),
        (new_rows("titles", {"title": "Weg", "language": "nul\0"}), "valid choice"),
        (new_rows("titles", {"title": "Weg", "country": "Poland"}), "valid choice"),
        (new_rows("external_ids", {"scheme": "imdb", "value": "tt1023114"}, {"scheme": "imdb", "value": "tt1023114"}), "has this id"),
        (new_rows("external_ids", {"scheme": "imdb", "value": "nm1023114"}), "is no id of IMDb (film)"),
        (new_rows("external_ids", {"scheme": "nowhere", "value": "1"}), "valid choice"),
        (new_rows("synopses", synopsis_fields(lead="on"), synopsis_fields(lead="on")), "Another synopsis leads"),
        (new_rows("synopses", synopsis_fields(title="S0", body="")), "required"),
        (new_rows("synopses", synopsis_fields(spoiler_level=9)), "valid choice"),
        (new_rows("synopses", synopsis_fields(position=HUGE)), "is too large"),
        (new_rows("credits", {"job": "1"}), "a person, or the reason"),
        (new_rows("credits", {"job": HUGE, "missing_reason": "unknown"}), "valid choice"),
        (new_rows("credits", {"job": "1", "missing_reason": "unknown", "billing_order": HUGE}), "is too large"),
        (new_rows("credits", {"job": "1", "missing_reason": "unknown", "billing_order": "-1"}), "greater than or equal to"),
        (new_rows("credits", {"job": "1", "missing_reason": "lost"}), "valid choice"),
        (new_rows("credits", {"job": "1", "missing_reason": "unknown", "characters": ["77777"]}), "valid choice"),
        (new_rows("credits", {"job": "1", "missing_reason": "unknown", "sources": ["x"]}), "valid choice"),
        (new_rows("releases", {"type": "unknown", "date": "3 Foo 2010"}), "is not a date"),
        (new_rows("releases", {"type": "unknown", "date": "2010-02-30"}), "no day of the calendar"),
        (new_rows("awards", {"organisation": "A", "category": "B", "outcome": "won", "year": "1066"}), "between 1890"),
        (new_rows("questions", {"question": "", "status": "open", "state": "draft", "spoiler_level": 0}), "required"),
        (new_rows("images", {"kind": "still", "spoiler_level": 1, "state": "draft", "alt": ""}), "required"),
        (new_rows("versions", {"runtime_minutes": HUGE, "state": "draft"}), "no running time"),
        (new_rows("versions", {"runtime_minutes": "0", "state": "draft"}), "1 to 6000"),
        ({"title": ""}, "required"),
        ({"title": "x" * 5000}, "at most 300 characters"),
        ({"countries": ["ZZ"]}, "valid"),
        ({"credits-TOTAL_FORMS": HUGE}, "at most 1000 forms"),
        ({"credits-INITIAL_FORMS": "1", "credits-TOTAL_FORMS": "1"}, "deleted this row"),
        ({"credits-TOTAL_FORMS": "many"}, "tampered"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_beside_the_field_and_nothing_is_saved(desk, film, fields, values, message):
    response = save_film(desk, film, fields | {"note": "half-written"} | values)
    assert response.status_code == 200
    assert message in form_errors(response)
    film.refresh_from_db()
    assert film.note == ""
    assert not Title.objects.exists()
    assert not Credit.objects.exists()


def test_a_credit_with_a_person_and_a_reason_is_refused(desk, film, fields):
    row = {"job": Job.objects.first().pk, "person": make_person().pk, "missing_reason": "unknown"}
    assert "one of the two" in form_errors(save_film(desk, film, fields | new_rows("credits", row)))


def test_citing_a_source_twice_under_a_field_in_one_save_is_refused(desk, film, fields):
    row = {"field": "title", "source": make_source().pk}
    response = save_film(desk, film, fields | new_rows("citations", row, row))
    assert "cited under this field already" in form_errors(response)
    assert not Citation.objects.exists()


def test_naming_a_work_twice_in_one_save_is_refused(desk, film, fields):
    work = make_work(make_film()).work.pk
    response = save_film(
        desk, film, fields | new_rows("film_works", {"work": work, "position": 0}, {"work": work, "position": 1})
    )
    assert "names this work already" in form_errors(response)


def test_a_new_film_with_the_external_id_of_another_is_refused_and_the_other_named(desk, film):
    ExternalId.objects.create(film=film, scheme_id="imdb", value="tt1023114")
    page = address("film", "add")
    fields = form_fields(desk.get(page)) | {"title": "Twin"}
    fields |= new_rows("external_ids", {"scheme": "imdb", "value": "tt1023114"})
    response = desk.post(page, fields)
    assert "IMDb tt1023114 belongs to another one already: The Way Back" in form_errors(response)
    assert f'<a href="{address("film", "change", film.pk)}">Open it</a>' in response.text
    assert not Film.objects.filter(title="Twin").exists()


def test_a_new_person_is_added_with_an_external_id(desk):
    page = address("person", "add")
    fields = form_fields(desk.get(page)) | {"name": "Peter Weir", "nationalities": []}
    fields |= new_rows("external_ids", {"scheme": "imdb", "value": "nm0001837"})
    assert desk.post(page, fields).status_code == 302
    assert Person.objects.get().external_ids.get().value == "nm0001837"


def test_a_given_date_is_compared_with_the_releases_of_the_same_save(desk, film, fields):
    conflicting_fields = (
        fields | {"given_date": "2009"} | new_rows("releases", {"type": "unknown", "date": "2010-09-03"})
    )
    response = save_film(desk, film, conflicting_fields)
    assert "the first dated release says 3 September 2010" in form_errors(response)
    assert not film.releases.exists()
    assert save_film(desk, film, conflicting_fields | {"given_date": "2010"}).status_code == 302


def test_a_given_date_and_the_release_it_contradicted_are_corrected_in_one_save(desk, film):
    make_release(film, date="2010-09-03")
    fields = open_film(desk, film) | {"given_date": "2009", "releases-0-date": "2009-05"}
    assert save_film(desk, film, fields).status_code == 302
    film.refresh_from_db()
    assert (str(film.given_date), str(film.release_date)) == ("2009", "2009-05")


def test_a_file_that_is_no_image_is_refused_with_advice(desk, film, fields, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = {"kind": "poster", "alt": "A poster", "spoiler_level": 0, "position": 0, "state": "draft"}
    misnamed_file = upload()
    misnamed_file.name = "poster.gif"
    response = save_film(desk, film, fields | new_rows("images", row | {"file": misnamed_file}))
    assert "Name it .png" in form_errors(response)
    assert not Image.objects.exists()
    assert save_film(desk, film, fields | new_rows("images", row | {"file": upload()})).status_code == 302
    page = desk.get(address("film", "change", film.pk)).text
    assert Image.objects.get().sizes("webp")[0]["url"] in page


def test_a_lead_synopsis_cannot_take_the_language_of_another_lead(desk, film):
    make_synopsis(film, lead=True)
    polish_lead = make_synopsis(film, lead=True, language_id="pl")
    fields = open_film(desk, film)
    key = next(key for key, value in fields.items() if key.endswith("-id") and value == polish_lead.pk)
    place = key.removesuffix("-id")
    response = save_film(desk, film, fields | {f"{place}-language": "en"})
    assert "Another synopsis leads" in form_errors(response)
    assert Synopsis.objects.filter(lead=True, language="pl").exists()


@pytest.mark.parametrize("noun", ["person", "source", "company", "job", "work"])
def test_a_row_to_which_rows_refer_is_not_deleted_and_the_page_says_why(desk, film, noun):
    credit, source = make_credit(film), make_source()
    make_citation(film, source=source, credit=credit)
    row = {
        "person": lambda: credit.person,
        "source": lambda: source,
        "company": lambda: make_film_company(film).company,
        "job": lambda: credit.job,
        "work": lambda: make_work(film).work,
    }[noun]()
    page = desk.get(address(noun, "delete", row.pk))
    assert page.status_code == 200
    assert page.context["protected"]
    assert desk.post(address(noun, "delete", row.pk), {"post": "yes"}).status_code == 200
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_constraint_that_another_save_of_the_same_moment_violates_is_no_server_error(desk, film, fields, monkeypatch):
    def save_with_conflict(self):
        make_title(Film.objects.get(), title="Weg")
        monkeypatch.undo()
        raise IntegrityError

    monkeypatch.setattr("catalog.models.Film.save", lambda self, *args, **kwargs: save_with_conflict(self))
    response = save_film(desk, film, fields | new_rows("titles", {"title": "Weg"}))
    assert response.status_code in {200, 302}
    assert Title.objects.count() <= 1


@pytest.mark.parametrize(
    ("noun", "values", "message"),
    [
        ("person", {"name": "Ann", "born": "1950", "died": "1940"}, "Nobody dies before"),
        ("person", {"name": "Ann", "born": "nineteen"}, "is not a date"),
        ("country", {"code": "XYZ", "name": "X"}, "the four of ISO 3166-3"),
        ("country", {"code": "ABCDE", "name": "X"}, "weimar-republic"),
        ("country", {"code": "atlantis", "name": "X"}, "needs a successor"),
        ("country", {"code": "QZ", "name": "X", "successor": "DE"}, "stands for itself"),
        ("country", {"code": "atlantis", "name": "X", "successor": "weimar-republic"}, "Choose “Germany”"),
        (
            "country",
            {"code": "atlantis", "name": "X", "successor": "DE", "start_date": "1950", "end_date": "1940"},
            "before it begins",
        ),
        ("country", {"code": "QZ", "name": "X", "wikidata": "41304"}, "number of its page"),
        ("country", {"code": "CS", "name": "X"}, "CSHH (Czechoslovakia) or CSXX (Serbia and Montenegro)"),
        ("country", {"code": "PL", "name": "Poland again"}, "already exists"),
        ("language", {"tag": "polish!", "name": "X"}, "BCP 47"),
        ("image", {"kind": "still", "alt": "x", "spoiler_level": 0, "state": "draft", "position": 0}, "required"),
        ("citation", {}, "required"),
        ("job", {"department": "1", "name": "Director", "position": 1}, "has a job of this name"),
        ("source", {"title": "x", "kind": "other", "url": "javascript:alert(1)"}, "valid URL"),
        ("externalid", {"scheme": "imdb", "value": "tt1023114"}, "one of the five"),
        ("synopsis", {"body": "x"}, "required"),
    ],
)
def test_each_form_says_what_is_wrong(desk, db, noun, values, message):
    page = address(noun, "add")
    response = desk.post(page, form_fields(desk.get(page)) | values)
    assert response.status_code == 200
    assert message in form_errors(response)


def test_a_citation_stands_under_one_fact_of_its_own_film(desk, film):
    credit, source = make_credit(make_film()), make_source()
    page = address("citation", "add")
    fields = {"film": film.pk, "source": source.pk}
    assert "choose exactly one" in form_errors(desk.post(page, fields))
    assert "belongs to another film" in form_errors(desk.post(page, fields | {"credit": credit.pk}))
    assert "choose exactly one" in form_errors(
        desk.post(page, fields | {"field": "title", "credit": make_credit(film).pk})
    )
