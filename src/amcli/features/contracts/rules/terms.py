"""The terms of a contract, and the days that count in them: its end, when notice has to arrive, when to act.

Only what was written down is stored: the first term and each renewal by hand. A tacit contract renews itself on the day
after its end, never before, and all days are those of the term that has then begun. Days are closed: a term holds its
first and its last day.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import number_of
from amcli.base.time.dates import add_months
from amcli.base.time.span import Span
from amcli.base.time.workdays import NO_HOLIDAYS, shift

DEFAULT_TERM = Span(12, "m")  # of a tacit contract that does not say how long its further terms are

STATES = DRAFT, UPCOMING, RUNNING, IN_NOTICE, ENDED, ENDED_NOT_RENEWED = (
    "draft", "upcoming", "running", "in notice", "ended", "ended not renewed",
)  # fmt: skip

# What the noun says of it too: a list of deadlines asks for these rules, and leaves the declarations unread.
TACIT, EXPRESS, NO = "tacit", "express", "no"
YEAR, MONTH = "year", "month"

_DAY = timedelta(days=1)
_CYCLE = timedelta(days=146_097)  # 400 years, after which the calendar comes again


class TermDays(NamedTuple):
    """The first and the last day of a term."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many it has."""
        return (self.end - self.start).days + 1


class Rolled(NamedTuple):
    """A term of a contract. written: which of those written down it is or goes back to; times: how often that one was
    renewed tacitly to come to it, 0 where it is written down itself.
    """

    term: TermDays
    written: int
    times: int


class NoticeEnd(NamedTuple):
    """The last day of a contract after a notice. late: too late for the term in which it was given."""

    end: date
    late: bool


def current_term(
    written: Sequence[TermDays], renews: str, term: Span | None, day: date, latest: date | None = None
) -> Rolled:
    """The term that holds a day; the next one where none has begun, and the last one where all are over.

    written: the terms that are written down, one at least, in the order of their days. renews: tacit, express or no.
    term: how long a further term is. latest: the day beyond which none goes. Between two written terms a tacit contract
    goes on by itself until the second begins. Of a contract that ends for good ask for a day up to that end.
    """
    at = max((number for number, each in enumerate(written) if each.start <= day), default=0)
    own = _cut(written, at)
    if day <= own.end:
        return Rolled(own, at, 0)
    follows = written[at + 1].start if at + 1 < len(written) else None
    if renews != TACIT and follows:
        return Rolled(_cut(written, at + 1), at + 1, 0)
    last = follows - _DAY if follows else latest or date.max
    if renews != TACIT or last <= own.end:
        return Rolled(own, at, 0)
    series = _series(written[: at + 1], own.end + _DAY, term)
    times = series.holding(min(day, last))
    found = series.term(times)
    return Rolled(TermDays(found.start, min(found.end, last)), at, times)


def next_term(
    written: Sequence[TermDays], renews: str, term: Span | None, day: date, latest: date | None = None
) -> TermDays | None:
    """The term after that of a day: the written one, else the one that a renewal of the length `term` makes, by hand or
    tacit. None where `latest` or the calendar leaves no day for it. The arguments are those of `current_term`.
    """
    now = current_term(written, renews, term, day, latest)
    if now.term.end == date.max:
        return None
    after = now.term.end + _DAY
    if renews == TACIT or now.written + 1 < len(written):
        found = current_term(written, renews, term, after, latest).term
    else:
        found = term_from(written, renews, after, term, latest)
    return found if found.end >= after else None


def term_from(
    written: Sequence[TermDays], renews: str, start: date, term: Span | None, latest: date | None = None
) -> TermDays:
    """The term that begins on a day after the written ones, and is so long: what a renewal by hand writes down.

    Its months are counted from the first start, as those of tacit terms are, so that a contract from the 31st goes on
    to be one. It ends on `latest` at the latest, which may be before its start.
    """
    before = written if renews == TACIT else _joined(written, start)
    found = _series(before, start, term).term(1)
    return TermDays(start, min(found.end, latest or date.max))


