"""What films lack is stored with them, on whatever path a row of theirs is written, and all lists read what is stored."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import completeness
from catalog.editing.edit import discard_working_copy
from catalog.editing.publication import STEPS, take_step
from catalog.editing.revert import restore, revert
from catalog.exchange.statistics import renew
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Citation,
    Credit,
    Department,
    ExternalId,
    Film,
    FilmLack,
    Genre,
    Job,
    Revision,
    Synopsis,
    WorkingCopy,
)
from catalog.models.lack_table import WEIGHTS, WHOLE, LackKind, lacks_by_name
from catalog.models.lacks import count_after_migrate
from catalog.suppression.suppress import suppress
from tests.admin.conftest import EDITOR, staff
from tests.admin.desk_forms import address, open_film, save_film
from tests.completeness import assert_completeness_is_right, stored_lacks
from tests.edits import delete_row, root_of, save_edit, save_fields
from tests.factories import (
    make_citation,
    make_credit,
    make_film,
    make_image,
    make_job,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    set_leading,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor():
    return staff("edda", EDITOR)


@pytest.fixture
def draft():
    """A draft with a row of each kind that completeness asks for, some of them cited."""
    film = make_film(title="The Way Back", state="draft", logline="Men walk home.")
    source = make_source()
    make_citation(film, source=source, field="logline")
    make_citation(film, source=source, credit=make_credit(film))
    make_credit(film, job=make_job("Director", "Directing"), missing_reason="unknown")
    make_release(film, date="2010")
    make_title(film)
    make_synopsis(film, lead=True)
    make_question(film)
    make_image(film, kind="poster", credit_line="Ann Example", licence="CC0")
    ExternalId.objects.create(film=film, scheme_id="imdb", value="tt1023114")
    set_leading(film, runtime_minutes=133, languages=["en"])
    return film


def cite_release(film):
    make_citation(film, source=make_source(), release=film.releases.first())


def delete_citation(film):
    film.citations.get(field="logline").delete()


def delete_source(film):
    citations = film.citations.filter(field="logline")
    source = citations.get().source
    Citation.objects.filter(source=source).delete()
    source.delete()


def publish_text(film):
    film.synopses.all().withdraw()


def settle_question(film):
    question = film.questions.get()
    question.status, question.ruling, question.reason = "resolved", "So it was.", "Two sources say so."
    question.save()


def hide_poster(film):
    film.images.all().withdraw()


def change_languages(film):
    film.versions.get().languages.first().delete()


def change_genres(film):
    save_edit(film, lambda: film.genres.add(Genre.objects.first()), directly=True)


def move_job(film):
    job = film.credits.get(job__code="actor").job
    job.department = Department.objects.exclude(code="acting").first()
    job.save()


def save_logline(film):
    save_fields(film, logline="")


ROWS_WRITTEN = {
    "a row is entered": cite_release,
    "a row is deleted": lambda film: film.releases.get().delete(),
    "rows are deleted": lambda film: film.credits.all().delete(),
    "an outside id is deleted": lambda film: film.external_ids.get().delete(),
    "outside ids are deleted": lambda film: film.external_ids.all().delete(),
    "a picture is deleted": lambda film: film.images.get().delete(),
    "pictures are deleted": lambda film: film.images.all().delete(),
    "a citation is deleted": delete_citation,
    "a source is deleted": delete_source,
    "texts change their state": publish_text,
    "pictures change their state": hide_poster,
    "a question is settled": settle_question,
    "a language of a version goes": change_languages,
    "a many-to-many field changes": change_genres,
    "a job leaves the cast": move_job,
    "a field is emptied": save_logline,
}


def assert_stored_and_changed(before):
    """All that is stored is right, and something else than before."""
    assert_completeness_is_right(ignored_names=set())
    assert stored_lacks() != before


@pytest.mark.parametrize("path", ROWS_WRITTEN)
def test_what_a_film_lacks_is_stored_whatever_writes_its_rows(draft, path):
    before = stored_lacks()
    ROWS_WRITTEN[path](draft)
    assert_stored_and_changed(before)


def test_a_new_film_lacks_much_and_a_deleted_one_leaves_nothing():
    film = make_film(state="draft")
    assert_stored_and_changed({})
    delete_row(film)
    assert not FilmLack.objects.exists()


def test_a_form_of_the_desk_stores_it(client, editor, draft):
    client.force_login(editor)
    before = stored_lacks()
    fields = open_film(client, draft) | {"logline": "", "releases-0-DELETE": "on"}
    assert save_film(client, draft, fields).status_code == 302
    assert_stored_and_changed(before)


def test_an_action_of_a_list_stores_it(client, editor, draft):
    client.force_login(editor)
    before = stored_lacks()
    release_list = client.get(address("release", "changelist"))
    action = {"action": "delete_selected", "_selected_action": [row.pk for row in draft.releases.all()], "post": "yes"}
    client.post(address("release", "changelist"), action | {"_seen": release_list.context["seen_revisions"]})
    assert not draft.releases.exists()
    assert_stored_and_changed(before)


def test_a_working_copy_changes_nothing_until_it_is_published(draft, editor):
    publisher = User.objects.create_superuser("pia")
    Film.objects.filter(pk=draft.pk).publish()
    before = stored_lacks()
    save_edit(draft, lambda: draft.credits.all().delete(), editor=editor)
    assert WorkingCopy.objects.exists()
    assert stored_lacks() == before
    take_step(STEPS["publish"], row=draft, editor=publisher)
    assert_stored_and_changed(before)


def test_a_working_copy_that_is_dropped_leaves_it_as_it_was(draft, editor):
    Film.objects.filter(pk=draft.pk).publish()
    before = stored_lacks()
    save_edit(draft, lambda: draft.credits.all().delete(), editor=editor)
    discard_working_copy(draft, editor=editor)
    assert stored_lacks() == before
    assert_completeness_is_right(ignored_names=set())


def test_a_revert_and_a_restoration_store_it(draft, editor):
    first = save_fields(draft, note="first", logline="One")
    save_edit(draft, lambda: draft.releases.all().delete())
    before = stored_lacks()
    revert(root_of(draft), first.pk, editor=editor)
    assert_stored_and_changed(before)
    root = root_of(draft)
    delete_row(draft)
    restore(root, editor=editor)
    assert_stored_and_changed({})


@pytest.mark.parametrize("noun", ["film", "source", "person"])
def test_a_merge_and_taking_it_back_store_it(draft, editor, noun):
    other_film = make_film(state="draft")
    pairs = {
        "film": (draft, other_film),
        "source": (draft.citations.first().source, make_source()),
        "person": (draft.credits.get(person__isnull=False).person, make_person()),
    }
    survivor, loser = pairs[noun]
    if noun == "source":
        make_citation(draft, source=loser, field="logline")
    if noun == "person":
        make_credit(draft, person=loser)
    new_merge = merge(noun=noun, survivor=survivor.pk, loser=loser.pk, editor=editor)
    assert_completeness_is_right(ignored_names=set())
    unmerge(new_merge, editor=editor)
    assert_completeness_is_right(ignored_names=set())
    assert Revision.objects.filter(merge=new_merge).exists()


def test_a_demo_film_is_counted_when_it_is_loaded():
    call_command("load_demo", verbosity=0)
    assert_stored_and_changed({})
    assert Film.objects.get().completeness > 90


def test_a_value_that_is_removed_for_good_counts_no_longer(draft, editor):
    before = stored_lacks()
    suppress(root_of(draft), "Ann Example", why="It was asked for.", editor=editor)
    assert before
    assert_completeness_is_right(ignored_names=set())


def test_films_from_before_are_counted_after_a_migration(draft, django_assert_max_num_queries):
    numbers, points = stored_lacks(), Film.objects.get().completeness
    FilmLack.objects.all().delete()
    Film.objects.update(completeness=None)
    count_after_migrate()
    assert stored_lacks() == numbers
    assert Film.objects.get().completeness == points
    with django_assert_max_num_queries(3):
        count_after_migrate()


def test_the_weights_make_a_hundred_and_each_is_of_a_lack():
    assert sum(WEIGHTS.values()) == WHOLE
    assert WEIGHTS.keys() <= completeness.LACKS.keys()
    assert all(completeness.LACKS[name].kind == LackKind.MISSING for name in WEIGHTS)


def test_missing_unknown_unsourced_and_disputed_are_told_apart(draft):
    lacks = completeness.lacks(draft)
    names = {kind: {lack.name for lack, _ in lacks if lack.kind == kind} for kind in LackKind}
    assert names[LackKind.UNKNOWN] == {"names"}
    assert names[LackKind.DISPUTED] == {"questions"}
    assert "countries" in names[LackKind.MISSING]
    assert "uncited_releases" in names[LackKind.UNSOURCED]
    parts = {part.label: part.lacks for part in completeness.lacks_by_part(lacks)}
    assert list(parts["credits"]) == [LackKind.UNSOURCED, LackKind.UNKNOWN]


def test_what_is_known_to_be_unknown_costs_nothing(draft):
    before = Film.objects.get().completeness
    Credit.objects.filter(missing_reason="unknown").update(missing_reason="withheld")
    Film.objects.touch()
    assert Film.objects.get().completeness == before
    assert not FilmLack.objects.filter(name="names").exists()


def test_a_leading_synopsis_is_asked_for_only_where_there_is_a_synopsis(draft):
    Synopsis.objects.update(lead=False)
    Film.objects.touch()
    assert {"lead"} == {"lead", "synopsis"} & stored_lacks()[draft.pk].keys()


def test_the_list_of_films_by_a_lack_is_read_from_an_index(client, editor):
    client.force_login(editor)
    films = [make_film(state="draft") for _ in range(3)]
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address("film", "changelist"), {"lacks": "poster"})
    assert list(response.context["cl"].result_list) == films[::-1]
    [sql] = [query["sql"] for query in queries if "ORDER BY" in query["sql"] and ".\"name\" = 'poster'" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}")
        plan = str(cursor.fetchall())
    assert "film_lack_name" in plan
    assert not re.search("SCAN|Seq Scan|TEMP B-TREE|Sort", plan), plan


def test_whether_a_film_has_a_director_is_seen_by_its_own_credits():
    director, person = Job.objects.get(code="director"), make_person()
    films = [make_film() for _ in range(20)]
    Credit.objects.bulk_create(Credit(film=film, job=director, person=person) for film in films for _ in range(100))
    renew(["catalog_film", "catalog_credit", "catalog_job"])
    numbers = Film._base_manager.order_by().filter(pk__in=[film.pk for film in films[:3]])
    plan = numbers.annotate(number=lacks_by_name()["director"].number).values_list("number").explain()
    assert "catalog_credit_job_id" not in plan, plan
