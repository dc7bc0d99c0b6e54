"""What sources answer to a question, in words that stand in a text: checked when they are saved, mended when lost."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowForm, RowStacked
from catalog.models import Reading
from catalog.texts.quotes import anchor_at, find_quote

QUOTE = ("synopsis", "article", "quote_exact", "quote_prefix", "quote_suffix")
# What is quoted from nowhere: the text went, or its words did.
LOST = Q(quote_lost=True) | (~Q(quote_exact="") & Q(synopsis=None, article=None))


class Quoted(forms.CharField):
    """Words of a text with the line breaks that they have there, whatever the browser makes of them."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def quoted(name, rows, **kwargs):
    widget = AdminTextareaWidget(attrs={"rows": rows, "class": "vLargeTextField quoted"})
    return Reading._meta.get_field(name).formfield(form_class=Quoted, widget=widget, **kwargs)


class QuotingForm(forms.ModelForm):
    quote_exact = quoted("quote_exact", 3)
    # The space between these words and the quote is part of the place.
    quote_prefix = quoted("quote_prefix", 2, strip=False)
    quote_suffix = quoted("quote_suffix", 2, strip=False)

    def clean(self):
        cleaned = super().clean()
        if not (self.errors or set(QUOTE).isdisjoint(self.changed_data)):
            self.settle()
        return cleaned

    def settle(self):
        """Hold the quote against its text, and keep what stands around it there."""
        exact, prefix, suffix = (self.cleaned_data.get(name) or "" for name in QUOTE[2:])
        text = self.cleaned_data.get("synopsis") or self.cleaned_data.get("article")
        if exact and not text:
            self.add_error("quote_exact", "Choose the text that these words stand in, or leave them out.")
            return
        around = ("", "")
        if exact:
            said = text.plain_text
            place = find_quote(said, exact, prefix, suffix)
            if place is None and {"quote_prefix", "quote_suffix"}.isdisjoint(self.changed_data):
                # What stood around the words before they were chosen anew says nothing of where they stand now.
                place = find_quote(said, exact)
            if refused := refusal(said, text, exact, place):
                self.add_error("quote_exact", refused)
                return
            around = anchor_at(said, *place)[1:]
        self.cleaned_data["quote_prefix"], self.cleaned_data["quote_suffix"] = around


def refusal(said, text, exact, place):
    """Why a quote can't stand as it is, with how to mend it; nothing where it stands at one place."""
    times = said.count(exact)
    if times and place:
        return ""
    if times > 1:
        return f"“{text}” says this {times} times. Quote more of it, or write what stands before or after it."
    if times:
        return f"“{text}” says this elsewhere than between those words. Correct them, or leave them empty."
    if place:
        return f"“{text}” doesn’t say this letter by letter. It comes nearest here: “{said[place.start : place.end]}”"
    return f"“{text}” says nothing like this. Copy the words from it, or choose another text."


class ReadingRowForm(QuotingForm, RowForm):
    pass


class ReadingInline(RowStacked):
    model = Reading
    form = ReadingRowForm
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
    title = "place of the quote"
    parameter_name = "quote"

    def lookups(self, request, model_admin):
        return [("lost", "lost its place"), ("stands", "stands in its text"), ("none", "nothing is quoted")]

    def queryset(self, request, queryset):
        quoting = {
            "lost": queryset.filter(LOST),
            "stands": queryset.exclude(LOST).exclude(quote_exact=""),
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
        "standing",
    )
    readonly_fields = ("standing",)

    @admin.display(description="film", ordering="question__film__title")
    def film(self, reading):
        return reading.question.film

    @admin.display(description="quote")
    def quote(self, reading):
        words = Truncator(reading.quote_exact).chars(120)
        if not (words and lost(reading)):
            return words
        mend = reverse("admin:catalog_reading_change", args=[reading.pk])
        return format_html('{} <strong>Lost its place:</strong> <a href="{}#id_quote_exact">mend it</a>', words, mend)

    @admin.display(description="where it stands")
    def standing(self, reading):
        """Where the quote stands by now, with a link to the text."""
        text = reading.synopsis or reading.article
        if not (reading.pk and reading.quote_exact):
            return "nothing is quoted"
        if text is None:
            return "Lost: its text was deleted, or none was chosen. Choose the text, and the words in it."
        noun = text._meta.model_name
        link = format_html('<a href="{}">{}</a>', reverse(f"admin:catalog_{noun}_change", args=[text.pk]), text)
        said = text.plain_text
        found = find_quote(said, reading.quote_exact, reading.quote_prefix, reading.quote_suffix)
        if found is None:
            return format_html("Lost: {} doesn’t say it any more. Copy there the words that say it now.", link)
        exact, prefix, suffix = anchor_at(said, *found)
        return format_html("{}: …{}<mark>{}</mark>{}…", link, prefix, exact, suffix)


def lost(reading):
    return reading.quote_lost or not (reading.synopsis_id or reading.article_id)
