"""Two synopses side by side, and how the synopses of a film are related."""

import re

import pytest
from django.urls import reverse

from catalog.models import AlignmentCorrection, Collation, Language
from tests.factories import make_film, make_source, make_synopsis
from tests.views.test_films import read, words

pytestmark = pytest.mark.django_db

FIRST_BODY = (
    "Hale, an engineer, is sent to the camp. The prisoners flee through the wire in a snowstorm. "
    "Kowalski freezes to death in the forest. They find a well in the desert. Hale walks on to Lhasa."
)
SECOND_BODY = (
    "Mr. Hale, a soldier, is sent to a camp. In a snowstorm the prisoners flee through a fence. "
    "A monk takes them in. In the forest Kowalski freezes to death. They find a well in the desert."
)
FOLD = "This tells the story to its end. Show it"


def german():
    return Language.objects.get_or_create(tag="de", defaults={"name": "German"})[0]


@pytest.fixture
def two(film):
    return make_synopsis(film, body=FIRST_BODY), make_synopsis(film, body=SECOND_BODY)


def compare(client, film, left="", right="", status=200):
    parameters = {side: getattr(text, "pk", text) for side, text in (("left", left), ("right", right)) if text != ""}
    response = client.get(reverse("film_compare", args=[film.pk, film.slug]), parameters)
    assert response.status_code == status
    return response.content.decode()


def pairs(html):
    """Return the rows as (kind, text)."""
    matches = re.findall(r'<li class="pair ([a-z_ ]+)"[^>]*>(.*?)</li>', html, re.DOTALL)
    return [(kind, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()) for kind, text in matches]


def test_two_tellings_stand_side_by_side_in_reading_order(client, film, two):
    rows = pairs(compare(client, film, *two))
    assert [kind for kind, _ in rows] == ["changed", "changed", "only_right", "changed", "same", "only_left"]
    assert rows[2][1] == "◨ only on the right Right: Full synopsis A monk takes them in."
    assert rows[4][1].count("They find a well in the desert.") == 2


def test_words_that_differ_are_marked_and_small_words_are_not(client, film):
    left, right = make_synopsis(film, body="He finds the old well."), make_synopsis(film, body="He finds a new well.")
    html = compare(client, film, left, right)
    assert '<mark class="differs">the old</mark>' in html
    assert '<mark class="differs">a new</mark>' in html
    left.body, right.body = "He finds the deep old well.", "He finds a deep old well."
    left.save()
    right.save()
    assert '<mark class="differs">the' not in compare(client, film, left, right)


def test_what_has_moved_says_where_it_stands_in_the_other(client, film):
    lines = [
        "Hale is sent to the northern camp.",
        "Irena meets them by the frozen lake.",
        "Kowalski freezes to death in the forest.",
        "A monk gives them shelter from the cold.",
    ]
    left = make_synopsis(film, body=" ".join(lines))
    right = make_synopsis(film, body=" ".join([lines[3], *lines[:3]]))
    html = compare(client, film, left, right)
    kinds = [kind for kind, _ in pairs(html)]
    assert kinds == ["moved stub", "same", "same", "same", "moved"]
    assert 'id="place-4"' in html
    assert 'href="#moved-4"> Told later on the left <' in " ".join(html.split())
    assert 'id="moved-4"' in html
    assert 'href="#place-4"> Told earlier on the right <' in " ".join(html.split())
    html = compare(client, film, right, left)
    assert [kind for kind, _ in pairs(html)] == ["moved", "same", "same", "same", "moved stub"]
    assert "> Told later on the right <" in " ".join(html.split())


def test_each_row_says_in_words_what_kind_it_is(client, film, two):
    html = compare(client, film, *two)
    assert len(re.findall(r'<span class="label">', html)) == len(pairs(html)) == 6
    assert "in other words (3)" in words(html)


def test_a_heading_is_no_telling(client, film, two):
    two[0].body = f"## How it began\n\n{FIRST_BODY}"
    two[0].save()
    html = compare(client, film, *two)
    assert pairs(html)[0][0] == "only_left heading"
    assert "only on the left (1)" in words(html)


def test_what_an_editor_set_so_says_so(client, film, two):
    left, right = two
    AlignmentCorrection.objects.create(
        kind="join",
        left=left,
        right=right,
        left_sentences=["Hale walks on to Lhasa."],
        right_sentences=["A monk takes them in."],
    )
    assert "set so by an editor" in words(compare(client, film, left, right))


def test_without_a_choice_the_first_two_of_one_language_are_set_side_by_side(client, film, two):
    make_synopsis(film, language=german(), body="Er geht heim.", position=1)
    two[0].delete()
    left, right = make_synopsis(film, position=2), make_synopsis(film, position=3)
    assert selected_ids(compare(client, film)) == [str(two[1].pk), str(left.pk)]
    assert selected_ids(compare(client, film, left=right)) == [str(right.pk), str(two[1].pk)]
    assert selected_ids(compare(client, film, right=two[1])) == [str(left.pk), str(two[1].pk)]


def selected_ids(html):
    return re.findall(r'<option value="(\d+)" selected', html)


@pytest.mark.parametrize("texts", [[], ["en"], ["en", "de"]])
def test_where_there_are_no_two_the_page_says_so(client, film, texts):
    for tag in texts:
        make_synopsis(film, language=german() if tag == "de" else Language.objects.get(pk="en"))
    assert "There are no two published tellings of this film in one language" in words(compare(client, film))


