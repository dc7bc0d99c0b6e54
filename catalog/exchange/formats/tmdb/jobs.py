"""TMDB's departments and jobs, and what they are in the catalogue's vocabulary.

A job is the catalogue's where department and name are the same, but for case. Of TMDB's department Crew, which takes all
that has no department of its own, it is the catalogue's job of that name in whichever department. All others are new.
"""

from functools import cache

from django.utils.translation import gettext as _

from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.records import Entry, Place
from catalog.texts.folding import fold
from catalog.vocabulary.terms import read_rows

ACTING, CREW = "Acting", "Crew"
ACTOR = Entry("job", "Actor", fields={"department": ACTING})
LONGEST_NAME, LONGEST_DEPARTMENT = 80, 40

# Names of TMDB for a job that ships under another one.
SAME_JOBS = {
    ("Crew", "compositors"): ("Visual Effects", "Compositor"),
    ("Visual Effects", "compositors"): ("Visual Effects", "Compositor"),
    ("Crew", "stunts coordinator"): ("Crew", "Stunt Coordinator"),
    ("Crew", "steadycam"): ("Camera", "Steadicam Operator"),
    ("Crew", "second unit cinematographer"): ("Camera", "Second Unit Director of Photography"),
    ("Costume & Make-Up", "costume designer"): ("Costume & Make-Up", "Costume Design"),
    ("Art", "production designer"): ("Art", "Production Design"),
    ("Art", "art director"): ("Art", "Art Direction"),
}


@cache
def shipped_jobs() -> dict[tuple[str, str], tuple[str, str]]:
    """Return {(department, folded name): (department, name)} of the jobs that ship."""
    departments = {row["key"]: row["name"] for row in read_rows("departments.csv")}
    return {
        (departments[row["department"]], fold(row["name"])): (departments[row["department"]], row["name"])
        for row in read_rows("jobs.csv")
    }


@cache
def shipped_departments() -> dict[str, str]:
    """Return {folded name: name} of the departments that ship."""
    return {fold(row["name"]): row["name"] for row in read_rows("departments.csv")}


@cache
def crew_jobs() -> dict[str, tuple[str, str]]:
    """Return {folded name: (department, name)} of the jobs that ship, but those of the cast, and names that two departments have."""
    jobs: dict[str, tuple[str, str]] = {}
    names = [name for department, name in shipped_jobs() if department != ACTING]
    for (department, name), job in shipped_jobs().items():
        if department != ACTING and names.count(name) == 1:
            jobs[name] = job
    return jobs


def catalogue_job(department: str, job: str) -> tuple[str, str]:
    """Return the department and the job of the catalogue that TMDB's are."""
    department = shipped_departments().get(fold(department), department)
    if department in ("Actors", ACTING):
        return CREW, job
    name = fold(job)
    own_job = SAME_JOBS.get((department, name)) or shipped_jobs().get((department, name))
    if own_job is None and department == CREW:
        own_job = crew_jobs().get(name)
    return own_job or (department, job)


class Jobs:
    """The jobs of one reading."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.entries: dict[tuple[str, str], Entry | None] = {}

    def entry(self, department: object, job: object, place: Place) -> Entry | None:
        """Return the entry of a job; None where it has no name, or a name that is too long."""
        if not (isinstance(department, str) and isinstance(job, str)):
            self.refuse(f"{department}: {job}", place)
            return None
        key = department, job
        if key not in self.entries:
            self.entries[key] = self.make(department.strip(), job.strip(), place)
        elif self.entries[key] is None:
            self.refuse(f"{department}: {job}", place)
        return self.entries[key]

    def make(self, department: str, job: str, place: Place) -> Entry | None:
        if not (0 < len(department) <= LONGEST_DEPARTMENT and 0 < len(job) <= LONGEST_NAME):
            self.refuse(f"{department}: {job}", place)
            return None
        own_department, name = catalogue_job(department, job)
        self.tell(f"{department}: {job}", own_department, name, place)
        return Entry("job", name, fields={"department": own_department})

    def tell(self, value: str, department: str, name: str, place: Place) -> None:
        own_value = f"{department}: {name}"
        if (department, fold(name)) not in shipped_jobs():
            rule = _("It is no job that ships with the catalogue, and is taken as one of its own: %(job)s.")
            self.remarks.mend_once(place, value, rule % {"job": own_value})
        elif own_value != value:
            self.remarks.mend_once(place, value, _("It is taken as the job “%(job)s”.") % {"job": own_value})

    def refuse(self, value: str, place: Place) -> None:
        expected = _("a department of at most %(department)d characters and a job of at most %(job)d")
        self.remarks.refuse(
            place,
            value,
            expected % {"department": LONGEST_DEPARTMENT, "job": LONGEST_NAME},
            _("Give both their names in the file."),
        )
