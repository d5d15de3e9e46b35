"""The activity report and the accounts gone quiet."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import BadValue, NotFound
from amcli.base.results import Report
from amcli.features.activity.reports.activity import activity
from amcli.features.activity.reports.quiet_accounts import quiet
from conftest import Cli


@pytest.fixture
def book() -> Portfolio:
    """A tier 2 account last called 40 days before 30 June 2026, and one that was met on that day."""
    book = Portfolio()
    book.account("acme", tier=2)
    book.account("bolt", tier=1)
    book.interaction("acme", "2026-01-05", "meeting", 60)
    book.interaction("acme", "2026-05-21", "call", 10)
    book.interaction("acme", "2026-06-29", "note")
    book.interaction("acme", "2025-12-31", "call")
    book.interaction("acme", "2026-07-01", "call")
    book.interaction("bolt", "2026-06-30", "visit")
    return book


def report(book: Portfolio, text: str = "2026", by: str = "account", accounts: tuple[str, ...] = ()) -> Report:
    return activity(book.reader(), period=period(text), as_of=None, by=by, accounts=accounts)


def test_by_account(book: Portfolio) -> None:
    """What was said in the period up to today, by kind; 40 days since the last call is 10 days over."""
    found = report(book)
    assert [row["key"] for row in rows_of(found)] == ["acme", "bolt"]
    row = row_of(found, "acme")
    expected = {
        "name": "Acme",
        "tier": 2,
        "call": 1,
        "meeting": 1,
        "email": 0,
        "visit": 0,
        "note": 1,
        "total": 3,
        "minutes": 70,
        "last": date(2026, 5, 21),
        "days_since": 40,
        "cadence": 30,
        "over": 10,
        "quiet": True,
        "sign": "!",
    }
    assert {key: row[key] for key in expected} == expected
    assert (row_of(found, "bolt")["over"], row_of(found, "bolt")["quiet"]) == (-14, False)
    assert (row_of(found, "total")["total"], row_of(found, "total")["visit"]) == (4, 1)
    assert found.notes == ("quiet: acme",)
    assert [column.key for column in found.columns if not column.table_only] == [
        *("key", "name", "tier", "call", "meeting", "email", "visit", "note", "total", "minutes"),
        *("last", "days_since", "cadence", "over", "quiet"),
    ]


def test_the_last_contact_may_lie_before_the_period(book: Portfolio) -> None:
    """A quiet month still knows when the account was last spoken with."""
    row = row_of(report(book, "2026-06"), "acme")
    assert (row["total"], row["last"], row["days_since"]) == (1, date(2026, 5, 21), 40)


def test_as_of_looks_back_from_that_day(book: Portfolio) -> None:
    """A period that is over counts silence to its last day, and knows nothing of what came later."""
    found = report(book, "2025")
    assert found.facts["as_of"] == date(2025, 12, 31)
    row = row_of(found, "acme")
    assert (row["days_since"], row["quiet"], row["total"]) == (0, False, 1)


def test_by_kind(book: Portfolio) -> None:
    """Every kind has a row, also with nothing in it."""
    found = report(book, by="kind")
    assert [(row["key"], row["total"], row["accounts"], row["minutes"]) for row in rows_of(found)] == [
        ("call", 1, 1, 10),
        ("meeting", 1, 1, 60),
        ("email", 0, 0, 0),
        ("visit", 1, 1, 0),
        ("note", 1, 1, 0),
    ]
    assert row_of(found, "total")["accounts"] == 2
    assert row_of(found, "email")["last"] is None
    assert row_of(found, "total")["last"] == date(2026, 6, 30)


def test_by_month(book: Portfolio) -> None:
    """Every month of the period has a row, in order."""
    found = report(book, "2026-01-01..2026-06-30", by="month")
    assert [(row["key"], row["total"], row["accounts"]) for row in rows_of(found)] == [
        ("2026-01", 1, 1),
        ("2026-02", 0, 0),
        ("2026-03", 0, 0),
        ("2026-04", 0, 0),
        ("2026-05", 1, 1),
        ("2026-06", 2, 2),
    ]
    assert row_of(found, "total")["total"] == 4


def test_archived_accounts(book: Portfolio) -> None:
    """An archived account is listed where it was spoken with, or asked for by name, and is never quiet."""
    book.account("gone", archived="2026-03-01")
    book.account("past", archived="2026-03-01")
    book.interaction("past", "2026-01-01")
    found = report(book)
    assert [row["key"] for row in rows_of(found)] == ["acme", "bolt", "past"]
    assert row_of(found, "past")["quiet"] is False
    assert [row["key"] for row in rows_of(report(book, accounts=("gone",)))] == ["gone"]
    assert row_of(report(book, accounts=("bolt",)), "total")["total"] == 1


def test_what_is_not_accepted(book: Portfolio) -> None:
    """Another cut and an unknown account are refused."""
    with pytest.raises(BadValue, match="account, contact, kind, month"):
        report(book, by="week")
    with pytest.raises(NotFound):
        report(book, accounts=("nobody",))


def test_quiet_accounts() -> None:
    """The longest beyond their cadence first: contacted or never, with their own cadence before the tier's."""
    book = Portfolio()
    book.account("new", tier=1, created="2026-06-25")
    book.account("never", created="2026-03-01")
    book.account("own", tier=1, cadence=50)
    book.account("late", tier=1)
    book.account("gone", tier=1, archived="2026-06-01")
    book.account("fresh", tier=1)
    for code, day in (("own", "2026-05-20"), ("late", "2026-06-01"), ("gone", "2026-01-01"), ("fresh", "2026-06-16")):
        book.interaction(code, day)
    book.interaction("late", "2026-06-29", "note")
    found = quiet(book.reader())
    assert [(one.account, one.days_since, one.cadence, one.over) for one in found] == [
        ("never", None, 90, None),
        ("late", 29, 14, 15),
    ]
    assert found[1].last == date(2026, 6, 1)


def test_configured_cadences(book: Portfolio, tmp_path: Path) -> None:
    """The cadence of a tier is the configured one."""
    config = tmp_path / "config.toml"
    config.write_text("[cadence]\ntier2 = 39\n")
    assert [one.over for one in quiet(book.reader(config=config))] == [1]
    config.write_text("[cadence]\ntier2 = 40\n")
    assert quiet(book.reader(config=config)) == []


def test_what_is_yet_to_come_is_no_contact() -> None:
    """An interaction noted for a later day does not end today's silence."""
    book = Portfolio()
    book.account("acme", tier=1)
    book.interaction("acme", "2026-07-05")
    assert [one.account for one in quiet(book.reader())] == ["acme"]


def test_a_person_reads_the_cadence_in_words(sample: Cli) -> None:
    """The screen says days over and days left; the signed number is for programs."""
    screen = sample.ok("report", "activity", tty=True, COLUMNS="120", NO_COLOR="1").splitlines()
    ford, maruti = (next(line for line in screen if line.startswith((f"{code} ",))) for code in ("ford", "maruti"))
    assert ("11 days over  !" in ford, "12 days left  ✓" in maruti) == (True, True)
    rows: Any = sample.json("report", "activity")
    assert {row["key"]: row["over"] for row in rows["rows"]}["maruti"] == -12
