"""Kinds of nouns at the desk: how their rows are searched, labelled and published."""

import re

from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q

from catalog.admin.core.deletion import describe_deletion, is_referred_to
from catalog.admin.core.edits import EditsAdmin
from catalog.admin.core.fields import FORMFIELD_OVERRIDES
from catalog.admin.core.views import count_text
from catalog.admin.inlines.rows import RowsAdmin
from catalog.models import Person, State
from catalog.search import matching_rows
from catalog.texts.folding import folded_words, search_text
from catalog.texts.numbers import MOST_DIGITS

HUGE_NUMBER = re.compile(rf"[1-9][0-9]{{{MOST_DIGITS},}}")


def desk_column(model):
    """Return the column that the desk searches: that of people has the names that are kept from the public, too."""
    return "desk_search_text" if model is Person else "search_text"


class NounAdmin(EditsAdmin, RowsAdmin):
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    list_select_related = ()
    formfield_overrides = FORMFIELD_OVERRIDES

    class Media:
        js = ("js/admin-labels.js", "js/admin-once.js", "js/admin-presence.js", "js/admin-uploads.js")

    def get_search_results(self, request, queryset, search_term):
        """Find each word at the start of a word of `search_text`; the term anywhere in other columns."""
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        condition = Q(pk__in=[])
        for column in self.search_fields:
            path = column.removesuffix("search_text").removesuffix("__")
            if column == "search_text":
                return matching_rows(queryset, term, desk_column(self.model)), False
            if path != column:
                related_model = self.model._meta.get_field(path).related_model
                condition |= Q(
                    **{f"{path}__in": matching_rows(related_model.objects.all(), term, desk_column(related_model))}
                )
            else:
                condition |= Q(**{f"{column}__icontains": term})
        return queryset.filter(condition), False

    def with_names(self, queryset):
        """Fetch what `other_names_of` reads of all rows that an autocomplete answers, in a fixed number of queries."""
        return queryset

    def other_names_of(self, row):
        """Yield (words, name) of the names by which a search finds a row though its label doesn't say them."""
        return ()

    def reason(self, row, term):
        """Say by which other name a row was found; return "" where its label holds all words of the search."""
        words = folded_words(term)

        def holds(text):
            return all(f" {word}" in text for word in words)

        if not words or holds(search_text(self.label(row))):
            return ""
        names = list(self.other_names_of(row))
        texts = [search_text(name) for _, name in names]
        whole = [name for name, text in zip(names, texts, strict=True) if holds(text)]
        partly = [
            name
            for name, text in zip(names, texts, strict=True)
            if any(f" {word}" in text and f" {word}" not in search_text(self.label(row)) for word in words)
        ]
        return next((f"{intro} {name}" for intro, name in [*whole, *partly]), "")

    def get_changeform_initial_data(self, request):
        """Return the values that the address names, without those that their field can't hold."""
        values = super().get_changeform_initial_data(request)
        return {name: value for name, value in values.items() if self.is_possible_value(name, value)}

    def is_possible_value(self, name, value):
        try:
            field = self.opts.get_field(name)
            keys = value if field.many_to_many else [value]
            for key in keys:
                field.related_model._meta.pk.clean(key, None) if field.is_relation else field.to_python(key)
        except (FieldDoesNotExist, AttributeError, ValidationError):
            return False
        return True

    def lookup_allowed(self, lookup, value, request):
        """Refuse the year of a moment, and numbers that no column can hold: no list offers them, and Django fails on them."""
        _, *transforms = lookup.split("__")
        if HUGE_NUMBER.search(str(value)):
            return False
        return not {"year", "iso_year"} & set(transforms) and super().lookup_allowed(lookup, value, request)

    def may_be_deleted(self, request, row):
        """Tell whether a deletion of the row would be taken, if the user may delete it at all; its form offers no other."""
        return not is_referred_to(row)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and self.has_delete_permission(request, obj):
            context["show_delete"] = self.may_be_deleted(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_deleted_objects(self, objs, request):
        return describe_deletion(objs, request, self.admin_site)


class WordsAdmin(NounAdmin):
    """A noun of a few hundred rows without a column for the search: its names are folded and compared here."""

    def further_text(self, key):
        """Return, as `search_text` does, the names that find the row of a key besides those in its columns."""
        return ""

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        words = folded_words(search_term)
        keys = [
            pk
            for pk, *names in queryset.values_list("pk", *self.search_fields)
            if words and all(f" {word}" in search_text(*names) + self.further_text(pk) for word in words)
        ]
        return queryset.filter(pk__in=keys), False


class PageAdmin(NounAdmin):
    """A noun with a public page, to which the desk links where visitors see it."""

    def view_on_site(self, row):
        is_public = type(row).objects.published().filter(pk=row.pk).exists()
        return row.get_absolute_url() if is_public else None


class PublishableAdmin(NounAdmin):
    """A row of a film or a person with a state of its own, which actions of the list change at once."""

    actions = ("publish", "withdraw", "send_to_review")

    def has_publish_permission(self, request):
        return request.user.has_perm("catalog.publish_film")

    @admin.action(description="Publish the chosen %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request, queryset):
        rows = queryset.exclude(state=State.PUBLISHED)
        self.change_state(request, rows, "published", lambda rows: rows.publish())

    @admin.action(description="Withdraw the chosen %(verbose_name_plural)s", permissions=["publish"])
    def withdraw(self, request, queryset):
        rows = queryset.exclude(state=State.WITHDRAWN)
        self.change_state(request, rows, "withdrawn", lambda rows: rows.withdraw())

    @admin.action(description="Send the chosen %(verbose_name_plural)s to review", permissions=["change"])
    def send_to_review(self, request, queryset):
        rows = queryset.filter(state__in=[State.DRAFT, State.WITHDRAWN])
        self.change_state(request, rows, "sent to review", lambda rows: rows.submit())

    def change_state(self, request, rows, participle, change):
        """Change the state of the rows by `change(queryset)`, and say how many were changed."""
        count = self.edit_rows(request, rows, change, directly=True)
        excuse = "" if count else f" None of the chosen could be {participle} from the state it is in."
        level = messages.SUCCESS if count else messages.WARNING
        self.message_user(request, f"{count_text(count, self.opts)} {participle}.{excuse}", level)
