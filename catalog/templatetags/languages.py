"""Filters and tags that say in which language something on a page is."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from catalog.models.titles import title_for_readers
from catalog.page_languages import OURS, is_of_page, page_language
from catalog.texts.language_tags import direction
from catalog.vocabulary.names import language_name

register = template.Library()
register.filter("reader_title", title_for_readers)


@register.simple_tag
def text_language(tag, with_direction=True):
    """Write the attributes of an element whose text is in a language; "" for the page's own.

    `with_direction`: also the direction of its letters, where the page's is another.
    """
    if is_of_page(tag):
        return ""
    if with_direction and direction(tag) != direction(page_language()):
        return format_html(' lang="{}" dir="{}"', tag, direction(tag))
    return format_html(' lang="{}"', tag)


@register.simple_tag
def content_language(with_direction=True):
    """Write the attributes of an element with what editors wrote without saying its language."""
    return text_language(settings.CONTENT_LANGUAGE, with_direction)


@register.filter
def is_foreign(tag):
    """Tell whether a text is in another language than the page, so that the page says in which."""
    return not is_of_page(tag)


@register.filter
def language_in_words(tag):
    """Return the name of a language in that of the page; its tag where there is no name."""
    try:
        return language_name(tag, get_language() or OURS)
    except KeyError:
        return tag


@register.filter
def page_name(film):
    """Return what the page of a film is called: the title that its readers know, and the year."""
    title = title_for_readers(film)
    if not title:
        return str(film)
    return f"{title} ({film.release_date.year_in_words})" if film.release_date else title
