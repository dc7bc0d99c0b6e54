"""What is drawn in Python is letter by letter what Django's templates draw."""

import pytest
from django import forms
from django.conf import settings
from django.forms.utils import ErrorList
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from tests.admin.conftest import desk, editor  # noqa: F401
from tests.admin.desk_forms import address, film_with_rows, open_film, save_film
from wayback.form_renderer import DRAWN, TEMPLATES, FormRenderer

ATTRS = {"class": 'a "b" <c>', "title": mark_safe("&lt;d&gt;"), "required": True, "disabled": False, "size": 1000}
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.HiddenInput,
    forms.CheckboxInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.TimeInput,
    forms.DateTimeInput,
    forms.Textarea,
]
VALUES = [None, "", 0, 1000, 1.5, True, "a & <b> 'c'", mark_safe("<i>d</i>"), lazystr("e <f>"), "two\nlines"]
CHOICES = [
    ("", "None <yet>"),
    (1000, mark_safe("A &amp; B")),
    ("x'y", lazystr("C & D")),
    ("Group & <co>", [("m", "M"), (2, 3000)]),
]


def as_django(template_name, context):
    return TEMPLATES.render(template_name, context)


def assert_drawn(template_name, context):
    assert template_name in DRAWN
    assert FormRenderer().render(template_name, context) == as_django(template_name, context)


@pytest.mark.parametrize("widget_class", WIDGETS)
def test_an_input_is_drawn_as_its_template_draws_it(widget_class):
    for attrs in ({}, ATTRS):
        widget = widget_class(attrs)
        for value in VALUES:
            assert_drawn(widget.template_name, widget.get_context("a<b>", value, {"id": "id_a"}))


@pytest.mark.parametrize("widget_class", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_a_select_is_drawn_as_its_template_draws_it(widget_class):
    choices = {} if widget_class is forms.NullBooleanSelect else {"choices": CHOICES}
    for attrs in ({}, ATTRS):
        widget = widget_class(attrs, **choices)
        for value in (None, "", "x'y", "m", [1000, 2]):
            if not isinstance(value, list) or widget.allow_multiple_selected:
                assert_drawn(widget.template_name, widget.get_context("a<b>", value, {"id": "id_a"}))


@pytest.mark.parametrize("widget_class", [forms.CheckboxSelectMultiple, forms.RadioSelect])
def test_ticks_are_drawn_as_their_template_draws_them(widget_class):
    for attrs in ({}, {"class": "a <b>"}, ATTRS):
        for html_id in ({}, {"id": "id_a"}):
            widget = widget_class(attrs, choices=CHOICES)
            context = widget.get_context("a<b>", ["m"], html_id)
            assert_drawn(widget.template_name, context)
            for _, options, _ in context["widget"]["optgroups"]:
                assert_drawn(widget.option_template_name, {"widget": options[0] | {"wrap_label": False}})


def test_a_form_is_drawn_as_its_template_draws_it():
    class Counts(forms.Form):
        total = forms.IntegerField(widget=forms.HiddenInput)
        first = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Named(Counts):
        name = forms.CharField(help_text="As <printed>")

    for form_class in (forms.Form, Counts, Named):
        for fields in (None, {}, {"total": 1, "name": "a"}):
            form = form_class(fields)
            assert_drawn(form.template_name, form.get_context())


def test_options_with_a_template_of_their_own_keep_it():
    class Buttons(forms.Select):
        option_template_name = "django/forms/widgets/multiwidget.html"

    widget = Buttons(ATTRS, choices=CHOICES)
    context = widget.get_context("a", "m", {"subwidgets": []})
    assert_drawn(widget.template_name, context)


@pytest.mark.parametrize("label", ["Title & <more>", mark_safe("<b>Title</b>"), lazystr("Date?"), ""])
@pytest.mark.parametrize("attrs", [None, {}, ATTRS])
@pytest.mark.parametrize("tag", ["label", "legend"])
@pytest.mark.parametrize("use_tag", [True, False])
def test_a_label_is_drawn_as_its_template_draws_it(label, attrs, tag, use_tag):
    assert_drawn(
        "django/forms/label.html", {"field": None, "label": label, "attrs": attrs, "use_tag": use_tag, "tag": tag}
    )


@pytest.mark.parametrize("messages", [[], ["Too <long>"], [mark_safe("<i>No</i>"), lazystr("a & b"), "c"]])
@pytest.mark.parametrize("options", [{}, {"error_class": "nonfield"}, {"field_id": "id_a"}])
def test_errors_are_drawn_as_their_template_draws_them(messages, options):
    errors = ErrorList(messages, **options)
    for template_name in (errors.template_name, errors.template_name_ul):
        assert_drawn(template_name, errors.get_context())


def test_all_that_forms_of_the_desk_draw_is_drawn_as_their_templates_draw_it(desk, monkeypatch):  # noqa: F811
    names = set()

    def render(self, template_name, context, request=None):
        html = render_form(self, template_name, context, request)
        if template_name in DRAWN:
            names.add(template_name)
            assert html == as_django(template_name, context)
        return html

    render_form = FormRenderer.render
    monkeypatch.setattr(FormRenderer, "render", render)
    film = film_with_rows(1)
    response = save_film(desk, film, open_film(desk, film) | {"title": "", "given_date": "<soon>"})
    assert "errorlist" in response.text
    for noun in ("person", "company", "image", "source"):
        assert desk.get(address(noun, "add")).status_code == 200
    assert {"django/forms/label.html", "django/forms/widgets/select.html"} <= names


def test_forms_are_drawn_by_it():
    assert f"{FormRenderer.__module__}.{FormRenderer.__name__}" == settings.FORM_RENDERER
