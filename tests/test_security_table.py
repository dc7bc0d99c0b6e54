"""Each test that docs/security.md names exists."""

import re

from tests.test_docs import ROOT

ROW = re.compile(r"`(tests/[\w/]+\.py)`: `(test_\w+)`")


def test_each_weakness_is_held_by_a_test_that_exists():
    lines = (ROOT / "docs" / "security.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| ")][2:]
    assert len(rows) == 10
    for row in rows:
        path, name = ROW.search(row).groups()
        assert f"def {name}(" in (ROOT / path).read_text(), row
