"""What an import is asked to do, as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The rows of a file, and how they are to become records of a kind.

    kind: a noun, in the singular or the plural. source: seekable, and open until the import is done; source_name:
    what messages and the history call it. mapping: field → what --map takes (columns.map_option), where the names of
    the columns do not say it; profile: the name under which the portfolio is to keep it. ignore: columns that are as
    if they were not there. sheet: of a workbook, else the first. encoding: of a text that is not UTF-8. hidden: take
    the hidden rows of a sheet too. date_order (`dmy`, `mdy`) and decimal (`comma`, `point`): how the file writes days
    and numbers, where its columns do not tell; minutes: in what it counts a length of time. won: what it calls the
    stages of deals that are won.

    stages: a stage of the file → one of ours, an end, or `skip`; account: whose the rows are that name none;
    probability: `percent` or `fraction`, how a bare number is meant; sale: whether won ones make sales too.

    words: (field, a word of the file) → our word for it, or `skip` for rows to leave out. keep_status: states of rows
    that count, besides those we know; then no other does.

    partner: another file whose rows stand beside those with the same key; on: the column of the key, or two as `A=B`.

    won_sales: `same` or `new`, what rows are that may be sales which were won here (Noun.offers).

    missing: `report` names the records that the file does not have any more, `archive` also archives them.

    update: change the records that rows know again; without it they are left alone. create_missing: make the records
    that rows name and nobody has. rounding: accept amounts with more decimals than the currency has.

    rejects: take the good rows and write the bad ones here; without it one bad row keeps all out. rejects_over_source:
    that is the file which the rows come from, and so it has to be a file of rejects itself. dry_run: do it all, and
    take it back. keep_copy: make a backup first, where there are records.
    """

    kind: str
    source: BinaryIO
    source_name: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    ignore: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    hidden: bool = False
    partner: BinaryIO | None = None
    partner_name: str = ""
    on: str = ""
    date_order: str = ""
    decimal: str = ""
    minutes: str = ""
    won: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    probability: str = ""
    sale: bool = False
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    keep_status: tuple[str, ...] = ()
    missing: str = ""
    won_sales: str = ""
    update: bool = False
    create_missing: bool = False
    rounding: bool = False
    rejects: Path | None = None
    rejects_over_source: bool = False
    dry_run: bool = False
    keep_copy: bool = True
