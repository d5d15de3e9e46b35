"""Sales figures reckoned a second time, from raw rows, the slow and obvious way: days are walked one by one, and every
amount is a Fraction. Written from the rules of figures alone (docs/figures.md), sharing no code with the program.

    books = Books(parents, sales, targets, rates)
    flat(books, span, as_of, "EUR")["hansa"]["actual"]

Figures are exact; `rounded` makes them what a report shows. None is n/a. The forecast of the four rules is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

DAY = timedelta(days=1)
Figure = Fraction | None


@dataclass(frozen=True)
class Sale:
    account: str
    day: date
    amount: Fraction
    currency: str = "USD"
    kind: str = "sale"  # or credit, purchase
    product: str | None = None
    cost: Fraction | None = None


@dataclass(frozen=True)
class Target:
    """account None is the portfolio's. The place in the list of targets says which was set later."""

    start: date
    end: date  # the day after the last
    amount: Fraction
    currency: str = "USD"
    account: str | None = None
    group: bool = False
    product: str | None = None


@dataclass(frozen=True)
class Rate:
    source: str
    target: str
    day: date
    rate: Fraction


@dataclass(frozen=True)
class Span:
    """A period, half-open. week: the year before is 52 weeks before."""

    start: date
    end: date
    week: bool = False

    def days(self) -> Iterator[date]:
        day = self.start
        while day < self.end:
            yield day
            day += DAY


@dataclass
class Books:
    """parents: each account's, None for one that is part of nothing. holidays: for needed per working day."""

    parents: dict[str, str | None]
    sales: list[Sale]
    targets: list[Target] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    holidays: frozenset[date] = frozenset()
    categories: dict[str, str | None] = field(default_factory=dict)  # of products

    def children(self, account: str) -> list[str]:
        return [other for other, parent in self.parents.items() if parent == account]

    def roots(self) -> list[str]:
        return [account for account, parent in self.parents.items() if parent is None]

    def below(self, account: str) -> set[str]:
        """The account and all that is part of it."""
        return {account}.union(*(self.below(child) for child in self.children(account)))


class NoRate(Exception):
    """A pair of currencies has no rate on or before a day."""


def converted(books: Books, amount: Fraction, source: str, target: str, day: date) -> Fraction:
    """At the later of the direct and the inverse rate up to the day; of one day the direct one. Raises NoRate."""
    if source == target:
        return amount
    known = [(rate.day, 1, rate.rate) for rate in books.rates if (rate.source, rate.target) == (source, target)]
    known += [(rate.day, 0, 1 / rate.rate) for rate in books.rates if (rate.source, rate.target) == (target, source)]
    usable = [each for each in known if each[0] <= day]
    if not usable:
        raise NoRate(f"{source} {target} {day}")
    return amount * max(usable)[2]


def sold(books: Books, sales: Iterable[Sale], start: date, end: date, currency: str) -> Fraction:
    """Sales less credits of the days from start to before end; purchases are none. Raises NoRate."""
    total = Fraction(0)
    for sale in sales:
        if start <= sale.day < end and sale.kind != "purchase":
            amount = converted(books, sale.amount, sale.currency, currency, sale.day)
            total += amount if sale.kind == "sale" else -amount
    return total


def year_before(day: date) -> date:
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def earlier(span: Span, day: date) -> date:
    return day - timedelta(weeks=52) if span.week else year_before(day)


def ledger_reaches(books: Books, day: date) -> bool:
    """Whether the portfolio sold something in or before the month of a day."""
    days = [sale.day for sale in books.sales if sale.kind != "purchase"]
    return bool(days) and (min(days).year, min(days).month) <= (day.year, day.month)


def season(books: Books, span: Span, as_of: date, currency: str) -> Figure:
    """w: the portfolio's share of the year before that was sold by the same day."""
    start, end = earlier(span, span.start), earlier(span, span.end)
    if as_of < span.start or not ledger_reaches(books, start):
        return None
    try:
        whole = sold(books, books.sales, start, end, currency)
        part = sold(books, books.sales, start, earlier(span, as_of) + DAY, currency)
    except NoRate:
        return None
    return min(max(part / whole, Fraction(0)), Fraction(1)) if whole > 0 else None


