"""What is done to deadlines beyond their fields: closing, skipping, moving, and editing one or the whole series."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.time.dates import after_span, from_iso, iso, parse_date, parse_due
from amcli.base.time.workdays import day_of
from amcli.base.time.workdays import spread as spread_days
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.rules import INHERITED_FIELDS, otherwise_of, series_of, spelled
from amcli.features.deadlines.services import series
from amcli.features.deadlines.services.endings import ENDS, going_on, latest_occurrence, note_missed
from amcli.records.services.changes import changed, finish, update
from amcli.records.services.checks import note_twin
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import Row, TypedFields, columns_for_edit
from amcli.records.services.file_context import FileContext
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.store.stand_in import with_owner


def done(
    env: Env,
    names: Sequence[str],
    on: str = "today",
    *,
    evidence: str = "",
    all_missed: bool = False,
    dry_run: bool = False,
) -> Change:
    """Close deadlines as of a day, and open the next of each series; with `all_missed` the next that is still to come.

    evidence: what proves it. One that is closed already keeps its day. Raises BadValue for the day, NotFound.
    """

    def prepare(work: UnitOfWork) -> list[Closing]:
        found = dict.fromkeys(names)
        return [prepare_closing(work, name, on, evidence=evidence, all_missed=all_missed) for name in found]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, closings):
        pairs = [close(work, closing) for closing in closings]
        result = finish(work, "done", "deadline", [closed for closed, *_ in pairs], dry_run=dry_run)
        opened = [record_id for _, *following in pairs for record_id in following]
        if not opened:
            return result
        note_missed(work, opened, "done")
        work.summary += ", next " + ", ".join(describe(work, DEADLINE, record_id) for record_id in opened)
        return changed(work, [*result.references, *(f"D{record_id}" for record_id in opened)], dry_run=dry_run)


def skip(env: Env, names: Sequence[str], *, all_missed: bool = False, dry_run: bool = False) -> Change:
    """Let a series go on without closing this one. Refused for a single deadline and for the last of a series."""
    with prepared_operation(env, lambda work: _found(work, names), dry_run=dry_run) as (work, record_ids):
        for name, record_id in zip(names, record_ids, strict=True):
            row = work.row("deadline", record_id)
            if not row["every"] or row["done"]:
                raise Refused(f"{name} does not come again: `amcli deadline done {name}` closes it")
            following = series.following(row, env.config, env.today if all_missed else None)
            if following is None:
                raise Refused(f"{name} is the last of its series: `amcli deadline done {name}` closes it")
            work.update("deadline", record_id, following)
        note_missed(work, record_ids, "skip")
        return finish(work, "skipped to", "deadline", record_ids, dry_run=dry_run)


class Closing(NamedTuple):
    """One deadline to be closed: its row, the day on which it was done, the columns of the next of its series, and
    those of what proves it.
    """

    row: Row
    day: str
    following: Row | None
    proof: Mapping[str, Any] = MappingProxyType({})


def prepare_closing(
    work: UnitOfWork,
    name: str,
    on: str = "today",
    *,
    account: int | None = None,
    evidence: str = "",
    all_missed: bool = False,
) -> Closing:
    """Look up what closing a deadline needs, writing nothing.

    account: whose it has to be. evidence: what proves it. Raises BadValue for the day, NotFound.
    """
    row = work.row("deadline", work.find("deadline", name, account).record_id)
    following = None
    if row["every"] and row["done"] is None:
        later_than = work.env.today if all_missed else None
        following = series.following(row, work.env.config, later_than, latest_occurrence(work, row))
    proof = columns_for_edit(DEADLINE, {"evidence": evidence}, FileContext(work), row) if evidence else {}
    return Closing(row, parse_date(on, work.env.today).isoformat(), following, proof)


def close(work: UnitOfWork, closing: Closing) -> list[int]:
    """Close one deadline inside an operation; returns its id, and that of the next of its series.

    One that is closed already (also a moment ago, where it was named twice) stays as it is, but for what proves it.
    """
    row, day, following, proof = closing
    record_id = int(row["id"])
    if work.row("deadline", record_id)["done"] is not None:
        work.update("deadline", record_id, proof)
        return [record_id]
    work.update("deadline", record_id, {"done": day, **proof})
    if following is None:
        return [record_id]
    first = row["series_id"] or record_id
    return [record_id, work.insert("deadline", following | {"account_id": row["account_id"], "series_id": first})]


def snooze(env: Env, names: Sequence[str], span: str = "", until: str = "", *, dry_run: bool = False) -> Change:
    """Move deadlines to a day, or forward by a span such as 2d from the later of their day and today.

    Of a series this one moves alone. BadValue unless exactly one of span and until is there.
    """
    if bool(span) == bool(until):
        raise BadValue("say how far, such as 2d, or --until DATE")
    with prepared_operation(env, lambda work: _found(work, names), dry_run=dry_run) as (work, record_ids):
        for record_id in record_ids:
            due = from_iso(work.row("deadline", record_id)["due"])
            moved = parse_due(until, env.today) if until else _forward(due, span, env.today)
            work.update("deadline", record_id, {"due": iso(_like(due, moved))})
        return finish(work, "snoozed", "deadline", record_ids, dry_run=dry_run)


def spread(
    env: Env, names: Sequence[str], *, per_day: int = 1, start: str = "tomorrow", dry_run: bool = False
) -> Change:
    """Stagger deadlines over the coming working days, so many a day, in the order given."""
    with prepared_operation(env, lambda work: _found(work, names), dry_run=dry_run) as (work, found):
        record_ids = list(dict.fromkeys(found))
        first = parse_due(start, env.today)
        days = spread_days(day_of(first), len(record_ids), per_day, series.holidays(env.config))
        for record_id, day in zip(record_ids, days, strict=True):
            due = from_iso(work.row("deadline", record_id)["due"])
            work.update("deadline", record_id, {"due": iso(_like(due, day))})
        return finish(work, "spread", "deadline", record_ids, dry_run=dry_run)


def edit(env: Env, names: Sequence[str], given: TypedFields, scope: str = "", *, dry_run: bool = False) -> Change:
    """Change fields of deadlines. Of one that comes again `scope` says what is meant: "this" or "series".

    BadValue where nothing is to be changed. A series that ends with it is noted.
    """
    if not given:
        raise BadValue("nothing to change: `amcli deadline edit --help` lists what can be")
    with prepared_operation(env, lambda work: _found(work, names), dry_run=dry_run) as (work, record_ids):
        given = with_owner(work.connection, DEADLINE, given, env.today)
        for name, record_id in zip(names, record_ids, strict=True):
            current = work.row("deadline", record_id)
            goes_on = going_on(current, env.config)
            _check_scope(name, current, given, scope)
            update(work, DEADLINE, record_id, given)
            after = work.row("deadline", record_id)
            rest = _apart(current) if scope == "this" else _again(work, current, after)
            work.update("deadline", record_id, rest)
            note_twin(work, DEADLINE, work.row("deadline", record_id), current)
            if goes_on and not going_on(work.row("deadline", record_id), env.config):
                work.notes.append(ENDS + goes_on)
        return finish(work, "changed", "deadline", record_ids, dry_run=dry_run)


def _found(work: UnitOfWork, names: Sequence[str]) -> list[int]:
    return [work.find("deadline", name).record_id for name in names]


def _check_scope(name: str, current: Row, given: TypedFields, scope: str) -> None:
    comes_again = current["every"] and current["done"] is None
    if comes_again and not scope:
        raise BadValue(f"{name} comes again ({current['every']}): add --this for it alone, or --series for all to come")
    stray = next((field for field in ("every", "until", "times", "shift") if field in given), None)
    if scope == "this" and stray:
        raise BadValue(f"--{stray} is the series': add --series instead of --this")


def _apart(current: Row) -> Row:
    """When one alone was edited the next takes what it was before."""
    if not current["every"]:
        return {}
    kept = {name: current[name] for name in INHERITED_FIELDS} | json.loads(current["template"] or "{}")
    return {"template": json.dumps(kept, ensure_ascii=False)}


def _again(work: UnitOfWork, current: Row, changed: Row) -> Row:
    """When the series was edited and its days changed it is counted anew from this one, by the clock that it has."""
    config = work.env.config
    if not changed["every"]:
        series.begin(changed, config)
        return dict.fromkeys(series.SERIES_FIELDS) | {"zone": changed["zone"]}  # it is the same moment still
    kept = json.loads(current["template"] or "{}")
    event = kept.get("event", changed["event"])  # which nobody types: that of one meeting is not handed on to all
    if all(current[name] == changed[name] for name in ("every", "due", "until", "times", "shift")):
        if event == changed["event"]:
            return {"template": None}
        handed_on = {name: changed[name] for name in INHERITED_FIELDS} | {"event": event}
        return {"template": json.dumps(handed_on, ensure_ascii=False)}
    anew = dict(changed) | {"anchor": None, "template": None}
    if current["times"] is not None and current["times"] == changed["times"]:
        anew["times"] = max(1, changed["times"] - (current["occurrence"] or 0))
    series.begin(anew, config)
    anew["exceptions"] = _still_named(work, anew)
    return {name: anew[name] for name in ("due", *series.SERIES_FIELDS)} | {"template": None, "event": event}


def _still_named(work: UnitOfWork, row: Row) -> str | None:
    """The exceptions of a series that fall on days of its new rule; the others go, which is noted."""
    run, otherwise = series_of(row, work.env.config), otherwise_of(row)
    kept = {
        name: said for name, said in otherwise.items() if (there := run.on(from_iso(name))) and iso(there.named) == name
    }
    if len(kept) < len(otherwise):
        gone = len(otherwise) - len(kept)
        work.notes.append(f"{gone} moved or left-out days of its calendar fall on no day of the new rule, and are gone")
    return spelled(kept)


def _forward(due: date, span: str, today: date) -> date:
    return after_span(span, max(day_of(due), today), "2d, 1w, 1m, or --until DATE")


def _like(due: date, moved: date) -> date:
    """The new day with the old time of day, unless a time was typed."""
    if isinstance(moved, datetime) or not isinstance(due, datetime):
        return moved
    return datetime.combine(moved, due.time())
