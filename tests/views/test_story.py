"""The story on a film's page, and the map of its way."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import EventCharacter
from catalog.views.film import map as way
from catalog.views.film import prefetch as parts
from catalog.views.film import story
from catalog.views.film.footnotes import Footnotes
from tests.factories import make_citation, make_event, make_film, make_source, make_synopsis
from tests.views.test_films import read, words

pytestmark = pytest.mark.django_db

BAIKAL = {"latitude": 53.0, "longitude": 106.9}
BORDER = {"latitude": 50.33, "longitude": 106.47}


def bare(html):
    """Return the page without its folded parts."""
    return re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)


def numbers(html):
    return re.findall(r'class="way-number"[^>]*>([^<]+)<', html)


def draw_map(*points):
    return way.draw(tuple(way.Place(number, f"Place {number}", *point) for number, point in enumerate(points, 1)))


def coordinates(svg_way):
    """Return all numbers of a drawing."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", svg_way.legs)]
    return numbers + [side for label in svg_way.labels for side in (label.x, label.y, *label.spot)]


def test_the_story_is_a_list_in_order_with_place_time_and_people(client, film):
    make_event(film, order=2, place="Lake Baikal", time="days later", happens="A girl meets them.")
    make_event(film, order=1, happens="A man is taken.", people=[("Janusz", ""), ("Kazik", "dies")])
    html = read(client, film, "film_story")
    story_html = html[html.index('id="story"') :]
    assert story_html.index('<ol class="events" start="1">') < story_html.index("A man is taken.")
    text = words(html)
    assert "Point by point A man is taken. Janusz Kazik dies Lake Baikal days later A girl meets them." in text


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_the_story_of_a_hidden_film_and_a_source_of_nothing_else_are_nowhere(client, state):
    film, source = make_film(state=state), make_source()
    make_citation(film, source=source, event=make_event(film))
    assert client.get(film.get_absolute_url()).status_code == 404
    assert client.get(source.get_absolute_url()).status_code == 404


def test_a_film_without_events_has_no_story(client, film):
    html = read(client, film, "film_story")
    assert 'id="story"' not in html
    assert "not told point by point yet" in html
    assert 'id="story"' not in read(client, film)


def test_what_gives_away_more_than_the_premise_is_folded_by_level_under_a_label_that_does_not(client, film):
    for order, level in enumerate((1, 1, 2, 2, 3), 1):
        secret = "SECRET" if level > 1 else "Open"
        make_event(
            film, order=order, place=f"{secret} {order}", happens=f"{secret} event", spoiler_level=level, **BAIKAL
        )
    html = read(client, film, "film_story")
    assert "SECRET" not in bare(html)
    assert [" ".join(label.split()) for label in re.findall(r"<summary>\s*(Point[^<]+)<", html)] == [
        "Points 3 and 4 give away turns of the story. Show them",
        "Point 5 gives away the ending. Show it",
    ]
    assert re.findall(r'<ol class="events" start="(\d)">', html) == ["1", "3", "5"]


def test_the_films_page_has_the_first_events_with_the_whole_map_and_leads_to_all(client, film):
    for order, level in enumerate((1, 1, 2, 2, 1), 1):
        make_event(film, order=order, happens=f"Event {order}.", spoiler_level=level, **BAIKAL)
    html = read(client, film)
    assert re.findall(r"Event (\d)", html) == ["1", "2", "3"]
    assert numbers(bare(html)) == ["1–2, 5"]
    assert f'href="{film.get_absolute_url()}story/">All 5 points of the story</a>' in html


def test_a_fate_that_gives_away_more_than_its_event_is_folded(client, film):
    event = make_event(film, people=[("Janusz", "leaves"), ("Irena", "dies")])
    EventCharacter.objects.filter(event=event, fate="dies").update(spoiler_level=3)
    html = read(client, film, "film_story")
    assert "Janusz leaves Irena " in words(bare(html))
    assert "dies" not in words(bare(html))
    assert "What becomes of them gives away the ending. Show it Irena dies" in words(html)


