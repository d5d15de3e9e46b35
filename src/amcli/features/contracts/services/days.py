"""The days of a contract that a sentence says: its end, when notice has to arrive, when to act."""

from __future__ import annotations

from datetime import date

from amcli.base.time.span import Span, parse_span
from amcli.base.time.workdays import free_days
from amcli.features.contracts.nouns import TACIT
from amcli.features.contracts.rules.basis import Basis, NoticeDays
from amcli.features.contracts.rules.terms import TermDays, arrive_by
from amcli.features.contracts.services.terms import terms_of
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


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
    if terms.is_final(counted.term):
        return said
    if terms.notice is None:
        return [*said, "no notice agreed"]
    notice = _notice_days(work, row, terms, counted.term)
    return [*said, f"notice must arrive by {notice.arrive_by}", f"act by {notice.act_by}"]


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


def note_passed_days(work: UnitOfWork, row: Row) -> None:
    """Say what of a contract's days of notice is over, and what comes of that."""
    terms, today, called = agreed(work, row), work.env.today, f"CT{row['id']}"
    counted = terms.counted(today).term
    notice = _notice_days(work, row, terms, counted)
    arrive, act = notice.arrive_by, notice.act_by
    if row["ends"] or arrive is None or act is None or counted.end < today:
        return
    if arrive >= today:
        if act < today:
            work.notes.append(f"{called}: the day to act by, {act}, is over; notice can arrive until {arrive}")
    elif terms.renews != TACIT:
        work.notes.append(
            f"{called}: the day of notice, {arrive}, is over: it ends on {counted.end} unless `amcli contract renew "
            f"{called}` renews it"
        )
    elif notice.in_time:
        work.notes.append(
            f"{called} goes on by itself after {counted.end}: the day of notice for that, {arrive}, is over, and the "
            f"next one is {arrive_by(notice.in_time.end, terms.notice)}"
        )


def _notice_days(work: UnitOfWork, row: Row, terms: Basis, term: TermDays) -> NoticeDays:
    """The days of notice of the term that counts, as they stand today."""
    return terms.notice_days(term, work.env.today, lead_of(work, row), free_days(work.env.config.text("country")))


def _terms(work: UnitOfWork, row: Row) -> list[Row]:
    """The terms that are written down; of a contract that has none yet the one that it will have."""
    return (terms_of(work, row["id"]) if row.get("id") else []) or [row]
