"""Filters and orders of lists: one FilterSet a noun, for pages and the API alike."""

from datetime import date

import django_filters as filters
from django.db.models import Exists, F, OrderBy, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.editing.references import survivors
from catalog.film_counts import films_of_terms
from catalog.filter_values import (
    CountryFilter,
    DecimalFilter,
    InstantFilter,
    IntegerFilter,
    IntegersFilter,
    choice_filter,
    invalid_choice,
    public_terms,
)
from catalog.models import (
    Colour,
    Company,
    Country,
    Credit,
    EntryCitation,
    ExternalId,
    Film,
    FilmCompany,
    FilmKind,
    FilmStatus,
    Genre,
    Language,
    Person,
    Relation,
    Sound,
    Source,
    Subject,
)
from catalog.models.relations import SHOWN_KINDS
from catalog.search import matching_rows
from catalog.texts.numbers import MAX_NUMBER
from catalog.texts.sorting import sort_key

# Filters by a column of a film with an index of its own, by name.
CHOICE_FILTERS = ("kind", "status", "colour", "sound")
# How many terms a filter offers; the indexes have all.
MOST_OFFERED = 200
# Value of the parameter `ordering` → (columns, label). Rows without a value come last, and the id breaks ties.
FILM_ORDERINGS = {
    "newest": ("-published_from", _("newly published first")),
    "title": ("sort_key", _("title, A to Z")),
    "-title": ("-sort_key", _("title, Z to A")),
    "-year": ("-release_date_first -release_date_last", _("latest release first")),
    "year": ("release_date_first release_date_last", _("earliest release first")),
    "-rating": ("-rating__weighted", _("best rated first")),
    "-votes": ("-rating__count", _("most votes first")),
    "-updated_at": ("-updated_at", _("last changed first")),
    "updated_at": ("updated_at", _("longest unchanged first")),
}


def in_order(queryset, columns):
    """Sort by columns, `-` for descending, rows without them last, ties by id in the same direction."""
    descending = columns.startswith("-")
    orderings = [OrderBy(F(name.lstrip("-")), descending=descending, nulls_last=True) for name in columns.split()]
    return queryset.order_by(*orderings, "-id" if descending else "id")


def in_years(first, last):
    """Return the condition that a film's date may lie in the years from `first` to `last`; None is open.

    The column `year` answers for most films; for dates that span several years their first and last days do.
    """
    year, span = Q(), Q(year__isnull=True, release_date__isnull=False)
    if first is not None:
        year, span = Q(year__gte=first), span & Q(release_date_last__gte=date(first, 1, 1))
    if last is not None:
        year, span = year & Q(year__lte=last), span & Q(release_date_first__lte=date(last, 12, 31))
    return year | span


def survivor_keys(noun, keys):
    """Replace the keys of merged rows by those of their survivors."""
    survivor_of = survivors(noun, keys)
    return [survivor_of.get(key, key) for key in keys]


class NameFilter(filters.FilterSet):
    """Search by name."""

    q = filters.CharFilter(method="search", label=_("Name"), max_length=200)

    def search(self, queryset, name, value):
        return matching_rows(queryset, value)


class EntryFilter(NameFilter):
    """Search by name, or for what rests on a source."""

    source = IntegerFilter(
        method="filter_source", label=_("Id of a source that states a field of it"), minimum=1, maximum=MAX_NUMBER
    )

    def filter_source(self, queryset, name, value):
        noun = queryset.model._meta.model_name
        keys = survivor_keys("source", [value])
        return queryset.filter(Exists(EntryCitation.objects.public().filter(**{noun: OuterRef("pk")}, source__in=keys)))


class PersonFilter(EntryFilter):
    class Meta:
        model = Person
        fields = []


class CompanyFilter(EntryFilter):
    class Meta:
        model = Company
        fields = []


class SourceFilter(NameFilter):
    class Meta:
        model = Source
        fields = []


