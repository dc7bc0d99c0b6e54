"""The public pages and feeds, each in the languages of the site."""

from django.urls import path, re_path

from catalog.views import (
    comments,
    companies,
    curated_lists,
    feeds,
    films,
    home,
    indexes,
    pages,
    people,
    ratings,
    search,
    sources,
    top,
)
from catalog.views.core import spoilers
from catalog.views.film import compare

ADDRESS = r"(?P<pk>[1-9][0-9]{0,17})(?:-(?P<slug>[^/]*))?/"


def row_path(root, part, view, name):
    """Return an address of the form `root/<id>-<slug>/part`; the view redirects from a wrong or missing slug."""
    return re_path(rf"^{root}/{ADDRESS}{part}$", view, name=name)


urlpatterns = [
    path("", home.home, name="home"),
    path("films/", films.film_list, name="films"),
    row_path("films", "", films.film, name="film"),
    row_path("films", "credits/", films.film_credits, name="film_credits"),
    row_path("films", "releases/", films.film_releases, name="film_releases"),
    row_path("films", "versions/", films.film_versions, name="film_versions"),
    row_path("films", "sources/", films.film_sources, name="film_sources"),
    row_path("films", "story/", films.film_story, name="film_story"),
    row_path("films", "pictures/", films.film_pictures, name="film_pictures"),
    row_path("films", "questions/", films.film_questions, name="film_questions"),
    row_path("films", "synopses/", films.film_synopses, name="film_synopses"),
    row_path("films", "synopses/compare/", compare.film_compare, name="film_compare"),
    row_path("films", "rating/", ratings.film_rating, name="film_rating"),
    row_path("films", "comments/", comments.film_comments, name="film_comments"),
    path("people/", people.person_list, name="people"),
    row_path("people", "", people.person, name="person"),
    path("companies/", indexes.companies, name="companies"),
    row_path("companies", "", companies.company, name="company"),
    path("sources/", indexes.sources, name="sources"),
    row_path("sources", "", sources.source, name="source"),
    path("lists/", curated_lists.curated_lists, name="lists"),
    row_path("lists", "", curated_lists.curated_list, name="curated_list"),
    path("genres/", indexes.genres, name="genres"),
    path("countries/", indexes.countries, name="countries"),
    path("decades/", indexes.decades, name="decades"),
    path("subjects/", indexes.subjects, name="subjects"),
    path("top/", top.top, name="top"),
    path("pages/<slug:slug>/", pages.page, name="page"),
    path("search/", search.search, name="search"),
    path("spoilers/", spoilers.spoilers, name="spoilers"),
    path("feeds/films/", feeds.NewFilms(), name="feed_films"),
    path("feeds/lists/", feeds.NewLists(), name="feed_lists"),
    re_path(r"^feeds/films/(?P<pk>[1-9][0-9]{0,17})/$", feeds.FilmChanges(), name="feed_film"),
]
