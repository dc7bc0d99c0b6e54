"""The API's routes. An id is a whole number without leading zeros; another path is 404."""

from django.urls import path, register_converter

from catalog.api.comments import CommentViewSet
from catalog.api.companies import CompanyViewSet
from catalog.api.compare import CompareViewSet
from catalog.api.core.root import RoutesViewSet, VersionsViewSet
from catalog.api.core.schema import DocsView, SchemaView, TryView
from catalog.api.curated_lists import CuratedListViewSet, ListEntryViewSet
from catalog.api.films import PARTS, FilmViewSet
from catalog.api.genres import GenreViewSet
from catalog.api.jobs import JobViewSet
from catalog.api.pages import PageViewSet
from catalog.api.people import PersonCreditViewSet, PersonViewSet
from catalog.api.places import CountryViewSet, LanguageViewSet
from catalog.api.ratings import RatingViewSet
from catalog.api.schemes import SchemeViewSet
from catalog.api.search import FindViewSet, SearchViewSet
from catalog.api.sources import SourceViewSet
from catalog.api.subjects import SubjectViewSet


class IdConverter:
    regex = r"[1-9][0-9]{0,17}"
    to_python = int
    to_url = str


register_converter(IdConverter, "id")

LIST = {"get": "list"}
READ = {"get": "retrieve"}
RATE = {"get": "retrieve", "put": "update", "delete": "destroy"}

ROUTES = {
    "": (VersionsViewSet.as_view(READ), "versions"),
    "v1": (RoutesViewSet.as_view(READ), "v1"),
    "v1/films": (FilmViewSet.as_view(LIST), "films"),
    "v1/films/<id:id>": (FilmViewSet.as_view(READ), "film"),
    **{
        f"v1/films/<id:id>/{part}": (viewset.as_view(LIST), f"film_{part}")
        for part, viewset in (PARTS | {"comments": CommentViewSet}).items()
    },
    "v1/films/<id:id>/synopses/compare": (CompareViewSet.as_view(READ), "film_compare"),
    "v1/films/<id:id>/rating": (RatingViewSet.as_view(RATE), "film_rating"),
    "v1/people": (PersonViewSet.as_view(LIST), "people"),
    "v1/people/<id:id>": (PersonViewSet.as_view(READ), "person"),
    "v1/people/<id:id>/credits": (PersonCreditViewSet.as_view(LIST), "person_credits"),
    "v1/companies": (CompanyViewSet.as_view(LIST), "companies"),
    "v1/companies/<id:id>": (CompanyViewSet.as_view(READ), "company"),
    "v1/sources": (SourceViewSet.as_view(LIST), "sources"),
    "v1/sources/<id:id>": (SourceViewSet.as_view(READ), "source"),
    "v1/lists": (CuratedListViewSet.as_view(LIST), "lists"),
    "v1/lists/<id:id>": (CuratedListViewSet.as_view(READ), "list"),
    "v1/lists/<id:id>/entries": (ListEntryViewSet.as_view(LIST), "list_entries"),
    "v1/genres": (GenreViewSet.as_view(LIST), "genres"),
    "v1/subjects": (SubjectViewSet.as_view(LIST), "subjects"),
    "v1/countries": (CountryViewSet.as_view(LIST), "countries"),
    "v1/countries/<slug:id>": (CountryViewSet.as_view(READ), "country"),
    "v1/languages": (LanguageViewSet.as_view(LIST), "languages"),
    "v1/jobs": (JobViewSet.as_view(LIST), "jobs"),
    "v1/schemes": (SchemeViewSet.as_view(LIST), "schemes"),
    "v1/pages": (PageViewSet.as_view(LIST), "pages"),
    "v1/search": (SearchViewSet.as_view(LIST), "search"),
    "v1/find": (FindViewSet.as_view(READ), "find"),
    "schema": (SchemaView.as_view(), "schema"),
    "docs": (DocsView.as_view(), "docs"),
    "docs/try": (TryView.as_view(), "try"),
}

# Addresses end with a slash, as on the whole site. Without the slash the answer is the same, not a redirect, because
# the paths of OpenAPI have none, and so clients that are generated from the schema leave it out.
app_name = "api"
urlpatterns = [
    route
    for name, (view, title) in ROUTES.items()
    for route in (path(f"api/{name}".rstrip("/"), view), path(f"api/{name}/".replace("//", "/"), view, name=title))
]
