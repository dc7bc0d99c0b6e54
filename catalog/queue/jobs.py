"""Which jobs wait or run."""

from typing import Any

from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def is_pending(task: Any, *arguments: Any) -> bool:
    """Tell whether a job whose arguments begin with these waits or runs."""
    jobs = DBTaskResult.objects.filter(task_path=task.module_path, status__in=PENDING)
    return any(job.args_kwargs["args"][: len(arguments)] == list(arguments) for job in jobs.only("args_kwargs"))


def is_worker_late() -> bool:
    """Tell whether jobs wait and none runs: maybe no worker was started."""
    return not DBTaskResult.objects.running().exists() and DBTaskResult.objects.ready().exists()
