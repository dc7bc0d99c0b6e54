"""The owner's two colours: for links, buttons and marks on light and on dark pages. Each is readable there, or refused."""

import re
from math import floor

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.texts.numbers import decimals

COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
# What the colours stand on: --paper, --sheet and --tint of static/css/variables.css.
LIGHT_GROUNDS = ("#faf7f1", "#fffdf9", "#f3eadb")
DARK_GROUNDS = ("#171512", "#201d19", "#2a251f")
# The --accent of the same file, for the one that the owner leaves empty.
LIGHT_COLOUR, DARK_COLOUR = "#98350f", "#f0a36b"
# WCAG 2.2, 1.4.3.
LEAST_CONTRAST = 4.5
INKS = ("#ffffff", "#000000")
STYLESHEET = """html:root {{
  --accent: {light};
  --accent-ink: {light_ink};
}}

@media screen and (prefers-color-scheme: dark) {{
  html:root:not([data-theme="light"]) {{
    --accent: {dark};
    --accent-ink: {dark_ink};
  }}
}}

@media screen {{
  html:root[data-theme="dark"] {{
    --accent: {dark};
    --accent-ink: {dark_ink};
  }}
}}
"""


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def ratio_text(ratio: float) -> str:
    """Write a contrast, rounded down: what is refused must not read as enough."""
    return decimals(floor(ratio * 10) / 10, 1)


def readable_ink(colour: str) -> str:
    """Return white or black, whichever reads better on a colour. One of the two always reaches 4.5:1."""
    return max(INKS, key=lambda ink: contrast(colour, ink))


def nearest_readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    """Return the colour mixed with as little of another one as makes it readable on the grounds."""
    for share in range(101):
        mixed = [
            round(start + (end - start) * share / 100)
            for start, end in zip(channels(colour), channels(towards), strict=True)
        ]
        candidate = "#{:02x}{:02x}{:02x}".format(*mixed)
        if least_contrast(candidate, grounds) >= LEAST_CONTRAST:
            return candidate
    return towards


def refuse_malformed(colour: str) -> None:
    if not COLOUR.match(colour):
        raise ValidationError(
            _("“%(colour)s” is no colour. Write # and six of 0–9 and a–f, such as %(example)s.")
            % {"colour": colour, "example": LIGHT_COLOUR}
        )


def validate_light_colour(colour: str) -> None:
    """Refuse a colour that can't be read on light pages, and name the nearest that can."""
    refuse_malformed(colour)
    ratio = least_contrast(colour, LIGHT_GROUNDS)
    if ratio < LEAST_CONTRAST:
        raise ValidationError(
            _(
                "%(colour)s is too pale to be read on light pages: its contrast is %(ratio)s:1, and it takes 4.5:1. "
                "Choose a darker one; the nearest is %(nearest)s."
            )
            % {
                "colour": colour,
                "ratio": ratio_text(ratio),
                "nearest": nearest_readable(colour, LIGHT_GROUNDS, "#000000"),
            }
        )


def validate_dark_colour(colour: str) -> None:
    """Refuse a colour that can't be read on dark pages, and name the nearest that can."""
    refuse_malformed(colour)
    ratio = least_contrast(colour, DARK_GROUNDS)
    if ratio < LEAST_CONTRAST:
        raise ValidationError(
            _(
                "%(colour)s is too dark to be read on dark pages: its contrast is %(ratio)s:1, and it takes 4.5:1. "
                "Choose a paler one; the nearest is %(nearest)s."
            )
            % {
                "colour": colour,
                "ratio": ratio_text(ratio),
                "nearest": nearest_readable(colour, DARK_GROUNDS, "#ffffff"),
            }
        )


def stylesheet(light: str, dark: str) -> str:
    """Return the stylesheet that sets the two colours, and what is written on them."""
    return STYLESHEET.format(light=light, dark=dark, light_ink=readable_ink(light), dark_ink=readable_ink(dark))
