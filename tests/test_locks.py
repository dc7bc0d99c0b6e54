"""While a page is drawn, others can write: no page is drawn inside the transaction in which it was read."""

import sys
from contextlib import contextmanager
from importlib import reload

import pytest
from django.contrib.auth.models import Permission, User
from django.db import DatabaseError, connection
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog import pictures
from catalog.models import Film, WorkingCopy
from catalog.previewing import PAGES
from tests.factories import (
    make_credit,
    make_film,
    make_image,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    upload,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("edda"))
    return client


@pytest.fixture
def film():
    """A published film with a working copy and two synopses."""
    film, source = make_film(title="The Way Back"), make_source()
    make_credit(film, characters=["Walker"])
    make_release(film)
    make_image(film)
    make_question(film, readings=[(source, "a well")])
    for way in ("home", "away"):
        make_synopsis(film, source=source, body=f"He walks {way}. He is tired.")
    patch = {"film": {str(film.pk): {"was": {"logline": ""}, "is": {"logline": "Waits."}}}}
    WorkingCopy.objects.create(film=film, patch=patch)
    return film


@pytest.fixture
def second_connection():
    """A second connection to the database, which never waits."""
    second_connection = connection.copy()
    with second_connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0" if second_connection.vendor == "sqlite" else "SET lock_timeout = 1")
    yield second_connection
    second_connection.close()


def try_to_write(second_connection, film):
    """Lock what a vote locks on SQLite, and what an editor's save locks on PostgreSQL."""
    with second_connection.cursor() as cursor:
        if second_connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        else:
            cursor.execute("SELECT id FROM catalog_film WHERE id = %s FOR UPDATE NOWAIT", [film.pk])


@contextmanager
def writing_while_drawing(second_connection, film):
    """Try to write at the first drawing of each template; yield {template: None or the database's refusal}."""
    outcomes = {}

    def write(sender, template, **kwargs):
        if template.name not in outcomes:
            outcomes[template.name] = None
            try:
                try_to_write(second_connection, film)
            except DatabaseError as error:
                outcomes[template.name] = str(error)

    template_rendered.connect(write)
    try:
        yield outcomes
    finally:
        template_rendered.disconnect(write)


def assert_others_can_write(second_connection, film, ask, status):
    with writing_while_drawing(second_connection, film) as outcomes:
        assert ask().status_code == status
    assert outcomes
    assert not {name: refusal for name, refusal in outcomes.items() if refusal}


def page_of(film, page, *arguments):
    return reverse(f"admin:catalog_film_{page}", args=[film.pk, *arguments])


def sides(film):
    return dict(zip(("left", "right"), film.synopses.order_by("pk").values_list("pk", flat=True), strict=True))


@pytest.mark.parametrize("name", ["change", "alignment", "disagreements", "publication", "history"])
def test_others_can_write_while_a_page_of_a_working_copy_is_drawn(desk, film, second_connection, name):
    query = sides(film) if name == "alignment" else {}
    assert_others_can_write(second_connection, film, lambda: desk.get(page_of(film, name), query), 200)


@pytest.mark.parametrize("rest", [*PAGES, "synopses/compare/"])
def test_others_can_write_while_a_preview_is_drawn(desk, film, second_connection, rest):
    query = sides(film) if "compare" in rest else {}
    address = page_of(film, "preview") + rest
    assert_others_can_write(second_connection, film, lambda: desk.get(address, query), 200)
    Film.objects.update(state="draft")
    assert_others_can_write(second_connection, film, lambda: desk.get(address, query), 200)


def test_others_can_write_while_the_form_of_a_row_is_drawn(desk, film, second_connection):
    address = reverse("admin:catalog_credit_change", args=[film.credits.get().pk])
    assert_others_can_write(second_connection, film, lambda: desk.get(address), 200)
    address = reverse("admin:catalog_credit_add")
    assert_others_can_write(second_connection, film, lambda: desk.get(address, {"film": film.pk}), 200)