# Targets.


def _shares(targets: list[tuple[int, Target, Fraction]]) -> dict[date, tuple[Fraction, Target]]:
    """What each covered day has to bring, and by which target: that of the shortest, of equally long the later set.

    A target spreads over its own days what the targets that lie wholly in it leave, and not less than nothing. What
    those take is the sum of their own days, reckoned in the same way, so that no day counts twice.
    """
    found: dict[date, tuple[Fraction, Target]] = {}
    for place, target, amount in targets:
        length = target.end - target.start
        days = [target.start + DAY * number for number in range(length.days)]
        inside = [
            (other_place, other, other_amount)
            for other_place, other, other_amount in targets
            if target.start <= other.start and other.end <= target.end and (other.end - other.start) < length
        ]
        taken = _shares(inside)
        left = amount - sum((share for share, _ in taken.values()), Fraction(0))
        free = len(days) - len(taken)
        for day in days:
            shorter = [
                other
                for other_place, other, _ in targets
                if other.start <= day < other.end and ((other.end - other.start), -other_place) < (length, -place)
            ]
            if not shorter and free:
                found[day] = max(left, Fraction(0)) / free, target
    return found


def target_of(books: Books, span: Span, currency: str, wanted: Callable[[Target], bool]) -> tuple[Figure, str | None]:
    """The target of a period from those wanted, and how it came about: own, tiled, pro rata."""
    mine = [
        (place, target, converted(books, target.amount, target.currency, currency, target.start))
        for place, target in enumerate(books.targets)
        if wanted(target)
    ]
    for _, target, amount in mine:
        if (target.start, target.end) == (span.start, span.end):
            return amount, "own"
    shares = _shares(mine)
    if not all(day in shares for day in span.days()):
        return None, None
    owners = [shares[day][1] for day in span.days()]
    whole = all(span.start <= owner.start and owner.end <= span.end for owner in owners)
    return sum((shares[day][0] for day in span.days()), Fraction(0)), "tiled" if whole else "pro rata"


def account_target(
    books: Books, span: Span, currency: str, account: str | None, *, group: bool, product: str | None = None
) -> Figure:
    """An account's own target, or its group's; account None: the portfolio's."""
    key = (account, group, product)
    return target_of(books, span, currency, lambda target: (target.account, target.group, target.product) == key)[0]


def tree_target(books: Books, span: Span, currency: str, account: str, product: str | None = None) -> Figure:
    """The group target; else the own one and those of the children, as far as there are any."""
    group = account_target(books, span, currency, account, group=True, product=product)
    if group is not None:
        return group
    parts = [account_target(books, span, currency, account, group=False, product=product)]
    parts += [tree_target(books, span, currency, child, product) for child in books.children(account)]
    return _sum(parts)


def whole_target(books: Books, span: Span, currency: str, product: str | None = None) -> Figure:
    """The portfolio's own target, or a product's; else what is given to accounts."""
    own = account_target(books, span, currency, None, group=False, product=product)
    return own if own is not None else given_target(books, span, currency, product)


def given_target(books: Books, span: Span, currency: str, product: str | None = None) -> Figure:
    """What is given to accounts: each topmost group target once, and the own ones of accounts outside such groups."""
    return _sum([tree_target(books, span, currency, root, product) for root in books.roots()])


def _sum(parts: Iterable[Figure]) -> Figure:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


# Rows.


