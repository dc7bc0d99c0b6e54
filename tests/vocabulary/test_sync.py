from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from catalog.models import CompanyRole, Country, Department, Genre, Job, Language, Scheme, SchemeForm, ShippedTerm
from catalog.vocabulary import sync as syncing
from catalog.vocabulary.sync import sync, sync_after_migrate
from catalog.vocabulary.terms import Term, read_terms
from tests.step_by_step import StepLoader

pytestmark = pytest.mark.django_db
UNCHANGED = dict.fromkeys(
    ("country", "language", "genre", "department", "job", "companyrole", "scheme", "schemeform"), (0, 0)
)
MODELS = (Country, Language, Genre, Department, Job, CompanyRole, Scheme, SchemeForm)


def stored_rows():
    return [list(model.objects.order_by("pk").values()) for model in (*MODELS, ShippedTerm)]


@pytest.fixture
def release(monkeypatch):
    """Make a later release: changed terms by noun and key, and new ones; each is a dict of fields."""

    def make(**changes):
        terms = read_terms()
        for noun, values in changes.items():
            by_key = {term.key: term for term in terms[noun]}
            for key, fields in values.items():
                fields = dict(fields)
                old = by_key.get(key, Term(key, {}))
                department = fields.pop("department", old.department)
                by_key[key] = Term(key, old.values | fields, department)
            terms[noun] = list(by_key.values())
        monkeypatch.setattr(syncing, "read_terms", lambda: terms)
        sync(apps)
        after = stored_rows()
        assert sync(apps) == UNCHANGED
        assert stored_rows() == after

    return make


def test_a_new_database_has_all_that_ships():
    counts = [model.objects.count() for model in MODELS]
    assert counts == [len(terms) for terms in read_terms().values()]
    assert Country.objects.get(pk="CSHH").name == "Czechoslovakia"
    assert Language.objects.get(pk="zxx").name == "No spoken language"
    assert Job.objects.get(name="Foley").department.name == "Sound"


def test_a_second_sync_changes_nothing():
    before = stored_rows()
    assert sync(apps) == UNCHANGED
    assert stored_rows() == before


def test_an_emptied_database_gets_all_again():
    full = [model.objects.count() for model in MODELS]
    for model in (ShippedTerm, Job, Department, Genre, Language, Country, CompanyRole, SchemeForm, Scheme):
        model.objects.all().delete()
    assert sum(counts.additions for counts in sync(apps).values()) == sum(full)
    assert [model.objects.count() for model in MODELS] == full


def test_what_an_editor_changed_stays_so():
    Country.objects.filter(pk="CZ").update(name="Czech Republic")
    Language.objects.filter(pk="or").update(name="Oriya")
    Genre.objects.filter(slug="film-noir").update(name="Noir", slug="noir")
    Department.objects.filter(name="Sound").update(name="Music and sound", position=40)
    Job.objects.filter(name="Foley").update(
        name="Foley Artist", position=1, department=Department.objects.get(name="Crew")
    )
    before = stored_rows()
    assert sync(apps) == UNCHANGED
    assert stored_rows() == before


def test_what_an_editor_changed_stays_so_when_a_release_changes_it_too(release):
    Country.objects.filter(pk="TR").update(name="Turkey")
    Genre.objects.filter(slug="film-noir").update(name="Noir")
    Job.objects.filter(name="Foley").update(name="Foley Artist")
    release(
        country={"TR": {"name": "Turkiye"}},
        genre={"film-noir": {"name": "Noir film", "slug": "noir-film"}},
        job={"foley": {"name": "Foley Work"}},
    )
    assert Country.objects.get(pk="TR").name == "Turkey"
    assert Job.objects.filter(name__startswith="Foley").get().name == "Foley Artist"
    # Field by field: the editor changed the name and not the slug.
    assert Genre.objects.get(slug="noir-film").name == "Noir"


def test_what_no_editor_changed_follows_a_release(release):
    keys = {job.name: job.pk for job in Job.objects.all()}
    crew = Department.objects.get(name="Crew")
    release(
        country={"TR": {"name": "Turkiye"}},
        language={"or": {"name": "Oriya"}},
        department={"crew": {"name": "Other crew"}},
        job={"foley": {"name": "Foley Artist", "position": 70, "department": "crew"}},
    )
    assert Country.objects.get(pk="TR").name == "Turkiye"
    assert Language.objects.get(pk="or").name == "Oriya"
    job = Job.objects.get(name="Foley Artist")
    assert (job.pk, job.position, job.department) == (keys["Foley"], 70, crew)
    assert job.department.name == "Other crew"


def test_what_an_editor_deleted_stays_so(release):
    Country.objects.filter(pk="AQ").delete()
    Language.objects.filter(pk="tlh").delete()
    Genre.objects.filter(slug="sport").delete()
    Job.objects.filter(name="Foley").delete()
    before = stored_rows()
    assert sync(apps) == UNCHANGED
    assert stored_rows() == before
    release(country={"AQ": {"name": "The Antarctic"}}, job={"foley": {"name": "Foley Artist"}})
    assert not Country.objects.filter(pk="AQ").exists()
    assert not Job.objects.filter(name__startswith="Foley").exists()


