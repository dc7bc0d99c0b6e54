"""Atom feeds: newly published films, and the changes of one film."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from catalog.editing.references import visible_survivor
from catalog.models import Film, SpoilerLevel
from catalog.site_address import absolute, permanent_id
from catalog.views.core.addresses import redirect_permanently

MOST_ENTRIES = 30


class AtomFeed(Feed):
    """A feed whose addresses all begin with SITE_URL; Django would take the host that the request names."""

    feed_type = Atom1Feed

    def item_link(self, item):
        return absolute(item.get_absolute_url())

    def item_title(self, item):
        return str(item)

    def item_description(self, item):
        return item.logline or f"{item.title} is in the catalogue."


class NewFilms(AtomFeed):
    """The newest published films."""

    title = "Newly published films"
    subtitle = "Films that have just come into the catalogue"

    def link(self):
        return absolute(reverse("films"))

    def feed_url(self):
        return absolute(reverse("feed_films"))

    def feed_guid(self):
        return permanent_id("feeds", "films")

    def item_guid(self, item):
        return permanent_id("film", item.pk)

    def items(self):
        return Film.objects.published().order_by("-published_from", "-pk")[:MOST_ENTRIES]

    def item_pubdate(self, item):
        return item.published_from

    def item_updateddate(self, item):
        return item.updated_at


@dataclass(frozen=True)
class Change:
    """A new or changed part of a film; `text` names it without giving the story away."""

    id: str
    text: str
    page: str
    at: datetime


class FilmChanges(AtomFeed):
    """A film's facts, texts, pictures, questions and comments, last changed first."""

    subtitle = "What is new on this film"

    def __call__(self, request, pk):
        """Redirect from the feed of a merged film to that of its survivor."""
        try:
            return super().__call__(request, pk=pk)
        except Http404:
            film = visible_survivor(Film.objects.published(), int(pk))
            if film is None:
                raise
            return redirect_permanently(request, reverse("feed_film", args=[film.pk]))

    def get_object(self, request, pk):
        return Film.objects.published().get(pk=pk)

    def title(self, film):
        return f"{film}: changes"

    def link(self, film):
        return absolute(film.get_absolute_url())

    def feed_url(self, film):
        return absolute(reverse("feed_film", args=[film.pk]))

    def feed_guid(self, film):
        return permanent_id("feeds", "films", film.pk)

    def items(self, film):
        return sorted(changes(film), key=lambda change: (change.at, change.id), reverse=True)[:MOST_ENTRIES]

    def item_title(self, item):
        return item.text

    def item_description(self, item):
        return item.text

    def item_link(self, item):
        return absolute(item.page)

    def item_guid(self, item):
        return item.id

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


def changes(film):
    """Yield the newest changes of each kind of a film."""

    def change(noun, row, text, name, at=None, anchor=""):
        page = reverse(name, args=[film.pk, film.slug]) + anchor
        return Change(permanent_id("film", film.pk, noun, row.pk), text, page, at or row.updated_at)

    yield change("film", film, f"{film.title}: facts and credits", "film")
    for noun, rows, name in (
        ("synopsis", film.synopses, "film_synopses"),
        ("article", film.articles, "film"),
        ("image", film.images, "film"),
    ):
        for row in rows.published().order_by("-updated_at")[:MOST_ENTRIES]:
            yield change(noun, row, f"{film.title}: {noun}, {row.get_kind_display()}", name)
    for row in film.questions.published().order_by("-updated_at")[:MOST_ENTRIES]:
        question = row.question if row.spoiler_level <= SpoilerLevel.PREMISE else "a question on the story"
        yield change("question", row, f"{film.title}: {question}", "film_questions")
    for row in film.comments.public().order_by("-moderated_at")[:MOST_ENTRIES]:
        at = row.moderated_at or row.created_at
        writer = f" by {row.name}" if row.spoiler_level <= SpoilerLevel.PREMISE else ""
        yield change("comment", row, f"{film.title}: a comment{writer}", "film", at, "#comments")
