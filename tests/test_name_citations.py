"""Sources are cited for one name of a person alone, or for all of them; what is kept from the public stays so on every path."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.editing.describe import describe_patch
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.patches import Patch
from catalog.editing.revert import revert
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import EntryCitation, PersonName, Revision, Source
from catalog.suppression.search import find_places
from catalog.suppression.suppress import suppress
from catalog.texts.occurrences import Value
from tests.factories import (
    cite_entry,
    make_credit,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(film):
    person = make_person(name="Fritz Lang", born="1890-12-05", birthplace="Vienna")
    make_credit(film, person=person)
    return person


def is_public(source):
    return Source.objects.published().filter(pk=source.pk).exists()


def answers_about(client, person, source):
    """Return what visitors read of a person and a source: pages, the API's answers, lists narrowed to the source, a search."""
    addresses = (
        person.get_absolute_url(),
        source.get_absolute_url(),
        f"{source.get_absolute_url()}?of=people",
        f"/api/v1/people/{person.pk}/",
        f"/api/v1/sources/{source.pk}/",
        f"/api/v1/people/?source={source.pk}",
        "/api/v1/sources/",
        "/api/v1/search/?q=deed",
    )
    return "".join(client.get(address).text for address in addresses)


def test_what_is_said_of_all_names_is_told_where_none_of_them_is_kept_from_the_public(client, person):
    source = make_source(title="A deed poll")
    cite_entry(person, "names", source, quote="born Hidden Name")
    shown_name = person.names.create(name="F. Lang")
    assert "born Hidden Name" in answers_about(client, person, source)
    hidden_name = person.names.create(name="Hidden Name", public=False)
    assert not re.search(r"Hidden Name|deed poll", answers_about(client, person, source))
    assert not is_public(source)
    hidden_name.delete()
    assert is_public(source)
    shown_name.delete()
    assert not is_public(source)


def test_the_source_of_a_name_that_is_kept_from_the_public_is_kept_with_it(client, person):
    source = make_source(title="A deed poll")
    name = person.names.create(name="Old Name", public=False)
    cite_entry(person, source=source, person_name=name, quote="Old Name it was", locator="p. 7", differs="Olde Name")
    assert not re.search(r"Olde? Name|deed poll|p\. 7", answers_about(client, person, source))
    assert not is_public(source)
    PersonName.objects.filter(pk=name.pk).update(public=True)
    assert is_public(source)
    assert "Old Name it was" in answers_about(client, person, source)
    name.public = False
    name.save()
    assert not is_public(source)


def test_each_name_is_cited_by_itself_on_the_page_in_the_api_and_on_the_page_of_the_source(client, person):
    source = make_source(title="A register")
    birth, spelling = (person.names.create(name=name) for name in ("Friedrich Lang", "F. Láng"))
    citation = cite_entry(
        person, source=source, person_name=birth, locator="p. 5", quote="Friedrich", differs="Friederich"
    )
    cite_entry(person, source=source, person_name=spelling)
    text = client.get(person.get_absolute_url()).text
    place = re.escape(f'#source-{source.pk}"')
    assert re.search(rf'<bdi>Friedrich Lang</bdi>\s*<span class="differs"><a class="mark" href="{place}', text)
    assert re.search(rf'<bdi>F. Láng</bdi>\s*<a class="mark" href="{place}.*?of the name F. Láng', text, re.DOTALL)
    assert text.count('title="A register"') == 1
    assert ": <bdi>Friederich</bdi>" in text
    assert re.search(r"<bdi>Friedrich Lang</bdi>,\s+<bdi>F. Láng</bdi>", client.get(source.get_absolute_url()).text)
    answer = client.get(f"/api/v1/people/{person.pk}/").json()
    [first, _] = answer["citations"]
    assert (first["id"], first["field"], first["row"]) == (citation.pk, None, {"type": "name", "id": birth.pk})
    assert (first["locator"], first["quote"], first["differs"]) == ("p. 5", "Friedrich", "Friederich")
    assert birth.pk in [name["id"] for name in answer["names"]]
    assert [row["id"] for row in client.get(f"/api/v1/people/?source={source.pk}").json()["results"]] == [person.pk]


