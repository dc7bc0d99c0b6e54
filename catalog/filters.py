"""What lists are filtered and sorted by: one FilterSet a noun, the same for pages and the API."""

import re
from datetime import UTC, datetime

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django_filters.fields import BaseCSVField

from catalog.editing.references import survivors
from catalog.models import Company, Country, Credit, ExternalId, Film, FilmCompany, Genre, Language, Person, Source
from catalog.search import match

MOST_LISTED = 100
WHOLE = re.compile(r"-?[0-9]{1,19}")

# Each sorting as an editor of addresses writes it → the columns; nulls come last, and the id breaks ties.
FILM_ORDERINGS = {
    "newest": ("-published_from", "newly published first"),
    "title": ("sort_key", "title, A to Z"),
    "-title": ("-sort_key", "title, Z to A"),
    "-year": ("-release_date", "newest first"),
    "year": ("release_date", "oldest first"),
    "-rating": ("-rating__weighted", "best rated first"),
    "-votes": ("-rating__count", "most votes first"),
    "-updated_at": ("-updated_at", "last changed first"),
    "updated_at": ("updated_at", "longest unchanged first"),
}


def in_order(queryset, column):
    """Sort by a column, `-` for descending, rows without it last, ties by id in the same direction."""
    name = column.lstrip("-")
    down = column.startswith("-")
    place = F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
    return queryset.order_by(place, "-id" if down else "id")


def led(noun, keys):
    """Keys as a program kept them, with what was merged since led to what it is part of."""
    into = survivors(noun, keys)
    return [into.get(key, key) for key in keys]


def refusing(message):
    return {"invalid_choice": message}


class WholeNumberField(forms.IntegerField):
    """A whole number in plain figures: no 1.0, no other script's digits."""

    def to_python(self, value):
        if value not in self.empty_values and not WHOLE.fullmatch(str(value).strip()):
            raise ValidationError("Write a whole number in figures.", code="invalid")
        return super().to_python(value)


class ListField(BaseCSVField):
    """At most MOST_LISTED values, parted by commas."""

    def clean(self, value):
        values = super().clean(value)
        if values and None in values:
            raise ValidationError("A value is missing between two commas.", code="invalid")
        if values and len(values) > MOST_LISTED:
            raise ValidationError(f"Give at most {MOST_LISTED}; these are {len(values)}.", code="too_many")
        return values


class MomentField(forms.DateTimeField):
    """An instant as RFC 3339 writes it; in UTC where it says no offset."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            how = "Write it as 2026-01-31T12:00:00Z; a + in an address is %2B."
            raise ValidationError(f"“{value}” is no moment. {how}", code="invalid") from None


class MomentFilter(filters.Filter):
    field_class = MomentField


class IntegerFilter(filters.Filter):
    field_class = WholeNumberField

    def __init__(self, *args, least=0, most=2**31 - 1, **kwargs):
        super().__init__(*args, min_value=least, max_value=most, **kwargs)


class IntegersFilter(filters.BaseInFilter, IntegerFilter):
    """Whole numbers, parted by commas."""

    base_field_class = ListField


class NameFilter(filters.FilterSet):
    """Search by name."""

    q = filters.CharFilter(method="search", label="Name", max_length=200)

    def search(self, queryset, name, value):
        return match(queryset, value)


class PersonFilter(NameFilter):
    class Meta:
        model = Person
        fields = []


class CompanyFilter(NameFilter):
    class Meta:
        model = Company
        fields = []


class SourceFilter(NameFilter):
    class Meta:
        model = Source
        fields = []


class FilmFilter(filters.FilterSet):
    """What the list of films is filtered and sorted by."""

    q = filters.CharFilter(method="search", label="Title", max_length=200)
    genre = filters.ModelChoiceFilter(
        field_name="genres",
        to_field_name="slug",
        queryset=Genre.objects.all(),
        label="Genre",
        empty_label="any",
        error_messages=refusing("There is no such genre. Write it as science-fiction."),
    )
    country = filters.ModelChoiceFilter(
        field_name="countries",
        queryset=Country.objects.all(),
        label="Country",
        empty_label="any",
        error_messages=refusing("There is no such country. Write its ISO 3166-1 code, such as PL."),
    )
    language = filters.ModelChoiceFilter(
        field_name="languages",
        queryset=Language.objects.all(),
        label="Language",
        empty_label="any",
        error_messages=refusing("There is no such language. Write its BCP 47 tag, such as pl."),
    )
    year = IntegerFilter(least=1800, most=2200)
    year_min = IntegerFilter(field_name="year", lookup_expr="gte", label="From year", least=1800, most=2200)
    year_max = IntegerFilter(field_name="year", lookup_expr="lte", label="To year", least=1800, most=2200)
    person = IntegerFilter(method="of_person", label="Id of a person with a credit", least=1, most=2**63 - 1)
    company = IntegerFilter(method="of_company", label="Id of a company of the film", least=1, most=2**63 - 1)
    rating_min = filters.NumberFilter(
        field_name="rating__average", lookup_expr="gte", label="Average of at least", min_value=1, max_value=5
    )
    votes_min = IntegerFilter(field_name="rating__count", lookup_expr="gte", label="Votes, at least", least=1)
    ordering = filters.ChoiceFilter(
        method="sort",
        label="Sort by",
        empty_label=None,
        choices=[(key, said) for key, (_, said) in FILM_ORDERINGS.items()],
        error_messages=refusing(f"There is no such order. Choose one of: {', '.join(FILM_ORDERINGS)}."),
    )

    class Meta:
        model = Film
        fields = []

    def offer_used(self):
        """Offer only genres, countries and languages of published films, and those that are asked for already."""
        self.form.is_valid()
        for name in ("genre", "country", "language"):
            field, asked = self.form.fields[name], self.form.cleaned_data.get(name)
            films = Film.objects.published().filter(**{self.filters[name].field_name: OuterRef("pk")})
            used = field.queryset.filter(Exists(films) | Q(pk=asked.pk if asked else None))
            field.widget.choices = [("", field.empty_label), *((field.prepare_value(row), str(row)) for row in used)]

    def search(self, queryset, name, value):
        return match(queryset, value)

    def of_person(self, queryset, name, value):
        return queryset.filter(Exists(Credit.objects.filter(film=OuterRef("pk"), person__in=led("person", [value]))))

    def of_company(self, queryset, name, value):
        of_one = FilmCompany.objects.filter(film=OuterRef("pk"), company__in=led("company", [value]))
        return queryset.filter(Exists(of_one))

    def sort(self, queryset, name, value):
        return in_order(queryset, FILM_ORDERINGS[value][0])


class FilmApiFilter(FilmFilter):
    """What programs ask for besides."""

    ids = IntegersFilter(method="of_ids", label="Ids, parted by commas", least=1, most=2**63 - 1)
    updated_since = MomentFilter(field_name="updated_at", lookup_expr="gte", label="Changed at or after")
    imdb_id = filters.CharFilter(method="outside", label="IMDb id", max_length=20)
    tmdb_id = filters.CharFilter(method="outside", label="TMDB id", max_length=20)

    def of_ids(self, queryset, name, value):
        return queryset.filter(pk__in=led("film", value))

    def outside(self, queryset, name, value):
        scheme = name.removesuffix("_id")
        return queryset.filter(Exists(ExternalId.objects.filter(film=OuterRef("pk"), scheme=scheme, value=value)))
