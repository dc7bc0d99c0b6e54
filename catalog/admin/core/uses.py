"""What names a noun, in its form: a person's credits, what rests on a source. Short tables, each row with a link to where it is edited."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import admin
from django.db.models import Model, Subquery
from django.utils.html import format_html
from django.utils.text import capfirst

from catalog.admin.core.views import number_in_words, page_address
from catalog.dates import by_date

# So many rows stand in a table; the list of their noun has all.
MOST_ROWS = 25
BY_FILM = (*by_date("film__release_date"), "film_id", "pk")


def film_of(row):
    """Link the film of a row to its form."""
    return format_html('<a href="{}">{}</a>', page_address(row.film._meta, "change", row.film_id), row.film.title)


def year_of_film(row):
    return row.film.year or ""


def first_film(rows):
    """Return the expression of the title of the first film that some rows are of; a list shows it in a column."""
    return Subquery(rows.order_by(*BY_FILM).values("film__title")[:1])


@dataclass(frozen=True)
class Uses:
    """Rows of a model that name a noun by `field`, and what a table says of each: {heading: name of a value, or function}."""

    model: type[Model]
    field: str
    columns: dict[str, str | Callable]
    label: str = ""
    joins: tuple[str, ...] = ("film",)
    prefetch: tuple[str, ...] = ()
    order: tuple = BY_FILM
    # The address of the form in which a row is edited, where it has none of its own.
    edit_page: Callable | None = field(default=None)

    def table(self, noun, request):
        """Return what the template shows, or None where nothing names the noun or the user may not see what does."""
        opts, is_registered = self.model._meta, admin.site.is_registered(self.model)
        if is_registered and not admin.site.get_model_admin(self.model).has_view_permission(request):
            return None
        all_rows = self.model._default_manager.filter(**{self.field: noun.pk})
        joined_rows = all_rows.select_related(*self.joins) if self.joins else all_rows
        rows = list(joined_rows.prefetch_related(*self.prefetch).order_by(*self.order)[: MOST_ROWS + 1])
        if not rows:
            return None
        is_cut = len(rows) > MOST_ROWS
        return {
            "name": f"{opts.model_name}-{self.field}",
            "label": capfirst(self.label or opts.verbose_name_plural),
            "number": number_in_words(all_rows) if is_cut else len(rows),
            "headings": list(self.columns),
            "rows": [self.line(row) for row in rows[:MOST_ROWS]],
            "most": MOST_ROWS if is_cut else None,
            "all_page": page_address(opts, "changelist") + f"?{self.field}={noun.pk}" if is_registered else "",
        }

    def line(self, row):
        """Return (the words of each column, the address of the form, the name of the row for its link)."""
        words = [value(row) if callable(value) else getattr(row, value) for value in self.columns.values()]
        edit_page = self.edit_page(row) if self.edit_page else page_address(row._meta, "change", row.pk)
        return [("" if word is None else word) for word in words], edit_page, str(row)


def tables_of_uses(uses, noun, request):
    return [table for kind in uses if (table := kind.table(noun, request))]
