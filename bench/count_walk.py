"""Count the functions, the files and the moves between files that a call passes through in our code.

A function counts once, however often it is called; comprehensions and lambdas count with the function around them. A move
is a call of a function that stands in another file than the function called before it. `make bench` prints the count of a
save at the desk; so does `python -m bench.count_walk`.
"""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
OUR_FOLDERS = tuple(f"{PROJECT / package}/" for package in ("catalog", "wayback"))


class Walk(NamedTuple):
    functions: int
    files: int
    moves: int

    def __str__(self) -> str:
        return f"{self.functions} functions in {self.files} files, {self.moves} moves between files"


def count_walk(act: Callable[[], Any]) -> Walk:
    """Count what `act` passes through."""
    calls = record_calls(act)
    files = [code.co_filename for code in calls]
    moves = sum(previous != current for previous, current in pairwise(files))
    return Walk(len(set(calls)), len(set(files)), moves)


def record_calls(act: Callable[[], Any]) -> list[CodeType]:
    """Return the code of each call of our functions while `act` runs, in order."""
    calls = []

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OUR_FOLDERS) and not code.co_name.startswith("<"):
            calls.append(code)

    clear_caches()
    earlier_profile = sys.getprofile()
    sys.setprofile(profile)
    try:
        act()
    finally:
        sys.setprofile(earlier_profile)
    return calls


def clear_caches() -> None:
    """Clear the caches of our functions, so that every count is that of the first call in a process."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("catalog", "wayback"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


if __name__ == "__main__":
    options = ["-q", "-s", "-o", "addopts=", "-o", "python_functions=bench_*"]
    raise SystemExit(pytest.main([*options, f"{PROJECT}/bench/bench_desk.py", "-k", "title"]))
