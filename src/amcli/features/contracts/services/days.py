"""The days of a contract that a sentence says: its end, when notice has to arrive, when to act."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.time.span import Span, parse_span
from amcli.base.time.workdays import free_days
from amcli.features.contracts.nouns import TACIT
from amcli.features.contracts.rules.terms import (
    Rolled,
    TermDays,
    act_by,
    arrive_by,
    current_term,
    in_time,
    is_final,
    notice_ends,
    state,
)
from amcli.features.contracts.services.terms import terms_of
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


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


def agreed(work: UnitOfWork, row: Row) -> Basis:
    """What is written of a contract. row: its columns as they are, or are to be."""
    terms = [TermDays(date.fromisoformat(each["start"]), date.fromisoformat(each["end"])) for each in _terms(work, row)]
    term, notice = (parse_span(row[name]) if row.get(name) else None for name in ("term", "notice"))
    days = (date.fromisoformat(row[name]) if row.get(name) else None for name in ("latest_end", "ends", "signed"))
    return Basis(tuple(terms), row["renews"], term, notice, *days)


def said_days(work: UnitOfWork, row: Row) -> list[str]:
    """What to say of a contract's end and of its days of notice: `ends 2026-12-31`, `notice must arrive by …`."""
    if row["ends"]:
        return [f"ends {row['ends']}"]
    terms, today = agreed(work, row), work.env.today
    counted = terms.counted(today)
    often = "once" if counted.times == 1 else f"{counted.times} times"
    times = f"renewed by itself {often}, its term now " * bool(counted.times)
    said = [f"{times}ends {counted.term.end}"]
    if is_final(terms.renews, counted.term.end, terms.latest):
        return said
    if terms.notice is None:
        return [*said, "no notice agreed"]
    arrive = arrive_by(counted.term.end, terms.notice)
    act = act_by(arrive, lead_of(work, row), free_days(work.env.config.text("country")))
    return [*said, f"notice must arrive by {arrive}", f"act by {act}"]


def said_end(row: Row) -> str:
    """`has notice of 2026-09-01 and ends on 2026-12-31`, of a contract that ends for good."""
    return f"has notice of {row['noticed']} and ends on {row['ends']}" if row["noticed"] else f"ends on {row['ends']}"


def taken_back(row: Row) -> str:
    """What to type to take that back."""
    back = "--ends '' --noticed ''" if row["noticed"] else "--ends ''"
    return f"`amcli contract edit CT{row['id']} {back}` takes that back"


def lead_of(work: UnitOfWork, row: Row) -> Span:
    """How long before the last day of notice to act: the contract's own, else as the setting has it."""
    return parse_span(row["lead"]) if row.get("lead") else work.env.config.contract_lead


def note_passed_notice(work: UnitOfWork, row: Row) -> None:
    """Say so where the day of notice is over in a term that renews itself, and which is the next."""
    terms, today = agreed(work, row), work.env.today
    counted = terms.counted(today).term
    arrive = arrive_by(counted.end, terms.notice)
    if row["ends"] or terms.renews != TACIT or arrive is None or not arrive < today:
        return
    following = in_time(terms.written, terms.renews, terms.term, terms.notice, today, terms.latest)
    if following:
        work.notes.append(
            f"CT{row['id']} goes on by itself after {counted.end}: the day of notice for that, {arrive}, is over, and "
            f"the next one is {arrive_by(following.end, terms.notice)}"
        )


def _terms(work: UnitOfWork, row: Row) -> list[Row]:
    """The terms that are written down; of a contract that has none yet the one that it will have."""
    return (terms_of(work, row["id"]) if row.get("id") else []) or [row]
