"""Aligned columns for a pipe: nothing cut off, no colour, numbers as a program reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TextIO

from amcli.base.results import Column, Listing, Record, Report
from amcli.base.text import one_line
from amcli.render.cells import NUMERIC, for_a_pipe, label_total, row_shaper
from amcli.render.select import Rows
from amcli.render.width import pad, width

_GAP = "  "


def write_plain(result: Rows, out: TextIO) -> None:
    """The keys in capitals, the rows, a report's total under a rule; of no rows, nothing at all.

    A cell is never empty, for awk's sake: `n/a` where a ratio is undefined, else `-`.
    """
    if isinstance(result, Record):
        _write_record(result, out)
    else:
        _write_table(result, out)


def _write_table(result: Listing | Report, out: TextIO) -> None:
    # A column is as wide as its widest cell, so every row is in memory before the first is written;
    # csv, tsv and jsonl are for what does not fit there.
    shape = _shaper(result.columns)
    rows = [shape(row) for row in result.rows]
    if not rows:
        return
    lines = [[one_line(column.key).upper() for column in result.columns], *rows]
    if isinstance(result, Report) and result.total is not None:
        lines.append(label_total(result.columns, shape(result.total)))
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    rights = [column.kind in NUMERIC for column in result.columns]
    for index, cells in enumerate(lines):
        if index == len(rows) + 1:  # only a total comes after the rows
            out.write("-" * (sum(widths) + len(_GAP) * (len(widths) - 1)) + "\n")
        padded = map(pad, cells, widths, rights)
        out.write(_GAP.join(padded).rstrip(" ") + "\n")


def _write_record(record: Record, out: TextIO) -> None:
    if record.page:
        out.write(f"{one_line(record.title)}\n\n")
    keys = [f"{one_line(column.key)}:" for column in record.columns]
    widest = max(map(width, keys), default=0)
    for key, cell in zip(keys, _shaper(record.columns)(record.row), strict=True):
        out.write(f"{pad(key, widest)} {cell}".rstrip(" ") + "\n")
    for section in record.sections:
        rows = list(section.rows)
        if rows:
            out.write(f"\n{one_line(section.title or section.noun)}\n")
            _write_table(section._replace(rows=rows), out)
            if section.more:
                out.write(f"{section.further}\n")
        elif record.page and section.empty:
            out.write(f"\n{one_line(section.title or section.noun)}\n{one_line(section.empty)}\n")


def _shaper(columns: Sequence[Column]) -> Callable[[Sequence[Any]], list[str]]:
    return row_shaper(columns, for_a_pipe, one_line, lambda column: column.missing("-"))
