"""Kinds of nouns at the desk: how their rows are searched, labelled and published."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.bulk import bulk_page, is_confirmed
from catalog.admin.core.deletion import describe_deletion, is_referred_to
from catalog.admin.core.edits import EditsAdmin
from catalog.admin.core.exports import export_context, export_paths
from catalog.admin.core.fields import FORMFIELD_OVERRIDES
from catalog.admin.core.uses import tables_of_uses
from catalog.admin.core.views import count_text
from catalog.admin.inlines.rows import RowsAdmin
from catalog.admin.pages.importing.proposals import NOUNS as PROPOSING_NOUNS
from catalog.admin.pages.importing.proposals import open_proposals_of
from catalog.models import Person, State
from catalog.search import matching_rows
from catalog.texts.folding import folded_words, search_text
from catalog.texts.names_by_language import read_names
from catalog.texts.near_names import near_names
from catalog.texts.numbers import MOST_DIGITS

# Fewer letters are near to too many names; more rows than these are not compared with what was typed.
FEWEST_LETTERS = 4
MOST_COMPARED = 300
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
    # The fields of a new row that forms of other nouns name, that of its name first; empty where they may not.
    new_fields = ()
    # Those of them that the next new row on the page takes over.
    carried_fields = ()
    # Whether what is typed in such a form names a row, also where none was chosen from the list.
    takes_words = False
    # What else names a row: tables in its form.
    uses = ()

    class Media:
        js = (
            "js/admin-rows.js",
            "js/combobox.js",
            "js/admin-comboboxes.js",
            "js/admin-once.js",
            "js/admin-presence.js",
            "js/admin-uploads.js",
        )

    def get_urls(self):
        return [*export_paths(self), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, export_context(self, request) | (extra_context or {}))

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

    def new_form(self, request):
        """Return the form by which a row is made that another form names as new, whether that one is refused or not."""
        fields = [*self.new_fields, *self.prepopulated_fields]
        return super(EditsAdmin, self).get_form(request, None, change=False, fields=fields)

    def rows_of(self, owner):
        """Return the rows that a film has already, one of which is meant where a form of the film names one of that name."""
        return ()

    def near_rows(self, request, term, known_keys):
        """Return up to three rows whose names are nearly what was typed, for an editor who is about to make a new one."""
        if not self.new_fields or len(term.strip()) < FEWEST_LETTERS:
            return []
        name = self.new_fields[0]
        rows = self.with_names(self.for_labels(self.get_queryset(request).exclude(pk__in=known_keys)))
        column = desk_column(self.model) if "search_text" in self.search_fields else ""
        for word in folded_words(term) if column else ():
            rows = rows.filter(**{f"{column}__contains": f" {word[:2]}"})
        return near_names(list(rows.order_by("pk")[:MOST_COMPARED]), lambda row: getattr(row, name), term)

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
        context["uses"] = tables_of_uses(self.uses, obj, request) if change and obj else ()
        if change and obj and self.opts.model_name in PROPOSING_NOUNS:
            context["import_proposals"] = open_proposals_of(obj)
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


class NamedAdmin(WordsAdmin):
    """A term with names in several languages, by each of which it is found."""

    search_fields = ("name", "names")

    def other_names_of(self, row):
        return ((gettext("also known as"), name) for name in read_names(row.names).values())


class PageAdmin(NounAdmin):
    """A noun with a public page, to which the desk links where visitors see it."""

    def view_on_site(self, row):
        is_public = type(row).objects.published().filter(pk=row.pk).exists()
        return row.get_absolute_url() if is_public else None


class StateChange(NamedTuple):
    """A change of state that an action makes: of rows in which states, and what is said of it.

    `button` and `outcome` name the rows, `refusal_words` say the state of a row that it does not fit.
    """

    button: str
    outcome: str
    refusal_words: str
    effect: str
    states: tuple[str, ...]
    make: Callable

    def refusal(self, row):
        """Say why the action refuses a row; "" where it doesn't."""
        return "" if row.state in self.states else self.refusal_words % {"state": row.get_state_display()}


STATE_CHANGES = {
    "publish": StateChange(
        _("Publish %(rows)s"),
        _("Published: %(rows)s."),
        _("it is %(state)s and can’t be published"),
        _("Visitors see them at once, where they see the film or the person."),
        (State.DRAFT, State.IN_REVIEW, State.WITHDRAWN),
        lambda rows: rows.publish(),
    ),
    "withdraw": StateChange(
        _("Withdraw %(rows)s"),
        _("Withdrawn: %(rows)s."),
        _("it is %(state)s and can’t be withdrawn"),
        _("Visitors see them no more."),
        (State.DRAFT, State.IN_REVIEW, State.PUBLISHED),
        lambda rows: rows.withdraw(),
    ),
    "send_to_review": StateChange(
        _("Send to review: %(rows)s"),
        _("Sent to review: %(rows)s."),
        _("it is %(state)s and can’t be sent to review"),
        _("A reviewer finds them in review. Visitors don’t see them."),
        (State.DRAFT, State.WITHDRAWN),
        lambda rows: rows.submit(),
    ),
}


class PublishableAdmin(NounAdmin):
    """A row of a film or a person with a state of its own, which actions of the list change at once."""

    actions = ("publish", "withdraw", "send_to_review")

    def has_publish_permission(self, request):
        return request.user.has_perm("catalog.publish_film")

    @admin.action(description=_("Publish the chosen %(verbose_name_plural)s…"), permissions=["publish"])
    def publish(self, request, queryset):
        return self.change_state(request, queryset, "publish")

    @admin.action(description=_("Withdraw the chosen %(verbose_name_plural)s…"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self.change_state(request, queryset, "withdraw")

    @admin.action(description=_("Send the chosen %(verbose_name_plural)s to review…"), permissions=["change"])
    def send_to_review(self, request, queryset):
        return self.change_state(request, queryset, "send_to_review")

    def change_state(self, request, queryset, action):
        """Ask first; then change the state of the rows that the action fits, and say how many were changed."""
        change = STATE_CHANGES[action]
        if not is_confirmed(request):
            return bulk_page(
                self,
                request,
                queryset,
                action=action,
                button=change.button,
                effect=change.effect,
                refusal=change.refusal,
            )
        count = self.edit_rows(request, queryset.filter(state__in=change.states), change.make, directly=True)
        excuse = "" if count else gettext("None of the chosen is in a state that allows it.")
        level = messages.SUCCESS if count else messages.WARNING
        self.message_user(request, f"{change.outcome % {'rows': count_text(count, self.opts)}} {excuse}".strip(), level)
        return None
