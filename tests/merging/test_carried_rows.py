"""What a merge carries along: all rows that refer to the loser refer to the survivor, each of them once."""

import pytest

from catalog.editing.documents import PARTS, Root, model_of
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.referring_rows import FILM_LACK, PREVIEW_LINK, RATING_SUMMARY, WORKING_COPY, references_to
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Character,
    Credit,
    EventCharacter,
    Film,
    Person,
    PreviewLink,
    RatingSummary,
    Version,
    Vote,
)
from tests.api.conftest import whole_film
from tests.factories import (
    in_a_week,
    make_award,
    make_citation,
    make_company,
    make_copy,
    make_credit,
    make_event,
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
    make_version,
    make_vote,
    make_work,
    set_leading,
)
from tests.merging.documents import read_documents

pytestmark = pytest.mark.django_db


def character(name):
    return Character.objects.create(name=name)


def test_whatever_points_at_a_noun_is_found():
    """A new relation shows up here: look whether it should move, and how two of it collide."""
    references = {
        noun: sorted(f"{reference.noun}.{reference.field}" for reference in references_to(noun))
        for noun in MERGEABLE_NOUNS
    }
    of_film = [f"{noun}.film" for noun, path in PARTS["film"].items() if path == "film"]
    assert references == {
        "person": [
            "award.recipients",
            "credit.person",
            "entrycitation.person",
            "externalid.person",
            "image.person",
            "personname.person",
            "work.authors",
        ],
        "company": ["company.parent", "entrycitation.company", "externalid.company", "filmcompany.company"],
        "character": ["credit.characters", "eventcharacter.character"],
        "source": [
            "article.source",
            "citation.source",
            "entrycitation.source",
            "image.source",
            "import.source",
            "reading.source",
            "source.copied_from",
            "synopsis.source",
        ],
        "film": sorted(
            [*of_film, "relation.other_film", "vote.film", "comment.film", "proposal.film", "listentry.film"]
            + [f"{noun}.film" for noun in (FILM_LACK, RATING_SUMMARY, PREVIEW_LINK, WORKING_COPY)]
        ),
    }


def test_nothing_points_at_a_noun_from_outside_of_the_catalogue():
    for noun in MERGEABLE_NOUNS:
        assert all(model_of(reference.noun)._meta.app_label == "catalog" for reference in references_to(noun))


def test_all_that_names_a_person_names_the_survivor(film, merge_into):
    stays, goes = make_person(name="Peter Weir"), make_person(name="P. Weir")
    make_credit(film, person=goes)
    make_award(film, recipients=[goes, make_person()])
    make_work(film, authors=[goes])
    make_image(person=goes, kind="portrait")
    goes.external_ids.create(scheme_id="imdb", value="nm0001837")
    merge_into(stays, goes)
    assert not Person.objects.filter(pk=goes.pk).exists()
    assert (stays.credits.count(), stays.awards.count(), stays.works.count()) == (1, 1, 1)
    assert (stays.images.count(), stays.external_ids.count()) == (1, 1)


def test_all_that_names_a_source_names_the_survivor(film, merge_into):
    stays, goes = make_source(), make_source()
    make_citation(film, source=goes, field="title")
    make_synopsis(film, source=goes)
    make_question(film, readings=[(goes, "a well")])
    make_image(film, source=goes)
    merge_into(stays, goes)
    assert [getattr(stays, name).count() for name in ("citations", "synopses", "readings", "images")] == [1] * 4


def test_all_that_names_a_character_names_the_survivor(film, merge_into):
    stays, goes = character("Janusz"), character("Janus")
    credit = make_credit(film)
    credit.characters.set([goes])
    EventCharacter.objects.create(event=make_event(film), character=goes)
    merge_into(stays, goes)
    assert list(credit.characters.all()) == [stays]
    assert EventCharacter.objects.get().character == stays


def test_a_film_takes_all_rows_of_the_other(merge_into, ann):
    stays, goes = make_film(title="The Way Back"), whole_film(credit_count=3, rows=2)
    PreviewLink.objects.create(film=goes, expires_at=in_a_week())
    before = read_documents(Root("film", goes.pk))[0]
    merge_into(stays, goes)
    after = read_documents(Root("film", stays.pk))[0]
    nouns = before.keys() - {"film", "ratingsummary"}
    assert {noun: list(after[noun]) for noun in nouns} == {noun: list(before[noun]) for noun in nouns}
    assert not Film.objects.filter(pk=goes.pk).exists()
    assert not PreviewLink.objects.exists()


