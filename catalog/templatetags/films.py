"""Filters and tags of the pages of films."""

from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.dates import words as dates
from catalog.exchange import public_files
from catalog.models import Modality, SpoilerLevel
from catalog.models.facts import ENTRIES, FIELDS, VERSION_FIELDS
from catalog.page_languages import OURS
from catalog.texts import language_tags, numbers
from catalog.texts.language_tags import primary_subtag

register = template.Library()
register.filter(language_tags.direction)
register.filter(numbers.grouped)
register.filter(numbers.decimals)
COUNTS = {
    "film": ngettext_lazy("%(number)s film", "%(number)s films", "count"),
    "genre": ngettext_lazy("%(number)s genre", "%(number)s genres", "count"),
    "subject": ngettext_lazy("%(number)s subject", "%(number)s subjects", "count"),
    "country": ngettext_lazy("%(number)s country", "%(number)s countries", "count"),
    "decade": ngettext_lazy("%(number)s decade", "%(number)s decades", "count"),
    "person": ngettext_lazy("%(number)s person", "%(number)s people", "count"),
    "company": ngettext_lazy("%(number)s company", "%(number)s companies", "count"),
    "list": ngettext_lazy("%(number)s list", "%(number)s lists", "count"),
    "source": ngettext_lazy("%(number)s source", "%(number)s sources", "count"),
}
# The words on a fold. They give nothing away themselves.
WARNINGS = {
    SpoilerLevel.PREMISE: _("This tells how the story begins. Show it"),
    SpoilerLevel.TURNS: _("This tells turns of the story. Show it"),
    SpoilerLevel.ENDING: _("This tells the story to its end. Show it"),
}
# They follow the number of the question, which tells its fold from the others.
QUESTION_WARNINGS = {
    SpoilerLevel.PREMISE: _("on how the story begins"),
    SpoilerLevel.TURNS: _("on a turn of the story"),
    SpoilerLevel.ENDING: _("on the story’s end"),
}
# How much of the story a page shows, on the buttons that choose it.
LEVEL_WORDS = {
    SpoilerLevel.NOTHING: pgettext_lazy("how much of the story", "none"),
    SpoilerLevel.PREMISE: _("premise"),
    SpoilerLevel.TURNS: pgettext_lazy("of the story", "turns"),
    SpoilerLevel.ENDING: pgettext_lazy("of the story", "ending"),
}
CAPITAL_NOUNS = {"de", "lb"}
# What a row of a film is called behind its mark, where the name of its model reads badly.
ROW_WORDS = {"filmcompany": _("company"), "filmwork": _("work"), "event": _("point of the story")}


@register.filter
def count_of(number, nouns):
    """Write how many there are of what a page lists: 12 genres."""
    return COUNTS[nouns] % {"number": numbers.grouped(number), "count": number}


@register.filter
def api_address(film):
    """Return the address of a film with all its parts in the API."""
    return public_files.api_address(film)


@register.filter
def initials(name):
    """Return the first letters of the first and the last word of a name: Peter Weir → PW."""
    letters = [word[0] for word in name.split() if word[0].isalpha()]
    return "".join([letters[0], *letters[1:][-1:]]).upper() if letters else name[:1]


@register.filter
def jobs_in_words(credit_rows):
    """Return the jobs of credits about which nothing else is said, each once: director, writer, producer."""
    jobs = dict.fromkeys(str(credit.job) for credit in credit_rows if not says_more(credit))
    return ", ".join(map(in_a_sentence, jobs))


@register.filter
def with_more_to_say(credit_rows):
    """Return the credits that have characters, remarks or a note: each has a line of its own."""
    return [credit for credit in credit_rows if says_more(credit)]


def says_more(credit):
    return bool(credit.characters.all() or credit.remarks or credit.note)


def in_a_sentence(name):
    """Write a name inside a sentence, abbreviations as they are: Executive Producer → executive producer, ADR Editor → ADR editor.

    Languages that write nouns in capitals keep them.
    """
    if primary_subtag(get_language() or OURS) in CAPITAL_NOUNS:
        return name
    return " ".join(word if word[1:] != word[1:].lower() and word.isupper() else word.lower() for word in name.split())


@register.filter
def runtime(minutes):
    """Write minutes as hours and minutes: 133 → 2 h 13 min."""
    return numbers.running_time(60 * minutes)


