"""What a pasted block becomes, for the script of the film's form: rows, and for each name who may be meant. Nothing is written."""

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from catalog.admin.core.views import page_path
from catalog.admin.inlines.remarks import remarks_text
from catalog.admin.people import years_of_life
from catalog.editing.pasted import BlockTooLargeError, JobNames, read_block
from catalog.merging.namesakes import companies_named, people_named
from catalog.models import Company, CompanyRole, Country, Credit, Job, Person
from catalog.models.credits import ACTING
from catalog.roles import permission_refusal

ORDERS = ("person", "character")
MOST_LETTERS_OF_NOTE = 300


def paste_paths(model_admin):
    return [page_path(model_admin, "paste/", paste_view, "paste")]


@require_POST
def paste_view(request, model_admin):
    """Answer the rows of the block in `text`, or in `html` where the clipboard has that, too; `first` says what comes first in pairs."""
    if not request.user.has_perm("catalog.add_credit"):
        raise PermissionDenied(permission_refusal("add_credit"))
    jobs = {job.code: job for job in site.get_model_admin(Job).for_labels(Job.objects.all())}
    order = request.POST.get("first")
    try:
        block = read_block(
            request.POST.get("text", ""),
            request.POST.get("html", ""),
            names=JobNames((job.name, code) for code, job in jobs.items()),
            order=order if order in ORDERS else None,
        )
    except BlockTooLargeError as error:
        return JsonResponse({"refusal": str(error)}, status=400)
    answer = BlockAnswer(block.rows, jobs)
    return JsonResponse({"rows": [answer.row(row) for row in block.rows], "unsure_line": block.unsure_line})


class BlockAnswer:
    """The rows of a block as the script gets them, with what the catalogue knows of their names, fetched once for all."""

    def __init__(self, rows, jobs):
        self.jobs = jobs
        self.people = namesakes_in_words(Person, people_named(row.person for row in rows if row.person))
        self.companies = namesakes_in_words(Company, companies_named(row.company for row in rows if row.company))
        countries, roles = ({getattr(row, name) for row in rows} - {""} for name in ("country", "role"))
        self.countries = Country.objects.in_bulk(countries) if countries else {}
        self.roles = CompanyRole.objects.in_bulk(roles) if roles else {}

    def row(self, row):
        facts = {"line": row.line, "text": row.text, "kind": row.kind}
        if row.kind == "credit":
            return facts | self.credit(row)
        if row.kind == "company":
            company = {"name": row.company, "candidates": self.companies[row.company]}
            return facts | {"company": company, "role": self.option(self.roles, row.role), **self.place(row)}
        if row.kind in ("release", "title"):
            return facts | {"title": row.title, "date": row.date, **self.place(row)}
        return facts

    def credit(self, row):
        job = self.jobs.get(row.job)
        remarks = Credit(
            voice=row.voice,
            uncredited=row.uncredited,
            archive_footage=row.archive_footage,
            segment=row.segment,
            note="; ".join(filter(None, (row.job_text, row.note)))[:MOST_LETTERS_OF_NOTE],
        )
        return {
            "person": {"name": row.person, "candidates": self.people[row.person]},
            "job": {"id": str(job.pk), "text": site.get_model_admin(Job).label(job)} if job else None,
            "is_cast": job is not None and job.department.code == ACTING,
            "characters": row.characters,
            "credited_as": row.credited_as,
            "remarks": remarks_text(remarks),
        }

    def place(self, row):
        return {"country": self.option(self.countries, row.country), "note": row.note}

    def option(self, rows, key):
        return {"id": str(key), "text": str(rows[key])} if key in rows else None


def namesakes_in_words(model, namesakes):
    """Return {name: candidates}: the key of each, its name, what tells it from others, and why it is one."""
    model_admin = site.get_model_admin(model)
    keys = {namesake.pk for candidates in namesakes.values() for namesake in candidates}
    rows = {row.pk: row for row in model_admin.for_labels(model.objects.filter(pk__in=keys))} if keys else {}
    return {
        name: [
            {
                "id": str(namesake.pk),
                "text": rows[namesake.pk].name,
                "hint": hint(rows[namesake.pk], model_admin),
                "why": namesake.reason,
                "is_exact": namesake.is_exact,
            }
            for namesake in candidates
            if namesake.pk in rows
        ]
        for name, candidates in namesakes.items()
    }


def hint(row, model_admin):
    """Return what the label of a row says behind its name: `1906–1996 · Metropolis`."""
    if isinstance(row, Person):
        return " · ".join(filter(None, (years_of_life(row).strip(" ()"), row.film_title)))
    return model_admin.label(row).removeprefix(row.name).strip(" ()")
