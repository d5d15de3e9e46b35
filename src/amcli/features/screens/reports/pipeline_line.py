"""What is open beside what is missing: of the sales that a report or a screen is about, in a sentence and in figures.

Where the file has no opportunity nothing of the pipeline is loaded, and nothing more is read than that there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.money import grouped, one_decimal, rounded_money
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.period import Period
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.pipeline.reports.beside_sales import OpenSum, Pipeline
    from amcli.features.screens.reports.headline import SalesLines


_MONEY = {"amount", "weighted", "omitted_amount", "gap"}
_RATIOS = {"coverage", "needed_coverage"}


class PipelineLine(NamedTuple):
    """What is open and should close in a period; amounts are money, ratios have one decimal, None is undefined.

    amount: of those that have one and a rate; omitted, omitted_amount: what of them is kept out of the forecast, and so
    out of `weighted` and `coverage`. coverage: of the gap; needed_coverage: 1 / the win rate of the last year.
    """

    open: int
    amount: Decimal
    weighted: Decimal
    unpriced: int
    no_rate: int
    omitted: int
    omitted_amount: Decimal
    gap: Decimal | None
    coverage: Decimal | None
    needed_coverage: Decimal | None

    @property
    def beside(self) -> list[str]:
        """What is open and counts for less than it seems."""
        said = []
        if self.unpriced:
            said.append(f"{self.unpriced} without an amount")
        if self.no_rate:
            said.append(f"{self.no_rate} without a rate")
        if self.omitted:
            said.append(f"{self.omitted} omitted, {grouped(self.omitted_amount, whole=True)}")
        return said

    @property
    def covers(self) -> str:
        """`covers 2.1 × the gap of 1,254,284, needed 3.2 ×`; nothing without a gap."""
        if self.coverage is None or self.gap is None:
            return ""
        needed = f", needed {self.needed_coverage} ×" if self.needed_coverage is not None else ""
        return f"covers {self.coverage} × the gap of {grouped(self.gap, whole=True)}{needed}"


def has_opportunities(reader: Reader) -> bool:
    """Whether there is any, open or not."""
    (last,) = reader.rows("SELECT max(id) FROM opportunity").fetchone()  # the end of the table: no scan
    return last is not None


def pipeline_of(
    reader: Reader, period: Period, day: date, currency: str, scope: Collection[int] | None
) -> Pipeline | None:
    """What is open on a day, of some accounts or of all (None); None where the file has no opportunity."""
    if not has_opportunities(reader):
        return None
    from amcli.features.pipeline.reports.beside_sales import Pipeline

    return Pipeline(reader, period, day, currency, scope)


def pipeline_line(
    pipeline: Pipeline | None, open_sum: OpenSum | None, target: Decimal | None, actual: Decimal, *, needed: bool = True
) -> PipelineLine:
    """The line of a sum, or of nothing open, beside a target and what was reached of it, in money of its currency.

    needed: whether it has the coverage that is needed, which asks for what ended in a year.
    """
    gap = None if target is None else target - actual
    zero = actual - actual  # with the decimals of the currency
    if pipeline is None or open_sum is None:
        covered = one_decimal(Fraction(0)) if gap is not None and gap > 0 else None
        return PipelineLine(0, zero, zero, 0, 0, 0, zero, gap, covered, _needed(pipeline) if needed else None)
    decimals = pipeline.decimals
    return PipelineLine(
        open_sum.number,
        rounded_money(open_sum.amount, decimals),
        rounded_money(open_sum.weighted, decimals),
        open_sum.unpriced,
        open_sum.no_rate,
        open_sum.omitted,
        rounded_money(open_sum.omitted_amount, decimals),
        gap,
        one_decimal(open_sum.coverage(None if gap is None else Fraction(gap) * 10**decimals)),
        _needed(pipeline) if needed else None,
    )


def _needed(pipeline: Pipeline | None) -> Decimal | None:
    return None if pipeline is None else one_decimal(pipeline.needed_coverage())


_FIGURES = tuple(
    Column(key, Kind.MONEY if key in _MONEY else Kind.NUMBER if key in _RATIOS else Kind.INT, undefined=key in _RATIOS)
    for key in PipelineLine._fields
)
PIPELINE = (Column("period"), Column("currency"), *_FIGURES)


def pipeline_lines(
    reader: Reader, sales: SalesLines, scopes: Mapping[str, Collection[int] | None]
) -> dict[str, PipelineLine]:
    """A line beside each line of sales of the current fiscal year, by the same words; none where the file has no
    opportunity. scopes: the accounts that each is of, None for all.
    """
    found = {}
    for word, line in sales.lines.items():
        pipeline = pipeline_of(reader, sales.period, reader.env.today, line.currency, scopes[word])
        if pipeline is None:
            return {}
        found[word] = pipeline_line(pipeline, pipeline.whole(), line.target, line.actual)
    return found


def pipeline_section(sales: SalesLines, lines: Mapping[str, PipelineLine]) -> Listing:
    """The lines as rows, as those of sales are."""
    rows = [(word, sales.period.name, sales.lines[word].currency, *line) for word, line in lines.items()]
    title = f"Pipeline {sales.period.name}"
    if "" in lines or not lines:
        return Listing("pipeline", PIPELINE, [cells[1:] for cells in rows], "period", title=title)
    return Listing("pipeline", (Column("of"), *PIPELINE), rows, "of", title=title)