@register.filter
def time_element(date):
    """Write a partial date as a `time` element, which programs read too; as words alone where ISO 8601 can't write it."""
    return format_html('<time datetime="{}">{}</time>', date.iso, date.in_words) if date.iso else date.in_words


@register.filter
def day_element(moment):
    """Write the day of a moment as a quiet `time` element: 3 September 2010."""
    day = timezone.localtime(moment).date()
    return format_html('<time class="quiet" datetime="{}">{}</time>', day.isoformat(), dates.day_text(day))


@register.filter
def moment_element(moment):
    """Write a moment as a `time` element: 3 September 2010, 14:05 UTC."""
    moment = timezone.localtime(moment)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="seconds"), dates.moment_text(moment))


@register.filter
def spoils(row, level):
    """Whether a row gives away more than a reader of that spoiler level wants to know."""
    return row.spoiler_level > level


@register.filter
def known_level(row, level):
    """Return the spoiler level that a reader of a level knows who sees a row, because it is shown or its fold was opened."""
    return max(row.spoiler_level, level)


@register.filter
def warning(row):
    """Return the words on the fold over a row."""
    return WARNINGS[row.spoiler_level]


@register.filter
def quote_warning(reading):
    """Return the words on the fold over a reading's quote."""
    return WARNINGS[reading.quote_level]


@register.filter
def answers(question):
    """Return [(answer, how it is said or "", its sources)], each answer once; “says nothing on it” comes last."""
    by_answer = {}
    for reading in question.readings.all():
        modality = "" if reading.modality == Modality.NARRATOR or not reading.value else reading.get_modality_display()
        by_answer.setdefault((reading.value, modality), []).append(reading.source)
    return [(*answer, sources) for answer, sources in sorted(by_answer.items(), key=lambda item: not item[0][0])]


@register.filter
def question_warning(question):
    """Return the words on the fold over a question, whose own words give something away."""
    return QUESTION_WARNINGS[question.spoiler_level]


@register.filter
def shown_title(text, level):
    """Return a text's title, or "" where it has none or gives away more than a reader of that spoiler level wants to know."""
    return text.title if text.title_level <= level else ""


@dataclass(frozen=True)
class FoldedSections:
    """Sections of a text that follow each other, with the words on the fold over them, or "" where they are shown."""

    warning: str
    sections: list
    title: str = ""


@register.filter
def folded_sections(text, level):
    """Return the text's sections in order, for a reader of that level; a folded title stands in the first fold of its level."""
    title = text.title if text.title_level > level else ""
    folds = []
    for section_level, sections in groupby(text.sections, key=lambda section: max(text.level_of(section), level)):
        fold_title, title = (title, "") if section_level >= text.title_level else ("", title)
        folds.append(
            FoldedSections(WARNINGS[section_level] if section_level > level else "", list(sections), fold_title)
        )
    return [FoldedSections(WARNINGS[text.title_level], [], title), *folds] if title else folds


@register.inclusion_tag("catalog/_spoilers.html", takes_context=True)
def level_form(context, level, back=""):
    """Show the form in which a reader chooses a spoiler level; `back` is the address that follows, by default this page."""
    return {"levels": LEVEL_WORDS.items(), "reader_level": level, "back": back, "request": context["request"]}


@register.filter
def histogram_bars(rating):
    """Return [(stars, votes, share of all visitors’ votes in percent)], five stars first."""
    total = rating.visitor_count
    return [
        (stars, votes, round(100 * votes / total) if total else 0)
        for stars, votes in reversed([*rating.histogram.items()])
    ]


