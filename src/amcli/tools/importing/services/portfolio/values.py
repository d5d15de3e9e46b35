"""The values of a record of the document: each checked by its field's type and made what its column holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import Any

from amcli.base.errors import AmcliError
from amcli.base.fields import Field, Type
from amcli.base.money import parse_quantity, parse_rate
from amcli.base.registry import NOUNS
from amcli.base.text import check_code, clean, quote
from amcli.base.time.lead_times import parse_leads
from amcli.records.portfolio_document import by_code
from amcli.records.services.field_values import SEPARATOR

Reader = Callable[[Any], Any]
CACHED = 10_000  # codes and budgets that are looked up once
_TOO_MUCH = 10**15  # of any amount, quantity or rate
_MOST_DIGITS = 40
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class ValueRejected(Exception):
    """A value that cannot be taken: the message says why."""


class Values:
    """Makes the readers of the fields. `removed` counts the control characters that were taken out of texts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.decimals: Mapping[str, int] = {}
        self.removed = 0
        self._connection = connection
        self._look_up = lru_cache(maxsize=CACHED)(self._one)

    def know_currencies(self) -> None:
        """Read the decimals that the file has of each currency."""
        self.decimals = dict(self._connection.execute("SELECT code, decimals FROM currency"))

    def budget_currency(self, budget: int) -> str | None:
        """The currency of a budget that is in the file."""
        found: str | None = self._look_up("SELECT currency FROM budget WHERE id = ?", budget)
        return found

    def _one(self, sql: str, value: Any) -> Any:
        row = self._connection.execute(sql, (value,)).fetchone()
        return row[0] if row else None

    def reader(self, field: Field, letter: str) -> Reader:
        """From what JSON has, which is not null, to what the column has. Raises ValueRejected.

        letter: of the record's own ids. Money stays a number, because its currency is in another key: see `minor`.
        """
        if field.name == "id":
            return _id_reader(letter)
        if field.many:
            return _ids(field) if field.type is Type.REF else self._words(field)
        simple: dict[Type, Reader] = {
            Type.DATE: lru_cache(CACHED)(_day), Type.DUE: lru_cache(CACHED)(_due),
            Type.MONEY: _amount, Type.CURRENCY: self._currency,
            Type.NUMBER: lambda value: _number(value, parse_quantity),
            Type.RATE: lambda value: _number(value, parse_rate),
            Type.CODE: lambda value: _checked(lambda: check_code(string(value))),
            Type.RULE: _rule, Type.LEAD_TIMES: _leads,
        }  # fmt: skip
        match field.type:
            case Type.INT:
                return lambda value: _whole(value, field)
            case Type.CHOICE:
                return lambda value: _choice(value, field)
            case Type.REF:
                return self._code_reader(field.noun) if by_code(field) else _id_reader(NOUNS[field.noun].letter)
            case _ if field.name == "template":
                return lambda value: _object(self._text(value))
            case _:
                return simple.get(field.type, self._text)

    def minor(self, value: int | Decimal, currency: str | None) -> int:
        """An amount in the minor units of a currency, exactly."""
        if currency is None:
            raise ValueRejected("has no currency")
        scaled = _EXACT.multiply(value, 10 ** self.decimals[currency])
        minor = int(scaled)
        if minor != scaled:
            raise ValueRejected(f"has more decimals than {currency} takes")
        return minor

    def _text(self, value: Any) -> str:
        if isinstance(value, str) and value.isprintable():
            return value
        text, removed = clean(string(value))
        self.removed += removed
        return text

    def _currency(self, value: Any) -> str:
        code = string(value)
        if code not in self.decimals:
            raise ValueRejected(f"is no currency of ISO 4217: {quote(code)}")
        return code

    def _code_reader(self, noun: str) -> Reader:
        sql = f"SELECT id FROM {noun} WHERE code = ?"

        @lru_cache(maxsize=CACHED)
        def read(code: Any) -> int:
            row: int | None = self._one(sql, string(code))
            if row is None:
                raise ValueRejected(f"names no {noun} of the document: {quote(code)}")
            return row

        return read

    def _words(self, field: Field) -> Reader:
        def read(value: Any) -> str:
            words = [self._text(word) for word in _items(value)]
            if field.choices:
                words = [_choice(word, field) for word in words]
            if not all(words) or any(SEPARATOR in word for word in words):
                raise ValueRejected(f"has a word that is empty or holds {SEPARATOR}")
            return SEPARATOR.join(words)

        return read


def string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueRejected("is no text")
    return value


def _items(value: Any) -> list[Any]:
    """The items of an array; an object comes as a list too, but of pairs."""
    if not isinstance(value, list) or not value or any(isinstance(item, tuple) for item in value):
        raise ValueRejected("is no list of texts")
    return value


def _whole(value: Any, field: Field) -> int:
    if type(value) is not int or not field.least <= value <= field.most:
        raise ValueRejected(f"is no whole number from {field.least:,} to {field.most:,}")
    return value


def _choice(value: Any, field: Field) -> str:
    if value not in field.choices:
        raise ValueRejected(f"is none of {', '.join(field.choices)}")
    return str(value)


def _day(value: Any) -> str:
    text = string(value)
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ValueRejected(f"is no day such as 2026-12-01: {quote(text)}")


def _due(value: Any) -> str:
    text = string(value)
    try:
        if len(text) == 10 or datetime.fromisoformat(text).isoformat(timespec="minutes") == text:
            return text if len(text) > 10 else _day(text)
    except ValueError:
        pass
    raise ValueRejected(f"is no day or time such as 2026-12-01T15:30: {quote(text)}")


def _amount(value: Any) -> int | Decimal:
    """A number that is no more than money can be; bool is an int to Python."""
    if type(value) not in (int, Decimal):
        raise ValueRejected("is no number")
    if not 0 <= value < _TOO_MUCH:
        raise ValueRejected("is negative or too large")
    return value  # type: ignore[no-any-return]


def _number(value: Any, parse: Callable[[str], Decimal]) -> str:
    number = Decimal(_amount(value))
    if (
        number.adjusted() < -_MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS
    ):  # 1e-999999 is not spelled out
        raise ValueRejected("has too many digits")
    text = format(number, "f")
    _checked(lambda: parse(text))
    return text


def _rule(value: Any) -> str:
    from amcli.base.time.recurrence import parse_rule

    _checked(lambda: parse_rule(string(value)))
    return str(value)


def _leads(value: Any) -> str:
    _checked(lambda: parse_leads(string(value)))
    return str(value)


def _object(text: str) -> str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueRejected("is no JSON object in a text")
    return text


def _id_reader(letter: str) -> Reader:
    def read(value: Any) -> int:
        text = string(value)
        digits = text[1:]
        if text[:1] != letter or not digits.isdigit() or not text.isascii() or digits[0] == "0" or len(text) > 19:
            raise ValueRejected(f"is no id such as {letter}12: {quote(text)}")
        return int(digits)

    return read


def _ids(field: Field) -> Reader:
    read = _id_reader(NOUNS[field.noun].letter)
    return lambda value: [read(item) for item in _items(value)]


def _checked(make: Callable[[], Any]) -> Any:
    """What a rule of the command line makes of a value; what it complains of, as a reason."""
    try:
        return make()
    except AmcliError as error:
        raise ValueRejected(error.message) from error
