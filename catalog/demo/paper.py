"""Cut paper: a scene laid sheet upon sheet, each with its shadow, the same at every run."""

import hashlib
import itertools
import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FINER = 2
INK = (16, 26, 44)


def chances(name, count):
    """As many numbers from 0 to 1, always the same for a name."""
    return [byte / 255 for byte in hashlib.shake_256(name.encode()).digest(count)]


def gradient(size, stops):
    """A vertical run of colours; `stops` are pairs of height from 0 to 1 and colour."""
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        at = y / max(size[1] - 1, 1)
        upper = max((stop for stop in stops if stop[0] <= at), default=stops[0], key=lambda stop: stop[0])
        lower = min((stop for stop in stops if stop[0] > at), default=stops[-1], key=lambda stop: stop[0])
        part = (at - upper[0]) / ((lower[0] - upper[0]) or 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(upper[1], lower[1], strict=True)))
    return column.resize(size, Image.Resampling.NEAREST)


def rolling(name, width, height, swing, waves=4):
    """A soft skyline: points from left to right about a height."""
    phases = chances(name, 2 * waves)
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


def jagged(name, points, rough):
    """A skyline of rock through the points, broken up between them."""
    for level in range(4):
        shifts = iter(chances(f"{name}{level}", len(points)))
        finer = [
            point
            for (x, y), (next_x, next_y) in itertools.pairwise(points)
            for point in ((x, y), ((x + next_x) / 2, (y + next_y) / 2 + (next(shifts) - 0.5) * rough / 2**level))
        ]
        points = [*finer, points[-1]]
    return points


