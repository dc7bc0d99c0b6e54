"""What the pages say of tellings set side by side, in words."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalog.templatetags.films import WARNINGS, untold

register = template.Library()


@register.filter
def telling_name(text, level):
    """A telling's title; its kind and source where it has none, or the title may give something away."""
    if text.title and not untold(text, level):
        return text.title
    kind = f"{text.get_kind_display().capitalize()} synopsis"
    return f"{kind} after {text.source.title}" if text.source else kind


@register.filter
def warning_to(text):
    """What stands on the fold over what a text tells anywhere in it."""
    return WARNINGS[text.spoiler_to]


@register.filter
def marked(runs):
    """Runs of words as HTML, with a mark around those that differ and those that have moved."""
    return mark_safe(
        "".join(
            escape(run.text) if run.kind == "equal" else f'<mark class="{run.kind}">{escape(run.text)}</mark>'
            for run in runs
        )
    )


@register.filter
def quotable(reading):
    """Whether its quote is shown: there is one, and the text it is from is no secret."""
    text = reading.synopsis or reading.article
    return bool(reading.quote_exact) and (text is None or text.is_public)


@register.filter
def quoted_at(reading, film):
    """The address of the quoted words in their text; nothing where they have no place in one."""
    if not quotable(reading) or reading.quote_lost or not (reading.synopsis_id or reading.article_id):
        return ""
    page = "film_synopses" if reading.synopsis_id else "film"
    return f"{reverse(page, args=[film.pk, film.slug])}#reading-{reading.pk}"


@register.filter
def percent(share):
    """A share of one as people read it; what is more than nothing is never 0 %."""
    return f"{max(1, round(100 * share))} %"
