"""csv and tsv: a header of keys and the rows, as they come; no total, so that a column can be summed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO

from amcli.base.results import Listing, Record, RowFormat
from amcli.base.text import clean, escape_cell
from amcli.render.cells import TextFit, for_programs, row_shaper
from amcli.render.select import Rows

# GLOB patterns of texts that may be more than plain characters: ASCII and the letters after it, less what separates,
# quotes and escapes. The fewer ranges, the faster; what else there is (Chinese, say) is looked at by Python.
_CSV_RISKY = "*[^ !#-+--:<-~\u00a1-\u167f]*"
_TSV_RISKY = "*[^] -:<-[^-~\u00a1-\u167f]*"
# What begins with a letter or a digit is no formula. (No white space is in the second range.)
_START = "[0-9A-Za-z\u00c0-\u167f]*"


def write_csv(result: Rows, out: TextIO) -> None:
    """RFC 4180 with bare line feeds. Text that a spreadsheet would run is escaped; a missing cell is empty."""
    keys = [column.key for column in result.columns]
    if len(keys) > 1 and (blocks := _lines(result, keys, ",", _CSV_RISKY, _csv_cell)) is not None:
        out.write(",".join(map(_csv_cell, keys)) + "\n")
        out.writelines("\n".join(block) + "\n" for block in blocks)
        return
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_csv_text, keys))
    writer.writerows(_rows(result, _csv_text))


def write_tsv(result: Rows, out: TextIO) -> None:
    r"""One row a line, whatever it holds: tab, newline and backslash are written `\t`, `\n` and `\\`."""
    keys = [column.key for column in result.columns]
    out.write("\t".join(map(_tsv_text, keys)) + "\n")
    if (blocks := _lines(result, keys, "\t", _TSV_RISKY, _tsv_text)) is not None:
        out.writelines("\n".join(block) + "\n" for block in blocks)
        return
    out.writelines("\t".join(cells) + "\n" for cells in _rows(result, _tsv_text))


def _lines(
    result: Rows, keys: Sequence[str], separator: str, risky: str, text: Callable[[str], str]
) -> Iterator[list[str]] | None:
    """The finished lines, where the result can give them."""
    if not isinstance(result, Listing) or result.lines is None:
        return None
    heads = ("", *[separator] * (len(keys) - 1))
    return result.lines(keys, RowFormat(heads, "", "", "", risky, _START, text, lambda items: text(",".join(items))))


def _rows(result: Rows, fit: TextFit) -> Iterator[list[str]]:
    rows: Iterable[Sequence[Any]] = [result.row] if isinstance(result, Record) else result.rows
    return map(row_shaper(result.columns, for_programs, fit), rows)


def _csv_text(text: str) -> str:
    if text.isalnum():  # most codes and words, which need neither of the two; it saves a fifth of an export's time
        return text
    return escape_cell(clean(text)[0])  # stored text is clean already, but for what other hands wrote into the file


def _csv_cell(text: str) -> str:
    """The text between its quotes, where it needs them: what csv.writer does with a cell among others."""
    shown = _csv_text(text)
    return '"' + shown.replace('"', '""') + '"' if any(mark in shown for mark in ',"\n') else shown


def _tsv_text(text: str) -> str:
    return _csv_text(text).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
