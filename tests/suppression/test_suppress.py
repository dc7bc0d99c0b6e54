"""A value that an administrator removed is nowhere: in no table, no public answer and no file; and nothing brings it back."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from catalog.editing.documents import RefusedError
from catalog.editing.edit import Edit
from catalog.editing.publication import STEPS, take_step
from catalog.editing.revert import restore, revert
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Credit,
    Deed,
    DuplicatePair,
    ExternalId,
    Merge,
    Person,
    Proposal,
    Revision,
    SentForm,
    Source,
    Suppression,
    Synopsis,
    Title,
    WorkingCopy,
)
from catalog.suppression.search import find_places
from catalog.suppression.suppress import suppress
from catalog.texts.occurrences import Value
from tests.admin.desk_forms import form_fields
from tests.crawl import Crawl
from tests.edits import delete_row, root_of, save_edit, save_fields
from tests.factories import (
    make_citation,
    make_comment,
    make_credit,
    make_film,
    make_list,
    make_person,
    make_person_name,
    make_source,
    make_synopsis,
    make_title,
)
from tests.suppression.whole_database import places_of

pytestmark = pytest.mark.django_db

# A former name and an address. The crawl of the public pages looks for the first word of the name.
NAME, NAME_AS_WRITTEN_ELSEWHERE = "Zzleak Müllerová", "ZZLEAK MULLEROVA"
ADDRESS = "Große Straße 5, 10117 Berlin"
WHY = "She asked for it."


@pytest.fixture
def person():
    """Somebody who had another name, with a long history."""
    person = make_person(name=NAME, birthplace="Brno", note=f"Lives at {ADDRESS}.")
    save_fields(person, biography=f"{NAME} was born in Brno.", note=f"She lived at {ADDRESS.upper()} before.")
    save_edit(person, lambda: rename(person, "Anna Nová"))
    save_edit(person, lambda: make_person_name(person, name=NAME, kind="former", public=False, note=f"Once {NAME}."))
    for number in range(10):
        save_fields(person, birthplace=f"Brno {number}")
    person.refresh_from_db()
    return person


def rename(person, name):
    person.refresh_from_db()
    person.name = name
    person.save()


@pytest.fixture
def film(person):
    """A published film that quotes the name in its rows, its texts and its working copy."""
    film = make_film(title="The Way Back", logline="A woman walks.", note=f"Ask {NAME_AS_WRITTEN_ELSEWHERE}.")
    credit = make_credit(film, person=person, credited_as=NAME)
    synopsis = make_synopsis(film, body=f"{NAME} walks home.\n\n## The end\n\nThere {NAME} rests.")
    title = make_title(film, title=NAME)
    make_citation(film, title=title, quote=f"“{NAME}”", source=make_source(title=f"Letters of {NAME} to friends"))
    save_fields(film, directly=True, logline=f"{NAME} walks.")
    save_edit(film, lambda: make_comment(film, body=f"I knew {NAME}!"), directly=True)
    save_edit(credit, lambda: None)
    save_edit(film, lambda: save_staged(synopsis, credit))
    return film


def save_staged(synopsis, credit):
    synopsis.body = f"Staged: {NAME} walks on."
    synopsis.save()
    Credit.objects.filter(pk=credit.pk).update(credited_as=NAME_AS_WRITTEN_ELSEWHERE, note=f"as {NAME}")
    make_title(synopsis.film, title=NAME_AS_WRITTEN_ELSEWHERE)


def remove_name(person, administrator, *rows):
    return suppress(root_of(person), NAME, why=WHY, editor=administrator, other_roots=[root_of(row) for row in rows])


def all_others(person, value=NAME):
    """Return all nouns that hold a value, but one."""
    roots = {root for place in find_places(Value(value)) for root in place.roots}
    return sorted(roots - {root_of(person)})


def test_nothing_is_left_in_any_table(person, film, administrator):
    unnoticed = make_source(title="Other letters")
    DuplicatePair.objects.create(noun="person", left=1, right=2, why=f"Both are called {NAME}.")
    Proposal.objects.create(film=film, key="k", about="a", kind="place", question=f"Where is {NAME}?")
    SentForm.objects.create(
        editor=administrator, key="k" * 22, digest="d", popup_data='{"obj": "Zzleak M\\u00fcllerov\\u00e1"}'
    )
    assert len(places_of(NAME)) > 20
    source = Source.objects.get(title__startswith="Letters")
    save_edit(source, lambda: Source.objects.filter(pk=source.pk).update(title="Letters"))
    result = suppress(root_of(person), NAME, why=WHY, editor=administrator, other_roots=all_others(person))
    assert places_of(NAME) == []
    assert result.places_left == []
    assert places_of(ADDRESS)
    suppress(root_of(person), ADDRESS, why=WHY, editor=administrator)
    assert places_of(ADDRESS) == []
    unnoticed.refresh_from_db()
    assert unnoticed.title == "Other letters"
    person.refresh_from_db()
    assert (person.name, person.biography) == ("Anna Nová", "[removed] was born in Brno.")
    assert person.note == "Lives at [removed]."
    assert not person.names.exists()
    assert Synopsis.objects.get().sections
    assert not Title.objects.exists()
    assert Credit.objects.get().credited_as == ""


def test_no_public_answer_says_it(person, film, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    addresses = ["/", "/sitemap.xml", "/api/v1/", person.get_absolute_url(), *searches(), *api_lists()]
    before = Crawl()
    before.follow(addresses)
    assert len(before.leaks) > 10
    suppress_everywhere(person, administrator)
    crawl = Crawl()
    crawl.follow(addresses)
    assert not crawl.leaks, "\n".join(crawl.leaks[:5])


def searches():
    return [f"{path}?{urlencode({'q': word})}" for path in ("/search/", "/api/v1/search") for word in (NAME, "zzle")]


def api_lists():
    names = ("films", "people", "sources")
    return [f"/api/v1/{name}?{urlencode({'q': NAME, 'spoiler_max': 3})}" for name in names]


def suppress_everywhere(person, administrator):
    source = Source.objects.get(title__startswith="Letters")
    save_edit(source, lambda: Source.objects.filter(pk=source.pk).update(title="Letters"))
    return suppress(root_of(person), NAME, why=WHY, editor=administrator, other_roots=all_others(person))


def test_the_history_says_who_when_and_why_on_every_page(person, film, administrator, client):
    suppress_everywhere(person, administrator)
    client.force_login(administrator)
    for row in (person, film):
        noun = row._meta.model_name
        revisions = Revision.objects.of(noun, row.pk)
        assert revisions[0].deed == Deed.SUPPRESSED
        history_page = client.get(reverse(f"admin:catalog_{noun}_history", args=[row.pk])).text
        assert WHY in history_page
        assert "removed a value" in history_page
        for revision in revisions:
            pages = [
                reverse(f"admin:catalog_{noun}_{page}", args=[row.pk, revision.pk]) for page in ("revision", "revert")
            ]
            for page in pages:
                text = client.get(page).text
                assert "zzleak" not in text.lower()
    first = Revision.objects.of("person", person.pk).last()
    text = client.get(reverse("admin:catalog_person_revision", args=[person.pk, first.pk])).text
    assert "zzleak" not in text.lower()
    renaming = Revision.objects.of("person", person.pk).filter(patch__person__has_key=str(person.pk)).order_by("id")[1]
    text = client.get(reverse("admin:catalog_person_revision", args=[person.pk, renaming.pk])).text
    assert "removed by adam on" in text
    assert WHY in text


def test_no_revert_brings_it_back(person, film, administrator):
    suppress_everywhere(person, administrator)
    for row in (person, film):
        for revision in Revision.objects.of(row._meta.model_name, row.pk).order_by("id"):
            # Behind the last save, nothing differs.
            revert(root_of(row), revision.pk, editor=administrator)
            assert places_of(NAME) == []
    person.refresh_from_db()
    assert person.name == "Anna Nová"
    assert person.birthplace == "Brno 9" or person.birthplace.startswith("Brno")


def test_a_working_copy_is_rewritten_and_published_without_it(person, film, administrator):
    suppress_everywhere(person, administrator)
    copy = WorkingCopy.objects.get(film=film)
    assert "removed 1" not in str(copy.patch)
    take_step(STEPS["publish"], row=film, editor=administrator)
    assert Synopsis.objects.get().body == "Staged: [removed] walks on."
    credit = Credit.objects.get()
    assert (credit.credited_as, credit.note) == ("", "as [removed]")
    assert not Title.objects.exists()
    assert places_of(NAME) == []


def test_it_goes_from_a_list_its_notes_its_working_copy_and_its_history(administrator):
    curated_list = make_list([make_film()], title="Programme", text=f"Chosen by {NAME}.")
    curated_list.entries.update(note=NAME)
    root = root_of(curated_list)
    with Edit(root, editor=administrator) as edit:
        curated_list.text = f"Chosen by {NAME} and others."
        curated_list.save()
        edit.keep()
    suppress(root, NAME, why=WHY, editor=administrator)
    assert places_of(NAME) == []
    curated_list.refresh_from_db()
    assert (curated_list.html, curated_list.entries.get().note) == ("<p>Chosen by [removed].</p>", "")
    take_step(STEPS["publish"], row=curated_list, editor=administrator)
    curated_list.refresh_from_db()
    assert curated_list.text == "Chosen by [removed] and others."


def test_what_was_deleted_comes_back_without_it(person, administrator):
    root = root_of(person)
    delete_row(person, editor=administrator)
    suppress(root, NAME, why=WHY, editor=administrator)
    assert places_of(NAME) == []
    restore(root, editor=administrator)
    person = Person.objects.get(pk=root.key)
    assert (person.name, person.biography) == ("Anna Nová", "[removed] was born in Brno.")


def test_what_has_no_other_name_comes_back_without_a_name(administrator):
    person = make_person(name=NAME)
    root = root_of(person)
    delete_row(person, editor=administrator)
    suppress(root, NAME, why=WHY, editor=administrator)
    restore(root, editor=administrator)
    assert Person.objects.get(pk=root.key).name == "[removed]"
    assert places_of(NAME) == []


def test_a_merge_is_taken_back_without_it(person, administrator):
    loser = make_person(name="Ann Nova", biography=f"Was {NAME}.", note=NAME)
    ExternalId.objects.create(person=loser, scheme_id="imdb", value="nm0000001")
    new_merge = merge(
        noun="person", survivor=person.pk, loser=loser.pk, picks={"biography": "loser"}, editor=administrator
    )
    suppress(root_of(person), NAME, why=WHY, editor=administrator, other_roots=[root_of(loser)])
    assert places_of(NAME) == []
    unmerge(Merge.objects.get(pk=new_merge.pk), editor=administrator)
    assert places_of(NAME) == []
    loser = Person.objects.get(pk=loser.pk)
    assert (loser.name, loser.biography, loser.note) == ("Ann Nova", "Was [removed].", "")
    assert ExternalId.objects.get().person == loser


def test_a_name_that_is_needed_is_refused_with_what_to_do(administrator):
    person = make_person(name=NAME)
    with pytest.raises(RefusedError, match="Give it another one first"):
        remove_name(person, administrator)
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    ("value", "why", "words"),
    [
        ("", WHY, "at least 3"),
        ("ab", WHY, "at least 3"),
        ("x" * 400, WHY, "at most 300"),
        (NAME, "  ", "Say why"),
        (NAME, f"{NAME.lower()} asked", "The reason says the value"),
        ("Nobody Nowhere", WHY, "stands nowhere"),
    ],
)
def test_rubbish_is_refused_and_changes_nothing(person, administrator, value, why, words):
    before = Revision.objects.count()
    with pytest.raises(RefusedError, match=words):
        suppress(root_of(person), value, why=why, editor=administrator)
    assert (Revision.objects.count(), Suppression.objects.count()) == (before, 0)


def test_others_of_the_same_name_stay_unless_they_are_chosen(person, administrator):
    namesake = make_person(name=NAME, biography="Another one.")
    save_fields(namesake, biography=f"{NAME} is another one.")
    result = remove_name(person, administrator)
    assert {root for place in result.places_left for root in place.roots} == {root_of(namesake)}
    namesake.refresh_from_db()
    assert (namesake.name, namesake.biography) == (NAME, f"{NAME} is another one.")


def test_the_record_says_where_and_how_often_and_never_what(person, film, administrator):
    suppress_everywhere(person, administrator)
    suppression = Suppression.objects.get()
    assert (suppression.noun, suppression.key, suppression.editor_name) == ("person", str(person.pk), "adam")
    assert suppression.places["catalog.person.biography"] == 1
    assert suppression.places["catalog.revision.patch"] > 2


def test_an_editor_who_had_it_open_is_asked(person, administrator, client):
    """What the form held conflicts with the removal, and is not saved in silence."""
    person.names.all().delete()
    client.force_login(administrator)
    address = reverse("admin:catalog_person_change", args=[person.pk])
    fields = form_fields(client.get(address))
    remove_name(person, administrator)
    response = client.post(address, fields | {"birthplace": "Praha"})
    assert response.status_code == 409
    assert places_of(NAME) == []
    response = client.post(address, fields | {"biography": fields["biography"] + " And lived."})
    assert response.status_code == 409
    assert "take-person-" in response.text


def test_a_form_with_a_row_that_was_removed_is_shown_again_and_not_saved(person, administrator, client):
    client.force_login(administrator)
    address = reverse("admin:catalog_person_change", args=[person.pk])
    fields = form_fields(client.get(address))
    remove_name(person, administrator)
    answer = client.post(address, fields)
    assert answer.status_code == 200
    assert "Somebody deleted this row" in answer.text
    assert places_of(NAME) == []


def test_sessions_hold_it_no_longer(person, administrator, client):
    client.force_login(administrator)
    session = client.session
    session["note"] = f"You saved {NAME}."
    session.save()
    assert any(place.startswith("session") for place in places_of(NAME))
    remove_name(person, administrator)
    assert places_of(NAME) == []
    assert client.get("/admin/").status_code == 200
