"""What all nouns of the desk share: search that folds accents, labels that tell namesakes apart, states, refusals."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied, ValidationError
from django.db.models import DateTimeField, Q, TextField, URLField

from catalog.admin.core.deletion import deletion
from catalog.admin.core.edits import EditsMixin
from catalog.admin.core.history import HistoryMixin
from catalog.admin.inlines.selects import PossibleChoices, PossibleSelect, PossibleSelectMultiple, possible
from catalog.dates import PartialDateField
from catalog.models import State
from catalog.roles import permission_refusal
from catalog.search import matching_rows
from catalog.texts.folding import folded_words, search_text


class PartialDateInput(forms.CharField):
    """A date known to the year, the month or the day; the model's field reads it."""

    def __init__(self, *, max_length, **kwargs):
        # What is too long is no date: the field's own message says how to write one.
        super().__init__(**kwargs)
        self.widget.attrs |= {"size": 10, "placeholder": "YYYY-MM-DD"}

    def has_changed(self, initial, typed):
        return str(initial or "") != (typed or "").strip()


class Lines(forms.CharField):
    """A text of several lines, which a browser sends back with other line ends: as it was, where nothing else changed."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"strip": False})

    def to_python(self, value):
        lines = super().to_python(value).replace("\r\n", "\n")
        return lines if lines.strip() else ""

    def has_changed(self, initial, typed):
        return self.to_python(initial) != self.to_python(typed)


class DayAndTime(AdminSplitDateTime):
    """Django's two fields for a moment, each with a name that a screen reader says."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Date", "Time"), strict=True):
            widget.attrs["aria-label"] = name


class NounAdmin(HistoryMixin, EditsMixin, admin.ModelAdmin):
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    list_select_related = ()
    formfield_overrides = {
        DateTimeField: {"widget": DayAndTime},
        PartialDateField: {"form_class": PartialDateInput},
        TextField: {"form_class": Lines, "widget": AdminTextareaWidget},
        URLField: {"assume_scheme": "https"},
    }

    class Media:
        js = ("js/admin-labels.js", "js/admin-presence.js")

    def labelled(self, queryset):
        """Fetch what a label of each row says."""
        return queryset.select_related(*self.list_select_related) if self.list_select_related else queryset

    def label(self, row):
        """What an autocomplete calls a row, so that two of one name are told apart."""
        return str(row)

    def get_search_results(self, request, queryset, search_term):
        """Each word begins a word of a noun's `search_text`; other columns contain the term."""
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        found = Q(pk__in=[])
        for column in self.search_fields:
            path = column.removesuffix("search_text").removesuffix("__")
            if column == "search_text":
                return matching_rows(queryset, term), False
            if path != column:
                field = self.model._meta.get_field(path)
                found |= Q(**{f"{path}__in": matching_rows(field.related_model.objects.all(), term)})
            else:
                found |= Q(**{f"{column}__icontains": term})
        return queryset.filter(found), False

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """What Django gives, but all inlines read one POST: a copy for each costs a second where rows are hundreds."""
        posted = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        return {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)} | posted

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", PossibleSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", PossibleSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", PossibleChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        """What the address says to begin with, less what no field of the form could hold."""
        return {
            name: value
            for name, value in super().get_changeform_initial_data(request).items()
            if self.fits(name, value)
        }

    def fits(self, name, value):
        """Whether the value could stand in the field of the name."""
        try:
            field = self.opts.get_field(name)
            keys = value if field.many_to_many else [value]
            for key in keys:
                field.related_model._meta.pk.clean(key, None) if field.is_relation else field.to_python(key)
        except (FieldDoesNotExist, AttributeError, ValidationError):
            return False
        return True

    def lookup_allowed(self, lookup, value, request):
        """Whether an address may ask so; not for a year of a moment, which no list offers and Django breaks on."""
        _, *transforms = lookup.split("__")
        return not {"year", "iso_year"} & set(transforms) and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        """Refuse an action that the list doesn't offer this user, and say whose it is; Django says nothing of it.

        What was chosen and can't be a row's key, no list sent: Django would break on it.
        """
        chosen = request.POST.getlist("_selected_action")
        if len(list(possible(self.model, chosen))) < len(chosen):
            raise BadRequest("Rows were chosen that can't be.")
        offered = self.get_actions(request)
        for action, name, _ in self._get_base_actions():
            if name in request.POST.getlist("action") and name not in offered:
                needed = next(iter(getattr(action, "allowed_permissions", ())), "change")
                raise PermissionDenied(
                    permission_refusal(f"{needed}_{'film' if needed == 'publish' else self.opts.model_name}")
                )
        return super().changelist_view(request, extra_context)

    def get_deleted_objects(self, objs, request):
        return deletion(objs, request, self.admin_site)


class WordsAdmin(NounAdmin):
    """A noun of a few hundred rows without a search column: its names are folded and compared here."""

    def get_search_results(self, request, queryset, search_term):
        asked = folded_words(search_term)
        if not search_term.strip():
            return queryset, False
        named = queryset.values_list("pk", *self.search_fields)
        found = [pk for pk, *names in named if asked and all(f" {word}" in search_text(*names) for word in asked)]
        return queryset.filter(pk__in=found), False


class PageAdmin(NounAdmin):
    """A noun that has a public page: `view on site` stands where visitors see it."""

    def view_on_site(self, row):
        seen = type(row).objects.published().filter(pk=row.pk).exists()
        return row.get_absolute_url() if seen else None


def counted(number, opts):
    return f"{number} {opts.verbose_name if number == 1 else opts.verbose_name_plural}"


class PublishableAdmin(NounAdmin):
    """What belongs to a film or a person and has a state of its own, which actions change before the public's eyes."""

    actions = ("publish", "withdraw", "send_to_review")

    def has_publish_permission(self, request):
        return request.user.has_perm("catalog.publish_film")

    @admin.action(description="Publish the chosen %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request, queryset):
        chosen = queryset.exclude(state=State.PUBLISHED)
        self.move(request, chosen, "published", lambda rows: rows.publish())

    @admin.action(description="Withdraw the chosen %(verbose_name_plural)s", permissions=["publish"])
    def withdraw(self, request, queryset):
        chosen = queryset.exclude(state=State.WITHDRAWN)
        self.move(request, chosen, "withdrawn", lambda rows: rows.withdraw())

    @admin.action(description="Send the chosen %(verbose_name_plural)s to review", permissions=["change"])
    def send_to_review(self, request, queryset):
        chosen = queryset.filter(state__in=[State.DRAFT, State.WITHDRAWN])
        self.move(request, chosen, "sent to review", lambda rows: rows.submit())

    def move(self, request, queryset, done, change):
        """Bring rows to a state, and say how many they were."""
        moved = self.edit_rows(request, queryset, change, directly=True)
        note = "" if moved else f" None of the chosen could be {done} from the state it is in."
        level = messages.SUCCESS if moved else messages.WARNING
        self.message_user(request, f"{counted(moved, self.opts)} {done}.{note}", level)
