"""Two editors merge, or take a merge back, at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from catalog.merging.unmerge import unmerge
from catalog.models import (
    Person,
)
from tests.factories import (
    make_credit,
    make_film,
    make_job,
    make_person,
)


def run_at_once(*acts):
    """Do all at the same moment, each on a connection of its own; what each answered, or the error it met."""
    outcomes = []
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            outcomes.append(act())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_merges_that_cross_one_is_done_and_one_is_refused(merge_into):
    for _ in range(3):
        people = [make_person(), make_person()]
        for film in [make_film(), make_film()]:
            for person in people:
                make_credit(film, person=person, job=make_job(f"Job {person.pk}"))
        outcomes = run_at_once(lambda p=people: merge_into(*p), lambda p=people: merge_into(*p[::-1]))
        kinds = sorted(type(outcome).__name__ for outcome in outcomes)
        assert kinds == ["Merge", "RefusedError"], outcomes
        assert Person.objects.filter(pk__in=[person.pk for person in people]).get().credits.count() == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_take_a_merge_back_at_once_one_is_refused(merge_into, ann):
    people = [make_person(), make_person()]
    new_merge = merge_into(*people)
    outcomes = run_at_once(*[lambda: unmerge(new_merge, editor=ann)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["RefusedError", "UnmergeResult"], outcomes
    assert Person.objects.count() == 2
