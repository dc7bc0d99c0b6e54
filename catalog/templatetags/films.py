"""What the pages say of films, in words."""

from itertools import groupby

from django import template
from django.utils.html import format_html

from catalog.models import SpoilerLevel
from catalog.models.facts import FIELDS

register = template.Library()
WARNINGS = {
    SpoilerLevel.PREMISE: "This tells how the story begins. Show it",
    SpoilerLevel.TURNS: "This tells turns of the story. Show it",
    SpoilerLevel.ENDING: "This tells the story to its end. Show it",
}
ASKED = {
    SpoilerLevel.PREMISE: "A question on how the story begins. Show it",
    SpoilerLevel.TURNS: "A question on a turn of the story. Show it",
    SpoilerLevel.ENDING: "A question on the story’s end. Show it",
}


@register.filter
def runtime(minutes):
    """As people say it: 133 → 2 h 13 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest))


@register.filter
def timed(date):
    """A partial date as an element that programs read too."""
    return format_html('<time datetime="{}">{}</time>', date, date.in_words)


@register.filter
def spoils(row, level):
    """Whether it gives away more than the reader wants to know."""
    return row.spoiler_level > level


@register.filter
def warning(row):
    """What stands on the fold over it: it gives nothing away itself."""
    return WARNINGS[row.spoiler_level]


@register.filter
def asks(question):
    """The same over a question, whose own words give something away."""
    return ASKED[question.spoiler_level]


@register.filter
def untold(text, level):
    """Whether all of a text is folded for the reader, and so its title."""
    return text.spoiler_from > level


@register.filter
def folds(text, level):
    """A text's sections in order, as (the warning on the fold over them or nothing, sections that stand together)."""
    parted = groupby(text.sections, key=lambda section: max(text.level_of(section), level))
    return [(WARNINGS[told] if told > level else "", list(sections)) for told, sections in parted]


@register.inclusion_tag("catalog/_spoilers.html", takes_context=True)
def levels(context, spoilers, back=""):
    """The form in which the reader chooses a level; `back`: where it leads back to, if not to this page."""
    return {"levels": SpoilerLevel.choices, "spoilers": spoilers, "back": back, "request": context["request"]}


@register.filter
def bars(rating):
    """(stars, votes, share of the votes in percent), five stars first."""
    votes = rating.count
    return [
        (stars, count, round(100 * count / votes) if votes else 0) for stars, count in [*rating.histogram.items()][::-1]
    ]


@register.filter
def rest(rows, shown):
    """How many rows there are besides those shown."""
    return len(rows) - shown


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def marks(context, fact, lost=True):
    """The footnote marks of a fact, a row or a field's name; `lost`: also those of sources that lost the name."""
    footnotes, what = context["footnotes"], FIELDS[fact].label if isinstance(fact, str) else ""
    found = footnotes.of_field(fact) if what else footnotes.of(fact)
    return {
        "what": what,
        "said": [mark for mark in found if not mark.lost],
        "lost": [mark for mark in found if mark.lost and lost],
        # Editors alone see what has no source: it is theirs to mend.
        "unsourced": context.get("editor") and not found,
    }


@register.inclusion_tag("catalog/_picture.html")
def picture(image, sizes, first=False, link=False):
    """A picture in the size that the screen needs; `first` for the one that a reader waits for."""
    formats = {"avif": image.sizes("avif"), "webp": image.sizes("webp")}
    return {"image": image, "sizes": sizes, "first": first, "link": link} | formats
