"""Sales figures reckoned a second time, from raw rows, the slow and obvious way: days are walked one by one, and every
amount is a Fraction. Written from the rules of figures alone (docs/figures.md), sharing no code with the program.

    ask = Question(Books(parents, sales, targets, rates), span, as_of, "EUR")
    flat(ask)["hansa"]["actual"]

Figures are exact; `rounded` makes them what a report shows. None is n/a. The forecast is that of independent_forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from independent_forecast import Forecast, Sums

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
    categories: Mapping[str, str | None] = field(default_factory=dict)  # of products
    shares: dict[Any, Any] = field(default_factory=dict)  # what was reckoned once: each day of a holder's targets

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


def span_before(span: Span) -> Span:
    """The same period one year earlier: the end of February is the end of February, whatever the year."""
    last = span.end - DAY
    return replace(span, start=earlier(span, span.start), end=max(earlier(span, span.end), earlier(span, last) + DAY))


def ledger_reaches(books: Books, day: date) -> bool:
    """Whether the portfolio sold something in or before the month of a day."""
    days = [sale.day for sale in books.sales if sale.kind != "purchase"]
    return bool(days) and (min(days).year, min(days).month) <= (day.year, day.month)


@dataclass(frozen=True)
class Question:
    """What a report is about. scope: the accounts that it shows, None for all; what the portfolio says is of all."""

    books: Books
    span: Span
    day: date
    currency: str
    scope: frozenset[str] | None = None

    @property
    def as_of(self) -> date:
        return min(self.day, self.span.end - DAY)

    @property
    def begun(self) -> bool:
        return self.as_of >= self.span.start

    @cached_property
    def accounts(self) -> frozenset[str]:
        return frozenset(self.books.parents) if self.scope is None else self.scope

    @cached_property
    def sales(self) -> list[Sale]:
        return [sale for sale in self.books.sales if sale.account in self.accounts]

    @cached_property
    def year_ago(self) -> Question:
        """The same question on the same day one year earlier; where the period is over it is over then too."""
        before = span_before(self.span)
        over = self.as_of == self.span.end - DAY
        return replace(self, span=before, day=before.end - DAY if over else earlier(self.span, self.as_of))

    def sold(self, sales: Iterable[Sale], start: date, end: date) -> Fraction:
        return sold(self.books, sales, start, end, self.currency)

    def to_day(self, sales: Iterable[Sale]) -> Fraction:
        return self.sold(sales, self.span.start, self.as_of + DAY)

    def rest(self, sales: Iterable[Sale]) -> Fraction:
        return self.sold(sales, self.as_of + DAY, self.span.end)

    def months(self, sales: Iterable[Sale]) -> Fraction:
        """What was sold in the 24 months to as-of."""
        return self.sold(sales, year_before(year_before(self.as_of)) + DAY, self.as_of + DAY)

    @cached_property
    def years(self) -> int:
        """How many earlier years are known, of all accounts: the ledger reaches back, and no rate is missing."""
        year, two = self.year_ago, self.year_ago.year_ago
        if not self.begun or not ledger_reaches(self.books, year.span.start):
            return 0
        reached = 2 if ledger_reaches(self.books, two.span.start) else 1
        return min(reached, self.convertible_years)

    @cached_property
    def convertible_years(self) -> int:
        """The earlier years of which all sales of all accounts have a rate."""
        year, two = self.year_ago, self.year_ago.year_ago
        try:
            self.to_day(self.books.sales)
            self.sold(self.books.sales, year.span.start, year.span.end)
        except NoRate:
            return 0
        try:
            self.months(self.books.sales)
            year.months(self.books.sales)
            self.sold(self.books.sales, two.span.start, two.span.end)
        except NoRate:
            return 1
        return 2

    def sums(self, sales: list[Sale]) -> Sums:
        """What the forecast of some sales is made of. Sums of years that are not known are not asked for."""
        year, two = self.year_ago, self.year_ago.year_ago
        none = Fraction(0)
        one = (year.to_day(sales), year.rest(sales)) if self.years else (none, none)
        older = (none, none, none, none)
        if self.years > 1:
            older = (self.months(sales), two.to_day(sales), two.rest(sales), year.months(sales))
        return Sums(self.to_day(sales), *one, *older)

    @cached_property
    def forecast(self) -> Forecast:
        days = (self.span.end - self.span.start).days
        sold: dict[str, list[Sale]] = {account: [] for account in self.books.parents}
        for sale in self.books.sales:
            sold[sale.account].append(sale)
        known = [self.sums(sales) for sales in sold.values()] if self.convertible else []
        return Forecast(known, self.years, days, max((self.as_of - self.span.start).days + 1, 0))

    @cached_property
    def convertible(self) -> bool:
        """Whether all accounts' sales of the period itself have a rate."""
        try:
            self.to_day(self.books.sales)
        except NoRate:
            return False
        return True

    @property
    def w(self) -> Figure:
        """The portfolio's share of the year before that was sold by the same day."""
        return self.forecast.w if self.begun else None


