"""What becomes of the terms of contracts that end in a period: renewed, lost, or not decided yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import TACIT, TermDays, is_final

RENEWED, LOST, UNDECIDED = OUTCOMES = ("renewed", "lost", "undecided")


class Renewal(NamedTuple):
    """A term that ends in the period, and what became of it. written: which written term says what it is worth."""

    term: TermDays
    written: int
    outcome: str


def renewals(each: Standing, period: Period) -> Iterator[Renewal]:
    """The renewals of a contract that are due in a period, as they are known on its day.

    A term after which another was written, or has begun by itself, is renewed; the one that it ends for good with is
    lost, from the day on which that is known; any other is undecided, also one that ended and was not renewed, and the
    terms that may follow it are not due yet. The last term of a contract that cannot be renewed (renews no, or its
    latest end) is no renewal.
    """
    contract = each.contract
    terms = contract.basis
    day = max(period.start, terms.written[0].start)
    while day < period.end:
        term, at, _ = terms.current(day)
        last = contract.ends is not None and contract.ends <= term.end
        end = min(term.end, contract.ends) if contract.ends else term.end
        if end < day:  # over, or its last term ended before
            return
        if end in period:
            outcome = _outcome(each, TermDays(term.start, end), at, last=last)
            if outcome:
                yield Renewal(TermDays(term.start, end), at, outcome)
            if outcome == UNDECIDED:
                return
        if last or end == date.max:
            return
        day = end + timedelta(days=1)


def _outcome(each: Standing, term: TermDays, at: int, *, last: bool) -> str:
    """What became of a term; nothing where it is no renewal. last: the contract ends for good with it."""
    contract = each.contract
    if last:
        return LOST
    if at + 1 < len(contract.written) or contract.ends:  # it ends with a later one
        return RENEWED
    if is_final(contract.renews, term.end, contract.latest_end):
        return ""
    return RENEWED if contract.renews == TACIT and term.end < each.day else UNDECIDED
