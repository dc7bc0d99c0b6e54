"""Pages by key: each begins after the last row of the page before, so a page deep in a list costs no more than the first."""

from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.core.signing import BadSignature, Signer
from django.db.models import F, OrderBy, Q
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.parameters import FlagField
from catalog.filter_values import WholeNumberField
from catalog.site_address import absolute

MOST_ROWS = 100
DEFAULT_ROWS = 25


@dataclass(frozen=True)
class Key:
    """One column of an order. `nulls` says where rows without a value come: "first", "last", or None if there are none."""

    name: str
    expression: object
    descending: bool
    nulls: str | None

    def reverse(self):
        return replace(self, descending=not self.descending, nulls={"first": "last", "last": "first"}.get(self.nulls))

    @property
    def ordering(self):
        first, last = (self.nulls == "first") or None, (self.nulls == "last") or None
        return OrderBy(F(self.name), descending=self.descending, nulls_first=first, nulls_last=last)

    def equal_to(self, value):
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value):
        """Return the condition that a row comes after this value, or None where no row can."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.nulls == "first" else None
        later = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return later | Q(**{f"{self.name}__isnull": True}) if self.nulls == "last" else later

    def index_condition(self, value):
        """Return a condition that equal_to and after imply and that an index can serve; empty where there is none."""
        if value is None or self.nulls == "last":
            return Q()
        return Q(**{f"{self.name}__{'lte' if self.descending else 'gte'}": value})


def keys_of(queryset):
    """Return the keys of a queryset's order. The primary key is the last of them."""
    keys, primary_key = [], queryset.model._meta.pk.name
    for ordering in [*(queryset.query.order_by or queryset.model._meta.ordering), primary_key]:
        if isinstance(ordering, str):
            ordering = OrderBy(F(ordering.lstrip("-")), descending=ordering.startswith("-"))
        elif not isinstance(ordering, OrderBy):
            ordering = OrderBy(ordering)
        if keys and keys[-1].expression in (F(primary_key), F("pk")):
            break
        nulls = "last" if ordering.nulls_last else "first" if ordering.nulls_first else None
        if not may_be_null(queryset, ordering.expression):
            nulls = None
        keys.append(Key(f"key_{len(keys)}", ordering.expression, ordering.descending, nulls))
    return keys


def may_be_null(queryset, expression):
    if not isinstance(expression, F):
        return True
    path, field, *_ = queryset.query.names_to_path(expression.name.split("__"), queryset.model._meta)
    return bool(path) or field.null


def rows_after(keys, values, *, inclusive):
    """Return the condition that a row comes after the row with these values, or with `inclusive` is that row."""
    after, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        later = key.after(value)
        if later is not None:
            after |= equal & later
        equal &= key.equal_to(value)
    return keys[0].index_condition(values[0]) & (after | equal if inclusive else after)


def cursor_value(value):
    """Return a column's value as a cursor stores it."""
    if value is None or isinstance(value, int | float | str):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


class CursorField(forms.CharField):
    """A signed place in a list."""

    pattern = "^[A-Za-z0-9_-]+:[A-Za-z0-9_-]{43}$"

    def __init__(self):
        super().__init__(
            required=False,
            max_length=2000,
            strip=False,
            help_text="Where the page begins: taken from `next` or `previous` of another page of this list and order.",
        )


class KeysetPagination(BasePagination):
    """Pages of a queryset in its own order. Rows added or removed between two pages move no other row."""

    @staticmethod
    def parameter_fields():
        return {
            "limit": WholeNumberField(
                required=False,
                initial=DEFAULT_ROWS,
                min_value=1,
                max_value=MOST_ROWS,
                help_text="The most rows of a page.",
            ),
            "cursor": CursorField(),
            "count": FlagField(required=False, initial=False, help_text="Whether to count all rows of the list too."),
        }

    def paginate_queryset(self, queryset, request, view=None):
        self.request, self.queryset = request, queryset
        self.parameters = view.parameters
        keys = self.keys(queryset)
        self.signer = Signer(salt=f"cursor {request.path} {[(str(key.expression), key.descending) for key in keys]}")
        direction, values = self.cursor()
        backward = direction.startswith("<")
        page_keys = [key.reverse() for key in keys] if backward else keys
        rows = self.rows(queryset, page_keys, values, inclusive=direction.endswith("="))
        page = rows[: self.parameters["limit"]]
        if hasattr(view, "count_fitting"):
            page = page[: view.count_fitting(page)]
        has_more = len(rows) > len(page)
        if backward:
            page.reverse()
        if page:
            first, last = (self.values(keys, page[end]) for end in (0, -1))
            self.previous = self.link("<", first) if (has_more if backward else direction) else None
            self.next = self.link(">", last) if (backward or has_more) else None
        else:
            self.previous = self.link("<=", values) if direction and not backward else None
            self.next = self.link(">=", values) if backward else None
        return page

    def keys(self, queryset):
        return keys_of(queryset)

    def rows(self, queryset, keys, values, *, inclusive):
        """Return the rows of the page and one more, from the cursor on."""
        queryset = queryset.annotate(**{key.name: key.expression for key in keys})
        if values:
            queryset = queryset.filter(rows_after(keys, values, inclusive=inclusive))
        return list(queryset.order_by(*(key.ordering for key in keys))[: self.parameters["limit"] + 1])

    def values(self, keys, row):
        return [cursor_value(getattr(row, key.name)) for key in keys]

    def cursor(self):
        """Return (direction, values): ">" after the row of these values, "<" before it, ">=" and "<=" with it.

        Without a cursor the direction is empty.
        """
        if not self.parameters["cursor"]:
            return "", []
        try:
            return self.signer.unsign_object(self.parameters["cursor"])
        except BadSignature:
            detail = "This is no cursor of this list in this order. Take it from `next` or `previous`, or leave it out."
            raise BadRequest([fault("invalid_cursor", detail, parameter="cursor")]) from None

    def link(self, direction, values):
        first_page = remove_query_param(absolute(self.request.get_full_path()), "cursor")
        return replace_query_param(first_page, "cursor", self.signer.sign_object([direction, values]))

    def count(self):
        return self.queryset.count()

    def get_paginated_response(self, data):
        body = {"next": self.next, "previous": self.previous}
        if self.parameters["count"]:
            body["count"] = self.count()
        links = {"next": self.next, "prev": self.previous}
        link = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return Response(body | {"results": data}, headers={"Link": link} if link else None)

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**address, "description": "The next page, null on the last."},
                "previous": {**address, "description": "The page before, null on the first."},
                "count": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "The number of all rows; only with `count=true`.",
                },
                "results": schema,
            },
        }
