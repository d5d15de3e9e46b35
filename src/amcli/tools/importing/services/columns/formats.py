"""What the columns of a file tell of how it writes days and numbers, where a single cell does not.

`05/06/2026` says nothing of its order; `24/12/2026` in the same column does. `1.234` may be a thousand or a decimal;
`1.234,56` in the same file tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import Type
from amcli.base.text import quote
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns.foreign_formats import COMMA, DAY_FIRST, MONTH_FIRST, POINT
from amcli.tools.importing.services.columns.mapping import Taken
from amcli.tools.importing.services.files.table import Table

DAYS = (Type.DATE, Type.DUE)
NUMBERS = (Type.MONEY, Type.NUMBER, Type.RATE)
FIRST = 1_000  # rows that have to raise a doubt, or the rest of the file is not asked


class Told(NamedTuple):
    """An answer, and how it is known (a phrase that goes behind a complaint)."""

    answer: str = ""
    why: str = ""


class Style(NamedTuple):
    """How a file writes days and numbers: the answer for each field that has one, and what is to be said of it."""

    told: Mapping[str, Told] = {}
    notes: tuple[str, ...] = ()

    def of(self, field: str) -> Told:
        return self.told.get(field, Told())


class _Column(NamedTuple):
    taken: Taken
    place: int
    judge: Callable[[str], str]


def survey(table: Table, taken: Sequence[Taken], *, date_order: str = "", decimal: str = "") -> Style:
    """Find out how a file writes days and numbers, reading only as much of it as is needed.

    date_order, decimal: what the user says. BadValue where a day may be two and nothing in its column tells.
    """
    _check("--date-order", date_order, (DAY_FIRST, MONTH_FIRST))
    _check("--decimal", decimal, (COMMA, POINT))
    days = [one for one in taken if one.field.type in DAYS and one.columns]
    numbers = [one for one in taken if one.field.type in NUMBERS and one.columns]
    told = {one.field.name: Told(date_order, f" (--date-order {date_order})") for one in days if date_order}
    told |= {one.field.name: Told(decimal, f" (--decimal {decimal})") for one in numbers if decimal}
    open_days = [] if date_order else days
    open_numbers = [] if decimal else numbers
    proofs, doubts = _read(table, [*_columns(open_days, foreign.order_of), *_columns(open_numbers, foreign.sign_of)])
    for one in open_days:
        if one.field.name in doubts and one.field.name not in proofs:
            line, text = doubts[one.field.name]
            raise BadValue(f"{quote(text)} in the column {one.title} (line {line}) {foreign.question(text)}")
    names = {one.field.name: one.title for one in taken}
    notes = []
    for name, (answer, line, text) in proofs.items():
        told[name] = Told(answer, f" (as in line {line})")
        if answer != POINT:
            notes.append(f"read the column {names[name]} {_SAID[answer]}, as in line {line}: {quote(text)}")
    _lend(told, [one.field.name for one in open_numbers])
    return Style(told, tuple(notes))


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
            for taken, place, judge in columns:
                if number in problems or taken.field.name in proofs or not cells[place]:
                    continue
                said = judge(cells[place])
                if said == "?":
                    doubts.setdefault(taken.field.name, (line, cells[place]))
                elif said:
                    proofs[taken.field.name] = said, line, cells[place]
        count += len(rows)
        if count >= FIRST:
            columns = [one for one in columns if one.taken.field.name in doubts.keys() - proofs.keys()]
        if not columns:
            break
    return proofs, doubts


def _columns(taken: Sequence[Taken], judge: Callable[[str], str]) -> list[_Column]:
    return [_Column(one, one.columns[0], judge) for one in taken if len(one.columns) == 1]


def _lend(told: dict[str, Told], fields: Sequence[str]) -> None:
    """A column of numbers that proves nothing is written as the others of its file are, where these agree."""
    known = {told[field] for field in fields if field in told}
    if len({each.answer for each in known}) == 1:
        for field in fields:
            told.setdefault(field, next(iter(known)))


def _check(option: str, answer: str, accepted: Sequence[str]) -> None:
    if answer and answer not in accepted:
        raise BadValue(f"{option} {quote(answer)} is not accepted: use {' or '.join(accepted)}")
