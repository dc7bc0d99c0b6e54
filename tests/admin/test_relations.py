"""Relations between films at the desk: entered in a row, in the way of deletions and merges."""

import pytest

from catalog.editing.documents import RefusedError
from catalog.merging.merge import merge
from catalog.models import State
from tests.admin.desk_forms import address, form_errors, open_film, save_film, with_row_count
from tests.factories import make_citation, make_film, make_relation, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_film(title="Remake", state=State.DRAFT)


def test_a_relation_is_entered_in_a_row_of_the_film_with_its_source(desk, draft, film):
    source = make_source()
    fields = with_row_count(open_film(desk, draft), "relations", 1)
    fields |= {"relations-0-kind": "remake_of", "relations-0-other_film": film.pk, "relations-0-sources": [source.pk]}
    fields["relations-0-position"] = 0
    assert save_film(desk, draft, fields).status_code == 302
    relation = draft.relations.get()
    assert (relation.kind, relation.other_film) == ("remake_of", film)
    assert relation.citations.get().source == source
    assert film.title in desk.get(address("film", "change", draft.pk)).text
    assert "relations-0-kind" not in open_film(desk, film)


def test_a_row_of_a_film_to_itself_or_twice_is_refused(desk, draft, film):
    row = {"relations-0-kind": "also_shot_as", "relations-0-other_film": draft.pk, "relations-0-position": 0}
    fields = with_row_count(open_film(desk, draft), "relations", 1)
    assert "not related to itself" in form_errors(save_film(desk, draft, fields | row))
    make_relation(film, draft, kind="also_shot_as")
    response = save_film(desk, draft, fields | row | {"relations-0-other_film": film.pk})
    assert "entered in the other one" in form_errors(response)
    row = {"kind": "remake_of", "other_film": film.pk, "position": 0}
    rows = {f"relations-{number}-{name}": value for number in (0, 1) for name, value in row.items()}
    response = save_film(desk, draft, with_row_count(open_film(desk, draft), "relations", 2) | rows)
    assert "already" in form_errors(response)


def test_the_page_of_a_deletion_names_the_relation_that_forbids_it(desk, draft):
    other_draft = make_film(state=State.DRAFT)
    relation = make_relation(other_draft, draft)
    page = desk.get(address("film", "delete", draft.pk)).text
    assert address("relation", "change", relation.pk) in page
    desk.post(address("film", "delete", draft.pk), {"post": "yes"})
    draft.refresh_from_db()
    assert desk.post(address("film", "delete", other_draft.pk), {"post": "yes", "_seen": 0}).status_code == 302
    assert not draft.relations_from_others.exists()


def test_films_of_one_relation_are_not_merged(film, draft):
    make_relation(draft, film)
    with pytest.raises(RefusedError, match="delete that relation first"):
        merge(noun="film", survivor=film.pk, loser=draft.pk, editor=None)


@pytest.mark.parametrize("from_third", [False, True])
def test_a_relation_to_the_same_third_film_is_there_once_after_a_merge(from_third, film, draft):
    third_film = make_film()
    for each_film in (film, draft):
        pair = (third_film, each_film) if from_third else (each_film, third_film)
        relation = make_relation(*pair)
        make_citation(relation.film, relation=relation)
    make_relation(draft, make_film(), kind="sequel_to")
    merge(noun="film", survivor=film.pk, loser=draft.pk, editor=None)
    relation = (film.relations_from_others if from_third else film.relations).get(kind="remake_of")
    assert {citation.film_id for citation in relation.citations.all()} == {relation.film_id}
    assert relation.citations.count() == 2
    assert film.relations.filter(kind="sequel_to").exists()


def test_a_relation_with_a_third_film_in_both_directions_stands_in_the_way_of_a_merge(film, draft):
    third_film = make_film()
    make_relation(film, third_film, kind="also_shot_as")
    make_relation(third_film, draft, kind="also_shot_as")
    with pytest.raises(RefusedError, match="Delete one of the two first"):
        merge(noun="film", survivor=film.pk, loser=draft.pk, editor=None)
