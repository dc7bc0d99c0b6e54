"""A film as one of its sources tells it: what the source is cited for, its texts, pictures and readings; nothing else."""

from django.db.models import Exists, OuterRef

from catalog import dates
from catalog.editing.references import visible_survivor
from catalog.models import Citation, Question, Reading, Release, Source
from catalog.models.facts import FIELDS, ROWS, VERSION_FIELDS


def find_source(film, source_id):
    """Return the source of an id, or the survivor of its merge; None where it says nothing that visitors see."""
    sources = Source.objects.of(film)
    return sources.filter(pk=source_id).first() or visible_survivor(sources, source_id)


def rows_of_source(rows, source):
    """Those of a film's rows that the source says, by the table of facts."""
    if rows.model is Question:
        readings = Reading.objects.filter(question=OuterRef("pk"))
        return rows.filter(Exists(rows_of_source(readings, source)))
    kind = ROWS[rows.model._meta.model_name]
    if kind.citation:
        # A source may be cited for several fields of one row.
        return rows.filter(Exists(Citation.objects.filter(source=source, **{kind.citation: OuterRef("pk")})))
    rows = rows.filter(**{kind.source: source}) if kind.source else rows.none()
    # A reading without a value notes that its source is silent.
    return rows.exclude(value="") if rows.model is Reading else rows


def related_rows(name, cited_fields):
    """The rows that a many-to-many field of a film may name: none where the source is not cited for the field."""
    rows = FIELDS[name].model_field.related_model.objects
    return rows.all() if name in cited_fields else rows.none()


def empty_uncited_fields(film, source):
    """Empty the fields that the source is not cited for, and return the names of those that it is, also by its leading version.

    A many-to-many field is left to `related_rows`. The first date stays where the source is cited for a dated release.
    The film is for reading: don't save it.
    """
    citations = Citation.objects.filter(film=film, source=source)
    cited_fields = set(citations.filter(version__isnull=True).exclude(field="").values_list("field", flat=True))
    cited_of_version = set(citations.filter(version__leads=True).values_list("field", flat=True))
    of_version = {field.name for field in FIELDS.values() if field.of_version}
    cited_fields |= of_version if "" in cited_of_version else of_version & cited_of_version
    for field in FIELDS.values():
        if not (field.required or field.is_many or (field.derived_from or field.name) in cited_fields):
            setattr(film, field.name, field.empty)
    if "release_date" not in cited_fields:
        releases = rows_of_source(Release.objects.showings().filter(film=film, date__isnull=False), source)
        film.release_date = dates.earliest_date(releases.values_list("date", flat=True))
        film.year = film.release_date and film.release_date.year
    return cited_fields


def empty_uncited_version(version, citations):
    """Empty what a version says for which none of these citations of one source stands. The version is for reading.

    No source says which copies are held.
    """
    version.public_copies = []
    cited_names = {citation.field for citation in citations if citation.version_id == version.pk}
    if "" in cited_names:
        return
    for name in VERSION_FIELDS.keys() - cited_names:
        if name in ("languages", "countries"):
            setattr(version, f"all_{name}", [])
            version._prefetched_objects_cache[name] = []
        else:
            column = version._meta.get_field(name)
            setattr(version, name, None if column.null else [] if name == "kinds" else "")
    if "runtime_minutes" not in cited_names:
        version.runtime_seconds = None
    # No source is cited for a note alone.
    version.note = ""


def hide_name(credit, reason):
    """Make the credit a named gap, where the source lost the name and gives a reason."""
    if reason:
        credit.person, credit.missing_reason, credit.credited_as, credit.uncredited = None, reason, "", False


def hide_ruling(question):
    """Take the catalogue's own ruling from a question: a source tells a story, and rules on nothing."""
    question.ruling = question.reason = ""
