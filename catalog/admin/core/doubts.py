"""Warnings that an editor may overrule: what looks wrong and may be right is saved when the form is sent again with them.

A form is checked after its rows are saved and before the transaction ends, so that what it names as new is checked, too.
Where something is doubtful that the form doesn't overrule, nothing is saved. Programs are not asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.admin import site
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from catalog.admin.core.new_rows import NewRows
from catalog.admin.core.views import page_address
from catalog.dates import PartialDateField
from catalog.dates.words import moment_in_words
from catalog.editing.documents import RefusedError
from catalog.models import Credit, Film, LanguageUse, Person, Version, VersionLanguage

# The field in which a form sends back the warnings that it was shown, word by word: it overrules these, and none else.
FIELD = "_overruled"
# Of more rows of the same name, only the first are named.
MOST_NAMED = 3
# Nouns whose dates are looked at → the first year that is likely. Cinema begins with Le Prince's strips of 1888.
FIRST_YEARS = {"film": 1888, "version": 1888, "copy": 1888, "release": 1888, "person": 1700}
YEARS_AHEAD = 10
WITH_VOICES = (LanguageUse.SPOKEN, LanguageUse.SUNG, LanguageUse.DUBBED, LanguageUse.VOICE_OVER)


class Doubt(NamedTuple):
    """What is doubtful, in words that name it exactly, and the form where an editor can look."""

    text: str
    page: str = ""


class DoubtfulError(RefusedError):
    """Nothing was saved: the editor is to look at some doubts, and may overrule them."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__("")
        self.doubts = doubts


def refuse_doubts(request: Any, doubts: Iterable[Doubt]) -> None:
    """Raise DoubtfulError with all doubts if the request doesn't overrule each of them."""
    all_doubts = list(dict.fromkeys(doubts))
    overruled_texts = set(request.POST.getlist(FIELD))
    if any(doubt.text not in overruled_texts for doubt in all_doubts):
        raise DoubtfulError(all_doubts)


def doubts_of_form(request: Any, form: Any, formsets: Any, year_before: int | None) -> Iterator[Doubt]:
    """Yield what is doubtful in the rows that a form has just saved and in those that it named as new.

    Only what the form changes is doubted, so that nobody overrules the same again. `year_before` is the film's.
    """
    forms = [form]
    for formset in formsets:
        # Each look at `deleted_forms` goes over all rows.
        deleted_forms = formset.deleted_forms
        forms += [row for row in formset.forms if row not in deleted_forms]
    changed_forms = [row for row in forms if hasattr(row, "instance") and row.has_changed()]
    yield from doubtful_films(form, year_before)
    yield from doubtful_people(request, form)
    for row in changed_forms:
        yield from doubtful_moments(row)
    changed_rows = [row.instance for row in changed_forms]
    if changed_credits := [row for row in changed_rows if isinstance(row, Credit)]:
        yield from doubtful_credits(changed_credits)
    if changed_versions := {version_key(row) for row in changed_rows if isinstance(row, Version | VersionLanguage)}:
        yield from doubtful_languages(changed_versions)


def doubtful_films(form: Any, year_before: int | None) -> Iterator[Doubt]:
    """Doubt a film that has the title and the year of another one, where it did not before."""
    if not isinstance(form.instance, Film):
        return
    film = Film.objects.get(pk=form.instance.pk)
    if film.year is None or ("title" not in form.changed_data and film.year == year_before):
        return
    namesakes = Film.objects.filter(title_key=film.title_key, year=film.year).exclude(pk=film.pk)
    for namesake in namesakes.order_by("pk")[:MOST_NAMED]:
        yield Doubt(
            gettext("Another film has this title and year: “%(namesake)s”, number %(number)s.")
            % {"namesake": namesake, "number": namesake.pk},
            page_address(Film._meta, "change", namesake.pk),
        )


def doubtful_people(request: Any, form: Any) -> Iterator[Doubt]:
    """Doubt a person who gets the name of another one, in a form of their own or in a row that names them as new."""
    people = [
        person for (noun, _), rows in NewRows.of(request).rows.items() if noun == "person" for person in rows.values()
    ]
    if isinstance(form.instance, Person) and "name" in form.changed_data:
        people.append(form.instance)
    if not people:
        return
    person_admin = site.get_model_admin(Person)
    namesakes = Person.objects.filter(name_key__in={person.name_key for person in people})
    other_people = namesakes.exclude(pk__in=[person.pk for person in people])
    number_of: Counter[str] = Counter()
    for namesake in person_admin.for_labels(other_people).order_by("name_key", "pk")[: MOST_NAMED * len(people)]:
        number_of[namesake.name_key] += 1
        if number_of[namesake.name_key] <= MOST_NAMED:
            yield Doubt(
                gettext("Somebody else is called so: %(namesake)s, number %(number)s.")
                % {"namesake": person_admin.label(namesake), "number": namesake.pk},
                page_address(Person._meta, "change", namesake.pk),
            )


