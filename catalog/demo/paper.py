"""Draw a scene as sheets of cut paper, each with its shadow, the same at every run."""

import hashlib
import itertools
import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

# A scene is drawn so many times larger, then made smaller, so that its edges are smooth.
OVERSAMPLING = 2
INK = (16, 26, 44)


def random_numbers(name, count):
    """Return so many numbers from 0 to 1, always the same for a name."""
    return [byte / 255 for byte in hashlib.shake_256(name.encode()).digest(count)]


def gradient(size, stops):
    """Return an image of colours that run from top to foot; `stops` are pairs of height (0 to 1) and colour."""
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        at = y / max(size[1] - 1, 1)
        upper = max((stop for stop in stops if stop[0] <= at), default=stops[0], key=lambda stop: stop[0])
        lower = min((stop for stop in stops if stop[0] > at), default=stops[-1], key=lambda stop: stop[0])
        part = (at - upper[0]) / ((lower[0] - upper[0]) or 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(upper[1], lower[1], strict=True)))
    return column.resize(size, Image.Resampling.NEAREST)


def soft_skyline(name, width, height, swing, waves=4):
    """Return the points of a soft skyline about a height, from left to right."""
    phases = random_numbers(name, 2 * waves)
    return [
        (
            x,
            height
            + swing
            * sum(
                math.sin(x / width * math.tau * (0.45 + 0.6 * n + 0.5 * phases[2 * n]) + math.tau * phases[2 * n + 1])
                / (n + 1) ** 1.5
                for n in range(waves)
            ),
        )
        for x in range(0, width + 8, 8)
    ]


def rock_skyline(name, points, roughness):
    """Return the points of a skyline of rock through these points, with more points between them."""
    for level in range(4):
        shifts = iter(random_numbers(f"{name}{level}", len(points)))
        all_points = [
            point
            for (x, y), (next_x, next_y) in itertools.pairwise(points)
            for point in ((x, y), ((x + next_x) / 2, (y + next_y) / 2 + (next(shifts) - 0.5) * roughness / 2**level))
        ]
        points = [*all_points, points[-1]]
    return points


