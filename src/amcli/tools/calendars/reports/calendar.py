"""What a calendar is to know of deadlines: one entry for each, and one for a whole series; then the days of contracts.

A series is told with the rule for what comes, by its own clock, from the first day on that the calendar is to know:
its open occurrence, or one that was done lately. An occurrence that is otherwise than the rule says (moved off a
holiday, snoozed, edited alone, done) is told as a replacement of that day's; those to come that working days move are
written out for two years, because no rule can say them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from amcli.base.calendar_entry import Calendar, Event, own_uid
from amcli.base.errors import BadValue
from amcli.base.results import Change, Listing, Message, Record, Report
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.lead_times import parse_lead_times
from amcli.base.time.recurrence import to_rrule
from amcli.base.time.workdays import day_of
from amcli.base.time.zones import day_told
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.reports.contract_days import LETTERS, has_contracts, open_days
from amcli.features.deadlines.reports.contract_rows import rows_of_days
from amcli.features.deadlines.reports.whose import condition_for
from amcli.features.deadlines.rules import LEFT_OUT, Occurrence, Series, own_zone, series_of
from amcli.records.reports.listing import rows_of
from amcli.store.lookup import id_number
from amcli.store.reader import Reader

AHEAD = timedelta(days=730)  # how long after the open occurrence the moved ones are written out
ZONE_YEARS = 10  # how long after the last start the time zone is told
LONGEST_ZONE = 100  # and at the most, because a far day among near ones would tell of each year between
GONE_DAYS = 90  # how long an export tells calendars that a deadline is done
Row = dict[str, Any]


def export(reader: Reader, *, account: str = "", colleague: str = "", everything: bool = False) -> Listing:
    """The deadlines that an export tells: open ones, and those done lately (or ever), marked as done; and the days of
    contracts, of which it cancels those that count no more. colleague: only what this one does.

    What was removed nobody knows of any more: take it out of the calendar by hand, or close it instead of removing it.
    """
    terms: list[tuple[str, Any]] = []
    whose = reader.find_owner("account", account).record_id if account else None
    if account:
        terms.append(("account_id = ?", whose))
    lately = reader.env.today - timedelta(days=GONE_DAYS)
    if not everything:
        terms.append(("(done IS NULL OR done >= ?)", lately.isoformat()))
    of_one = [condition_for(reader, colleague)] if colleague else []
    terms += [(term, value) for term, (value,) in of_one]
    where = " AND ".join(term for term, _ in terms) or "1"
    found = rows_of(reader, DEADLINE.name, where, [value for _, value in terms], "due, record_id")
    if not has_contracts(reader):
        return found
    from amcli.tools.calendars.reports.contract_events import days_gone

    days = rows_of_days(reader, open_days(reader, account=whose), of_one)
    over = days_gone(reader, whose, date.min if everything else lately)
    gone = rows_of_days(reader, over, of_one, done=reader.env.today)
    return found._replace(rows=[*found.rows, *days, *gone], lines=None)


def calendar(reader: Reader, result: Listing | Report | Record | Change | Message) -> Calendar:
    """The deadlines of any result as a calendar. BadValue for a result that has none to show."""
    found = [table for table in _tables(result) if {"id", "due"} <= {column.key for column in table[0]}]
    if not found:
        raise BadValue(
            "ics is for deadlines: use it with `deadline list`, `deadline show`, `today`, `agenda` or `export ics`"
        )
    tables = [(columns, list(rows)) for columns, rows in found]
    asked = list(dict.fromkeys(record_id for columns, rows in tables for record_id in _record_ids(columns, rows)))
    families: dict[int, list[Row]] = {}
    cursor = reader.run_query(__file__, "calendar", ids=json.dumps(asked))
    names = [column[0] for column in cursor.description]
    for cells in cursor:
        families.setdefault(cells[0], []).append(dict(zip(names, cells, strict=True)))
    whose = {row["id"]: first for first, rows in families.items() for row in rows}
    chosen = set(asked)
    ordered = dict.fromkeys(whose[record_id] for record_id in asked if record_id in whose)
    portfolio = reader.rows("SELECT uid FROM portfolio").fetchone()[0]
    events = [event for first in ordered for event in _family(reader, portfolio, first, families[first], chosen)]
    events += _of_contracts(reader, portfolio, tables)
    years = [event.start.year for event in events if isinstance(event.start, datetime)]
    if not years:
        return Calendar(events, "", (1, 1))
    last = min(max(years) + ZONE_YEARS, min(years) + LONGEST_ZONE, 9999)
    others = tuple(sorted({event.zone for event in events if event.zone and isinstance(event.start, datetime)}))
    return Calendar(events, reader.env.config.text("zone"), (min(years), last), others)


def _tables(result: Any) -> Iterator[tuple[Any, Iterable[Sequence[Any]]]]:
    if isinstance(result, Listing | Report):
        yield result.columns, result.rows
    if isinstance(result, Record):
        yield result.columns, [result.row]
        yield from ((section.columns, section.rows) for section in result.sections)


def _record_ids(columns: Any, rows: Iterable[Sequence[Any]]) -> Iterator[int]:
    """Those of deadlines: a reminder may be of an account too, or of a budget."""
    place = [column.key for column in columns].index("id")
    found = (id_number(DEADLINE.letter, row[place] or "") for row in rows)
    return (record_id for record_id in found if record_id is not None)


def _of_contracts(
    reader: Reader, portfolio: str, tables: Sequence[tuple[Any, Sequence[Sequence[Any]]]]
) -> Iterator[Event]:
    """The days of contracts that stand in tables, by their ids and days; what is done is over."""
    asked = []
    for columns, rows in tables:
        keys = [column.key for column in columns]
        places = keys.index("id"), keys.index("due"), keys.index("done") if "done" in keys else None
        for row in rows:
            number = id_number(LETTERS, row[places[0]] or "")
            if number is not None:
                asked.append((number, day_of(row[places[1]]), places[2] is not None and row[places[2]] is not None))
    if asked:
        from amcli.tools.calendars.reports.contract_events import contract_events

        yield from contract_events(reader, asked, portfolio)


def _family(reader: Reader, portfolio: str, first: int, rows: list[Row], chosen: set[int]) -> Iterator[Event]:
    """The events of a deadline, or of a series and of what has left it."""
    series = [row for row in rows if row["every"]]
    told: set[int] = set()
    if any(row["id"] in chosen for row in series):
        uid = next((row["uid"] for row in rows if row["id"] == first), None) or own_uid(first, portfolio)
        for row in series:  # a calendar takes a change of the whole, also where one has left it
            row["changed"] = max(each["changed"] for each in rows)
        yield from _series(reader, uid, max(each["sequence"] for each in rows), series, chosen, told)
    for row in rows:
        if row["id"] in chosen and row["id"] not in told and (row["done"] or not row["every"]):
            alone = bool(series) and row["id"] == first
            uid = None if alone else row["uid"]
            yield _event(reader, row, uid or own_uid(row["id"], portfolio, alone=alone), row["sequence"])


def _series(
    reader: Reader, uid: str, sequence: int, rows: list[Row], chosen: set[int], told: set[int]
) -> Iterator[Event]:
    """One entry with the rule from the first day on that is told, and one for each occurrence that is otherwise.

    told: takes the rows that are in them.
    """
    row = max(rows, key=lambda each: (each["done"] is None, each["occurrence"] or 0, each["id"]))
    told.add(row["id"])
    if row["done"]:
        yield _event(reader, row, uid, sequence)
        return
    run = series_of(row, reader.env.config)
    number = row["occurrence"] or 0
    done = {each["occurrence"]: each for each in rows if each["done"] and each["id"] in chosen and _is_of(each, row)}
    first = min([number, *done])
    head = list(islice(run.days(first), number + 1 - first))
    start = head[0].named if head else run.own(from_iso(row["due"]))
    handed_on = row | json.loads(row["template"] or "{}")
    names = [each.named for each in head[:-1] if each.number not in done]  # skipped, or removed
    names += [from_iso(name) for name, said in run.otherwise.items() if said is None or said.get(LEFT_OUT)]
    master = _event(reader, handed_on, uid, sequence)._replace(
        start=start, here=run.told(start), rule=to_rrule(run.rule, day_of(run.anchor)), until=run.until,
        left_out=tuple(dict.fromkeys(names)), times=None if run.times is None else max(1, run.times - first),
    )  # fmt: skip
    yield master
    for each in head:
        if each.number in done:
            told.add(done[each.number]["id"])
            yield _event(reader, done[each.number], uid, sequence)._replace(replaces=each.named)
    live = head[-1].named if head else start
    if row["template"] or row["due"] != iso(run.told(live)):
        yield _event(reader, row, uid, sequence)._replace(replaces=live)
    for each in _otherwise(reader, run, number, live):
        one = _event(reader, {**handed_on, **each.changes, "due": iso(each.due)}, uid, sequence)
        yield one._replace(replaces=each.named)


def _is_of(one: Row, live: Row) -> bool:
    """Whether a row is of the same rule as the open one: what a rule of before named, the new one need not."""
    return all(one[name] == live[name] for name in ("every", "anchor", "until", "times", "shift", "zone"))


def _otherwise(reader: Reader, run: Series, number: int, start: date | datetime) -> Iterator[Occurrence]:
    """Occurrences after the open one that are not as the text of the rule says."""
    free = bool(run.shift) or bool(reader.env.config.text("country") and run.rule.what == "business day")
    last = max(run.otherwise, default="")
    if not free and not last:
        return
    for each in run.days(number + 1):
        near = free and day_of(each.named) - day_of(start) <= AHEAD
        if not near and iso(each.named) > last:
            return
        moved = each.due != (run.told(each.named) if near else each.usual)
        if not each.left_out and (moved or each.changes):
            yield each


def _event(reader: Reader, row: Row, uid: str, sequence: int) -> Event:
    """An entry of a row, by the clock that it has for itself."""
    leads = row["remind"] if row["remind"] is not None else reader.env.config.text("remind.leads")
    due, zone = from_iso(row["due"]), own_zone(row)
    start = day_told(due, reader.env.zone, zone) if zone else due
    return Event(
        uid, sequence, datetime.fromisoformat(row["changed"]).astimezone(UTC), start, row["account"], row["title"],
        row["note"], row["kind"], row["priority"], () if row["done"] else parse_lead_times(leads),
        zone=row["zone"] or "", here=due, done=date.fromisoformat(row["done"]) if row["done"] else None,
        rest=row["event"] or "",
    )  # fmt: skip
