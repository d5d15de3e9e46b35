"""The contracts on one page: which end, when notice must arrive, what they are worth, what of them was kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.results import Column, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.contracts.reports.about_contracts import BothSides, obligations, under_way
from amcli.features.contracts.reports.renewal_facts import renewal_facts, renewal_notes, renewals_of
from amcli.features.contracts.reports.report_keys import CONTRACT, RowKey, check_key, chosen, keys_by, place_in
from amcli.features.contracts.reports.report_notes import figures_note, not_counted, warning_notes, warnings_of
from amcli.features.contracts.reports.report_rows import (
    COLUMNS,
    GROUPED,
    ContractRow,
    cells,
    contract_row,
    grouped_cells,
    in_order,
    total_cells,
)
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

_REPORT = "contracts"


class _Asked(NamedTuple):
    """The period of the obligations and renewals, the day, the contracts; and what is looked up once for them."""

    period: Period
    day: date
    found: Sequence[Standing]
    rates: Rates
    factors: Factors
    promised: dict[int, BothSides]
    under_way: Collection[int]

    def rows(self, found: Sequence[Standing]) -> list[ContractRow]:
        """The rows of those that are no more over than a report shows, in their order."""
        return in_order(
            contract_row(
                each,
                self.factors,
                self.promised.get(each.contract.id, BothSides()),
                warnings_of(each, self.period, self.under_way),
            )
            for each in found
            if each.state != ENDED or each.end in self.period
        )


def contracts_report(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = CONTRACT,
    accounts: Sequence[str] = (),
    currency: str = "",
    key: str = "",
) -> Report:
    """The contracts as they stood at the end of a day (None: today), the nearest day to act on first; or a row for each
    of what `by` says (report_keys.py). What has ended is in it where it ended in the period. Obligations and renewals
    are those due in the period. A value without a rate on that day is counted and named, and not added.

    accounts: codes, ids or names. key: only the contracts of the row that is called so, one by one; of the report by
    contract those of a state or an account. Raises BadValue for another `by`, NotFound and Ambiguous for accounts and
    keys, Refused where the records share no currency and none is configured.
    """
    by = check_key(by)
    behind = chosen(reader, by, key) if key else None
    asked = _asked(reader, period, as_of, accounts, currency, behind)
    rows = asked.rows(asked.found)
    renewed = renewals_of(asked.found, period, asked.factors)
    rates, today = asked.rates, reader.env.today
    grouped = by != CONTRACT and not key
    notes = (
        figures_note(rows, period, rates),
        *renewal_notes(renewed, period, rates),
        *warning_notes(rows, today),
        *not_counted(rows, asked.factors.lacking, rates),
    )
    facts: dict[str, Any] = {
        **({"explain": key} if key else {}),
        "period": period.name,
        "start": period.start,
        "end": period.last_day,
        "as_of": asked.day,
        "currency": rates.to,
        "by": by,
        **renewal_facts(renewed, rates),
    }
    of = f" of {key}" if key else f" by {by}" if grouped else ""
    columns, lines, total = _grouped(reader, by, rows, rates) if grouped else _each(rows, rates)
    return Report(
        _REPORT,
        columns,
        lines,
        total=total,
        facts=facts,
        reference="key" if grouped else "id",
        title=f"Contracts{of}, {rates.to} · obligations and renewals of {period.name}"
        f"{told_as_of(asked.day, today, today)}",
        empty=_empty(reader, key),
        notes=notes if rows else (),
        chart=Bars("Value a year", "name" if grouped else ("account_name", "name"), "value_a_year", largest=True),
    )


def _asked(
    reader: Reader,
    period: Period,
    as_of: date | None,
    accounts: Sequence[str],
    currency: str,
    behind: Callable[[Standing], bool] | None,
) -> _Asked:
    day = as_of or reader.env.today
    scope = find_accounts(reader, accounts) or None
    found = [each for each in standings(reader, day, accounts=scope) if behind is None or behind(each)]
    used = {each.currency for each in found if each.value is not None and each.currency}
    rates = Rates(reader, report_currency(reader, currency, used))
    return _Asked(
        period, day, found, rates, Factors(rates, day), obligations(reader, period, day), under_way(reader, day)
    )


def _each(rows: Sequence[ContractRow], rates: Rates) -> tuple[tuple[Column, ...], list[Any], tuple[Any, ...]]:
    """The columns, the rows and the total of contracts one by one."""
    return COLUMNS, [cells(each, rates) for each in rows], total_cells(rows, rates)


def _grouped(
    reader: Reader, by: str, rows: Sequence[ContractRow], rates: Rates
) -> tuple[tuple[Column, ...], list[Any], tuple[Any, ...]]:
    """The same of groups."""
    key_of, groups = keys_by(reader, by), dict[RowKey, list[ContractRow]]()
    for each in rows:
        groups.setdefault(key_of(each.standing), []).append(each)
    columns = tuple(
        column._replace(header=by) if column.key == "name" else column._replace(repeats=column.key == "key")
        for column in GROUPED
    )
    lines = [grouped_cells(key.key, key.name, groups[key], rates) for key in sorted(groups, key=place_in(by))]
    return columns, lines, grouped_cells("total", "total", rows, rates)


def _empty(reader: Reader, key: str) -> str:
    if key:
        return f"no contract is {key}"
    return hinted("no contracts", ": `amcli contract add ACCOUNT NAME --start DATE --end DATE` adds one")
