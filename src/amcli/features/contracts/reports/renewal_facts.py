"""The renewals that are due in the period of a report: of how many contracts, and what these are worth a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.text import number_of
from amcli.base.time.period import Period
from amcli.features.contracts.rules.renewals import LOST, OUTCOMES, RENEWED, UNDECIDED, renewals
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import value_a_year
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates


class Renewed(NamedTuple):
    """Contracts whose renewals came to the same. value: of them, a year, in minor units of the report's currency;
    priced: how many have one that could be converted; ids: of their contracts.
    """

    number: int = 0
    priced: int = 0
    value: Fraction = Fraction(0)
    ids: tuple[int, ...] = ()

    def and_(self, other: Renewed) -> Renewed:
        return Renewed(
            self.number + other.number, self.priced + other.priced, self.value + other.value, self.ids + other.ids
        )


def renewals_of(found: Iterable[Standing], period: Period, factors: Factors) -> dict[str, Renewed]:
    """By their outcome. A contract of which several terms end in the period counts once, with what became of the last
    of them: one that goes on each month is not worth twelve times as much a year.
    """
    sums = dict.fromkeys(OUTCOMES, Renewed())
    for each in found:
        *_, last = (None, *renewals(each, period))
        if last is None:
            continue
        written = each.contract.written[last.written]
        value = value_a_year(written.minor, written.per, written.days)
        factor = factors.of(written.currency) if value is not None and written.currency else None
        one = Renewed(1, 0, Fraction(0), (each.contract.id,))
        if value is not None and factor is not None:
            one = one._replace(priced=1, value=value * factor)
        sums[last.outcome] = sums[last.outcome].and_(one)
    return sums


def renewal_facts(sums: dict[str, Renewed], rates: Rates) -> dict[str, Any]:
    """`renewals_due`, then each outcome: how many, and their value a year."""
    facts: dict[str, Any] = {}
    for name, each in (("due", _all(sums.values())), *sums.items()):
        facts[f"renewals_{name}"] = each.number
        facts[f"renewals_{name}_value"] = rates.money(each.value)
    facts["renewals_without_value"] = sum(each.number - each.priced for each in sums.values())
    return facts


def renewal_notes(sums: dict[str, Renewed], period: Period, rates: Rates) -> list[str]:
    """What became of them, for a person."""
    every = _all(sums.values())
    if not every.number:
        return [f"no term ends in {period.name} that may be renewed"]
    parts = [f"{name} {_told(sums[name], rates)}" for name in (RENEWED, LOST, UNDECIDED)]
    return [f"{number_of(every.number, 'renewal')} due in {period.name}, {_told(every, rates, count=False)} a year: "
            f"{', '.join(parts)}"]  # fmt: skip


def _all(sums: Iterable[Renewed]) -> Renewed:
    found = Renewed()
    for each in sums:
        found = found.and_(each)
    return found


def _told(each: Renewed, rates: Rates, *, count: bool = True) -> str:
    worth = rates.spell_whole(each.value)
    if not count:
        return worth
    return f"{each.number} ({worth})" if each.priced else str(each.number)


def spelled(ids: Sequence[int]) -> str:
    """The contracts as one calls them."""
    return ", ".join(f"CT{number}" for number in ids)
