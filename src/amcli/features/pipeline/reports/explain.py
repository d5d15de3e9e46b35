"""The opportunities behind a row of the pipeline, or one of them: what each adds, what is late, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from amcli.base.errors import NotFound
from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind, Report
from amcli.base.stages import ENDS
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json, find_accounts
from amcli.features.currencies.reports.converted_amounts import exact_sum, unrounded
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.pipeline.nouns import OMITTED
from amcli.features.pipeline.reports.explain_screen import drawn
from amcli.features.pipeline.reports.pipeline_keys import PASSED, RowKeys, is_id
from amcli.features.pipeline.reports.pipeline_rows import LATE_MARK
from amcli.features.pipeline.reports.states import CLOSES_IN, IS_OPEN, ask_states, days_of, late_since
from amcli.features.pipeline.rules.forecast import Amount, weighted
from amcli.features.pipeline.rules.stage_age import is_late, moves, usual_days
from amcli.render.people import told_as_of
from amcli.store.reader import Reader, query_text

_NEXT = "(SELECT id FROM deadline d WHERE d.opportunity_id = s.id AND done IS NULL ORDER BY due, id LIMIT 1)"
# A narrow terminal keeps the amounts and what weighs them; then what it is and why to look.
COLUMNS = (
    Column("id"),
    Column("account", rank=3),
    Column("account_name", rank=8),
    Column("name", rank=1),
    Column("amount", Kind.MONEY),
    Column("currency", rank=7),
    Column("converted", Kind.NUMBER, rank=8),
    Column("probability", Kind.INT, header="%", rank=1),
    Column("weighted", Kind.NUMBER, rank=1),
    Column("forecast", rank=7),
    Column("stage", rank=6),
    Column("since", Kind.DATE, rank=7),
    Column("days", Kind.INT, rank=4),
    Column("stage_days", Kind.INT, header="of", rank=8),
    Column("late", Kind.FLAG, undrawn=True),
    Column("sign", header="", table_only=True),
    Column("why", rank=2),
    Column("close", Kind.DATE, rank=2),
    Column("slips", Kind.INT, rank=5),
    Column("closes", Kind.LIST, rank=8),
    Column("next_step", rank=5),
    Column("next_due", Kind.DATE, rank=6),
)
_SLIPPED = 5  # so many are told


class _Deal(NamedTuple):
    """A row of pipeline_deals.sql."""

    id: int
    account: str
    account_name: str
    name: str
    minor: int | None
    currency: str | None
    probability: int
    forecast: str
    stage: str
    since: str
    close: str | None
    slips: int
    closes: str | None
    next_id: int | None


class _Worth(NamedTuple):
    """What a deal adds to the row, in minor units of the report's currency; None: it is only counted."""

    amount: Amount | None
    weighted: Amount | None


def explain_pipeline(
    reader: Reader,
    *,
    period: Period | None,
    as_of: date | None,
    by: str,
    key: str,
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """The open opportunities of the row `key` of the report with the same options, which they add up to; for `late`
    those of any row that are late in their stage, for `passed` or `overdue` those whose close has passed; where `key`
    is the id of an opportunity, that one alone.

    Raises as `pipeline` does, and NotFound for a key that no row can have.
    """
    keys = RowKeys(reader, by)
    day = as_of or reader.env.today
    if is_id(key):
        record = reader.find("opportunity", key)
        found = _deals(reader, keys, day, None, "s.id = :id", {"id": record.record_id})
        if not found:
            raise NotFound(f"{record.reference} was not there yet on {day}: leave out --as-of, or name a later day")
        what = f"OP{found[0].id} {found[0].name}"
    else:
        which, parameters, what = _which(keys, key, day)
        condition = f"{IS_OPEN} AND {which} AND {CLOSES_IN}"
        scope = find_accounts(reader, accounts) or None
        found = _deals(reader, keys, day, scope, condition, {**parameters, **days_of(period)})
    used = {each.currency for each in found if each.minor is not None and each.currency}
    rates = Rates(reader, report_currency(reader, currency, used))
    return _report(reader, found, rates, keys, day, period, what, key)


def _which(keys: RowKeys, key: str, day: date) -> tuple[str, dict[str, Any], str]:
    """The condition of a row's opportunities, or of those that ask for a look; its parameters; and what they are."""
    asks = keys.asks(key)
    if asks == PASSED:
        return "s.close < :day", {}, "what should have closed"
    if asks:
        since, parameters = late_since(keys.stages, day)
        return f"s.since <= {since}", parameters, "what is late in its stage"
    value = keys.value_of(key)
    what = f"{keys.by} {keys.labels([value])[value].key or keys.none}"
    return f"{keys.column} IS :value", {"value": value, **keys.parameters}, what


def _report(
    reader: Reader,
    found: Sequence[_Deal],
    rates: Rates,
    keys: RowKeys,
    day: date,
    period: Period | None,
    what: str,
    key: str,
) -> Report:
    factors = Factors(rates, day)
    worth = {each.id: _worth(each, factors) for each in found}
    order = sorted(found, key=lambda each: (-(worth[each.id].amount or 0), each.id))
    steps = _next_steps(reader, [each.next_id for each in found if each.next_id is not None])
    days = usual_days(keys.stages)
    rows = [_cells(reader, each, worth[each.id], rates, days.get(each.stage), day, steps) for each in order]
    closing = f" · to close in {period.name}" if period else ""
    several = any(each.currency not in (None, rates.to) for each in found)
    report = Report(
        "pipeline",
        COLUMNS,
        rows,
        total=_total(rows, list(worth.values()), rates),
        facts={
            "explain": key,
            "by": keys.by,
            "period": period.name if period else None,
            "as_of": day,
            "currency": rates.to,
        },
        reference="id",
        title=f"Pipeline of {what}, {rates.to}{closing}{told_as_of(day, reader.env.today, reader.env.today)}",
        empty=f"nothing is open of {what}",
        notes=tuple(_notes(found, worth, factors, rates)),
    )
    return report._replace(drawn=partial(drawn, rates.decimals, several, report))


def _deals(
    reader: Reader,
    keys: RowKeys,
    day: date,
    scope: Collection[int] | None,
    condition: str,
    parameters: Mapping[str, Any],
) -> list[_Deal]:
    known = day == reader.env.today  # what is to be done has no history
    sql = query_text(__file__, "pipeline_deals").replace("{condition}", condition)
    rows = ask_states(reader, sql.replace("{next}", _NEXT if known else "NULL"), day, scope, parameters)
    return [_Deal(*row) for row in rows]


def _worth(each: _Deal, factors: Factors) -> _Worth:
    """Of one that has ended, or is omitted from the forecast, nothing is weighted."""
    factor = factors.of(each.currency) if each.minor is not None and each.currency else None
    if factor is None or each.minor is None:
        return _Worth(None, None)
    amount = each.minor * factor
    counts = each.stage not in ENDS and each.forecast != OMITTED
    return _Worth(amount, weighted(amount, each.probability) if counts else None)


def _next_steps(reader: Reader, ids: Sequence[int]) -> dict[int, tuple[str, date]]:
    """The title and the day of deadlines."""
    rows = reader.rows(
        "SELECT id, title, due FROM deadline WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": as_json(ids)}
    )
    return {number: (title, date.fromisoformat(due[:10])) for number, title, due in rows}


