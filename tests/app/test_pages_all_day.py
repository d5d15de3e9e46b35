"""A page is the same all day: of two that are made on one day from the same data, each byte is the same."""

import pytest

from conftest import Cli

PAGES = (
    "report status", "report status --as-of 2026-08-01", "report review ford --period this-quarter",
    "report handover ford", "report pitch ford", "plan show maruti",
)  # fmt: skip


@pytest.fixture
def busy(sample: Cli) -> Cli:
    """With what is due at an hour of the day, in every way, and said of it at another one."""
    for words in (
        ("deadline", "add", "ford", "Send the list", "--due", "2026-09-17T11:00", "--owed-by", "us"),
        ("deadline", "add", "CT1", "Report", "--due", "2026-09-17T11:00", "--owed-by", "us"),
        ("deadline", "add", "PL1.1", "Call", "--due", "2026-09-17T11:00"),
        ("plan", "write", "ford", "2026", "# Goal\n\nMore"),
        ("issue", "add", "ford", "Late", "--severity", "high", "--raised-by", "Dale Hobstead", "--on",
         "2026-09-15T10:30"),
        ("issue", "add", "ford", "Later", "--severity", "critical", "--on", "2026-09-17T08:00"),
        ("issue", "move", "IS8", "acknowledged", "--on", "2026-09-17T08:30"),
    ):  # fmt: skip
        sample.ok("--today", "2026-09-17T09:00", *words)
    return sample


@pytest.mark.parametrize("words", PAGES)
@pytest.mark.parametrize("format", ["markdown", "json", "html", "eml"])
def test_no_hour_of_the_day_is_in_it(busy: Cli, words: str, format: str) -> None:
    """What is due today at an hour is due today, before and after that hour."""
    early, late = (
        busy.ok("--today", f"2026-09-17T{hour}", *words.split(), "-f", format) for hour in ("09:05", "17:55")
    )
    assert early == late


def test_what_is_due_today_is_said_by_its_hour(busy: Cli) -> None:
    """And not by how much is left of it."""
    shown = busy.ok("--today", "2026-09-17T10:00", "report", "status", "-f", "markdown")
    assert "critical, open 2 days, due today 14:20" in shown
    assert " left |" not in shown.partition("## Decisions")[0]
