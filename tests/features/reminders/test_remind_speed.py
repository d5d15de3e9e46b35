"""What makes `remind` quick, held without a stopwatch: what it imports, and what its SQL reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from remind_samples import env_at, written

from amcli.store.reader import reading
from conftest import Cli, query

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "rich", "dateutil", "icalendar", "desktop_notifier")


@pytest.mark.parametrize("words", [("remind",), ("remind", "--once"), ("remind", "--explain")])
def test_nothing_heavy_is_imported(small: Cli, words: tuple[str, ...]) -> None:
    """Neither to say nor to remember what was said is anything heavy loaded."""
    program = f"""
import sys
from amcli.app.main import main
main({list(words)!r})
print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
    environ = {**os.environ, **small.environ}
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def plan(path: Path, name: str, **parameters: object) -> list[str]:
    """How SQLite runs a named query."""
    with reading(env_at(path, "2026-12-01")) as reader:
        sql = query(name)
        return [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]


def test_far_and_done_deadlines_are_not_read(small: Cli) -> None:
    """Deadlines come from the index of the open ones by their day, and the last contact of an account from its own."""
    with written(small.db) as connection:
        connection.execute("ANALYZE")
    steps = plan(small.db, "remind_deadlines", common="2026-12-09", own="2026-12-09")
    assert any("SEARCH d USING INDEX deadline_open (due<?)" in step for step in steps), steps
    assert not any(step.startswith("SCAN d") for step in steps), steps
    steps = plan(small.db, "last_contacts", day="2026-12-01", account=None)
    assert any(step.startswith("SEARCH i USING") and "(account_id=? AND date<?)" in step for step in steps), steps
    assert not any(step.startswith("SCAN i") for step in steps), steps