def test_a_citation_is_of_a_field_or_of_one_of_the_persons_own_names(person):
    source, somebody_else = make_source(), make_person(name="Somebody else")
    name = person.names.create(name="F. Lang")
    with pytest.raises(ValidationError, match="a name of somebody else"):
        EntryCitation(person=somebody_else, source=source, person_name=name).full_clean()
    cite_entry(person, source=source, person_name=name)
    for fields in ({"field": "born", "person_name": name}, {"person_name": name}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryCitation.objects.create(person=person, source=source, **fields)


def test_history_and_undeletion_know_the_source_of_a_name(person):
    root, source = Root.of(person), make_source(title="A register")
    name = person.names.create(name="F. Lang")
    with Edit(root) as edit:
        cite_entry(person, source=source, person_name=name)
        edit.keep()
    before = Revision.objects.of(*root).first()
    with Edit(root) as edit:
        name.delete()
        edit.keep()
    assert not EntryCitation.objects.exists()
    revision = Revision.objects.of(*root).first()
    labels = {(row.noun, row.label) for row in describe_patch(Patch(revision.patch), root=root)}
    assert ("entrycitation", "A register: F. Lang") in labels
    revert(root, before.pk, editor=None)
    assert EntryCitation.objects.get().person_name.name == "F. Lang"
    assert is_public(source)


def test_a_merge_carries_the_sources_of_names_and_gives_them_back(film):
    survivor, loser = make_person(name="Survivor"), make_person(name="Loser")
    make_credit(film, person=survivor)
    kept_name, equal_name = (person.names.create(name="F. Lang") for person in (survivor, loser))
    own = loser.names.create(name="Friedrich")
    common, lone, third = make_source(), make_source(), make_source()
    cite_entry(survivor, source=common, person_name=kept_name)
    for source, name in ((common, equal_name), (lone, equal_name), (third, own)):
        cite_entry(loser, source=source, person_name=name, locator="p. 3")
    done = merge(noun="person", survivor=survivor.pk, loser=loser.pk, editor=None)
    citations = survivor.citations.values_list("source", "person_name", "locator").order_by("source")
    assert list(citations.all()) == [
        (common.pk, kept_name.pk, "p. 3"),
        (lone.pk, kept_name.pk, "p. 3"),
        (third.pk, own.pk, "p. 3"),
    ]
    assert is_public(third)
    unmerge(done, editor=None)
    assert list(citations.all()) == [(common.pk, kept_name.pk, "")]
    assert EntryCitation.objects.filter(person=loser.pk, person_name__person=loser.pk).count() == 3
    assert not is_public(third)


def test_a_merge_that_brings_a_name_kept_from_the_public_hides_the_sources_of_all_names(film):
    survivor, loser = make_person(name="Survivor"), make_person(name="Loser")
    make_credit(film, person=survivor)
    survivor.names.create(name="F. Lang")
    loser.names.create(name="Hidden", public=False)
    source = make_source()
    cite_entry(survivor, "names", source)
    assert is_public(source)
    done = merge(noun="person", survivor=survivor.pk, loser=loser.pk, picks={"name": "survivor"}, editor=None)
    assert not is_public(source)
    unmerge(done, editor=None)
    assert is_public(source)


def test_a_removed_name_takes_its_sources_along_and_they_do_not_come_back(person):
    name = person.names.create(name="Gretel Oldname")
    cite_entry(person, source=make_source(), person_name=name, quote="Gretel Oldname")
    root = Root.of(person)
    with Edit(root) as edit:
        person.biography = "She lived."
        person.save()
        edit.keep()
    before = Revision.objects.of(*root).first()
    suppress(root, "Gretel Oldname", why="asked for", editor=None)
    assert not EntryCitation.objects.exists()
    revert(root, before.pk, editor=None)
    assert not EntryCitation.objects.exists()
    assert find_places(Value("Gretel Oldname")) == []