def test_what_follows_from_a_films_rows_is_worked_out_anew(merge_into):
    stays, goes = make_film(title="The Way Back"), make_film(title="Other")
    make_release(goes, date="2010-09-03")
    make_title(goes, title="Niepokonani")
    merge_into(stays, goes)
    stays.refresh_from_db()
    assert stays.year == 2010
    assert "niepokonani" in stays.search_text


def test_the_same_row_of_two_films_is_there_once_and_its_citations_are_united(merge_into):
    person, job = make_person(), make_job()
    films = [make_film(), make_film()]
    film_credits = [make_credit(film, person=person, job=job) for film in films]
    shared_source, other_source = make_source(), make_source()
    make_citation(films[0], credit=film_credits[0], source=shared_source)
    make_citation(films[1], credit=film_credits[1], source=shared_source, quote="Peter W.")
    make_citation(films[1], credit=film_credits[1], source=other_source)
    releases = [make_release(film, country_id="US") for film in films]
    merge_into(*films)
    assert Credit.objects.get() == film_credits[0]
    assert set(film_credits[0].citations.values_list("source", "quote")) == {
        (shared_source.pk, "Peter W."),
        (other_source.pk, ""),
    }
    assert films[0].releases.get() == releases[0]


def test_a_persons_credit_of_the_same_job_in_the_same_film_is_there_once(film, merge_into):
    people = [make_person(), make_person()]
    job = make_job("Director", "Directing")
    film_credits = [make_credit(film, person=person, job=job) for person in people]
    film_credits[1].credited_as = "P. Weir"
    film_credits[1].save()
    make_credit(film, person=people[1], job=make_job("Writer", "Writing"))
    merge_into(*people)
    assert sorted(Credit.objects.values_list("job__name", "credited_as")) == [("Director", "P. Weir"), ("Writer", "")]


def test_two_credits_under_two_names_stay_two(film, merge_into):
    people, job = [make_person(), make_person()], make_job()
    for person, name in zip(people, ("A", "B"), strict=True):
        make_credit(film, person=person, job=job, credited_as=name)
    merge_into(*people)
    assert people[0].credits.count() == 2


def test_credits_that_name_nobody_are_never_one(merge_into):
    films = [make_film(), make_film()]
    for film in films:
        make_credit(film, missing_reason="stripped", job=make_job())
    merge_into(*films)
    assert films[0].credits.count() == 2


@pytest.mark.parametrize("unique", ["film_company", "title", "film_work", "citation", "event"])
def test_what_a_rule_allows_only_once_is_there_once(film, merge_into, unique):
    if unique == "film_company":
        two = [make_company(), make_company()]
        rows = [make_film_company(film, company=company) for company in two]
    elif unique == "citation":
        two = [make_source(), make_source()]
        rows = [make_citation(film, source=source, field="title") for source in two]
    elif unique == "event":
        two, event = [character("A"), character("B")], make_event(film)
        rows = [EventCharacter.objects.create(event=event, character=someone) for someone in two]
    else:
        two = [film, make_film()]
        work = make_work(two[0])
        rows = (
            [make_title(film_of_two, title="X") for film_of_two in two]
            if unique == "title"
            else [work, two[1].film_works.create(work=work.work)]
        )
    merge_into(*two)
    assert list(type(rows[0]).objects.all()) == [rows[0]]


def test_of_two_votes_of_one_visitor_the_later_one_stays(merge_into):
    films = [make_film(), make_film()]
    make_vote(films[0], voter="ann", stars=1)
    make_vote(films[1], voter="ann", stars=5)
    make_vote(films[1], voter="bob", stars=2)
    make_vote(films[0], voter="bob", stars=3)
    merge_into(*films)
    assert set(Vote.objects.values_list("film", "voter", "stars")) == {
        (films[0].pk, "ann", 5),
        (films[0].pk, "bob", 3),
    }
    summary = RatingSummary.objects.get()
    assert (summary.film_id, summary.count, summary.stars_5, summary.stars_3) == (films[0].pk, 2, 1, 1)


