from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.models import Job


class JobSerializer(ReadSerializer):
    """What people do for a film, in a department."""

    id = Integer()
    code = Text(help_text="It stays when an editor gives the job another name.")
    name = Text()
    department = Text(source="department.name")
    department_code = Text(source="department.code")


class JobViewSet(ReadViewSet):
    """The jobs that ship with Wayback and those of published films, by department."""

    serializer_class = JobSerializer
    operations = {"list": ("listJobs", "List jobs")}
    tag = "Vocabulary"

    def get_queryset(self):
        jobs = Job.objects.public().select_related("department")
        return jobs.order_by("department__position", "position", "sort_key", "id")