def test_others_can_write_while_a_form_is_drawn_for_who_may_only_view(client, film, second_connection):
    viewer = User.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    addresses = [page_of(film, "change")]
    for noun, row in (("credit", film.credits.get()), ("question", film.questions.get()), ("image", film.images.get())):
        addresses.append(reverse(f"admin:catalog_{noun}_change", args=[row.pk]))
    for address in addresses:
        assert_others_can_write(second_connection, film, lambda address=address: client.get(address), 200)


@pytest.mark.parametrize("state", ["published", "draft"])
@pytest.mark.parametrize(
    ("name", "fields", "status"),
    [
        ("change", {"title": "", "_seen": 0}, 200),
        ("change", {"title": "Home", "_seen": 0, "_note": "x" * 2000}, 200),
        ("publication", {"step": "none"}, 400),
    ],
)
def test_others_can_write_while_a_refused_form_is_drawn(desk, film, second_connection, state, name, fields, status):
    if state == "draft":
        WorkingCopy.objects.all().delete()
        Film.objects.update(state=state)
    assert_others_can_write(second_connection, film, lambda: desk.post(page_of(film, name), fields), status)


def test_others_can_write_while_a_refused_deletion_is_drawn(desk, film, second_connection):
    assert_others_can_write(second_connection, film, lambda: desk.post(page_of(film, "delete"), {"_seen": 0}), 409)


def test_a_refused_correction_of_an_alignment_is_drawn_while_others_can_write(desk, film, second_connection):
    left = sides(film)["left"]
    address = f"{page_of(film, 'alignment')}?left={left}&right={left}"
    assert_others_can_write(second_connection, film, lambda: desk.post(address, {"do": "join"}), 200)


def test_two_texts_of_a_working_copy_are_compared_while_others_can_write(desk, film, second_connection, monkeypatch):
    """To compare them takes longer than to draw their page."""
    from catalog.tellings import collating

    align, comparisons = collating.align, []

    def align_and_write(*arguments):
        try_to_write(second_connection, film)
        comparisons.append(arguments)
        return align(*arguments)

    monkeypatch.setattr(collating, "align", align_and_write)
    pages = [
        page_of(film, "alignment"),
        *(page_of(film, "preview") + page for page in ("synopses/compare/", "synopses/")),
    ]
    for page in pages:
        assert desk.get(page, sides(film)).status_code == 200
    assert len(comparisons) == len(pages)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_others_can_write_while_a_picture_is_encoded(
    desk, film, second_connection, monkeypatch, state, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    Film.objects.update(state=state)
    encode, kinds = pictures.encode, []

    def write_and_encode(picture, kind, **options):
        try_to_write(second_connection, film)
        kinds.append(kind)
        return encode(picture, kind, **options)

    monkeypatch.setattr(pictures, "encode", write_and_encode)
    form = {"film": film.pk, "kind": "still", "file": upload(), "alt": "A well", "state": "draft", "spoiler_level": 1}
    answer = desk.post(reverse("admin:catalog_image_add"), form | {"position": 0, "_seen": 0})
    assert answer.status_code == 302
    assert sorted({*kinds}) == ["avif", "jpeg", "webp"]
    assert kinds.count("jpeg") == 1


def test_what_the_tables_show_already_is_previewed_without_a_lock(client, film):
    WorkingCopy.objects.all().delete()
    client.force_login(User.objects.create_superuser("edda"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page_of(film, "preview")).status_code == 200
    statements = [query["sql"] for query in queries]
    assert statements
    assert not [sql for sql in statements if sql.startswith(("BEGIN", "UPDATE")) or "FOR NO KEY UPDATE" in sql]


def test_a_server_s_threads_give_way_to_each_other_within_a_millisecond():
    from wayback import wsgi

    usual_seconds = sys.getswitchinterval()
    try:
        sys.setswitchinterval(0.005)
        reload(wsgi)
        assert sys.getswitchinterval() <= 0.001
    finally:
        sys.setswitchinterval(usual_seconds)