def test_a_fate_that_gives_away_no_more_than_its_fold_is_told_in_it(client, film):
    event = make_event(film, spoiler_level=2, people=[("Irena", "dies")])
    event.people.update(spoiler_level=2)
    html = read(client, film, "film_story")
    assert "dies" not in words(bare(html))
    assert "What becomes of them" not in html


def test_the_map_draws_no_place_that_gives_away_more(client, film):
    for order, (level, place) in enumerate(((1, BAIKAL), (2, BORDER), (1, BAIKAL)), 1):
        make_event(film, order=order, place=f"Place {order}", spoiler_level=level, **place)
    html = read(client, film, "film_story")
    assert numbers(bare(html)) == ["1, 3"]
    assert "with the numbers of the list: 1 Place 1, 3 Place 3." in words(bare(html))
    assert sorted(numbers(html)) == ["1, 3", "1, 3", "2"]


def test_a_level_has_one_map_however_often_the_story_comes_back_to_it(client, film):
    for order, level in enumerate((1, 2, 1, 2), 1):
        make_event(film, order=order, spoiler_level=level, **BAIKAL)
    assert read(client, film, "film_story").count("<figure") == 2


@pytest.mark.parametrize(
    ("level", "are_folded"),
    [(0, [False, True, True, True]), (1, [False, True, True]), (2, [False, True]), (3, [False])],
)
def test_a_reader_who_wants_to_know_more_has_less_folded(film, level, are_folded):
    for order in range(4):
        make_event(film, order=order, spoiler_level=order, **BAIKAL)
    parts.fetch(film, parts.events(), parts.synopses(), parts.citations())
    stretches = story.stretches(film, Footnotes(film), level)
    assert [stretch.is_folded for stretch in stretches] == are_folded
    assert [len(stretch.way.places) for stretch in stretches] == list(range(level + 1, 5))


def test_a_story_without_coordinates_is_a_list_alone(client, film):
    make_event(film, place="Lake Baikal")
    html = read(client, film, "film_story")
    assert 'id="story"' in html
    assert "<figure" not in html


def test_the_map_has_words_for_those_who_do_not_see_it(client, film):
    make_event(film, order=1, place="Lake <b>Baikal</b>", **BAIKAL)
    make_event(film, order=2, **BORDER)
    html = read(client, film, "film_story")
    assert 'role="img" aria-labelledby="way-1-title way-1-text"' in html
    assert "1 Lake &lt;b&gt;Baikal&lt;/b&gt;, 2 a place without a name." in " ".join(html.split())
    assert "style=" not in html[html.index("<main") :]


def test_an_event_that_some_tell_in_full_and_others_leave_out_says_who_tells_it(client, film):
    sources = [make_source(title=f"Source {name}") for name in "ABC"]
    for source in sources:
        make_synopsis(film, source=source)
    for order, tellers in enumerate((sources, sources[:2], sources[2:], []), 1):
        event = make_event(film, order=order)
        for source in tellers:
            make_citation(film, source=source, event=event)
    text = words(read(client, film, "film_story"))
    assert re.findall(r"Only sources? [\d, and]+ tells? this", text) == [
        "Only sources 1 and 2 tell this",
        "Only source 3 tells this",
    ]


def test_a_telling_that_is_short_or_hidden_is_not_missed(client, film):
    sources = [make_source() for _ in range(4)]
    for source in sources[:2]:
        make_synopsis(film, source=source)
    make_synopsis(film, source=sources[2], kind="short")
    make_synopsis(film, source=sources[3], state="draft")
    event = make_event(film)
    for source in sources[:2]:
        make_citation(film, source=source, event=event)
    assert "tell this" not in words(read(client, film, "film_story"))


