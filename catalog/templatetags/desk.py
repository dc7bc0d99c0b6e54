"""What the forms of the desk share."""

from secrets import token_urlsafe

from django import template
from django.utils.html import format_html

from catalog.editing.documents import PART_NOUNS
from catalog.editing.stored_words import label_in_words, note_in_words
from catalog.models.sent_forms import KEY
from catalog.texts.numbers import list_text

register = template.Library()
register.filter("note_in_words", note_in_words)
register.filter("label_in_words", label_in_words)


@register.filter
def editors_in_words(presences):
    """Return the names of those who have a page open."""
    return list_text(presence.editor.get_username() for presence in presences)


@register.filter
def has_own_history(opts):
    """Tell whether the rows of a noun have a history of their own, not that of what they belong to."""
    return opts.model_name not in PART_NOUNS


@register.simple_tag(takes_context=True)
def once_field(context):
    """Return the hidden field with the key by which a form of the desk is saved once.

    A form that is shown again keeps the key that it sent, as long as nothing is saved with it.
    """
    request = context["request"]
    form, key = getattr(request, "sent_form", None), request.POST.get("_once", "")
    if not KEY.fullmatch(key) or (form and (form.is_spent or form.is_changed)):
        key = token_urlsafe(16)
    return format_html('<input type="hidden" name="_once" value="{}">', key)
