"""The table of facts leaves out nothing that visitors see of a film.

Whoever adds a field or a kind of row and forgets a place that CONTRIBUTING names fails here, with the name and the place.
"""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from catalog.api.films import PARTS, FilmSerializer
from catalog.models import Citation, Film
from catalog.models.facts import CITED_ROWS, FIELDS, ROWS
from catalog.roles import EDITOR, codenames

pytestmark = pytest.mark.django_db

# Columns of a film that say nothing of it to visitors, or that rows of the table stand for.
OWN_FIELDS = {"id", "created_at", "updated_at", "state", "published_from", "given_date", "featured", "note"}
OWN_FIELDS |= {"sort_title", "sort_key", "title_key", "search_text", "works", "completeness"}
OWN_FIELDS |= {f"{date}_{side}" for date in ("given_date", "release_date") for side in ("first", "last")}
# Rows that lead to a film and are no fact of it: what is computed, and what editors work with.
OWN_ROWS = {"collation", "workingcopy", "mention", "previewlink", "filmlack", "listentry"}
# Keys of a film in the API that are the catalogue's own.
OWN_KEYS = {"countries_as_entered", "id", "poster", "url", "api_url", "updated_at"}

TABLE = "catalog/models/facts.py"


def all_fields():
    return {field.name: field for field in (*Film._meta.concrete_fields, *Film._meta.many_to_many)}


def nouns_leading_to_film():
    """The nouns whose rows belong to a film, or to another row that does."""
    nouns, size = {"film"}, 0
    while len(nouns) > size:
        size = len(nouns)
        for model in apps.get_app_config("catalog").get_models():
            columns = [field for field in model._meta.concrete_fields if field.is_relation]
            if any(column.related_model._meta.model_name in nouns for column in columns):
                nouns.add(model._meta.model_name)
    return nouns - {"film"}


def direct_rows():
    return [row for row in ROWS.values() if row.relation and not (row.at_desk or row.by_visitors)]


def test_each_field_of_a_film_stands_in_the_table():
    missing = all_fields().keys() - FIELDS.keys() - OWN_FIELDS
    assert not missing, (
        f"Write a line for {sorted(missing)} into FIELDS of {TABLE}; or, if visitors never see it, into OWN_FIELDS here."
    )
    unknown = (FIELDS.keys() | OWN_FIELDS) - all_fields().keys()
    assert not unknown, f"Film has no field {sorted(unknown)}: take it out of FIELDS of {TABLE}, or of OWN_FIELDS here."


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_is_empty_as_its_column_can_be(field):
    column = field.model_field
    empty = () if column.many_to_many else None if column.null else ""
    assert field.empty == empty, f"Write empty={empty!r} for {field.name} in {TABLE}."
    assert field.required == (not column.blank and column.editable), f"Set `required` of {field.name} in {TABLE}."
    assert len(field.name) <= Citation._meta.get_field("field").max_length


def test_editors_can_fill_in_each_field():
    desk = site.get_model_admin(Film)
    fields = {name for name, field in all_fields().items() if field.editable and not hasattr(field, "through_fields")}
    automatic = {"id", "state", "published_from", "works"}
    missing = fields - automatic - set(flatten_fieldsets(desk.fieldsets))
    assert not missing, f"Write {sorted(missing)} into the fieldsets of FilmAdmin in catalog/admin/films.py."


def test_each_kind_of_row_of_a_film_stands_in_the_table():
    missing = nouns_leading_to_film() - ROWS.keys() - OWN_ROWS
    assert not missing, (
        f"Write a line for {sorted(missing)} into ROWS of {TABLE}; or, if it is no fact of a film, into OWN_ROWS here."
    )
    unknown = (ROWS.keys() | OWN_ROWS) - nouns_leading_to_film()
    assert not unknown, (
        f"No row {sorted(unknown)} leads to a film: take it out of ROWS of {TABLE}, or of OWN_ROWS here."
    )


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_kind_of_row_leads_where_the_table_says(row):
    model = row.model
    for step in row.path.split("__"):
        model = model._meta.get_field(step).related_model
    assert model is Film, f"Write the path from {row.noun} to its film into {TABLE}."
    relations = {
        (field.related_model, field.field.name): field.get_accessor_name() for field in Film._meta.related_objects
    }
    relation = relations.get((row.model, row.path), "")
    assert row.relation == relation, f"Write relation={relation!r} for {row.noun}."
    has_source = any(column.name == "source" for column in row.model._meta.concrete_fields)
    assert not has_source or row.source == "source", f'Write source="source" for {row.noun} in {TABLE}.'


def test_each_foreign_key_of_a_citation_stands_in_the_table():
    keys = {
        column.name: column.related_model._meta.model_name
        for column in Citation._meta.concrete_fields
        if column.is_relation and column.name not in ("film", "source")
    }
    assert keys == {row.citation: row.noun for row in CITED_ROWS.values()}, f"Correct `citation` in ROWS of {TABLE}."
    nameless = [row.noun for row in CITED_ROWS.values() if not row.label]
    assert not nameless, f"Write a label for {nameless} in {TABLE}."


def test_the_api_has_each_field_and_each_kind_of_row():
    keys = FilmSerializer().get_fields().keys()
    nouns_without = [row.noun for row in direct_rows() if not row.api]
    assert not nouns_without, f"Write the API’s key or part of {nouns_without} into {TABLE}."
    expected = FIELDS.keys() | {row.api for row in ROWS.values() if row.api} | OWN_KEYS
    assert keys == expected, (
        f"Correct `api` in {TABLE}, or FilmSerializer and PARTS in catalog/api/films.py: {sorted(keys ^ expected)}."
    )
    wrong_parts = [name for name, route in PARTS.items() if ROWS[route.rows(0).model._meta.model_name].api != name]
    assert not wrong_parts, f"Correct PARTS in catalog/api/films.py: {wrong_parts}."


def test_editors_may_write_each_kind_of_row():
    rows = {row.noun for row in ROWS.values() if not row.by_visitors}
    assert {f"{verb}_{noun}" for noun in rows for verb in ("view", "add", "change", "delete")} <= codenames(EDITOR)


def test_the_citations_table_does_not_know_the_fields():
    citation = MigrationLoader(connection).project_state().models["catalog", "citation"]
    assert citation.fields["field"].choices is None
    assert "field__in" not in repr([constraint.deconstruct() for constraint in citation.options["constraints"]])