# Targets.


class Aim(NamedTuple):
    """A target and how it came about: own, tiled, pro rata, group, children, sum."""

    amount: Fraction
    basis: str


class Holder(NamedTuple):
    """Whose a target is; without an account the portfolio's."""

    account: str | None
    group: bool = False
    product: str | None = None


Shares = dict[date, tuple[Fraction, Target]]


def _shares(targets: list[tuple[int, Target, Fraction]]) -> Shares:
    """What each covered day has to bring, and by which target: that of the shortest, of equally long the later set.

    A target spreads over its own days what is left of it: less the targets that lie wholly in it, the topmost of them,
    and less what those days have that belong to a shorter one which sticks out of it; and not less than nothing.
    """
    found: Shares = {}
    nets: dict[int, Fraction] = {}  # a target without the days that it shares with one which sticks out
    done: list[tuple[int, Target]] = []
    for place, target, amount in sorted(targets, key=lambda each: (each[1].end - each[1].start, -each[0])):
        days = set(Span(target.start, target.end).days())
        inside = [each for each in done if target.start <= each[1].start and each[1].end <= target.end]
        topmost = [
            (number, each)
            for number, each in inside
            if not any(each is not one and one.start <= each.start and each.end <= one.end for _, one in inside)
        ]
        theirs = set().union(*(Span(each.start, each.end).days() for _, each in topmost))
        aside = sum((found[day][0] for day in days - theirs if day in found), Fraction(0))
        nets[place] = amount - aside
        left = nets[place] - sum((nets[number] for number, _ in topmost), Fraction(0))
        free = [day for day in days if day not in found]
        for day in free:
            found[day] = max(left, Fraction(0)) / len(free), target
        done.append((place, target))
    return found


def target_of(ask: Question, holder: Holder) -> Aim | None:
    """The target of the period that was set for exactly this holder."""
    books, span = ask.books, ask.span
    targets = [
        (place, target)
        for place, target in enumerate(books.targets)
        if (target.account, target.group, target.product) == holder
    ]
    mine = [
        (place, target, converted(books, target.amount, target.currency, ask.currency, target.start))
        for place, target in targets
    ]
    for _, target, amount in mine:
        if (target.start, target.end) == (span.start, span.end):
            return Aim(amount, "own")
    if (holder, ask.currency) not in books.shares:
        books.shares[holder, ask.currency] = _shares(mine)
    shares: Shares = books.shares[holder, ask.currency]
    if not all(day in shares for day in span.days()):
        return None
    owners = [shares[day][1] for day in span.days()]
    whole = all(span.start <= owner.start and owner.end <= span.end for owner in owners)
    return Aim(sum((shares[day][0] for day in span.days()), Fraction(0)), "tiled" if whole else "pro rata")


def tree_target(ask: Question, account: str, product: str | None = None) -> Aim | None:
    """The group target, where the whole group is in; else the own one and those of the children that are in."""
    group = target_of(ask, Holder(account, True, product)) if ask.books.below(account) <= ask.accounts else None
    if group is not None:
        return Aim(group.amount, "group")
    own = target_of(ask, Holder(account, False, product))
    below = [tree_target(ask, child, product) for child in ask.books.children(account) if child in ask.accounts]
    parts = [part for part in below if part]
    return own if own and not parts else _added([own, *parts], "children")


def given_target(ask: Question, product: str | None = None) -> Aim | None:
    """What is given to accounts: each topmost group target once, and the own ones of accounts outside such groups."""
    return _added([tree_target(ask, top, product) for top in tops(ask)], "sum")


def tops(ask: Question) -> list[str]:
    """The accounts that are part of none that is shown."""
    members = ask.accounts
    return [each for each, parent in ask.books.parents.items() if each in members and parent not in members]


def whole_target(ask: Question, product: str | None = None) -> Aim | None:
    """The portfolio's own target, or a product's; else what is given to accounts. Of some accounts, what those have."""
    own = target_of(ask, Holder(None, False, product)) if ask.scope is None else None
    if own is None and ask.scope is not None and len(tops(ask)) == 1:
        return tree_target(ask, tops(ask)[0], product)
    return own or given_target(ask, product)