def arrive_by(end: date, notice: Span | None) -> date | None:
    """The last day on which notice of a term's end may arrive: the day before the one that is so long before the day
    after the end. None where no notice was agreed.
    """
    if notice is None:
        return None
    if end == date.max:  # has no day after it
        return notice.minus(end - _CYCLE + _DAY) - _DAY + _CYCLE
    return notice.minus(end + _DAY) - _DAY


def act_by(arrive: date | None, lead: Span, holidays: Container[date] = NO_HOLIDAYS) -> date | None:
    """The day to act on: so long before the day of arrival, or the last working day before that one. None for None."""
    return None if arrive is None else shift(lead.minus(arrive), "before", holidays)


def notice_ends(
    written: Sequence[TermDays],
    renews: str,
    term: Span | None,
    notice: Span | None,
    day: date,
    latest: date | None = None,
) -> NoticeEnd:
    """When a contract ends of which notice arrives on a day: with the first term that this is in time for, and never
    before the one that holds the day. One that does not go on by itself ends with its last term in any case.

    notice: how long before the end it has to arrive; None where nothing was agreed: then it ends the term that it falls
    into. The other arguments are those of `current_term`.
    """
    held = found = current_term(written, renews, term, day, latest).term
    if notice is None:
        return NoticeEnd(held.end, late=False)
    if _too_late(held, notice, day):
        # No term that ends earlier than so long after the day leaves the time. Short months may take one or two more.
        found = current_term(written, renews, term, max(day, _plus(notice, day)), latest).term
        while _too_late(found, notice, day) and found.end < date.max:
            later = current_term(written, renews, term, found.end + _DAY, latest).term
            if later == found:
                break
            found = later
    return NoticeEnd(found.end, late=found != held)


def in_time(
    written: Sequence[TermDays],
    renews: str,
    term: Span | None,
    notice: Span | None,
    day: date,
    latest: date | None = None,
) -> TermDays | None:
    """The first term that notice which arrives on a day can still end: that of the last written term, or one that a
    tacit contract comes to by itself after it. None without a notice, where it is too late for all of them, and where
    that term is the last in any case: then there is nothing to decide.
    """
    if notice is None:
        return None
    end = max(notice_ends(written, renews, term, notice, day, latest).end, written[-1].end)
    found = current_term(written, renews, term, end, latest).term
    return None if _too_late(found, notice, day) or is_final(renews, found.end, latest) else found


def is_final(renews: str, end: date, latest: date | None = None) -> bool:
    """Whether nothing can follow a term that ends on a day: of what is not renewed, or not beyond its latest end."""
    return renews == NO or (latest is not None and latest <= end)


def state(
    written: Sequence[TermDays],
    renews: str,
    ends: date | None,
    signed: date | None,
    day: date,
    latest: date | None = None,
) -> str:
    """What a contract is on a day, one of STATES. ends: its end for good, after a notice or a termination."""
    if ends:
        return IN_NOTICE if day <= ends else ENDED
    if day < written[0].start:
        return UPCOMING if signed and signed <= day else DRAFT
    if renews == TACIT:
        return RUNNING if latest is None or day <= max(latest, written[-1].end) else ENDED
    now = current_term(written, renews, None, day).term
    if now.start > day:  # between two terms
        return UPCOMING
    if day <= now.end:
        return RUNNING
    return ENDED_NOT_RENEWED if renews == EXPRESS else ENDED


def value_a_year(value: int | None, per: str | None, term: TermDays) -> Fraction | None:
    """What a contract is worth a year, in minor units. per: year, month or total, which is for the whole of `term`: by
    its months where it has whole ones, else by its days, 365 a year. None without a value.
    """
    if value is None:
        return None
    if per in (YEAR, MONTH):
        return Fraction(value * (12 if per == MONTH else 1))
    months = whole_months(term)
    return Fraction(12 * value, months) if months else Fraction(365 * value, term.days)


