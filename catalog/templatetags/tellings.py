"""Filters of the pages that set synopses side by side."""

from babel.numbers import format_percent
from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.page_languages import current_locale, page_path
from catalog.templatetags.films import WARNINGS, shown_title

register = template.Library()


@register.filter
def telling_name(text, level):
    """Return a synopsis's title, or its kind and source where it has none or the title may give something away."""
    if title := shown_title(text, level):
        return title
    return heading_without_title(text)


@register.filter
def heading_without_title(text):
    """Return what a synopsis without a title is called: its kind, and whom it is told after."""
    words = {"kind": capfirst(text.get_kind_display()), "source": text.source and text.source.title}
    return (_("%(kind)s synopsis after %(source)s") if text.source else _("%(kind)s synopsis")) % words


@register.filter
def whole_text_warning(text):
    """Return the words on a fold over a whole text: for the section that gives away the most."""
    return WARNINGS[text.spoiler_to]


@register.filter
def marked_differences(runs):
    """Return runs of words as HTML, with a `mark` around those that differ or have moved."""
    return mark_safe(
        "".join(
            escape(run.text) if run.kind == "equal" else f'<mark class="{run.kind}">{escape(run.text)}</mark>'
            for run in runs
        )
    )


@register.filter
def quote_address(reading, film):
    """Return the address of a quote in its text, or "" where it has no place in a text that visitors see."""
    if not reading.has_public_quote or reading.quote_lost or not (reading.synopsis_id or reading.article_id):
        return ""
    page = "film_synopses" if reading.synopsis_id else "film"
    return f"{page_path(page, film.pk, film.slug)}#reading-{reading.pk}"


@register.filter
def percent(share):
    """Write a share of one in percent. A share above zero is never 0 %."""
    return format_percent(max(0.01, round(share, 2)), locale=current_locale())
