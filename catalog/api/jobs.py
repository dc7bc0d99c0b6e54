from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.term_names import NamedViewSet, TermName
from catalog.models import Job


class JobSerializer(ReadSerializer):
    """What people do for a film, in a department."""

    id = Integer()
    code = Text(help_text="It stays when an editor gives the job another name.")
    name = TermName()
    department = TermName(source=None)
    department_code = Text(source="department.code")


class JobViewSet(NamedViewSet):
    """The jobs that ship with Wayback and those of published films, by department."""

    serializer_class = JobSerializer
    operations = {"list": ("listJobs", "List jobs")}

    def get_queryset(self):
        jobs = Job.objects.public().select_related("department")
        return jobs.order_by("department__position", "position", "sort_key", "id")
