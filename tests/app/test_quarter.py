"""A quarter with twelve contracts and fifteen conflicts, reckoned here a second time and by other means: days of terms
by dateutil, working time by looking at each minute. Saxony's holidays, lunch from 12 to 13, Berlin's clock.
"""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from dateutil.relativedelta import relativedelta

from conftest import Cli

ONE, MINUTE = timedelta(days=1), timedelta(minutes=1)
FREE = {date(2026, 11, 18), date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
NOW = "2026-12-29 10:00"


class Signed(NamedTuple):
    """A contract: its first term, how it renews and for how many months, its notice, its latest end."""

    start: str
    end: str
    renews: str
    notice: str = ""
    term: int = 12
    latest: str = ""


CONTRACTS = (
    Signed("2022-08-29", "2025-08-28", "tacit", "2m"),  # began before the file; 36 months, then 12
    Signed("2026-01-01", "2026-12-31", "express", "3m"),
    Signed("2025-10-31", "2026-10-30", "no"),
    Signed("2026-01-31", "2026-02-27", "tacit", "2w", 1),  # from the 31st on, each month
    Signed("2024-02-29", "2025-02-27", "tacit", "1m"),  # from a leap day
    Signed("2026-01-01", "2026-12-31", "tacit", "90d"),
    Signed("2025-12-15", "2026-12-14", "tacit", "6w"),
    Signed("2026-01-01", "2026-11-30", "express", "1m"),
    Signed("2025-07-01", "2027-06-30", "tacit", "6m"),
    Signed("2026-02-28", "2027-02-27", "tacit", "1m"),
    Signed("2010-05-31", "2015-05-30", "tacit", "3m", 12, "2028-12-31"),
    Signed("2026-04-09", "2027-04-08", "express", "3m"),  # to act on Christmas
)
# Severity, when it was raised, and what was typed then.
ISSUES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("critical", "10-02 16:00", (("10-05 10:00", "move acknowledged"), ("10-06 11:30", "wait client"),
                                 ("10-07 13:30", "resume"), ("10-08 12:30", "close"))),
    ("high", "10-09 11:00", (("10-09 14:15", "move acknowledged"), ("10-09 16:30", "wait third-party"),
                             ("10-12 09:45", "resume"))),
    ("low", "10-12 09:00", (("10-12 09:10", "close"),)),
    ("normal", "10-12 09:00", (("10-13 09:00", "wait client"), ("10-14 11:00", "edit critical"),
                               ("10-15 12:30", "resume"))),
    ("critical", "10-19 08:00", (("10-19 12:15", "move investigating"), ("10-19 15:00", "close"),
                                 ("10-21 09:00", "reopen"), ("10-22 17:30", "close"))),
    ("high", "10-23 16:00", (("10-26 09:30", "move acknowledged"),)),  # the clock was changed on Sunday
    ("critical", "11-17 16:00", (("11-19 10:00", "move acknowledged"),)),  # Wednesday was a holiday in Saxony alone
    ("normal", "11-17 10:00", (("11-17 12:30", "wait client"), ("11-19 13:00", "resume"))),
    ("high", "11-18 00:00", ()),
    ("high", "10-20 10:00", ()),
    ("normal", "11-23 09:00", (("11-23 10:00", "wait us"),)),  # which stops nothing
    ("critical", "12-01 09:00", ()),
    ("critical", "12-23 16:00", (("12-28 09:30", "move investigating"),)),  # over Christmas
    ("critical", "12-07 09:00", (("12-07 11:00", "edit low"),)),
    ("normal", "12-08 14:00", (("12-08 14:00", "move acknowledged"), ("12-09 10:00", "close"))),
)  # fmt: skip
LIMITS: dict[str, tuple[int | None, int | None]] = {
    "critical": (240, 840), "high": (420, 2100), "normal": (840, 4200), "low": (None, None),
}  # fmt: skip


def span(text: str) -> relativedelta:
    number, unit = int(text[:-1]), text[-1]
    return relativedelta(months=number) if unit == "m" else relativedelta(days=number * (7 if unit == "w" else 1))


def days_of(signed: Signed, day: date) -> list[str | None]:
    """The end of the current term, the last day of notice, the day to act, by going from term to term."""
    start, end = date.fromisoformat(signed.start), date.fromisoformat(signed.end)
    latest, months, first = signed.latest and date.fromisoformat(signed.latest), 0, end + ONE
    while start + relativedelta(months=months) < first:
        months += 1
    while signed.renews == "tacit" and end < day and not (latest and end >= latest):
        months += signed.term
        end = start + relativedelta(months=months) - ONE
        end = min(end, latest) if latest else end
    if not signed.notice or (latest and end >= latest):
        return [str(end), None, None]
    arrive = end + ONE - span(signed.notice) - ONE
    act = arrive - timedelta(days=14)
    while act.weekday() > 4 or act in FREE:
        act -= ONE
    return [str(end), str(arrive), str(act)]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