def whole_months(term: TermDays) -> int:
    """How many months a term has, where it has whole ones; else 0."""
    start, end = term if term.end < date.max else (term.start - _CYCLE, term.end - _CYCLE)
    months = _months_passed(start, end + _DAY)
    return months if months and add_months(start, months) == end + _DAY else 0


def told_length(term: TermDays, *, months: bool = True) -> str:
    """`30 months`, where it has whole ones and `months`; else `912 days`."""
    found = whole_months(term) if months else 0
    return number_of(found, "month") if found else number_of(term.days, "day")


def scaled(value: int, of: TermDays, to: TermDays) -> Fraction:
    """What a value for the whole of a term is for that of another one: by their months where both have whole ones, else
    by their days.
    """
    months = whole_months(of), whole_months(to)
    return Fraction(value * months[1], months[0]) if all(months) else Fraction(value * to.days, of.days)


class _Series(NamedTuple):
    """The terms that follow each other by themselves, the first of which has the number 1.

    They begin `size` months (monthly) or days apart, counted from the anchor; the first one `before` months after it.
    """

    anchor: date
    before: int
    size: int
    monthly: bool

    def start(self, number: int) -> date:
        steps = self.before + (number - 1) * self.size
        return add_months(self.anchor, steps) if self.monthly else self.anchor + timedelta(days=steps)

    def term(self, number: int) -> TermDays:
        """One of them; what the calendar cuts off ends with it."""
        try:
            end = self.start(number + 1) - _DAY
        except (BadValue, OverflowError):
            end = date.max
        return TermDays(self.start(number), end)

    def holding(self, day: date) -> int:
        """The number of the one that holds a day from the first start on: by division, however long ago that was."""
        passed = _months_passed(self.anchor, day) if self.monthly else (day - self.anchor).days
        return (passed - self.before) // self.size + 1


def _series(written: Sequence[TermDays], start: date, term: Span | None) -> _Series:
    """The terms that follow written ones from a day on.

    The anchor is the first day, of those on which a term began, that this day is whole months after: a contract of the
    31st is one in each month that has it. 36 months and then 12 are counted from one start.
    """
    span = term if term and term.number else DEFAULT_TERM
    if not span.months:
        return _Series(start, 0, span.days, monthly=False)
    for each in written:
        for began in (each.start, each.end + _DAY if each.end < start else start):
            months = _months_passed(began, start)
            if began <= start and add_months(began, months) == start:
                return _Series(began, months, span.months, monthly=True)
    return _Series(start, 0, span.months, monthly=True)


def _months_passed(anchor: date, day: date) -> int:
    """How many whole months from the anchor on have begun by a day: the inverse of add_months."""
    months = 12 * (day.year - anchor.year) + day.month - anchor.month
    return months - (day.day < anchor.day and add_months(anchor, months) > day)


def _joined(written: Sequence[TermDays], start: date) -> Sequence[TermDays]:
    """The last written terms, as far back as each goes on where another ends: what ended for a while is not counted."""
    first = len(written)
    while first and written[first - 1].end >= start - _DAY:
        first -= 1
        start = written[first].start
    return written[first:]


def _cut(written: Sequence[TermDays], at: int) -> TermDays:
    """A written term, up to where the next one begins."""
    own = written[at]
    if at + 1 < len(written) and written[at + 1].start <= own.end:
        return TermDays(own.start, written[at + 1].start - _DAY)
    return own


def _too_late(term: TermDays, notice: Span, day: date) -> bool:
    arrive = arrive_by(term.end, notice)
    return arrive is not None and arrive < day


def _plus(span: Span, day: date) -> date:
    try:
        return span.plus(day)
    except BadValue:  # beyond the calendar
        return date.max