def row(books: Books, sales: list[Sale], target: Figure, span: Span, as_of: date, currency: str) -> dict[str, Any]:
    """The figures of some sales against a target, exact; percentages are ratios times 100."""
    as_of = min(as_of, span.end - DAY)
    days = (span.end - span.start).days
    elapsed = max((as_of - span.start).days + 1, 0)
    actual = sold(books, sales, span.start, as_of + DAY, currency)
    w = season(books, span, as_of, currency)
    expected = None if target is None or not elapsed else target * elapsed / days
    gap = None if target is None else target - actual
    last_year = _last_year(books, sales, span, as_of, currency)
    ahead = [day for day in span.days() if day > as_of]
    working = [day for day in ahead if day.weekday() < 5 and day not in books.holidays]
    lines = [sale for sale in sales if span.start <= sale.day <= as_of and sale.kind != "purchase"]
    costed = [sale for sale in lines if sale.cost is not None]
    return {
        "actual": actual,
        "target": target,
        "attainment": _percent(actual, target),
        "expected": expected,
        "pace_linear": _percent(actual, expected),
        "pace_seasonal": None if w is None or target is None else _percent(actual, target * w),
        "forecast_linear": actual * days / elapsed if elapsed else None,
        "forecast_seasonal": actual / w if w else None,
        "gap": gap,
        "needed_per_day": gap / len(ahead) if gap is not None and gap > 0 and ahead else None,
        "needed_per_working_day": gap / len(working) if gap is not None and gap > 0 and working else None,
        "last_year": last_year,
        "growth": (actual / last_year - 1) * 100 if last_year is not None and last_year > 0 else None,
        "margin": _margin(books, costed, currency),
        "cost_lines": len(costed),
        "lines": len(lines),
    }


def _last_year(books: Books, sales: list[Sale], span: Span, as_of: date, currency: str) -> Figure:
    start = earlier(span, span.start)
    if as_of < span.start or not ledger_reaches(books, start):
        return None
    try:
        return sold(books, sales, start, earlier(span, as_of) + DAY, currency)
    except NoRate:
        return None


def _percent(part: Fraction, whole: Figure) -> Figure:
    return part / whole * 100 if whole else None


def _margin(books: Books, costed: list[Sale], currency: str) -> Figure:
    sales = cost = Fraction(0)
    for sale in costed:
        sign = 1 if sale.kind == "sale" else -1
        sales += sign * converted(books, sale.amount, sale.currency, currency, sale.day)
        cost += sign * converted(books, sale.cost or Fraction(0), sale.currency, currency, sale.day)
    return _percent(sales - cost, sales)


def flat(books: Books, span: Span, as_of: date, currency: str) -> dict[str, dict[str, Any]]:
    """Each account's own sales against its own target."""
    return {
        account: row(
            books,
            [sale for sale in books.sales if sale.account == account],
            account_target(books, span, currency, account, group=False),
            span,
            as_of,
            currency,
        )
        for account in books.parents
    }


def tree(books: Books, span: Span, as_of: date, currency: str) -> dict[str, dict[str, Any]]:
    """Each account's sales and those of all below it against its group target, or what its parts have."""
    rows = {}
    for account in books.parents:
        within = books.below(account)
        sales = [sale for sale in books.sales if sale.account in within]
        rows[account] = row(books, sales, tree_target(books, span, currency, account), span, as_of, currency)
    return rows


def total(books: Books, span: Span, as_of: date, currency: str) -> dict[str, Any]:
    """All sales against the portfolio's target."""
    return row(books, books.sales, whole_target(books, span, currency), span, as_of, currency)


def by_product(books: Books, span: Span, as_of: date, currency: str) -> dict[str | None, dict[str, Any]]:
    """Each product's sales against its own target, or those of accounts for it; None: sales of no product."""
    products = {sale.product for sale in books.sales} | {target.product for target in books.targets}
    return {
        product: row(
            books,
            [sale for sale in books.sales if sale.product == product],
            whole_target(books, span, currency, product) if product else None,
            span,
            as_of,
            currency,
        )
        for product in sorted(products, key=lambda each: each or "")
    }


def rounded(figure: Figure, decimals: int) -> Figure:
    """Half to even, once."""
    return None if figure is None else Fraction(round(figure * 10**decimals), 10**decimals)
