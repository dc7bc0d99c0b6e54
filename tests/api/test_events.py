import pytest

from catalog.models import Character
from tests.api.test_costs import cost
from tests.factories import make_citation, make_event, make_film, make_source


def add_events(film, count=1, **fields):
    """Add events to a film, each with its own people and sources."""
    for order in range(1, count + 1):
        event = make_event(film, order=order, people=[("Janusz", ""), ("Kazik", "dies")], **fields)
        make_citation(film, event=event, quote="as it says")
    return film


def test_an_event_says_where_when_what_who_and_who_tells_it(api, film):
    source = make_source(title="A blog")
    event = make_event(
        film,
        order=4,
        place="Siberian forest",
        latitude=56.6,
        longitude=103.8,
        time="the second night",
        happens="Kazik freezes.",
        people=[("Kazik", "dies"), ("Janusz", "")],
    )
    make_citation(film, event=event, source=source, quote="the second night")
    kazik, janusz = (Character.objects.get(name=name) for name in ("Kazik", "Janusz"))
    (row,) = api.read(f"films/{film.pk}/events/")["results"]
    (citation,) = row.pop("sources")
    assert (citation["id"], citation["title"], citation["quote"]) == (source.pk, "A blog", "the second night")
    assert row == {
        "id": event.pk,
        "order": 4,
        "place": {"name": "Siberian forest", "lat": 56.6, "lon": 103.8},
        "time": "the second night",
        "happens": "Kazik freezes.",
        "people": [
            {"character": {"id": kazik.pk, "name": "Kazik"}, "fate": "dies"},
            {"character": {"id": janusz.pk, "name": "Janusz"}, "fate": None},
        ],
        "spoiler_level": 1,
    }


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, None),
        ({"place": "The camp"}, {"name": "The camp", "lat": None, "lon": None}),
        ({"latitude": 0, "longitude": 0}, {"name": None, "lat": 0, "lon": 0}),
    ],
)
def test_a_place_says_no_more_than_is_known(api, film, fields, place):
    make_event(film, **fields)
    (row,) = api.read(f"films/{film.pk}/events/")["results"]
    assert row["place"] == place
    assert (row["time"], row["people"], row["sources"]) == (None, [], [])


def test_a_story_comes_in_order_page_by_page(api, film):
    for order in (3, 1, 2, 2):
        make_event(film, order=order)
    expected = [event.pk for event in film.events.order_by("order", "id")]
    first = api.read(f"films/{film.pk}/events/", limit=3, count="true")
    rest = api.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + rest["results"]] == expected
    assert (first["count"], rest["next"]) == (4, None)


def test_what_gives_away_more_than_spoiler_max_is_left_out(api, film):
    for level in range(4):
        make_event(film, order=level, spoiler_level=level)
    for spoiler_max in range(4):
        rows = api.read(f"films/{film.pk}/events/", spoiler_max=spoiler_max)["results"]
        assert [row["spoiler_level"] for row in rows] == list(range(spoiler_max + 1))
    assert len(api.read(f"films/{film.pk}/events/")["results"]) == 2


def test_a_fate_above_spoiler_max_is_null_and_its_character_still_takes_part(api, film):
    event = make_event(film, people=[("Kazik", "dies")])
    event.people.update(spoiler_level=2)
    for spoiler_max, fate in ((0, None), (1, None), (2, "dies"), (3, "dies")):
        rows = api.read(f"films/{film.pk}/events/", spoiler_max=spoiler_max)["results"]
        people = [(person["character"]["name"], person["fate"]) for row in rows for person in row["people"]]
        assert people == ([("Kazik", fate)] if spoiler_max else [])


def test_the_story_comes_with_its_film(api, film):
    add_events(film, count=3)
    add_events(film, spoiler_level=2)
    for spoiler_max, count in ((1, 3), (2, 4)):
        whole = api.read(f"films/{film.pk}/", include="events", spoiler_max=spoiler_max)["events"]
        assert whole == api.read(f"films/{film.pk}/events/", spoiler_max=spoiler_max)["results"]
        assert len(whole) == count
    assert "events" not in api.read(f"films/{film.pk}/")


def test_citations_tell_an_event_by_its_id_and_none_above_spoiler_max(api, film):
    add_events(film)
    add_events(film, spoiler_level=3)
    events = {
        spoiler_max: api.read(f"films/{film.pk}/citations/", spoiler_max=spoiler_max)["results"]
        for spoiler_max in (1, 3)
    }
    low, high = film.events.order_by("spoiler_level")
    assert [row["row"] for row in events[1]] == [{"type": "event", "id": low.pk}]
    assert [row["row"]["id"] for row in events[3]] == [low.pk, high.pk]
    assert len(api.read(f"films/{film.pk}/", include="citations")["citations"]) == 1


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_the_story_of_a_hidden_film_is_nowhere(api, state):
    film = add_events(make_film(state=state))
    add_events(make_film())
    api.read(f"films/{film.pk}/events/", status=404)
    stories = [row["events"] for row in api.read("films/", include="events")["results"]]
    assert [len(story) for story in stories] == [1]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [({"spoiler_max": 4}, "max_value"), ({"spoiler_max": "x"}, "invalid"), ({"q": "x"}, "unknown")],
)
def test_a_parameter_that_means_nothing_is_refused(api, film, parameters, code):
    assert api.faults(f"films/{film.pk}/events/", **parameters) == {next(iter(parameters)): code}


@pytest.mark.parametrize(
    ("route", "parameters"),
    [("films/{}/events/", {}), ("films/{}/", {"include": "events"}), ("films/{}/citations/", {})],
)
def test_twelve_events_cost_what_one_costs(api, route, parameters):
    small, large = add_events(make_film()), add_events(make_film(), count=12)
    assert cost(api, route.format(large.pk), **parameters) == cost(api, route.format(small.pk), **parameters)
