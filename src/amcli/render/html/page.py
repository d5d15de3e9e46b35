"""A result as one page of HTML: a report with its chart and notes, a list, or a written page with its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TextIO

from htpy import Node, dd, div, dl, dt, h2, li, p, section, ul

from amcli.base.results import Column, Listing, Record, Report
from amcli.base.text import clean
from amcli.render.charts.draw import draw
from amcli.render.charts.svg import shown
from amcli.render.html.cells import cell_shaper
from amcli.render.html.document import document
from amcli.render.html.tables import SHEET, Told, table_of
from amcli.render.people import Viewer
from amcli.render.select import Rows, kept, select, without_empty

NOTHING = "Nothing."


class Page(NamedTuple):
    """A page before it is written. asked: the result with all its columns, of which charts are made; read: with those
    that a person reads. chosen: whether the columns were typed, which leaves the charts out.
    """

    asked: Rows
    read: Rows
    chosen: bool
    viewer: Viewer | None

    @property
    def heading(self) -> str:
        """What the page is called: its title, else what its rows are."""
        result = self.asked
        if called := shown(result.title).strip():
            return called
        if isinstance(result, Record):
            keys = [column.key for column in result.columns]
            named = result.reference in keys and result.row[keys.index(result.reference)]
            return shown(f"{result.noun} {named or ''}".strip())
        return shown(result.report if isinstance(result, Report) else result.noun)

    def write(self, out: TextIO) -> None:
        """The whole page: the same bytes for the same result."""
        for chunk in document(self.heading, list(_parts(self))).iter_chunks():
            out.write(chunk)
        out.write("\n")


def page_of(result: Rows, columns: Sequence[str] | None, viewer: Viewer | None) -> Page:
    """The page of a result, with the columns named by their keys, if any are. BadValue for a key that no column has."""
    asked = kept(result)
    return Page(asked, select(asked, columns, "html") if columns else asked, bool(columns), viewer)


def _parts(page: Page) -> Iterator[Node]:
    read, viewer = page.read, page.viewer
    if isinstance(read, Report):
        if read.chart and not page.chosen:
            yield draw(read.chart, "chart", read.columns, list(read.rows))
        drawn = read.drawn(SHEET) if read.drawn else read
        yield _table(drawn, page, drawn.title, drawn.empty)
        yield _notes([shown(note) for note in drawn.sentences])
    elif isinstance(read, Record):
        yield _head(page, read, viewer)
        for place, part in enumerate(read.sections, 1):
            yield from _part(page, read, part, f"chart-{place}")
    else:
        yield _table(read, page, read.title or read.noun, read.empty)
        yield _notes([f"and {read.more} more"] if read.more else [])


def _part(page: Page, record: Record, part: Listing, name: str) -> Iterator[Node]:
    """A part of a record under its heading; of a written page also one that says that it has nothing."""
    rows = list(part.rows)
    if record.page and part.prose:
        yield from _prose(rows)
    elif rows or (record.page and part.empty):
        heading = part.title or part.noun
        chart = draw(part.chart, name, part.columns, rows) if part.chart and rows else None
        yield "\n"
        yield section[h2[shown(heading)], chart, _table(part, page, heading, part.empty)]


def _table(result: Listing | Report, page: Page, heading: str, empty: str) -> Node:
    """The rows by the columns that people read; what is said instead where there is none."""
    read = result if page.chosen else select(result, None, "html")
    assert not isinstance(read, Record)
    rows = list(read.rows)
    if not rows:
        return p[shown(empty or NOTHING)]
    total = read.total if isinstance(read, Report) else None
    if isinstance(read, Listing):
        read = without_empty(read, rows)
        rows = list(read.rows)
    return ["\n", table_of(Told(read.columns, rows, total), page.viewer, shown(heading)), "\n"]


def _notes(notes: Sequence[str]) -> Node:
    return ul(".notes")[(li[note] for note in notes)] if notes else None


def _head(page: Page, record: Record, viewer: Viewer | None) -> Node:
    """What a record says of itself, each field under its name."""
    read = record._replace(sections=()) if page.chosen else select(record._replace(sections=()), None, "html")
    assert isinstance(read, Record)
    told = (_field(column, value, viewer) for column, value in zip(read.columns, read.row, strict=True))
    pairs = [pair for pair in told if pair is not None]
    return dl[pairs] if pairs else None


def _field(column: Column, value: Any, viewer: Viewer | None) -> Node:
    cell = cell_shaper(column, viewer)(value)
    return div[dt[shown(column.title)], dd({"class": cell.tone or None})[cell.node]] if cell.text else None


def _prose(rows: Sequence[Sequence[Any]]) -> Iterator[Node]:
    """What a person wrote, under its headings: its lines as they are, and no markup of theirs."""
    for heading, text in rows:
        if heading:
            yield ["\n", h2[shown(heading)]]
        if text.strip():
            yield ["\n", p(".text")[clean(text)[0].strip()]]
