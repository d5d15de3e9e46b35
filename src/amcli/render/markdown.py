"""A GitHub table: what a person reads on the screen, to paste into a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

from amcli.base.results import Column, Listing, Record, Report
from amcli.base.text import clean, one_line
from amcli.render.cells import NUMERIC, for_people, label_total, row_shaper
from amcli.render.select import Rows, without_empty

# What would be markup, code, an entity, HTML or a cell's end inside a table.
_MARKUP = re.compile(r"[\\`*_~\[\]<>|&$]")
# What would make a heading or a rule of a line, or of the one before it.
_BEGINNING = re.compile(r"^(\s*)([#=+~]|-(?=[-\s]*$))")
PAGE = 120  # cells of a document's width
_LINE_END = re.compile("[\n\u2028\u2029]")


def write_markdown(result: Rows, out: TextIO) -> None:
    """The rows of a listing; of a report between its title and its notes, with a bold total: what is pasted has to say
    what it is about. A record as fields and values, then its sections.
    """
    if isinstance(result, Report) and result.drawn:
        result = result.drawn(PAGE)
    if not isinstance(result, Record):
        if isinstance(result, Report) and result.title:
            out.write(f"### {_text(result.title)}\n\n")
        _write_table(result, out)
        return
    _write_record(result, out)


def _write_record(record: Record, out: TextIO) -> None:
    if record.page:
        out.write(f"# {_text(record.title)}\n\n{_text(record.audience)}\n")
    cells = zip(record.columns, _shaper(record.columns)(record.row), strict=True)
    told = [[_text(column.title), text] for column, text in cells if text]
    if record.page and told:
        out.write("\n")
    if told or not record.page:
        _write_head([Column("field"), Column("value")], out)
    for pair in told:
        _write_line(pair, out)
    level = "##" if record.page else "###"
    for section in record.sections:
        _write_section(section, list(section.rows), level, out, page=record.page)


def _write_section(section: Listing, rows: Sequence[Sequence[Any]], level: str, out: TextIO, *, page: bool) -> None:
    if page and section.prose:
        for heading, text in rows:
            _write_prose(f"{level} {_text(heading)}" if heading else "", text, out)
        return
    if rows or (page and section.empty):
        out.write(f"\n{level} {_text(section.title or section.noun)}\n\n")
    if rows:
        _write_table(without_empty(section, rows) if page else section._replace(rows=rows), out)
        if section.more:
            out.write(f"\n{section.further}\n")
    elif page and section.empty:
        out.write(f"{_text(section.empty)}\n")


def _write_prose(heading: str, text: str, out: TextIO) -> None:
    """What a person wrote: its lines as they are, so that lists stay lists, but no markup of theirs."""
    if heading:
        out.write(f"\n{heading}\n")
    if text.strip():
        lines = (_BEGINNING.sub(r"\1\\\2", _text(line.strip())) for line in text.split("\n"))
        out.write("\n" + "\n".join(lines) + "\n")


def _write_table(result: Listing | Report, out: TextIO) -> None:
    _write_head(result.columns, out)
    shape = _shaper(result.columns)
    for row in result.rows:
        _write_line(shape(row), out)
    if isinstance(result, Report) and result.total is not None:
        cells = label_total(result.columns, shape(result.total))
        _write_line([f"**{cell}**" if cell else "" for cell in cells], out)
    for note in result.sentences if isinstance(result, Report) else ():
        out.write(f"\n{_text(note)}\n")


def _write_head(columns: Sequence[Column], out: TextIO) -> None:
    _write_line([_text(column.title) for column in columns], out)
    _write_line(["---:" if column.kind in NUMERIC else "---" for column in columns], out)


def _write_line(cells: Iterable[str], out: TextIO) -> None:
    out.write(f"| {' | '.join(cells)} |\n")


def _shaper(columns: Sequence[Column]) -> Callable[[Sequence[Any]], list[str]]:
    return row_shaper(columns, for_people, _text, Column.missing)


def _text(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", one_line(_LINE_END.sub(" ", clean(text)[0])))
