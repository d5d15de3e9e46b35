"""csv and tsv: a header of keys and the rows, as they come; no total, so that a column can be summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from amcli.domain.results import Record
from amcli.domain.text import clean, escape_cell
from amcli.render.cells import TextFit, for_programs, row_shaper
from amcli.render.select import Rows


def write_csv(result: Rows, out: TextIO) -> None:
    """RFC 4180 with bare line feeds. Text that a spreadsheet would run is escaped; a missing cell is empty."""
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_text(column.key) for column in result.columns])
    writer.writerows(_rows(result, _csv_text))


def write_tsv(result: Rows, out: TextIO) -> None:
    r"""One row a line, whatever it holds: tab, newline and backslash are written `\t`, `\n` and `\\`."""
    out.write("\t".join(_tsv_text(column.key) for column in result.columns) + "\n")
    out.writelines("\t".join(cells) + "\n" for cells in _rows(result, _tsv_text))


def _rows(result: Rows, fit: TextFit) -> Iterator[list[str]]:
    rows: Iterable[Sequence[Any]] = [result.row] if isinstance(result, Record) else result.rows
    return map(row_shaper(result.columns, for_programs, fit), rows)


def _csv_text(text: str) -> str:
    if text.isalnum():  # most codes and words, which need neither of the two; it saves a fifth of an export's time
        return text
    return escape_cell(clean(text)[0])  # stored text is clean already, but for what other hands wrote into the file


def _tsv_text(text: str) -> str:
    return _csv_text(text).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
