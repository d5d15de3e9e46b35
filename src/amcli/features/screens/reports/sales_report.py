"""The sales report with the pipeline beside its gap."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amcli.base.money import grouped
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import AccountNode, load, with_ancestors
from amcli.features.screens.reports.pipeline_line import PipelineLine, pipeline_line, pipeline_of, whole_line
from amcli.render.people import short_day
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

    def line_of(row: Sequence[Any], found: OpenSum | None) -> PipelineLine:
        return pipeline_line(pipeline, found, row[places["target"]], row[places["actual"]], needed=False)

    whole = whole_line(pipeline, last[places["target"]], last[places["actual"]])
    said = _sentence(whole, period, _then(reader, facts["as_of"]))
    report = report._replace(facts={**facts, "pipeline": whole._asdict()}, notes=(*report.notes, *said))
    if by != "account":
        return report
    accounts = load(reader, facts["as_of"]) if report.depth else {}
    sums = pipeline.by_account(_above(accounts) if report.depth else None) if pipeline else {}
    parents = {node.code: accounts[node.parent].code for node in accounts.values() if node.parent is not None}

    def open_of(row: Sequence[Any]) -> OpenSum | None:
        """What is open counts where its account stands on the report's day."""
        key = row[places["key"]]
        stands_there = not report.depth or not row[places["depth"]] or row[places["parent"]] == parents.get(key)
        return sums.get(key) if stands_there else None

    rows = [(*row, *_cells(line_of(row, open_of(row)))) for row in report.rows]
    return report._replace(columns=(*report.columns, *COLUMNS), rows=rows, total=(*last, *_cells(whole)))


def _cells(line: PipelineLine) -> tuple[Any, ...]:
    return line.open, line.amount, line.weighted, line.coverage


def _above(accounts: dict[int, AccountNode]) -> dict[str, list[str]]:
    """Each account with all above it, by their codes."""
    return {
        node.code: [accounts[each].code for each in with_ancestors(accounts, [node.id])] for node in accounts.values()
    }


def _then(reader: Reader, day: date) -> str:
    """` on 30 Jun`, where the day is another than today."""
    return "" if day == reader.env.today else f" on {short_day(day, reader.env.today)}"


def _sentence(line: PipelineLine, period: Period, then: str) -> list[str]:
    """`pipeline: 4 of 5 open close in 2026, 610,000, weighted 402,500; covers 2.1 × the gap of 99,000`, if any is."""
    if not line.open:
        nothing = f"pipeline{then}: nothing that {'was' if then else 'is'} open closes in {period.name}"
        return [nothing] if line.other_open else []
    close = "closes" if line.told == 1 else "close"
    head = f"{line.of_all} open {close} in {period.name}, {grouped(line.told_amount, whole=True)}"
    parts = [f"{head}, weighted {grouped(line.weighted, whole=True)}", *line.beside]
    return [f"pipeline{then}: {'; '.join([', '.join(parts), line.covers] if line.covers else [', '.join(parts)])}"]
