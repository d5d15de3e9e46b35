"""The days of a contract that are still to come, as deadlines are: to decide, the last day of notice, the end."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from amcli.base.time.span import Span
from amcli.base.time.workdays import NO_HOLIDAYS
from amcli.features.contracts.rules.standing import ACT, ARRIVE, END, Agreed, Standing
from amcli.features.contracts.rules.terms import (
    ENDED,
    ENDED_NOT_RENEWED,
    TACIT,
    TermDays,
    act_by,
    arrive_by,
    is_final,
)

MOST_TERMS = 1_000  # of one contract that are looked at ahead
_DAY = timedelta(days=1)
_TITLES = {ACT: "Decide on notice: {}", ARRIVE: "Last day for notice: {}", END: "Ends: {}"}
_RENEWS, _OVER = "Renews: {}", "Ended, not renewed: {}"


class ContractDay(NamedTuple):
    """A day of a contract. kind: act, arrive or end; term: the one that it is of. arrive: the last day of notice in
    that term. goes_on: whether it renews itself after the term; over: whether it has ended and nobody renewed it.
    """

    due: date
    kind: str
    term: TermDays
    arrive: date | None
    contract: Agreed
    goes_on: bool = False
    over: bool = False

    @property
    def reference(self) -> str:
        """The id of the contract."""
        return f"CT{self.contract.id}"

    @property
    def title(self) -> str:
        """What the day is, and the contract's name."""
        text = _OVER if self.over else _RENEWS if self.goes_on and self.kind == END else _TITLES[self.kind]
        return text.format(self.contract.name)

    @property
    def waits(self) -> bool:
        """Whether it can be put off: a day to decide, and an end that is over. The others are days of the contract."""
        return self.over or self.kind == ACT

    def silent(self, day: date) -> bool:
        """Whether it was put off to a later day."""
        return self.contract.snoozed is not None and self.contract.snoozed > day


def days_to_come(
    one: Standing, lead: Span, holidays: Container[date] = NO_HOLIDAYS, last: date | None = None
) -> list[ContractDay]:
    """The days of a contract from the day of its standing on, by day: the end of its term, and the day to decide and
    the last one for notice of the first term of which notice is still in time. A day to decide that has passed is told
    as long as notice can arrive; an end, of what nobody renewed, until somebody does.

    last: also what the terms after that bring, up to and including this day. lead: how long before the last day of
    notice to decide, where the contract says nothing of its own.
    """
    contract, day = one.contract, one.day
    if one.state == ENDED:
        return []
    own = TermDays(one.start, one.end)
    if one.ends:
        return [ContractDay(one.end, END, own, None, contract)]
    in_time = one.in_time
    found = list(_of_notice(one, in_time, lead, holidays)) if in_time else []
    if one.end >= day or one.state == ENDED_NOT_RENEWED:
        found.append(_end(one, own))
    if last is not None:
        for term in islice(_following(one, own), MOST_TERMS):
            days = [*_of_notice(one, term, lead, holidays), _end(one, term)]
            found += [each for each in days if each.due <= last and (term != in_time or each.kind == END)]
            if min(each.due for each in days) > last and (in_time is None or term.end >= in_time.end):
                break
    return sorted(found, key=lambda each: each.due)


def days_over(one: Standing, lead: Span, holidays: Container[date], since: date) -> Iterator[ContractDay]:
    """The days from one on that count no more: those that have passed, and those of a term of which notice was given or
    that was renewed. Of the terms that are written down, and of those a contract has come to by itself.
    """
    live = {(each.term.start, each.kind) for each in days_to_come(one, lead, holidays, one.day)}
    unnoticed = one._replace(contract=one.contract._replace(ends=None), day=date.min)
    for term in _until_now(one, since):
        for each in (
            *_of_notice(unnoticed, term, lead, holidays),
            ContractDay(term.end, END, term, None, one.contract),
        ):
            if each.due >= since and (term.start, each.kind) not in live:
                yield each


def _until_now(one: Standing, since: date) -> Iterator[TermDays]:
    """The terms of a contract that end on a day or after it, up to the one that counts, the latest first."""
    terms = one.contract.basis
    yield TermDays(one.start, one.end)
    start = one.start
    for _ in range(MOST_TERMS):
        if start <= terms.written[0].start:
            return
        term = terms.current(start - _DAY).term
        if term.end < since or term.start >= start:
            return
        yield term
        start = term.start


def notice_passed(one: Standing, for_days: int) -> bool:
    """Whether the last day of notice of a contract that renews itself passed unused in the last days."""
    return (
        one.contract.renews == TACIT and not one.ends and one.notice_passed
        and one.arrive_by is not None and (one.day - one.arrive_by).days <= for_days
    )  # fmt: skip


def _following(one: Standing, term: TermDays | None) -> Iterator[TermDays]:
    """The terms after one, that a contract comes to by itself."""
    terms = one.contract.basis
    if terms.renews != TACIT:
        return
    while term is not None:
        term = terms.following(term.end)
        if term is not None:
            yield term


def _of_notice(one: Standing, term: TermDays, lead: Span, holidays: Container[date]) -> Iterator[ContractDay]:
    """The day to decide and the last one for notice, as long as notice of a term is in time and another may follow."""
    contract = one.contract
    if is_final(contract.renews, term.end, contract.latest_end):
        return
    arrive = arrive_by(term.end, contract.notice)
    if arrive is None or arrive < one.day:
        return
    act = act_by(arrive, contract.lead or lead, holidays)
    goes_on = contract.renews == TACIT
    for kind, due in ((ACT, act), (ARRIVE, arrive)):
        if due is not None:
            yield ContractDay(due, kind, term, arrive, contract, goes_on)


def _end(one: Standing, term: TermDays) -> ContractDay:
    contract = one.contract
    goes_on = contract.renews == TACIT and not is_final(TACIT, term.end, contract.latest_end) and term.end < date.max
    over = one.state == ENDED_NOT_RENEWED
    return ContractDay(term.end, END, term, arrive_by(term.end, contract.notice), contract, goes_on, over)
