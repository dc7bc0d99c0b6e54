"""The public pages."""

from django.urls import path, re_path

from catalog.views import (
    comments,
    companies,
    feeds,
    films,
    home,
    images,
    people,
    preview,
    ratings,
    search,
    sources,
    top,
)
from catalog.views.core import health, spoilers
from catalog.views.film import compare

ADDRESS = r"(?P<pk>[1-9]\d{0,17})(?:-(?P<slug>[^/]*))?/"


def nouned(root, part, view, name):
    """An address of the form `root/<id>-<slug>/part`; the view sends a wrong or missing slug to the right one."""
    return re_path(rf"^{root}/{ADDRESS}{part}$", view, name=name)


urlpatterns = [
    path("", home.home, name="home"),
    path("films/", films.film_list, name="films"),
    nouned("films", "", films.film, name="film"),
    nouned("films", "credits/", films.film_credits, name="film_credits"),
    nouned("films", "releases/", films.film_releases, name="film_releases"),
    nouned("films", "sources/", films.film_sources, name="film_sources"),
    nouned("films", "questions/", films.film_questions, name="film_questions"),
    nouned("films", "synopses/", films.film_synopses, name="film_synopses"),
    nouned("films", "synopses/compare/", compare.film_compare, name="film_compare"),
    nouned("films", "rating/", ratings.film_rating, name="film_rating"),
    nouned("films", "comments/", comments.film_comments, name="film_comments"),
    path("people/", people.person_list, name="people"),
    nouned("people", "", people.person, name="person"),
    nouned("companies", "", companies.company, name="company"),
    nouned("sources", "", sources.source, name="source"),
    path("top/", top.top, name="top"),
    path("search/", search.search, name="search"),
    path("spoilers/", spoilers.spoilers, name="spoilers"),
    re_path(
        r"^images/(?P<pk>[1-9]\d{0,17})/(?P<stem>[0-9a-f]{32})/(?P<name>\d{1,4}\.(?:avif|webp))$",
        images.image,
        name="image",
    ),
    path("feeds/films/", feeds.NewFilms(), name="feed_films"),
    path("feeds/films/<int:pk>/", feeds.FilmChanges(), name="feed_film"),
    re_path(r"^preview/(?P<token>[^/]+)/(?P<rest>.*)$", preview.preview, name="preview"),
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
]
