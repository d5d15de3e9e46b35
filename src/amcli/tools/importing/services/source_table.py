"""The file of an import, opened and understood: its table, which column is which field, and how it writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import ID_FIELD, Noun, Type
from amcli.base.text import one_line, quote
from amcli.settings.environment import Env
from amcli.tools.importing.services.columns.currency_beside import with_currency_beside
from amcli.tools.importing.services.columns.first_rows import FirstRows, first_rows
from amcli.tools.importing.services.columns.formats import FileFormats, detect_formats
from amcli.tools.importing.services.columns.header import Header
from amcli.tools.importing.services.columns.mapping import (
    STAGE,
    STATUS,
    TICKETS,
    VOIDED,
    ColumnSource,
    Mapped,
    has_stages,
    is_column_name,
    map_columns,
    needed_columns,
    plain_title,
)
from amcli.tools.importing.services.columns.own_export import columns_of_ids, is_own_export
from amcli.tools.importing.services.files.open import open_table
from amcli.tools.importing.services.files.table import Table
from amcli.tools.importing.services.files.totals import WithoutTotals
from amcli.tools.importing.services.load import absent
from amcli.tools.importing.services.load.rejects import is_rejects
from amcli.tools.importing.services.request import ImportRequest
from amcli.tools.importing.services.rows.deal_steps import FRACTION, PERCENT, check_stages
from amcli.tools.importing.services.rows.deciding_columns import with_deciding_columns
from amcli.tools.importing.services.rows.import_context import zone_of
from amcli.tools.importing.services.rows.ticket_steps import check_statuses
from amcli.tools.importing.services.rows.told_words import told_words
from amcli.tools.importing.services.rows.vocabulary import Told


class SourceTable(NamedTuple):
    """A file's table, the sources of the fields in it, and what is known of how it writes them.

    decisions: what was decided about its columns. own_export: whether amcli itself wrote it, so that its ids count.
    """

    table: WithoutTotals
    sources: tuple[ColumnSource, ...]
    decisions: tuple[str, ...]
    formats: FileFormats
    told: Told
    first_rows: FirstRows
    own_export: bool

    @property
    def notes(self) -> list[str]:
        """What is to be said of the file: of its layout, its columns, its days and numbers."""
        return [*self.table.notes, *self.decisions, *self.formats.notes]


def open_source(env: Env, noun: Noun, request: ImportRequest) -> SourceTable:
    """Open and understand the file. BadValue where it cannot be read, where options do not fit, and for questions."""
    table = _opened(noun, request)
    begin = first_rows(table)
    own_export = is_own_export(noun, table)
    # What is amcli's id in its own export is no other system's key.
    own = (ID_FIELD.name,) if own_export and ID_FIELD.name not in request.mapping.values() else ()
    mapped = map_columns(
        noun, table.header, request.mapping, ignored=(*request.ignore, *own), rows=begin, whose=request.account
    )
    if own_export:
        by_id = columns_of_ids(noun, table.header, request.ignore)
        others = (source for source in mapped.sources if source.field not in {each.field for each in by_id})
        mapped = mapped._replace(sources=(*others, *by_id))
    header = Header(table.header, (*request.ignore, *own))
    mapped = with_deciding_columns(noun, header, begin, mapped, request.words, request.mapping)
    _check_fit(noun, table, mapped.sources, request)
    table.used = frozenset(column for source in mapped.sources for column in source.all_columns)
    table = WithoutTotals(table, needed_columns(mapped.sources))
    first_rows(table)  # for the totals among them, which the table keeps as it passes them over
    mapped = with_currency_beside(noun, mapped, begin, table.above, table.totals)
    if noun.name == TICKETS:
        check_statuses(request.stages)
    else:
        check_stages(env, request.stages)
    told = told_words(noun, mapped.sources, table.header, request)
    formats = detect_formats(
        table, mapped.sources, date_order=request.date_order, decimal=request.decimal, length=request.minutes,
        zone=zone_of(env),
    )  # fmt: skip
    return SourceTable(table, mapped.sources, mapped.decisions, formats, told, begin, own_export)


def check_totals(noun: Noun, file: SourceTable) -> None:
    """BadValue where a row of totals below the first rows names the currency of amounts that were read without one."""
    found = with_currency_beside(noun, Mapped(file.sources), file.first_rows, (), file.table.totals)
    if found.decisions:
        code = found.sources[-1].constant
        raise BadValue(f"{found.decisions[0]}, far below: say so with --map 'currency=\"{code}\"'")


def _opened(noun: Noun, request: ImportRequest) -> Table:
    """The table of the file, or of both files. BadValue."""
    titles = is_column_name(noun, {**request.mapping, "on": request.on.replace("=", "+")})

    def table_of(source: BinaryIO, name: str) -> Table:
        return open_table(
            source,
            one_line(name),
            sheet=request.sheet,
            encoding=request.encoding,
            hidden=request.hidden,
            known=titles,
        )

    table = table_of(request.source, request.source_name)
    if request.partner is None:
        return table
    from amcli.tools.importing.services.files.joined import Joined

    return Joined(table, table_of(request.partner, request.partner_name), request.on, plain_title)


def _check_fit(noun: Noun, table: Table, sources: Sequence[ColumnSource], request: ImportRequest) -> None:
    """BadValue where options do not go with the columns, and for an amount that would be counted several times."""
    for source in sources:
        if source.field.type is Type.MONEY and not set(source.columns).isdisjoint(table.repeated()):
            raise BadValue(
                f"the {source.field.name} is {quote(source.title)}, which several rows have in common: "
                f"type --map {source.field.name}=COLUMN with one of the file that has the rows"
            )
    if request.rejects_over_source and not is_rejects(table.header):
        over = f"{request.rejects} is the file that is imported, its good rows too"
        raise BadValue(f"{over}: name another file for --rejects")
    if request.keep_status and not any(source.field.name in (STATUS, VOIDED) for source in sources):
        raise BadValue("--keep-status is for a file with a column of states: name it with --status COLUMN")
    absent.check(noun, request.missing)
    if request.probability not in ("", PERCENT, FRACTION):
        raise BadValue(f"--probability {quote(request.probability)}: use {PERCENT} or {FRACTION}")
    if request.won_sales and has_stages(noun) and not request.sale:
        raise BadValue("--won-sales is for the sales that --sale books: leave it out")
    if request.won and not any(source.field.name == STAGE for source in sources):
        raise BadValue("--won is for sales whose file has a column with the stage of each deal: leave it out")
