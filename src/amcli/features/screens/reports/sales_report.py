"""The sales report with the pipeline beside its gap."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from amcli.base.money import grouped
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import load, with_ancestors
from amcli.features.screens.reports.pipeline_line import PipelineLine, pipeline_line, pipeline_of
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.pipeline.reports.beside_sales import OpenSum

# For programs; a person has the sentence below the table.
COLUMNS = (
    Column("open", Kind.INT, undrawn=True),
    Column("open_amount", Kind.MONEY, undrawn=True, whole=True),
    Column("weighted", Kind.MONEY, undrawn=True, whole=True),
    Column("coverage", Kind.NUMBER, undrawn=True, undefined=True),
)


def with_pipeline(reader: Reader, report: Report, period: Period, scope: Collection[int] | None) -> Report:
    """The report with what is open and should close in its period: in its facts and in a note, and where its rows are
    accounts in four more columns at their end, rolled up where the rows are. scope: the accounts that it is about, None
    for all. A report of two keys stays as it is.
    """
    by = report.facts["by"]
    if "," in by or report.total is None:
        return report
    facts, last = report.facts, report.total
    pipeline = pipeline_of(reader, period, facts["as_of"], facts["currency"], scope)
    places = {column.key: place for place, column in enumerate(report.columns)}

    def line_of(row: Sequence[Any], found: OpenSum | None, *, needed: bool = False) -> PipelineLine:
        return pipeline_line(pipeline, found, row[places["target"]], row[places["actual"]], needed=needed)

    whole = line_of(last, pipeline.whole() if pipeline else None, needed=True)
    report = report._replace(
        facts={**facts, "pipeline": whole._asdict()},
        notes=(*report.notes, *_sentence(whole, pipeline.number if pipeline else 0, period)),
    )
    if by != "account":
        return report
    sums = pipeline.by_account(_above(reader) if report.depth else None) if pipeline else {}
    rows = [(*row, *_cells(line_of(row, sums.get(row[places["key"]])))) for row in report.rows]
    return report._replace(columns=(*report.columns, *COLUMNS), rows=rows, total=(*last, *_cells(whole)))


def _cells(line: PipelineLine) -> tuple[Any, ...]:
    return line.open, line.amount, line.weighted, line.coverage


def _above(reader: Reader) -> dict[str, list[str]]:
    """Each account with all above it, by their codes."""
    accounts = load(reader)
    return {
        node.code: [accounts[each].code for each in with_ancestors(accounts, [node.id])] for node in accounts.values()
    }


def _sentence(line: PipelineLine, count: int, period: Period) -> list[str]:
    """`pipeline: 4 open that close in 2026, 610,000, weighted 402,500; covers 2.1 × the gap of 99,000`, if any is."""
    if not count:
        return []
    if not line.open:
        return [f"pipeline: nothing that is open closes in {period.name}"]
    close = "closes" if line.open == 1 else "close"
    head = f"{line.open} open that {close} in {period.name}, {grouped(line.amount, whole=True)}"
    parts = [f"{head}, weighted {grouped(line.weighted, whole=True)}", *line.beside]
    return [f"pipeline: {'; '.join([', '.join(parts), line.covers] if line.covers else [', '.join(parts)])}"]
