"""The currency that a report says beside its table: in the lines above the header, or in a row of totals.

The whole kind: `Currency: JPY`, `All amounts in EUR`, `Beträge in €`, and `Total EUR,150000` below. Where these name
one currency it is that of all amounts, and that is said with the line; where they name several, or a sign that several
share, the import stops with a question. A column or a title that says the currency counts before, and so do cells that
all say it themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import Noun, Type, is_record_currency
from amcli.base.text import one_line, quote
from amcli.tools.importing.services.columns import currency_words as words
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.mapping import Mapped, fields_of

_AMOUNTS = """amounts? | values? | figures? | prices? | totals? | sums? | revenue | sales | reported | stated | shown |
    betr[äa]e?ge? | werte | angaben | summen? | umsatz | montants? | valeurs | chiffres | importes? | importi? |
    valores | bedrag(?:en)? | belopp | kwoty | beløb"""
_IN = "(?i:in|en|em|i|w|v)"


class _Said(NamedTuple):
    """A currency, or a sign of several, that a line names."""

    unit: str
    line: int
    text: str


def with_currency_beside(
    noun: Noun, mapped: Mapped, rows: FirstRows, above: Sequence[tuple[int, str]], totals: Sequence[tuple[int, str]]
) -> Mapped:
    """The sources with the currency that the lines above the header or the rows of totals name, if nothing else does.

    BadValue where these name several, or a sign that several share.
    """
    field = next(filter(is_record_currency, fields_of(noun)), None)
    money = [source for source in mapped.sources if source.field.type is Type.MONEY and source.columns]
    has_one = any(source.field is field or source.unit for source in mapped.sources)
    if field is None or has_one or not money or not _has_plain(money, rows):
        return mapped
    said = [*_named(above, anywhere=False), *_named(totals, anywhere=True)]
    codes = {each.unit for each in said if not words.family_of(each.unit)}
    signs = {words.family_of(each.unit) for each in said} - {""}
    if not said:
        return mapped
    first = said[0]
    where = f"line {first.line} says {quote(one_line(first.text.strip())[:80])}"
    if len(codes) > 1 or (codes and not all(words.fits(sign, code) for sign in signs for code in codes)):
        named = " and ".join(sorted({each.unit for each in said}))
        code = sorted(codes)[0]
        raise BadValue(
            f"the file names {named} beside its table ({where}): type --map 'currency=\"{code}\"' or another"
        )
    if not codes:
        raise BadValue(f"{where}, and {words.sign_question(sorted(signs)[0])}")
    code = codes.pop()
    shown = next(each for each in said if each.unit == code)
    note = f"the currency is {code}: line {shown.line} says {quote(one_line(shown.text.strip())[:80])}"
    source = ColumnSource(field, (), code, constant=code)
    return Mapped((*mapped.sources, source), (*mapped.decisions, note))


def _has_plain(money: Iterable[ColumnSource], rows: FirstRows) -> bool:
    """Whether any amount in the first rows does not say its currency itself."""
    return any(
        not re.search(r"[^\W\d_]|[^\w\s.,'’()+-]", text)
        for one in money
        for n in one.columns
        for text in rows.filled(n)
    )


def _named(lines: Iterable[tuple[int, str]], *, anywhere: bool) -> list[_Said]:
    """The currencies of some lines. anywhere: also those that stand without a word of amounts or of currencies."""
    found = []
    for line, text in lines:
        units = [unit for form in _forms() for match in form.finditer(text) if (unit := _unit(match["unit"]))]
        if anywhere or _about_amounts().search(text):
            units += [unit for match in _token().finditer(text) if (unit := _unit(match["unit"]))]
        found += [_Said(unit, line, text) for unit in dict.fromkeys(units)]
    return found


def _unit(text: str) -> str:
    word = text.strip()
    if family := words.family_of(word):
        return family
    if word.isalpha() and len(word) == 3 and not word.isupper() and word.upper() in words.WORDLIKE:
        return ""
    return words.code_of(word) or ""


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """A currency behind a word for it, and one behind "in", which has to be in capitals or a sign, or in brackets."""
    titles = sorted((re.escape(word.strip()) for word in words.CURRENCY_WORDS.split("|")), key=len, reverse=True)
    called = "|".join(title for title in titles if len(title) > 2)
    return (
        re.compile(
            rf"(?i:(?<!\w)\w*(?:{called})(?: code)?)[\"\s:=,;|\t]*(?i:(?:is|ist|est|es|è)\s+)?"
            rf"(?P<unit>[A-Za-z]{{3}}\b|{_signs()}|[^\W\d_]+(?: [^\W\d_]+)?)"
        ),
        re.compile(rf"(?<!\w){_IN}\s+(?P<unit>[A-Z]{{3}}(?!\w)|{_signs()}|(?i:euros?|us dollars?|dollars?)(?!\w))"),
        re.compile(rf"[(\[](?P<unit>[A-Z]{{3}}|{_signs()})[)\]]"),
    )


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<unit>[A-Z]{{3}}(?![A-Za-z])|{_signs()})")


@cache
def _about_amounts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(word.strip() for word in _AMOUNTS.split('|'))})(?!\w)", re.IGNORECASE)


@cache
def _signs() -> str:
    """The signs that are no words."""
    known = sorted({*words.SIGNS, *words.FAMILIES}, key=len, reverse=True)
    return "|".join(re.escape(sign) for sign in known if not sign[-1].isalpha())
