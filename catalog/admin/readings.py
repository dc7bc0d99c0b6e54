"""Readings: what a source answers to a question, with a quote whose place in a text is checked."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowForm, RowStacked
from catalog.models import Reading
from catalog.texts.quotes import anchor_at, find_quote

QUOTE = ("synopsis", "article", "quote_exact", "quote_prefix", "quote_suffix")
# Quotes without a place: their text was deleted, or no longer says them.
IS_LOST = Q(quote_lost=True) | (~Q(quote_exact="") & Q(synopsis=None, article=None))


class QuoteField(forms.CharField):
    """Words of a text, with the line ends that they have in the text and not those that a browser sends."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def quote_field(name, rows, **kwargs):
    widget = AdminTextareaWidget(attrs={"rows": rows, "class": "vLargeTextField quoted"})
    return Reading._meta.get_field(name).formfield(form_class=QuoteField, widget=widget, **kwargs)


class QuotingForm(forms.ModelForm):
    quote_exact = quote_field("quote_exact", 3)
    # The space between these words and the quote is part of the place.
    quote_prefix = quote_field("quote_prefix", 2, strip=False)
    quote_suffix = quote_field("quote_suffix", 2, strip=False)

    def clean(self):
        cleaned_data = super().clean()
        if not (self.errors or set(QUOTE).isdisjoint(self.changed_data)):
            self.anchor_quote()
        return cleaned_data

    def anchor_quote(self):
        """Find the quote in its text, and store the words before and after it; add an error where it has no one place."""
        exact, prefix, suffix = (self.cleaned_data.get(name) or "" for name in QUOTE[2:])
        text = self.cleaned_data.get("synopsis") or self.cleaned_data.get("article")
        if exact and not text:
            self.add_error("quote_exact", gettext("Choose the text that these words stand in, or leave them out."))
            return
        prefix_and_suffix = ("", "")
        if exact:
            plain_text = text.plain_text
            place = find_quote(plain_text, exact, prefix, suffix)
            if place is None and {"quote_prefix", "quote_suffix"}.isdisjoint(self.changed_data):
                # The words around an earlier quote say nothing of the place of this one.
                place = find_quote(plain_text, exact)
            if refusal := quote_refusal(plain_text, text, exact, place):
                self.add_error("quote_exact", refusal)
                return
            prefix_and_suffix = anchor_at(plain_text, *place)[1:]
        self.cleaned_data["quote_prefix"], self.cleaned_data["quote_suffix"] = prefix_and_suffix


def quote_refusal(plain_text, text, exact, place):
    """Return why a quote has no one place in its text, and how to mend it; an empty text where it has one."""
    times = plain_text.count(exact)
    if times and place:
        return ""
    if times > 1:
        return gettext(
            "“%(text)s” says this more than once (%(times)s). Quote more of it, or write what stands before or after it."
        ) % {"text": text, "times": times}
    if times:
        return gettext(
            "“%(text)s” says this elsewhere than between those words. Correct them, or leave them empty."
        ) % {"text": text}
    if place:
        return gettext("“%(text)s” doesn’t say this letter by letter. It comes nearest here: “%(plain_text)s”") % {
            "text": text,
            "plain_text": plain_text[place.start : place.end],
        }
    return gettext("“%(text)s” says nothing like this. Copy the words from it, or choose another text.") % {
        "text": text
    }


class ReadingRowForm(QuotingForm, RowForm):
    pass


class ReadingInline(RowStacked):
    model = Reading
    form = ReadingRowForm
    order_field = "position"
    list_select_related = ("source",)
    fields = (
        ("source", "position"),
        "value",
        "modality",
        ("synopsis", "article"),
        "quote_exact",
        ("quote_prefix", "quote_suffix"),
    )


class LostFilter(admin.SimpleListFilter):
    title = _("place of the quote")
    parameter_name = "quote"

    def lookups(self, request, model_admin):
        return [
            ("lost", gettext("lost its place")),
            ("stands", gettext("stands in its text")),
            ("none", gettext("nothing is quoted")),
        ]

    def queryset(self, request, queryset):
        quoting = {
            "lost": queryset.filter(IS_LOST),
            "stands": queryset.exclude(IS_LOST).exclude(quote_exact=""),
            "none": queryset.filter(quote_exact=""),
        }
        return quoting.get(self.value(), queryset)


@admin.register(Reading)
class ReadingAdmin(NounAdmin):
    form = QuotingForm
    list_display = ("source", "question", "value", "modality", "quote", "film")
    list_filter = (LostFilter, "modality")
    list_select_related = ("source", "question__film")
    search_fields = ("source__search_text", "question__question", "value", "quote_exact")
    autocomplete_fields = ("question", "source", "synopsis", "article")
    fields = (
        "question",
        ("source", "position"),
        "value",
        "modality",
        ("synopsis", "article"),
        "quote_exact",
        ("quote_prefix", "quote_suffix"),
        "quote_place",
    )
    readonly_fields = ("quote_place",)

    def get_object(self, request, object_id, from_field=None):
        """Return the reading with the text that `quote_place` reads when the page is drawn."""
        reading = super().get_object(request, object_id, from_field)
        if reading and (text := reading.synopsis or reading.article):
            str(text)
        return reading

    @admin.display(description=_("film"), ordering="question__film__title")
    def film(self, reading):
        return reading.question.film

    @admin.display(description=_("quote"))
    def quote(self, reading):
        words = Truncator(reading.quote_exact).chars(120)
        if not (words and is_lost(reading)):
            return words
        mend = reverse("admin:catalog_reading_change", args=[reading.pk])
        return format_html(
            '{} <strong>{}</strong> <a href="{}#id_quote_exact">{}</a>',
            words,
            gettext("Lost its place:"),
            mend,
            gettext("mend it"),
        )

    @admin.display(description=_("where it stands"))
    def quote_place(self, reading):
        """Show where the quote stands now, with a link to the text."""
        text = reading.synopsis or reading.article
        if not (reading.pk and reading.quote_exact):
            return gettext("nothing is quoted")
        if text is None:
            return gettext("Lost: its text was deleted, or none was chosen. Choose the text, and the words in it.")
        noun = text._meta.model_name
        link = format_html('<a href="{}">{}</a>', reverse(f"admin:catalog_{noun}_change", args=[text.pk]), text)
        plain_text = text.plain_text
        place = find_quote(plain_text, reading.quote_exact, reading.quote_prefix, reading.quote_suffix)
        if place is None:
            return format_html(gettext("Lost: {} doesn’t say it any more. Copy there the words that say it now."), link)
        exact, prefix, suffix = anchor_at(plain_text, *place)
        return format_html("{}: …{}<mark>{}</mark>{}…", link, prefix, exact, suffix)


def is_lost(reading):
    return reading.quote_lost or not (reading.synopsis_id or reading.article_id)
