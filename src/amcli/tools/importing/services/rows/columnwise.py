"""Many rows at once, a column at a time: the fast way for rows that hold nothing unusual.

A file names the same few accounts, products and days again and again, so each text is read once and looked up from
then on; amounts are put together from their digits. Whatever is not plain (a bad cell, a currency beside an amount, a
record to be created) sends the whole batch the ordinary way, row by row, which decides alone: this way only ever says
what that one would say.

What each text means is read by the field's type, as elsewhere. Plain text and amounts are put together here, a whole
column by one look at it: a call for each of a million cells is what this way saves. A noun finishes none of these
rows, because it has to do with minus signs and words of status alone, which are not plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import AmcliError
from amcli.base.fields import Type
from amcli.base.text import is_empty
from amcli.records.services.field_values import FALLBACK_CURRENCY, currency_source
from amcli.tools.importing.services.rows.cell_step import Step
from amcli.tools.importing.services.rows.cells import JOINED, OF_ONE
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.row_reader import RowReader

REMEMBERED_TEXTS = 20_000  # texts of a column; more are read anew, so that memory stays flat
DIGITS = 14  # before the decimals: more may not fit into 64 bits


class NotPlain(Exception):
    """A batch that is read row by row. Never leaves this module."""


class _Amounts(NamedTuple):
    """Plain amounts of a column. decimals: as many as each of them has; None where they differ, or one is empty."""

    cells: Sequence[str]
    decimals: int | None


class _Known(dict[str, Any]):
    """What texts of one column mean, read when they first come."""

    def __init__(self, step: Step, read: Callable[[str], Any], empty: Any) -> None:
        super().__init__()
        self._asks, self._read, self._empty = bool(step.needed or step.if_blank), read, empty
        self._takes_blank, self._missing = step.takes_blank, step.missing

    def __missing__(self, text: str) -> Any:
        if self._missing.fullmatch(text) or text.startswith('="'):
            raise NotPlain
        if not is_empty(text) or self._takes_blank:
            value = self._read(text)
        elif self._asks:
            raise NotPlain
        else:
            value = self._empty
        if len(self) >= REMEMBERED_TEXTS:
            self.clear()
        self[text] = value
        return value


class Columnwise:
    """Reads batches of rows of one file."""

    def __init__(self, reader: RowReader, context: ImportContext) -> None:
        self._reader, self._context = reader, context
        self._steps = list(reader.steps)
        self._known: dict[str, _Known] = {}
        self._currency_of: dict[int | None, str] = {}
        source = currency_source(reader.noun)
        self._source = source.column if source else ""
        self.possible = (
            not reader.noun.row_check
            and not (reader.noun.own_files and reader.noun.finish_row)  # whose rows their noun finishes, plain or not
            and not context.whose
            and all(step.read_alone is not None for step in self._steps)
            and all(step.column in reader.columns or not step.stored for step in self._steps)
            # One amount that each row has settles the currency; where none is needed, it may not.
            and (not any(step.money for step in self._steps) or any(step.money and step.needed for step in self._steps))
        )

    def __call__(self, rows: Sequence[Sequence[str]]) -> dict[str, Sequence[Any]] | None:
        """The values of each column that the file fills; None where the rows must be read one by one."""
        cells = list(zip(*rows, strict=True))
        try:
            with self._context.trial():
                read = [(step, self._column(step, _cells(step, cells, len(rows)))) for step in self._steps]
            columns: dict[str, Any] = {step.column: values for step, values in read if step.stored}
            self._resolve_currency(columns)
        except (NotPlain, AmcliError):
            self._drop_cache()
            return None
        if self._context.unsettled:
            self._drop_cache()
            return None
        self._count_signs(columns, len(rows))
        return columns

    def _count_signs(self, columns: Mapping[str, Sequence[Any]], count: int) -> None:
        """No amount of these rows has a minus."""
        name, signs = self._reader.noun.signs, self._context.signs
        signs.plus += count
        if name in columns:
            signs.taking = signs.taking or self._reader.noun.field(name).choices[-1] in columns[name]

    def _drop_cache(self) -> None:
        """What an unusual row has made known may not last."""
        self._context.discard_row()
        self._known.clear()

    def _column(self, step: Step, cells: Sequence[str]) -> Sequence[Any] | _Amounts:
        if step.money:
            return _plain_amounts(cells, needed=bool(step.needed))
        if step.stored and step.field.type is Type.TEXT and not step.field.many:
            return self._texts(step, cells)
        known = self._known.get(step.name)
        if known is None:
            assert step.read_alone is not None
            known = self._known[step.name] = _Known(step, step.read_alone, self._reader.empty.get(step.column))
        return list(map(known.__getitem__, cells))

    def _texts(self, step: Step, cells: Sequence[str]) -> Sequence[Any]:
        """Printable text without an apostrophe in front is stored as it is."""
        joined = "".join(cells)
        if not joined.isprintable() or "'" in joined or '="' in joined or any(map(step.missing.fullmatch, cells)):
            raise NotPlain
        if JOINED in joined and step.name in OF_ONE:
            raise NotPlain
        blank = str.isspace if joined.isascii() else is_empty
        texts = [None if not text or blank(text) else text for text in cells]
        if step.needed and None in texts:
            raise NotPlain
        return texts

    def _resolve_currency(self, columns: dict[str, Any]) -> None:
        """Put the amounts into minor units of each row's currency."""
        money = [step for step in self._steps if step.money]
        if not money:
            return
        sources = columns[self._source] if self._source else [None] * len(columns[money[0].column].cells)
        currencies = columns.get("currency") or [None] * len(sources)
        if any(step.unit for step in money):
            currencies = self._in_unit(money, currencies, sources)
        if None in currencies:
            currencies = [code or self._implied(source) for code, source in zip(currencies, sources, strict=True)]
        if "currency" in self._reader.columns:
            columns["currency"] = currencies
        decimals = {code: self._context.decimals(code) for code in set(currencies)}
        for step in money:
            columns[step.column] = _minors(columns[step.column], currencies, decimals)

    def _in_unit(
        self, money: Sequence[Step], named: Sequence[str | None], sources: Sequence[int | None]
    ) -> Sequence[str]:
        """The one currency that the titles name for all rows. NotPlain where anything may name another."""
        unit = next((step.unit for step in money if step.needed), "")
        others = {*named, *(step.unit for step in money)} - {None, "", unit}
        if "currency" not in self._reader.columns:
            others |= {self._implied(source) for source in set(sources)} - {unit}
        if others or not unit:
            raise NotPlain
        return [unit] * len(named)

    def _implied(self, source: int | None) -> str:
        """The currency of a row that names none: of the record that it takes its own from, else the configured one."""
        if source not in self._currency_of:
            implied = self._context.implied_currency(self._reader.noun, {self._source: source})
            self._currency_of[source] = implied or self._context.currency or FALLBACK_CURRENCY
        return self._currency_of[source]


