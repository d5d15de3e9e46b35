"""What a contract is on a day: its term, the days that count of it, its state, what it is worth a year."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.span import Span
from amcli.base.time.workdays import NO_HOLIDAYS
from amcli.features.contracts.rules.basis import NO_NOTICE, Basis
from amcli.features.contracts.rules.terms import (
    ENDED,
    ENDED_NOT_RENEWED,
    RUNNING,
    TermDays,
    arrive_by,
    value_a_year,
)

ACT, ARRIVE, END = DAYS = ("act", "arrive", "end")  # the days of a contract, in their order
OVER = (ENDED, ENDED_NOT_RENEWED)


class WrittenTerm(NamedTuple):
    """A term that is written down, and what it is worth: in minor units, for `per`."""

    days: TermDays
    minor: int | None
    currency: str | None
    per: str | None


class Agreed(NamedTuple):
    """What is written of a contract. owner: a colleague's code; written: its terms by their days, one at least."""

    id: int
    account_id: int
    account: str
    account_name: str
    tier: int | None
    archived: bool
    name: str
    kind: str
    ref: str | None
    renews: str
    notice: Span | None
    term: Span | None
    lead: Span | None
    latest_end: date | None
    signed: date | None
    noticed: date | None
    noticed_by: str | None
    ends: date | None
    reason: str | None
    snoozed: date | None
    owner: str | None
    written: tuple[WrittenTerm, ...]

    @property
    def basis(self) -> Basis:
        """What its days follow from."""
        written = tuple(each.days for each in self.written)
        return Basis(written, self.renews, self.term, self.notice, self.latest_end, self.ends, self.signed)


class Standing(NamedTuple):
    """A contract on a day. start, end: of the term that counts, which is the current one, and the last where further
    ones are agreed already; end is that for good where there is such a day. arrive_by and act_by are None without
    notice, and where it ends for good. valued: the written term that says what it is worth on the day. in_time: the
    first term that notice can still end, which is a later one where the day of notice has passed; decide: the day to
    act on for that.
    """

    contract: Agreed
    day: date
    state: str
    start: date
    end: date
    arrive_by: date | None
    act_by: date | None
    valued: WrittenTerm
    in_time: TermDays | None = None
    decide: date | None = None

    @property
    def reference(self) -> str:
        return f"CT{self.contract.id}"

    @property
    def ends(self) -> date | None:
        """The day on which it ends for good, where there is one."""
        return self.contract.ends

    @property
    def value(self) -> Fraction | None:
        """What it is worth a year, in minor units of `currency`, unrounded; None where nobody said."""
        return value_a_year(self.valued.minor, self.valued.per, self.valued.days)

    @property
    def currency(self) -> str | None:
        return self.valued.currency

    @property
    def next_term(self) -> TermDays | None:
        """The first term that notice can still end, of a tacit one which goes on because its day has passed."""
        return self.in_time if self.notice_passed and self.state == RUNNING else None

    @property
    def next_arrive_by(self) -> date | None:
        """The day of notice of that term."""
        following = self.next_term
        return arrive_by(following.end, self.contract.notice) if following else None

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def notice_passed(self) -> bool:
        """Whether the day of notice has passed in a term that has not."""
        return self.arrive_by is not None and self.arrive_by < self.day <= self.end

    def days(self) -> Iterator[tuple[str, date]]:
        """The days that count, of DAYS: with an end for good that alone, and none once it has ended."""
        if self.state == ENDED:
            return
        if self.act_by is not None:
            yield ACT, self.act_by
        if self.arrive_by is not None:
            yield ARRIVE, self.arrive_by
        yield END, self.end

    def days_ahead(self) -> Iterator[tuple[str, date]]:
        """Those that are not over, of the term that notice can still end; and the end of its term, also of one that
        ended and was not renewed.
        """
        if self.state == ENDED:
            return
        arrive = arrive_by(self.in_time.end, self.contract.notice) if self.in_time else None
        for kind, day in ((ACT, self.decide), (ARRIVE, arrive), (END, self.end)):
            if day is not None and (day >= self.day or (self.is_over and kind == END)):
                yield kind, day

    @property
    def next_day(self) -> tuple[str, date] | None:
        """The first of these."""
        return min(self.days_ahead(), key=lambda each: each[1], default=None)

    @property
    def is_late(self) -> bool:
        """Whether the day to act on has passed, and notice can still arrive."""
        return self.decide is not None and self.decide < self.day

    @property
    def days_left(self) -> int | None:
        """To the next of its days; below zero since the end of one that was not renewed, None once it has ended."""
        return (self.next_day[1] - self.day).days if self.next_day else None

    def has_day_in(self, first: date, last: date) -> bool:
        """Whether one of its days is in [first, last]."""
        return any(first <= day <= last for _, day in (*self.days(), *self.days_ahead()))


def then_known(contract: Agreed, day: date) -> Agreed | None:
    """What was known of a contract on a past day: the terms that had begun, and a signature, a notice and an end whose
    day had come. None where it had neither begun nor been signed.
    """
    signed = _come(contract.signed, day)
    first, *later = contract.written
    if not signed and first.days.start > day:
        return None
    noticed = _come(contract.noticed, day)
    told = noticed or (None if contract.noticed else _come(contract.ends, day))
    return contract._replace(
        signed=signed,
        noticed=noticed,
        noticed_by=contract.noticed_by if noticed else None,
        ends=contract.ends if told else None,
        reason=contract.reason if told else None,
        written=(first, *(each for each in later if each.days.start <= day)),
    )


def standing(contract: Agreed, day: date, lead: Span, holidays: Container[date] = NO_HOLIDAYS) -> Standing:
    """A contract as it stands on a day. lead: how long before the last day of notice to act, where it says nothing of
    its own. Raises BadValue where notice would have to arrive before the calendar begins.
    """
    terms, ends = contract.basis, contract.ends
    asked = min(day, ends) if ends else day
    now = terms.current(asked)
    counts = now.term
    if terms.written[-1].start > asked and not ends:  # a further term is agreed already: its days count
        counts = terms.counted(asked).term
    notice = NO_NOTICE if ends else terms.notice_days(counts, day, contract.lead or lead, holidays)
    return Standing(
        contract, day, terms.state(day), counts.start, ends or counts.end, notice.arrive_by, notice.act_by,
        contract.written[now.written], notice.in_time, notice.decide,
    )  # fmt: skip


def _come(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None
