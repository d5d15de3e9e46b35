"""Typed text to columns: the one reading of fields that the command line and `import` share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun, Type
from amcli.base.money import TypedAmount, from_minor, parse_money, parse_quantity, parse_rate
from amcli.base.registry import NOUNS
from amcli.base.text import check_code, clean, nearest, quote
from amcli.base.time.dates import iso, parse_date, parse_due
from amcli.base.time.period import Fiscal, parse_period

TypedFields = Mapping[str, "str | Sequence[str]"]
Row = dict[str, Any]
FALLBACK_CURRENCY = "USD"
SEPARATOR = ";"  # between the members of a set, in the file and in an import's cell


class LookupContext(Protocol):
    """What reading a field may have to look up."""

    @property
    def today(self) -> date: ...
    @property
    def fiscal(self) -> Fiscal: ...
    @property
    def currency(self) -> str:
        """The configured currency, or an empty text."""
        ...

    def record_id(self, noun: str, text: str, owner: int | None) -> int:
        """The row id of the record that a text names; NotFound or Ambiguous."""
        ...

    def decimals(self, currency: str) -> int:
        """The decimals of a currency; BadValue when there is no such currency."""
        ...

    def implied_currency(self, noun: Noun, row: Row) -> str | None:
        """The currency of the record that a new record's first reference names, where it has one."""
        ...

    def removed(self, field: Field, count: int) -> None:
        """Told when characters were taken out of a text."""
        ...

    def minor(self, value: TypedAmount, currency: str) -> int:
        """The amount in minor units of the currency, by the reader's rule for too many decimals."""
        ...


def columns_for_new(noun: Noun, given: TypedFields, context: LookupContext) -> Row:
    """The columns of a new record: what was typed, then the defaults. BadValue for what is missing or wrong."""
    typed = {name: raw for name, raw in given.items() if raw not in ("", ())}
    for field in noun.fields:
        if field.required and field.name not in typed:
            where = f"type it as {field.metavar}" if field.positional else f"type {field.flag} {field.metavar}"
            raise BadValue(f"a {noun.name} needs its {field.name}: {where}")
        if field.default and field.name not in typed:
            typed[field.name] = field.default
    return _columns(noun, typed, context, {})


def columns_for_edit(noun: Noun, given: TypedFields, context: LookupContext, current: Row) -> Row:
    """The columns that change. An empty text clears; BadValue where the field must have a value."""
    for field in noun.fields:
        needed = field.required or field.default or (noun.coded and field.type is Type.CODE)
        if needed and given.get(field.name) in ("", ("",)):
            raise BadValue(f"the {field.name} of a {noun.name} cannot be empty")
    return _columns(noun, given, context, current)


def _columns(noun: Noun, given: TypedFields, context: LookupContext, current: Row) -> Row:
    row: Row = {}
    amounts: dict[Field, TypedAmount | None] = {}
    for field in noun.fields:
        if field.name not in given:
            continue
        raw = given[field.name]
        owner = noun.owner and row.get(noun.owner.column, current.get(noun.owner.column))
        if field.many:
            row[field.column] = read_many(field, raw, context, owner)
            continue
        assert isinstance(raw, str)
        value: Any = None if raw == "" else read(field, raw, context, owner)
        if field.type is Type.MONEY:
            amounts[field] = value
        elif field.type is Type.PERIOD:
            row |= {"start": value.start.isoformat(), "end": value.end.isoformat()}
        else:
            row[field.column] = value
    if any(field.type is Type.MONEY for field in noun.fields):
        _resolve_currency(noun, row, amounts, context, current)
    return row


def read(field: Field, text: str, context: LookupContext, owner: int | None = None) -> Any:
    """One value of a field as its column holds it; MONEY comes as TypedAmount, PERIOD as Period. BadValue, NotFound."""
    match field.type:
        case Type.TEXT:
            return _text(field, text, context)
        case Type.REF:
            return context.record_id(field.noun, text, owner)
        case Type.MONEY:
            return parse_money(text)
        case Type.DATE:
            return parse_date(text, context.today, field.look).isoformat()
        case Type.DUE:
            return iso(parse_due(text, context.today, field.look))
        case Type.CHOICE:
            return _choice(field, text)
        case Type.INT:
            return _whole(field, text)
        case Type.CODE:
            return check_code(text.strip())
        case Type.CURRENCY:
            code = text.strip().upper()
            context.decimals(code)
            return code
        case Type.NUMBER:
            return format(parse_quantity(text), "f")
        case Type.RATE:
            return format(parse_rate(text), "f")
        case Type.RULE:
            from amcli.base.time.recurrence import parse_rule

            return str(parse_rule(text))
        case Type.LEAD_TIMES:
            from amcli.base.time.lead_times import parse_leads, spell_leads

            return spell_leads(parse_leads(text))
        case Type.PERIOD:
            return parse_period(text, context.today, context.fiscal)


