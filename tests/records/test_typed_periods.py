"""Half years, `Q3` and `A..B`, typed on the command line, stored and listed, on 2026-09-17."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Cli


@pytest.mark.parametrize(
    ("typed", "start", "end", "name"),
    [
        ("H2", "2026-07-01", "2027-01-01", "2026-H2"),
        ("q3", "2026-07-01", "2026-10-01", "2026-Q3"),
        ("2026-Q1..2026-Q3", "2026-01-01", "2026-10-01", "2026-01-01..2026-09-30"),
        ("2026-03..today", "2026-03-01", "2026-09-18", "2026-03-01..2026-09-17"),
        ("FY2026..FY2027", "2025-04-01", "2027-04-01", "2025-04-01..2027-03-31"),
        ("FY2027-H1", "2026-04-01", "2026-10-01", "FY2027-H1"),
    ],
)
def test_a_target_and_a_budget_of_any_period(small: Cli, typed: str, start: str, end: str, name: str) -> None:
    """They are stored half-open, found again by what was typed, and named so that the name can be typed."""
    small.ok("config", "set", "fiscal.start", "4")
    small.ok("target", "set", typed, "40k", "--account", "eclair")
    small.ok("budget", "add", "eclair", "Stand", "--period", typed, "--amount", "5k")
    for noun in ("target", "budget"):
        rows: Any = small.json(noun, "list", "--account", "eclair", "--period", typed)
        assert [(row["start"], row["end"], row["period"]) for row in rows] == [(start, end, name)]
        assert small.json(noun, "list", "--account", "eclair", "--period", name) == rows
    small.ok("target", "set", name, "50k", "--account", "eclair")
    assert small.ok("target", "list", "--account", "eclair", "-f", "ids") == "T4\n"
    report: Any = small.json("report", "sales", "--period", typed, "--currency", "JPY", "--account", "eclair")
    assert (report["period"], report["start"], report["total"]["target"]) == (name, start, 50_000)


def test_a_file_names_the_year(small: Cli) -> None:
    """A half year and `A..B` in a file are read; `Q3` is not, for the file may be about any year."""
    file = small.folder / "targets.csv"
    file.write_text("period,amount,account\n2027-H1,100,maruti\n2028..2029,200,maruti\n")
    small.ok("import", "targets", str(file))
    rows: Any = small.json("target", "list", "--period", "2027..2029")
    assert {row["period"] for row in rows} == {"2027-H1", "2028-01-01..2029-12-31"}
    before = small.dump()
    for text in ("Q3", "2026-Q1..h2"):
        file.write_text(f"period,amount,account\n{text},100,maruti\n")
        done = small("import", "targets", str(file))
        assert done.code == 2
        assert "has no year: in a file a period is written 2026-Q3" in done.err
    assert small.dump() == before


def test_an_order_turned_round(small: Cli) -> None:
    """The error is what to type."""
    done = small("sale", "list", "--period", "2026-Q3..2026-01-31")
    assert (done.code, done.err) == (
        2,
        "amcli: '2026-Q3..2026-01-31' ends before it starts: use 2026-01-31..2026-Q3\n",
    )
