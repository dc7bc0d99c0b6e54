import pytest

from catalog.models import AlignmentCorrection, Language
from tests.api.test_costs import cost
from tests.factories import make_film, make_synopsis

FIRST_BODY = "Hale is sent to a camp. Kowalski freezes to death in the forest. They find a well in the desert."
SECOND_BODY = "Hale is sent to a camp. A monk takes them in. In the forest Kowalski freezes to death."


@pytest.fixture
def two(film):
    return make_synopsis(film, body=FIRST_BODY), make_synopsis(film, body=SECOND_BODY)


def route(film):
    return f"films/{film.pk}/synopses/compare/"


def sides(left, right, **more):
    return {"left": left.pk, "right": right.pk} | more


def test_two_synopses_are_told_sentence_by_sentence(api, film, two):
    answer = api.read(route(film), **sides(*two))
    scores = [pair.pop("score") for pair in answer["pairs"]]
    assert scores == [1.0, 0.0, scores[2], 0.0]
    assert 0 < scores[2] < 1
    assert answer == {
        "left": two[0].pk,
        "right": two[1].pk,
        "language": "en",
        "shared_run_words": 6,
        "pairs": [
            {"kind": "same", "left": [FIRST_BODY[:23]], "right": [FIRST_BODY[:23]], "source": "computed"},
            {"kind": "only_right", "left": [], "right": ["A monk takes them in."], "source": "computed"},
            {
                "kind": "changed",
                "left": ["Kowalski freezes to death in the forest."],
                "right": ["In the forest Kowalski freezes to death."],
                "source": "computed",
            },
            {"kind": "only_left", "left": ["They find a well in the desert."], "right": [], "source": "computed"},
        ],
    }


def test_what_an_editor_joined_says_so(api, film, two):
    sentences = {"left_sentences": ["They find a well in the desert."], "right_sentences": ["A monk takes them in."]}
    AlignmentCorrection.objects.create(kind="join", left=two[0], right=two[1], **sentences)
    for left, right in (two, two[::-1]):
        pairs = api.read(route(film), **sides(left, right))["pairs"]
        assert [pair["source"] for pair in pairs if pair["kind"] == "moved"] == ["editor"]


@pytest.mark.parametrize("level", [2, 3])
def test_a_text_that_gives_more_away_is_told_only_if_that_is_asked_for(api, film, two, level):
    two[1].body += f"\n\n## The end {{spoiler={level}}}\n\nHe dies."
    two[1].save()
    for left, right in (two, two[::-1]):
        side = "left" if left == two[1] else "right"
        assert api.faults(route(film), **sides(left, right)) == {side: "spoils"}
        assert api.faults(route(film), **sides(left, right, spoiler_max=level - 1)) == {side: "spoils"}
        assert api.read(route(film), **sides(left, right, spoiler_max=level))["pairs"]
    detail = api.read(route(film), status=400, **sides(*two))["errors"][0]["detail"]
    assert detail.endswith(f"Ask with spoiler_max={level}.")
    assert "dies" not in detail


def test_drafts_and_what_is_another_films_or_nobodys_are_not_found(api, film, two):
    draft, foreign = make_synopsis(film, state="draft"), make_synopsis(make_film())
    for pk in (draft.pk, foreign.pk, 10**17):
        for parameters in ({"left": pk, "right": two[0].pk}, {"left": two[0].pk, "right": pk}):
            answer = api.read(route(film), status=404, **parameters)
            assert f"no published synopsis {pk}" in answer["detail"]
    draft_film = make_film(state="draft")
    api.read(route(draft_film), status=404, **sides(make_synopsis(draft_film), make_synopsis(draft_film)))


def test_one_text_twice_and_two_languages_are_refused(api, film, two):
    language = Language.objects.get_or_create(tag="de", defaults={"name": "German"})[0]
    text = make_synopsis(film, language=language)
    assert api.faults(route(film), **sides(two[0], two[0])) == {"right": "not_comparable"}
    assert api.faults(route(film), **sides(two[0], text)) == {"right": "not_comparable"}


@pytest.mark.parametrize(
    ("parameters", "faults"),
    [
        ({}, {"left": "required", "right": "required"}),
        ({"left": "x", "right": "0"}, {"left": "invalid", "right": "min_value"}),
        ({"left": "1", "right": "9" * 19}, {"right": "invalid"}),
        ({"left": "1", "right": "2", "frob": "1"}, {"frob": "unknown"}),
        ({"left": "1", "right": "2", "limit": "1"}, {"limit": "unknown"}),
        ({"left": "1", "right": "2", "spoiler_max": "4"}, {"spoiler_max": "max_value"}),
        ({"left": "", "right": "2"}, {"left": "empty"}),
    ],
)
def test_bad_parameters_are_refused_by_name(api, film, parameters, faults):
    assert api.faults(route(film), **parameters) == faults


def test_it_costs_the_same_however_long_the_texts_are(api, film, two):
    api.read(route(film), **sides(*two))
    before = cost(api, route(film), **sides(*two))
    for text in two:
        text.body += " They walk on, and on." * 30
        text.save()
    api.read(route(film), **sides(*two))
    assert cost(api, route(film), **sides(*two)) == before
