"""Draw the inputs, labels and errors of forms in Python, letter by letter as Django's templates draw them.

The form of a film has 600 of these parts. Each of Django's templates is a line or two, which takes longer to set up than to
fill in. Whatever is not in DRAWN is drawn by its template.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

Parts = Mapping[str, Any]


def text(value: Any) -> str:
    """Return a value as {{ value }} writes it."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


def plain_text(value: Any) -> str:
    """Return a value as {{ value|stringformat:"s" }} writes it: numbers and dates without a format."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def attributes(attrs: Parts) -> str:
    return "".join(
        f" {text(name)}" if value is True else f' {text(name)}="{plain_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def draw_input(context: Parts) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{plain_text(widget["value"])}"'
    return f'<input type="{text(widget["type"])}" name="{text(widget["name"])}"{value}{attributes(widget["attrs"])}>\n'


def draw_textarea(context: Parts) -> str:
    widget = context["widget"]
    value = text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{text(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>\n'


def draw_select(context: Parts) -> str:
    widget = context["widget"]
    groups = "".join(draw_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{text(widget["name"])}"{attributes(widget["attrs"])}>{groups}\n</select>\n'


def draw_group(name: Any, options: Iterable[Parts]) -> str:
    options_html = "".join(f"\n  {draw_template(option['template_name'], {'widget': option})}" for option in options)
    return f'\n  <optgroup label="{text(name)}">{options_html}\n  </optgroup>' if name else options_html


def draw_option(context: Parts) -> str:
    option = context["widget"]
    value, attrs = plain_text(option["value"]), attributes(option["attrs"])
    return f'<option value="{value}"{attrs}>{text(option["label"])}</option>\n'


def draw_ticks(context: Parts) -> str:
    """Draw a list of checkboxes or radio buttons."""
    widget = context["widget"]
    attrs = {name: widget["attrs"][name] for name in ("id", "class") if widget["attrs"].get(name)}
    groups = "".join(draw_tick_group(name, options) for name, options, _ in widget["optgroups"])
    attrs_html = "".join(f' {name}="{text(value)}"' for name, value in attrs.items())
    return f"<div{attrs_html}>{groups}\n</div>"


def draw_tick_group(name: Any, options: Iterable[Parts]) -> str:
    options_html = "".join(
        f"<div>\n    {draw_template(option['template_name'], {'widget': option})}</div>" for option in options
    )
    return f"\n  <div><label>{text(name)}</label>{options_html}\n  </div>" if name else options_html


def draw_tick(context: Parts) -> str:
    option, input_html = context["widget"], draw_input(context)
    label_for = f' for="{text(option["attrs"]["id"])}"' if option["attrs"].get("id") else ""
    html = f"<label{label_for}>{input_html} {text(option['label'])}</label>" if option["wrap_label"] else input_html
    return f"{html}\n\n"


def draw_label(context: Parts) -> str:
    if not context["use_tag"]:
        return text(context["label"])
    tag, attrs = text(context["tag"]), attributes(context["attrs"] or {})
    return f"<{tag}{attrs}>{text(context['label'])}</{tag}>\n"


def draw_errors(context: Parts) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    field_id = f' id="{text(errors.field_id)}_error"' if getattr(errors, "field_id", None) else ""
    errors_html = "".join(f"<li>{text(error)}</li>" for error in errors)
    return f'<ul class="{text(context["error_class"])}"{field_id}>{errors_html}</ul>'


def draw_form(context: Parts) -> str | None:
    """Draw a form of hidden fields alone, such as the one that counts the rows of an inline."""
    return None if context["fields"] or context["errors"] else "".join(map(str, context["hidden_fields"]))


WIDGETS = "django/forms/widgets"
INPUTS = ("input", "text", "number", "hidden", "checkbox", "email", "url", "password", "date", "time", "datetime")
DRAWN = {f"{WIDGETS}/{name}.html": draw_input for name in INPUTS} | {
    f"{WIDGETS}/textarea.html": draw_textarea,
    f"{WIDGETS}/select.html": draw_select,
    f"{WIDGETS}/select_option.html": draw_option,
    f"{WIDGETS}/checkbox_select.html": draw_ticks,
    f"{WIDGETS}/checkbox_option.html": draw_tick,
    f"{WIDGETS}/radio.html": draw_ticks,
    f"{WIDGETS}/radio_option.html": draw_tick,
    "django/forms/div.html": draw_form,
    "django/forms/label.html": draw_label,
    "django/forms/errors/list/default.html": draw_errors,
    "django/forms/errors/list/ul.html": draw_errors,
}
TEMPLATES = DjangoTemplates()


def draw_template(template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """Draw what a template of forms draws, with the white space around it."""
    draw = DRAWN.get(template_name)
    html = draw(context) if draw else None
    return str(TEMPLATES.get_template(template_name).render(context, request=request)) if html is None else html


class FormRenderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        return draw_template(template_name, context, request).strip()
