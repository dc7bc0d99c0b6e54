"""Selects of rows, drawn and read from what their formset fetched for all rows at once."""

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from catalog.admin.core.fields import UnclearableMixin, refuse_choice


def draw_select(options, attrs):
    """Return a select of (value, label) that are all selected."""
    options_html = format_html_join("", '<option value="{}" selected>{}</option>', options)
    return format_html("<select{}>{}</select>", flatatt(attrs), options_html)


class LightSelect(forms.Select):
    """A select of choices that draws only the selected one; the others are in the empty row."""

    def render(self, name, value, attrs=None, renderer=None):
        labels = {str(key): label for key, label in self.choices}
        options = [(key, labels[key]) for key in self.format_value(value) if labels.get(key) and key]
        return draw_select(options, self.attrs | (attrs or {}) | {"name": name, "class": "row-choice"})


class RowSelectMixin(AutocompleteMixin, forms.Select):
    """An autocomplete that draws what is selected from the rows that its formset fetched.

    `is_light` draws a plain select, which a script turns into an autocomplete when it is first used. `get_add_page()`
    returns the address at which a row is added, if the user may add one.
    """

    is_light = False
    formset = None
    get_add_page = None

    def use_required_attribute(self, initial):
        """Never: to find out, Django would fetch all rows that can be chosen."""
        return False

    def selected_options(self, value):
        """Return (key, label) of the selected rows that exist."""
        model = self.field.remote_field.model
        label, rows = self.admin_site.get_model_admin(model).label, self.formset.referenced_rows[model]
        return [(key, label(rows[key])) for key in value if key in rows]

    def optgroups(self, name, value, attrs=None):
        options = self.selected_options(value) if self.formset else []
        if not (self.is_required or self.allow_multiple_selected):
            options.insert(0, ("", ""))
        return [(None, [self.create_option(name, key, text, bool(key), 0) for key, text in options], 0)]

    def render(self, name, value, attrs=None, renderer=None):
        if self.is_light:
            return self.render_light(name, value, attrs)
        html, add_page = super().render(name, value, attrs, renderer), self.get_add_page and self.get_add_page()
        if not add_page:
            return html
        title = f"Add another {self.field.remote_field.model._meta.verbose_name}"
        return html + format_html(
            '<a class="related-widget-wrapper-link add-related" id="add_id_{}" data-popup="yes" href="{}" title="{}">'
            '<img src="{}" alt="{}" width="20" height="20"></a>',
            name,
            add_page,
            title,
            static("admin/img/icon-addlink.svg"),
            title,
        )

    def render_light(self, name, value, attrs):
        options = self.selected_options(self.format_value(value))
        attrs = self.attrs | (attrs or {}) | {"name": name, "class": "row-pick"}
        if self.allow_multiple_selected:
            attrs |= {"multiple": True, "size": max(len(options), 1)}
        return draw_select(options, attrs)

    @property
    def media(self):
        return super().media + forms.Media(js=["js/admin-selects.js"])


class RowSelect(RowSelectMixin, AutocompleteSelect):
    pass


class RowSelectMultiple(RowSelectMixin, UnclearableMixin, AutocompleteSelectMultiple):
    pass


class RowChoiceMixin(forms.ModelChoiceField):
    """A field that reads its rows from those that its formset fetched, never from its queryset."""

    # Copies all but the queryset, which is never used.
    __deepcopy__ = forms.Field.__deepcopy__

    def referenced_row(self, key):
        row = self.widget.formset.referenced_rows[self.queryset.model].get(str(key))
        return row or refuse_choice(self, key)


class RowChoice(RowChoiceMixin):
    def to_python(self, value):
        return None if value in self.empty_values else self.referenced_row(value)

    def keys_of(self, row, name):
        """Return the keys that a saved row refers to in the field of this name."""
        return [getattr(row, f"{name}_id")]


class RowChoices(RowChoiceMixin, forms.ModelMultipleChoiceField):
    """Rows to which a row refers by a many-to-many field, or by `target` of its rows in the relation `through`."""

    through = ""
    target = "pk"

    def has_changed(self, initial, data):
        """Tell whether other rows were chosen, or the same ones in another order."""
        return list(map(str, self.prepare_value(initial or []))) != list(map(str, data or ()))

    def clean(self, value):
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self.referenced_row(key) for key in dict.fromkeys(map(str, value or []))]

    def keys_of(self, row, name):
        """Return the keys that a saved row refers to in the field of this name."""
        return [getattr(referenced_row, self.target) for referenced_row in getattr(row, self.through or name).all()]
