"""What a deletion takes along, and what forbids it.

Django's own page of a deletion names each row, with one query or more for each; ours counts them.
"""

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import PROTECT, RESTRICT
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext

from catalog.editing.documents import VISITOR_ROWS
from catalog.models import WorkingCopy, noun_counts

# So many rows of a noun are named; the rest is counted.
MOST_NAMED = 20


def describe_deletion(rows, request, site):
    """Return what Django's pages of deletion need.

    These are links to the rows, {noun: how many rows go}, the nouns that the user may not delete, and links to the rows
    that protect them.
    """
    rows = list(rows)
    if not rows:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(rows[0])), origin=rows)
    collector.collect(rows)
    counts = {
        model._meta.verbose_name_plural: len(deleted_rows) for model, deleted_rows in collector.model_objs.items()
    }
    forbidden_nouns = {
        model._meta.verbose_name
        for model, deleted_rows in collector.model_objs.items()
        # Rows of visitors are deleted and restored with their film.
        if model._meta.model_name not in VISITOR_ROWS["film"] or isinstance(rows[0], model)
        if not may_delete(site, model, request, deleted_rows)
    }
    protectors = {}
    referrers = [row for queryset in referring_rows(rows) for row in queryset]
    for row in [*collector.protected, *referrers]:
        protectors.setdefault(type(row), []).append(row)
    protector_links = [link for model, referrers in protectors.items() for link in row_links(site, model, referrers)]
    return row_links(site, type(rows[0]), rows), counts, forbidden_nouns, protector_links


def referring_rows(rows):
    """Yield QuerySets of the rows that name these among others, and would lose them unnoticed; and of such working copies."""
    model, keys = type(rows[0]), [row.pk for row in rows]
    for relation in model._meta.related_objects:
        if relation.many_to_many and relation.through._meta.auto_created:
            referrers = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
            yield referrers.order_by("pk").distinct()
    yield WorkingCopy.objects.mentioning(model._meta.model_name, [str(key) for key in keys])


def is_referred_to(row):
    """Tell whether other rows forbid to delete a row."""
    protected_by = [
        relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
        for relation in row._meta.get_fields(include_hidden=True)
        if relation.auto_created and getattr(relation, "on_delete", None) in (PROTECT, RESTRICT)
    ]
    return any(queryset.exists() for queryset in [*protected_by, *referring_rows([row])])


def may_delete(site, model, request, rows):
    """Tell whether the user may delete all of the rows; those of a model that the desk doesn't show go along."""
    if not site.is_registered(model):
        return True
    model_admin = site.get_model_admin(model)
    return all(model_admin.has_delete_permission(request, row) for row in rows)


def row_links(site, model, rows):
    """Return links to the first of the rows, and how many more there are."""
    keys = sorted(row.pk for row in rows)[:MOST_NAMED]
    named_rows, label = model._base_manager.filter(pk__in=keys).order_by("pk"), str
    if site.is_registered(model):
        model_admin = site.get_model_admin(model)
        named_rows, label = model_admin.for_labels(named_rows), model_admin.label
    links = [row_link(site, row, label(row)) for row in named_rows]
    if len(rows) > len(keys):
        links.append(
            gettext("… and also %(rows)s")
            % {"rows": noun_counts.count_text(model._meta.model_name, len(rows) - len(keys))}
        )
    return links


def row_link(site, row, label):
    opts = row._meta
    try:
        page = reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_change", args=[quote(row.pk)])
    except NoReverseMatch:
        return f"{capfirst(opts.verbose_name)}: {label}"
    return format_html('{}: <a href="{}">{}</a>', capfirst(opts.verbose_name), page, label)