class FilmFilter(filters.FilterSet):
    """Filters and orders of the list of films."""

    q = filters.CharFilter(method="search", label=_("Title"), max_length=200)
    genre = filters.ModelChoiceFilter(
        field_name="genres",
        to_field_name="slug",
        queryset=public_terms(Genre),
        label=_("Genre"),
        empty_label=_("any"),
        error_messages=invalid_choice(_("There is no such genre. Write it as science-fiction.")),
    )
    subject = filters.ModelChoiceFilter(
        field_name="subjects",
        to_field_name="slug",
        queryset=public_terms(Subject),
        label=_("Subject"),
        empty_label=_("any"),
        error_messages=invalid_choice(_("There is no such subject. Write it as forced-labour.")),
    )
    relation = filters.ChoiceFilter(
        method="filter_relation",
        label=_("Relation to another film"),
        empty_label=_("any"),
        choices=list(SHOWN_KINDS.items()),
        error_messages=invalid_choice(
            format_lazy(_("There is no such relation. Choose one of: {names}."), names=", ".join(SHOWN_KINDS))
        ),
    )
    country = CountryFilter(
        method="filter_country",
        queryset=public_terms(Country),
        label=_("Country"),
        empty_label=_("any"),
        error_messages=invalid_choice(
            _("There is no such country. Write its ISO 3166 code, such as PL, or its name, such as Poland or Polska.")
        ),
    )
    language = filters.ModelChoiceFilter(
        field_name="languages",
        queryset=public_terms(Language),
        label=_("Language"),
        empty_label=_("any"),
        error_messages=invalid_choice(_("There is no such language. Write its BCP 47 tag, such as pl.")),
    )
    kind = choice_filter(FilmKind, _("Kind"), _("There is no such kind. Choose one of: {names}."))
    status = choice_filter(FilmStatus, _("Status"), _("There is no such status. Choose one of: {names}."))
    colour = choice_filter(Colour, _("Colour"), _("There is no such colour. Choose one of: {names}."))
    sound = choice_filter(Sound, _("Sound"), _("There is no such sound. Choose one of: {names}."))
    year = IntegerFilter(method="filter_year", label=_("Year"), minimum=1800, maximum=2200)
    year_min = IntegerFilter(method="filter_year_min", label=_("From year"), minimum=1800, maximum=2200)
    year_max = IntegerFilter(method="filter_year_max", label=_("To year"), minimum=1800, maximum=2200)
    person = IntegerFilter(
        method="filter_person", label=_("Id of a person with a credit"), minimum=1, maximum=MAX_NUMBER
    )
    company = IntegerFilter(
        method="filter_company", label=_("Id of a company of the film"), minimum=1, maximum=MAX_NUMBER
    )
    source = IntegerFilter(method="filter_source", label=_("Id of a source of the film"), minimum=1, maximum=MAX_NUMBER)
    rating_min = DecimalFilter(
        field_name="rating__average", lookup_expr="gte", label=_("Rated at least"), min_value=1, max_value=5
    )
    votes_min = IntegerFilter(field_name="rating__count", lookup_expr="gte", label=_("Votes, at least"), minimum=1)
    ordering = filters.ChoiceFilter(
        method="sort",
        label=_("Sort by"),
        empty_label=None,
        choices=[(value, label) for value, (_, label) in FILM_ORDERINGS.items()],
        error_messages=invalid_choice(
            format_lazy(_("There is no such order. Choose one of: {names}."), names=", ".join(FILM_ORDERINGS))
        ),
    )

    class Meta:
        model = Film
        fields = []

    def offer_used(self):
        """Offer only terms and choices that published films use, and those that the request names."""
        self.form.is_valid()
        if country := self.form.cleaned_data.get("country"):
            # The form shows what a name stands for.
            self.form.data = self.form.data.copy()
            self.form.data["country"] = country.pk
        self._offer_used_terms()
        self._offer_used_choices()

    def _offer_used_terms(self):
        """Offer the terms of most films; of the countries those that answer for what films have, a state only where the request names it."""
        for name, counts in films_of_terms().items():
            field, requested_row = self.form.fields[name], self.form.cleaned_data.get(name)
            keys = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_OFFERED]
            keys += [requested_row.pk] if requested_row else []
            rows = sorted(field.queryset.model.objects.filter(pk__in=keys), key=lambda row: sort_key(str(row)))
            field.widget.choices = [
                ("", field.empty_label),
                *((field.prepare_value(row), str(row)) for row in rows if name != "country" or self._is_offered(row)),
            ]

    def _is_offered(self, country):
        return country.successor_id is None or country == self.form.cleaned_data.get("country")

    def _offer_used_choices(self):
        """Offer what stands in the columns of published films: one query, a look into an index for each choice."""
        pairs = [(name, value) for name in CHOICE_FILTERS for value, _ in self.filters[name].extra["choices"]]
        films = Film.objects.published().order_by()
        flags = Film.objects.order_by().values_list(*(Exists(films.filter(**{name: value})) for name, value in pairs))
        used_pairs = {pair for pair, is_used in zip(pairs, flags.first() or (), strict=False) if is_used}
        for name in CHOICE_FILTERS:
            field, requested = self.form.fields[name], self.form.cleaned_data.get(name)
            field.widget.choices = [
                (value, label)
                for value, label in field.widget.choices
                if value in ("", requested) or (name, value) in used_pairs
            ]

    def search(self, queryset, name, value):
        return matching_rows(queryset, value)

    def filter_country(self, queryset, name, value):
        """Find the films of a country and of the states for which it answers; of a state, those of it alone."""
        links = Film.countries.through.objects.filter(country__in=Country.objects.answering_to(value))
        return queryset.filter(pk__in=links.values("film"))

    def filter_year(self, queryset, name, value):
        return queryset.filter(in_years(value, value))

    def filter_year_min(self, queryset, name, value):
        return queryset.filter(in_years(value, None))

    def filter_year_max(self, queryset, name, value):
        return queryset.filter(in_years(None, value))

    def filter_person(self, queryset, name, value):
        return queryset.filter(
            Exists(Credit.objects.filter(film=OuterRef("pk"), person__in=survivor_keys("person", [value])))
        )

    def filter_company(self, queryset, name, value):
        roles = FilmCompany.objects.filter(film=OuterRef("pk"), company__in=survivor_keys("company", [value]))
        return queryset.filter(Exists(roles))

    def filter_source(self, queryset, name, value):
        [key] = survivor_keys("source", [value])
        return queryset.resting_on(key)

    def filter_relation(self, queryset, name, value):
        own_rows, rows_of_others = Relation.objects.public().as_shown(value)
        own_relations, relations_of_others = (
            own_rows.filter(film=OuterRef("pk")),
            rows_of_others.filter(other_film=OuterRef("pk")),
        )
        return queryset.filter(Exists(own_relations) | Exists(relations_of_others))

    def sort(self, queryset, name, value):
        return in_order(queryset, FILM_ORDERINGS[value][0])


class FilmApiFilter(FilmFilter):
    """The filters that only the API has."""

    ids = IntegersFilter(method="filter_ids", label=_("Ids, separated by commas"), minimum=1, maximum=MAX_NUMBER)
    updated_since = InstantFilter(field_name="updated_at", lookup_expr="gte", label=_("Changed at or after"))
    imdb_id = filters.CharFilter(method="filter_outside_id", label="IMDb id", max_length=20)
    tmdb_id = filters.CharFilter(method="filter_outside_id", label="TMDB id", max_length=20)

    def filter_ids(self, queryset, name, value):
        return queryset.filter(pk__in=survivor_keys("film", value))

    def filter_outside_id(self, queryset, name, value):
        scheme = name.removesuffix("_id")
        return queryset.filter(Exists(ExternalId.objects.filter(film=OuterRef("pk"), scheme=scheme, value=value)))