@register.filter
def count_beyond(rows, limit):
    """Count the rows after the first `limit`."""
    return len(rows) - limit


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def marks(context, fact, with_gaps=True):
    """Show the footnote marks of a fact, which is a row or a field's name.

    `with_gaps`: also those of sources that lack the name which the row has, and what a source says otherwise.
    """
    footnotes, field = context["footnotes"], FIELDS[fact] if isinstance(fact, str) else None
    fact_marks = footnotes.of_field(fact) if field else footnotes.of(fact)
    shown_marks = [mark for mark in fact_marks if with_gaps or not (mark.gap or mark.differs)]
    # Only people who may add a source see that there is none.
    lacks_source = context.get("may_edit") and not fact_marks
    return grouped_marks(shown_marks, field.label if field else row_words(fact)) | {"lacks_source": lacks_source}


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def entry_marks(context, noun, name):
    """Show the footnote marks of a field of the person or the company that the page is of."""
    return grouped_marks(context["footnotes"].of_field(name), ENTRIES[noun][name].label)


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def name_marks(context, name):
    """Show the footnote marks of one of the names of the person whom the page is of."""
    return grouped_marks(context["footnotes"].of_row(name), _("name %(name)s") % {"name": name})


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def work_marks(context, work, name):
    """Show the footnote marks of a field of a work that a film is based on."""
    label = _("%(field)s of %(row)s") % {"field": ENTRIES["work"][name].label, "row": work}
    return grouped_marks(context["footnotes"].of_work_field(work, name), label)


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def version_marks(context, version, name):
    """Show the footnote marks of one field of a version: those of sources that are cited for it alone."""
    label = _("%(field)s of the version %(row)s") % {"field": VERSION_FIELDS[name], "row": version}
    return grouped_marks(context["footnotes"].of_version_field(version, name), label)


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def source_marks(context, sources, label):
    """Show the footnote marks of some sources; `label` says of what they are the sources."""
    return grouped_marks([context["footnotes"].mark_of(source) for source in sources], label)


@register.inclusion_tag("catalog/_marks.html", takes_context=True)
def text_marks(context, text, level):
    """Show the footnote mark of the source that a text is told after."""
    label = _("text “%(title)s”") % {"title": shown_title(text, level) or text.get_kind_display()}
    return grouped_marks([context["footnotes"].mark_of(text.source)] if text.source else [], label)


@register.simple_tag
def only_sources(story_event):
    """Return the link of the mark of an event that only some sources tell, as part of a sentence."""
    return mark_in_sentence(story_event.marks, row_words(story_event.event))


def grouped_marks(fact_marks, label):
    """Return marks by what they say: one mark for all that agree, and one for all that lack a name for the same reason.

    `label` says of what they are the sources, for those who hear the name of the link alone.
    """
    gaps = {}
    for mark in fact_marks:
        if mark.gap:
            gaps.setdefault(mark.gap, []).append(mark)
    agreeing = [mark for mark in fact_marks if not (mark.gap or mark.differs)]
    return {
        "agreeing": agreeing and mark_alone(agreeing, label),
        "differing": [
            (mark_in_sentence([mark], label, hides_word=True), mark.differs)
            for mark in fact_marks
            if mark.differs and not mark.gap
        ],
        "gaps": [(gap, mark_in_sentence(marks, label)) for gap, marks in gaps.items()],
    }


def mark_alone(marks, label):
    text = ", ".join(str(mark.number) for mark in marks)
    return mark_link(marks, text, text, label)


def mark_in_sentence(marks, label, hides_word=False):
    """Return the link of a mark whose sentence goes on: what it is of is said in its name alone."""
    text = numbers_text(marks) if hides_word else sources_text(marks)
    return mark_link(marks, text, numbers_text(marks), label)


def numbers_text(marks):
    return numbers.list_text(mark.number for mark in marks)


def sources_text(marks):
    return ngettext("source %(numbers)s", "sources %(numbers)s", len(marks)) % {"numbers": numbers_text(marks)}


def mark_link(marks, text, source_numbers, label):
    """Return the link of one mark for several sources. Without a script it leads to the first of them at the foot.

    `source_numbers` are written as in `text`, so that what is heard holds what is seen (WCAG 2.5.3).
    """
    name = ngettext("source %(numbers)s of the %(what)s", "sources %(numbers)s of the %(what)s", len(marks))
    return format_html(
        '<a class="mark" href="#source-{}" title="{}" data-sources="{}" aria-label="{}">{}</a>',
        marks[0].source.pk,
        "; ".join(mark.title for mark in marks),
        " ".join(f"source-{mark.source.pk}" for mark in marks),
        name % {"numbers": source_numbers, "what": label},
        text,
    )


def row_words(row):
    """Say in words which row of a film a mark belongs to."""
    noun = ROW_WORDS.get(row._meta.model_name, row._meta.verbose_name)
    return f"{noun} {row}"


@register.inclusion_tag("catalog/_picture.html")
def picture(image, sizes, priority=False, link=False):
    """Show a picture in the size that the screen needs; `priority`: load it before others."""
    return {
        "image": image,
        "sizes": sizes,
        "priority": priority,
        "link": link,
        "avif": srcset(image, "avif"),
        "webp": srcset(image, "webp"),
    }


def srcset(image, file_format):
    return ", ".join(f"{size['url']} {size['width']}w" for size in image.sizes(file_format))
