"""A calendar goes out of one portfolio and into an empty one: the deadlines are the same there."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from calendar_samples import days, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.text import clean, is_empty
from amcli.base.time.lead_times import parse_lead_times, spell_lead_times
from amcli.records.services import changes as records
from amcli.settings.environment import Env
from amcli.store.reader import reading
from amcli.tools.calendars.services.import_ics import import_calendar
from conftest import Cli, tries

HOSTILE = (
    "BEGIN:VEVENT\nEND:VCALENDAR",
    'a\\nb\\\\n\\,;:"',
    "x: y: z",
    "\ttab ",
    "é" * 90,
    "漢字\u2028\u2029\x0b",
    "[bold]",
    "\\",
)
TEXT = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)
DAYS = st.dates(date(1971, 1, 1), date(2400, 1, 1)).map(date.isoformat)
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2400, 1, 1)).map(lambda when: when.isoformat(timespec="minutes"))
LEADS = st.none() | st.lists(
    st.integers(0, 30).map("{}d".format) | st.integers(0, 40).map("{}h".format) | st.integers(0, 90).map("{}m".format),
    max_size=3,
).map(lambda words: ",".join(words) or "none")
RULES = ("", "day", "month", "2 weeks", "last friday of month", "31st of month", "quarter", "weekday", "year")
SAME = ("title", "due", "kind", "priority", "note", "times", "until", "account")


@st.composite
def deadlines(draw: st.DrawFn) -> dict[str, str]:
    """What is typed for a deadline."""
    title = draw(TEXT.filter(lambda text: not is_empty(clean(text)[0])))
    fields = {"account": "ford", "title": title, "due": draw(DAYS | TIMES)}
    fields["kind"] = draw(st.sampled_from(("deliverable", "follow-up", "contract", "meeting", "other")))
    fields["priority"] = draw(st.sampled_from(("high", "normal", "low")))
    fields["note"] = draw(TEXT)
    fields["every"] = draw(st.sampled_from(RULES))
    if fields["every"]:
        fields["times"] = draw(st.sampled_from(("", "1", "7")))
    remind = draw(LEADS)
    return fields if remind is None else {**fields, "remind": remind}


def portfolio(folder: str, zone: str) -> tuple[Env, Cli]:
    """An empty portfolio with one account."""
    cli = Cli(Path(folder))
    environ = {"AMCLI_DB": str(cli.db), "AMCLI_CONFIG": str(cli.folder / "config.toml")}
    cli.ok("account", "add", "Ford", "--code", "ford")
    if zone:
        cli.ok("config", "set", "zone", zone)
    return Env(environ, today_text="2026-09-17", command=("test",)), cli


def found(env: Env) -> list[dict[str, Any]]:
    """Every deadline as its row is."""
    with reading(env) as reader:
        cursor = reader.rows(
            "SELECT d.*, a.code AS account FROM deadline d JOIN account a ON a.id = d.account_id ORDER BY d.id"
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


@given(st.lists(deadlines(), min_size=1, max_size=4), st.sampled_from(("", "Europe/Berlin")))
@settings(max_examples=tries(7, 50))
def test_deadlines_survive_a_calendar(typed: list[dict[str, str]], zone: str) -> None:
    """Any title and note, any day, any rule: all but the words of a rule, and alarms to the moment they mean."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        env, cli = portfolio(one, zone)
        for fields in typed:
            records.add(env, "deadline", fields)
        text = cli.ok("deadline", "list", "--sort", "id", "-f", "ics")
        other, again = portfolio(two, zone)
        from io import BytesIO

        def take() -> str:
            data = BytesIO(text.encode())
            options: dict[str, Any] = {"account": "", "as_": "", "dry_run": False, "rejects": None}
            return import_calendar(other, data, source_name="x.ics", **options).message

        count = f"{len(typed)} deadline{'' if len(typed) == 1 else 's'}"
        assert take() == f"Imported {count} (0 updated, 0 already there, 0 rejected)"
        assert take() == f"Imported 0 deadlines (0 updated, {len(typed)} already there, 0 rejected)"
        before, after = found(env), found(other)
        assert [[row[name] for name in SAME] for row in after] == [[row[name] for name in SAME] for row in before]
        assert [_moments(row) for row in after] == [_moments(row) for row in before]
        second = again.ok("deadline", "list", "--sort", "id", "-f", "ics")
        assert _told(second) == _told(text)


def _moments(row: dict[str, Any]) -> set[Any]:
    """When the deadline is said, whatever words say it."""
    from amcli.base.time.lead_times import comes_at

    due = datetime.fromisoformat(row["due"]) if len(row["due"]) > 10 else date.fromisoformat(row["due"])
    leads = parse_lead_times(row["remind"] if row["remind"] is not None else "7d,1d,0d")
    assert row["remind"] is None or spell_lead_times(leads) == row["remind"]
    return {comes_at(due, lead) for lead in leads}


def _told(text: str) -> list[list[Any]]:
    """What a calendar shows of each event."""
    names = ("SUMMARY", "DESCRIPTION", "DTSTART", "RRULE", "CATEGORIES", "PRIORITY", "STATUS", "UID")
    events = parsed(text).walk("VEVENT")
    return [[each[name].to_ical() for name in names if name in each] for each in events]


def test_a_shifted_series_survives_as_its_next_day(tmp_path: Path) -> None:
    """The days that are written out are not taken in, because a foreign calendar has no such rule; it says so not."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, cli = portfolio(str(tmp_path / "a"), "")
    cli.ok("deadline", "add", "ford", "A", "--due", "2026-10-31", "--every", "month", "--shift", "before")
    text = cli.ok("export", "ics")
    _, other = portfolio(str(tmp_path / "b"), "")
    other.ok("import", "ics", "-", stdin=text)
    rows: Any = other.json("deadline", "list")
    (first,) = rows
    assert first["due"] == "2026-10-30"
    assert days(other.ok("export", "ics"), date(2026, 10, 1), date(2026, 12, 1)) == [
        date(2026, 10, 30),
        date(2026, 11, 30),
    ]
