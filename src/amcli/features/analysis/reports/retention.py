"""What became of the accounts that bought one year earlier, or in another earlier period."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.errors import BadValue
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.analysis.reports.cohort import Cohort, Standing, together
from amcli.features.analysis.reports.retention_notes import notes
from amcli.features.analysis.rules.retention import Retention
from amcli.features.sales.reports.account_groups import group_name, groups_of
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.notes import behind_the_books
from amcli.features.sales.reports.row_keys import OF_ACCOUNTS
from amcli.features.sales.rules.stays import NO_GROUP, Groups
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

_BY = ("account", *OF_ACCOUNTS)
LOST_FIRST = "-lost,-contraction,-change"


def _money(key: str, rank: int = 0, header: str = "") -> Column:
    return Column(key, Kind.MONEY, header=header, undefined=True, rank=rank, whole=True)


def _percent(key: str, rank: int = 0, header: str = "") -> Column:
    return Column(key, Kind.PERCENT, header=header, undefined=True, rank=rank)


# Of a row that is one account only one of the classes has an amount, which is its change: people read its state.
_CLASSES = {"expansion", "contraction", "lost", "new_or_returning", "new", "returning", "grr"}
_CLASSES |= {"accounts", "kept", "kept_percent", "accounts_kept"}
_OF_ACCOUNTS = {"now": 1, "change": 0, "nrr": 2}  # their ranks in such rows
_COLUMNS = (
    Column("key", rank=5),
    Column("name"),
    Column("currency", rank=8),
    _money("opening", 1),
    _money("expansion", 2),
    _money("contraction", 2),
    _money("lost", 1),
    _money("new_or_returning", 4, "new or returning"),
    _money("new")._replace(undrawn=True),
    _money("returning")._replace(undrawn=True),
    _money("now"),
    _money("change", 3),
    Column("state"),
    _percent("nrr", 0, "NRR"),
    _percent("grr", 2, "GRR"),
    Column("accounts", Kind.INT, undefined=True)._replace(undrawn=True),
    Column("kept", Kind.INT, undefined=True)._replace(undrawn=True),
    _percent("kept_percent")._replace(undrawn=True),
    Column("accounts_kept", rank=3, header="accounts kept", table_only=True),
)


def retention(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    against: Period | None = None,
    by: str = "account",
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """The sales of a period up to a day (None: today) beside those of the same days one year earlier, or of the period
    `against`: a row for each account, or for what accounts have in common.

    `accounts` are codes, ids or names: the report is then about those alone. The total counts each account once.
    Raises BadValue for another `by` and for a period that is no earlier one, NotFound and Ambiguous for the accounts,
    Refused where the records share no currency and none is configured, or where a rate of either span is missing.
    """
    by = by.strip().lower()
    if by not in _BY:
        raise BadValue(f"cannot report retention by {quote(by)}: use one of {', '.join(_BY)}", nearest(by, _BY))
    scope = accounts_of.find_accounts(reader, accounts) or None
    cohort = Cohort(reader, period, as_of, against=against, scope=scope, currency=currency)
    standings, groups = cohort.standings(), groups_of(reader, by) if by in OF_ACCOUNTS else {}
    rows = _of_groups(standings, groups, by) if by in OF_ACCOUNTS else _of_accounts(cohort, standings)
    total = together(standings)
    shape = Shape(cohort)
    warning = behind_the_books(cohort)
    return Report(
        "retention",
        _columns(by),
        [shape.cells(row) for row in sorted(rows, key=_largest_first)],
        total=shape.cells(Row("total", None, None, total)),
        facts={**span_facts(cohort), "by": by, "booked_to": cohort.books.booked_to},
        title=f"Retention {retention_title(cohort)}",
        empty=no_sales(cohort, "") if cohort.accounts else accounts_of.NO_ACCOUNTS,
        notes=(*filter(None, [warning]), *notes(cohort, standings, total, _several(groups, standings)))
        if cohort.accounts
        else (),
        warning=warning,
        people_order=LOST_FIRST if cohort.known else "",
        chart=Bars("More or less than in the earlier days", "name", "change"),
    )


class Row(NamedTuple):
    """A row before it is cells; the state is that of an account."""

    key: str | None
    name: str | None
    state: str | None
    kept: Retention


class Shape:
    """From amounts to cells: rounding happens here, once. Where the earlier span is not known only `now` is."""

    def __init__(self, cohort: Cohort) -> None:
        self._known, self._rates = cohort.known, cohort.rates

    def cells(self, row: Row) -> tuple[Any, ...]:
        """A row in the order of the columns."""
        kept, money = row.kept, self._rates.money
        before = (kept.opening, kept.expansion, kept.contraction, kept.lost, kept.outside, kept.new, kept.returning)
        return (
            row.key,
            row.name,
            self._rates.to,
            *(money(each) if self._known else None for each in before),
            money(kept.now),
            money(kept.now - kept.opening) if self._known else None,
            row.state,
            in_percent(kept.nrr),
            in_percent(kept.grr),
            *((kept.accounts, kept.kept) if self._known else (None, None)),
            in_percent(kept.share_kept),
            f"{kept.kept:,} of {kept.accounts:,}" if self._known else None,
        )


def span_facts(cohort: Cohort) -> dict[str, Any]:
    """What the JSON object says of both spans: their names, their first days, and the last ones that count."""
    look, other = cohort.window, cohort.other
    return {
        "period": look.period.name,
        "start": look.period.start,
        "end": look.period.last_day,
        "as_of": look.as_of,
        "against": other.period.name,
        "against_start": other.period.start,
        "against_end": other.cut - timedelta(days=1) if other.cut > other.period.start else None,
        "currency": cohort.rates.to,
    }


def retention_title(cohort: Cohort) -> str:
    """Both spans, the currency, the day where that is another than today."""
    look, today = cohort.window, cohort.today
    spans = f"{look.period.name} against {cohort.other.period.name}"
    return f"{spans}, {cohort.rates.to}{told_as_of(look.as_of, today, look.period.last_day)}"


def no_sales(cohort: Cohort, whose: str) -> str:
    """What is said of no rows."""
    periods = (
        f"{cohort.window.period.name} or {cohort.other.period.name}" if cohort.known else cohort.window.period.name
    )
    return f"no sales{whose} in {periods}"


def _columns(by: str) -> tuple[Column, ...]:
    """Those of rows that are accounts, or of rows that are what accounts have in common."""
    if by == "account":
        return tuple(
            column._replace(rank=_OF_ACCOUNTS.get(column.key, column.rank), repeats=column.key in _CLASSES)
            for column in _COLUMNS
        )
    key, name, *figures = _COLUMNS
    return (
        key._replace(undrawn=True),
        name._replace(header=by),
        *(column._replace(undrawn=True) if column.key == "state" else column for column in figures),
    )


def _of_accounts(cohort: Cohort, standings: Collection[Standing]) -> list[Row]:
    nodes = cohort.accounts
    return [
        Row(nodes[each.key].code, nodes[each.key].name, each.state, each.kept)
        for each in standings
        if isinstance(each.key, int)
    ]


def _of_groups(standings: Collection[Standing], groups: Mapping[Key, Groups], by: str) -> list[Row]:
    """A row for each group that one of the accounts is in; an account with several tags counts in each."""
    found: dict[str | None, Retention] = {}
    for each in standings:
        for group in groups.get(each.key, NO_GROUP):
            found[group] = found.get(group, Retention()).plus(each.kept)
    return [Row(group, group_name(group, by), None, kept) for group, kept in found.items()]


def _several(groups: Mapping[Key, Groups], standings: Collection[Standing]) -> list[Key]:
    """The accounts that count in several rows."""
    return [each.key for each in standings if len(groups.get(each.key, NO_GROUP)) > 1]


def _largest_first(row: Row) -> tuple[Any, ...]:
    return (-row.kept.now, row.key is None, (row.key or "").lower())
