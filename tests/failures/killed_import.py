"""Bring files in, killed at random statements again and again, and print what the catalogue holds then, without keys and moments.

Arguments: a folder of files of TMDB, how often to kill, and a seed.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, connections  # noqa: E402

from catalog.exchange.bringing_in import run  # noqa: E402
from catalog.models import ImportStatus  # noqa: E402

# A kill comes before one of these statements: what is read first takes some fifteen, a batch some thirty.
STATEMENTS = (15, 45)
# However fast the database is, a batch stays as small as the first one.
run.MOST_ROWS = run.FIRST_ROWS
LEFT_OUT = {"import", "importline", "presence", "limit", "sentform", "shippedterm"}


def kill_at(number):
    """Kill this process where it executes its statement of a number."""
    count = 0

    def wrapper(execute, *arguments):
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    connection.execute_wrappers.append(wrapper)


def bring_in(paths):
    of_import = run.unfinished_import("tmdb", paths, {}, "published", None)
    run.bring_in(of_import or run.new_import("tmdb", paths, {}, "published"))


def bring_in_killed(paths, number):
    """Bring in from where the last one stopped, in a process that is killed; return whether it was."""
    connections.close_all()
    child = os.fork()
    if not child:
        kill_at(number)
        bring_in(paths)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def contents():
    """Return {noun: its rows in some order}, each told by what it says and what it refers to is called."""
    rows = {}
    for model in apps.get_app_config("catalog").get_models():
        noun = model._meta.model_name
        if noun not in LEFT_OUT:
            rows[noun] = sorted(json.dumps(told_row(row), default=str) for row in model._base_manager.all())
    return rows


def told_row(row):
    values = {}
    for field in row._meta.concrete_fields:
        is_moment = field.get_internal_type() == "DateTimeField"
        if field.primary_key or is_moment or field.name in ("key", "patch", "of_import", "digest"):
            continue
        values[field.name] = str(getattr(row, field.name))
    for field in row._meta.many_to_many:
        values[field.name] = sorted(map(str, getattr(row, field.name).all()))
    if "patch" in vars(row):
        values["patch"] = {noun: len(changes) for noun, changes in row.patch.items()}
    return values


folder, kill_count, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
moments = random.Random(seed)
kills = 0
while kills < kill_count and bring_in_killed([folder], moments.randint(*STATEMENTS)):
    kills += 1
if not run.Import.objects.filter(status=ImportStatus.DONE).exists():
    bring_in([folder])
json.dump({"kills": kills, "contents": contents()}, sys.stdout)
