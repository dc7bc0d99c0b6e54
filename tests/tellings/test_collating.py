import time

import pytest

from catalog.models import AlignmentCorrection, Collation, Language, Reading
from catalog.tellings import collating
from catalog.tellings.collating import NotComparableError, collated, overview
from tests.factories import make_film, make_question, make_source, make_synopsis

pytestmark = pytest.mark.django_db

ONE = (
    "Hale, an engineer, is sent to the camp. The prisoners flee through the wire in a snowstorm. "
    "Kowalski freezes to death in the forest. They find a well in the desert. Hale walks on to Lhasa."
)
OTHER = (
    "Mr. Hale, a soldier, is sent to a camp. In a snowstorm the prisoners flee through a fence. "
    "A monk takes them in. In the forest Kowalski freezes to death."
)


@pytest.fixture
def film():
    return make_film()


@pytest.fixture
def two(film):
    return make_synopsis(film, body=ONE), make_synopsis(film, body=OTHER)


def numbers(found):
    return [(pair.kind, pair.left, pair.right) for pair in found.numbered]


def correct(kind, left, right, lefts, rights):
    return AlignmentCorrection.objects.create(
        kind=kind, left=left, right=right, left_sentences=lefts, right_sentences=rights
    )


def test_two_tellings_stand_side_by_side_with_their_sentences(two):
    left, right = two
    found = collated(left=left, right=right)
    assert [(pair.kind, pair.left, pair.right) for pair in found.pairs if pair.left and pair.right][-1] == (
        "changed",
        ["Kowalski freezes to death in the forest."],
        ["In the forest Kowalski freezes to death."],
    )
    assert found.pairs[-1].left == ["Hale walks on to Lhasa."]
    assert {pair.source for pair in found.pairs} == {"computed"}


def test_the_other_way_round_the_same_stands_on_the_other_side(two):
    left, right = two
    found, turned = collated(left=left, right=right), collated(left=right, right=left)
    assert Collation.objects.count() == 1
    assert turned.left == right
    assert {(p.left, p.right) for p in turned.numbered} == {(p.right, p.left) for p in found.numbered}
    first = [pair.left[0] for pair in turned.numbered if pair.left]
    assert first == sorted(first)
    assert ["A monk takes them in."] in [pair.left for pair in turned.pairs if pair.kind == "only_left"]


def test_it_is_computed_once_and_kept(two, monkeypatch, django_assert_num_queries):
    first = collated(left=two[0], right=two[1])
    monkeypatch.setattr(collating, "collate", None)
    with django_assert_num_queries(2):
        assert collated(left=two[0], right=two[1]).numbered == first.numbered
    assert collated(left=two[1], right=two[0]).pairs


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_text_is_compared_anew_when_it_is_asked_for(two, which):
    collated(left=two[0], right=two[1])
    before = Collation.objects.get()
    two[which].body += " They all go home."
    two[which].save()
    assert Collation.objects.get().fingerprint == before.fingerprint
    found = collated(left=two[0], right=two[1])
    sentences = (found.left_sentences, found.right_sentences)[which]
    assert sentences[-1].text == "They all go home."
    assert Collation.objects.get().fingerprint != before.fingerprint


def test_a_text_saved_unchanged_and_another_method_number(two, monkeypatch):
    collated(left=two[0], right=two[1])
    before = Collation.objects.get()
    two[0].save()
    collated(left=two[0], right=two[1])
    assert Collation.objects.get().computed_at == before.computed_at
    monkeypatch.setattr(collating, "METHOD", collating.METHOD + 1)
    collated(left=two[0], right=two[1])
    assert Collation.objects.get().fingerprint != before.fingerprint


def test_one_that_is_kept_by_another_request_meanwhile_is_no_trouble(two, monkeypatch):
    compute = collating.compute

    def slow(*args):
        collating.keep([compute(*args)])
        return compute(*args)

    monkeypatch.setattr(collating, "compute", slow)
    assert collated(left=two[0], right=two[1]).pairs
    assert Collation.objects.count() == 1


