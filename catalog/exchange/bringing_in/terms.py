"""Jobs, genres and roles of companies by their names, in any language of the site; those that are not known are made, and told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from catalog.editing.documents import Root, read_document
from catalog.editing.history import record_revision
from catalog.editing.patches import Document, Patch
from catalog.exchange.bringing_in.checking import RefusedValueError
from catalog.exchange.records import Entry
from catalog.models import CompanyRole, Deed, Department, Genre, Import, Job
from catalog.texts.folding import fold, slug
from catalog.texts.names_by_language import read_names


class Terms:
    """The vocabulary as it is when an import begins, and what the import adds to it. `new_terms` are the names of that, by noun."""

    def __init__(self, of_import: Import | None) -> None:
        """Read the vocabulary; without an import nothing is added to it, as in a dry run."""
        self.of_import = of_import
        self.new_terms: list[tuple[str, str]] = []
        self.departments = by_names(Department.objects.all())
        self.genres = by_names(Genre.objects.all())
        self.roles = by_names(CompanyRole.objects.all())
        self.jobs: dict[tuple[Any, str], Any] = {}
        for job in Job.objects.order_by("-position", "-pk"):
            for name in names_of(job):
                self.jobs[job.department_id, name] = self.jobs[None, name] = job.pk
        self.known_jobs: dict[tuple[Any, str], Any] = {}
        self.made_number = 0

    def key_of(self, entry: Entry) -> Any:
        """Return the key of a term; raise RefusedValueError for one that is not here and can't be made."""
        if entry.noun == "genre":
            key = self.genres.get(fold(entry.name))
            return self.make_genre(entry.name) if key is None else key
        if entry.noun == "companyrole":
            if (key := self.roles.get(fold(entry.name))) is None:
                raise RefusedValueError(
                    gettext("a role of companies that the catalogue has"), gettext("Add the role at the desk first.")
                )
            return key
        return self.key_of_job(entry)

    def key_of_job(self, entry: Entry) -> Any:
        ident = (entry.fields.get("department"), entry.name)
        if ident not in self.known_jobs:
            self.known_jobs[ident] = self.find_job(entry)
        return self.known_jobs[ident]

    def find_job(self, entry: Entry) -> Any:
        department_name = str(entry.fields.get("department", ""))
        department = self.departments.get(fold(department_name)) if department_name else None
        key = self.jobs.get((department, fold(entry.name)))
        if key is not None:
            return key
        if not department_name:
            raise RefusedValueError(
                gettext("a job that the catalogue has"),
                gettext("Add the job at the desk first, or give the department, too: then it is made."),
            )
        if department is None:
            department = self.make_department(department_name)
        return self.make_job(department, entry.name)

    def make_genre(self, name: str) -> Any:
        genre = Genre(name=name, slug=free_slug(name, set(Genre.objects.values_list("slug", flat=True))))
        key = self.save(genre, "genre", name)
        self.genres[fold(name)] = key
        return key

    def make_department(self, name: str) -> Any:
        last = Department.objects.order_by("-position").values_list("position", flat=True).first() or 0
        key = self.save(Department(name=name, position=last + 1), "department", name)
        self.departments[fold(name)] = key
        return key

    def make_job(self, department: Any, name: str) -> Any:
        key = self.save(Job(department_id=department, name=name), "job", name)
        self.jobs[department, fold(name)] = key
        self.jobs.setdefault((None, fold(name)), key)
        return key

    def save(self, row: Any, noun: str, name: str) -> Any:
        """Save a new term with its revision, and return its key; in a dry run a key that no row has."""
        if len(name) > row._meta.get_field("name").max_length:
            raise RefusedValueError(
                gettext("at most %(number)s characters; these are %(length)s")
                % {"number": row._meta.get_field("name").max_length, "length": len(name)},
                gettext("Shorten it, or split it into several."),
            )
        self.new_terms.append((noun, name))
        if self.of_import is None:
            self.made_number -= 1
            return self.made_number
        with transaction.atomic():
            row.save()
            root = Root.of(row)
            patch = Patch.between(Document(), read_document(root))
            record_revision(root, editor=self.of_import.by, deed=Deed.IMPORTED, patch=patch, of_import=self.of_import)
        return row.pk


def names_of(term: Any) -> list[str]:
    """Return the folded code and names of a term in all languages."""
    names = [getattr(term, "code", ""), getattr(term, "slug", ""), *read_names(term.names).values(), term.name]
    return [fold(name) for name in names if name]


def by_names(terms: Any) -> dict[str, Any]:
    """Return {folded code or name: key} of terms."""
    return {name: term.pk for term in terms for name in names_of(term)}


def free_slug(name: str, slugs: set[str]) -> str:
    """Return the slug of a name, with a number where another one has it."""
    base = slug(name, "term")[:35]
    number = 1
    while (free := base if number == 1 else f"{base}-{number}") in slugs:
        number += 1
    return free
