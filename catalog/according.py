"""A film as one of its sources tells it: what the source is cited for, its texts, pictures and readings; nothing else."""

from django.db.models import Exists, OuterRef

from catalog import dates
from catalog.editing.references import survivors
from catalog.models import Article, Citation, FilmField, Image, Question, Reading, Release, Source, Synopsis

# Rows that say themselves whose they are; those of the other nouns have citations.
OWN = (Article, Citation, Image, Synopsis)
# The fields of a film that a source may say, with what stands there where it doesn't. A film keeps its title.
UNSAID = {"original_title": "", "logline": "", "runtime_minutes": None}


def teller(film, source_id):
    """The source of that id, or what it was merged into; None where that is none or says nothing that visitors see."""
    sources = Source.objects.of(film)
    found = sources.filter(pk=source_id).first()
    return found or sources.filter(pk__in=survivors("source", [source_id]).values()).first()


def rows(queryset, source):
    """Those of a film's rows that the source says."""
    model = queryset.model
    if model in OWN:
        return queryset.filter(source=source)
    if model is Reading:
        return queryset.filter(source=source).exclude(value="")
    if model is Question:
        return queryset.filter(Exists(rows(Reading.objects.filter(question=OuterRef("pk")), source)))
    return queryset.filter(citations__source=source)


def narrow(film, source):
    """Empty the fields that the source is not cited for, and return the names of those that it is.

    The first date is told too where the source is cited for a dated release. The film is for reading: don't save it.
    """
    said = set(Citation.objects.filter(film=film, source=source).exclude(field="").values_list("field", flat=True))
    for field, nothing in UNSAID.items():
        if field not in said:
            setattr(film, field, nothing)
    if FilmField.RELEASE_DATE not in said:
        told = rows(Release.objects.filter(film=film, date__isnull=False), source)
        film.release_date = dates.first(told.values_list("date", flat=True))
        film.year = film.release_date and film.release_date.year
    return said


def lose_name(credit, reason):
    """Make the credit a named gap, where the source lost the name."""
    if reason:
        credit.person, credit.missing_reason, credit.credited_as = None, reason, ""


def silence(question):
    """Take the catalogue's own words from a question: who tells a story doesn't rule on it."""
    question.ruling = question.reason = ""
