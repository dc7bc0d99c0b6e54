"""The check that ends each test: what is stored as lacking in films is what their rows say."""

from collections import defaultdict

from catalog.models import Film, FilmLack
from catalog.models.facts import FIELDS
from catalog.models.lack_table import completeness_of
from catalog.models.lacks import count_lacks

# A test may set these behind the film's back, as no editor can.
MANY_TO_MANY = {field.name for field in FIELDS.values() if field.is_many}
MANY_TO_MANY |= {f"uncited_{name}" for name in MANY_TO_MANY}


def stored_lacks():
    """Return {film: {name of a lack: how often}} of all films, as stored."""
    numbers = defaultdict(dict)
    for film, name, number in FilmLack.objects.values_list("film_id", "name", "number"):
        numbers[film][name] = number
    return numbers


def assert_completeness_is_right(ignored_names=MANY_TO_MANY):
    # Films that a test inserted behind the models' back are not counted yet, as before the first count after an upgrade.
    points = dict(Film._base_manager.exclude(completeness=None).values_list("pk", "completeness"))
    right_numbers, numbers = count_lacks(points), stored_lacks()
    for film in points:
        differing = dict(numbers[film].items() ^ right_numbers[film].items())
        assert not differing.keys() - ignored_names, f"film {film}"
        assert points[film] == completeness_of(numbers[film]), f"film {film}"
