"""Sales by what accounts have in common, and by two keys at once, are the calculator's."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import independent as by_hand
import pytest
from independent import Books, Key, Question, Rate, Sale, Target
from report_samples import Portfolio, named, period, rows_of
from test_against_calculator import CATEGORIES, DAY, PARENTS, SPANS, TARGETED, differences, filled, span, wrong

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


def wrong_pairs(
    report: Report, hand: dict[by_hand.Pair, dict[str, Any]], currency: str
) -> dict[by_hand.Pair, list[str]]:
    """What of the cells is not as by hand. A pair that is not shown has nothing to say."""
    shown = {(row["key"], row["key2"]): row for row in rows_of(report)}
    assert len(shown) == len(list(report.rows))
    assert set(shown) <= set(hand)
    idle = [hand[pair] for pair in hand.keys() - shown.keys()]
    assert not any(row["lines"] or row["target"] or row["last_year"] for row in idle)
    return {pair: said for pair, row in shown.items() if (said := list(differences(row, hand[pair], currency)))}


def portfolio(chance: random.Random) -> tuple[Books, list[str]]:
    """Three years of sales in three currencies, with targets of every kind; the periods of the targets."""

    def sold(number: int) -> Sale:
        day = date(2023, 1 + number % 3, 1) + chance.randrange(1090) * DAY
        kind = chance.choice(["sale", "sale", "sale", "sale", "credit", "purchase"])
        product, currency = chance.choice([None, *CATEGORIES]), chance.choice(["EUR", "EUR", "USD", "JPY"])
        cost = chance.choice([None, Fraction(chance.randrange(400))])
        return Sale(chance.choice([*PARENTS]), day, Fraction(chance.randrange(1, 900)), currency, kind, product, cost)

    targets: dict[object, tuple[str, Target]] = {}
    for _ in range(25):
        name = chance.choice(TARGETED)
        account, product = chance.choice([None, *PARENTS, *PARENTS]), chance.choice([None, None, *CATEGORIES])
        group = account is not None and chance.random() < 0.3
        whole = span(name)
        aim = Target(whole.start, whole.end, Fraction(chance.randrange(1, 9999)), "EUR", account, group, product)
        targets[name, account, group, product] = (name, aim)
    first = date(2021, 1, 1)
    rates = [Rate("USD", "EUR", first, Fraction("0.9")), Rate("JPY", "EUR", first, Fraction("0.007"))]
    rates.append(Rate("USD", "EUR", date(2025, 2, 11), Fraction("0.8")))
    books = Books(PARENTS, [sold(number) for number in range(400)], [aim for _, aim in targets.values()], rates)
    books.categories = CATEGORIES
    return books, [name for name, _ in targets.values()]


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
def test_random_portfolios(seed: int) -> None:
    """By tier, city and tag, and by any two keys, of the portfolio and of some accounts, on any day."""
    chance = random.Random(seed)
    books, names = portfolio(chance)
    text = chance.choice([text for text in SPANS if "2025" in text])
    whole = span(text)
    day = whole.start + chance.randrange(-1, (whole.end - whole.start).days + 1) * DAY
    some = frozenset(chance.sample(sorted(PARENTS), 4)) if seed % 2 else None
    reader = grouped(books, names).reader()
    ask = Question(books, whole, day, "EUR", some)
    how: dict[str, Any] = {"period": period(text), "as_of": day, "accounts": sorted(some or ()), "currency": "EUR"}
    for by, groups in GROUPS.items():
        assert (by, wrong(sales(reader, by=by, **how), by_hand.by_group(ask, groups), ask)) == (by, {})
    total = by_hand.total(ask)
    for one, two in PAIRS:
        hand = by_hand.by_pair(ask, KEYS[one], KEYS[two], targets="category" not in (one, two))
        report = sales(reader, by=f"{one},{two}", **how)
        assert (one, two, wrong_pairs(report, hand, "EUR")) == (one, two, {})
        assert report.total is not None
        assert list(differences(named(report, report.total), total, "EUR")) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_grid_adds_up(seed: int) -> None:
    """At any width the cells of a row add up to its total, those of a column to that below; tags alone count more."""
    chance = random.Random(seed)
    books, _ = portfolio(chance)
    euros = [sale for sale in books.sales if sale.currency == "EUR"]
    reader = grouped(Books(PARENTS, euros, categories=CATEGORIES), []).reader()
    for pair in PAIRS:
        report = sales(reader, period=period("2025"), as_of=None, by=",".join(pair), currency="EUR")
        assert report.drawn
        for width in (30, 40, 60, 80, 160):
            drawn = report.drawn(width)
            assert drawn.total
            assert drawn.total[-1] == named(report, report.total)["actual"]
            if "tag" in pair:
                continue
            for cells in [*drawn.rows, drawn.total]:
                assert len(cells) == 2 or sum(cell or Decimal(0) for cell in cells[1:-1]) == cells[-1]
            for column, total in list(zip(zip(*drawn.rows, strict=True), drawn.total, strict=True))[1:]:
                assert sum(cell or Decimal(0) for cell in column) == total
