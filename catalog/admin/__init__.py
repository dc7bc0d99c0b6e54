"""The editors' desk, a module a noun."""

from catalog.admin import (
    awards,
    claims,
    comments,
    companies,
    credits,
    external_ids,
    films,
    images,
    people,
    places,
    ratings,
    releases,
    sources,
    synopses,
    works,
)

__all__ = [
    "awards",
    "claims",
    "comments",
    "companies",
    "credits",
    "external_ids",
    "films",
    "images",
    "people",
    "places",
    "ratings",
    "releases",
    "sources",
    "synopses",
    "works",
]
