"""What the columns of a file tell of how it writes days and numbers, where a single cell does not.

`05/06/2026` says nothing of its order; `24/12/2026` in the same column does. `1.234` may be a thousand or a decimal;
`1.234,56` in the same file tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import Type
from amcli.base.money import COMMA, POINT
from amcli.base.text import quote
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns import lengths
from amcli.tools.importing.services.columns.foreign_formats import DAY_FIRST, MONTH_FIRST
from amcli.tools.importing.services.columns.header import is_utc
from amcli.tools.importing.services.columns.mapping import ColumnSource, plain_title
from amcli.tools.importing.services.files.table import Table

DAYS = (Type.DATE, Type.DUE)
LENGTH = "minutes"  # the field that holds a length of time
ZONE = ":zone"
CENTURY = ":century"
NUMBERS = (Type.MONEY, Type.NUMBER, Type.RATE)
FIRST_ROWS = 1_000  # rows that have to raise a doubt, or the rest of the file is not asked


class FormatEvidence(NamedTuple):
    """An answer, and how it is known (a phrase that goes behind a complaint)."""

    answer: str = ""
    why: str = ""


class FileFormats(NamedTuple):
    """How a file writes days and numbers: the answer for each field that has one, and what is to be said of it."""

    evidence: Mapping[str, FormatEvidence] = {}
    notes: tuple[str, ...] = ()

    def of(self, field: str) -> FormatEvidence:
        """What is known of a field's column; an empty answer where nothing is."""
        return self.evidence.get(field, FormatEvidence())


class _Column(NamedTuple):
    key: str  # what is found out: of the field, or of its instants
    source: ColumnSource
    place: int
    judge: Callable[[str], str]


def detect_formats(
    table: Table, sources: Sequence[ColumnSource], *, date_order: str = "", decimal: str = "", length: str = "",
    zone: tzinfo | None = None,
) -> FileFormats:  # fmt: skip
    """Find out how a file writes days and numbers, reading only as much of it as is needed.

    date_order, decimal, length: what the user says, which counts before the file. zone: on whose clock instants are
    read; None is the machine's. BadValue where they are none of the words,
    and where a day may be two and nothing in its column tells.
    """
    _check("--date-order", date_order, (DAY_FIRST, MONTH_FIRST))
    _check("--decimal", decimal, (COMMA, POINT))
    _check("--minutes", length, lengths.ACCEPTED)
    days = [source for source in sources if source.field.type in DAYS and source.columns]
    numbers = [source for source in sources if source.field.type in NUMBERS and source.columns]
    evidence = {
        source.field.name: FormatEvidence(date_order, f" (--date-order {date_order})") for source in days if date_order
    }
    evidence |= {source.field.name: FormatEvidence(decimal, f" (--decimal {decimal})") for source in numbers if decimal}
    open_days = [] if date_order else days
    open_numbers = [] if decimal else numbers

    def is_moved(text: str) -> str:
        return ZONE if foreign.is_moved(text, zone) else ""

    def is_short(text: str) -> str:
        return CENTURY if foreign.has_short_year(text) else ""

    proofs, doubts = _read(
        table,
        [
            *_columns(open_days, foreign.order_of),
            *_columns(days, is_short, CENTURY),
            *_columns(open_numbers, foreign.decimal_separator_of),
            *_columns([each for each in days if not is_utc(each.title)], is_moved, ZONE),
            *_columns([each for each in days if is_utc(each.title)], lambda text: is_moved(foreign.in_utc(text)), ZONE),
        ],
    )
    for source in open_days:
        if source.field.name in doubts and source.field.name not in proofs:
            line, text = doubts[source.field.name]
            raise BadValue(f"{quote(text)} in the column {source.title} (line {line}) {foreign.question(text)}")
    names = {source.field.name: source.title for source in sources}
    notes = []
    moved = [proofs.pop(key) for key in [key for key in proofs if key.endswith(ZONE)]]
    if moved:
        _, line, text = min(moved, key=lambda proof: proof[1])
        where = f"in the zone {zone}" if zone else "in this machine's zone"
        notes.append(f"read instants with an offset {where}, as in line {line}: {quote(text)}")
    short = [proofs.pop(key) for key in [key for key in proofs if key.endswith(CENTURY)]]
    if short:
        _, line, text = min(short, key=lambda proof: proof[1])
        notes.append(f"read years of two digits as 20YY, as in line {line}: {quote(text)}")
    for name, (answer, line, text) in proofs.items():
        evidence[name] = FormatEvidence(answer, f" (as in line {line})")
        if answer != POINT:
            notes.append(f"read the column {names[name]} {_SAID[answer]}, as in line {line}: {quote(text)}")
    evidence |= _lengths(table, sources, length)
    _lend(evidence, [source.field.name for source in open_numbers])
    return FileFormats(evidence, tuple(notes))


def _lengths(table: Table, sources: Sequence[ColumnSource], told: str) -> dict[str, FormatEvidence]:
    """In what lengths of time are counted, where that is known."""
    names = [plain_title(name) for name in table.header]
    units = {
        source.field.name: told or lengths.length_unit(source.title, names)
        for source in sources
        if source.field.name == LENGTH
    }
    return {name: FormatEvidence(unit) for name, unit in units.items() if unit}


_SAID = {DAY_FIRST: "with the day first", MONTH_FIRST: "with the month first", COMMA: "with a decimal comma"}


def _read(
    table: Table, columns: Sequence[_Column]
) -> tuple[dict[str, tuple[str, int, str]], dict[str, tuple[int, str]]]:
    """By field: the first text that proves something, with its line; and the first that leaves a doubt."""
    proofs: dict[str, tuple[str, int, str]] = {}
    doubts: dict[str, tuple[int, str]] = {}
    count = 0
    if not columns:
        return proofs, doubts
    for lines, rows, problems in table.batches():
        for number, (line, cells) in enumerate(zip(lines, rows, strict=True)):
            for key, _, place, judge in columns:
                if number in problems or key in proofs or not cells[place]:
                    continue
                said = judge(cells[place])
                if said == "?":
                    doubts.setdefault(key, (line, cells[place]))
                elif said:
                    proofs[key] = said, line, cells[place]
        count += len(rows)
        if count >= FIRST_ROWS:
            columns = [column for column in columns if column.key in doubts.keys() - proofs.keys()]
        if not columns:
            break
    return proofs, doubts


def _columns(sources: Sequence[ColumnSource], judge: Callable[[str], str], about: str = "") -> list[_Column]:
    """about: what is asked of a column beside the answer that its field needs."""
    single = [source for source in sources if len(source.columns) == 1 or source.minus]
    return [_Column(source.field.name + about, source, column, judge) for source in single for column in source.columns]


def _lend(evidence: dict[str, FormatEvidence], fields: Sequence[str]) -> None:
    """A column of numbers that proves nothing is written as the others of its file are, where these agree."""
    known = {evidence[field] for field in fields if field in evidence}
    if len({proven.answer for proven in known}) == 1:
        for field in fields:
            evidence.setdefault(field, next(iter(known)))


def _check(option: str, answer: str, accepted: Sequence[str]) -> None:
    if answer and answer not in accepted:
        raise BadValue(f"{option} {quote(answer)} is not accepted: use {' or '.join(accepted)}")
