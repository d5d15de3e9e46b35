"""What the account that stays of two is part of, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from amcli.base.time.day_span import DaySpan, day_after, day_before
from amcli.features.accounts.services.memberships import FIRST_DAY, days_of_change, is_above
from amcli.records.services.day_spans import rows_beside, span_of, spell_span
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id


class Above(NamedTuple):
    """What an account is part of, and on which days."""

    parent: int
    days: DaySpan


def merge_memberships(work: UnitOfWork, name: str, kept: int, gone: int) -> None:
    """The account that stays is part of what it was part of on each day, and on the other days of what the one that
    goes was, unless that is below it then (Noun.merged); that one was part of the other is no matter any more.
    """
    del name  # accounts alone have any
    mine, theirs = _spans(work, kept), _spans(work, gone)
    own = [each for each in mine if each.parent != gone]
    above_both = [each for each in theirs if each.parent != kept]
    more = _joined(
        part
        for each in above_both
        for span in each.days.minus(other.days for other in own)
        for part in _not_below(work, kept, each._replace(days=span))
    )
    _note(work, kept, gone, more)
    if any(one.days.overlaps(other.days) and one.parent != other.parent for one in own for other in above_both):
        stays = _code(work, kept)
        work.notes.append(f"on the days on which both were part of another account, that of {stays} stays")
    for row in rows_beside(work, "membership", {"account_id": gone}):
        work.delete("membership", row["id"])
    if more or own != mine:
        _rewrite(work, kept, _joined([*own, *more]))


def _spans(work: UnitOfWork, account_id: int) -> list[Above]:
    """What an account was and is part of."""
    rows = rows_beside(work, "membership", {"account_id": account_id})
    found = [Above(row["parent_id"], span_of(row)) for row in rows]
    now = work.row("account", account_id)
    return [
        *found,
        *([] if now["parent_id"] is None else [Above(now["parent_id"], DaySpan(now["parent_since"], None))]),
    ]


def _not_below(work: UnitOfWork, account_id: int, above: Above) -> Iterator[Above]:
    """The days of a span on which what would be above an account is not below it, and not itself."""
    start, last = above.days
    edges = [day for day in days_of_change(work) if (start or FIRST_DAY) < day and (last is None or day <= last)]
    for first, beyond in pairwise([start, *edges, None]):
        if above.parent != account_id and not is_above(work, account_id, above.parent, first or FIRST_DAY):
            yield Above(above.parent, DaySpan(first, day_before(beyond) if beyond else last))


def _joined(spans: Iterable[Above]) -> list[Above]:
    """Spans that overlap on no day, in order; those of one parent that follow each other are one."""
    found: list[Above] = []
    for each in sorted(spans, key=lambda each: each.days.start or ""):
        last = found[-1] if found else None
        if last and last.parent == each.parent and last.days.until == day_before(each.days.start or ""):
            found[-1] = last._replace(days=last.days._replace(until=each.days.until))
        else:
            found.append(each)
    return found


def _rewrite(work: UnitOfWork, account_id: int, spans: Sequence[Above]) -> None:
    """Let an account be part of just this, on these days, in order."""
    for row in rows_beside(work, "membership", {"account_id": account_id}):
        work.delete("membership", row["id"])
    now = spans[-1] if spans and spans[-1].days.until is None else None
    for parent, days in spans[: len(spans) - bool(now)]:
        work.insert("membership", {"account_id": account_id, "parent_id": parent, **days._asdict()})
    if now:
        parent, since = now.parent, now.days.start
    else:
        since = day_after(spans[-1].days.until or "") if spans else None
    work.said.add(("account", account_id, "parent_since"))  # so that it is from no other day on
    work.update("account", account_id, {"parent_id": now and now.parent, "parent_since": since})


def _note(work: UnitOfWork, kept: int, gone: int, more: Sequence[Above]) -> None:
    """Say what an account is part of now as the other one was."""
    if not more:
        return
    stays, other = (_code(work, each) for each in (kept, gone))
    told = ", ".join(f"{_code(work, parent)} for {spell_span(days)}" for parent, days in more)
    work.notes.append(f"{stays} is part of what {other} was part of: {told}")


def _code(work: UnitOfWork, account_id: int) -> str:
    return find_id(work.connection, "account", account_id).reference
