"""Which column says the currency of the amounts, and what is asked where none is understood to.

The whole kind: a column called as the column of the amounts with a word for currency (`Amount Currency`), or with such
a word alone or with what it is of (`Deal currency`), in any of many languages. A column that looks like one and is not
taken stops the import: the default currency is never put beside a column that says another.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun, Type
from amcli.base.text import quote
from amcli.tools.importing.services.columns import currency_titles as titles
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import Header, plain_title

_NUMBER = re.compile(r"[-+(]?[0-9][0-9.,'’ ]*\)?%?")


def find_currency(
    field: Field, noun: Noun, header: Header, rows: FirstRows, found: Mapping[str, ColumnSource]
) -> tuple[ColumnSource | None, list[str]]:
    """Where the currency comes from, None where no column says it, and what is to be said of the choice.

    field: that of the currency; found: the sources of the other fields. BadValue for what has to be asked.
    """
    money = [source for source in found.values() if source.field.type is Type.MONEY]
    used = {column for source in found.values() for column in source.columns}
    # A column that was taken or left aside has no plain title, and owns nothing.
    others = {header.plains[n] for n in range(len(header.titles)) if n not in used} - {""}
    places = [n for n in _candidates(header, money, used, others) if not _is_numeric(rows, n)]
    filled = [n for n in places if not rows.is_empty(n)]
    if filled:
        chosen = filled[0]
        for other in filled[1:]:
            if rows.differ(chosen, other):
                both = f"{quote(header.shown(chosen))} and {quote(header.shown(other))}"
                raise BadValue(f"the columns {both} may both be the {field.name}: type --map {field.name}=COLUMN")
        _refuse_own_books(header, money, chosen)
        said = [f"{field.name} is {quote(header.shown(chosen))}, not {quote(header.shown(n))}" for n in filled[1:]]
        return ColumnSource(field, (chosen,), header.shown(chosen)), said
    if not money and field not in noun.fields:
        return None, []
    units = bool(money) and all(source.unit for source in money)  # then it may be of another column
    for n, title in enumerate(header.titles):
        if n in used or n in header.hidden or not _looks_like_one(title, rows, n, others if units else set()):
            continue
        if not title.strip():
            what = f"column {n + 1} has no title and looks like a currency: give it one"
            raise BadValue(f"{what}, or type the currency of all rows, such as --map 'currency=\"EUR\"'")
        answers = f"{shlex.quote(f'{field.name}={header.shown(n)}')} or --ignore {shlex.quote(header.shown(n))}"
        raise BadValue(f"the column {quote(title)} looks like a currency, and is not understood: --map {answers}")
    return (ColumnSource(field, (places[0],), header.shown(places[0])) if places else None), []


def _candidates(header: Header, money: list[ColumnSource], used: set[int], others: set[str]) -> Iterator[int]:
    """The columns whose title says that they are the currency of these amounts, the surest first."""
    beside = [name for source in money for title in _titles(header, source) for name in titles.titles_beside(title)]
    by_plain: dict[str, list[int]] = {}
    for n, plain in enumerate(header.plains):
        if plain and n not in used:
            by_plain.setdefault(plain.replace("#", ""), []).append(n)
    for name in beside:
        yield from by_plain.pop(name, ())
    known = titles.known_titles()
    for name in sorted(by_plain.keys() & known.keys(), key=known.__getitem__):
        yield from (n for n in by_plain[name] if titles.owner_of(header.titles[n]) not in others)


def _titles(header: Header, source: ColumnSource) -> Iterator[str]:
    """What a column of amounts is called, and the field."""
    for n in source.columns:
        yield header.titles[n]
        yield titles.split_unit(header.titles[n])[0]
    yield source.field.name


def _refuse_own_books(header: Header, money: list[ColumnSource], chosen: int) -> None:
    """BadValue where converted amounts stand beside the currency of what they were converted from."""
    for source in money:
        for n in source.columns:
            title = header.titles[n]
            of_it = plain_title(header.titles[chosen]) in titles.titles_beside(title)
            if not of_it and not source.unit and titles.is_of_own_books(title):
                what = f"the amounts of {quote(title)} are converted, and {quote(header.shown(chosen))} may not be"
                raise BadValue(
                    f"{what} their currency: say it, such as --map 'currency=\"EUR\"', or map another amount"
                )


def _looks_like_one(title: str, rows: FirstRows, n: int, others: set[str]) -> bool:
    """Whether a column may say the currency: by its title, or because it has nothing but currencies."""
    if rows.is_empty(n) or _is_numeric(rows, n):
        return False
    if titles.has_currency_word(title):
        owner = titles.owner_of(title)
        return not owner or owner not in others
    return titles.are_currencies(rows.filled(n))


def _is_numeric(rows: FirstRows, n: int) -> bool:
    """Whether a column has numbers alone, such as rates, or yes and no."""
    texts = {text.casefold() for text in rows.filled(n)}
    return bool(texts) and all(_NUMBER.fullmatch(text) or text in ("true", "false", "yes", "no") for text in texts)
