"""The page of a film, also shown after a refused rating or comment."""

from django.contrib.messages import get_messages
from django.template.response import TemplateResponse

from catalog.forms import CommentForm
from catalog.models import ArticleKind, RatingSummary, Vote
from catalog.models.facts import MANY_TO_MANY_FIELDS
from catalog.models.relations import relations_of
from catalog.views.core.spoilers import reader_level
from catalog.views.film import credit_groups, quotes, story
from catalog.views.film import prefetch as parts
from catalog.views.film.facts import fact_lines, has_facts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.structured import movie
from catalog.views.film.versions import versions_to_show
from catalog.visitors import voter_hash

# How many rows of a part the page shows before it links to the page that has them all.
MOST_CAST, MOST_OF_A_DEPARTMENT, MOST_RELEASES, MOST_QUESTIONS, MOST_COMMENTS = 24, 12, 12, 6, 50
MOST_VERSIONS = 4


def film_page(request, film, *, status=200, problem="", form=None):
    """Render the page; `problem` says what is wrong with a rating, `form` is a refused comment."""
    fields = (parts.countries(), "original_title_language", *MANY_TO_MANY_FIELDS, parts.subject_ids())
    parts.fetch(film, *fields, *parts.rows(), parts.posters())
    quotes.mark_articles(film)
    rating = RatingSummary.objects.of(film)
    poster = next(iter(film.posters), None)
    comments = film.comments.public()
    footnotes = Footnotes(film, works=film.film_works.all())
    level = reader_level(request)
    context = facts_and_texts(film, footnotes, level) | {
        "poster": poster,
        "gallery": [picture for picture in film.pictures if picture != poster],
        "cast": credit_groups.cast(film, MOST_CAST),
        "crew": credit_groups.crew(film, MOST_OF_A_DEPARTMENT),
        "versions": versions_to_show(film)[:MOST_VERSIONS],
        "releases": film.releases.all()[:MOST_RELEASES],
        "questions": film.questions.all()[:MOST_QUESTIONS],
        "synopsis": lead(film),
        "may_edit": request.user.has_perm("catalog.change_film"),
        "comments": comments.reverse()[:MOST_COMMENTS],
        "comment_count": comments.count(),
        "form": form or CommentForm(),
        "notices": {message.extra_tags: message.message for message in get_messages(request)},
        "structured": movie(film, rating, footnotes.sources),
        **ballot(request, film, rating, problem),
    }
    return TemplateResponse(request, "catalog/film.html", context, status=status)


def facts_and_texts(film, footnotes, level):
    """Return the context of all facts and texts of a prefetched film: those of the catalogue, or of one source."""
    return {
        "film": film,
        "heads": credit_groups.heads(film),
        "cast": credit_groups.cast(film),
        "crew": credit_groups.crew(film),
        "overview": [text for text in film.articles.all() if text.kind == ArticleKind.OVERVIEW],
        "articles": [text for text in film.articles.all() if text.kind != ArticleKind.OVERVIEW],
        "has_facts": has_facts(film),
        "fact_lines": fact_lines(film),
        "relations": relations_of(film),
        "story": story.stretches(film, footnotes, level=level),
        "versions": versions_to_show(film),
        "releases": film.releases.all(),
        "questions": film.questions.all(),
        "gallery": film.pictures,
        "footnotes": footnotes,
        "reader_level": level,
    }


def ballot(request, film, rating, problem=""):
    """Return the context of the rating: the counts, the visitor's own vote, what is wrong with a new one."""
    name = voter_hash(request)
    your_stars = name and Vote.objects.filter(film=film, voter=name).values_list("stars", flat=True).first()
    return {"film": film, "rating": rating, "your_stars": your_stars, "problem": problem}


def lead(film):
    """Return the leading synopsis, the English one first; the first synopsis where none leads; None without synopses."""
    synopses = sorted(film.synopses.all(), key=lambda text: (not text.lead, text.language_id != "en"))
    return next(iter(synopses), None)
