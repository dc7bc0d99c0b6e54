"""What is searched, and one function to search it. Names are folded alike on both sides: see `folding`."""

from typing import Any

from django.db.models import QuerySet

from catalog.models import Company, Film, Person
from catalog.texts.folding import folded_words

MOST_WORDS = 12
SEARCHED: dict[str, Any] = {"film": Film, "person": Person, "company": Company}


def match(queryset: QuerySet, query: str) -> QuerySet:
    """The rows of which each word of the query begins a word; none for a query without letters or figures."""
    asked = folded_words(query)[:MOST_WORDS]
    if not asked:
        return queryset.none()
    for word in asked:
        queryset = queryset.filter(search_text__contains=f" {word}")
    return queryset


def search(query: str, kind: str) -> QuerySet:
    """Published films, people or companies that match, in their lists' order."""
    return match(SEARCHED[kind].objects.listed(), query)