def german():
    return Language.objects.get_or_create(tag="de", defaults={"name": "German"})[0]


def test_texts_of_two_films_two_languages_and_a_text_with_itself_are_refused(film, two):
    other, text = make_synopsis(make_film()), make_synopsis(film, language=german())
    for right, said in ((two[0], "itself"), (other, "two films"), (text, "German")):
        with pytest.raises(NotComparableError, match=said):
            collated(left=two[0], right=right)


def test_an_editor_joins_what_belongs_together(two):
    left, right = two
    correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    found = collated(left=left, right=right)
    joined = [pair for pair in found.pairs if pair.source == "editor"]
    assert [(pair.kind, pair.left, pair.right) for pair in joined] == [
        ("moved", ["They find a well in the desert."], ["A monk takes them in."])
    ]
    assert 0 <= joined[0].score < 1
    assert found.fallen == []


def test_an_editor_parts_what_is_not_the_same(two):
    left, right = two
    wanted = "Kowalski freezes to death in the forest."
    correct("part", left, right, [wanted], ["In the forest Kowalski freezes to death."])
    found = collated(left=left, right=right)
    assert [(pair.kind, pair.source) for pair in found.pairs if wanted in pair.left] == [("only_left", "editor")]
    assert found.numbered[-1].kind == "only_right" or found.numbered[-2].kind == "only_right"


def test_a_correction_holds_for_what_was_kept_before_it_and_goes_with_it(two, film):
    left, right = two
    before = collated(left=left, right=right).numbered
    correction = correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    assert "editor" in {pair.source for pair in collated(left=left, right=right).pairs}
    assert "editor" in {pair.source for pair in overview(film=film)[0].shared[0].pairs}
    correction.delete()
    assert collated(left=left, right=right).numbered == before


def test_the_later_correction_has_the_last_word(two):
    left, right = two
    sentences = ["They find a well in the desert."], ["A monk takes them in."]
    correct("join", left, right, *sentences)
    correct("part", left, right, *sentences)
    assert not [pair for pair in collated(left=left, right=right).pairs if sentences[0] == pair.left and pair.right]


def test_a_correction_outlives_edits_around_it_and_says_when_it_no_longer_stands(two):
    left, right = two
    correction = correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    left.body = "It is winter. " + left.body
    left.save()
    found = collated(left=left, right=right)
    assert found.fallen == []
    assert [pair.left for pair in found.pairs if pair.source == "editor"] == [["They find a well in the desert."]]
    left.body = left.body.replace("a well", "a spring")
    left.save()
    for found in (collated(left=left, right=right), collated(left=right, right=left)):
        assert found.fallen == [correction]
        assert {pair.source for pair in found.pairs} == {"computed"}


def test_every_sentence_stands_once_whatever_was_ruled(two):
    left, right = two
    lefts, rights = ([one.text for one in side] for side in sides(two))
    correct("join", left, right, lefts[1:3], rights[:1])
    correct("part", left, right, lefts[2:3], rights[:1])
    correct("join", left, right, lefts[:2], rights[1:3])
    correct("part", left, right, lefts, rights[3:])
    for found in (collated(left=left, right=right), collated(left=right, right=left)):
        assert sorted(n for pair in found.numbered for n in pair.left) == list(range(len(found.left_sentences)))
        assert sorted(n for pair in found.numbered for n in pair.right) == list(range(len(found.right_sentences)))
        assert all(bool(p.left and p.right) != p.kind.startswith("only") for p in found.numbered)


def sides(two):
    found = collated(left=two[0], right=two[1])
    return found.left_sentences, found.right_sentences


