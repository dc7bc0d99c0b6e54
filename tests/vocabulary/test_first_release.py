"""A database of the first release is brought to this one: what its editors did stays, and `CS` moves."""

from importlib import import_module

import pytest
from django.apps import apps as site_apps
from django.core.management import call_command

from catalog.models import (
    Company,
    Country,
    Department,
    Film,
    FilmCompany,
    Genre,
    Job,
    Language,
    Mention,
    Merge,
    Presence,
    Release,
    Revision,
    ShippedTerm,
    Title,
    WorkingCopy,
)
from catalog.vocabulary.sync import sync
from tests.editing.stored import own_database
from tests.step_by_step import migrate_catalog

first_lists = import_module("catalog.migrations.0002_vocabulary")
move = import_module("catalog.migrations.0005_former_states_by_four_letters")


@pytest.fixture
def first_release(django_db_setup, django_db_blocker, tmp_path):
    """Make a database of the first release, as it was when new; return a function that gives its models."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        apps = migrate_catalog("0002_vocabulary")
        yield lambda name: apps.get_model("catalog", name).objects


def bring_in_step():
    """Migrate to the first release that records what a database has got, and sync; return a function that gives its models."""
    apps = migrate_catalog("0006_shipped_terms")
    sync(apps)
    return lambda name: apps.get_model("catalog", name).objects


def edit_vocabulary(rows):
    rows("Country").filter(pk="FR").delete()
    rows("Country").filter(pk="CZ").update(name="Czech Republic")
    rows("Country").create(code="QS", name="Sikkim")
    rows("Language").filter(pk="tlh").delete()
    rows("Genre").filter(name="Western").delete()
    rows("Genre").filter(name="Film Noir").update(name="Noir", slug="noir")
    rows("Genre").create(name="Heist", slug="heist")
    rows("Job").filter(department__name="Lighting").delete()
    rows("Department").filter(name="Lighting").delete()
    rows("Department").filter(name="Crew").update(name="Others")
    rows("Job").filter(name="Foley").update(name="Foley Artist")
    rows("Job").filter(name="ADR & Dubbing").delete()


def check_vocabulary():
    assert not Country.objects.filter(pk__in=["FR", "CS"]).exists()
    assert Country.objects.get(pk="CZ").name == "Czech Republic"
    assert Country.objects.get(name="Sikkim").pk == "QS"
    assert not Country.objects.filter(pk="SKIN").exists()
    assert {"CSHH", "CSXX", "AIDJ", "BQAQ", "BYAA", "GEHH", "NH"} <= set(Country.objects.values_list("pk", flat=True))
    assert not Language.objects.filter(pk="tlh").exists()
    assert not Genre.objects.filter(slug__in=["western", "film-noir"]).exists()
    assert {"noir", "heist"} <= set(Genre.objects.values_list("slug", flat=True))
    assert not Department.objects.filter(name__in=["Lighting", "Crew"]).exists()
    assert Department.objects.get(name="Others").jobs.filter(name="Translator").exists()
    assert not Job.objects.filter(name__in=["Foley", "ADR & Dubbing", "Gaffer"]).exists()
    assert Job.objects.filter(name="Foley Artist").count() == 1


def store_czechoslovakia(rows):
    """Let every field that holds a code of a country hold `CS`, in the tables and in what is stored of them."""
    film = rows("Film").create(title="Daisies")
    company = rows("Company").create(name="Barrandov", country_id="CS")
    film.countries.set(["CS", "US"])
    rows("Title").create(film=film, title="Sedmikrásky", country_id="CS", language_id="cs")
    rows("Release").create(film=film, country_id="CS", type="theatrical", certification="CS")
    rows("FilmCompany").create(film=film, company=company, territory_id="CS", role="distribution")
    copy = rows("WorkingCopy").create(film=film, patch=patch(film.pk))
    rows("Mention").create(working_copy=copy, noun="country", key="CS")
    copy_fields = {"patch": patch(film.pk), "in_review": False}
    rows("Merge").create(
        noun="film",
        loser=1,
        survivor=film.pk,
        patch={**patch(film.pk), "workingcopy": {"1": {"was": copy_fields, "is": None}}},
    )
    rows("Revision").create(noun="film", key=str(film.pk), label="Daisies", patch=patch(film.pk))
    renaming = {"country": {"CS": {"was": {"name": "Czechoslovakia"}, "is": {"name": "Československo"}}}}
    rows("Revision").create(noun="country", key="CS", label="Československo", patch=renaming)
    return film


def patch(film, code="CS"):
    """Return a patch that names a country in each of its fields; what is no code of a country stays as it is."""
    release = {"country": code, "certification": "CS", "note": "CS"}
    return {
        "film": {str(film): {"was": {"countries": [code, "US"]}, "is": {"countries": ["PL"], "title": "CS"}}},
        "title": {"1": {"was": None, "is": {"title": "CS", "country": code}}},
        "release": {"1": {"was": release, "is": None}, "CS": {"was": None, "is": {"country": None}}},
        "company": {"1": {"was": {"country": code}, "is": {"country": None}}},
        "filmcompany": {"1": {"was": {"territory": None}, "is": {"territory": code}}},
    }


def check_czechoslovakia(film):
    assert set(film.countries.values_list("pk", flat=True)) == {"CSHH", "US"}
    assert film.updated_at > film.created_at
    assert {Title.objects.get().country_id, Release.objects.get().country_id} == {"CSHH"}
    assert Release.objects.get().certification == "CS"
    assert (Company.objects.get().country_id, FilmCompany.objects.get().territory_id) == ("CSHH", "CSHH")
    assert Mention.objects.get().key == "CSHH"
    moved_patch = patch(film.pk, "CSHH")
    assert WorkingCopy.objects.get().patch == moved_patch
    merge = Merge.objects.get().patch
    assert merge.pop("workingcopy")["1"]["was"]["patch"] == moved_patch
    assert merge == moved_patch
    assert Revision.objects.get(noun="film").patch == moved_patch
    assert list(Revision.objects.get(noun="country", key="CSHH").patch["country"]) == ["CSHH"]


def test_a_database_of_the_first_release_keeps_what_its_editors_did(first_release):
    edit_vocabulary(first_release)
    film = store_czechoslovakia(first_release)
    call_command("migrate", verbosity=0)
    check_vocabulary()
    check_czechoslovakia(Film.objects.get(pk=film.pk))
    assert Country.objects.get(pk="CSHH").name == "Czechoslovakia"
    before = [list(model.objects.order_by("pk").values()) for model in (Country, Genre, Job, ShippedTerm)]
    assert not any(counts.additions or counts.updates for counts in sync(site_apps).values())
    assert before == [list(model.objects.order_by("pk").values()) for model in (Country, Genre, Job, ShippedTerm)]


def test_a_country_that_an_editor_made_serbia_and_montenegro_of_is_that(first_release):
    first_release("Country").filter(pk="CS").update(name="Srbija i Crna Gora")
    film = first_release("Film").create(title="Optimisti")
    film.countries.set(["CS"])
    rows = bring_in_step()
    assert dict(rows("Country").filter(pk__startswith="CS").values_list("pk", "name")) == {
        "CSHH": "Czechoslovakia",
        "CSXX": "Srbija i Crna Gora",
    }
    assert rows("Film").get().countries.get().pk == "CSXX"


def test_a_country_that_an_editor_deleted_does_not_come_back_under_four_letters(first_release):
    first_release("Country").filter(pk="CS").delete()
    rows = bring_in_step()
    assert [country.pk for country in rows("Country").filter(pk__startswith="CS")] == ["CSXX"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Czechoslovakia", "CSHH"),
        ("Československo", "CSHH"),
        ("Serbia and Montenegro", "CSXX"),
        ("Serbie-et-Monténégro", "CSXX"),
        ("Srbija i Crna Gora", "CSXX"),
        ("Србија и Црна Гора", "CSXX"),
        ("", "CSHH"),
    ],
)
def test_the_name_tells_which_of_the_two_states_is_meant(name, code):
    assert move.code_of(name) == code


def test_each_field_that_points_at_a_country_is_moved():
    fields = {
        (relation.related_model._meta.model_name, relation.field.name)
        for relation in Country._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created
    }
    # Versions, former states and nationalities came later: no migration moves what could not be there.
    assert fields - {("version", "countries"), ("country", "successor"), ("person", "nationalities")} == set(
        move.COUNTRY_FIELDS.items()
    )


@pytest.mark.django_db
def test_an_open_form_of_the_country_moves_along(django_user_model):
    user = django_user_model.objects.create_user("edda")
    Country.objects.create(code="CS", name="Czechoslovakia again")
    Country.objects.filter(pk="CSHH").delete()
    Presence.objects.note("country", "CS", user)
    move.move_country(site_apps, "default", "CS", "CSHH")
    assert Presence.objects.get().key == "CSHH"
    assert Country.objects.get(pk="CSHH").name == "Czechoslovakia again"
