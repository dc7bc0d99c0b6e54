"""Numbers and names on a map, placed so that none covers another. A grid of small cells records what is occupied."""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

CELL = 2
HEIGHT, DIGIT, LETTER, ROUND, NAME = 16, 7, 5.5, 9, 14
# Letters from this one on are about twice as wide: Chinese, Japanese, Korean.
FULL_WIDTH = "\u2e80"
DOT = 3
AWAY = (14, 20, 28, 38, 50, 64)
TURNS = [turn * pi / 6 for turn in range(12)]
# With more labels than this there is no room beside the spots.
MOST_BESIDE_SPOTS = 60


@dataclass
class Label:
    """A number in a rounded box around (x, y), the spot that it belongs to, and a name beside it where there is room."""

    spot: tuple
    number: str
    name: str
    x: float = 0
    y: float = 0
    name_x: float = 0
    name_y: float = 0
    shows_name: bool = False

    @property
    def width(self):
        return max(HEIGHT, len(self.number) * DIGIT + ROUND)

    @property
    def left(self):
        return self.x - self.width / 2

    @property
    def top(self):
        return self.y - HEIGHT / 2

    @property
    def beside_spot(self):
        """Whether the box is beside its spot, so that a line has to connect them."""
        return hypot(self.x - self.spot[0], self.y - self.spot[1]) > 1

    @property
    def box(self):
        return self.left, self.top, self.left + self.width, self.top + HEIGHT

    def name_boxes(self):
        """Yield the places that its name may have: after it, before it, under it, over it."""
        length = sum(LETTER * (1 + (letter >= FULL_WIDTH)) for letter in self.name) + 4
        beside, above = self.width / 2 + 2 + length / 2, HEIGHT / 2 + NAME / 2 + CELL
        for x, y in ((beside, 0), (-beside, 0), (0, above), (0, -above)):
            yield self.x + x - length / 2, self.y + y - NAME / 2, self.x + x + length / 2, self.y + y + NAME / 2


def cells(box):
    left, top, right, bottom = (int(side // CELL) for side in box)
    return {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)}


def square(spot, half):
    x, y = spot
    return x - half, y - half, x + half, y + half


class Labels:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.lines, self.labels = set(), []

    def cross(self, leg):
        """Record a leg, given as a quadratic curve, which labels cover only if they must."""
        (x1, y1), (x, y), (x2, y2) = leg
        steps = max(2, int(hypot(x2 - x1, y2 - y1) / CELL))
        for t in (step / steps for step in range(steps + 1)):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
            self.lines.add((int((a * x1 + b * x + c * x2) // CELL), int((a * y1 + b * y + c * y2) // CELL)))

    def add(self, spot, number, name):
        self.labels.append(Label(spot, number, name))

    def arrange(self):
        """Place all labels where they cover the least, first the numbers, then the names that have room. Return them."""
        dots = {label.spot: cells(square(label.spot, DOT)) for label in self.labels}
        occupied_cells, all_dots = set(), set().union(*dots.values())
        for label in self.labels:
            self.place_number(label, occupied_cells, all_dots, dots[label.spot])
            occupied_cells |= cells(label.box)
        occupied_cells |= all_dots
        for label in sorted(self.labels, key=lambda label: len(label.name)):
            self.place_name(label, occupied_cells)
        return self.labels

    def place_number(self, label, occupied_cells, dots, own_dot):
        """Place a number on its spot, or at the nearest point where it hides nothing; on its spot if labels are too many."""
        x, y = label.spot
        rings = [[(x, y)]] + [[(x + far * cos(turn), y + far * sin(turn)) for turn in TURNS] for far in AWAY]
        candidates = []
        for ring in rings if len(self.labels) <= MOST_BESIDE_SPOTS else rings[:1]:
            for place in ring:
                label.x, label.y = self.inside(label, place)
                box_cells = cells(label.box)
                hidden_cells = len(box_cells & occupied_cells) + len((box_cells & dots) - own_dot)
                candidates.append((hidden_cells, len(box_cells & self.lines), label.x, label.y))
            if not min(candidates)[0]:
                break
        *_, label.x, label.y = min(candidates)

    def inside(self, label, place):
        """Return the place, shifted so that the whole box is on the map."""
        half = label.width / 2 + 1, HEIGHT / 2 + 1
        sides = zip(place, half, (self.width, self.height), strict=True)
        return tuple(min(max(at, least), whole - least) for at, least, whole in sides)

    def place_name(self, label, occupied_cells):
        """Place a label's name where it hides nothing and covers the fewest lines, if there is such a place."""
        free = [box for box in label.name_boxes() if self.shows(box) and not cells(box) & occupied_cells]
        if not (label.name and free):
            return
        left, top, right, bottom = box = min(free, key=lambda box: len(cells(box) & self.lines))
        label.name_x, label.name_y, label.shows_name = (left + right) / 2, (top + bottom) / 2, True
        occupied_cells |= cells(box)

    def shows(self, box):
        left, top, right, bottom = box
        return left > 2 and top > 2 and right < self.width - 2 and bottom < self.height - 2
