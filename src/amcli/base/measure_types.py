"""The types of fields that measure: days and periods, amounts, quantities and rates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from amcli.base.errors import BadValue
from amcli.base.field_type import Row, Schema, Term, Type, ValueRejected, checked, string
from amcli.base.results import Kind
from amcli.base.text import quote
from amcli.base.time.dates import iso, parse_date, parse_due

if TYPE_CHECKING:
    from decimal import Decimal

    from amcli.base.field_contexts import CellFormats, DocumentContext, FilterContext, LookupContext, SpellContext
    from amcli.base.fields import Field
    from amcli.base.money import FileAmount, TypedAmount
    from amcli.base.time.period import Period
    from amcli.base.time.span import Span

CACHED = 10_000  # days of a document that are read once
DUE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"
SPAN_PATTERN = "^(0d|[1-9][0-9]{0,4}[dwmy])$"
_TOO_MUCH = 10**15  # of any amount, quantity or rate
_MOST_DIGITS = 40
_DECIMALS = range(5)  # that a currency may have


class DateType(Type):
    """A day."""

    name = "DATE"
    kind = Kind.DATE

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        return parse_date(text, context.today, field.look).isoformat()

    def days(self, field: Field, text: str, today: date) -> tuple[date, ...]:
        return (parse_date(text, today, field.look),)

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> str:
        return self.read(field, formats.day(text).partition("T")[0], context)

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        return lru_cache(CACHED)(_day)

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        return (f'"{field.column}" = ?', (parse_date(text, context.today, field.look).isoformat(),))

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "format": "date"}


class DueType(Type):
    """A day, or a day with a time."""

    name = "DUE"
    kind = Kind.DATE
    timed = True
    metavar = "DATE"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        return iso(parse_due(text, context.today, field.look))

    def days(self, field: Field, text: str, today: date) -> tuple[date, ...]:
        due = parse_due(text, today, field.look)
        return (due.date() if isinstance(due, datetime) else due,)

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> str:
        return self.read(field, formats.day(text), context)

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        return lru_cache(CACHED)(_due)

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        due = parse_due(text, context.today, field.look)
        day = due.date() if isinstance(due, datetime) else due
        column = f'"{field.column}"'
        # The day, and its minutes (`2026-12-01T15:30`): the calendar may have no next day to compare with.
        return (f"{column} >= ? AND {column} < ?", (day.isoformat(), f"{day.isoformat()}U"))

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": DUE_PATTERN}


class PeriodType(Type):
    """Days from the first to the last, in two columns: `start`, and `end`, which is the day after."""

    name = "PERIOD"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> Period:
        from amcli.base.time.period import parse_period

        return parse_period(text, context.today, context.fiscal)

    def days(self, field: Field, text: str, today: date) -> tuple[date, ...]:
        """Its last day, where that is to come: a year of long ago is typed in full and meant. Of a fiscal year as if it
        were the calendar's: it is a year away or none.
        """
        from amcli.base.time.period import parse_period

        period = parse_period(text, today)
        return (period.last_day,) if period.last_day > today else ()

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> Period:
        """As `read`, but no `Q3`: the file may be about any year. Raises BadValue."""
        from amcli.base.time.period import is_without_year

        parts = [formats.day(part).partition("T")[0] for part in text.split("..")]
        if any(map(is_without_year, parts)):
            raise BadValue(f"{quote(text)} has no year: in a file a period is written 2026-Q3")
        return self.read(field, "..".join(parts), context)

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        from amcli.base.time.period import parse_period

        wanted = parse_period(text, context.today, context.fiscal)
        return ('"start" < ? AND "end" > ?', (wanted.end.isoformat(), wanted.start.isoformat()))

    def where_empty(self, field: Field) -> Term:
        return ("start IS NULL", ())

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        from amcli.base.time.period import spell

        first, last = (row.get(column) for column in field.columns)
        return spell(date.fromisoformat(first), date.fromisoformat(last), context.fiscal) if first and last else ""


class SpanType(Type):
    """A length of time in days, weeks, months or years, kept as it is spelled in short: `3m`. `least` of the field is 1
    where no time at all is not accepted.
    """

    name = "SPAN"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        return _span(field, text).spell()

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> str | None:
        """As typed; else by our word for what another system writes. A number without its unit is not guessed."""
        try:
            return self.read(field, text, context)
        except BadValue:
            our_word = formats.our_word(text)
            if our_word is None:
                raise
            return self.read(field, our_word, context) if our_word else None

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        def read_span(value: Any) -> str:
            short = checked(lambda text: _span(field, text).spell(), string(value))
            if short != value:
                raise ValueRejected(f"is not as it is stored: use {short}")
            return str(short)

        return read_span

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        """The records whose span is as long: 12m finds 1y, but 3m does not find 90d."""
        same = _span(field, text).spellings()
        return (f'"{field.column}" IN ({", ".join("?" * len(same))})', same)

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        """In words, because an m may be read as minutes."""
        from amcli.base.time.span import parse_span

        value = row.get(field.column)
        return "" if value is None else parse_span(value).in_words()

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "string", "pattern": SPAN_PATTERN}


class MoneyType(Type):
    """An amount in the record's currency; the column holds its minor units."""

    name = "MONEY"
    kind = Kind.MONEY
    metavar = "M"
    suffix = "_minor"

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> TypedAmount:
        from amcli.base.money import parse_money

        return parse_money(text, below_zero=field.below_zero, decimal=context.decimal)

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> FileAmount:
        return formats.amount(text)

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], int | Decimal]:
        return _amount

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        """The amount in each record's own currency, or in the one that was typed."""
        from amcli.base.money import parse_money, to_minor

        typed = parse_money(text, decimal=context.decimal)
        minors: list[Any] = []
        for decimals in _DECIMALS:
            try:
                minor = to_minor(typed.value, decimals)
                minors.append(minor if minor < 2**63 else None)
            except BadValue:  # no amount of a currency with so few decimals
                minors.append(None)
        places = " ".join(f"WHEN {decimals} THEN ?" for decimals in _DECIMALS)
        test = f'"{field.column}" = CASE (SELECT decimals FROM currency WHERE code = v.currency) {places} END'
        if typed.currency:
            return (f"{test} AND currency = ?", [*minors, typed.currency])
        return (test, minors)

    def spell(self, field: Field, row: Row, context: SpellContext) -> str:
        from amcli.base.money import grouped

        currency = context.currency(row)
        amount = context.amount(row.get(field.column), currency)
        return "" if amount is None else f"{grouped(amount)} {currency}"

    def spell_change(self, field: Field, before: Row, after: Row, context: SpellContext) -> str:
        """`140,000 → 150,000 EUR`: in whole units where both are."""
        from amcli.base.money import amount_change

        old, new = context.currency(before), context.currency(after)
        first, second = before.get(field.column), after.get(field.column)
        return amount_change(context.amount(first, old), old, context.amount(second, new), new)

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "number", "minimum": 0, "description": "Exact decimals in `currency`."}


