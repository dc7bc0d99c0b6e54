"""What visitors and programs see of the relations of a film, from both sides."""

import json
import re

import pytest

from catalog.models import Film
from catalog.models.relations import SHOWN_KINDS
from tests.api.conftest import Api
from tests.factories import in_a_week, make_citation, make_film, make_relation, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def metropolis(db):
    return make_film(title="Metropolis")


def facts(client, film):
    html = client.get(film.get_absolute_url()).text
    html = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def structured(client, film):
    html = client.get(film.get_absolute_url()).text
    return json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("kind", "words", "other_kind", "other_words"),
    [
        ("remake_of", "Remake of", "remade_as", "Remade as"),
        ("sequel_to", "Sequel to", "followed_by", "Followed by"),
        ("part_of", "Part of the series", "has_part", "Parts of the series"),
        ("compiled_from", "Compiled from", "used_in", "Used in"),
        ("trailer_of", "Trailer of", "has_trailer", "Trailer"),
        ("spin_off_of", "Spin-off of", "has_spin_off", "Spin-off"),
        ("also_shot_as", "Also shot as", "also_shot_as", "Also shot as"),
    ],
)
def test_a_relation_reads_right_from_both_sides(kind, words, other_kind, other_words, client, film, metropolis):
    relation = make_relation(film, metropolis, kind=kind, number=2, note="as told")
    assert f"{words} Metropolis (no. 2) as told" in facts(client, film)
    assert f"{other_words} {film} (no. 2) as told" in facts(client, metropolis)
    for here, other_film, shown_kind in ((film, metropolis, kind), (metropolis, film, other_kind)):
        (row,) = Api().read(f"films/{here.pk}/relations/")["results"]
        assert list(row) == ["id", "kind", "film", "number", "note", "sources"]
        assert (row["id"], row["kind"], row["number"], row["note"]) == (relation.pk, shown_kind, 2, "as told")
        assert (row["film"]["id"], row["film"]["title"]) == (other_film.pk, other_film.title)
        assert Api().read(f"films/{here.pk}/", include="relations")["relations"] == [row]
        assert here.pk in {row["id"] for row in Api().read("films/", relation=shown_kind)["results"]}
    assert Api().read("films/", relation="remake_of" if kind != "remake_of" else "sequel_to")["results"] == []


@pytest.mark.parametrize("state", [{"state": "draft"}, {"state": "published", "published_from": in_a_week}])
def test_a_relation_is_seen_as_soon_as_both_films_are_published(state, client, film):
    moment = {"published_from": state["published_from"]()} if "published_from" in state else {}
    secret_film = make_film(title="Secret film", **(state | moment))
    source = make_source()
    make_citation(film, source=source, relation=make_relation(film, secret_film))
    make_relation(secret_film, film, kind="trailer_of")

    def texts():
        yield facts(client, film)
        yield client.get(f"{film.get_absolute_url()}sources/").text
        for route in ("relations/", "citations/", "?include=relations,citations"):
            yield json.dumps(
                Api().read(
                    f"films/{film.pk}/{route.partition('?')[0]}", **({"include": "relations"} if "?" in route else {})
                )
            )
        yield json.dumps(structured(client, film))

    assert not [text for text in texts() if "Secret film" in text]
    for kind in SHOWN_KINDS:
        assert Api().read("films/", relation=kind)["results"] == []
    assert Api().read(f"films/{film.pk}/citations/")["results"] == []
    Film.objects.filter(pk=secret_film.pk).publish()
    Film.objects.filter(pk=secret_film.pk).update(published_from=film.published_from)
    assert len(Api().read(f"films/{film.pk}/relations/")["results"]) == 2
    assert "Remake of Secret film" in facts(client, film)
    assert "remake of Secret film" in client.get(f"{film.get_absolute_url()}sources/").text


def test_structured_data_names_what_schema_org_has_a_word_for(client, film, metropolis):
    for kind in ("remake_of", "part_of", "trailer_of", "sequel_to"):
        make_relation(film, metropolis, kind=kind)
    data, other_data = structured(client, film), structured(client, metropolis)
    assert [row["name"] for row in data["isBasedOn"]] == ["Metropolis"]
    assert [row["name"] for row in data["isPartOf"]] == ["Metropolis"]
    assert [row["name"] for row in other_data["hasPart"]] == [film.title]
    assert [row["name"] for row in other_data["trailer"]] == [film.title]


def test_a_filter_by_an_unknown_relation_is_refused(client, film):
    assert client.get("/films/", {"relation": "like"}).status_code == 400
    assert client.get("/films/", {"relation": "remade_as"}).status_code == 200
    assert Api().faults("films/", relation="like") == {"relation": "invalid_choice"}


def test_a_series_lists_its_parts_by_their_number(film):
    make_relation(film, make_film())
    for number in (3, 1, 2):
        make_relation(make_film(), film, kind="part_of", number=number)
    rows = Api().read(f"films/{film.pk}/relations/")["results"]
    assert [row["number"] for row in rows] == [1, 2, 3, None]
    assert Api().read(f"films/{film.pk}/", include="relations")["relations"] == rows