def _text(field: Field, text: str, context: LookupContext) -> str | None:
    cleaned, count = clean(text)
    if count:
        context.removed(field, count)
    if cleaned.strip():
        return cleaned
    if field.required:
        raise BadValue(f"the {field.name} cannot be empty")
    return None


def _choice(field: Field, text: str) -> str:
    word = text.strip().lower()
    if word in field.choices:
        return word
    accepted = ", ".join(field.choices)
    raise BadValue(f"{quote(text)} is no {field.name}: use one of {accepted}", nearest(word, field.choices, 1))


def _whole(field: Field, text: str) -> int:
    word = text.strip()
    if word.isascii() and word.isdigit() and len(word) <= 18 and field.least <= int(word) <= field.most:
        return int(word)
    raise BadValue(f"{quote(text)} is no {field.name}: use a whole number from {field.least:,} to {field.most:,}")


def read_many(field: Field, raw: str | Sequence[str], context: LookupContext, owner: int | None = None) -> Any:
    """A set: its words joined for a column, or the row ids of other records. BadValue, NotFound."""
    texts = [raw] if isinstance(raw, str) else list(raw)
    if field.type is Type.REF:
        return tuple(dict.fromkeys(context.record_id(field.noun, text, owner) for text in texts if text))
    words = [word.strip() for text in texts for word in text.replace(",", SEPARATOR).split(SEPARATOR)]
    values = dict.fromkeys(value for word in words if word and (value := read(field, word, context)))
    if field.choices:
        return SEPARATOR.join(word for word in field.choices if word in values) or None
    return SEPARATOR.join(values) or None


def _resolve_currency(
    noun: Noun, row: Row, amounts: dict[Field, TypedAmount | None], context: LookupContext, current: Row
) -> None:
    """Find the record's one currency, and put its amounts into minor units of it."""
    if not amounts and "currency" not in row:
        return
    if row.get("currency", "") is None:
        _clear_currency(noun, row, amounts, current)
        return
    currency = currency_of(noun, row, amounts.values(), context, current)
    if any(field.type is Type.CURRENCY for field in noun.fields):
        row["currency"] = currency
        if current and currency != current["currency"]:
            _keep_amounts(noun, amounts, context, current)
    for field, amount in amounts.items():
        row[field.column] = None if amount is None else context.minor(amount, currency)


def _clear_currency(noun: Noun, row: Row, amounts: dict[Field, TypedAmount | None], current: Row) -> None:
    """No currency, where there is no amount that needs one (a product without a price)."""
    for field in noun.fields:
        if field.type is Type.MONEY and amounts.get(field, current.get(field.column)) is not None:
            raise BadValue(f"the currency of a {noun.name} cannot be empty beside its {field.name}")
    row |= {field.column: None for field in amounts}


def currency_source(noun: Noun) -> Field | None:
    """The reference that a record takes its currency from: the first whose noun has one."""
    return next((field for field in noun.references if _has_currency(NOUNS[field.noun])), None)


def _has_currency(noun: Noun) -> bool:
    return any(field.type is Type.CURRENCY and field.name == "currency" for field in noun.fields)


def currency_of(
    noun: Noun, row: Row, amounts: Iterable[TypedAmount | None], context: LookupContext, current: Row
) -> str:
    """The one currency of a record: the one typed, else the one it has, else its account's, the configured one, USD.

    BadValue where two are named.
    """
    named = {amount.currency for amount in amounts if amount and amount.currency}
    if row.get("currency"):
        named.add(row["currency"])
    whole = {**current, **row}
    implied = context.implied_currency(noun, whole)
    if implied and not any(field.type is Type.CURRENCY for field in noun.fields):  # one that has no other
        named.add(implied)
    if len(named) > 1:
        raise BadValue(f"one {noun.name} has one currency, not {' and '.join(sorted(named))}")
    currency = next(iter(named), None) or current.get("currency") or implied or context.currency or FALLBACK_CURRENCY
    context.decimals(currency)
    return currency


def _keep_amounts(noun: Noun, amounts: dict[Field, TypedAmount | None], context: LookupContext, current: Row) -> None:
    """A record that changes its currency keeps its figures: 12.50 USD becomes 12.50 EUR, and 12.00 USD 12 JPY."""
    for field in noun.fields:
        stands = current.get(field.column)
        if field.type is Type.MONEY and field not in amounts and stands is not None and current["currency"]:
            amounts[field] = TypedAmount(from_minor(stands, context.decimals(current["currency"])).normalize(), None)
