"""Selects of rows, drawn and read from what their formset fetched for all rows at once."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join


def select(picked, attrs):
    options = format_html_join("", '<option value="{}" selected>{}</option>', picked)
    return format_html("<select{}>{}</select>", flatatt(attrs), options)


def possible(model, keys):
    """The keys that the model's primary key can hold; what else was posted is not looked for."""
    for key in keys:
        try:
            yield model._meta.pk.clean(key, None)
        except ValidationError:
            continue


class PossibleMixin:
    """An autocomplete that looks for no key that could not be one: a database can refuse to."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, list(possible(self.field.remote_field.model, value)), attrs)


class PossibleSelect(PossibleMixin, AutocompleteSelect):
    pass


class ClearedOneByOne:
    """Several chosen are taken out one by one: the mark that clears all would stand among them, and is none of them."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class PossibleSelectMultiple(PossibleMixin, ClearedOneByOne, AutocompleteSelectMultiple):
    pass


class PossibleChoices(forms.ModelMultipleChoiceField):
    def _check_values(self, value):
        for key in value:
            if not list(possible(self.queryset.model, [key])):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super()._check_values(value)


class LightSelect(forms.Select):
    """A select that draws what is chosen; the rest is in the empty row."""

    def render(self, name, value, attrs=None, renderer=None):
        labels = {str(key): label for key, label in self.choices}
        picked = [(key, labels[key]) for key in self.format_value(value) if labels.get(key) and key]
        return select(picked, self.attrs | (attrs or {}) | {"name": name, "class": "row-choice"})


class RowSelectMixin:
    """An autocomplete that draws what is chosen from the rows its formset fetched."""

    light = False
    add_url = ""
    chosen = {}

    def use_required_attribute(self, initial):
        """Never, as in all forms of the desk; to find out, Django would fetch all that can be chosen."""
        return False

    def optgroups(self, name, value, attrs=None):
        label = self.admin_site.get_model_admin(self.field.remote_field.model).label
        picked = [(key, label(self.chosen[key])) for key in value if key in self.chosen]
        if not (self.is_required or self.allow_multiple_selected):
            picked.insert(0, ("", ""))
        return [(None, [self.create_option(name, key, text, bool(key), 0) for key, text in picked], 0)]

    def render_light(self, name, value, attrs):
        label = self.admin_site.get_model_admin(self.field.remote_field.model).label
        rows = [self.chosen[key] for key in self.format_value(value) if key in self.chosen]
        options = format_html_join(
            "", '<option value="{}" selected>{}</option>', ((row.pk, label(row)) for row in rows)
        )
        every = self.attrs | (attrs or {}) | {"name": name, "class": "row-pick"}
        if self.allow_multiple_selected:
            every |= {"multiple": True, "size": max(len(rows), 1)}
        return format_html("<select{}>{}</select>", flatatt(every), options)

    def render(self, name, value, attrs=None, renderer=None):
        if self.light:
            return self.render_light(name, value, attrs)
        drawn = super().render(name, value, attrs, renderer)
        if not self.add_url:
            return drawn
        return drawn + format_html(
            '<a class="related-widget-wrapper-link add-related" id="add_id_{}" data-popup="yes" href="{}" title="{}">'
            '<img src="{}" alt="{}" width="20" height="20"></a>',
            name,
            self.add_url,
            added := f"Add another {self.field.remote_field.model._meta.verbose_name}",
            static("admin/img/icon-addlink.svg"),
            added,
        )

    @property
    def media(self):
        return super().media + forms.Media(js=["js/admin-rows.js"])


class RowSelect(RowSelectMixin, AutocompleteSelect):
    pass


class RowSelectMultiple(RowSelectMixin, ClearedOneByOne, AutocompleteSelectMultiple):
    pass


class Sharing:
    def __deepcopy__(self, memo):
        """Copy all but the queryset, which no row asks."""
        return forms.Field.__deepcopy__(self, memo)


class RowChoice(Sharing, forms.ModelChoiceField):
    def to_python(self, value):
        if value in self.empty_values:
            return None
        if str(value) not in self.widget.chosen:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return self.widget.chosen[str(value)]


class RowChoices(Sharing, forms.ModelMultipleChoiceField):
    def clean(self, value):
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        keys = list(dict.fromkeys(map(str, value or [])))
        for key in keys:
            if key not in self.widget.chosen:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return [self.widget.chosen[key] for key in keys]
