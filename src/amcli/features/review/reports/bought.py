"""What the client bought in the period beside what it bought in the same one a year before, as it was invoiced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.charts import Bars
from amcli.base.money import from_minor, in_percent, ratio
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import number_of
from amcli.base.time.period import Period, same_day_earlier
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.handover.reports.facts import part
from amcli.features.review.reports.asked import Asked
from amcli.features.sales.reports.books import books
from amcli.store.reader import query_text

MOST = 15  # products; the others come to one row
UNNAMED = "No product named"
_MONEY = (
    Column("bought", Kind.MONEY),
    Column("before", Kind.MONEY, header="a year before", undefined=True),
    Column("change", Kind.PERCENT, undefined=True),
    Column("currency"),
)
_TOTALS = (*_MONEY[-1:], *_MONEY[:-1])
_PRODUCTS = (
    Column("product"),
    Column("category", rank=2),
    Column("units", Kind.NUMBER, rank=1),
    Column("units_before", Kind.NUMBER, header="units a year before", rank=2),
    *_MONEY,
)


@dataclass
class _Sum:
    """Lines together. uncounted: whether one that was sold does not say how many."""

    minor: int = 0
    units: Decimal = Decimal(0)
    uncounted: bool = False

    def add(self, minor: int, quantity: str | None, sign: int, count: int) -> None:
        """Lines of one quantity; sign: -1 of credits."""
        self.minor += sign * minor
        self.uncounted |= quantity is None and sign > 0
        self.units += sign * count * Decimal(quantity or 0)

    def plus(self, other: _Sum) -> _Sum:
        return _Sum(
            self.minor + other.minor, self.units + other.units,
            self.uncounted or other.uncounted,
        )  # fmt: skip

    @property
    def counted(self) -> Decimal | None:
        """The units; None where there is none, or where one line does not say."""
        return self.units if self.units and not self.uncounted else None


@dataclass
class Goods:
    """A product in one currency, in the period and a year before."""

    name: str
    category: str | None
    currency: str
    now: _Sum = field(default_factory=_Sum)
    before: _Sum = field(default_factory=_Sum)


def bought(asked: Asked) -> list[Goods]:
    """By product and currency, nothing converted: the largest first. Of a period that runs up to today, and a year
    before up to the same day.
    """
    found: dict[tuple[str | None, str], Goods] = {}
    for span, which in ((asked.period, "now"), (asked.period.earlier(), "before")):
        sql = query_text(__file__, "bought").replace("{below}", BELOW_BY_DAY)
        days = {"start": span.start.isoformat(), "cut": _cut(span, asked, earlier=which == "before").isoformat()}
        rows = asked.reader.rows(sql, {**days, "account": asked.node.id, "tree": int(asked.tree)})
        for name, category, currency, sign, quantity, minor, count in rows:
            goods = found.setdefault((name, currency), Goods(name or UNNAMED, category, currency))
            getattr(goods, which).add(minor, quantity, sign, count)
    return sorted(found.values(), key=lambda each: (each.currency, -each.now.minor, -each.before.minor, each.name))


def _cut(span: Period, asked: Asked, *, earlier: bool) -> date:
    """The day after the last one that counts."""
    day = same_day_earlier(asked.today, weeks=span.is_week) if earlier else asked.today
    return max(span.start, min(span.end, day + timedelta(days=1)))


def totals(asked: Asked, goods: Sequence[Goods]) -> Listing:
    """What all of it came to, in each currency."""
    found = [_together(currency, some) for currency, some in _by_currency(goods)]
    rows = _rows(asked, found)
    return part("totals", f"Bought in {asked.period.name}", _TOTALS, rows, "Nothing was bought, nor a year before.")


def products(asked: Asked, goods: Sequence[Goods]) -> Listing:
    """By product; the smaller ones of each currency come to one row, so that the rows add up."""
    found = []
    for currency, some in _by_currency(goods):
        found += some if len(some) <= MOST else some[: MOST - 1]
        if rest := some[MOST - 1 :] if len(some) > MOST else []:
            others = _together(currency, rest)
            others.name = number_of(len(rest), "other product")
            others.now.uncounted = others.before.uncounted = True  # units of different things are no number
            found.append(others)
    listing = part("products", "By product", _PRODUCTS, _rows(asked, found))
    one = len({each.currency for each in goods}) == 1
    return listing._replace(chart=Bars("What was bought, by product", "product", "bought") if one else None)


def _by_currency(goods: Iterable[Goods]) -> list[tuple[str, list[Goods]]]:
    found: dict[str, list[Goods]] = {}
    for each in goods:
        found.setdefault(each.currency, []).append(each)
    return sorted(found.items())


def _together(currency: str, goods: Iterable[Goods]) -> Goods:
    whole = Goods("", None, currency)
    for each in goods:
        whole.now, whole.before = whole.now.plus(each.now), whole.before.plus(each.before)
    return whole


def _rows(asked: Asked, goods: Iterable[Goods]) -> list[dict[str, Any]]:
    """The cells of the columns above. What was bought before the books begin nobody knows."""
    since = books(asked.reader).since
    known = since is not None and since <= asked.period.earlier().start
    return [_cells(asked, each, known=known) for each in goods]


def _cells(asked: Asked, goods: Goods, *, known: bool) -> dict[str, Any]:
    decimals = asked.reader.decimals[goods.currency]
    now, before = goods.now.minor, goods.before.minor
    return {
        "product": goods.name, "category": goods.category, "currency": goods.currency, "units": goods.now.counted,
        "units_before": goods.before.counted if known else None,
        "bought": from_minor(now, decimals), "before": from_minor(before, decimals) if known else None,
        "change": in_percent(ratio(Fraction(now - before), Fraction(before))) if known and before > 0 else None,
    }  # fmt: skip
