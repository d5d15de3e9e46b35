"""The owner of an account: one at a time, so that each new one ends the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.day_span import DaySpan, day_after, day_before
from amcli.features.team.nouns import OWNER
from amcli.features.team.reports.owner_on import owner_on
from amcli.records.services.day_spans import give_way, rows_beside, span_of, take_over_days
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

__all__ = ["OwnerSet", "end_owner", "merge_assignments", "owner_on", "set_owner"]
NO_DAY = "from {} on; --from says another day"


class OwnerSet(NamedTuple):
    """What became of an account's owner: the row of the new one, and the row, as it was, of whom he follows."""

    assignment_id: int
    followed: Row | None

    def said(self, work: UnitOfWork) -> str:
        """`mara follows oskar, who had it until 2025-12-31`; an empty text where nobody had it the day before."""
        row = work.row("assignment", self.assignment_id)
        if self.followed is None or self.followed["colleague_id"] == row["colleague_id"]:
            return ""
        new, old = (_code(work, each) for each in (row, self.followed))
        return f"{new} follows {old}, who had it until {day_before(row['start'])}"


def set_owner(
    work: UnitOfWork,
    account_id: int,
    colleague_id: int,
    start: str | None = None,
    until: str | None = None,
    hours: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> OwnerSet:
    """Let a colleague own an account from a day on (ISO): who owned it before does so until the day before, and where
    another one begins later the new one ends the day before that, which is noted. Who owned it before and after a
    span that ends has it again after it.

    start: None is since ever where nobody had it before, else today, which is noted. hours: a week. more: further
    columns of the row. The same colleague who has it already keeps his row, unless it would have other hours.
    Raises Refused where it would end before it begins.
    """
    rows = rows_beside(work, "assignment", {"account_id": account_id, "role": OWNER})
    typed = start
    start = start or _default_start(work, rows, until)
    if until is not None and until < (start or ""):
        raise Refused(f"the last day {until} is before the first one, {start}: --until takes a later day")
    first = start or "0001-01-01"
    later = next((each for each in rows if (each["start"] or "") > first), None)
    capped = later is not None and (until is None or until >= later["start"])
    span = DaySpan(start, day_before(later["start"]) if later and capped else until)
    now = next((each for each in rows if span_of(each).holds(first)), None)
    if now and now["colleague_id"] == colleague_id and hours in (None, now["hours"]):
        return _kept_on(work, now, span, more or {})
    before = now or next((each for each in rows if each["until"] == day_before(first)), None) if start else None
    for each in rows:
        give_way(work, "assignment", each, [span])
    _note_days(work, account_id, colleague_id, span, start is not None and not typed, later if capped else None)
    if now and now["colleague_id"] != colleague_id:
        _note_rest(work, account_id, now, span)
    row = {"account_id": account_id, "colleague_id": colleague_id, "role": OWNER, **(more or {})}
    return OwnerSet(work.insert("assignment", {**row, **span._asdict(), "hours": hours}), before)


def end_owner(work: UnitOfWork, account_id: int, start: str | None = None) -> None:
    """Let an account have no owner from a day on (ISO), today where none is said, which is noted."""
    if start is None:
        work.notes.append(NO_DAY.format(work.day))
    span = DaySpan(start or work.day, None)
    for row in rows_beside(work, "assignment", {"account_id": account_id, "role": OWNER}):
        give_way(work, "assignment", row, [span])


def merge_assignments(work: UnitOfWork, name: str, kept: int, gone: int) -> None:
    """Who works on the account that goes works on the one that stays, whose own owner counts on the days on which both
    have one; of two colleagues the one that stays does what either did, each once on a day (Noun.merged).
    """
    column = f"{name}_id"
    (other,) = (each for each in ("account_id", "colleague_id") if each != column)

    def once(row: Row) -> tuple[object, ...]:
        """What one of them has once on a day: an account its owner, each colleague each role at each account."""
        role = row["role"].lower()
        return (role,) if role == OWNER and other == "colleague_id" else (role, row[other])

    if take_over_days(work, "assignment", column, kept, gone, once):
        stays = find_id(work.connection, name, kept).reference
        work.notes.append(f"on the days on which both had the same role, that of {stays} stays")


def _default_start(work: UnitOfWork, rows: Sequence[Row], until: str | None) -> str | None:
    """The first day where none was said: none for the first owner, today for one after another."""
    last = min(until or work.day, work.day)
    return work.day if any((each["start"] or "") <= last for each in rows) else None


def _note_days(
    work: UnitOfWork, account_id: int, colleague_id: int, span: DaySpan, by_default: bool, later: Row | None
) -> None:
    """Say which days were chosen. later: the owner before whom the new one ends, where that is why."""
    if by_default:
        work.notes.append(NO_DAY.format(span.start))
    if later:
        account, new = (find_id(work.connection, *each).reference for each in (("account", account_id),
                        ("colleague", colleague_id)))  # fmt: skip
        whose = f"it is {_code(work, later)}'s from {later['start']} on"
        work.notes.append(f"{new} has {account} until {span.until}, for {whose}")


def _kept_on(work: UnitOfWork, now: Row, span: DaySpan, more: Mapping[str, Any]) -> OwnerSet:
    """The row of the owner who has it already, which ends no earlier than it did."""
    ends = [now["until"], span.until]
    until = None if None in ends else max(ends)
    work.update("assignment", now["id"], {**more, "until": until})
    return OwnerSet(now["id"], now)


def _note_rest(work: UnitOfWork, account_id: int, old: Row, span: DaySpan) -> None:
    """Say who has it again after a span that ends, or whose days are all gone."""
    account = find_id(work.connection, "account", account_id).reference
    if span.until and (old["until"] is None or old["until"] > span.until):
        work.notes.append(f"{account} is {_code(work, old)}'s again from {day_after(span.until)} on")
    if not span_of(old).minus([span]):
        work.notes.append(f"{_code(work, old)} owned {account} on the same days, and does not any more")


def _code(work: UnitOfWork, row: Row) -> str:
    return find_id(work.connection, "colleague", row["colleague_id"]).reference
