"""The worker: takes one job after another from the queue, and begins anew what another worker left when it ended.

Jobs are written so that they go on where they stopped: whoever kills a worker loses nothing but time.
"""

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.db import Error, close_old_connections, transaction
from django.utils import timezone
from django_tasks_db.compat import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

LOCK_FILE = "worker.lock"
WORKER = "worker"
# How long the worker rests where nothing waits, and where the database does not answer.
REST_SECONDS, TROUBLE_SECONDS = 1.0, 5.0
# Jobs that ended stay so long in the queue's table.
KEPT_FOR = timedelta(days=7)


@contextmanager
def only_worker(folder: Path) -> Iterator[None]:
    """Wait until no other worker of this site runs on the machine, then be the one; the system ends the lock with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.warning("Another worker of this site runs. This one waits until that one ends.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def queue_anew() -> int:
    """Queue the jobs anew at which a worker ended, and return how many they were. No other worker may run."""
    return DBTaskResult.objects.running().update(status=TaskResultStatus.READY)


def remove_old_jobs() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()


def next_job() -> DBTaskResult | None:
    """Take the next job of the queue, so that its attempts are counted; None where nothing waits."""
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is not None:
            job.claim(WORKER)
    return job


def do_job(job: DBTaskResult) -> None:
    """Do a job, and keep whether it succeeded. A signal puts it back into the queue."""
    try:
        task, result = job.task, job.task_result
        context: list[Any] = [TaskContext(task_result=result)] if task.takes_context else []
        value = task.call(*context, *result.args, **result.kwargs)
    except KeyboardInterrupt:
        with suppress(Error):
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY)
        raise
    except (Exception, SuspiciousOperation) as error:
        logger.exception("The job %s failed.", job.task_path)
        job.set_failed(error)
    else:
        job.set_successful(value)


def work_off() -> int:
    """Do all jobs that wait, one after another; return how many they were."""
    count = 0
    while job := next_job():
        do_job(job)
        count += 1
    return count


def work(folder: Path) -> None:
    """Do jobs until a signal raises KeyboardInterrupt. A database that does not answer is asked again later."""
    with only_worker(folder):
        is_begun = False
        while True:
            rest = REST_SECONDS
            try:
                close_old_connections()
                if not is_begun:
                    queue_anew()
                    remove_old_jobs()
                    is_begun = True
                work_off()
            except Error:
                logger.exception("The worker can't read or write its queue. It tries again.")
                rest = TROUBLE_SECONDS
            close_old_connections()
            time.sleep(rest)


def hear_signals() -> None:
    """Let the first signal end the worker, with its job back in the queue, and the second end it at once."""

    def end(number: int, frame: FrameType | None) -> None:
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, signal.SIG_DFL)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def end_with(stream: IO[str]) -> None:
    """End this process by a signal when a stream ends: it is a pipe from the process that started this one."""

    def wait() -> None:
        with suppress(OSError, ValueError):
            while stream.read(1):
                pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
