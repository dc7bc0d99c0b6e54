"""Whatever reads the table of facts treats each field and each kind of row of a film as the table says."""

import pytest

from catalog import completeness
from catalog.api.films import PARTS
from catalog.models import Film
from catalog.models.facts import CITED_FIELDS, CITED_ROW_RELATIONS, CITED_ROWS, FIELDS, ROWS, Place
from tests.api.conftest import Api
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_outside_rating,
    make_person,
    make_question,
    make_relation,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_version,
    make_work,
    set_leading,
)

pytestmark = pytest.mark.django_db

DIRECT_ROWS = [row for row in ROWS.values() if row.relation and not (row.at_desk or row.by_visitors)]


@pytest.fixture
def api(db):
    return Api()


@pytest.fixture
def citing(db):
    return make_source(title="The source that says it")


@pytest.fixture
def silent(film):
    """A source of the film that does not say what another one says."""
    source = make_source(title="The other source")
    make_article(film, source=source, body="Praised.")
    return source


def page(client, film, source):
    html = client.get(film.get_absolute_url(), {"according_to": source.pk}).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def lacks(film):
    return {lack.name for lack, _ in completeness.lacks(film)}


# How the page writes a sample, where it writes more than the value.
PAGE_WORDS = {"runtime_minutes": "1 h 17 min", "release_date": "6 May 2011"}


def sample(field):
    """A value for a field, and how the page writes it."""
    column = field.model_field
    if field.is_many:
        row = column.related_model.objects.last() or (field.name == "subjects" and make_subject())
        assert row, f"Let this test make a row for {field.name}."
        return [row], str(row)
    if column.is_relation:
        row = column.related_model.objects.last()
        return row, str(row)
    if column.choices:
        return next((value, str(label)) for value, label in column.flatchoices if value not in ("", None))
    internal = column.get_internal_type()
    if internal == "BooleanField":
        return True, "yes"
    value = 77 if internal.endswith("IntegerField") else f"A sample {field.name}"
    return value, str(value)


def fill(film, field):
    """Give the film a value in a field, and return how its page writes it."""
    if field.name in ("release_date", "year"):
        film.given_date = "2011-05-06"
        film.save()
        return PAGE_WORDS["release_date"]
    value, words = sample(field)
    if field.of_version:
        set_leading(film, **{field.name: [row.pk for row in value] if field.is_many else value})
    elif field.is_many:
        getattr(film, field.name).set(value)
    else:
        setattr(film, field.name, value)
        film.save()
    return PAGE_WORDS.get(field.name, words)


@pytest.mark.parametrize("name", CITED_FIELDS)
def test_a_field_is_told_according_to_the_source_that_is_cited_for_it_alone(name, client, api, film, citing, silent):
    field = FIELDS[name]
    words = fill(film, field)
    make_citation(film, source=citing, field=name)
    value = api.read(f"films/{film.pk}/")[name]
    by_citing, by_silent = (api.read(f"films/{film.pk}/", according_to=source.pk)[name] for source in (citing, silent))
    assert by_citing == value
    assert words in page(client, film, citing), f"The page of the film does not show {name}."
    if field.required:
        assert by_silent == value
    else:
        # Without another title, `original_title` is the title.
        assert by_silent in (None, [], film.title), f"The API tells {name} according to a source that does not say it."
        assert words not in page(client, film, silent), f"The page tells {name} according to a source that does not."


@pytest.mark.parametrize(
    "name", [field.name for field in FIELDS.values() if not (field.takes_citations or field.of_version)]
)
def test_a_field_that_takes_no_citations_is_told_with_the_field_that_it_follows_from(name, api, film, citing, silent):
    fill(film, FIELDS[name])
    make_citation(film, source=citing, field=FIELDS[name].derived_from or "title")
    value = api.read(f"films/{film.pk}/")[name]
    by_citing, by_silent = (api.read(f"films/{film.pk}/", according_to=source.pk)[name] for source in (citing, silent))
    assert (by_citing, by_silent) == (value if FIELDS[name].derived_from else None, None)


@pytest.mark.parametrize("field", [field for field in FIELDS.values() if field.need], ids=lambda field: field.name)
def test_the_desk_asks_for_a_field_that_a_film_should_not_lack(field, film):
    assert lacks(film) >= {field.need.name}
    fill(film, field)
    assert field.need.name not in lacks(film)