class Scene:
    """A picture of paper sheets, the farthest first. Measures are in pixels of the picture that `finish` returns."""

    def __init__(self, width, height, sky):
        self.width, self.height = width, height
        self.canvas = gradient(self.scale(width, height), sky)

    def scale(self, *measures):
        """Return measures in pixels of the canvas."""
        return tuple(round(measure * OVERSAMPLING) for measure in measures)

    def new_mask(self):
        """Return an empty mask of the canvas's size, and what draws on it."""
        mask = Image.new("L", self.canvas.size)
        return mask, ImageDraw.Draw(mask)

    def lay_sheet(self, mask, stops, shadow=90):
        """Lay a sheet of the mask's shape, with colours from its top to its foot and a shadow on the sheets behind."""
        if shadow:
            margin = 24 * OVERSAMPLING
            left, top, right, foot = mask.getbbox()
            box = max(left - margin, 0), max(top - margin, 0), min(right + margin, mask.width), min(foot, mask.height)
            shape = mask.crop(box)
            soft = (
                shape.reduce(2 * OVERSAMPLING)
                .filter(ImageFilter.GaussianBlur(6))
                .point(lambda value: value * shadow // 255)
            )
            soft = soft.resize(shape.size, Image.Resampling.BILINEAR)
            self.canvas.paste(INK, (box[0], box[1] - 3 * OVERSAMPLING), soft)
        self.tint(mask, stops)

    def tint(self, mask, stops):
        """Colour the mask's shape, without a shadow."""
        left, top, right, foot = mask.getbbox()
        self.canvas.paste(gradient((right - left, foot - top), stops), (left, top), mask.crop((left, top, right, foot)))

    def draw_hills(self, skyline, stops, shadow=90):
        """Lay a sheet that reaches from a skyline down to the foot of the picture."""
        mask, draw = self.new_mask()
        edge = [self.scale(*point) for point in skyline]
        draw.polygon([*edge, self.scale(self.width, self.height), self.scale(0, self.height)], 255)
        self.lay_sheet(mask, stops, shadow)

    def draw_polygon(self, points, colour):
        ImageDraw.Draw(self.canvas).polygon([self.scale(*point) for point in points], colour)

    def draw_glow(self, x, y, radius, colour, strength):
        """Draw light that fades out over a radius."""
        ball = Image.radial_gradient("L").point(lambda value: round(strength * max(0, 1 - value / 181) ** 2))
        size = self.scale(2 * radius, 2 * radius)
        place = self.scale(x - radius, y - radius)
        self.canvas.paste(colour, place, ball.resize(size, Image.Resampling.BICUBIC))

    def draw_disc(self, x, y, radius, colour):
        ImageDraw.Draw(self.canvas).ellipse(self.scale(x - radius, y - radius, x + radius, y + radius), colour)

    def draw_haze(self, top, foot, colour, strength):
        """Draw a mist that grows thicker downwards."""
        mask = Image.new("L", self.canvas.size)
        band = gradient(self.scale(self.width, foot - top), [(0, (0, 0, 0)), (1, (strength,) * 3)]).convert("L")
        mask.paste(band, self.scale(0, top))
        self.canvas.paste(colour, mask=mask)

    def draw_firs(self, trees, stops, shadow=90):
        """Draw firs on one sheet; `trees` has the place of each foot and the height: (x, y, height)."""
        mask, draw = self.new_mask()
        for x, y, height in trees:
            tiers = 5 + int(height / 55)
            for tier in range(tiers):
                top = y - height + height * 0.86 * tier / tiers
                foot = y - height + height * 0.94 * (tier + 1.55) / (tiers + 0.55)
                half = height * (0.04 + 0.14 * (tier + 1) / tiers)
                notch = foot - height * 0.016
                shape = [(x, top), (x + half, foot), (x + half * 0.6, notch), (x - half * 0.6, notch), (x - half, foot)]
                draw.polygon([self.scale(*point) for point in shape], 255)
            draw.rectangle(self.scale(x - height * 0.018, y - height * 0.1, x + height * 0.018, y + height * 0.04), 255)
        self.lay_sheet(mask, stops, shadow)

    def draw_walkers(self, places, height, colour):
        """Draw people who walk bent forward, each with a bundle and every second with a staff."""
        mask, draw = self.new_mask()
        for number, (x, y) in enumerate(places):
            size = height * (0.92 + 0.14 * ((number * 5) % 7) / 6)
            stride = size * (0.13 + 0.04 * (number % 3))

            def at(across, up, x=x, y=y, size=size):
                return self.scale(x + across * size, y - up * size)

            for leg in (-1, 1):
                draw.line([at(0, 0.42), at(leg * stride / size, 0)], 255, round(size * 0.1 * OVERSAMPLING))
            draw.polygon(
                [at(-0.16, 0.26), at(0.17, 0.26), at(0.2, 0.74), at(0.13, 0.84), at(0.0, 0.83), at(-0.1, 0.6)], 255
            )
            draw.polygon([at(-0.24, 0.72), at(-0.1, 0.78), at(0.0, 0.5), at(-0.2, 0.5)], 255)
            draw.ellipse([*at(0.06, 0.98), *at(0.215, 0.81)], 255)
            if number % 2 == 0:
                draw.line([at(0.36, 0), at(0.3, 0.74)], 255, max(1, round(size * 0.035 * OVERSAMPLING)))
                draw.line([at(0.12, 0.68), at(0.32, 0.55)], 255, round(size * 0.07 * OVERSAMPLING))
        self.canvas.paste(colour, mask=mask)

    def draw_capitals(self, text, y, size, spread, colour):
        """Draw a line of capitals in the middle, so many pixels apart."""
        font = ImageFont.load_default(size * OVERSAMPLING)
        widths = [font.getlength(letter) for letter in text]
        x = (self.canvas.width - sum(widths) - spread * OVERSAMPLING * (len(text) - 1)) / 2
        draw = ImageDraw.Draw(self.canvas)
        for letter, width in zip(text, widths, strict=True):
            draw.text((x, y * OVERSAMPLING), letter, colour, font, anchor="ls")
            x += width + spread * OVERSAMPLING

    def finish(self):
        """Return the picture in its own size, with the grain of paper."""
        picture = self.canvas.resize((self.width, self.height), Image.Resampling.LANCZOS)
        speckles = hashlib.shake_256(b"paper").digest(self.width * self.height)
        grain = Image.frombytes("L", picture.size, speckles).filter(ImageFilter.GaussianBlur(0.8))
        grain = grain.point(lambda value: 128 + (value - 128) // 6)
        return ImageChops.overlay(picture, Image.merge("RGB", (grain,) * 3))