def test_without_tellings_in_full_whoever_tells_an_event_is_missed_in_the_others(client, film):
    first, second = make_source(), make_source()
    for order, tellers in enumerate(((first, second), (first,)), 1):
        event = make_event(film, order=order)
        for source in tellers:
            make_citation(film, source=source, event=event)
    assert words(read(client, film, "film_story")).count("Only source 1 tells this") == 1


def test_twelve_events_cost_what_one_costs(client):
    costs = []
    for count in (1, 12):
        film = make_film()
        for order in range(count):
            event = make_event(film, order=order, people=[("Janusz", ""), ("Kazik", "dies")], **BAIKAL)
            make_citation(film, event=event)
        read(client, film, "film_story")
        with CaptureQueriesContext(connection) as queries:
            read(client, film, "film_story")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_list_of_sources_does_not_give_the_story_away_and_costs_the_same(client):
    costs = []
    for count in (1, 6):
        film = make_film()
        for _ in range(count):
            make_citation(film, event=make_event(film, place="Open"), quote="Open quote")
            make_citation(film, event=make_event(film, place="SECRET", spoiler_level=2), quote="SECRET quote")
        with CaptureQueriesContext(connection) as queries:
            html = read(client, film, "film_sources")
        costs.append(len(queries))
        assert "Open quote" in html
        assert "SECRET" not in html
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0)],
        [(53, 107), (53, 107)],
        [(90, 0), (-90, 0)],
        [(90, 10), (90, -170), (89, 0)],
        [(0, 0), (0, 180)],
        [(0, 0), (0, 90), (0, 180), (0, -90)],
        [(65, 179), (65, -179), (66, -175)],
        [(latitude, longitude) for latitude in range(-80, 81, 10) for longitude in range(-180, 180, 20)],
    ],
    ids=["one", "same", "poles", "near a pole", "antipodes", "equator", "180th meridian", "everywhere"],
)
def test_whatever_the_places_are_all_are_drawn_on_the_ground(points):
    svg_way = draw_map(*points)
    assert svg_way.graticule
    assert svg_way.height <= way.MOST_HEIGHT
    assert "nan" not in svg_way.graticule + svg_way.legs
    assert all(-1 <= place <= way.WIDTH + 1 for place in coordinates(svg_way))


def test_a_way_over_the_180th_meridian_is_as_short_as_any_other():
    over, elsewhere = draw_map((65, 179), (65, -179)), draw_map((65, 19), (65, 21))
    assert over.legs == elsewhere.legs


def test_east_is_to_the_right_and_north_is_up():
    west, east, south = draw_map((50, 20), (50, 30), (40, 25)).labels
    assert west.spot[0] < south.spot[0] < east.spot[0]
    assert south.spot[1] > west.spot[1]


def test_the_shape_of_the_way_is_true_to_the_earth():
    """A degree of longitude at 60° north is half as long as one of latitude."""
    start, east, north = (label.spot for label in draw_map((60, 20), (60, 22), (61, 20)).labels)
    across, up = abs(east[0] - start[0]), abs(north[1] - start[1])
    assert across / up == pytest.approx(1, rel=0.03)


def test_numbers_and_names_do_not_cover_each_other():
    points = [
        (57.4, 102.6),
        (56.6, 103.8),
        (53, 106.9),
        (50.3, 106.5),
        (47.9, 106.9),
        (52, 19.5),
        (27, 88),
        (28.7, 89.6),
    ]
    boxes = [label.box for label in draw_map(*points).labels]
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other_box in boxes[place + 1 :]:
            apart = other_box[0] >= right or other_box[2] <= left or other_box[1] >= bottom or other_box[3] <= top
            assert apart


@pytest.mark.parametrize(
    ("numbers", "text"), [([1], "1"), ([1, 12], "1, 12"), ([2, 3, 4, 7], "2–4, 7"), ([1, 3, 5, 7], "1, 3, 5 …")]
)
def test_what_happens_at_one_place_shares_a_mark(numbers, text):
    assert way.number_ranges(numbers) == text
