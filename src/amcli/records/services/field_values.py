"""Typed text to columns: the one reading of fields that the command line and `import` share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from amcli.base.errors import BadValue, Needed
from amcli.base.fields import Field, Noun, Type, is_record_currency
from amcli.base.money import TypedAmount, from_minor
from amcli.base.registry import NOUNS
from amcli.base.text import with_article

if TYPE_CHECKING:
    from amcli.base.field_contexts import LookupContext

TypedFields = Mapping[str, "str | Sequence[str]"]
Row = dict[str, Any]
FALLBACK_CURRENCY = "USD"


def columns_for_new(noun: Noun, given: TypedFields, context: LookupContext) -> Row:
    """The columns of a new record: what was typed, then the defaults.

    Raises Needed for what is missing, and BadValue for what is wrong.
    """
    typed = {name: raw for name, raw in given.items() if raw not in ("", ())}
    for field in noun.fields:
        if field.required and field.name not in typed:
            where = f"type it as {field.metavar}" if field.positional else f"type {field.flag} {field.metavar}"
            raise Needed(f"{with_article(noun.name)} needs its {field.name}: {where}")
        if field.default and field.name not in typed:
            typed[field.name] = field.default
    return _columns(noun, typed, context, {})


def columns_for_edit(noun: Noun, given: TypedFields, context: LookupContext, current: Row) -> Row:
    """The columns that change. An empty text clears; BadValue where the field must have a value."""
    for field in noun.fields:
        needed = field.required or field.default or (noun.coded and field.type is Type.CODE)
        if needed and given.get(field.name) in ("", ("",)):
            raise BadValue(f"the {field.name} of {with_article(noun.name)} cannot be empty")
    return _columns(noun, given, context, current)


def _columns(noun: Noun, given: TypedFields, context: LookupContext, current: Row) -> Row:
    row: Row = {}
    amounts: dict[Field, TypedAmount | None] = {}
    for field in noun.editable:
        if field.name not in given:
            continue
        raw = given[field.name]
        owner = noun.owner and row.get(noun.owner.column, current.get(noun.owner.column))
        if field.many:
            row[field.column] = field.type.read_many(field, raw, context, owner)
            continue
        assert isinstance(raw, str)
        value: Any = None if raw == "" else _read(field, raw, context, owner)
        if field.type is Type.MONEY:
            amounts[field] = value
        elif field.type is Type.PERIOD:
            row |= {"start": value.start.isoformat(), "end": value.end.isoformat()}
        elif field.nouns:
            row |= value or dict.fromkeys(field.columns)
        else:
            row[field.column] = value
    if any(field.type is Type.MONEY for field in noun.fields):
        _resolve_currency(noun, row, amounts, context, current)
    return row


def _read(field: Field, raw: str, context: LookupContext, owner: int | None) -> Any:
    """What was typed of a field. BadValue, which of a private one does not say what that was."""
    try:
        return field.type.read(field, raw, context, owner)
    except BadValue as error:
        if not field.private:
            raise
        raise BadValue(f"{field.flag} takes a {field.metavar.lower()}, and not what was typed there") from error


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
            raise BadValue(f"the currency of {with_article(noun.name)} cannot be empty beside its {field.name}")
    row |= {field.column: None for field in amounts}


def currency_source(noun: Noun) -> Field | None:
    """The reference that a record takes its currency from: the first whose noun has one."""
    return next((field for field in noun.references if _has_currency(NOUNS[field.noun])), None)


def currency_lender(noun: Noun) -> Field | None:
    """The reference whose record's currency the amounts of a noun are in, where it has none of its own."""
    has_money = any(field.type is Type.MONEY for field in noun.fields)
    return currency_source(noun) if has_money and not _has_currency(noun) else None


def _has_currency(noun: Noun) -> bool:
    return any(map(is_record_currency, noun.fields))


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
