"""Pages by key: each begins after the last row of the one before, so its cost does not grow with its depth."""

from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.core.signing import BadSignature, Signer
from django.db.models import F, OrderBy, Q
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.parameters import Flag
from catalog.filters import WholeNumberField

MOST = 100
USUAL = 25


@dataclass(frozen=True)
class Key:
    """One column of an order. `nulls` says where rows without a value stand: first, last, or None for no such rows."""

    name: str
    expression: object
    down: bool
    nulls: str | None

    def reversed(self):
        return replace(self, down=not self.down, nulls={"first": "last", "last": "first"}.get(self.nulls))

    @property
    def place(self):
        first, last = (self.nulls == "first") or None, (self.nulls == "last") or None
        return OrderBy(F(self.name), descending=self.down, nulls_first=first, nulls_last=last)

    def at(self, value):
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value):
        """The condition that a row's value comes later than this one, or None where nothing can."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.nulls == "first" else None
        later = Q(**{f"{self.name}__{'lt' if self.down else 'gt'}": value})
        return later | Q(**{f"{self.name}__isnull": True}) if self.nulls == "last" else later

    def bound(self, value):
        """What `at` and `beyond` imply in a form that an index serves, where there is one."""
        if value is None or self.nulls == "last":
            return Q()
        return Q(**{f"{self.name}__{'lte' if self.down else 'gte'}": value})


def keys_of(queryset):
    """The keys of a queryset's order; the id closes it."""
    keys = []
    for place in [*(queryset.query.order_by or queryset.model._meta.ordering), "id"]:
        if isinstance(place, str):
            place = OrderBy(F(place.lstrip("-")), descending=place.startswith("-"))
        elif not isinstance(place, OrderBy):
            place = OrderBy(place)
        if keys and keys[-1].expression in (F("id"), F("pk")):
            break
        said = "last" if place.nulls_last else "first" if place.nulls_first else None
        nulls = said if may_be_null(queryset, place.expression) else None
        keys.append(Key(f"key_{len(keys)}", place.expression, place.descending, nulls))
    return keys


def may_be_null(queryset, expression):
    if not isinstance(expression, F):
        return True
    path, field, *_ = queryset.query.names_to_path(expression.name.split("__"), queryset.model._meta)
    return bool(path) or field.null


def beyond(keys, values, *, inclusive):
    """The condition that a row comes after the one of these values, or is it."""
    after, level = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        later = key.beyond(value)
        if later is not None:
            after |= level & later
        level &= key.at(value)
    return keys[0].bound(values[0]) & (after | level if inclusive else after)


def plain(value):
    """A column's value as a cursor keeps it."""
    if value is None or isinstance(value, int | float | str):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


class CursorField(forms.CharField):
    """A signed place in a list."""

    pattern = "^[A-Za-z0-9_-]+:[A-Za-z0-9_-]{43}$"

    def __init__(self):
        said = "Where the page begins, as `next` or `previous` of another page of this list and order says it."
        super().__init__(required=False, max_length=2000, strip=False, help_text=said)


class KeysetPagination(BasePagination):
    """Pages of a queryset in its own order. Rows added or removed between two pages move no other row."""

    @staticmethod
    def parameters():
        return {
            "limit": WholeNumberField(
                required=False, initial=USUAL, min_value=1, max_value=MOST, help_text="The most rows of a page."
            ),
            "cursor": CursorField(),
            "count": Flag(required=False, initial=False, help_text="Whether to count all rows of the list too."),
        }

    def paginate_queryset(self, queryset, request, view=None):
        self.request, self.queryset = request, queryset
        self.asked = view.asked
        keys = self.keys(queryset)
        self.signer = Signer(salt=f"cursor {request.path} {[(str(key.expression), key.down) for key in keys]}")
        sense, values = self.cursor()
        backward = sense.startswith("<")
        towards = [key.reversed() for key in keys] if backward else keys
        rows = self.rows(queryset, towards, values, inclusive=sense.endswith("="))
        page = rows[: self.asked["limit"]]
        if hasattr(view, "affordable"):
            page = page[: view.affordable(page)]
        more = len(rows) > len(page)
        if backward:
            page.reverse()
        if page:
            first, last = (self.values(keys, page[end]) for end in (0, -1))
            self.previous = self.link("<", first) if (more if backward else sense) else None
            self.next = self.link(">", last) if (backward or more) else None
        else:
            self.previous = self.link("<=", values) if sense and not backward else None
            self.next = self.link(">=", values) if backward else None
        return page

    def keys(self, queryset):
        return keys_of(queryset)

    def rows(self, queryset, keys, values, *, inclusive):
        """The page's rows and one more, from the cursor on."""
        queryset = queryset.annotate(**{key.name: key.expression for key in keys})
        if values:
            queryset = queryset.filter(beyond(keys, values, inclusive=inclusive))
        return list(queryset.order_by(*(key.place for key in keys))[: self.asked["limit"] + 1])

    def values(self, keys, row):
        return [plain(getattr(row, key.name)) for key in keys]

    def cursor(self):
        """(sense, values) of the cursor: > after, < before, with = from that row on; an empty sense without one."""
        if not self.asked["cursor"]:
            return "", []
        try:
            return self.signer.unsign_object(self.asked["cursor"])
        except BadSignature:
            said = "It is no cursor of this list in this order. Take it from `next` or `previous`, or leave it out."
            raise BadRequest([fault("invalid_cursor", said, parameter="cursor")]) from None

    def link(self, sense, values):
        bare = remove_query_param(self.request.build_absolute_uri(), "cursor")
        return replace_query_param(bare, "cursor", self.signer.sign_object([sense, values]))

    def count(self):
        return self.queryset.count()

    def get_paginated_response(self, data):
        answer = {"next": self.next, "previous": self.previous}
        if self.asked["count"]:
            answer["count"] = self.count()
        links = {"next": self.next, "prev": self.previous}
        link = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return Response(answer | {"results": data}, headers={"Link": link} if link else None)

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**address, "description": "The next page, null on the last."},
                "previous": {**address, "description": "The page before, null on the first."},
                "count": {"type": "integer", "minimum": 0, "description": "All rows, with `count=true` alone."},
                "results": schema,
            },
        }
