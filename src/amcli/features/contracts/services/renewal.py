"""Contracts renewed by hand: a term begins on the day after the last one, and the old one stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.money import from_minor, grouped
from amcli.base.results import Change
from amcli.base.time.dates import Look, parse_date
from amcli.base.time.span import Span, parse_span
from amcli.features.contracts.nouns import CONTRACT, NO, TACIT, TOTAL
from amcli.features.contracts.rules.basis import Basis
from amcli.features.contracts.rules.increase import parse_increase
from amcli.features.contracts.rules.terms import DEFAULT_TERM, TermDays, scaled, term_from, told_length, whole_months
from amcli.features.contracts.services.checks import note_odd
from amcli.features.contracts.services.days import agreed, note_passed_days, said_end, taken_back
from amcli.features.contracts.services.terms import keep_terms, of_contract
from amcli.features.contracts.services.told_changes import told
from amcli.records.services.changes import draft_change
from amcli.records.services.named import rows_named
from amcli.settings.environment import Env
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

_DAY = timedelta(days=1)


class _Renewal(NamedTuple):
    """A contract as it is, the term that begins, and what changes of its value."""

    row: Row
    follows: TermDays
    times: int
    begins: TermDays
    value: Row
    notes: tuple[str, ...] = ()


class _Wanted(NamedTuple):
    """What was typed for the terms that begin: their first day, their last one, or how long they are."""

    start: date | None
    until: date | None
    term: Span | None


def renew(
    env: Env,
    names: Sequence[str],
    *,
    start: str = "",
    until: str = "",
    term: str = "",
    value: str = "",
    increase: str = "",
    dry_run: bool = False,
) -> Change:
    """Begin a further term of contracts, up to a day, for a span, for the contract's own span, or for as long as the
    term that it has now.

    start: its first day, where that is not the day after the last term. value: what it is worth from then on, else as
    before, a value for the whole term by the length of the new one; increase: by how much percent more. BadValue for
    what is typed; Refused for a contract that is not renewed, that ends for good, and beyond its latest end.
    """
    if until and term:
        raise BadValue("choose one of --until and --term")
    if value and increase:
        raise BadValue("choose one of --value and --increase")
    wanted = _Wanted(
        parse_date(start, env.today, Look.AHEAD) if start else None,
        parse_date(until, env.today, Look.AHEAD) if until else None,
        parse_span(term, least=1) if term else None,
    )
    by = parse_increase(increase, env.config.decimal) if increase else None

    def prepare(work: UnitOfWork) -> list[_Renewal]:
        rows = rows_named(work, "contract", names)
        if value and len(rows) > 1:
            raise BadValue("--value is that of one contract: type them one by one, or --increase for all")
        if len(rows) > 1:
            _refuse_together(rows, by)
        return [_renewal(work, row, wanted, value, by) for row in rows]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, renewals):
        for each in renewals:
            days = {"start": each.begins.start.isoformat(), "end": each.begins.end.isoformat()}
            after = {**each.row, **each.value, "end": days["end"]}
            work.insert("term", {"contract_id": each.row["id"], **of_contract(after), **days})
            work.update("contract", each.row["id"], {**each.value, "end": days["end"], "snoozed": None})
        keep_terms(work)
        for each in renewals:
            _note(work, each)
        return told(work, "renewed", {each.row["id"]: each.row for each in renewals}, dry_run=dry_run)


def _renewal(work: UnitOfWork, row: Row, wanted: _Wanted, value: str, by: Fraction | None) -> _Renewal:
    called = f"CT{row['id']}"
    if row["ends"]:
        raise Refused(f"{called} {said_end(row)}, and is not renewed: {taken_back(row)}")
    if row["renews"] == NO:
        raise Refused(f"{called} is not renewed (renews no): `amcli contract edit {called} --renews express` first")
    terms = agreed(work, row)
    follows = terms.counted(work.env.today)
    if follows.term.end == date.max:
        raise Refused(f"{called} goes to the end of the calendar: no term comes after that")
    if by is not None and row["value_minor"] is None:
        raise BadValue(f"{called} has no value to increase: renew it by itself, with --value or without")
    notes = []
    if not (wanted.until or wanted.term or terms.term or terms.renews == TACIT):
        wanted = wanted._replace(term=_length(follows.term))
        notes.append(f"{called}: {told_length(follows.term)} again, as its last term: --term or --until says otherwise")
    begins = _begins(called, terms, follows.term, wanted)
    if value:
        changed = draft_change(work, CONTRACT, row["id"], {"value": value}).row
    else:
        changed, why = _value(work, row, terms.written[-1], begins, by or Fraction(0))
        notes += why
    return _Renewal(row, follows.term, follows.times, begins, changed, tuple(notes))


def _refuse_together(rows: Sequence[Row], by: Fraction | None) -> None:
    """Raises Refused where any of several contracts cannot be renewed, with all of these in one sentence."""
    ended = [row for row in rows if row["ends"]]
    never = [row for row in rows if not row["ends"] and row["renews"] == NO]
    unvalued = [row for row in rows if by is not None and row["value_minor"] is None and row not in (*ended, *never)]
    why = []
    if ended:
        why.append(f"{_called(ended)} end{'s' * (len(ended) == 1)} for good")
    if never:
        first = f"`amcli contract edit {_called(never, ' ')} --renews express` first"
        why.append(f"{_called(never)} {'is' if len(never) == 1 else 'are'} not renewed (renews no; else {first})")
    if unvalued:
        why.append(f"{_called(unvalued)} {'has' if len(unvalued) == 1 else 'have'} no value to increase")
    if why:
        stop = [row for row in rows if row in (*ended, *never, *unvalued)]
        raise Refused(f"{'; '.join(why)}: leave out {_called(stop)}")


def _called(rows: Sequence[Row], between: str = ", ") -> str:
    return between.join(f"CT{row['id']}" for row in rows)


def _value(work: UnitOfWork, row: Row, last: TermDays, begins: TermDays, by: Fraction) -> tuple[Row, list[str]]:
    """What the value becomes: with an increase, and where it is for a whole term by the length of the new one; and why.
    last: the written term that it was for.
    """
    minor = row["value_minor"]
    if minor is None:
        return {}, []
    longer = row["per"] == TOTAL and scaled(1, last, begins) != 1
    if not longer and not by:
        return {}, []
    new = round((scaled(minor, last, begins) if longer else minor) * (1 + by))
    if not longer or not minor:
        return {"value_minor": new}, []
    decimals = currencies.decimals(work.connection, row["currency"])
    amounts = [from_minor(each, decimals) for each in (minor, new)]
    was, now = (grouped(each, whole=all(one == one.to_integral_value() for one in amounts)) for each in amounts)
    months = bool(whole_months(last) and whole_months(begins))
    of, to = (told_length(each, months=months) for each in (last, begins))
    why = f"CT{row['id']} is worth {was} for {of} → {now} for {to}: its value is for the whole term, and goes with its "
    return {"value_minor": new}, [f"{why}length; --value is one of your own"]


def _length(term: TermDays) -> Span:
    """How long a term is: in months where it has whole ones."""
    months = whole_months(term)
    return Span(months, "m") if months else Span(term.days, "d")


def _begins(called: str, terms: Basis, follows: TermDays, wanted: _Wanted) -> TermDays:
    """The days of the term that begins. BadValue, Refused."""
    first = wanted.start or follows.end + _DAY
    if first <= follows.end:
        raise BadValue(f"the term of {called} goes to {follows.end}: --from is a day after that")
    if wanted.until:
        begins = TermDays(first, wanted.until)
    else:
        begins = term_from(terms.written, terms.renews, first, wanted.term or terms.term or DEFAULT_TERM)
    if begins.end < first:
        raise BadValue(f"the new term of {called} begins on {first}: --until is that day or a later one")
    if terms.latest and begins.end > terms.latest:
        until = f"type --until {terms.latest}, or " if first <= terms.latest else ""
        raise Refused(
            f"{called} cannot be renewed beyond {terms.latest}: {until}`amcli contract edit {called} --latest-end D` "
            "first"
        )
    return begins


def _note(work: UnitOfWork, renewal: _Renewal) -> None:
    row, called = renewal.row, f"CT{renewal.row['id']}"
    work.notes += renewal.notes
    after = work.row("contract", row["id"])
    if renewal.times:
        work.notes.append(
            f"{called} has renewed by itself since {row['end']}: the new term follows its current one, which ends on "
            f"{renewal.follows.end}"
        )
    if renewal.begins.end < work.env.today:
        work.notes.append(f"the new term of {called} is over already: it ended on {renewal.begins.end}")
    if row["snoozed"]:
        work.notes.append(f"{called} is not silent until {row['snoozed']} any more")
    note_odd(work, after, {"end": after["end"]})
    note_passed_days(work, after)
