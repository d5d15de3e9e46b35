"""What a person should know of the health of accounts, in sentences: warnings first, for no score may hide them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from amcli.base.hints import hinted
from amcli.base.money import one_decimal
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import names
from amcli.features.health.reports.healths import Health
from amcli.features.health.reports.sales_facts import SalesFacts
from amcli.features.health.reports.told_factors import KINDS
from amcli.features.health.rules.score import LEAST_KNOWN, WHOLE, Factors

UNDATED = "targets, tiers, cadences and the roles of people are as they are now: nobody noted when they were given"
# What fills each of the factors, for whoever has none of it yet; ACCOUNT and what follows are typed.
_FILLS = (
    ("forecast and target", "target set {period} 100000 --account ACCOUNT"),
    ("contact", "log ACCOUNT TEXT"),
    ("roles", "contact add ACCOUNT NAME --role decider"),
)


def notes(found: Sequence[Health], sales: SalesFacts, later: Sequence[Health], day: date, today: date) -> Iterator[str]:
    """In the order in which they matter. later: those that are left out, for they came after the day."""
    yield from _warned(found)
    if any(each.score.known for each in found):
        yield from _scores(found)
        yield from _lacking(found)
    elif found:
        fills = ", ".join(f"{what} `amcli {line.format(period=sales.period.name)}`" for what, line in _FILLS)
        how = f"; what makes the largest of them: {fills}"
        yield hinted("no factor is known of any account, and so no score", how)
    if sales.refused:
        yield "no forecast against target: " + sales.refused
    if later:
        yield f"added later, and nothing known of them then: {names([each.account.code for each in later])}"
    if day < today:
        yield UNDATED


def median(scores: Sequence[Fraction]) -> Fraction | None:
    """The one in the middle, of an even number the mean of both; None without any."""
    ordered, half = sorted(scores), len(scores) // 2
    return (ordered[half] + ordered[-half - 1]) / 2 if ordered else None  # an odd number has one: twice it


def _warned(found: Sequence[Health]) -> Iterator[str]:
    for kind in KINDS:
        said = [
            f"{each.account.code} {one.words}".rstrip() for each in found for one in each.warnings if one.kind == kind
        ]
        if said:
            yield f"! {kind}: {names(said)}"


def _scores(found: Sequence[Health]) -> Iterator[str]:
    scored = [each.score.exact for each in found if each.score.exact is not None]
    without = [f"{each.account.code} ({each.score.known})" for each in found if each.score.exact is None]
    if len(scored) > 1:
        yield f"the score in the middle of {len(scored)} is {one_decimal(median(scored))}"
    if without:
        yield f"n/a, with less than {LEAST_KNOWN} of {WHOLE} of the weight known: {names(without)}"


def _lacking(found: Sequence[Health]) -> Iterator[str]:
    """How many accounts lack each factor."""
    parts = []
    for name in Factors._fields:
        missing = sum(name in each.factors.missing for each in found)
        stale = sum(name in each.factors.stale for each in found)
        if missing or stale:
            old = f"{stale} too old" if stale else ""
            parts.append(f"{name} of {', '.join(filter(None, [str(missing) if missing else '', old]))}")
    if parts:
        said = f"missing of {number_of(len(found), 'account')}: {' · '.join(parts)}"
        yield hinted(said, "; --explain ACCOUNT says why")