def test_the_overview_says_who_shares_how_much_and_who_alone_tells_what(film, two, django_assert_num_queries):
    copy = make_synopsis(film, body=OTHER + " The wife of Janusz waits at home for fifty years.")
    make_synopsis(film, state="draft", body=ONE)
    with django_assert_num_queries(6):
        (found,) = overview(film=film)
    assert found.texts == [*two, copy]
    shared = {(pair.left, pair.right): (pair.words, pair.copied) for pair in found.shared}
    assert shared[two[1], copy] == (len(OTHER.replace(".", "").split()), True)
    assert shared[two[0], two[1]][1] is False
    assert found.told_alone(copy) == ["The wife of Janusz waits at home for fifty years."]
    assert "Hale walks on to Lhasa." in found.told_alone(two[0])
    assert found.told_alone(two[1]) == []
    assert (found.left_out, found.complete) == (0, True)
    with django_assert_num_queries(3):
        overview(film=film)


def test_languages_are_kept_apart_and_a_lonely_text_has_nothing_to_compare(film, two):
    text = make_synopsis(film, language=german(), body="Er geht heim.")
    found = {each.texts[0].language_id: each for each in overview(film=film)}
    assert found["de"].texts == [text]
    assert found["de"].shared == []
    assert found["de"].told_alone(text) is None
    assert len(found["en"].shared) == 1


def test_only_so_many_texts_are_compared(film, django_assert_num_queries):
    for _ in range(collating.MOST_TEXTS + 2):
        make_synopsis(film)
    with django_assert_num_queries(6):
        (found,) = overview(film=film)
    assert (len(found.texts), found.left_out) == (collating.MOST_TEXTS, 2)
    assert len(found.shared) == 28


def test_what_is_too_long_waits_until_it_is_asked_for(film, two, monkeypatch):
    monkeypatch.setattr(collating, "MOST_WORDS", 10)
    (found,) = overview(film=film)
    assert (found.complete, found.shared[0].words, found.told_alone(two[0])) == (False, None, None)
    collated(left=two[1], right=two[0])
    (found,) = overview(film=film)
    assert found.complete
    assert found.told_alone(two[0]) is not None


def test_saving_long_texts_computes_nothing(film, monkeypatch):
    for name in ("collate", "shared_runs"):
        monkeypatch.setattr(collating, name, None)
    body = " ".join(f"The man number {n} walks to the village of {n * 7} huts." for n in range(400))
    started = time.process_time()
    for _ in range(2):
        make_synopsis(film, body=body)
    assert time.process_time() - started < 1
    assert not Collation.objects.exists()


def quote(text, exact, **fields):
    question = make_question(text.film)
    return Reading.objects.create(
        question=question, source=make_source(), value="so", synopsis=text, quote_exact=exact, **fields
    )


def test_a_quote_that_is_edited_away_has_lost_its_place_and_finds_it_again(two):
    reading, other = quote(two[0], "They find a well in the desert"), quote(two[1], "A monk takes them in")
    assert not reading.quote_lost
    for body, lost in ((ONE.replace("They find a well in the desert.", ""), True), (ONE, False)):
        two[0].body = body
        two[0].save()
        reading.refresh_from_db()
        other.refresh_from_db()
        assert (reading.quote_lost, other.quote_lost) == (lost, False)


def test_a_quote_is_found_though_its_words_were_edited_a_little(two):
    reading = quote(two[0], "They find a well in the desert")
    two[0].body = "It is spring. " + ONE.replace("a well in", "an old well in")
    two[0].save()
    reading.refresh_from_db()
    assert not reading.quote_lost
    assert two[0].plain_text[slice(*reading.place)] == "They find an old well in the desert"


def test_a_reading_says_at_once_that_its_quote_stands_nowhere(two):
    assert quote(two[0], "They drown in the Baltic sea").quote_lost
    assert not quote(two[0], "").quote_lost


def test_a_text_with_forty_readings_is_saved_in_as_many_queries_as_one_with_two(two, django_assert_num_queries):
    counts = []
    for wanted in (2, 38):
        for _ in range(wanted):
            quote(two[0], "They find a well in the desert")
        two[0].body = "Nothing of it." if wanted == 2 else ONE
        with django_assert_num_queries(4) as queries:
            two[0].save()
        counts.append(len(queries))
    assert not Reading.objects.filter(quote_lost=True).exists()
