from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.models import Job


class JobSerializer(ReadSerializer):
    """What people do for a film, in a department."""

    id = Integer()
    name = Text()
    department = Text(source="department.name")


class JobViewSet(ReadViewSet):
    """All jobs, by department."""

    queryset = Job.objects.select_related("department").order_by("department__position", "position", "name", "id")
    serializer_class = JobSerializer
    operations = {"list": ("listJobs", "List jobs")}
    tag = "Vocabulary"