def test_of_two_leading_synopses_the_survivors_leads_on(merge_into):
    films = [make_film(), make_film()]
    texts = [make_synopsis(film, lead=True) for film in films]
    merge_into(*films)
    assert list(films[0].synopses.filter(lead=True)) == [texts[0]]
    assert films[0].synopses.count() == 2


def test_rows_of_the_leading_versions_of_two_films_are_of_the_one_that_stays(merge_into):
    films = [make_film(), make_film()]
    versions = [make_version(film, leads=True) for film in films]
    for film, version in zip(films, versions, strict=True):
        make_release(film, date="1927", version=version)
    make_title(films[0], title="Metropolis", note="here")
    make_title(films[1], title="Metropolis", version=versions[1])
    merge_into(*films)
    assert films[0].releases.get().version == versions[0]
    assert films[0].titles.get().version == versions[0]


def test_releases_of_two_versions_are_two(merge_into):
    films = [make_film(), make_film()]
    for film in films:
        make_release(film, date="1927", version=make_version(film))
    merge_into(*films)
    assert films[0].releases.count() == films[0].versions.count() == 2


def test_the_plain_leading_versions_of_two_films_become_one_which_takes_what_it_lacks(merge_into):
    survivor, loser = make_film(), make_film()
    survivors_version = set_leading(survivor, colour="tinted", languages=["de"], use="intertitles")
    losers_version = set_leading(loser, runtime_minutes=153, languages=["en"], use="subtitles")
    citation = make_citation(loser, version=losers_version, field="runtime_minutes")
    merge_into(survivor, loser)
    [version] = survivor.versions.all()
    assert (version.pk, version.leads, version.runtime_minutes, version.colour) == (
        survivors_version.pk,
        True,
        153,
        "tinted",
    )
    assert {(row.language_id, row.use) for row in version.languages.all()} == {
        ("de", "intertitles"),
        ("en", "subtitles"),
    }
    citation.refresh_from_db()
    assert (citation.film_id, citation.version_id) == (survivor.pk, survivors_version.pk)
    survivor.refresh_from_db()
    assert survivor.runtime_minutes == 153


def test_a_leading_version_of_another_name_stays_beside_the_survivors_and_leads_no_more(merge_into):
    survivor, loser = make_film(), make_film()
    survivors_version = set_leading(survivor, runtime_minutes=118)
    losers_version = set_leading(loser, name="Restoration of 2010", runtime_minutes=145)
    merge_into(survivor, loser)
    assert {(version.pk, version.leads) for version in survivor.versions.all()} == {
        (survivors_version.pk, True),
        (losers_version.pk, False),
    }
    survivor.refresh_from_db()
    assert survivor.runtime_minutes == 118


@pytest.mark.parametrize("is_survivor_blank", [True, False])
def test_of_two_leading_versions_one_that_nobody_filled_in_goes_and_the_other_leads(merge_into, is_survivor_blank):
    survivor, loser = make_film(), make_film()
    blank_film, other_film = (survivor, loser) if is_survivor_blank else (loser, survivor)
    blank_version = set_leading(blank_film)
    version = set_leading(other_film, name="Restoration of 2010", runtime_minutes=145, languages=["de"])
    version.countries.set(["DE"])
    new_merge = merge_into(survivor, loser)
    assert survivor.versions.get() == version
    assert (version.languages.count(), version.countries.count()) == (1, 1)
    survivor.refresh_from_db()
    assert survivor.runtime_minutes == 145
    unmerge(new_merge, editor=None)
    assert set(Version.objects.filter(leads=True).values_list("film", "pk")) == {
        (blank_film.pk, blank_version.pk),
        (other_film.pk, version.pk),
    }


def test_a_leading_version_of_which_there_is_a_copy_stays_though_nobody_filled_it_in(merge_into):
    survivor, loser = make_film(), make_film()
    set_leading(survivor, name="Restoration of 2010")
    copy = make_copy(loser)
    merge_into(survivor, loser)
    assert survivor.versions.get(leads=False) == copy.version


def test_companies_of_the_leading_versions_of_two_films_are_one_row_of_the_one_that_stays(merge_into):
    films, company = [make_film(), make_film()], make_company()
    for film in films:
        make_film_company(film, company=company, version=set_leading(film))
        make_film_company(film, company=company)
    merge_into(*films)
    version = films[0].versions.get()
    assert set(films[0].film_companies.values_list("version", flat=True)) == {version.pk, None}
    assert films[0].film_companies.count() == 2