class Scene:
    """A picture laid sheet upon sheet, the farthest first. Measures are in pixels of the finished picture."""

    def __init__(self, width, height, sky):
        self.width, self.height = width, height
        self.canvas = gradient(self.scaled(width, height), sky)

    def scaled(self, *measures):
        return tuple(round(measure * FINER) for measure in measures)

    def mask(self):
        mask = Image.new("L", self.canvas.size)
        return mask, ImageDraw.Draw(mask)

    def lay(self, mask, stops, shadow=90):
        """Lay a sheet of that shape, its colours running from its top to its foot, and its shadow on what is behind."""
        if shadow:
            margin = 24 * FINER
            left, top, right, foot = mask.getbbox()
            box = max(left - margin, 0), max(top - margin, 0), min(right + margin, mask.width), min(foot, mask.height)
            near = mask.crop(box)
            soft = near.reduce(2 * FINER).filter(ImageFilter.GaussianBlur(6)).point(lambda value: value * shadow // 255)
            soft = soft.resize(near.size, Image.Resampling.BILINEAR)
            self.canvas.paste(INK, (box[0], box[1] - 3 * FINER), soft)
        self.tint(mask, stops)

    def tint(self, mask, stops):
        """Colour that shape of the sheet on top, without a shadow."""
        left, top, right, foot = mask.getbbox()
        self.canvas.paste(gradient((right - left, foot - top), stops), (left, top), mask.crop((left, top, right, foot)))

    def hills(self, skyline, stops, shadow=90):
        mask, draw = self.mask()
        edge = [self.scaled(*point) for point in skyline]
        draw.polygon([*edge, self.scaled(self.width, self.height), self.scaled(0, self.height)], 255)
        self.lay(mask, stops, shadow)

    def polygon(self, points, colour):
        ImageDraw.Draw(self.canvas).polygon([self.scaled(*point) for point in points], colour)

    def glow(self, x, y, radius, colour, strength):
        """Light that fades out over a radius."""
        ball = Image.radial_gradient("L").point(lambda value: round(strength * max(0, 1 - value / 181) ** 2))
        size = self.scaled(2 * radius, 2 * radius)
        place = self.scaled(x - radius, y - radius)
        self.canvas.paste(colour, place, ball.resize(size, Image.Resampling.BICUBIC))

    def disc(self, x, y, radius, colour):
        ImageDraw.Draw(self.canvas).ellipse(self.scaled(x - radius, y - radius, x + radius, y + radius), colour)

    def haze(self, top, foot, colour, strength):
        """A mist that thickens downwards."""
        mask = Image.new("L", self.canvas.size)
        band = gradient(self.scaled(self.width, foot - top), [(0, (0, 0, 0)), (1, (strength,) * 3)]).convert("L")
        mask.paste(band, self.scaled(0, top))
        self.canvas.paste(colour, mask=mask)

    def firs(self, trees, stops, shadow=90):
        """Firs, each given by the place of its foot and its height, cut from one sheet."""
        mask, draw = self.mask()
        for x, y, tall in trees:
            tiers = 5 + int(tall / 55)
            for tier in range(tiers):
                top = y - tall + tall * 0.86 * tier / tiers
                foot = y - tall + tall * 0.94 * (tier + 1.55) / (tiers + 0.55)
                half = tall * (0.04 + 0.14 * (tier + 1) / tiers)
                notch = foot - tall * 0.016
                shape = [(x, top), (x + half, foot), (x + half * 0.6, notch), (x - half * 0.6, notch), (x - half, foot)]
                draw.polygon([self.scaled(*point) for point in shape], 255)
            draw.rectangle(self.scaled(x - tall * 0.018, y - tall * 0.1, x + tall * 0.018, y + tall * 0.04), 255)
        self.lay(mask, stops, shadow)

    def walkers(self, places, tall, colour):
        """People on foot, bent to their way, each with a bundle; every other one leans on a staff."""
        mask, draw = self.mask()
        for number, (x, y) in enumerate(places):
            size = tall * (0.92 + 0.14 * ((number * 5) % 7) / 6)
            stride = size * (0.13 + 0.04 * (number % 3))

            def at(across, up, x=x, y=y, size=size):
                return self.scaled(x + across * size, y - up * size)

            for leg in (-1, 1):
                draw.line([at(0, 0.42), at(leg * stride / size, 0)], 255, round(size * 0.1 * FINER))
            draw.polygon(
                [at(-0.16, 0.26), at(0.17, 0.26), at(0.2, 0.74), at(0.13, 0.84), at(0.0, 0.83), at(-0.1, 0.6)], 255
            )
            draw.polygon([at(-0.24, 0.72), at(-0.1, 0.78), at(0.0, 0.5), at(-0.2, 0.5)], 255)
            draw.ellipse([*at(0.06, 0.98), *at(0.215, 0.81)], 255)
            if number % 2 == 0:
                draw.line([at(0.36, 0), at(0.3, 0.74)], 255, max(1, round(size * 0.035 * FINER)))
                draw.line([at(0.12, 0.68), at(0.32, 0.55)], 255, round(size * 0.07 * FINER))
        self.canvas.paste(colour, mask=mask)

    def lettering(self, text, y, size, spread, colour):
        """A line of capitals, wide apart, in the middle."""
        font = ImageFont.load_default(size * FINER)
        widths = [font.getlength(letter) for letter in text]
        x = (self.canvas.width - sum(widths) - spread * FINER * (len(text) - 1)) / 2
        draw = ImageDraw.Draw(self.canvas)
        for letter, width in zip(text, widths, strict=True):
            draw.text((x, y * FINER), letter, colour, font, anchor="ls")
            x += width + spread * FINER

    def finished(self):
        """The picture in its own size, with the grain of paper."""
        picture = self.canvas.resize((self.width, self.height), Image.Resampling.LANCZOS)
        speckles = hashlib.shake_256(b"paper").digest(self.width * self.height)
        grain = Image.frombytes("L", picture.size, speckles).filter(ImageFilter.GaussianBlur(0.8))
        grain = grain.point(lambda value: 128 + (value - 128) // 6)
        return ImageChops.overlay(picture, Image.merge("RGB", (grain,) * 3))
