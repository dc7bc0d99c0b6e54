"""The map of a story's way: its places on a ground of meridians and parallels, drawn from their coordinates.

The projection is Lambert's azimuthal equal-area projection, centred on the places (Snyder, Map Projections, 1987, p. 182):
no place is near its edge, so neither the 180th meridian nor a pole cuts the way in two.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from math import asin, atan2, ceil, cos, degrees, floor, hypot, pi, radians, sin, sqrt

from catalog.views.film.map_labels import Labels

WIDTH, LEAST_HEIGHT, MOST_HEIGHT, MARGIN = 300, 150, 300, 28
# The map of one place, or of places close to each other, shows at least this much around them.
LEAST_RADIUS = radians(3)
STEPS = (1, 2, 5, 10, 15, 30)
MOST_LINES = 9
# How many numbers and ranges of numbers a label shows.
MOST_NUMBERS = 3
# How far a leg curves outwards, as a share of its length, so that a way there and back is two lines.
BOW = 0.08


@dataclass(frozen=True)
class Place:
    """The place of an event; `number` is that of the event, coordinates are in degrees."""

    number: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Way:
    """The parts of a drawn map; `graticule` and `legs` are SVG paths."""

    width: int
    height: int
    graticule: str
    legs: str
    labels: list
    places: tuple


class Projection:
    """Projects degrees to radians on a plane that touches the earth in the middle of the places; y grows to the north."""

    def __init__(self, places):
        x, y, z = (
            sum(axis) for axis in zip(*(vector(place.latitude, place.longitude) for place in places), strict=True)
        )
        self.latitude, self.longitude = atan2(z, hypot(x, y)), atan2(y, x)

    def plane(self, latitude, longitude):
        up, east = radians(latitude), radians(longitude) - self.longitude
        nearness = sin(self.latitude) * sin(up) + cos(self.latitude) * cos(up) * cos(east)
        # The point opposite the middle has no place on the plane: put it on the edge.
        scale = sqrt(2 / max(1 + nearness, 1e-6))
        x = scale * cos(up) * sin(east)
        y = scale * (cos(self.latitude) * sin(up) - sin(self.latitude) * cos(up) * cos(east))
        return x, y


def vector(latitude, longitude):
    up, east = radians(latitude), radians(longitude)
    return cos(up) * cos(east), cos(up) * sin(east), sin(up)


class Frame:
    """Fits a part of the plane into the ground of the map."""

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
        """The distance of its farthest corner from the middle of the projection, in radians on the earth."""
        half = WIDTH / 2 / self.scale, self.height / 2 / self.scale
        far = hypot(abs(self.x) + half[0], abs(self.y) + half[1])
        return 2 * asin(min(far / 2, 1))


@lru_cache(maxsize=256)
def draw(places):
    """Return the map of places in the order of the story, or None without places."""
    if not places:
        return None
    projection = Projection(places)
    points = [projection.plane(place.latitude, place.longitude) for place in places]
    frame = Frame(points)
    spots = [frame.place(point) for point in points]
    legs = [leg(start, end) for start, end in pairwise(spots) if hypot(end[0] - start[0], end[1] - start[1]) > 1]
    labels = Labels(WIDTH, frame.height)
    for line in legs:
        labels.cross(line)
    for spot, spot_places in places_by_spot(spots, places):
        labels.add(spot, number_ranges([place.number for place in spot_places]), spot_places[0].name)
    return Way(WIDTH, frame.height, graticule(projection, frame), "".join(map(curve, legs)), labels.arrange(), places)


def places_by_spot(spots, places):
    """Return [(spot, the places on it)], with each spot once."""
    by_spot = {}
    for (x, y), place in zip(spots, places, strict=True):
        by_spot.setdefault((round(x, 1), round(y, 1)), []).append(place)
    return by_spot.items()


def number_ranges(numbers):
    """Write numbers as ranges: 2, 3, 4, 12 → “2–4, 12”."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in ends]
    return ", ".join(parts[:MOST_NUMBERS]) + " …" * (len(parts) > MOST_NUMBERS)


def leg(start, end):
    """Return the three points of a quadratic curve from start to end that curves to the left of its direction."""
    (x1, y1), (x2, y2) = start, end
    return start, ((x1 + x2) / 2 + (y2 - y1) * BOW, (y1 + y2) / 2 - (x2 - x1) * BOW), end


def curve(points):
    (x1, y1), (x, y), (x2, y2) = points
    return f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"


def graticule(projection, frame):
    """Return the meridians and parallels of the ground as an SVG path."""
    reach = frame.radius
    step = next((step for step in STEPS if 2 * degrees(reach) / step <= MOST_LINES), STEPS[-1])
    south, north = (max(min(projection.latitude + turn, pi / 2), -pi / 2) for turn in (-reach, reach))
    polar = abs(projection.latitude) + reach >= pi / 2
    turn = pi if polar else asin(min(sin(reach) / cos(projection.latitude), 1))
    west, east = projection.longitude - turn, projection.longitude + turn
    parallels, meridians = multiples(south, north, step), multiples(west, east, step)
    fine = step / 4
    lines = [[(latitude, longitude) for longitude in multiples(west, east, fine)] for latitude in parallels]
    lines += [[(latitude, longitude) for latitude in multiples(south, north, fine)] for longitude in meridians]
    return "".join(path(frame, [frame.place(projection.plane(*point)) for point in line]) for line in lines)


def multiples(start, end, step):
    """Return the multiples of a step in degrees from below one angle to above another; the angles are in radians."""
    first, last = floor(degrees(start) / step), ceil(degrees(end) / step)
    return [number * step for number in range(first, last + 1)]


def path(frame, points):
    """Return the visible parts of a line as an SVG path."""
    svg_path = ""
    for is_visible, run in groupby(points, key=frame.shows):
        if is_visible and len(run := list(run)) > 1:
            svg_path += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return svg_path