@pytest.mark.parametrize("name", CITED_FIELDS)
def test_the_desk_asks_for_the_source_of_a_field(name, film, citing):
    if FIELDS[name].needs_source:
        assert f"uncited_{name}" not in lacks(film)
        fill(film, FIELDS[name])
        assert f"uncited_{name}" in lacks(film)
    make_citation(film, source=citing, field=name)
    assert f"uncited_{name}" not in lacks(film)


# How to make a row of a kind that the source says and the page shows by these words.
MAKERS = {
    "version": lambda film, words, source: make_version(film, name=words),
    "title": lambda film, words, source: make_title(film, title=words),
    "externalid": lambda film, words, source: film.external_ids.create(scheme_id="imdb", value=words),
    "filmwork": lambda film, words, source: make_work(film, title=words),
    "filmcompany": lambda film, words, source: make_film_company(film, company=make_company(name=words)),
    "credit": lambda film, words, source: make_credit(film, person=make_person(name=words)),
    "release": lambda film, words, source: make_release(film, event=words),
    "relation": lambda film, words, source: make_relation(film, make_film(title=words)),
    "award": lambda film, words, source: make_award(film, category=words),
    "synopsis": lambda film, words, source: make_synopsis(film, body=words, source=source),
    "article": lambda film, words, source: make_article(film, body=words, source=source),
    "event": lambda film, words, source: make_event(film, happens=words),
    "question": lambda film, words, source: make_question(film, question=words, readings=[(source, "a well")]),
    "outsiderating": lambda film, words, source: make_outside_rating(film, half_stars_8=12345),
    "image": lambda film, words, source: make_image(film, kind="still", alt=words, source=source),
    "citation": lambda film, words, source: make_citation(film, field="title", quote=words, source=source),
}
WORDS = {"externalid": "tt1023114", "outsiderating": "from 12,346 votes"}


def make_row(kind, film, source):
    assert kind.noun in MAKERS, f"Write how to make a {kind.noun} into MAKERS of this test."
    return MAKERS[kind.noun](film, WORDS.get(kind.noun, "A sample"), source)


def keys_in_api(api, kind, film, source):
    """The keys of the rows of a kind in a film's JSON according to a source."""
    include = {"include": kind.api} if kind.api in PARTS else {}
    rows = api.read(f"films/{film.pk}/", according_to=source.pk, spoiler_max=3, **include)[kind.api]
    return [row.get("row") or row.get("id") or row for row in rows]


@pytest.mark.parametrize("kind", DIRECT_ROWS, ids=lambda kind: kind.noun)
def test_a_row_is_told_according_to_the_source_that_says_it_alone(kind, client, api, film, citing, silent):
    keys = keys_in_api(api, kind, film, silent)
    row = make_row(kind, film, citing)
    if kind.citation:
        make_citation(film, source=citing, **{kind.citation: row})
    if not kind.source_path:
        # No source says it: this one says something else.
        make_article(film, source=citing)
    is_said, words = bool(kind.source_path), WORDS.get(kind.noun, "A sample")
    assert Film.objects.resting_on(citing).get() == film, f"FilmQuerySet.resting_on leaves out {kind.noun}."
    assert (row.pk in keys_in_api(api, kind, film, citing)) == is_said, f"The API does not tell {kind.noun}."
    assert keys_in_api(api, kind, film, silent) == keys, f"The API tells {kind.noun} without its source."
    if kind.place is not Place.NOWHERE:
        assert (words in page(client, film, citing)) == is_said, f"The page of the film does not show {kind.noun}."
    assert words not in page(client, film, silent), f"The page tells {kind.noun} without its source."


@pytest.mark.parametrize("kind", CITED_ROWS.values(), ids=CITED_ROWS)
def test_the_desk_asks_for_the_source_of_a_row(kind, film, citing):
    row = make_row(kind, film, citing)
    assert f"uncited_{kind.relation}" in lacks(film)
    make_citation(film, source=citing, **{kind.citation: row})
    assert f"uncited_{kind.relation}" not in lacks(film)


@pytest.mark.parametrize("kind", CITED_ROWS.values(), ids=CITED_ROWS)
def test_citations_name_their_rows_without_more_queries(kind, film, citing, django_assert_num_queries):
    row = make_row(kind, film, citing)
    make_citation(film, source=citing, **{kind.citation: row})
    [citation] = film.citations.select_related(*CITED_ROW_RELATIONS)
    with django_assert_num_queries(
        0, info=f"Write the relations in the name of {kind.noun} into `name_relations` of the table."
    ):
        assert str(citation.row)
