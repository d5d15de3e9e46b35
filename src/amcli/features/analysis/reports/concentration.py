"""Which accounts bring most of the sales: their classes, what the largest bring, and how that went over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from amcli.base.charts import Bars, Chart, Lorenz
from amcli.base.errors import BadValue
from amcli.base.money import to_decimals
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS
from amcli.features.analysis.reports.concentration_notes import concentration_notes, measures_told, notes_on_years
from amcli.features.analysis.reports.key_accounts import Sold
from amcli.features.analysis.reports.sold_by_year import SoldByYear, YearSold
from amcli.features.analysis.rules.concentration import CLASSES, FEW, TOPS, Measures, Ranked, measures, ranked
from amcli.features.sales.reports.notes import behind_the_books
from amcli.features.sales.rules.forecast import Amount
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

BY = ("account", "year")
YEARS = 5
REPORT = "concentration"
_CHARTS: dict[str, Chart] = {
    "account": Lorenz("How unevenly sales are spread", "sales", "accounts"),
    "year": Bars("What the largest 20 % of the accounts bring", "key", "top_20_percent", of=100),
}


def _percent(key: str, header: str = "", rank: int = 0) -> Column:
    return Column(key, Kind.PERCENT, header=header, undefined=True, rank=rank)


_ACCOUNTS = (
    Column("key", header="account"),
    Column("name", rank=3),
    Column("tier", Kind.INT, rank=2),
    Column("class"),
    Column("currency", rank=8),
    Column("sales", Kind.MONEY, whole=True),
    Column("share", Kind.PERCENT),
    Column("cumulative", Kind.PERCENT),
)
_YEARS = (
    Column("key", header="year"),
    Column("accounts", Kind.INT, rank=4),
    Column("currency", rank=8),
    Column("sales", Kind.MONEY, undefined=True, rank=1, whole=True),
    _percent("top_1", "top 1", 5),
    _percent("top_5", "top 5", 3),
    _percent("top_20_percent", "top 20 %"),
    Column("gini", Kind.NUMBER, header="Gini", undefined=True),
    Column("hhi", Kind.NUMBER, header="HHI", undefined=True),
    Column("equals", Kind.NUMBER, undefined=True, rank=6),
    _percent("key_share", "key accounts"),
)


def concentration(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = "account",
    years: int = YEARS,
    currency: str = "",
) -> Report:
    """The accounts with more sales than credits in a period up to a day (None: today), the largest first, with their
    classes; or by year the measures of so many fiscal years up to the day, as far as the books reach back. The measures
    of the period are in the facts, those of the years too.

    Raises BadValue for another `by`, Refused where the records share no currency and none is configured, or where a
    rate of the period is missing.
    """
    by = by.strip().lower()
    if by not in BY:
        raise BadValue(f"cannot report concentration by {quote(by)}: use one of {', '.join(BY)}", nearest(by, BY))
    data = SoldByYear(reader, period, as_of, years=years, currency=currency)
    sold, history = data.sold, list(data.by_year())
    whole = measures([each.amount for each in sold])
    places, share = ranked(whole), key_share(data, whole, data.key_amount(sold))
    lines = [_year(data, each) for each in history]
    warning = behind_the_books(data)
    said = notes_on_years(data) if by == "year" else concentration_notes(data, sold, whole, share, history)
    day, look = data.window.as_of, data.window.period
    empty = f"no sales in {look.name}" if data.accounts else NO_ACCOUNTS
    return Report(
        REPORT,
        _ACCOUNTS if by == "account" else _YEARS,
        [_account(data, *each) for each in zip(sold, places, strict=True)] if by == "account" else lines,
        total=_total(data, whole) if by == "account" and sold else None,
        facts={
            **data.window.facts(data.rates.to),
            "by": by,
            "booked_to": data.books.booked_to,
            **{f"class_{word.lower()}": sum(each.abc == word for each in places) for word in CLASSES},
            **_measured(whole, share),
            "key_by": data.key.by,
            "years": [dict(zip((column.key for column in _YEARS), line, strict=True)) for line in lines],
        },
        title=" · ".join(
            filter(None, [
                f"Concentration {look.name}{'' if by == 'account' else ' by year'}, {data.rates.to}"
                f"{told_as_of(day, data.today, look.last_day)}",
                data.books.spell(day),
            ])
        ),
        empty=empty,
        notes=(*filter(None, [warning]), *said) if data.accounts else (),
        chart=_CHARTS[by],
        # A format of rows alone has no place for the measures, which are the answer.
        warning="; ".join(filter(None, [warning, *(measures_told(places, whole) if sold else [empty])])),
    )  # fmt: skip


def key_share(data: SoldByYear, whole: Measures, key: Amount) -> Fraction | None:
    """The key accounts' part of a total; None where nothing was sold, or no account is one."""
    return Fraction(key) / whole.total if whole.total and data.key.ids else None


def in_hundredths(share: Fraction | None) -> Any:
    """A share of 1 in percent, rounded half even to two decimals, once."""
    return None if share is None else to_decimals(share * 100, 2)


def _account(data: SoldByYear, sold: Sold, place: Ranked) -> tuple[Any, ...]:
    node = sold.account
    money, shares = data.rates.money(sold.amount), (place.share, place.cumulative)
    return (node.code, node.name, node.tier, place.abc, data.rates.to, money, *map(in_hundredths, shares))


def _total(data: SoldByYear, whole: Measures) -> tuple[Any, ...]:
    return ("total", None, None, None, data.rates.to, data.rates.money(whole.total), in_hundredths(Fraction(1)), None)


def _year(data: SoldByYear, each: YearSold) -> Sequence[Any]:
    """A row of _YEARS."""
    whole = each.measures
    if whole is None:
        return (each.year.period.name, None, data.rates.to, *[None] * 8)
    told = _measured(whole, key_share(data, whole, each.key))
    money = data.rates.money(whole.total)
    keys = ("top_1", "top_5", "top_20_percent", "gini", "hhi", "equals", "key_share")
    return (each.year.period.name, whole.accounts, data.rates.to, money, *(told[key] for key in keys))


def _measured(whole: Measures, share: Fraction | None) -> dict[str, Any]:
    """The measures, rounded: shares in percent and HHI to hundredths, Gini to four decimals."""
    return {
        "accounts": whole.accounts,
        "top_1": in_hundredths(whole.top(1)),
        f"top_{FEW}": in_hundredths(whole.top(FEW)),
        **{f"top_{percent}_percent": in_hundredths(whole.top_part(percent)) for percent in TOPS},
        **{f"top_{percent}_percent_accounts": whole.part(percent) for percent in TOPS},
        "gini": to_decimals(whole.gini, 4),
        "hhi": to_decimals(whole.hhi, 2),
        "equals": to_decimals(whole.equals, 2),
        "key_share": in_hundredths(share),
    }
