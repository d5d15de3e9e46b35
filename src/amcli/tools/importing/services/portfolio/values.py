"""The values of a record of the document: each read by its field's type, and made what its column holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import Any

from amcli.base.field_type import ValueRejected, string
from amcli.base.fields import ID_FIELD, Field
from amcli.base.registry import NOUNS
from amcli.base.text import clean, quote
from amcli.base.time.dates import from_iso, iso
from amcli.records.portfolio_document import LARGEST_ID
from amcli.settings.environment import zone_of

Reader = Callable[[Any], Any]
CACHED = 10_000  # codes and budgets that are looked up once
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class Values:
    """What the values of a document are held against (a DocumentContext).

    `removed` counts the control characters that were taken out of texts.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.decimals: Mapping[str, int] = {}
        self.removed = 0
        self._connection = connection
        self._look_up = lru_cache(maxsize=CACHED)(self._scalar)

    def know_currencies(self) -> None:
        """Read the decimals that the file has of each currency."""
        self.decimals = dict(self._connection.execute("SELECT code, decimals FROM currency"))

    def currency_of(self, noun: str, record_id: int) -> str | None:
        """The currency of a record that is in the file."""
        currency: str | None = self._look_up(f"SELECT currency FROM {noun} WHERE id = ?", record_id)
        return currency

    def _scalar(self, sql: str, value: Any) -> Any:
        row = self._connection.execute(sql, (value,)).fetchone()
        return row[0] if row else None

    def reader(self, field: Field, letter: str) -> Reader:
        """From what JSON has, which is not null, to what the column has. It raises ValueRejected.

        letter: of the record's own ids. Money stays a number, because its currency is in another key: see `minor`.
        """
        # Two keys are no matter of a type: a record's own id, and what another program would not write.
        if field.name == ID_FIELD.name:
            return _id_reader(letter)
        if check := _SPELLED.get(field.name):
            return lambda value: check(self.text(value))
        return field.type.json_reader(field, self)

    def minor(self, value: int | Decimal, currency: str | None) -> int:
        """An amount in the minor units of a currency, exactly. Raises ValueRejected."""
        if currency is None:
            raise ValueRejected("has no currency")
        scaled = _EXACT.multiply(value, 10 ** self.decimals[currency])
        minor = int(scaled)
        if minor != scaled:
            raise ValueRejected(f"has more decimals than {currency} takes")
        return minor

    def text(self, value: Any) -> str:
        """A text without control characters. Raises ValueRejected."""
        if isinstance(value, str) and value.isprintable():
            return value
        text, removed = clean(string(value))
        self.removed += removed
        return text

    def currency(self, value: Any) -> str:
        """A code that the document said is a currency's. Raises ValueRejected."""
        code = string(value)
        if code not in self.decimals:
            raise ValueRejected(f"is no currency of ISO 4217: {quote(code)}")
        return code

    def reference_reader(self, noun: str) -> Callable[[Any], int]:
        """The id of a record of a noun, named by its code, which has to be in the file, or by its id."""
        if not NOUNS[noun].coded:
            return _id_reader(NOUNS[noun].letter)
        sql = f"SELECT id FROM {noun} WHERE code = ?"

        @lru_cache(maxsize=CACHED)
        def read_code(code: Any) -> int:
            record_id: int | None = self._scalar(sql, string(code))
            if record_id is None:
                raise ValueRejected(f"names no {noun} of the document: {quote(code)}")
            return record_id

        return read_code


def _object(text: str) -> str:
    if not isinstance(_json(text), dict):
        raise ValueRejected("is no JSON object in a text")
    return text


def _days(text: str) -> str:
    """What is otherwise on days, as JSON: each a day, or a day and a time, with an object or null."""
    found = _json(text)
    if not isinstance(found, dict) or not all(_is_time(day) and _is_exception(said) for day, said in found.items()):
        raise ValueRejected("is no JSON object of days in a text")
    return text


def _is_exception(said: Any) -> bool:
    return said is None or (isinstance(said, dict) and ("due" not in said or _is_time(said["due"])))


def _is_time(text: Any) -> bool:
    try:
        return isinstance(text, str) and iso(from_iso(text)) == text
    except ValueError:
        return False


def _zone(text: str) -> str:
    try:
        zone_of(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueRejected(f"is no time zone: {quote(text)}") from error
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


_SPELLED: dict[str, Callable[[str], str]] = {"template": _object, "exceptions": _days, "zone": _zone}


def _id_reader(letter: str) -> Callable[[Any], int]:
    def read_id(value: Any) -> int:
        text = string(value)
        digits = text[len(letter) :]
        sound = digits.isdigit() and digits.isascii() and digits[0] != "0" and len(digits) <= 18
        if text[: len(letter)] != letter or not sound:
            raise ValueRejected(f"is no id such as {letter}12: {quote(text)}")
        if int(digits) > LARGEST_ID:
            raise ValueRejected(f"is too large for an id, which goes up to {letter}{LARGEST_ID}: {quote(text)}")
        return int(digits)

    return read_id