def test_a_deleted_department_gets_no_jobs_again(release):
    Job.objects.filter(department__name="Lighting").delete()
    Department.objects.filter(name="Lighting").delete()
    release(job={"lamp-operator": {"name": "Lamp Operator", "position": 8, "department": "lighting"}})
    assert not Department.objects.filter(name="Lighting").exists()
    assert not Job.objects.filter(name="Lamp Operator").exists()


def test_new_terms_are_added(release):
    release(
        country={"QQ": {"name": "Atlantis"}},
        language={"qaa": {"name": "Atlantean"}},
        genre={"heist": {"name": "Heist", "slug": "heist"}},
        department={"restoration": {"name": "Restoration", "position": 13}},
        job={"restorer": {"name": "Restorer", "position": 1, "department": "restoration"}},
    )
    assert Country.objects.get(pk="QQ").name == "Atlantis"
    assert Language.objects.get(pk="qaa").name == "Atlantean"
    assert Genre.objects.get(slug="heist").name == "Heist"
    assert Job.objects.get(name="Restorer").department == Department.objects.get(name="Restoration", position=13)


def test_a_department_may_ship_before_others(release):
    names = [department.name for department in Department.objects.all()]
    keys = [term.key for term in read_terms()["department"]]
    positions = {key: {"position": position + 1} for position, key in enumerate(keys, 1) if position > 3}
    release(department={**positions, "restoration": {"name": "Restoration", "position": 4}})
    assert [department.name for department in Department.objects.all()] == [*names[:3], "Restoration", *names[3:]]


def test_what_an_editor_added_and_a_release_ships_later_is_the_editors(release):
    Country.objects.create(code="QQ", name="The lost island")
    Country.objects.create(code="QR", name="Lemuria")
    Genre.objects.create(name="heist", slug="heists")
    Department.objects.create(name="Restoration", position=13)
    job = Job.objects.create(name="Restorer", position=3, department=Department.objects.get(name="Crew"))
    before = stored_rows()[:-1]
    release(
        country={"QQ": {"name": "Atlantis"}, "QS": {"name": "Lemuria"}},
        genre={"heist": {"name": "Heist", "slug": "heist"}},
        department={"restoration": {"name": "Restoration", "position": 14}},
        job={"restorer": {"name": "Restorer", "position": 1, "department": "restoration"}},
    )
    assert stored_rows()[:-1] == before
    job.delete()
    assert sync(apps) == UNCHANGED


def test_a_new_department_whose_position_an_editor_gave_away_comes_last(release):
    Department.objects.create(name="Archive", position=13)
    release(department={"restoration": {"name": "Restoration", "position": 13}})
    assert Department.objects.get(name="Restoration").position == 14


def test_a_name_that_an_editors_row_has_leaves_the_shipped_row_as_it_is(release):
    Country.objects.create(code="QQ", name="Turkiye")
    release(country={"TR": {"name": "Turkiye"}})
    assert Country.objects.get(pk="TR").name == "Türkiye"


def test_models_of_a_migration_serve_as_those_of_the_site():
    ShippedTerm.objects.filter(noun="genre", key="war").delete()
    Genre.objects.filter(slug="war").delete()
    historic = MigrationLoader(connection).project_state().apps
    assert sync(historic)["genre"] == (1, 0)
    assert Genre.objects.filter(slug="war").exists()


def test_a_database_taken_back_to_before_the_records_is_left_alone():
    Genre.objects.filter(slug="war").delete()
    ShippedTerm.objects.all().delete()
    historic = StepLoader(connection).project_state([("catalog", "0002_vocabulary")]).apps
    sync_after_migrate(using="default", apps=historic)
    assert not ShippedTerm.objects.exists()


def test_migrate_brings_it_in_step():
    ShippedTerm.objects.filter(noun="genre", key="war").delete()
    Genre.objects.filter(slug="war").delete()
    call_command("migrate", verbosity=0)
    assert Genre.objects.filter(slug="war").exists()


def test_the_command_says_what_it_did():
    ShippedTerm.objects.filter(noun="genre", key="war").delete()
    Genre.objects.filter(slug="war").delete()
    for additions in (1, 0):
        out = StringIO()
        call_command("sync_vocabulary", stdout=out)
        assert f"genres: {additions} added, 0 changed" in out.getvalue()
    out = StringIO()
    call_command("sync_vocabulary", stdout=out, verbosity=0)
    assert out.getvalue() == ""


def test_departments_and_jobs_have_their_keys_for_codes():
    for noun, model in (("department", Department), ("job", Job)):
        assert set(model.objects.values_list("code", "name")) == {
            (term.key, term.values["name"]) for term in read_terms()[noun]
        }


def test_a_job_that_an_editor_entered_and_renamed_is_recognized_by_its_code(release):
    crew = Department.objects.get(code="crew")
    job = Job.objects.create(department=crew, name="Lamp Operator")
    Job.objects.filter(pk=job.pk).update(name="Beleuchtung")
    release(job={"lamp-operator": {"name": "Lamp Operator", "position": 80, "department": "crew"}})
    assert Job.objects.get(code="lamp-operator").pk == job.pk
    assert not Job.objects.filter(name="Lamp Operator").exists()