def doubtful_moments(form: Any) -> Iterator[Doubt]:
    """Doubt years that are far off, and publications that begin in the past."""
    row = form.instance
    first_year = FIRST_YEARS.get(row._meta.model_name)
    last_year = timezone.localdate().year + YEARS_AHEAD
    for name in form.changed_data:
        field = next((field for field in row._meta.concrete_fields if field.name == name), None)
        value = field and getattr(row, name)
        if not value:
            continue
        if isinstance(field, DateTimeField) and name == "published_from" and value < timezone.now():
            yield Doubt(
                gettext("%(row)s is published from a moment in the past: %(moment)s.")
                % {"row": label_of(row), "moment": moment_in_words(value)}
            )
        elif isinstance(field, PartialDateField) and first_year:
            date = field.to_python(value)
            if date.last_day.year < first_year or date.first_day.year > last_year:
                yield Doubt(
                    gettext("%(row)s has a year that is far off: %(date)s.")
                    % {"row": label_of(row), "date": date.in_words}
                )


def doubtful_credits(rows: list[Credit]) -> Iterator[Doubt]:
    """Doubt credits of a film that repeat one of the same person and job, or that come first beside another one."""
    changed_keys = {row.pk for row in rows}
    credit_rows = Credit.objects.filter(film__in={row.film_id for row in rows}).select_related(
        "person", "job__department"
    )
    credits_by_job: dict[Any, list[Credit]] = {}
    credits_by_department: dict[Any, list[Credit]] = {}
    for credit in credit_rows.order_by("pk"):
        if credit.person_id:
            credits_by_job.setdefault((credit.film_id, credit.person_id, credit.job_id, credit.segment), []).append(
                credit
            )
        if credit.billing_order == 1:
            credits_by_department.setdefault((credit.film_id, credit.job.department_id, credit.segment), []).append(
                credit
            )
    for same_credits in credits_by_job.values():
        if len(same_credits) > 1 and not changed_keys.isdisjoint(credit.pk for credit in same_credits):
            yield Doubt(
                ngettext(
                    "The film has this credit %(number)s time: %(person)s, %(job)s.",
                    "The film has this credit %(number)s times: %(person)s, %(job)s.",
                    len(same_credits),
                )
                % {"number": len(same_credits), "person": same_credits[0].person, "job": same_credits[0].job}
            )
    for first_credits in credits_by_department.values():
        if len(first_credits) > 1 and not changed_keys.isdisjoint(credit.pk for credit in first_credits):
            names = ", ".join(str(credit.person or credit.get_missing_reason_display()) for credit in first_credits)
            yield Doubt(
                gettext("Several credits have the billing order 1 (%(department)s): %(names)s.")
                % {"department": first_credits[0].job.department, "names": names}
            )


def version_key(row: Version | VersionLanguage) -> Any:
    return row.pk if isinstance(row, Version) else row.version_id


def doubtful_languages(versions: set[Any]) -> Iterator[Doubt]:
    """Doubt versions in which a language is heard though they have no dialogue; `versions` are their keys."""
    languages_by_version: dict[int, list[str]] = {}
    languages = VersionLanguage.objects.filter(version__in=versions).order_by("pk")
    uses = list(languages.values_list("version_id", "use", "language__name"))
    for version, use, language in uses:
        if use in WITH_VOICES:
            languages_by_version.setdefault(version, []).append(language)
    silent = {version for version, use, _ in uses if use == LanguageUse.NO_DIALOGUE}
    for version in languages_by_version.keys() & silent:
        yield Doubt(
            gettext("A version has “no dialogue”, and a language beside it: %(languages)s.")
            % {"languages": ", ".join(languages_by_version[version])}
        )


def past_moment(moment: Any) -> Iterator[Doubt]:
    """Doubt a publication from a moment that is over."""
    if moment and moment < timezone.now():
        yield Doubt(
            gettext("It would be published from a moment in the past: %(moment)s.")
            % {"moment": moment_in_words(moment)}
        )


def label_of(row: Any) -> str:
    return f"{capfirst(row._meta.verbose_name)} “{row}”"
