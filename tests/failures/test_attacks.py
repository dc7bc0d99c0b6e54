"""Slow, silent and unfinished clients do not keep others from being answered."""

import pytest

from tests.failures.attacks import (
    all_together,
    idle_connections,
    slow_bodies,
    slow_headers,
    slow_readers,
    slowest_answer,
)

MOST_SECONDS = 1


@pytest.mark.parametrize("attack", [slow_bodies, slow_headers, slow_readers, idle_connections, all_together])
def test_others_are_answered_within_a_second_beside_an_attack(shared_server, attack):
    with attack(shared_server):
        assert slowest_answer(shared_server) < MOST_SECONDS
