"""Atom feeds: newly published films, newly published lists, and the changes of one film."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from catalog.editing.references import visible_survivor
from catalog.models import CuratedList, Film, SpoilerLevel
from catalog.site_address import absolute, permanent_id
from catalog.views.core.addresses import redirect_permanently
from catalog.views.film.prefetch import loglines
from catalog.views.film.tellings import logline

MOST_ENTRIES = 30
# When a feed without entries was last changed.
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class AtomOfEntries(Atom1Feed):
    def latest_post_date(self):
        """Return the moment of the newest entry; Django's is now where there is none, so that each answer would differ."""
        return super().latest_post_date() if self.items else BEFORE_ALL


class AtomFeed(Feed):
    """A feed whose addresses all begin with SITE_URL; Django would take the host that the request names."""

    feed_type = AtomOfEntries

    def item_link(self, item):
        return absolute(item.get_absolute_url())

    def item_title(self, item):
        return str(item)

    def item_description(self, item):
        telling = logline(item, item.loglines)
        return telling.text if telling else _("%(title)s is in the catalogue.") % {"title": item.title}


class NewFilms(AtomFeed):
    """The newest published films."""

    title = _("Newly published films")
    subtitle = _("Films that have just come into the catalogue")

    def link(self):
        return absolute(reverse("films"))

    def feed_url(self):
        return absolute(reverse("feed_films"))

    def feed_guid(self):
        return permanent_id("feeds", "films")

    def item_guid(self, item):
        return permanent_id("film", item.pk)

    def items(self):
        films = Film.objects.published().order_by("-published_from", "-pk")
        return films.prefetch_related(loglines())[:MOST_ENTRIES]

    def item_pubdate(self, item):
        return item.published_from

    def item_updateddate(self, item):
        return item.updated_at


class NewLists(AtomFeed):
    """The newest published lists."""

    title = _("Newly published lists")
    subtitle = _("Lists of films that have just come into the catalogue")

    def link(self):
        return absolute(reverse("lists"))

    def feed_url(self):
        return absolute(reverse("feed_lists"))

    def feed_guid(self):
        return permanent_id("feeds", "lists")

    def item_guid(self, item):
        return permanent_id("list", item.pk)

    def item_description(self, item):
        return item.html or _("%(title)s is a list of films.") % {"title": item.title}

    def items(self):
        return CuratedList.objects.listed()[:MOST_ENTRIES]

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

    subtitle = _("What is new on this film")

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
        return _("%(film)s: changes") % {"film": film}

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

    yield change("film", film, _("%(film)s: facts and credits") % {"film": film.title}, "film")
    for noun, rows, name in (
        ("synopsis", film.synopses, "film_synopses"),
        ("article", film.articles, "film"),
        ("image", film.images, "film"),
    ):
        for row in rows.published().order_by("-updated_at")[:MOST_ENTRIES]:
            yield change(noun, row, f"{film.title}: {row._meta.verbose_name}, {row.get_kind_display()}", name)
    for row in film.questions.published().order_by("-updated_at")[:MOST_ENTRIES]:
        question = row.question if row.spoiler_level <= SpoilerLevel.PREMISE else _("a question on the story")
        yield change("question", row, f"{film.title}: {question}", "film_questions")
    for row in film.comments.public().order_by("-moderated_at")[:MOST_ENTRIES]:
        at = row.moderated_at or row.created_at
        is_named = row.spoiler_level <= SpoilerLevel.PREMISE
        words = _("%(film)s: a comment by %(name)s") if is_named else _("%(film)s: a comment")
        yield change("comment", row, words % {"film": film.title, "name": row.name}, "film", at, "#comments")
