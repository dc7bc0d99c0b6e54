"""The map of a story's way: its places on a ground of meridians and parallels, drawn from coordinates alone.

The projection is Lambert's azimuthal equal-area about the middle of the places (Snyder, Map Projections, 1987, p. 182): no
place is near its edge, so neither the 180th meridian nor a pole parts the way.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from math import asin, atan2, ceil, cos, degrees, floor, hypot, pi, radians, sin, sqrt

from catalog.views.film.map_labels import Labels

WIDTH, LEAST_HEIGHT, MOST_HEIGHT, MARGIN = 300, 150, 300, 28
# The map of one place, or of places close by, shows at least so much around them.
LEAST_RADIUS = radians(3)
STEPS = (1, 2, 5, 10, 15, 30)
MOST_LINES = 9
# How many numbers and runs of numbers a spot on which much happens shows.
MOST_NUMBERS = 3
# How far a leg bows out, as a share of its length: there and back are then two lines.
BOW = 0.08


@dataclass(frozen=True)
class Place:
    """Where an event happens; in degrees."""

    number: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Way:
    """What is drawn, in units of a ground that is WIDTH wide."""

    width: int
    height: int
    graticule: str
    legs: str
    labels: list
    places: tuple


class Projection:
    """From degrees to radians on a plane that touches the earth amid the places; y grows to the north."""

    def __init__(self, places):
        x, y, z = (sum(axis) for axis in zip(*(vector(one.latitude, one.longitude) for one in places), strict=True))
        self.latitude, self.longitude = atan2(z, hypot(x, y)), atan2(y, x)

    def plane(self, latitude, longitude):
        up, east = radians(latitude), radians(longitude) - self.longitude
        nearness = sin(self.latitude) * sin(up) + cos(self.latitude) * cos(up) * cos(east)
        # The point opposite the middle has no place on the plane; it goes to the rim.
        scale = sqrt(2 / max(1 + nearness, 1e-6))
        x = scale * cos(up) * sin(east)
        y = scale * (cos(self.latitude) * sin(up) - sin(self.latitude) * cos(up) * cos(east))
        return x, y


def vector(latitude, longitude):
    up, east = radians(latitude), radians(longitude)
    return cos(up) * cos(east), cos(up) * sin(east), sin(up)


class Frame:
    """Fits a stretch of the plane into the ground."""

    def __init__(self, points):
        (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        wide, tall = max(right - left, 2 * LEAST_RADIUS), max(high - low, 2 * LEAST_RADIUS)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / tall)
        self.height = round(max(tall * self.scale + 2 * MARGIN, LEAST_HEIGHT))
        self.x, self.y = (left + right) / 2, (low + high) / 2

    def place(self, point):
        x, y = point
        return WIDTH / 2 + (x - self.x) * self.scale, self.height / 2 - (y - self.y) * self.scale

    def shows(self, point):
        x, y = point
        return -MARGIN < x < WIDTH + MARGIN and -MARGIN < y < self.height + MARGIN

    @property
    def radius(self):
        """How far its farthest corner is from the middle of the projection, in radians of the earth."""
        half = WIDTH / 2 / self.scale, self.height / 2 / self.scale
        far = hypot(abs(self.x) + half[0], abs(self.y) + half[1])
        return 2 * asin(min(far / 2, 1))


@lru_cache(maxsize=256)
def draw(places):
    """The map of places in the order of the story; None where there are none."""
    if not places:
        return None
    projection = Projection(places)
    frame = Frame([projection.plane(one.latitude, one.longitude) for one in places])
    spots = [frame.place(projection.plane(one.latitude, one.longitude)) for one in places]
    legs = [bowed(start, end) for start, end in pairwise(spots) if hypot(end[0] - start[0], end[1] - start[1]) > 1]
    labels = Labels(WIDTH, frame.height)
    for leg in legs:
        labels.cross(leg)
    for spot, shared in shared_spots(spots, places):
        labels.mark(spot, said([one.number for one in shared]), shared[0].name)
    return Way(WIDTH, frame.height, graticule(projection, frame), "".join(map(curve, legs)), labels.placed(), places)


def shared_spots(spots, places):
    """[(spot, the places on it)], each spot once."""
    found = {}
    for (x, y), place in zip(spots, places, strict=True):
        found.setdefault((round(x, 1), round(y, 1)), []).append(place)
    return found.items()


def said(numbers):
    """2, 3, 4, 12 → 2–4, 12."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in ends]
    return ", ".join(parts[:MOST_NUMBERS]) + " …" * (len(parts) > MOST_NUMBERS)


def bowed(start, end):
    """A leg as the three points of a quadratic curve that bows to the left of those who walk it."""
    (x1, y1), (x2, y2) = start, end
    return start, ((x1 + x2) / 2 + (y2 - y1) * BOW, (y1 + y2) / 2 - (x2 - x1) * BOW), end


def curve(leg):
    (x1, y1), (x, y), (x2, y2) = leg
    return f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"


def graticule(projection, frame):
    """The meridians and parallels of the ground, as a path."""
    reach = frame.radius
    step = next((step for step in STEPS if 2 * degrees(reach) / step <= MOST_LINES), STEPS[-1])
    south, north = (max(min(projection.latitude + turn, pi / 2), -pi / 2) for turn in (-reach, reach))
    polar = abs(projection.latitude) + reach >= pi / 2
    turn = pi if polar else asin(min(sin(reach) / cos(projection.latitude), 1))
    west, east = projection.longitude - turn, projection.longitude + turn
    parallels, meridians = multiples(south, north, step), multiples(west, east, step)
    fine = step / 4
    lines = [[(latitude, along) for along in multiples(west, east, fine)] for latitude in parallels]
    lines += [[(along, longitude) for along in multiples(south, north, fine)] for longitude in meridians]
    return "".join(path(frame, [frame.place(projection.plane(*point)) for point in line]) for line in lines)


def multiples(start, end, step):
    """The multiples of a step in degrees that lie around two angles in radians."""
    first, last = floor(degrees(start) / step), ceil(degrees(end) / step)
    return [number * step for number in range(first, last + 1)]


def path(frame, points):
    """A line as far as the ground shows it."""
    drawn = ""
    for seen, run in groupby(points, key=frame.shows):
        if seen and len(run := list(run)) > 1:
            drawn += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return drawn
