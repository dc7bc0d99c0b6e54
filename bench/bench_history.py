"""The bytes and the time of a history: 1,000 saves of a film with 400 credits, against a floor."""

import json
from time import perf_counter

import pytest
from django.db import connection, transaction

from bench.bench_reads_and_votes import report, seconds
from catalog.editing.describe import describe_patch
from catalog.editing.documents import Root, read_document
from catalog.editing.edit import Edit
from catalog.editing.history import patch_since
from catalog.editing.patches import Patch
from catalog.models import Credit, Film, Revision, State
from tests.factories import make_credit, make_film, make_release, make_synopsis, make_title

pytestmark = pytest.mark.django_db

SAVES = 1000


def big_film(state):
    film = make_film(title="The Way Back", state=state)
    for place in range(400):
        make_credit(film, billing_order=place + 1, characters=["Walker"] if place % 2 else [])
    for place in range(60):
        make_release(film, date=f"{1960 + place}")
    for place in range(40):
        make_title(film, title=f"Title {place}")
    make_synopsis(film, body="A man walks home. " * 400)
    return film


def save(root, credit, value):
    with Edit(root) as edit:
        Credit.objects.filter(pk=credit).update(billing_order=value)
        edit.keep()


def least_save(root, patch):
    """Do the least that a save does: change a row, and write a revision."""
    with transaction.atomic():
        Credit.objects.filter(pk=0).update(billing_order=1)
        return Revision.objects.create(noun=root.noun, key=root.key, label="x", patch=patch)


def bench_1000_saves_of_a_big_film():
    film = big_film(State.DRAFT)
    root, cast = Root("film", film.pk), list(film.credits.values_list("pk", flat=True))
    whole = read_document(root)
    copy = len(json.dumps(whole))
    start = perf_counter()
    for number in range(SAVES):
        save(root, cast[number % len(cast)], 1000 + number)
    save_seconds = (perf_counter() - start) / SAVES
    patches = list(Revision.objects.of(*root).order_by("id").values_list("patch", flat=True))
    size = sum(len(json.dumps(patch)) for patch in patches)
    print(
        f"\n{SAVES} saves keep {size / 1000:.0f} kB of patches, {size / SAVES:.0f} bytes a save; "
        f"a copy of the film is {copy / 1000:.0f} kB, {copy * SAVES / size:.0f} × that"
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('catalog_revision')")
            print(f"the table with its indexes: {cursor.fetchone()[0] / 1000:.0f} kB")
    floor = seconds(lambda: least_save(root, patches[0]), times=50)
    report("a save, with two readings of the film", save_seconds, floor, "one UPDATE, one INSERT")
    reading = seconds(lambda: read_document(root))
    report("reading the film as a document", reading, floor, "one UPDATE, one INSERT")
    after = read_document(root)
    report("the difference of two readings", seconds(lambda: Patch.between(whole, after)), reading, "one reading")
    texts = [json.dumps(patch) for patch in patches]
    json_seconds = seconds(lambda: [json.loads(text) for text in texts])
    report(f"{SAVES} patches as one", seconds(lambda: Patch.combine(patches)), json_seconds, "reading their JSON")
    report("fetched and as one", seconds(lambda: patch_since(root, 0)), json_seconds, "reading their JSON")
    patch = Patch.combine(patches)
    report(
        "that in words", seconds(lambda: describe_patch(patch, root=root), times=5), reading, "one reading of the film"
    )


def bench_a_save_of_a_published_big_film():
    film = big_film(State.PUBLISHED)
    root, cast = Root("film", film.pk), list(film.credits.values_list("pk", flat=True))
    reading = seconds(lambda: read_document(root))
    for place, number in enumerate(cast):
        save(root, number, 1000 + place)
    values = iter(range(5000, 9000))
    report(
        "a save into a working copy that changes all 400 credits",
        seconds(lambda: save(root, cast[7], next(values))),
        reading,
        "one reading of the film",
    )
    assert Film.objects.get().working_copy
