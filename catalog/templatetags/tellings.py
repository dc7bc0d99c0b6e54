"""What the pages say of tellings set side by side, in words."""

from django import template

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
def percent(share):
    """A share of one as people read it; what is more than nothing is never 0 %."""
    return f"{max(1, round(100 * share))} %"
