"""The records of one kind in the document, made rows of their table."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from amcli.base.field_type import ValueRejected, string
from amcli.base.fields import ALIASES_FIELD, Field, Type
from amcli.base.results import Kind
from amcli.base.text import quote
from amcli.records.portfolio_document import ALIASES_SINCE, FORMAT, Part, by_code
from amcli.records.services.aliases import decoded
from amcli.records.services.field_values import currency_lender
from amcli.tools.importing.services.portfolio.values import Values

_PRIVATE = "is not what it should be, and private: it is not shown here"


class Records:
    """Reads records one by one.

    What is no column of the table waits aside: `links` to others by their key, and `parents` of the same kind, which
    may come later in the document than who names them: they are put in when all are there.
    """

    def __init__(self, part: Part, values: Values, written: int = FORMAT) -> None:
        """written: the format of the document."""
        self._values = values
        self._keys = tuple(part.fields)
        self._later: dict[str, str | bool | None] = {
            key: _before_it_was_said(part.fields[key]) for key, since in part.noun.added.items() if since > written
        }
        if part.noun.aliased and written < ALIASES_SINCE:
            self._later[ALIASES_FIELD.name] = None
        place = self._keys.index
        parent = part.self_reference
        self._parent = place(parent) if parent else None
        self._linked = {place(key): key for key in part.links}
        self._lender = currency_lender(part.noun)  # whose currency the amounts are in, where the record has no own
        self._borrowed = place(self._lender.column) if self._lender else None
        self._currency = place("currency") if "currency" in part.fields else 0
        self._id = place("id")
        self._money = [place(key) for key, field in part.fields.items() if field.type is Type.MONEY]
        self._readers = [
            string if place(key) == self._parent and by_code(field) else values.reader(field, part.noun.letter)
            for key, field in part.fields.items()
        ]  # fmt: skip
        self._private = {field.name for field in part.noun.private}
        self._filled = [at for at, key in enumerate(self._keys) if key in part.filled]
        self._needed = itemgetter(*self._filled)
        self._aliases = place(ALIASES_FIELD.name) if part.noun.aliased else None
        aside = {self._parent, *self._linked, self._currency if self._lender else None, self._aliases}
        kept = [self._id, *(at for at in range(len(self._keys)) if at not in {self._id, *aside})]
        self._row = itemgetter(*kept)
        fields = list(part.fields.values())
        columns = ", ".join(f'"{fields[at].column}"' for at in kept)
        self.insert = f"INSERT INTO {part.noun.name} ({columns}) VALUES ({', '.join('?' * len(kept))})"
        self.links: dict[str, list[tuple[int, int]]] = {key: [] for key in part.links}
        self.parents: list[tuple[int, Any]] = []
        self.aliases: list[tuple[int, str, str]] = []

    def clear_pending(self) -> None:
        """What waited was taken in."""
        for links in self.links.values():
            links.clear()
        self.parents.clear()
        self.aliases.clear()

    def read(self, record: Any) -> tuple[Any, ...]:
        """The row, its id first. ValueRejected says which key is wrong, and why."""
        values = self._ordered(record)
        cells: list[Any] = []
        try:
            for read, value in zip(self._readers, values, strict=True):
                cells.append(None if value is None else read(value))
        except (ValueRejected, TypeError) as error:  # TypeError: a list where a text is looked up
            why = str(error) if isinstance(error, ValueRejected) else "is no text"
            key = self._keys[len(cells)]
            raise ValueRejected(f"{key} {_PRIVATE if key in self._private else why}") from error
        if None in self._needed(cells):
            raise ValueRejected(f"{self._keys[next(at for at in self._filled if cells[at] is None)]} has no value")
        for at in self._money:
            if cells[at] is not None:
                cells[at] = self._minor(at, cells)
        record_id = cells[self._id]
        if self._parent is not None and cells[self._parent] is not None:
            self.parents.append((record_id, cells[self._parent]))
        if self._aliases is not None and cells[self._aliases] is not None:
            self.aliases += [(record_id, kind, text) for kind, text in _decoded(cells[self._aliases])]
        for at, key in self._linked.items():
            self.links[key] += [(record_id, other) for other in cells[at] or ()]
        return self._row(cells)  # type: ignore[no-any-return]

    def _minor(self, at: int, cells: list[Any]) -> int:
        """An amount in minor units of the record's currency, which for some is that of a record they name."""
        currency = cells[self._currency]
        if self._lender and self._borrowed is not None:
            noun = self._lender.noun
            if self._values.currency_of(noun, cells[self._borrowed]) != currency:
                key = self._lender.column
                raise ValueRejected(f"{key} names no {noun} of the document, or currency is not the {noun}'s")
        try:
            return self._values.minor(cells[at], currency)
        except ValueRejected as error:
            raise ValueRejected(f"{self._keys[at]} {error}") from error

    def _ordered(self, record: Any) -> Sequence[Any]:
        """The values in the order of the keys, each of which has to be there once, and no other."""
        pairs = record if is_object(record) else [("", None)]
        keys, values = zip(*pairs, strict=True)
        if keys == self._keys:
            return values
        if not is_object(record):
            raise ValueRejected("is no object, or an empty one")
        named = dict(pairs)
        by_key = {**self._later, **named}
        strange = next((key for key in by_key if key not in self._keys), None)
        if strange is not None:
            raise ValueRejected(f"{quote(strange)} is no key of these")
        missing = next((key for key in self._keys if key not in by_key), None)
        if missing is not None:
            raise ValueRejected(f"{missing} is missing")
        if len(named) < len(pairs):
            raise ValueRejected("a key is there twice")
        return [by_key[key] for key in self._keys]


def _before_it_was_said(field: Field) -> str | bool | None:
    """What a document of an older format means by lacking a key: what the field has when nobody says it, in JSON."""
    if field.type.kind is Kind.FLAG:
        return False
    return field.default or None


def _decoded(texts: str) -> list[tuple[str, str]]:
    try:
        return list(decoded(texts))
    except ValueError as error:
        raise ValueRejected(f"{ALIASES_FIELD.name} has {quote(str(error))}, which is no KIND:TEXT") from error


def is_object(value: Any) -> bool:
    """Whether a value of the stream was an object: a list of pairs, and not empty."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], tuple)


def keyed(value: Any) -> dict[str, Any]:
    """An object as a dictionary; anything else, and an object with a key twice, as an empty one."""
    by_key = dict(value) if is_object(value) else {}
    return by_key if by_key and len(by_key) == len(value) else {}