def worked(start: datetime, end: datetime, stops: list[tuple[datetime, datetime]]) -> int:
    """So many minutes of work, each looked at."""
    found = 0
    while start < end:
        if start.weekday() < 5 and start.date() not in FREE and not any(a <= start < b for a, b in stops):
            found += 9 <= start.hour < 12 or 13 <= start.hour < 17
        start += MINUTE
    return found


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """All of it, written down as the quarter went. Only read here."""
    cli = Cli(tmp_path_factory.mktemp("quarter"), "2026-10-01")
    for key, value in (("currency", "EUR"), ("country", "DE-SN"), ("zone", "Europe/Berlin"), ("hours", "9-12,13-17")):
        cli.ok("config", "set", key, value)
    for number, signed in enumerate(CONTRACTS, 1):
        cli.ok("account", "add", f"Works {number}", "--code", f"w{number}")
        words = ["--renews", signed.renews, "--start", signed.start, "--end", signed.end]
        words += ["--notice", signed.notice] if signed.notice else []
        words += ["--term", f"{signed.term}m"] if signed.renews == "tacit" else []
        cli.ok(
            "contract", "add", f"w{number}", "Supply", *words, *(["--latest-end", signed.latest] * bool(signed.latest))
        )
    cli.ok("account", "add", "Works ten", "--code", "ten")
    cli.ok("account", "merge", "ten", "w10", "--yes")  # takes the tenth contract with it
    for number, (severity, raised, steps) in enumerate(ISSUES, 1):
        words = ["--severity", severity, "--on", f"2026-{raised}"]
        cli.ok("issue", "add", f"w{number % 9 + 1}", f"Conflict {number}", *words, AMCLI_TODAY=f"2026-{raised}")
        for at, step in steps:
            verb, *more = step.split()
            more = ["--severity", *more] if verb == "edit" else ["--accepted", "yes"] if verb == "close" else more
            cli.ok("issue", verb, f"IS{number}", *more, AMCLI_TODAY=f"2026-{at}")
    return cli


@pytest.mark.parametrize(
    "day",
    ["2025-08-29", "2026-02-28", "2026-10-01", "2026-10-31", "2026-11-30", "2027-02-28", "2028-02-29", "2029-01-01"],
)
def test_the_days_of_its_contracts(quarter: Cli, day: str) -> None:
    """Those that stepping from term to term leads to; what is over has none."""
    rows: Any = quarter.json("contract", "list", "--all", AMCLI_TODAY=day)
    found = {row["id"]: [row[key] for key in ("current_end", "arrive_by", "act_by")] for row in rows}
    assert found == {f"CT{number}": days_of(each, date.fromisoformat(day)) for number, each in enumerate(CONTRACTS, 1)}


@pytest.mark.parametrize("number", range(1, len(ISSUES) + 1))
def test_the_clocks_of_its_conflicts(quarter: Cli, number: int) -> None:
    """Working time, what is beyond the limits and what was kept are those that each minute adds up to; one command has
    the whole history.
    """
    severity, raised, steps = ISSUES[number - 1]
    opened, heard, closed, since, stops = moment(raised), None, None, None, []
    at_heard = severity
    for at, step in steps:
        verb, *more = step.split()
        severity = more[0] if verb == "edit" else severity
        if heard is None and verb in ("move", "close"):
            heard, at_heard = moment(at), severity
        if since and verb in ("resume", "reopen"):
            stops.append((since, moment(at)))
            since = None
        closed = moment(at) if verb == "close" else None if verb == "reopen" else closed
        since = moment(at) if verb == "close" or (verb == "wait" and more != ["us"]) else since
    end = closed or datetime.fromisoformat(NOW)
    to_hear, to_close = LIMITS[at_heard if heard else severity][0], LIMITS[severity][1]
    until_heard, all_in_all = worked(opened, heard or end, stops), worked(opened, end, stops)
    record: Any = quarter.json("issue", "show", f"IS{number}", AMCLI_TODAY=NOW)
    assert record["worked_minutes"] == all_in_all
    for name, used, limit, reached in (
        ("acknowledge", until_heard, to_hear, heard),
        ("close", all_in_all, to_close, closed),
    ):
        late = max(used - limit, 0) if limit is not None else 0
        kept = None if limit is None else False if late else True if reached else None
        assert (record[f"{name}_late_minutes"], record[f"{name}_kept"]) == (late, kept), name
    assert len(record["history"]) == len({(raised, "add"), *steps})