def test_two_that_cannot_stand_side_by_side_are_refused_with_what_is_wrong(client, film, two):
    text = make_synopsis(film, language=german(), body="Er geht heim.")
    for left, right, status, problem in (
        (two[0], two[0], 400, "one and the same telling"),
        (two[0], text, 400, "The one is in English, the other in German"),
        (text, "", 400, "no other telling in that one’s language"),
        ("x", two[0], 400, "“x” is no number of a synopsis"),
        ("1" * 40, two[0], 400, "is no number of a synopsis"),
        ("٣", two[0], 400, "is no number of a synopsis"),
        ("\0", two[0], 400, "“” is no number of a synopsis"),
        (two[0], 999999, 404, "This film has no synopsis 999999"),
        (two[0], make_synopsis(make_film()), 404, "This film has no synopsis"),
        (make_synopsis(film, state="draft"), two[0], 404, "This film has no synopsis"),
        (make_synopsis(film, state="withdrawn"), "", 404, "This film has no synopsis"),
    ):
        html = compare(client, film, left, right, status=status)
        assert problem in words(html)
        assert '<select id="choose-left"' in html
        assert not pairs(html)


def test_a_hidden_films_tellings_are_nowhere(client):
    film = make_film(state="draft")
    compare(client, film, make_synopsis(film), make_synopsis(film), status=404)


def test_what_gives_the_story_away_is_folded_until_it_is_asked_for(client, film):
    left = make_synopsis(film, body="He is taken.\n\n## The end {spoiler=3}\n\nHe dies.", title="He dies")
    right = make_synopsis(film, body="He is taken away.", title="The premise")
    for first, second in ((left, right), (right, left)):
        html = compare(client, film, first, second)
        assert html.index("is taken") < html.index(FOLD) < html.index("He dies.") < html.index("</details>")
        assert re.search(r"Rows \d to \d of 4\. This tells the story to its end\.", words(html))
        client.cookies["wayback_spoilers"] = "3"
        assert FOLD not in compare(client, film, first, second)
        del client.cookies["wayback_spoilers"]


def test_a_pair_is_folded_if_either_side_gives_it_away(client, film):
    left = make_synopsis(film, body="They find a well in the desert.", spoiler_level=1)
    right = make_synopsis(film, body="They find a well in the desert.", spoiler_level=2)
    for first, second in ((left, right), (right, left)):
        html = compare(client, film, first, second)
        assert html.index("This tells turns of the story.") < html.index("They find a well")


def test_where_less_than_half_of_the_words_are_shared_none_is_marked(client, film, two):
    left, right = two
    left.body, right.body = "Hale, an engineer, walks on to Lhasa.", "To Lhasa goes the soldier Hale alone at last."
    left.save()
    right.save()
    html = compare(client, film, left, right)
    assert pairs(html)[0][0] == "changed"
    assert "<mark" not in html[html.index('<ol class="pairs"') :]


def test_a_title_that_gives_it_away_is_named_by_its_kind(client, film):
    source = make_source(title="A blog")
    left = make_synopsis(film, spoiler_level=3, title="He dies", source=source)
    right = make_synopsis(film)
    for html in (compare(client, film, left, right), read(client, film, "film_synopses")):
        before = html[: html.index("<details")]
        assert "He dies" not in before
        assert "Full synopsis after A blog" in before


def test_words_of_a_text_are_no_html(client, film):
    left = make_synopsis(film, body="A &lt;b&gt; man & a dog walk home.", title="<i>x")
    html = compare(client, film, left, make_synopsis(film, body="A &lt;b&gt; man & a cat walk home."))
    assert "A &lt;b&gt; man &amp; a " in html
    assert "<i>x" not in html


def test_looking_at_it_costs_the_same_however_many_sentences_and_texts_there_are(
    client, film, two, django_assert_max_num_queries
):
    for name, first, second in (("film_compare", 10, 10), ("film_synopses", 10, 10)):
        client.get(reverse(name, args=[film.pk, film.slug]))
        with django_assert_max_num_queries(first) as few_queries:
            client.get(reverse(name, args=[film.pk, film.slug]))
        for text in two:
            text.body += " And so on, and on." * 20
            text.save()
        for _ in range(3):
            make_synopsis(film, body=FIRST_BODY, source=make_source())
        client.get(reverse(name, args=[film.pk, film.slug]))
        with django_assert_max_num_queries(second) as more:
            client.get(reverse(name, args=[film.pk, film.slug]))
        assert len(few_queries) == len(more)


def test_the_synopses_page_leads_to_the_comparison_and_says_who_shares_what(client, film, two):
    copy = make_synopsis(film, body=SECOND_BODY + " Somewhere a mother waits for fifty years.", title="A copy")
    html = read(client, film, "film_synopses")
    text = words(html)
    assert "Compare the tellings side by side" in text
    assert f"?left={two[1].pk}&amp;right={copy.pk}" in html
    assert "one was likely copied from the other" in text
    assert "1 sentence that it alone tells Somewhere a mother waits for fifty years." in text
    assert "Tells nothing that no other tells." in text
    assert Collation.objects.count() == 3


def test_what_one_alone_tells_is_folded_where_it_gives_the_story_away(client, film, two):
    make_synopsis(film, body="Only here does the dog drown.", spoiler_level=3)
    html = read(client, film, "film_synopses")
    at = re.search(r"1 sentence that it alone tells\.\s+This tells the story to its end\.", html).start()
    assert html.rindex("<details", 0, at) < at < html.index("the dog drown") < html.index("</details>", at)
    assert '<details class="spoiler">' in html[at - 120 : at]


def test_one_telling_alone_is_related_to_none(client, film):
    make_synopsis(film)
    assert "How the tellings are related" not in read(client, film, "film_synopses")


def test_nothing_unpublished_is_related(client, film, two):
    make_synopsis(film, body=FIRST_BODY, state="draft", title="Secret")
    html = read(client, film, "film_synopses")
    assert "Secret" not in html
    assert Collation.objects.count() == 1
