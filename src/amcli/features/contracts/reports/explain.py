"""One contract explained: how its days and its value come about, and which obligations were kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from amcli.base.errors import NotFound
from amcli.base.money import from_minor, grouped, in_percent, rounded_money
from amcli.base.results import Column, Kind, Report
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.period import Period
from amcli.base.time.span import Span
from amcli.base.time.workdays import day_of
from amcli.features.contracts.nouns import CONTRACT, TOTAL
from amcli.features.contracts.reports.about_contracts import moment, obligations
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing, WrittenTerm
from amcli.features.contracts.rules.terms import DEFAULT_TERM, told_length, whole_months
from amcli.render.people import told_as_of
from amcli.store.lookup import id_number
from amcli.store.reader import Reader

KEPT, LATE, OPEN, OVERDUE = "kept", "late", "open", "overdue"
EXPLAINED = (
    Column("id", rank=1),
    Column("what"),
    Column("day", Kind.DATE, timed=True),
    Column("value", Kind.MONEY, rank=2),
    Column("currency", rank=9),
    Column("owed_by", rank=3),
    Column("done", Kind.DATE, rank=4),
    Column("kept", rank=1),
    Column("why"),
)


def is_id(text: str) -> bool:
    """Whether a text is the id of a contract, and no key of a row."""
    return id_number(CONTRACT.letter, text.strip()) is not None


def explain_contract(reader: Reader, text: str, *, period: Period, as_of: date | None) -> Report:
    """The contract with an id on a day (None: today): its terms, its days and its value a year with what they come
    from, then its obligations of the period and what else is overdue.

    Raises NotFound where there is none, and where nothing was known of it on that day.
    """
    record = reader.find(CONTRACT.name, text)
    day = as_of or reader.env.today
    found = standings(reader, day, contract=record.record_id)
    if not found:
        raise NotFound(
            f"{record.reference} was neither signed nor begun on {day}: leave out --as-of, or name a later day"
        )
    each = found[0]
    rows = [*_terms(each), *_days(each, reader.env.config.contract_lead), *_value(each, reader)]
    rows += _promises(reader, each, period, day)
    counted = obligations(reader, period, day, record.record_id).get(record.record_id)
    every = counted.all if counted else None
    rate = in_percent(every.rate) if every else None
    kept = f": {every.kept} of {every.due} kept, {rate} %" if every and rate is not None else ": none due"
    return Report(
        "contracts",
        EXPLAINED,
        rows,
        facts={
            "explain": each.reference,
            "period": period.name,
            "start": period.start,
            "end": period.last_day,
            "as_of": day,
            "state": each.state,
            "obligations_due": every.due if every else 0,
            "obligations_kept": every.kept if every else 0,
            "kept_percent": rate,
        },
        reference="id",
        title=f"{each.reference} {each.contract.name}, {each.contract.account_name}: {each.state}"
        f"{told_as_of(day, reader.env.today, reader.env.today)}",
        notes=(f"obligations of {period.name}{kept}",),
    )


def _row(what: str, day: date | None, why: str | None, **more: Any) -> tuple[Any, ...]:
    return tuple(
        {**dict.fromkeys(column.key for column in EXPLAINED), "what": what, "day": day, "why": why, **more}.values()
    )


def _terms(each: Standing) -> Iterator[tuple[Any, ...]]:
    """The written terms, and the one that came of the last of them by itself."""
    contract = each.contract
    terms = contract.basis
    for number, term in enumerate(terms.written):
        yield _row("term", term.end, f"{'renewed' if number else 'agreed'}, from {term.start}")
    now = terms.current(max(each.start, terms.written[0].start))
    if now.times:
        times = f"{now.times} × {(contract.term or DEFAULT_TERM).in_words()}"
        yield _row("term", now.term.end, f"renewed by itself, {times}: from {now.term.start}")
    if contract.latest_end:
        yield _row("latest end", contract.latest_end, "no term begins after it, and none goes beyond it")
    if contract.noticed:
        yield _row("notice", contract.noticed, f"by {contract.noticed_by}")
    if each.ends:
        yield _row("ends", each.ends, contract.reason or "for good")


def _days(each: Standing, usual: Span) -> Iterator[tuple[Any, ...]]:
    """The day of notice and the day to act on, and what they are counted from."""
    contract = each.contract
    if contract.notice and each.arrive_by:
        yield _row(
            "arrive by", each.arrive_by, f"{contract.notice.in_words()} before the day after {each.end}, less a day"
        )
    elif contract.notice and not each.ends:
        yield _row("arrive by", None, f"n/a: it ends on {each.end} without a notice too")
    elif not each.ends:
        yield _row("arrive by", None, "n/a: no notice was agreed")
    if each.act_by and each.arrive_by:
        lead = contract.lead or usual
        working = "" if lead.minus(each.arrive_by) == each.act_by else ", the working day before"
        whose = "" if contract.lead else " (contract.lead)"
        yield _row("act by", each.act_by, f"{lead.in_words()}{whose} before {each.arrive_by}{working}")
    if each.next_term:
        term = f"{each.next_term.start} to {each.next_term.end}"
        yield _row("arrive by", each.next_arrive_by, f"of the first term that notice can still end, {term}")


def _value(each: Standing, reader: Reader) -> Iterator[tuple[Any, ...]]:
    valued = each.valued
    if each.value is None or not valued.currency or valued.minor is None:
        yield _row("a year", None, "n/a: no value is known")
        return
    decimals = reader.decimals[valued.currency]
    said = f"{grouped(from_minor(valued.minor, decimals))} {_per(valued)}"
    yield _row("a year", None, said, value=rounded_money(each.value, decimals), currency=valued.currency)


def _per(valued: WrittenTerm) -> str:
    if valued.per == TOTAL:
        months = whole_months(valued.days)
        reckoned = f"12 / {months}" if months else f"365 / {valued.days.days}"
        span = f"{valued.days.start} to {valued.days.end}, {told_length(valued.days)}"
        return f"for all of {span}: × {reckoned}"
    return f"a {valued.per}"


def _promises(reader: Reader, each: Standing, period: Period, day: date) -> Iterator[tuple[Any, ...]]:
    parameters = {
        "id": each.contract.id, "start": f"{period.start}", "end": f"{period.end}", "day": f"{day}",
        "now": moment(reader, day),
    }  # fmt: skip
    for number, title, due, done, owed_by, evidence in reader.run_query(__file__, "obligations_of", **parameters):
        on = day_of(from_iso(due))
        if done:
            kept = KEPT if done <= iso(on) else LATE
        else:
            kept = OVERDUE if due < (parameters["day"] if len(due) == 10 else parameters["now"]) else OPEN
        yield _row(
            title, from_iso(due), evidence, id=f"D{number}", owed_by=owed_by, done=from_iso(done) if done else None,
            kept=kept,
        )  # fmt: skip
