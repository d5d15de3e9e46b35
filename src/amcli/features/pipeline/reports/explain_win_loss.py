"""The opportunities behind a row of the report on what ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from amcli.base.errors import NotFound
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts, names
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.pipeline.reports.ended import Amounts, Finished, Question, currencies, ended, on_missing_rates
from amcli.features.pipeline.reports.pipeline_keys import NONE
from amcli.features.pipeline.reports.win_loss import check_key
from amcli.features.pipeline.reports.win_loss_rows import KeyRow, rows_of
from amcli.store.reader import Reader

# By how much each says of what ended; the currency as well where there are several.
_COLUMNS = (
    Column("id"),
    Column("account", rank=3),
    Column("name", rank=1),
    Column("closed", Kind.DATE, rank=2),
    Column("outcome"),
    Column("amount", Kind.MONEY),
    Column("currency", rank=5),
    Column("days", Kind.INT, rank=4),
    Column("stage", header="last stage", rank=5),
    Column("reason", rank=3),
    Column("competitor", rank=4),
    Column("kind", rank=5),
    Column("converted", Kind.MONEY, rank=6),
)


def explain_win_loss(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    key: str,
    by: str = "kind",
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """The opportunities that a row counts, by its key or its name; NONE is the row of those without one. amount: its
    own; converted: in the report's currency, None without an amount or a rate.

    Raises NotFound where nothing ended under that key, and as win_loss does.
    """
    check_key(by)
    asked = Question(period, as_of or reader.env.today, find_accounts(reader, accounts) or None)
    found = ended(reader, asked)
    row = _row(rows_of(reader, found, {}, by), key, by, period)
    several = len(currencies(row.ended)) > 1
    amounts = Amounts(Rates(reader, report_currency(reader, currency, currencies(found))))
    known = f", as known on {asked.known}" if asked.day < asked.known < reader.env.today else ""
    return Report(
        "win-loss",
        tuple(column._replace(rank=0) if several and column.key == "currency" else column for column in _COLUMNS),
        [_cells(reader, each, amounts) for each in row.ended],
        facts={
            "by": by,
            "key": row.key.key,
            **asked.facts(amounts.rates.to),
        },
        reference="id",
        title=f"Won and lost, {by} {row.key.name}, in {period.name} up to {asked.day}{known}",
        notes=tuple(on_missing_rates(row.ended, amounts)),
    )


def _row(rows: Sequence[KeyRow], key: str, by: str, period: Period) -> KeyRow:
    word = key.strip().casefold()
    for row in rows:
        if word in ((row.key.key or NONE).casefold(), row.key.name.casefold()):
            return row
    keys = [row.key.key or NONE for row in rows]
    there = f"there is {names(keys)}" if keys else "nothing ended"
    raise NotFound(f"nothing ended in {period.name} under {by} {quote(key)}: {there}", nearest(key, keys))


def _cells(reader: Reader, each: Finished, amounts: Amounts) -> tuple[Any, ...]:
    return (
        f"OP{each.id}",
        each.account,
        each.name,
        each.closed,
        each.outcome,
        reader.money(each.minor, each.currency) if each.currency else None,
        each.currency,
        each.days,
        each.stages[-1] if each.stages else None,
        each.reason,
        each.competitor,
        each.kind,
        amounts.rates.money(amounts.converted(each)),
    )
