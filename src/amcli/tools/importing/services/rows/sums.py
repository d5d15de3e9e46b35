"""Amounts that the user adds or takes away from another (`--map cost=Sales-Profit`), and those of a column's unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from amcli.base.errors import BadValue
from amcli.base.money import FileAmount
from amcli.base.text import quote
from amcli.tools.importing.services.columns import currency_words as currencies
from amcli.tools.importing.services.columns import foreign_formats as foreign

BETWEEN = "\n"  # between the texts of the cells: no number has it inside


def summed_amount(text: str, minus: Sequence[bool], decimal: str, why: str) -> FileAmount:
    """The exact sum of the amounts of several cells, which have one currency; a blank one is none. BadValue."""
    none = FileAmount(Decimal(0), None, False)
    amounts = [foreign.amount(part, decimal, why) if part else none for part in _parts(text, minus)]
    total = Decimal(0)
    for amount, taken_away in zip(amounts, minus, strict=True):
        total += -amount.value if amount.negative != taken_away else amount.value
    named = {amount.currency for amount in amounts if amount.currency}
    signs = {amount.sign for amount in amounts if amount.sign}
    if len(named) + len(signs) > 1:
        raise BadValue(f"{quote(text)} has more than one currency: one amount has one")
    return FileAmount(abs(total), next(iter(named), None), total < 0, next(iter(signs), ""))


def summed_number(text: str, minus: Sequence[bool], decimal: str, why: str) -> str:
    """The exact sum of the numbers of several cells, with its minus; a blank one is none. BadValue for no number."""
    total = Decimal(0)
    for part, taken_away in zip(_parts(text, minus), minus, strict=True):
        number = foreign.quantity(part, decimal, why) if part else "0"
        try:
            value = Decimal(number)
        except ArithmeticError:
            raise BadValue(f"{quote(part)} is not a number: use 12 or 2.5") from None
        total += -value if taken_away else value
    return format(total, "f")


def in_unit(amount: FileAmount, text: str, unit: str) -> FileAmount:
    """An amount in the currency that the title of its column names: a code, or a sign of several.

    BadValue where its cell names another.
    """
    if not unit:
        return amount
    code = "" if currencies.family_of(unit) else unit
    named = amount.currency or ""
    if (code and named and named != code) or (amount.sign and not _agree(amount.sign, code or unit)):
        raise BadValue(f"{quote(text)} is in {named or amount.sign}, and its column in {unit}")
    if named and not code and not currencies.fits(unit, named):
        raise BadValue(f"{quote(text)} is in {named}, and its column in {unit}")
    return amount._replace(currency=code or amount.currency, sign="" if code or named else unit)


def _agree(sign: str, unit: str) -> bool:
    return sign == unit or currencies.fits(sign, unit)


def has_blank(text: str) -> bool:
    """Whether one of the cells of a sum is blank, which counts as nothing beside another that is not."""
    return not all(part.strip() for part in text.split(BETWEEN))


def _parts(text: str, minus: Sequence[bool]) -> Iterator[str]:
    parts = [part.strip() for part in text.split(BETWEEN)]
    if len(parts) != len(minus) or not any(parts):
        raise BadValue(f"{quote(text)} is not a number in any of the columns")
    return iter(parts)
