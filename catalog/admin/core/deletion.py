"""What a deletion takes along, counted: Django's own page names each row of it, at a query or more a row."""

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from catalog.editing.documents import VISITOR_ROWS
from catalog.models import WorkingCopy

# How many rows of one noun are named; the rest is counted.
NAMED = 20


def deletion(rows, request, site):
    """What Django's deletion pages ask for: the rows, how many of each noun go, what may not be, and what protects."""
    rows = list(rows)
    if not rows:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(rows[0])), origin=rows)
    collector.collect(rows)
    counts = {model._meta.verbose_name_plural: len(found) for model, found in collector.model_objs.items()}
    denied = {
        model._meta.verbose_name
        for model, found in collector.model_objs.items()
        # What visitors made goes with its film, and comes back with it.
        if model._meta.model_name not in VISITOR_ROWS["film"] or isinstance(rows[0], model)
        if denies(site, model, request, found)
    }
    protecting = {}
    for row in [*collector.protected, *referring(rows)]:
        protecting.setdefault(type(row), []).append(row)
    protected = [line for model, found in protecting.items() for line in named(site, model, found)]
    return named(site, type(rows[0]), rows), counts, denied, protected


def referring(rows):
    """What names the rows among others, and would lose them in silence; and the working copies that name them."""
    model, keys = type(rows[0]), [row.pk for row in rows]
    for relation in model._meta.related_objects:
        if relation.many_to_many and relation.through._meta.auto_created:
            named = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
            yield from named.order_by("pk").distinct()
    yield from WorkingCopy.objects.mentioning(model._meta.model_name, [str(key) for key in keys])


def denies(site, model, request, rows):
    """Whether the user may not delete one of the rows."""
    if not site.is_registered(model):
        return False
    desk = site.get_model_admin(model)
    return not all(desk.has_delete_permission(request, row) for row in rows)


def named(site, model, rows):
    """The first of the rows with links to their pages, and how many more there are."""
    shown = sorted(row.pk for row in rows)[:NAMED]
    found = model._base_manager.filter(pk__in=shown).order_by("pk")
    label = str
    if site.is_registered(model):
        desk = site.get_model_admin(model)
        found, label = getattr(desk, "labelled", lambda queryset: queryset)(found), getattr(desk, "label", str)
    lines = [linked(site, row, label(row)) for row in found]
    if len(rows) > len(shown):
        lines.append(f"… and {len(rows) - len(shown)} more {model._meta.verbose_name_plural}")
    return lines


def linked(site, row, label):
    opts = row._meta
    try:
        page = reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_change", args=[quote(row.pk)])
    except NoReverseMatch:
        return f"{capfirst(opts.verbose_name)}: {label}"
    return format_html('{}: <a href="{}">{}</a>', capfirst(opts.verbose_name), page, label)
