"""The page of a film, also shown after a refused rating or comment."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.template.response import TemplateResponse

from catalog.forms import CommentForm
from catalog.models import ArticleKind, CuratedList, ListEntry, RatingSummary, Vote
from catalog.models.facts import MANY_TO_MANY_FIELDS
from catalog.models.relations import relations_of
from catalog.models.titles import title_for_readers
from catalog.views.core.spoilers import reader_level
from catalog.views.film import credit_groups, quotes, story
from catalog.views.film import prefetch as parts
from catalog.views.film.facts import fact_lines, has_facts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.licences import licences
from catalog.views.film.structured import movie
from catalog.views.film.summary import summary
from catalog.views.film.tellings import Logline, lead, logline
from catalog.views.film.versions import versions_to_show
from catalog.visitors import voter_hash

# How many rows of a part the page shows before it links to the page that has them all.
MOST_CAST, MOST_JOBS, MOST_NAMES_OF_A_JOB, MOST_EVENTS, MOST_QUESTIONS = 12, 8, 6, 3, 2
MOST_RELEASES, MOST_VERSIONS, MOST_PICTURES, MOST_COMMENTS, MOST_LISTS = 6, 3, 6, 50, 12
# How many of the cast the head of the page and the list of facts name.
MOST_STARS = 4


def film_page(request, film, *, status=200, problem="", stars=None, form=None):
    """Render the page; `problem` says what is wrong with a rating of so many stars, `form` is a refused comment."""
    fields = (parts.countries(), "original_title_language", *MANY_TO_MANY_FIELDS, parts.subject_ids())
    parts.fetch(film, *fields, *parts.rows(), parts.posters())
    quotes.mark_articles(film)
    rating = RatingSummary.objects.of(film)
    level = reader_level(request)
    poster = next((picture for picture in film.posters if picture.spoiler_level <= level), None)
    comments = film.comments.public()
    footnotes = Footnotes(film, works=film.film_works.all())
    newest_comments = list(comments.reverse()[:MOST_COMMENTS])
    shown_logline = logline(film, film.synopses.all())
    synopsis = lead(film, shown_logline)
    cast = credit_groups.cast(film, MOST_CAST)
    parts.fetch_portraits(cast.credits)
    context = facts_and_texts(film, footnotes, level)
    context |= {
        "poster": poster,
        "gallery": [picture for picture in film.pictures if picture != poster][:MOST_PICTURES],
        "cast": cast,
        "key_crew": credit_groups.key_crew(film, MOST_JOBS, MOST_NAMES_OF_A_JOB),
        "story": story.first_events(context["story"], MOST_EVENTS),
        "reader_title": title_for_readers(film),
        "logline": shown_logline,
        "can_fold": context["can_fold"]
        or bool(shown_logline)
        or any(comment.spoiler_level for comment in newest_comments),
        "whole_story": len(film.events.all()),
        "versions": versions_to_show(film)[:MOST_VERSIONS],
        "releases": film.releases.all()[:MOST_RELEASES],
        "questions": film.questions.all()[:MOST_QUESTIONS],
        "synopsis": synopsis,
        "licences": licences([*filter(None, [synopsis]), *film.articles.all()], level),
        "may_edit": request.user.has_perm("catalog.change_film"),
        "comments": newest_comments,
        "comment_count": comments.count(),
        "form": form or CommentForm(),
        "notices": {message.extra_tags: message.message for message in get_messages(request)},
        "lists": lists_with(film),
        "summary": summary(film),
        "structured": movie(film, rating, footnotes.sources, shown_logline),
        **ballot(request, film, rating, problem, stars),
    }
    return TemplateResponse(request, "catalog/film.html", context, status=status)


def facts_and_texts(film, footnotes, level):
    """Return the context of all facts and texts of a prefetched film: those of the catalogue, or of one source."""
    cast, heads = credit_groups.cast(film), credit_groups.heads(film)
    first_labels = (credit_groups.DIRECTORS, credit_groups.WRITERS)
    return {
        "film": film,
        "logline": Logline(film.logline, settings.CONTENT_LANGUAGE) if film.logline else None,
        "directors": heads.get(credit_groups.DIRECTORS),
        "first_heads": {label: rows for label, rows in heads.items() if label in first_labels},
        "other_heads": {label: rows for label, rows in heads.items() if label not in first_labels},
        "stars": cast.credits[:MOST_STARS],
        "cast": cast,
        "crew": credit_groups.crew(film),
        "articles": sorted(film.articles.all(), key=lambda text: text.kind != ArticleKind.OVERVIEW),
        "licences": licences([*film.synopses.all(), *film.articles.all()], level),
        "has_facts": has_facts(film) or footnotes.of_field("title"),
        "fact_lines": fact_lines(film),
        "relations": relations_of(film),
        "story": story.stretches(film, footnotes, level=level),
        "versions": versions_to_show(film),
        "releases": film.releases.all(),
        "questions": film.questions.all(),
        "gallery": film.pictures,
        "footnotes": footnotes,
        "reader_level": level,
        "can_fold": can_fold(film),
    }


def can_fold(film):
    """Whether anything on the film's page gives away something of the story."""
    events, questions = film.events.all(), film.questions.all()
    fates = [part for event in events for part in event.people.all()]
    levels = [row.spoiler_level for row in (*events, *fates, *questions, *film.pictures)]
    levels += [text.spoiler_to or text.title_level for text in (*film.synopses.all(), *film.articles.all())]
    levels += [reading.quote_level for question in questions for reading in question.readings.all()]
    return bool(film.logline) or any(levels)


def ballot(request, film, rating, problem="", stars=None):
    """Return the context of the rating: the counts, the visitor's own vote, what is wrong with a new one of so many stars."""
    name = voter_hash(request)
    your_stars = name and Vote.objects.filter(film=film, voter=name).values_list("stars", flat=True).first()
    chosen_stars = stars or your_stars
    return {
        "film": film,
        "rating": rating,
        "your_stars": your_stars,
        "chosen_stars": chosen_stars,
        "problem": problem,
    }


def lists_with(film):
    """Return the first published lists that have a film, the newest first, and one more where there are more."""
    in_lists = ListEntry.objects.filter(film=film).values("curated_list")
    return list(CuratedList.objects.listed().filter(pk__in=in_lists).defer("text", "html")[: MOST_LISTS + 1])
