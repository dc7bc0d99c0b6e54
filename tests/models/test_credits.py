"""What a credit says, and what it can't say; its job stays what it is, whatever an editor calls it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog import completeness
from catalog.editing.documents import Root, read_document
from catalog.models import Character, Credit, Department, Job
from tests.factories import make_credit, make_film, make_job, make_person

pytestmark = pytest.mark.django_db


def test_characters_stand_in_the_order_given():
    credit = make_credit(make_film(), characters=["Maria", "Machine Human", "A dancer"])
    names = [character.name for character in credit.characters.all()]
    assert names == ["Maria", "Machine Human", "A dancer"]
    credit.characters.set(reversed(credit.characters.all()))
    assert [character.name for character in Credit.objects.prefetch_related("characters").get().characters.all()] == [
        *reversed(names)
    ]
    keys = [Character.objects.get(name=name).pk for name in reversed(names)]
    document = read_document(Root("film", credit.film_id))
    assert document["credit"][str(credit.pk)]["characters"] == keys


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"uncredited": True, "credited_as": "Kurt Siodmak"}, "uncredited and credited under a name"),
        ({"uncredited": True, "person": None, "missing_reason": "uncredited"}, "“Uncredited” is said of a person"),
    ],
)
def test_a_credit_that_contradicts_itself_is_refused(fields, words):
    credit = make_credit(make_film())
    for name, value in fields.items():
        setattr(credit, name, value)
    with pytest.raises(ValidationError, match=words):
        credit.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        credit.save()


def test_somebody_named_may_be_uncredited():
    credit = make_credit(make_film(), uncredited=True)
    credit.full_clean()
    assert str(credit).endswith(" (uncredited)")


def test_a_credit_is_told_in_one_wording():
    person = make_person(name="Curt Siodmak")
    credit = make_credit(
        make_film(),
        person=person,
        voice=True,
        archive_footage=True,
        credited_as="Kurt Siodmak",
        segment="The Third Story",
    )
    assert str(credit) == (
        "Actor: Curt Siodmak (voice) (archive footage) credited as Kurt Siodmak segment “The Third Story”"
    )


def test_a_new_job_has_a_code_from_its_name_and_keeps_it():
    department = Department.objects.create(name="Żaluzje", position=90)
    first, second = (
        Job.objects.create(department=place, name="Director")
        for place in (department, Department.objects.create(name="Żal", position=91))
    )
    assert (department.code, first.code, second.code) == ("zaluzje", "director-2", "director-3")
    assert Job.objects.create(department=department, name="監督").code == "term"
    first.name = "Regie"
    first.save()
    assert first.code == "director-2"


def test_what_an_editor_renames_stays_what_it_is():
    film = make_film()
    make_credit(film, job=make_job("Director", "Directing"))
    actor = make_credit(film)
    Job.objects.filter(code="director").update(name="Regie")
    Department.objects.filter(code="acting").update(name="Darsteller")
    assert list(film.credits.cast()) == [actor]
    assert [credit.job.name for credit in film.credits.crew()] == ["Regie"]
    lacks = {lack.name for lack, _ in completeness.lacks(film)}
    assert not lacks & {"director", "cast"}