def unallocated(ask: Question) -> Figure:
    """What the portfolio's target leaves over those of the accounts."""
    own, given = target_of(ask, Holder(None)), given_target(ask)
    return own.amount - given.amount if ask.scope is None and own and given else None


def _added(parts: Iterable[Aim | None], basis: str) -> Aim | None:
    known = [part.amount for part in parts if part is not None]
    return Aim(sum(known, Fraction(0)), basis) if known else None


# Rows.


def row(ask: Question, sales: list[Sale], aim: Aim | None) -> dict[str, Any]:
    """The figures of some sales against a target, exact; percentages are ratios times 100."""
    span, as_of, w = ask.span, ask.as_of, ask.w
    target = aim.amount if aim else None
    days = (span.end - span.start).days
    elapsed = max((as_of - span.start).days + 1, 0)
    same = cell(ask, sales, aim)
    actual = same["actual"]
    expected = None if target is None or not elapsed else target * elapsed / days
    gap = None if target is None else target - actual
    ahead = [day for day in span.days() if day > as_of]
    working = [day for day in ahead if day.weekday() < 5 and day not in ask.books.holidays]
    sums = ask.sums(sales)
    ending = ask.forecast.of(sums)
    low, high = ask.forecast.interval(sums) or (None, None)
    return {
        **same,
        "target_basis": aim.basis if aim else None,
        "attainment": _percent(actual, target),
        "expected": expected,
        "pace_linear": _percent(actual, expected),
        "pace_seasonal": None if w is None or target is None else _percent(actual, target * w),
        "forecast": ending,
        "forecast_low": low,
        "forecast_high": high,
        "forecast_linear": actual * days / elapsed if elapsed else None,
        "forecast_seasonal": actual / w if w else None,
        "gap": gap,
        "shortfall": None if target is None or ending is None else target - ending,
        "needed_per_day": gap / len(ahead) if gap is not None and gap > 0 and ahead else None,
        "needed_per_working_day": gap / len(working) if gap is not None and gap > 0 and working else None,
    }


def cell(ask: Question, sales: list[Sale], aim: Aim | None) -> dict[str, Any]:
    """The figures of a row that need no forecast."""
    lines = [sale for sale in sales if ask.span.start <= sale.day <= ask.as_of and sale.kind != "purchase"]
    costed = [sale for sale in lines if sale.cost is not None]
    actual, last_year = ask.to_day(sales), _last_year(ask, sales)
    return {
        "actual": actual,
        "target": aim.amount if aim else None,
        "last_year": last_year,
        "growth": (actual / last_year - 1) * 100 if last_year is not None and last_year > 0 else None,
        "margin": _margin(ask, costed),
        "cost_lines": len(costed),
        "lines": len(lines),
    }


def _last_year(ask: Question, sales: list[Sale]) -> Figure:
    """Not known where the ledger begins later, or where one of these sales lacks a rate of that year."""
    year = ask.year_ago
    if not ask.begun or not ledger_reaches(ask.books, year.span.start):
        return None
    try:
        return year.to_day(sales)
    except NoRate:
        return None


def _percent(part: Fraction, whole: Figure) -> Figure:
    return part / whole * 100 if whole else None


def _margin(ask: Question, costed: list[Sale]) -> Figure:
    sales = cost = Fraction(0)
    for sale in costed:
        sign = 1 if sale.kind == "sale" else -1
        sales += sign * converted(ask.books, sale.amount, sale.currency, ask.currency, sale.day)
        cost += sign * converted(ask.books, sale.cost or Fraction(0), sale.currency, ask.currency, sale.day)
    return _percent(sales - cost, sales)


Rows = dict[str | None, dict[str, Any]]


def flat(ask: Question) -> Rows:
    """Each account's own sales against its own target."""
    return {
        account: row(ask, [sale for sale in ask.sales if sale.account == account], target_of(ask, Holder(account)))
        for account in ask.books.parents
        if account in ask.accounts
    }


def tree(ask: Question) -> Rows:
    """Each account's sales and those of all below it against its group target, or what its parts have."""
    rows: Rows = {}
    for account in ask.books.parents:
        if account in ask.accounts:
            within = ask.books.below(account)
            sales = [sale for sale in ask.sales if sale.account in within]
            rows[account] = row(ask, sales, tree_target(ask, account))
            rows[account]["own"] = ask.to_day([sale for sale in ask.sales if sale.account == account])
    return rows


