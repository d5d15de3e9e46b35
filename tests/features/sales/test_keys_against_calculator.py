"""Sales by what accounts have in common, and by two keys at once, are the calculator's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any

import independent as by_hand
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent import Books, Key, NoRate, Question
from report_samples import Portfolio, named, period, rows_of
from test_against_calculator import CATEGORIES, DAY, PARENTS, SPANS, differences, filled, portfolios, span, wrong

from amcli.base.errors import Refused
from amcli.base.results import Report
from amcli.features.sales.reports.sales import sales

GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "tier": {"root": ("1",), "left": ("1",), "leaf": ("3",)},
    "city": {"left": ("Köln",), "twig": ("Köln",), "solo": ("Ulm",)},
    "tag": {"left": ("key", "oem"), "right": ("oem",), "twig": ("key",)},
}
KEYS = {
    "account": Key(account={code: (code,) for code in PARENTS}),
    **{by: Key(account=groups) for by, groups in GROUPS.items()},
    "product": Key(product={code: code for code in CATEGORIES}),
    "category": Key(product=CATEGORIES),
    "month": Key(months=1),
    "quarter": Key(months=3),
}
PAIRS = list(permutations(KEYS, 2))


def grouped(books: Books, names: list[str]) -> Portfolio:
    """The portfolio in the program's own file, its accounts in their groups."""
    book = filled(books, names)
    for by, column in (("tier", "tier"), ("city", "city"), ("tag", "tags")):
        for code, groups in GROUPS[by].items():
            book.db.execute(f"UPDATE account SET {column} = ? WHERE code = ?", (";".join(groups), code))
    return book


def wrong_pairs(report: Report, hand: dict[by_hand.Pair, dict[str, Any]], ask: Question) -> dict[object, list[str]]:
    """What of the cells and of the total is not as by hand. A pair that is not shown has nothing to say."""
    shown = {(row["key"], row["key2"]): row for row in rows_of(report)}
    assert len(shown) == len(list(report.rows))
    assert set(shown) <= set(hand)
    idle = [hand[pair] for pair in hand.keys() - shown.keys()]
    assert not any(row["lines"] or row["target"] or row["last_year"] for row in idle)
    found: dict[object, list[str]] = {
        pair: list(differences(row, hand[pair], ask.currency)) for pair, row in shown.items()
    }
    assert report.total is not None
    found["TOTAL"] = list(differences(named(report, report.total), by_hand.total(ask), ask.currency))
    return {pair: said for pair, said in found.items() if said}


@settings(max_examples=15)
@given(portfolios(), st.sampled_from(sorted(SPANS)), st.data())
def test_random_portfolios(made: tuple[Books, list[str], str], text: str, data: st.DataObject) -> None:
    """By tier, city and tag, and by any two keys, of the portfolio and of some accounts, on any day."""
    books, names, currency = made
    whole = span(text)
    day = data.draw(st.one_of(st.dates(whole.start, whole.end - DAY), st.dates(whole.start - DAY, whole.end)))
    some = data.draw(st.none() | st.frozensets(st.sampled_from(sorted(PARENTS)), min_size=1), label="accounts")
    pairs: Sequence[tuple[str, str]] = data.draw(st.lists(st.sampled_from(PAIRS), min_size=4, max_size=4, unique=True))
    reader = grouped(books, names).reader()
    ask = Question(books, whole, day, currency, some)
    how: dict[str, Any] = {"period": period(text), "as_of": day, "accounts": sorted(some or ()), "currency": currency}
    try:
        for by, groups in GROUPS.items():
            assert (by, wrong(sales(reader, by=by, **how), by_hand.by_group(ask, groups), ask)) == (by, {})
        for one, two in pairs:
            hand = by_hand.by_pair(ask, KEYS[one], KEYS[two], targets="category" not in (one, two))
            assert (one, two, wrong_pairs(sales(reader, by=f"{one},{two}", **how), hand, ask)) == (one, two, {})
    except Refused:
        with pytest.raises(NoRate):
            ask.to_day(ask.sales)


@settings(max_examples=25)
@given(portfolios(), st.sampled_from(PAIRS), st.integers(30, 160))
def test_a_grid_adds_up(made: tuple[Books, list[str], str], pair: tuple[str, str], width: int) -> None:
    """At any width the cells of a row add up to its total, those of a column to that below; tags alone count more."""
    books, *_ = made
    euros = [sale for sale in books.sales if sale.currency == "EUR"]
    reader = grouped(Books(books.parents, euros, categories=CATEGORIES), []).reader()
    report = sales(reader, period=period("2025"), as_of=None, by=",".join(pair), currency="EUR")
    assert report.drawn
    drawn = report.drawn(width)
    assert drawn.total
    if not list(drawn.rows):
        return
    assert drawn.total[-1] == (report.total or ())[5]
    if "tag" in pair:
        return
    for cells in [*drawn.rows, drawn.total]:
        if len(cells) > 2:
            assert sum(cell or Decimal(0) for cell in cells[1:-1]) == cells[-1]
    for column, total in list(zip(zip(*drawn.rows, strict=True), drawn.total, strict=True))[1:]:
        assert sum(cell or Decimal(0) for cell in column) == total
