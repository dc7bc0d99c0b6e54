"""A film's credits as its pages lay them out."""

from dataclasses import dataclass, field
from itertools import groupby

# What the facts beside a film name, as people say it → the jobs that count.
HEADS = {
    "Directed by": ("Director", "Co-Director"),
    "Written by": ("Screenplay", "Writer", "Story", "Adaptation", "Dialogue", "Original Story", "Idea"),
    "Produced by": ("Producer",),
    "Photographed by": ("Director of Photography", "Cinematography"),
    "Edited by": ("Editor", "Co-Editor"),
    "Music by": ("Original Music Composer", "Music"),
}


@dataclass
class Department:
    """A department's credits, of which a page may show the first."""

    name: str
    credits: list = field(default_factory=list)
    more: int = 0


def cast(film, most=None):
    """The actors in billing order; a department with none where the film has none."""
    return cut("Cast", [credit for credit in film.credits.all() if credit.is_cast], most)


def crew(film, most=None):
    """The other departments that have credits, in the vocabulary's order."""
    others = (credit for credit in film.credits.all() if not credit.is_cast)
    parted = groupby(others, key=lambda credit: credit.job.department.name)
    return [cut(name, list(found), most) for name, found in parted]


def cut(name, rows, most):
    return Department(name, rows[:most], len(rows[most:]) if most else 0)


def heads(film):
    """{what is said: credits}, each person and each gap once, for what the film has."""
    by_job = {}
    for credit in film.credits.all():
        by_job.setdefault(credit.job.name, []).append(credit)
    found = {said: [credit for job in jobs for credit in by_job.get(job, ())] for said, jobs in HEADS.items()}
    return {said: once(rows) for said, rows in found.items() if rows}


def once(rows):
    return list({(credit.person_id, credit.missing_reason): credit for credit in reversed(rows)}.values())[::-1]
