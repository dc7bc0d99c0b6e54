"""What the forms of the desk share."""

from secrets import token_urlsafe

from django import template
from django.utils.html import format_html

from catalog.editing.documents import PART_NOUNS
from catalog.models.sent_forms import KEY

register = template.Library()


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
