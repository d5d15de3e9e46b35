"""A stretch of the journal: the operations from one on up to another, and what can be known of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from amcli.base.errors import BadValue, NotFound
from amcli.base.text import quote
from amcli.base.time.dates import parse_date
from amcli.records.reports.deliveries import LAST, STATUS, must_be_delivered
from amcli.settings.environment import Env
from amcli.store.lookup import id_number
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
    after = _last_before(reader, since)
    return Span(after, max(after, _last_until(reader, until)), since, until)


def span_asked(reader: Reader, since: str, until: str = "") -> Span:
    """What a person asks for. since: a day, or an operation such as H12, behind which it begins, or `last` for that of
    the page that was delivered last; until: a day, or an operation that is the last; none is up to now.

    Raises BadValue, NotFound, and Refused where no page was delivered.
    """
    first, last = _read(reader, since), _read(reader, until) if until else None
    after = _last_before(reader, first) if isinstance(first, date) else first
    to = last if isinstance(last, int) else _last_until(reader, last)
    since_day, until_day = (each if isinstance(each, date) else None for each in (first, last))
    if last is not None and (since_day > until_day if since_day and until_day else after > to):
        raise BadValue(f"--since {since} is after --until {until}: nothing lies between them")
    return Span(after, max(after, to), since_day, until_day)


def _last_before(reader: Reader, day: date) -> int:
    """The latest operation before a day begins, 0 where there is none."""
    sql = "SELECT coalesce(max(id), 0) FROM operation WHERE at < ?"
    return int(reader.rows(sql, (moment_of(reader.env, day),)).fetchone()[0])


def _last_until(reader: Reader, day: date | None) -> int:
    """The latest operation up to a day, that one in; None is up to now."""
    if day is not None and day < date.max:
        return _last_before(reader, day + timedelta(days=1))
    return int(reader.rows("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def _read(reader: Reader, text: str) -> date | int:
    """A day that is past or today, or the number of an operation that is there; of the page that was delivered last the
    one that it knows of. Raises BadValue, NotFound, Refused where none was.
    """
    if text.strip().lower() == LAST:
        return must_be_delivered(reader, STATUS).last_operation
    number = id_number("H", text.strip())
    if number is None:
        return parse_date(text, reader.env.today)
    if reader.rows("SELECT 1 FROM operation WHERE id = ?", (number,)).fetchone() is None:
        raise NotFound(f"there is no operation {quote(text)}: see `amcli history`")
    return number


def begins_later(reader: Reader, span: Span) -> date | None:
    """The day on which the history begins, where that is after the day that was asked for; None where it is not."""
    if span.since is None:
        return None
    at = reader.rows("SELECT at FROM operation WHERE id = (SELECT min(id) FROM operation)").fetchone()
    if at is None:
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
