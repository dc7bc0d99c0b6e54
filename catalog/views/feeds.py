"""Atom feeds: films newly published, and what changed on one film."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from catalog.models import Film, SpoilerLevel
from catalog.views.core.addresses import found_merged, moved

MOST = 30


class AtomFeed(Feed):
    feed_type = Atom1Feed

    def item_title(self, item):
        return str(item)

    def item_description(self, item):
        return item.logline or f"{item.title} is in the catalogue."


class NewFilms(AtomFeed):
    """The films published last."""

    title = "Newly published films"
    subtitle = "Films that have just come into the catalogue"

    def link(self):
        return reverse("films")

    def feed_url(self):
        return reverse("feed_films")

    def items(self):
        return Film.objects.published().order_by("-published_from", "-pk")[:MOST]

    def item_pubdate(self, item):
        return item.published_from

    def item_updateddate(self, item):
        return item.updated_at


@dataclass(frozen=True)
class Change:
    """Something on a film that is new or was changed, told without giving the story away."""

    id: str
    told: str
    page: str
    at: datetime


class FilmChanges(AtomFeed):
    """A film's facts, texts, pictures, questions and comments, last changed first."""

    subtitle = "What is new on this film"

    def __call__(self, request, pk):
        """Send who follows a film that was merged to what it is part of."""
        try:
            return super().__call__(request, pk=pk)
        except Http404:
            film = found_merged(Film.objects.published(), pk)
            return moved(request, reverse("feed_film", args=[film.pk]))

    def get_object(self, request, pk):
        return Film.objects.published().get(pk=pk)

    def title(self, film):
        return f"{film}: changes"

    def link(self, film):
        return film.get_absolute_url()

    def feed_url(self, film):
        return reverse("feed_film", args=[film.pk])

    def items(self, film):
        return sorted(changes(film), key=lambda change: (change.at, change.id), reverse=True)[:MOST]

    def item_title(self, item):
        return item.told

    def item_description(self, item):
        return item.told

    def item_link(self, item):
        return item.page

    def item_guid(self, item):
        return item.id

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


def changes(film):
    """The newest of each kind of change on a film."""

    def change(noun, row, told, name, at=None, anchor=""):
        page = reverse(name, args=[film.pk, film.slug]) + anchor
        return Change(f"urn:wayback:film:{film.pk}:{noun}:{row.pk}", told, page, at or row.updated_at)

    yield change("film", film, f"{film.title}: facts and credits", "film")
    for noun, rows, name in (
        ("synopsis", film.synopses, "film_synopses"),
        ("article", film.articles, "film"),
        ("image", film.images, "film"),
    ):
        for row in rows.published().order_by("-updated_at")[:MOST]:
            yield change(noun, row, f"{film.title}: {noun}, {row.get_kind_display()}", name)
    for row in film.questions.published().order_by("-updated_at")[:MOST]:
        asked = row.question if row.spoiler_level <= SpoilerLevel.PREMISE else "a question on the story"
        yield change("question", row, f"{film.title}: {asked}", "film_questions")
    for row in film.comments.public().order_by("-moderated_at")[:MOST]:
        at = row.moderated_at or row.created_at
        yield change("comment", row, f"{film.title}: a comment by {row.name}", "film", at, "#comments")
