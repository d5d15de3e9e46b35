"""From a result and a format to the writer that knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from amcli.base.errors import BadValue
from amcli.base.formats import BINARY, OF_ROWS, PAGES, check_format
from amcli.base.results import Change, Column, Document, Listing, Message, Record, Report
from amcli.base.text import clean, shown_bytes
from amcli.render.select import Rows, select
from amcli.render.width import wrapped

if TYPE_CHECKING:
    from amcli.base.address_card import Cards
    from amcli.base.calendar_entry import Calendar
    from amcli.render.people import Viewer

ROWS_ALONE = ("csv", "tsv", "xlsx", "parquet", "ids")


def render(
    result: Listing | Report | Record | Document | Change | Message | Calendar | Cards,
    format: str,
    out: TextIO,
    *,
    columns: Sequence[str] | None = None,
    width: int | None = None,
    color: bool = False,
    viewer: Viewer | None = None,
) -> None:
    """Write `result` to `out` in one of FORMATS.

    `columns` are keys to show, in that order; a record then shows no sections. `width` (cells, else the
    terminal's), `color` and `viewer` (whose days they are) matter to the table alone.
    `ics` is the format of a Calendar, and the only one it has, as vcf is of Cards and json of a Document. BINARY
    formats go into the bytes below `out`.
    Raises BadValue, before anything is written, for an unknown format or column, and for rows of a screen.
    """
    check_format(format)
    if format == "ics":
        _write_calendar(result, columns, out)
        return
    if format == "vcf":
        _write_cards(result, columns, out)
        return
    if isinstance(result, Document):
        _write_document(result, format, columns, out)
        return
    if isinstance(result, Message) and result.title and format in PAGES:
        result = _as_page(result)
    if isinstance(result, Change | Message):
        if columns:
            raise BadValue("this result has no columns to choose from: leave out --columns")
        _write_words(result, format, out, width if format == "table" else None)
        return
    table = cast("Rows", result)
    if isinstance(result, Record) and result.lists and not columns and format in ROWS_ALONE:
        raise BadValue(f"{result.noun} has several parts, which {format} cannot hold: use -f json, or {result.lists}")
    if format in PAGES:
        _write_page(table, format, columns, out, viewer)
        return
    shown = select(table, columns, format)
    if format == "table":
        from amcli.render.terminal.table import write_table

        write_table(shown, out, width, color, viewer)
    elif format in BINARY:
        _binary_writer(format)(shown, out.buffer)
    else:
        # The reference may be a column that was not chosen.
        _writer(format)(table if format == "ids" else shown, out)


def _write_calendar(result: object, columns: Sequence[str] | None, out: TextIO) -> None:
    from amcli.base.calendar_entry import Calendar
    from amcli.render.ics import write_ics

    if not isinstance(result, Calendar):
        raise BadValue("this result is no calendar: ics is for deadlines")
    if columns:
        raise BadValue("a calendar has no columns to choose from: leave out --columns")
    write_ics(result, out)


def _write_cards(result: object, columns: Sequence[str] | None, out: TextIO) -> None:
    from amcli.base.address_card import Cards
    from amcli.render.vcf import write_vcf

    if not isinstance(result, Cards):
        raise BadValue("this result has no cards: vcf is for contacts")
    if columns:
        raise BadValue("a card has no columns to choose from: leave out --columns")
    write_vcf(result, out)


def _write_document(document: Document, format: str, columns: Sequence[str] | None, out: TextIO) -> None:
    from amcli.render.json import write_document

    if format != "json":
        raise BadValue(f"a whole portfolio is one JSON document: leave out {format}, or export one kind")
    if columns:
        raise BadValue("a whole portfolio has no columns to choose from: leave out --columns")
    write_document(document, out)


def _as_page(message: Message) -> Record:
    """A text as a page of its paragraphs."""
    columns = (Column("heading"), Column("text"))
    rows = [("", " ".join(each.split())) for each in message.text.split("\n\n")]
    prose = Listing("text", columns, rows, "text", prose=True)
    return Record("text", (), (), (prose,), title=message.title, page=True)


def _write_words(result: Change | Message, format: str, out: TextIO, width: int | None) -> None:
    if format in OF_ROWS:
        raise BadValue(f"this result has no rows for {format}: use another format")
    if format in ("json", "jsonl"):
        from amcli.render.json import write_words

        write_words(result, out)
    elif format == "ids" and isinstance(result, Change):
        out.writelines(f"{reference}\n" for reference in result.references)
    else:
        text = clean(shown_bytes(result.message if isinstance(result, Change) else result.text))[0]
        if text:
            text = wrapped(text, width)
            out.write(text if text.endswith("\n") else f"{text}\n")


def _write_page(result: Rows, format: str, columns: Sequence[str] | None, out: TextIO, viewer: Viewer | None) -> None:
    from amcli.render.html.page import page_of

    page = page_of(result, columns, viewer)
    if format == "html":
        page.write(out)
    elif format == "eml":
        from amcli.render.mail import write_mail

        write_mail(page, out)
    else:
        from amcli.render.pdf import write_pdf

        write_pdf(page, out.buffer)


def _writer(format: str) -> Callable[[Rows, TextIO], None]:
    """Import the one writer that is needed, because what a command imports is most of the time it takes."""
    match format:
        case "plain":
            from amcli.render.plain import write_plain as writer
        case "csv":
            from amcli.render.delimited import write_csv as writer
        case "tsv":
            from amcli.render.delimited import write_tsv as writer
        case "json":
            from amcli.render.json import write_json as writer
        case "jsonl":
            from amcli.render.json import write_jsonl as writer
        case "markdown":
            from amcli.render.markdown import write_markdown as writer
        case _:
            from amcli.render.ids import write_ids as writer
    return writer


def _binary_writer(format: str) -> Callable[[Rows, BinaryIO], None]:
    if format == "xlsx":
        from amcli.render.xlsx import write_xlsx

        return write_xlsx
    from amcli.render.parquet import write_parquet

    return write_parquet
