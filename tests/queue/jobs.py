"""Jobs for the tests of the queue."""

from catalog.queue import TaskContext, task

DONE = []


@task()
def note(word):
    DONE.append(word)


@task()
def fail():
    raise ValueError("It can’t be done.")


@task()
def be_interrupted():
    raise KeyboardInterrupt


@task(takes_context=True)
def note_attempt(context: TaskContext):
    DONE.append(context.attempt)
