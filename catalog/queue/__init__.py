"""Long work beside requests: a queue that the database keeps, and the worker that does what stands in it."""

from typing import TYPE_CHECKING

import django

if TYPE_CHECKING or django.VERSION >= (6, 0):
    from django.tasks import TaskContext as TaskContext
    from django.tasks import task as task
else:
    from django_tasks import TaskContext as TaskContext
    from django_tasks import task as task
