"""The database's constraints: each has a name and a message for people, and refuses rows that code saves without validation."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import (
    Citation,
    Credit,
    ExternalId,
    Film,
    Image,
    Job,
    Person,
    Question,
    Source,
    Synopsis,
    Title,
    Version,
)
from tests.factories import (
    english,
    in_a_week,
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_work,
)

pytestmark = pytest.mark.django_db


def test_each_constraint_has_a_message_for_people():
    without_message = [
        constraint.name
        for model in apps.get_app_config("catalog").get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
        and model._meta.model_name not in {"ratingsummary"}
    ]
    assert not without_message


def refusal_of(row):
    """Assert that both validation and the database refuse the row. Return the message of the validation."""
    with pytest.raises(ValidationError) as validation_error:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.bulk_create([row])
    return str(validation_error.value)


def test_a_credit_has_either_a_person_or_a_reason_for_having_none(film):
    job, person = make_job(), make_person()
    assert "one of the two" in refusal_of(Credit(film=film, job=job))
    assert "one of the two" in refusal_of(Credit(film=film, job=job, person=person, missing_reason="stripped"))
    make_credit(film, job=job, missing_reason="stripped").full_clean()


def test_a_published_film_has_a_moment_of_publication(film):
    assert film.published_from is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Film.objects.filter(pk=film.pk).update(published_from=None)


def test_one_synopsis_leads_in_each_language(film):
    make_synopsis(film, lead=True)
    second_lead = Synopsis(film=film, body="x", spoiler_level=1, language=english(), lead=True)
    assert "Another synopsis leads" in refusal_of(second_lead)
    Synopsis(film=film, body="x", spoiler_level=1, language_id="pl", lead=True).full_clean()


def test_an_external_id_is_unique_within_its_scheme_and_noun(film):
    ExternalId.objects.create(film=film, scheme_id="tmdb", value="49009")
    assert f"TMDB 49009 belongs to another one already: The Way Back (film {film.pk})." in refusal_of(
        ExternalId(film=make_film(), scheme_id="tmdb", value="49009")
    )
    ExternalId(person=make_person(), scheme_id="tmdb", value="49009").full_clean()


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("imdb", "1023114"), ("imdb", "nm1023114"), ("tmdb", "tt1"), ("wikidata", "42"), ("tmdb", "0")],
)
def test_an_external_id_has_the_format_of_its_scheme(film, scheme, value):
    with pytest.raises(ValidationError, match="Write it like"):
        ExternalId(film=film, scheme_id=scheme, value=value).full_clean()


def test_an_external_id_belongs_to_one_noun(film):
    id_of_film_and_person = ExternalId(film=film, person=make_person(), scheme_id="tmdb", value="1")
    assert "to one of the five" in refusal_of(id_of_film_and_person)


def test_a_citation_stands_under_one_fact(film):
    credit, release = make_credit(film), make_release(film)
    source = make_source()
    assert "exactly one" in refusal_of(Citation(film=film, source=source))
    assert "exactly one" in refusal_of(Citation(film=film, source=source, credit=credit, release=release))
    assert "exactly one" in refusal_of(Citation(film=film, source=source, credit=credit, field="title"))


def test_a_citation_names_a_field_of_the_table_of_facts(film):
    with pytest.raises(ValidationError, match="“running time” is of a version"):
        Citation(film=film, source=make_source(), field="runtime_minutes").full_clean()
    with pytest.raises(ValidationError, match="“note” is no field that a source is cited for"):
        Citation(film=film, source=make_source(), field="note").full_clean()


def test_a_citation_stands_under_each_kind_of_row(film):
    for fields in (
        {"field": "title"},
        {"credit": make_credit(film)},
        {"release": make_release(film)},
        {"film_company": make_film_company(film)},
        {"award": make_award(film)},
        {"film_work": make_work(film)},
        {"title": make_title(film)},
    ):
        make_citation(film, **fields).full_clean()


def test_a_source_is_cited_once_under_a_fact(film):
    credit, source = make_credit(film), make_source()
    make_citation(film, source=source, credit=credit)
    make_citation(film, source=source, field="title")
    assert "already" in refusal_of(Citation(film=film, source=source, credit=credit))
    assert "already" in refusal_of(Citation(film=film, source=source, field="title"))


def test_a_citation_stays_within_its_film(film):
    credit_of_another_film = make_credit(make_film())
    with pytest.raises(ValidationError, match="belongs to another film"):
        Citation(film=film, source=make_source(), credit=credit_of_another_film).full_clean()


def test_only_a_credit_can_lack_a_name(film):
    citation = Citation(film=film, source=make_source(), release=make_release(film), missing_reason="stripped")
    assert "Only a credit" in refusal_of(citation)


def test_a_resolved_question_has_a_ruling_and_a_reason(film):
    question = Question(film=film, question="Which?", status="resolved", ruling="This one")
    assert "the reason" in refusal_of(question)


def test_a_picture_has_a_text_and_one_place(film):
    image = make_image(film)
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(alt="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(person=make_person())


def test_a_title_stands_once_in_a_language_and_country(film):
    make_title(film, title="Powrót", language_id="pl")
    assert "already" in refusal_of(Title(film=film, title="Powrót", language_id="pl"))


def test_nobody_dies_before_being_born():
    assert "is before" in refusal_of(Person(name="Ann", born="1950-05-01", died="1949"))
    Person(name="Ann", born="1950-05-01", died="1950").full_clean()


@pytest.mark.parametrize("minutes", [0, 6001])
def test_a_running_time_is_between_1_and_6000_minutes(minutes):
    assert "between 1 and 6000" in refusal_of(Version(film=make_film(), runtime_minutes=minutes))


def test_one_person_may_hold_several_credits_and_a_credit_several_characters(film):
    person, job = make_person(), make_job()
    make_credit(film, person=person, job=job, characters=["Twin", "Other twin"])
    make_credit(film, person=person, job=job, characters=["Narrator"])
    assert film.credits.cast().count() == 2


def test_the_cast_comes_in_billing_order_and_credits_without_one_come_last(film):
    last, second, first = (make_credit(film, billing_order=place) for place in (None, 2, 1))
    assert list(film.credits.cast()) == [first, second, last]


def test_the_crew_comes_by_department_and_job(film):
    jobs = {job.code: job for job in Job.objects.filter(code__in=["director", "screenplay", "editor"])}
    editor, writer, director = (make_credit(film, job=jobs[code]) for code in ("editor", "screenplay", "director"))
    actor = make_credit(film)
    assert list(film.credits.crew()) == [director, writer, editor]
    assert actor not in film.credits.crew()


def test_a_film_whose_publication_is_in_the_future_is_not_public_yet():
    later = make_film(published_from=in_a_week())
    assert later not in Film.objects.published()
    assert not later.is_public


def test_publishing_again_keeps_the_first_moment_of_publication(film):
    before = film.published_from
    Film.objects.filter(pk=film.pk).publish()
    film.refresh_from_db()
    assert film.published_from == before


def test_people_companies_and_sources_are_listed_if_a_published_film_shows_them():
    published, draft = make_film(), make_film(state="draft")
    for film in (published, draft):
        make_credit(film, person=make_person(name=f"Actor {film.state}"))
        make_work(film, authors=[make_person(name=f"Author {film.state}")])
        make_award(film, recipients=[make_person(name=f"Winner {film.state}")])
        make_film_company(film, company=make_company(name=film.state))
        make_synopsis(film, source=make_source(title=f"Telling {film.state}"))
        make_citation(film, field="title", source=make_source(title=f"Cited {film.state}"))
        make_question(film, readings=[(make_source(title=f"Read {film.state}"), "yes")])
    make_synopsis(published, state="draft", source=make_source(title="Unpublished telling"))
    make_person(name="Nobody")
    assert {person.name for person in Person.objects.listed()} == {
        "Actor published",
        "Author published",
        "Winner published",
    }
    assert {company.name for company in make_company()._meta.model.objects.listed()} == {"published"}
    assert {source.title for source in Source.objects.listed()} == {
        "Telling published",
        "Cited published",
        "Read published",
    }


def test_a_change_of_a_row_is_a_change_of_its_film(film):
    Film.objects.filter(pk=film.pk).update(updated_at="2020-01-01T00:00Z")
    credit = make_credit(film)
    film.refresh_from_db()
    assert film.updated_at.year > 2020
    Film.objects.filter(pk=film.pk).update(updated_at="2020-01-01T00:00Z")
    credit.person.name = "Another"
    credit.person.save()
    film.refresh_from_db()
    assert film.updated_at.year > 2020


def test_publishing_or_withdrawing_a_row_is_a_change_of_its_film(film):
    synopsis = make_synopsis(film, state="draft")
    for method in ("publish", "withdraw", "submit"):
        Film.objects.filter(pk=film.pk).update(updated_at="2020-01-01T00:00Z")
        assert getattr(Synopsis.objects.filter(pk=synopsis.pk), method)() == 1
        film.refresh_from_db()
        assert film.updated_at.year > 2020
