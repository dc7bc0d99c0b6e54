"""The credits of a film in groups, as its pages show them.

The order inside a group, such as the billing order of a cast, is Credit.objects.in_order() (models/credits.py).
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext_lazy as _

# Label of a line of the facts beside a film → the codes of the jobs that it names.
HEADS = {
    _("Directed by"): ("director", "co-director"),
    _("Written by"): ("screenplay", "writer", "story", "adaptation", "dialogue", "original-story", "idea"),
    _("Produced by"): ("producer",),
    _("Photographed by"): ("director-of-photography", "cinematography"),
    _("Edited by"): ("editor", "co-editor"),
    _("Music by"): ("original-music-composer", "music"),
}
# Those that stand first among the facts beside a film.
DIRECTORS, WRITERS = _("Directed by"), _("Written by")


@dataclass
class Job:
    """The first credits of a job, or of jobs that read as one; `more` is how many it leaves out."""

    label: str
    credits: list
    more: int = 0


@dataclass
class Department:
    """A department's credits that a page shows; `more` is how many it leaves out."""

    name: str
    credits: list = field(default_factory=list)
    more: int = 0


def cast(film, limit=None):
    """Return the department of the actors, in billing order, also if it is empty."""
    return department(_("Cast"), [credit for credit in film.credits.all() if credit.is_cast], limit)


def crew(film, limit=None):
    """Return the other departments that have credits, in the order of the vocabulary."""
    crew_credits = (credit for credit in film.credits.all() if not credit.is_cast)
    by_department = groupby(crew_credits, key=lambda credit: credit.job.department)
    return [department(str(term), list(rows), limit) for term, rows in by_department]


def department(name, rows, limit):
    return Department(name, rows[:limit], len(rows[limit:]) if limit else 0)


def heads(film):
    """Return {label: credits} for the labels that have credits, with each person and each gap once."""
    by_job = {}
    for credit in film.credits.all():
        by_job.setdefault(credit.job.code, []).append(credit)
    by_label = {label: [credit for code in codes for credit in by_job.get(code, ())] for label, codes in HEADS.items()}
    return {label: unique_names(rows) for label, rows in by_label.items() if rows}


def key_crew(film, most_jobs, most_names):
    """Return the jobs that a film's page names: those of HEADS first, then the others in the order of the vocabulary."""
    head_codes = set().union(*HEADS.values())
    other_jobs = {}
    for credit in film.credits.all():
        if not credit.is_cast and credit.job.code not in head_codes:
            other_jobs.setdefault(str(credit.job), []).append(credit)
    jobs = [*heads(film).items(), *other_jobs.items()][:most_jobs]
    return [Job(label, rows[:most_names], len(rows[most_names:])) for label, rows in jobs]


def unique_names(rows):
    """Return the first credit of each person and of each reason for a missing name."""
    return list({(credit.person_id, credit.missing_reason): credit for credit in reversed(rows)}.values())[::-1]