class NumberType(Type):
    """A quantity of zero or more, kept as the text of its digits."""

    name: ClassVar[str] = "NUMBER"
    kind = Kind.NUMBER
    metavar = "N"
    signed: ClassVar[bool] = True  # a file may have less than zero, and the whole row decides what that means
    least: ClassVar[str] = "minimum"

    def parse(self, text: str, decimal: str = "point") -> Decimal:
        from amcli.base.money import parse_quantity

        return parse_quantity(text, decimal)

    def read(self, field: Field, text: str, context: LookupContext, owner: int | None = None) -> str:
        return format(self.parse(text, context.decimal), "f")

    def read_cell(self, field: Field, text: str, context: LookupContext, formats: CellFormats) -> str:
        typed = formats.number(text)
        sign = "-" if self.signed and typed.startswith("-") else ""
        value = self.read(field, typed.removeprefix(sign), context)
        return f"{sign}{value}" if value != "0" else value

    def json_reader(self, field: Field, document: DocumentContext) -> Callable[[Any], str]:
        from decimal import Decimal

        def read_number(value: Any) -> str:
            number = Decimal(_amount(value))
            # 1e-999999 is not spelled out.
            if number.adjusted() < -_MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS:
                raise ValueRejected("has too many digits")
            text = format(number, "f")
            checked(self.parse, text)
            return text

        return read_number

    def where(self, field: Field, text: str, context: FilterContext) -> Term:
        return (f'CAST("{field.column}" AS REAL) = CAST(? AS REAL)', (format(self.parse(text, context.decimal), "f"),))

    def schema(self, field: Field, pattern_of: Callable[[str], str]) -> Schema:
        return {"type": "number", self.least: 0}


class RateType(NumberType):
    """An exchange rate above zero."""

    name = "RATE"
    metavar = ""
    signed = False
    least = "exclusiveMinimum"

    def parse(self, text: str, decimal: str = "point") -> Decimal:
        from amcli.base.money import parse_rate

        return parse_rate(text, decimal)


def _span(field: Field, text: str) -> Span:
    from amcli.base.time.span import parse_span

    return parse_span(text, field.name, least=min(field.least, 1))


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
    from decimal import Decimal

    if type(value) not in (int, Decimal):
        raise ValueRejected("is no number")
    if not 0 <= value < _TOO_MUCH:
        raise ValueRejected("is negative or too large")
    return value  # type: ignore[no-any-return]
