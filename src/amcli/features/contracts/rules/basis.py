"""What the days of a contract follow from, and its terms and days of notice by that."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import NamedTuple

from amcli.base.time.span import Span
from amcli.base.time.workdays import NO_HOLIDAYS
from amcli.features.contracts.rules.terms import (
    TACIT,
    Rolled,
    TermDays,
    act_by,
    arrive_by,
    current_term,
    in_time,
    is_final,
    next_term,
    notice_ends,
    state,
)


class NoticeDays(NamedTuple):
    """The days of notice of a term. in_time: the first term that notice can still end, which is a later one where its
    day has passed; decide: the day to act on for that.
    """

    arrive_by: date | None = None
    act_by: date | None = None
    in_time: TermDays | None = None
    decide: date | None = None


NO_NOTICE = NoticeDays()


class Basis(NamedTuple):
    """What the days of a contract follow from: its written terms in their order, one at least, and what it says."""

    written: tuple[TermDays, ...]
    renews: str
    term: Span | None
    notice: Span | None
    latest: date | None
    ends: date | None
    signed: date | None

    def current(self, day: date) -> Rolled:
        """The term that holds a day, as it has renewed itself by then."""
        return current_term(self.written, self.renews, self.term, day, self.latest)

    def counted(self, day: date) -> Rolled:
        """The term whose days count: the current one, or the last one where further ones are written down already."""
        return self.current(max(day, self.written[-1].start))

    def following(self, day: date) -> TermDays | None:
        """The term after that of a day; None where none can be."""
        return next_term(self.written, self.renews, self.term, day, self.latest)

    def is_final(self, term: TermDays) -> bool:
        """Whether nothing can follow a term."""
        return is_final(self.renews, term.end, self.latest)

    def state(self, day: date) -> str:
        """What it is on a day, one of STATES."""
        return state(self.written, self.renews, self.ends, self.signed, day, self.latest)

    def notice_end(self, day: date) -> tuple[date, TermDays | None]:
        """When it ends by a notice of a day, and the term that this was too late for. What is agreed already is not
        ended by it: it ends with the last written term at the earliest.
        """
        end, late = notice_ends(self.written, self.renews, self.term, self.notice, day, self.latest)
        missed = self.current(day).term if late else None
        return max(end, self.written[-1].end), missed

    def notice_days(self, term: TermDays, day: date, lead: Span, holidays: Container[date] = NO_HOLIDAYS) -> NoticeDays:
        """The days of notice of the term that counts, as they stand on a day; none where nothing can follow it.

        lead: how long before the last day of notice to act. Raises BadValue for days before the calendar begins.
        """
        if self.is_final(term):
            return NO_NOTICE
        arrive = arrive_by(term.end, self.notice)
        act = act_by(arrive, lead, holidays)
        if arrive is not None and arrive >= day:
            return NoticeDays(arrive, act, term, act)
        if self.renews != TACIT:
            return NoticeDays(arrive, act)
        later = in_time(self.written, self.renews, self.term, self.notice, day, self.latest)
        decide = act_by(arrive_by(later.end, self.notice), lead, holidays) if later else None
        return NoticeDays(arrive, act, later, decide)