def _cells(step: Step, cells: Sequence[Sequence[str]], count: int) -> Sequence[str]:
    """The texts of a field: those of its column, or the same for all rows."""
    return [step.constant] * count if step.place is None else cells[step.place]


def _plain_amounts(cells: Sequence[str], *, needed: bool) -> _Amounts:
    """The amounts of a column that holds plain digits, or nothing where it may. NotPlain otherwise.

    What is read row by row ends at a bad amount, and so looks up nothing that stands behind it: neither may this way,
    which has no currency yet to read the amounts with.
    """
    joined = "\n".join(cells)
    if joined.count("\n") >= len(cells):  # a cell of several lines
        raise NotPlain
    digits = rf"[0-9]{{1,{DIGITS}}}"
    decimals = len(cells[0].partition(".")[2])
    if _all_are(rf"{digits}\.[0-9]{{{decimals}}}" if decimals else digits, joined):
        return _Amounts(cells, decimals)
    if _all_are(rf"{digits}(?:\.[0-9]+)?" if needed else rf"(?:{digits}(?:\.[0-9]+)?)?", joined):
        return _Amounts(cells, None)
    raise NotPlain


def _all_are(amount: str, joined: str) -> bool:
    """One look at all of them."""
    return re.fullmatch(rf"(?:{amount}\n)*{amount}", joined) is not None


def _minors(amounts: _Amounts, currencies: Sequence[str], decimals: Mapping[str, int]) -> list[int | None]:
    """Plain amounts in minor units of the currencies beside them. NotPlain where one has more decimals than that."""
    if set(decimals.values()) == {amounts.decimals}:
        return list(map(int, "\n".join(amounts.cells).replace(".", "").split("\n")))
    return [_minor(text, decimals[code]) for text, code in zip(amounts.cells, currencies, strict=True)]


def _minor(text: str, decimals: int) -> int | None:
    """A plain amount in minor units of a currency with so many decimals, None where it is empty."""
    whole, _, fraction = text.partition(".")
    if len(fraction) > decimals:
        raise NotPlain
    return int(whole + fraction.ljust(decimals, "0")) if text else None
