"""A result as one page of HTML: a report with its chart and notes, a list, or a written page with its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TextIO

from htpy import Node, dd, div, dl, dt, h2, li, p, section, ul

from amcli.base.charts import Chart, Lorenz, keys_of
from amcli.base.hints import for_page
from amcli.base.pattern import pattern
from amcli.base.results import INTERNAL, Column, Kind, Listing, Record, Report
from amcli.base.text import clean
from amcli.render.charts.draw import draw
from amcli.render.charts.svg import shown
from amcli.render.html.cells import cell_shaper
from amcli.render.html.document import document
from amcli.render.html.tables import SHEET, Told, table_of
from amcli.render.people import Viewer
from amcli.render.select import Rows, kept, one_currency, select, without_column, without_empty

NOTHING = "Nothing."
_WORD = pattern(r"\w+")


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
        if called := shown(for_page(result.title)).strip():
            return called
        if isinstance(result, Record):
            keys = [column.key for column in result.columns]
            named = result.reference in keys and result.row[keys.index(result.reference)]
            return shown(f"{result.noun} {named or ''}".strip())
        return shown(result.report if isinstance(result, Report) else result.noun)

    @property
    def audience(self) -> str:
        """Whom it is for: the client sees what was made for clients alone."""
        return shown(self.asked.audience if isinstance(self.asked, Record) else INTERNAL)

    def write(self, out: TextIO) -> None:
        """The whole page: the same bytes for the same result."""
        for chunk in document(self.heading, self.audience, list(_parts(self))).iter_chunks():
            out.write(chunk)
        out.write("\n")


def page_of(result: Rows, columns: Sequence[str] | None, viewer: Viewer | None) -> Page:
    """The page of a result, with the columns named by their keys, if any are. BadValue for a key that no column has."""
    asked = kept(result)
    return Page(asked, select(asked, columns, "html") if columns else asked, bool(columns), viewer)


def _parts(page: Page) -> Iterator[Node]:
    read, viewer = page.read, page.viewer
    if isinstance(read, Report):
        drawn = read.drawn(SHEET) if read.drawn else read
        if not page.chosen:
            yield from _charts(read, drawn, viewer)
        yield _table(drawn, page, for_page(drawn.title), drawn.empty)
        yield _notes([shown(for_page(note)) for note in drawn.sentences if for_page(note)])
    elif isinstance(read, Record):
        yield _head(page, read, viewer)
        for place, part in enumerate(read.sections, 1):
            yield from _part(page, read, part, f"chart-{place}")
    else:
        yield _table(read, page, read.title or read.noun, read.empty)
        yield _and_more(read)


def _charts(read: Report, drawn: Report, viewer: Viewer | None) -> Iterator[Node]:
    """What a report draws, of the rows that programs get or of those that people see."""
    if read.chart and not (read.more and isinstance(read.chart, Lorenz)):  # which is of all, and not of some
        yield draw(read.chart, "chart", read.columns, list(read.rows))
    rows = list(drawn.rows)
    for place, chart in enumerate(drawn.charts, 1):
        yield draw(chart, f"chart-{place}", drawn.columns, rows)
        yield _beside(chart, drawn.columns, rows, viewer)


def _beside(chart: Chart, columns: Sequence[Column], rows: Sequence[Sequence[Any]], viewer: Viewer | None) -> Node:
    """The figures of a chart whose table says other things of the rows; of those that have any."""
    wanted = keys_of(chart)
    places = [place for place, column in enumerate(columns) if column.key in wanted]
    told = [columns[place]._replace(undrawn=False) for place in places]
    cells = [[row[place] for place in places] for row in rows]
    return table_of(Told(told, [row for row in cells if None not in row]), viewer, shown(chart.title))


def _part(page: Page, record: Record, part: Listing, name: str) -> Iterator[Node]:
    """A part of a record under its heading; of a written page also one that says that it has nothing."""
    rows = list(part.rows)
    if record.page and part.prose:
        yield from _prose(rows)
    elif rows or (record.page and part.empty):
        heading, currency = part.title or part.noun, one_currency(part.columns, rows)
        in_money = currency and any(column.kind is Kind.MONEY for column in part.columns)
        if in_money and currency not in _WORD.findall(heading):
            heading = f"{heading}, {currency}"  # once, and not in each row
        chart = draw(part.chart, name, part.columns, rows) if part.chart and rows else None
        yield "\n"
        yield section[h2[shown(heading)], chart, _table(part, page, heading, part.empty), _and_more(part)]


def _table(result: Listing | Report, page: Page, heading: str, empty: str) -> Node:
    """The rows by the columns that people read; what is said instead where there is none."""
    read = result if page.chosen else select(result, None, "html")
    assert not isinstance(read, Record)
    rows = list(read.rows)
    if not rows:
        return p[shown(for_page(empty) or NOTHING)]
    read = read._replace(rows=rows)
    if isinstance(read, Listing):
        read = without_empty(read, rows)
    if not page.chosen and one_currency(read.columns, rows) in _WORD.findall(heading):
        read = without_column(read, "currency")  # the heading has it
    total = read.total if isinstance(read, Report) else None
    return ["\n", table_of(Told(read.columns, list(read.rows), total), page.viewer, shown(heading)), "\n"]


def _and_more(listing: Listing) -> Node:
    return _notes([listing.further] if listing.more else [])


def _notes(notes: Sequence[str]) -> Node:
    return ul(".notes")[(li[note] for note in notes)] if notes else None


def _head(page: Page, record: Record, viewer: Viewer | None) -> Node:
    """What a record says of itself, each field under its name."""
    read = record._replace(sections=()) if page.chosen else select(record._replace(sections=()), None, "html")
    assert isinstance(read, Record)
    currency = one_currency(read.columns, [read.row])
    in_it = [place for place, column in enumerate(read.columns) if column.kind is Kind.MONEY and read.row[place]]
    told = (
        _field(column, value, viewer, currency if place in in_it else "")
        for place, (column, value) in enumerate(zip(read.columns, read.row, strict=True))
        if not (in_it and currency and column.key == "currency") and not (record.page and value is False)
    )
    pairs = [pair for pair in told if pair is not None]
    return dl[pairs] if pairs else None


def _field(column: Column, value: Any, viewer: Viewer | None, currency: str) -> Node:
    """A value under its name, an amount with its currency."""
    cell = cell_shaper(column, viewer)(value)
    if not cell.text:
        return None
    unit = f" {currency}" if currency else None
    return div[dt[shown(column.title)], dd({"class": cell.tone or None})[cell.node, unit]]


def _prose(rows: Sequence[Sequence[Any]]) -> Iterator[Node]:
    """What a person wrote, under its headings: its lines as they are, and no markup of theirs."""
    for heading, text in rows:
        if heading:
            yield ["\n", h2[shown(heading)]]
        if text.strip():
            yield ["\n", p(".text")[clean(text)[0].strip()]]
