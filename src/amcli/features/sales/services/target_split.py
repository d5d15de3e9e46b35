"""Dividing a target into parts that are targets of their own; the whole stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.errors import BadValue, NotFound, Refused
from amcli.base.money import from_minor, grouped
from amcli.base.results import Change
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period, parse_period, spell
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.nouns import TARGET
from amcli.features.sales.rules.split import INTO, WEIGHTS, apportion, quarters_of
from amcli.records.services.changes import changed
from amcli.records.services.checks import record_with_same_key
from amcli.records.services.descriptions import describe, figure_change
from amcli.settings.environment import Env
from amcli.store.reader import Reader
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation


class Whose(NamedTuple):
    """Whose target it is that a period names: an account's, its group's, of a product; else the portfolio's."""

    account: str
    group: bool
    product: str


class Division(NamedTuple):
    """A target, and the amounts of the parts that its period is divided into, in minor units of its currency."""

    whole: Row
    parts: Sequence[Period]
    minors: Sequence[int]


def split(env: Env, text: str, whose: Whose, *, into: str, by: str, dry_run: bool = False) -> Change:
    """Divide the target that a period or an id names into months or quarters, by days or by the portfolio's season.

    Targets that are there for the same spans are changed, and said from what to what. Raises BadValue, NotFound,
    Ambiguous, and Refused where there is no season to go by.
    """
    _one_of("--into", into, INTO)
    _one_of("--by", by, WEIGHTS)
    with prepared_operation(env, lambda work: _divided(work, text, whose, into, by), dry_run=dry_run) as (work, found):
        whole = found.whole
        work.summary = f"split target {describe(work, TARGET, whole['id'])} into {len(found.parts)} {into} by {by}"
        numbers = []
        for part, minor in zip(found.parts, found.minors, strict=True):
            row = {key: whole[key] for key in ("account_id", "product_id", "group", "currency")}
            row |= {"start": part.start.isoformat(), "end": part.end.isoformat(), "amount_minor": minor}
            known = record_with_same_key(work, TARGET.name, row)
            if known is not None:
                work.update(TARGET.name, known, row)
            numbers.append(work.insert(TARGET.name, row) if known is None else known)
        work.notes += [said for number in numbers if (said := figure_change(work, TARGET, number))]
        result = changed(work, [f"{TARGET.letter}{number}" for number in numbers], dry_run=dry_run)
        if not work.changes:
            return result
        return result._replace(message=f"{result.message}: {', '.join(_said(work, found))} {whole['currency']}")


def _one_of(option: str, word: str, words: Sequence[str]) -> None:
    if word not in words:
        raise BadValue(f"{option} {quote(word)} is unknown: use {' or '.join(words)}", nearest(word, words))


def _said(work: UnitOfWork, found: Division) -> Iterator[str]:
    decimals = Reader(work.connection, work.env).decimals[found.whole["currency"]]
    for part, minor in zip(found.parts, found.minors, strict=True):
        yield f"{part.name} {grouped(from_minor(minor, decimals))}"


def _divided(work: UnitOfWork, text: str, whose: Whose, into: str, by: str) -> Division:
    """What is to be written, found and counted before the file is locked."""
    whole = _whole(work, text, whose)
    fiscal = work.env.config.fiscal
    start, end = (date.fromisoformat(whole[key]) for key in ("start", "end"))
    name = spell(start, end, fiscal)
    if re.fullmatch("FY.*", text.strip(), re.IGNORECASE):  # the calendar's and the fiscal year may be the same days
        name = text.strip().upper()
    period = Period(start, end, name)
    parts = period.months() if into == "months" else quarters_of(period, fiscal)
    if len(parts) == 1:
        raise BadValue(f"{period.name} lies within one {into.removesuffix('s')}: there is nothing to split")
    weights: Sequence[int | Fraction] = [part.days for part in parts]
    if by == "season":
        weights = _season(work, whole["currency"], period, parts)
    return Division(whole, parts, apportion(whole["amount_minor"], weights))


def _whole(work: UnitOfWork, text: str, whose: Whose) -> Row:
    """The target that is to be divided. Raises NotFound, Ambiguous and BadValue."""
    if re.fullmatch(r"T\d+", text.strip(), re.IGNORECASE):
        if any(whose):
            raise BadValue(f"{text.strip()} says whose target it is: leave out --account, --group and --product")
        return work.row(TARGET.name, work.find(TARGET.name, text).record_id)
    period = parse_period(text, work.env.today, work.env.config.fiscal)
    if whose.group and not whose.account:
        raise BadValue("a group is an account and all below it: type --group with --account ACCOUNT")
    row = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "account_id": work.find_owner("account", whose.account).record_id if whose.account else None,
        "product_id": work.find("product", whose.product).record_id if whose.product else None,
        "group": int(whose.group),
    }
    known = record_with_same_key(work, TARGET.name, row)
    if known is not None:
        return work.row(TARGET.name, known)
    owner = f"{whose.account or 'the portfolio'}{' with all below it' if whose.group else ''}"
    product = f" for {quote(whose.product)}" if whose.product else ""
    raise NotFound(
        f"there is no target of {owner}{product} for {period.name}: `amcli target list --period {period.name}` shows "
        "those that there are",
        _others(work, row),
    )


def _others(work: UnitOfWork, row: Row) -> list[str]:
    """The targets of the same days, whosever they are: the nearest to what was asked for."""
    sql = 'SELECT id FROM target WHERE "start" = ? AND "end" = ? ORDER BY id LIMIT 3'
    return [describe(work, TARGET, number) for (number,) in work.connection.execute(sql, (row["start"], row["end"]))]


def _season(work: UnitOfWork, currency: str, period: Period, parts: Sequence[Period]) -> list[Fraction]:
    """What the portfolio sold in each part one year earlier, in minor units of a currency; not below 0.

    Raises Refused where the ledger begins later, or where nothing was sold.
    """
    earlier = period.earlier()
    instead = "split it with --by days"
    first = work.scalar("SELECT min(date) FROM sale_day")
    if first is None or first[:7] > earlier.start.isoformat()[:7]:
        since = f"begin on {first}" if first else "are not there"
        raise Refused(
            f"no season to split {period.name} by: the portfolio's sales {since}, and those from "
            f"{earlier.start:%Y-%m} on are needed: {instead}, or add or import them"
        )
    rates = Rates(Reader(work.connection, work.env), currency)
    sums = []
    for part in parts:
        span = part.earlier()
        rows = work.connection.execute(
            "SELECT date, currency, amount_minor FROM sale_day WHERE date >= ? AND date < ?",
            (span.start.isoformat(), span.end.isoformat()),
        )
        sold = sum((rates.minor(minor, code, date.fromisoformat(day)) for day, code, minor in rows), Fraction(0))
        sums.append(max(sold, Fraction(0)))
    if not any(sums):
        raise Refused(f"no season to split {period.name} by: nothing was sold in {earlier.name}: {instead}")
    return sums
