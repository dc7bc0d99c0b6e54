import json
from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import serialize
from django.db.models import Count, Q
from django.test import TestCase

from catalog.demo import drawing, facts
from catalog.demo.load import CatalogueInUseError, load
from catalog.demo.tellings import quote_fields
from catalog.models import Citation, Credit, Film, MissingReason, Person, Reading, Source
from catalog.models.facts import CITED_FIELDS, FIELDS
from tests.factories import make_film, make_person, make_source, make_synopsis

NAMES_LOST_BY_BLOG = {
    ("Peter Weir", "Director"),
    ("Peter Weir", "Screenplay"),
    ("Jim Sturgess", "Actor"),
    ("Ed Harris", "Actor"),
    ("Colin Farrell", "Actor"),
}


def dump():
    """Return every row of the catalogue."""
    return [
        json.loads(serialize("json", model.objects.order_by("pk")))
        for model in apps.get_app_config("catalog").get_models()
    ]


def run_load_demo():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


class TheDemoFilm(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.output = run_load_demo()
        cls.film = Film.objects.get()

    def source(self, name):
        return Source.objects.get(title=facts.SOURCES[name]["title"])

    def synopsis(self, name):
        return self.film.synopses.get(source=self.source(name))

    def test_the_command_names_the_loaded_film(self):
        assert self.output == "Loaded The Way Back (2010).\n"

    def test_it_is_published_and_featured(self):
        assert list(Film.objects.published().filter(featured=True)) == [self.film]

    def test_its_year_and_first_date_follow_from_its_releases(self):
        assert (self.film.year, str(self.film.release_date)) == (2010, "2010-09-03")
        assert self.film.given_date is None
        assert list(self.film.releases.in_order().values_list("type", "country", "event")) == [
            ("premiere", "US", "Telluride Film Festival"),
            ("theatrical", "US", ""),
        ]

    def test_its_facts_are_all_there(self):
        film = self.film
        assert (film.title, film.runtime_minutes) == ("The Way Back", 133)
        assert [country.pk for country in film.countries.all()] == ["US"]
        assert [language.pk for language in film.languages.all()] == ["en"]
        assert {(row.scheme_id, row.value) for row in film.external_ids.all()} == set(facts.EXTERNAL_IDS.items())
        assert Counter(film.film_companies.values_list("role", flat=True)) == {"production": 4, "distribution": 3}
        work = film.works.get()
        assert (work.title, work.authors.get().name) == ("The Long Walk", "Sławomir Rawicz")
        award = film.awards.get()
        assert (award.category, award.outcome, award.recipients.count()) == ("Best Makeup", "nominated", 3)

    def test_its_cast_stands_in_billing_order_each_with_a_character(self):
        assert list(self.film.credits.cast().values_list("person__name", "characters__name")) == [
            (actor, character) for actor, character, gap in facts.CAST
        ]

    def test_its_crew_has_every_name_of_the_infobox(self):
        assert self.film.credits.crew().count() == len(facts.CREW) == 11
        assert self.film.credits.filter(person__name="Peter Weir").count() == 3
        assert Person.objects.filter(name="Peter Weir").count() == 1

    def test_every_row_cites_a_source(self):
        citations = Count("citations", filter=Q(citations__missing_reason=""))
        for rows in ("credits", "releases", "film_companies", "awards", "film_works", "titles"):
            counts = getattr(self.film, rows).annotate(cited_by=citations).values_list("cited_by", flat=True)
            assert counts, rows
            assert all(counts), rows

    def test_every_field_with_a_value_cites_a_source(self):
        fields_with_value = {
            name
            for name, field in FIELDS.items()
            if (name in CITED_FIELDS or field.of_version) and field.is_filled(self.film)
        }
        assert set(self.film.citations.exclude(field="").values_list("field", flat=True)) == fields_with_value

    def test_the_blog_is_cited_for_no_name_that_it_lost(self):
        citations = Citation.objects.filter(source=self.source("S1"), credit__isnull=False)
        rows = "credit__person__name", "credit__job__name"
        assert set(citations.filter(missing_reason=MissingReason.STRIPPED).values_list(*rows)) == NAMES_LOST_BY_BLOG
        assert not NAMES_LOST_BY_BLOG & set(citations.filter(missing_reason="").values_list(*rows))
        assert not citations.filter(credit__person__name="Peter Weir", missing_reason="").exists()

    def test_a_name_that_the_blog_lost_comes_from_elsewhere(self):
        for credit in Credit.objects.filter(citations__missing_reason=MissingReason.STRIPPED):
            assert credit.citations.filter(source=self.source("credits"), missing_reason="").exists()

    def test_the_accounts_of_the_story_name_no_actor(self):
        accounts = [self.source(name) for name in ("S0", "S2", "S3")]
        assert not Citation.objects.filter(source__in=accounts, credit__isnull=False).exists()

    def test_there_are_seven_sources_each_with_a_note(self):
        assert Source.objects.count() == 7
        assert str(self.source("S1").published_on) == "2024-07-20"
        assert all(source.note for source in Source.objects.all())

    def test_the_synopses_keep_the_shape_of_their_sources(self):
        assert self.film.synopses.count() == 4
        first = self.synopsis("S0")
        assert first.lead
        assert [bool(section["heading"]) for section in first.sections] == [True] * 5
        assert [self.synopsis(name).html.count("<p>") for name in ("S2", "S3")] == [1, 5]

    def test_each_synopsis_says_how_much_it_gives_away(self):
        assert [self.synopsis(name).spoiler_level for name in ("S0", "S1", "S2", "S3")] == [3, 1, 3, 3]
        assert not any(name in self.synopsis("S1").plain_text for name in ("dies", "Irena", "1989"))

    def test_the_articles_are_of_four_kinds(self):
        kinds = Counter(self.film.articles.values_list("kind", flat=True))
        assert kinds == {"overview": 1, "reception": 1, "accolades": 2, "legacy": 1}
        assert self.film.articles.filter(source=None).get().kind == "accolades"

    def test_each_of_twelve_questions_has_several_readings(self):
        assert self.film.questions.count() == 12
        assert Reading.objects.filter(question__film=self.film).count() == 38
        assert all(count > 1 for count in self.film.questions.annotate(n=Count("readings")).values_list("n", flat=True))

    def test_no_source_answers_a_question_twice(self):
        answers = Counter(Reading.objects.values_list("question", "source"))
        assert set(answers.values()) == {1}

    def test_every_answer_is_quoted_from_our_text_of_its_source(self):
        for reading in Reading.objects.select_related("synopsis", "article", "source"):
            text = reading.synopsis or reading.article
            if not reading.value:
                assert (text, reading.quote_exact) == (None, "")
                continue
            assert text.source in (reading.source, None)
            assert text.plain_text.count(reading.quote_exact) == 1
            assert text.plain_text.count(f"{reading.quote_prefix}{reading.quote_exact}{reading.quote_suffix}") == 1

    def test_the_readings_of_irenas_lie_have_the_modality_lie(self):
        readings = Reading.objects.filter(question__question="Where did Irena say that she had been?")
        assert set(readings.values_list("modality", flat=True)) == {"lie"}

    def test_the_pictures_are_of_the_right_shape_with_text_and_modern_renditions(self):
        assert {image.kind: (image.width, image.height) for image in self.film.images.public()} == {
            "poster": (1000, 1500),
            "still": (1000, 1250),
        }
        for image in self.film.images.all():
            assert image.alt
            assert {rendition["format"] for rendition in image.renditions} == {"avif", "webp"}

    def test_a_second_run_changes_nothing(self):
        before = dump()
        assert "Nothing was changed" in run_load_demo()
        assert dump() == before

    def test_a_second_run_keeps_the_changes_of_an_editor(self):
        self.film.title = "The Road Home"
        self.film.save()
        self.film.credits.first().delete()
        self.synopsis("S2").delete()
        before = dump()
        assert "The Way Back is in the catalogue already" in run_load_demo()
        assert dump() == before

    def test_a_deleted_film_does_not_come_back(self):
        self.film.delete()
        before = dump()
        assert "Nothing was changed" in run_load_demo()
        assert dump() == before


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_film, make_person, make_source])
def test_it_is_not_loaded_into_a_catalogue_in_use(make):
    make()
    before = dump()
    with pytest.raises(CatalogueInUseError, match="loads only into an empty catalogue"):
        load()
    assert dump() == before


@pytest.mark.django_db
def test_a_quote_that_stands_nowhere_or_twice_is_refused():
    source = make_source()
    text = make_synopsis(make_film(), source=source, body="A well, and a well.")
    for quote in ("a stream", "well"):
        with pytest.raises(ValueError, match="Quote words of just one"):
            quote_fields(quote, source, [text])


def test_a_picture_is_the_same_each_time_it_is_drawn():
    assert drawing.still().tobytes() == drawing.still().tobytes()