def total(ask: Question) -> dict[str, Any]:
    """All sales of the scope against the portfolio's target, or that of the scope."""
    return row(ask, ask.sales, whole_target(ask))


def by_product(ask: Question) -> Rows:
    """Each product's sales against its own target, or those of accounts for it; None: sales of no product."""
    return {
        product: row(
            ask,
            [sale for sale in ask.sales if sale.product == product],
            whole_target(ask, product) if product else None,
        )
        for product in [*ask.books.categories, None]
    }


def by_category(ask: Question) -> Rows:
    """Each category's sales; nobody has a target for one. None: of products without a category, and of none."""
    groups: dict[str | None, list[Sale]] = {category: [] for category in (None, *ask.books.categories.values())}
    for sale in ask.sales:
        groups[ask.books.categories[sale.product] if sale.product else None].append(sale)
    return {category: row(ask, sales, None) for category, sales in groups.items()}


def by_part(ask: Question, months: int) -> Rows:
    """Each month, or quarter of three, of the period, clipped to it, seen as a period of its own."""
    rows: Rows = {}
    for number, part in enumerate(_parts(ask.span, months)):
        look = replace(ask, span=part)
        rows[str(number)] = row(look, look.sales, whole_target(look))
    return rows


def by_group(ask: Question, groups: Mapping[str, tuple[str, ...]]) -> Rows:
    """The own sales of the accounts of each group against the sum of their own targets; None: of accounts in none."""
    members: dict[str | None, list[str]] = {}
    for account in ask.accounts:
        for group in groups.get(account) or (None,):
            members.setdefault(group, []).append(account)
    return {
        group: row(
            ask,
            [sale for sale in ask.sales if sale.account in accounts],
            _added([target_of(ask, Holder(each)) for each in accounts], "sum"),
        )
        for group, accounts in members.items()
    }


class Key(NamedTuple):
    """What a sale is told apart by: the groups of its account, or of its product, or its month or three of them."""

    account: Mapping[str, tuple[str, ...]] | None = None
    product: Mapping[str, str | None] | None = None
    months: int = 0

    def groups(self, account: str | None, product: str | None, start: date) -> tuple[str | None, ...]:
        if self.account is not None:
            return self.account.get(account or "") or (None,)
        if self.product is not None:
            return (self.product.get(product or ""),)
        return (f"{start:%Y-%m}" if self.months == 1 else f"{start.year}-Q{(start.month + 2) // 3}",)


Pair = tuple[str | None, str | None]


def by_pair(ask: Question, one: Key, two: Key, targets: bool = True) -> dict[Pair, dict[str, Any]]:
    """What two keys share, each part of the period seen as a period of its own; with the own targets of accounts (those
    for a product, where one of the keys is), added up, or those of whatever is no account.
    """
    months = min((key.months for key in (one, two) if key.months), default=0)
    found: dict[Pair, dict[str, Any]] = {}
    of_accounts = any(key.account is not None for key in (one, two))
    of_products = any(key.product is not None for key in (one, two))
    for part in _parts(ask.span, months) if months else [ask.span]:
        look = replace(ask, span=part)
        sales: dict[Pair, list[Sale]] = {}
        aims: dict[Pair, list[Aim | None]] = {}
        for sale in look.sales:
            for pair in _pairs(one, two, sale.account, sale.product, part.start):
                sales.setdefault(pair, []).append(sale)
        for product in ask.books.categories if of_products else [None]:
            for account in ask.accounts if of_accounts else [None]:
                aim = target_of(look, Holder(account, False, product)) if account else whole_target(look, product)
                for pair in _pairs(one, two, account, product, part.start):
                    aims.setdefault(pair, []).append(aim if targets else None)
        for pair in {*sales, *aims}:
            found[pair] = cell(look, sales.get(pair, []), _added(aims.get(pair, []), "sum"))
    return found


def _pairs(one: Key, two: Key, account: str | None, product: str | None, start: date) -> Iterator[Pair]:
    for first in one.groups(account, product, start):
        for second in two.groups(account, product, start):
            yield first, second


def _parts(span: Span, months: int) -> Sequence[Span]:
    """Cut where a calendar month begins, or every third one."""
    starts = [day for day in span.days() if day.day == 1 and (day.month - 1) % months == 0 and day > span.start]
    bounds = [span.start, *starts, span.end]
    return [replace(span, start=start, end=end) for start, end in pairwise(bounds)]


def rounded(figure: Figure | Decimal, decimals: int) -> Figure:
    """Half to even, once."""
    return None if figure is None else Fraction(round(Fraction(figure) * 10**decimals), 10**decimals)
