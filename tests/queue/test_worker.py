"""The worker does what stands in the queue, in order, and loses nothing where it is ended."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalog.queue import worker
from tests.queue import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done():
    jobs.DONE.clear()


def statuses():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_jobs_are_done_in_the_order_in_which_they_were_queued():
    for word in ("first", "second", "third"):
        jobs.note.enqueue(word)
    assert worker.work_off() == 3
    assert jobs.DONE == ["first", "second", "third"]
    assert statuses() == ["SUCCESSFUL"] * 3


def test_a_job_that_fails_does_not_stop_the_next():
    jobs.fail.enqueue()
    jobs.note.enqueue("next")
    worker.work_off()
    assert jobs.DONE == ["next"]
    assert statuses() == ["FAILED", "SUCCESSFUL"]


def test_a_signal_ends_the_worker_and_puts_its_job_back():
    jobs.be_interrupted.enqueue()
    with pytest.raises(KeyboardInterrupt):
        worker.work_off()
    assert statuses() == ["READY"]


def test_what_a_killed_worker_was_doing_is_queued_anew_and_its_attempts_are_counted():
    jobs.note_attempt.enqueue()
    worker.next_job()
    assert statuses() == ["RUNNING"]
    assert worker.work_off() == 0
    assert worker.queue_anew() == 1
    assert worker.work_off() == 1
    assert jobs.DONE == [2]


def test_jobs_that_ended_long_ago_leave_the_table():
    jobs.note.enqueue("old")
    worker.work_off()
    worker.remove_old_jobs()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    worker.remove_old_jobs()
    assert DBTaskResult.objects.count() == 0


def test_the_desk_has_no_noun_of_jobs():
    assert DBTaskResult not in admin.site._registry


def python(*lines):
    """Start a Python of its own that runs lines after Django's start."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", "\n".join(("import django; django.setup()", *lines))],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(settings.BASE_DIR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_worker_waits_until_the_first_ends(tmp_path):
    with worker.only_worker(tmp_path):
        second = python(
            "from pathlib import Path",
            "from catalog.queue.worker import only_worker",
            f"with only_worker(Path({str(tmp_path)!r})): print('works')",
        )
        assert "Another worker" in second.stderr.readline()
        assert second.poll() is None
    assert second.communicate(timeout=20)[0] == "works\n"


def test_a_worker_ends_with_the_process_that_started_it():
    process = python(
        "import sys, time",
        "from catalog.queue import worker",
        "worker.hear_signals()",
        "try:",
        "    worker.end_with(sys.stdin)",
        "    time.sleep(60)",
        "except KeyboardInterrupt:",
        "    print('ended')",
    )
    assert process.communicate(timeout=30)[0] == "ended\n"
    assert process.returncode == 0
