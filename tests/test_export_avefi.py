"""What AVefi takes is exported in its words, and the rest is named: nothing is bent, and no copy is invented."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.exchange.avefi import words
from catalog.exchange.avefi.jobs import JOBS
from catalog.models import ExternalId, Job, State
from tests.avefi_records import export, local, of_category
from tests.factories import (
    make_company,
    make_copy,
    make_credit,
    make_film,
    make_person,
    make_relation,
    make_release,
    make_subject,
    make_title,
    make_version,
    set_leading,
)
from tests.test_model_guide import rows

pytestmark = pytest.mark.django_db
MAPPED_CHOICES = {
    "FilmKind": words.FORMS,
    "VersionKind": words.VARIANTS,
    "Publication": words.PUBLICATIONS,
    "ReleaseType": words.RELEASES,
    "CopySound": words.SOUNDS,
    "Colour": words.COLOURS,
    "LanguageUse": words.LANGUAGE_USES,
    "Element": words.ELEMENTS,
    "Access": words.ACCESS,
    "Carrier": words.FORMATS,
    "Gauge": words.FORMATS,
}


@pytest.mark.parametrize("choices", MAPPED_CHOICES)
def test_each_choice_has_the_word_that_the_guide_gives_it(choices):
    table = MAPPED_CHOICES[choices]
    for codes, _, cell in rows(choices):
        for code in re.findall(r"`([^`]+)`", codes):
            word = table.words.get(code)
            if cell == "–":
                assert word is None, code
                continue
            name = word if isinstance(word, str) else word[1] or word[0]
            assert f"`{name}`" in cell, code
            assert cell.startswith("(") == (code in table.wider), code


def test_each_job_has_the_word_that_the_guide_gives_it():
    guide = {key: cell for keys, cell in rows("Jobs") for key in re.findall(r"`([^`]+)`", keys)}
    assert guide == {key: f"`{category}` / `{kind}`" for key, (category, kind) in JOBS.items()}


def test_a_plain_film_is_a_work_and_a_manifestation():
    film = make_film(title="Der letzte Mann", kind="feature")
    set_leading(film)
    records, _ = export(film)
    work, manifestation = records
    assert work == {
        "category": "avefi:WorkVariant",
        "type": "Monographic",
        "has_identifier": [local(f"film-{film.pk}")],
        "has_primary_title": {"has_name": "Der letzte Mann", "type": "PreferredTitle"},
        "has_form": ["Feature"],
        "has_event": [{"category": "avefi:ProductionEvent"}],
    }
    assert manifestation["category"] == "avefi:Manifestation"
    assert manifestation["is_manifestation_of"] == [local(f"film-{film.pk}")]
    assert "has_item" not in manifestation


def test_a_work_has_titles_subjects_ids_makers_and_countries():
    film = make_film(title="Nosferatu", original_title="Nosferatu, eine Symphonie des Grauens")
    make_title(film, title="Nosferatu the Vampyre")
    film.countries.set(["DE", "weimar-republic"])
    subject = make_subject(name="Vampires")
    ExternalId.objects.create(subject=subject, scheme_id="wikidata", value="Q46721")
    film.subjects.add(subject)
    ExternalId.objects.create(film=film, scheme_id="wikidata", value="Q151895")
    ExternalId.objects.create(film=film, scheme_id="imdb", value="tt0013442")
    director = make_person(name="F. W. Murnau", sort_name="Murnau, F. W.")
    make_credit(film, job=Job.objects.get(code="director"), person=director)
    make_credit(film, job=Job.objects.get(code="actor"), person=make_person(name="Schreck"), characters=["Orlok"])
    make_credit(film, job=Job.objects.get(code="sculptor"), person=make_person(name="Albin Grau"))
    film.film_companies.create(company=make_company(name="Prana"), role_id="production")
    film.film_companies.create(company=make_company(name="Stiftung"), role_id="production", version=set_leading(film))
    records, losses = export(film)
    work = records[0]
    assert work["has_alternative_title"] == [
        {"has_name": "Nosferatu, eine Symphonie des Grauens", "type": "TitleProper"},
        {"has_name": "Nosferatu the Vampyre", "type": "AlternativeTitle"},
    ]
    assert work["same_as"] == [{"category": "avefi:WikidataResource", "id": "Q151895"}]
    assert work["has_subject"] == [
        {
            "category": "avefi:Subject",
            "has_name": "Vampires",
            "same_as": [{"category": "avefi:WikidataResource", "id": "Q46721"}],
        }
    ]
    production = work["has_event"][0]
    weimar_republic = {"category": "avefi:WikidataResource", "id": "Q41304"}
    assert production["located_in"] == [
        {"category": "avefi:GeographicName", "has_name": "Germany"},
        {"category": "avefi:GeographicName", "has_name": "Weimar Republic", "same_as": [weimar_republic]},
    ]
    agents = {row["type"]: row["has_agent"] for row in production["has_activity"]}
    assert agents == {
        "Director": [{"category": "avefi:Agent", "type": "Person", "has_name": "Murnau, F. W."}],
        "CastMember": [{"category": "avefi:Agent", "has_name": "Schreck"}],
        "ProductionCompany": [{"category": "avefi:Agent", "type": "CorporateBody", "has_name": "Prana"}],
    }
    for words_of_loss in (
        "IMDb tt0013442",
        "Orlok",
        "Sculptor: Albin Grau”: the whole credit",
        "production Stiftung, of one version",
    ):
        assert words_of_loss in losses


def test_a_series_holds_its_published_parts():
    part, series = make_film(kind="episode"), make_film(kind="series")
    make_relation(part, series, kind="part_of", number=3)
    records, losses = export(part)
    assert (records[0]["type"], records[0]["is_part_of"]) == ("Analytic", [local(f"film-{series.pk}")])
    assert "number 3" in losses
    assert export(series)[0][0]["type"] == "Serial"


def test_a_version_that_differs_is_a_variant_with_one_difference():
    film = make_film()
    version = make_version(film, name="cut for the US", kinds=["abridged", "dubbed"], note="Two reels less.")
    records, losses = export(film)
    variant = of_category(records, "WorkVariant")[1]
    assert (variant["variant_type"], variant["is_variant_of"]) == ("AbridgedCondensed", local(f"film-{film.pk}"))
    manifestation = of_category(records, "Manifestation")[-1]
    assert manifestation["is_manifestation_of"] == variant["has_identifier"] == [local(f"version-{version.pk}-variant")]
    assert manifestation["has_primary_title"] == {"has_name": "cut for the US", "type": "SuppliedDevisedTitle"}
    assert manifestation["has_note"] == ["Two reels less."]
    assert "difference “dubbed”: AVefi takes one" in losses


def test_a_difference_without_a_word_makes_no_variant():
    film = make_film()
    make_version(film, kinds=["directors_cut"])
    records, losses = export(film)
    assert len(of_category(records, "WorkVariant")) == 1
    assert "difference “directors_cut”: AVefi has no word for it" in losses


def test_releases_are_events_of_their_version_and_without_one_of_the_leading_version():
    film = make_film()
    lead = set_leading(film, publication="theatrical", date="1927-01-10")
    tv = make_version(film, publication="broadcast", date="1971-06-02")
    make_release(film, type="physical", date="1990~", country_id="DE")
    make_release(film, version=tv, type="tv", date="1971-06-02")
    make_release(film, type="censorship", date="1926-11-13", decision="passed", decision_number="B.14171")
    records, losses = export(film)
    events = {row["has_identifier"][0]["id"]: row["has_event"] for row in of_category(records, "Manifestation")}
    assert events[f"version-{lead.pk}"] == [
        {"category": "avefi:PublicationEvent", "type": "TheatricalDistributionEvent", "has_date": "1927-01-10"},
        {
            "category": "avefi:PublicationEvent",
            "type": "HomeVideoPublicationEvent",
            "has_date": "1990~",
            "located_in": [{"category": "avefi:GeographicName", "has_name": "Germany"}],
        },
    ]
    assert events[f"version-{tv.pk}"] == [
        {"category": "avefi:PublicationEvent", "type": "BroadcastEvent", "has_date": "1971-06-02"}
    ]
    assert "B.14171" in losses


@pytest.mark.parametrize("date", ["1926", "1926-02", "1926-02-03", "1926~", "1926?", "1926/1927"])
def test_a_date_that_avefi_takes_is_exported(date):
    film = make_film()
    set_leading(film, publication="theatrical", date=date)
    records, losses = export(film)
    assert records[1]["has_event"][0]["has_date"] == date
    assert "date" not in losses


@pytest.mark.parametrize("date", ["192X", "../1930", "1930/..", "[1926,1927]"])
def test_a_date_that_avefi_does_not_take_is_named_and_left_out(date):
    film = make_film()
    set_leading(film, publication="theatrical", date=date)
    records, losses = export(film)
    assert "has_date" not in records[1]["has_event"][0]
    assert f"date {date}: AVefi takes days, months, years" in losses


def test_what_is_for_the_desk_alone_is_neither_exported_nor_named():
    copy = make_copy(make_film(), condition="vinegar", acquired_from="a cellar", acquired_on="1998", note="ask Edda")
    records, losses = export(copy.film)
    for secret in ("vinegar", "cellar", "1998", "Edda"):
        assert secret not in json.dumps(records) + losses


def test_a_version_that_visitors_do_not_see_is_exported_only_when_asked_for():
    film = make_film()
    make_version(film, name="secret cut", state=State.DRAFT)
    assert "secret cut" not in json.dumps(export(film)[0])
    assert "secret cut" in json.dumps(export(film, "--unpublished")[0])


def test_an_unpublished_film_is_refused_unless_asked_for():
    film = make_film(state=State.DRAFT)
    with pytest.raises(CommandError, match="is not published"):
        export(film)
    assert export(film, "--unpublished")[0][0]["category"] == "avefi:WorkVariant"


def test_an_unknown_film_is_refused_and_nothing_written():
    out = StringIO()
    with pytest.raises(CommandError, match="There is no film 99"):
        call_command("export_avefi", "99", stdout=out)
    assert out.getvalue() == ""