def _cells(
    reader: Reader,
    each: _Deal,
    worth: _Worth,
    rates: Rates,
    usual: int | None,
    day: date,
    steps: Mapping[int, tuple[str, date]],
) -> tuple[Any, ...]:
    since = date.fromisoformat(each.since)
    days = max(0, (day - since).days)
    late = is_late(days, usual or 0)
    title, due = steps.get(each.next_id or 0, (None, None))
    return (
        f"OP{each.id}",
        each.account,
        each.account_name,
        each.name,
        reader.money(each.minor, each.currency or rates.to),
        each.currency,
        None if worth.amount is None else unrounded(Fraction(worth.amount), rates.decimals),
        each.probability,
        None if worth.weighted is None else unrounded(Fraction(worth.weighted), rates.decimals),
        each.forecast,
        each.stage,
        since,
        days,
        usual,
        late,
        LATE_MARK if late else None,
        _why(each, days, usual if late else None, day),
        each.close and date.fromisoformat(each.close),
        each.slips,
        _closes(each),
        title,
        due,
    )


def _closes(each: _Deal) -> tuple[str, ...]:
    """The days on which one that slipped was to close."""
    return tuple(moves((each.closes or "").split()))


def _why(each: _Deal, days: int, usual: int | None, day: date) -> str | None:
    """`21 d of 14: 1.5 ×`, and how long ago it should have closed."""
    said = [f"{days} d of {usual}: {one_decimal(Fraction(days, usual))} ×"] if usual else []
    if each.close and each.stage not in ENDS and (passed := (day - date.fromisoformat(each.close)).days) > 0:
        said.append(f"to close {passed} d ago")
    return ", ".join(said) or None


def _total(rows: Sequence[Sequence[Any]], worth: Sequence[_Worth], rates: Rates) -> tuple[Any, ...]:
    """Amounts of several currencies have no sum but the converted one."""
    cells: dict[str, Any] = dict.fromkeys(column.key for column in COLUMNS)
    amount, weighted = (_sum(each.amount for each in worth), _sum(each.weighted for each in worth))
    place = [column.key for column in COLUMNS].index("currency")
    single = all(row[place] in (None, rates.to) for row in rows)
    cells |= {
        "id": "total",
        "amount": rates.money(amount) if single else None,
        "currency": rates.to if single else None,
        "converted": rates.money(amount),
        "weighted": rates.money(weighted),
    }
    return tuple(cells.values())


def _notes(found: Sequence[_Deal], worth: Mapping[int, _Worth], factors: Factors, rates: Rates) -> list[str]:
    notes = []
    if len(found) == 1 and found[0].stage in ENDS:
        notes.append(f"OP{found[0].id} is {found[0].stage} since {found[0].since}: it is in no row of the pipeline")
    for what, ids in (
        ("no amount", [each.id for each in found if each.minor is None]),
        ("no rate", [each.id for each in found if each.minor is not None and worth[each.id].amount is None]),
        ("omitted from the forecast, not weighted", [each.id for each in found if each.forecast == OMITTED]),
    ):
        if ids:
            notes.append(f"{what}: {', '.join(f'OP{number}' for number in sorted(ids))}")
    slipped = [each for each in found if each.slips]
    notes += [f"OP{each.id} slipped {each.slips} ×: {' → '.join(_closes(each))}" for each in slipped[:_SLIPPED]]
    if len(slipped) > _SLIPPED:
        notes.append(f"and {len(slipped) - _SLIPPED} more slipped")
    for what, parts in (
        ("amounts add", [each.amount for each in worth.values()]),
        ("weighted they add", [each.weighted for each in worth.values()]),
    ):
        if exact := exact_sum(_sum(parts), rates):
            notes.append(f"{what} up to {exact}")
    return notes


def _sum(parts: Iterable[Amount | None]) -> Fraction:
    return sum((Fraction(part or 0) for part in parts), Fraction(0))
