"""How well past scores told what sales did in the next quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.money import from_minor, one_decimal
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.features.health.reports.health_notes import UNDATED, median
from amcli.features.health.reports.observations import Observation, Quarter, observed
from amcli.features.health.rules.told_apart import area
from amcli.store.reader import Reader

LEAST_OF_EACH = 10
FELL, HELD = "fell", "did not fall"
BACKTESTED = (
    Column("quarter"),
    Column("scored_on", Kind.DATE, rank=2),
    Column("accounts", Kind.INT, header="scored"),
    Column("without_score", Kind.INT, header="no score", rank=1),
    Column("fell", Kind.INT),
    Column("held", Kind.INT, header="did not fall"),
    Column("median_fell", Kind.NUMBER, header="score of those", undefined=True, rank=1),
    Column("median_held", Kind.NUMBER, header="of the others", undefined=True, rank=1),
    Column("auc", Kind.NUMBER, header="AUC", undefined=True),
)
OF_ACCOUNT = (
    Column("quarter"),
    Column("scored_on", Kind.DATE, rank=1),
    Column("score", Kind.NUMBER),
    Column("year_before", Kind.MONEY, whole=True),
    Column("sold", Kind.MONEY, whole=True),
    Column("currency", rank=2),
    Column("what"),
)


def backtest_report(reader: Reader, *, currency: str = "") -> Report:
    """A row for each past quarter with how many scored accounts bought less than a year before; in the total the
    probability that one of those had the lower score (Mann and Whitney; 0.5 tells nothing), over all quarters
    together. Raises as `observed`.
    """
    looked = list(observed(reader, currency))
    quarters = [each for each in looked if each.found]
    every = [one for each in quarters for one in each.found]
    auc, counts = told_apart(every), (sum(one.fell for one in every), sum(not one.fell for one in every))
    return Report(
        "health",
        BACKTESTED,
        [_cells(each.quarter.name, each.found, each.without, each) for each in quarters],
        total=_cells("total", every, sum(each.without for each in quarters)),
        facts={
            "backtest": True,
            "as_of": reader.env.today,
            "currency": quarters[0].currency if quarters else None,
            "quarters": len(quarters),
            "quarters_without_score": len(looked) - len(quarters),
            "least_of_each": LEAST_OF_EACH,
            "auc": _told(auc),
        },
        reference="quarter",
        title="Health: what past scores told of the next quarter's sales",
        empty=_too_little(0, 0),
        notes=tuple(_notes(looked, quarters, auc, counts)),
    )


def explain_backtest(reader: Reader, text: str, *, currency: str = "") -> Report:
    """What the backtest has of one account, quarter by quarter. Raises NotFound and Ambiguous, and as `observed`."""
    account = reader.find_owner("account", text)
    rows = []
    for each in observed(reader, currency):
        money = each.read.survey.rates.money
        rows += [
            (
                each.quarter.name, each.day, one_decimal(one.score), money(one.before), money(one.now), each.currency,
                FELL if one.fell else HELD,
            )
            for one in each.found
            if one.account.id == account.record_id
        ]  # fmt: skip
    return Report(
        "health",
        OF_ACCOUNT,
        rows,
        facts={"backtest": True, "explain": account.reference, "as_of": reader.env.today},
        reference="quarter",
        title=f"Health of {account.reference}: its past scores, and the quarter after each",
        empty=f"{account.reference} had no score at the end of any quarter of which the next one is over",
        notes=(UNDATED,) if rows else (),
    )


def told_apart(found: Sequence[Observation]) -> Fraction | None:
    """The area of some observations; None where there are fewer than LEAST_OF_EACH of either kind."""
    fell, held = [one.score for one in found if one.fell], [one.score for one in found if not one.fell]
    return area(fell, held) if min(len(fell), len(held)) >= LEAST_OF_EACH else None


def _cells(name: str, found: Sequence[Observation], without: int, of: Quarter | None = None) -> tuple[Any, ...]:
    fell, held = [one.score for one in found if one.fell], [one.score for one in found if not one.fell]
    return (
        name,
        of.day if of else None,
        len(found),
        without,
        len(fell),
        len(held),
        one_decimal(median(fell)),
        one_decimal(median(held)),
        _told(told_apart(found)),
    )


def _told(auc: Fraction | None) -> Decimal | None:
    """With three decimals, rounded half even, once."""
    return None if auc is None else from_minor(round(auc * 1000), 3)


def _notes(
    looked: Sequence[Quarter], quarters: Sequence[Quarter], auc: Fraction | None, counts: tuple[int, int]
) -> Iterator[str]:
    if quarters:
        yield _sentence(auc, *counts)
    if len(quarters) < len(looked):
        without, of = len(looked) - len(quarters), number_of(len(looked), "quarter")
        yield f"{without} of {of} left out: nobody had a score at the end of the one before"
    if quarters:
        yield UNDATED


def _sentence(auc: Fraction | None, fell: int, held: int) -> str:
    if auc is None:
        return _too_little(fell, held)
    return (
        f"of an account whose sales fell and one whose did not, the first had the lower score with a probability of "
        f"{_told(auc)}, a tie counting half: 0.5 tells nothing, 1 everything"
    )


def _too_little(fell: int, held: int) -> str:
    counted = f"sales of {number_of(fell, 'scored account')} fell in a quarter, of {held} they did not"
    return f"too little to say how well past scores told what came: {counted}; {LEAST_OF_EACH} of each are the least"
