"""A stretch of the journal: the operations from one on up to another, and what can be known of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from amcli.settings.environment import Env
from amcli.store.reader import Reader


class Span(NamedTuple):
    """The operations with after < id ≤ until. since, last: the days that were asked for, both in; None: up to now."""

    after: int
    until: int
    since: date | None = None
    last: date | None = None


class TakenBack(NamedTuple):
    """Operations of before a span that stand no more. The journal does not say when one was undone.

    within: certainly in the span, for it was after the latest operation. perhaps: before it or in it.
    """

    within: tuple[int, ...] = ()
    perhaps: tuple[int, ...] = ()


def span_of(reader: Reader, since: date, until: date | None = None) -> Span:
    """The operations of some days in the configured zone, both in. until: None is up to now."""
    first = moment_of(reader.env, since)
    after = reader.rows("SELECT coalesce(max(id), 0) FROM operation WHERE at < ?", (first,)).fetchone()[0]
    if until is None or until == date.max:
        last = reader.rows("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0]
    else:
        end = moment_of(reader.env, until + timedelta(days=1))
        last = reader.rows("SELECT coalesce(max(id), 0) FROM operation WHERE at < ?", (end,)).fetchone()[0]
    return Span(after, max(after, last), since, until)


def begins_later(reader: Reader, span: Span) -> date | None:
    """The day on which the history begins, where that is after the day that was asked for; None where it is not."""
    at = reader.rows("SELECT at FROM operation ORDER BY id LIMIT 1").fetchone()
    if span.since is None or at is None:
        return None
    day = datetime.fromisoformat(at[0]).astimezone(reader.env.zone).date()
    return day if day > span.since else None


def taken_back(reader: Reader, span: Span) -> TakenBack:
    """What of before the span was undone in it, or may have been.

    An undo makes no operation; a new operation drops all that is undone. So what is still undone was undone after the
    latest operation. What is dropped was undone before that, perhaps in the span where nothing between it and the
    span stands: undo takes back the latest first.
    """
    latest, standing = reader.rows(
        "SELECT max(id), (SELECT max(id) FROM operation WHERE id <= :after AND state = 'done') FROM operation",
        {"after": span.after},
    ).fetchone()
    if not latest or not span.after or span.until < latest:
        undone: tuple[int, ...] = ()
    else:
        sql = "SELECT id FROM operation WHERE state = 'undone' AND id <= ? ORDER BY id"
        undone = tuple(number for (number,) in reader.rows(sql, (span.after,)))
    sql = "SELECT id FROM operation WHERE id > ? AND id <= ? AND state = 'dropped' ORDER BY id"
    dropped = tuple(number for (number,) in reader.rows(sql, (standing or 0, span.after)))
    if latest and latest > span.after:
        return TakenBack(undone, dropped)
    return TakenBack((), undone)  # nothing was done since, so an undo may be older than the day


def moment_of(env: Env, day: date) -> str:
    """When a day begins in the configured zone, as the journal writes it."""
    begins = datetime(day.year, day.month, day.day, tzinfo=env.zone)
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
