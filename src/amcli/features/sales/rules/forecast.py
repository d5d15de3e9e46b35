"""The forecast of a period's end: four rules, pooled by how each did one year earlier at the same day. Exact.

A row (an account, a group, a product, the total) is seven sums of what it sold, less credits, in one currency. Each
rule says what a row will sell in the rest of the period as a sum of its own sums times coefficients that the portfolio
alone gives. So the forecasts of rows add up to that of their total, whatever the rows are. Formulas and values: the
chapter on the forecast in docs/figures.md. Only the interval (rules/interval.py) is rounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

Amount = int | Fraction

EARLY = Fraction(1, 20)  # of last year's sales: before that a row's own season says nothing
FEW = 4  # accounts from which on the past can tell the rules apart
BEST_ERROR = Fraction(1, 1000)  # no rule is trusted more than for this error
RULES = ("blend", "own change", "own season", "share of 24 months")
ALONE = (Fraction(1), Fraction(0), Fraction(0), Fraction(0))  # the first rule, where nothing tells them apart
MOST_YEARS = 2  # earlier years that a forecast looks at


def exact(numerator: Amount, denominator: int) -> Fraction:
    """A quotient, in one step where the numerator is whole: half the time of a Fraction that is divided."""
    return Fraction(numerator, denominator) if isinstance(numerator, int) else numerator / denominator


class RowSums(NamedTuple):
    """What a row sold, in minor units, in the spans of a window (rules/window.py), in their order."""

    actual: Amount = 0
    last_year: Amount = 0
    rest: Amount = 0
    recent: Amount = 0
    last_year_2: Amount = 0
    rest_2: Amount = 0
    recent_2: Amount = 0

    @property
    def a_year_ago(self) -> RowSums:
        """The row as it stood one year earlier; what came then is `rest`."""
        return RowSums(self.last_year, self.last_year_2, self.rest_2, self.recent_2)

    @property
    def size(self) -> Amount:
        """What it sold in the period and in the whole of the earlier one."""
        return self.actual + self.last_year + self.rest


class Season(NamedTuple):
    """What the portfolio sold as a whole, and what follows for all rows alike.

    share: w, of the earlier period's sales that were in by the same day, 0 to 1; None where it sold nothing.
    growth: h, this period's sales beside the earlier one's, drawn towards 1 while little is in.
    """

    actual: Amount
    last_year: Amount
    rest: Amount
    recent: Amount
    share: Fraction | None
    growth: Fraction

    @property
    def proper(self) -> bool:
        """Whether w lies strictly between 0 and 1, before it is clamped."""
        return self.share is not None and 0 < self.last_year < self.last_year + self.rest


class Rule(NamedTuple):
    """Whole-number coefficients of a row's first four sums, over a common denominator: a hundred times faster than
    Fractions.
    """

    of: tuple[int, int, int, int]
    over: int

    def numerator(self, sums: RowSums) -> Amount:
        """What the row will sell in the rest of the period, times `over`."""
        of_actual, of_last_year, of_rest, of_recent = self.of
        actual, last_year, rest, recent = sums[:4]
        return of_actual * actual + of_last_year * last_year + of_rest * rest + of_recent * recent

    def rest(self, sums: RowSums) -> Fraction:
        """What the row will sell in the rest of the period, in minor units."""
        return exact(self.numerator(sums), self.over)


class Pool(NamedTuple):
    """What a forecast needs beside a row's sums.

    errors: each rule's, one year ago, of last year's sales (of 1); None where the past cannot tell the rules apart, and
    the first one stands alone. pooled: the rules as one; pooled_then: as they stood one year ago.
    """

    season: Season
    rules: tuple[Rule, ...]
    weights: tuple[Fraction, ...]
    errors: tuple[Fraction, ...] | None
    pooled: Rule
    pooled_then: Rule | None


def season(rows: Iterable[Sequence[Amount]]) -> Season:
    """The season of all accounts of the portfolio, from their sums."""
    actual, last_year, rest, recent = (sum(column) for column in list(zip(*rows, strict=True))[:4] or [()] * 4)
    whole, weighed = last_year + rest, 3 * last_year + rest
    share = min(max(Fraction(last_year) / whole, Fraction(0)), Fraction(1)) if whole > 0 else None
    growth = max(Fraction(2 * actual + whole) / weighed, Fraction(0)) if weighed > 0 else Fraction(1)
    return Season(actual, last_year, rest, recent, share, growth)


def pool(accounts: Collection[RowSums], years: int) -> Pool | None:
    """The pool of a portfolio from all its accounts; None where there is no season to go by.

    years: how many earlier periods its sales reach back to, up to MOST_YEARS.
    """
    now = season(accounts)
    if years < 1 or now.share is None:
        return None
    rules = _rules(now)
    past = [sums.a_year_ago for sums in accounts]
    then = season(past)
    if years < MOST_YEARS or not (now.proper and then.proper) or len([each for each in past if each.size > 0]) < FEW:
        return Pool(now, rules, ALONE, None, rules[0], None)
    rules_then = _rules(then)
    errors = tuple(_error(rule, accounts, past) / (now.last_year + now.rest) for rule in rules_then)
    weights = _weights(errors, min(now.share, then.share or now.share) < EARLY)
    return Pool(now, rules, weights, errors, _pooled(rules, weights), _pooled(rules_then, weights))


def forecast(sums: RowSums, known: Pool | None, days: int, elapsed: int) -> Fraction | None:
    """What a row will have sold at the period's end, in minor units: unrounded.

    `elapsed` of `days` have passed: before the period it is undefined, without a season it goes on evenly, and when the
    period is over it is what was sold.
    """
    if not elapsed:
        return None
    if elapsed == days:
        return Fraction(sums.actual)
    if known is None:
        return exact(sums.actual * days, elapsed)
    rule = known.pooled
    return exact(sums.actual * rule.over + rule.numerator(sums), rule.over)


def _pooled(rules: Sequence[Rule], weights: Sequence[Fraction]) -> Rule:
    """Several rules as one, by their weights."""
    return _rule(
        [sum((weight * rule.of[place] / rule.over for rule, weight in zip(rules, weights, strict=True)), Fraction(0))
         for place in range(4)]
    )  # fmt: skip


def _rules(now: Season) -> tuple[Rule, ...]:
    """The four of RULES, in their order. The second and the third want a proper season; w is defined."""
    assert now.share is not None
    left, growth = 1 - now.share, now.growth
    blend = [left, Fraction(0), left * growth, Fraction(0)]
    change = [left, -left * growth, growth, Fraction(0)]
    by_season = left / now.share if now.proper else Fraction(0)
    season_ = [by_season, -by_season, Fraction(1), Fraction(0)]
    rest_of_all = left * (now.actual + growth * now.rest)
    share = [Fraction(0)] * 3 + [rest_of_all / now.recent] if now.recent > 0 else blend
    return tuple(map(_rule, (blend, change, season_, share)))


def _rule(factors: Sequence[Fraction]) -> Rule:
    over = lcm(*(factor.denominator for factor in factors))
    first, second, third, fourth = (int(factor * over) for factor in factors)
    return Rule((first, second, third, fourth), over)


def _error(rule: Rule, accounts: Iterable[RowSums], past: Iterable[RowSums]) -> Fraction:
    """How far a rule was off one year ago, added up over the accounts; one that was unknown then says nothing."""
    off: Amount = 0
    for sums, was in zip(accounts, past, strict=True):
        if any(was):
            miss = rule.numerator(was) - rule.over * sums.rest
            off = off + miss if miss > 0 else off - miss
    return Fraction(off) / rule.over


def _weights(errors: Sequence[Fraction], early: bool) -> tuple[Fraction, ...]:
    """One over the fourth power of each error, so that a rule that did twice as well counts sixteen times as much."""
    raw = [1 / max(error, BEST_ERROR) ** 4 for error in errors]
    if early:
        raw[RULES.index("own season")] = Fraction(0)
    whole = sum(raw, Fraction(0))
    return tuple(each / whole for each in raw)
