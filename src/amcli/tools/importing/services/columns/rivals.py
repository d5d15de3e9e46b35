"""Which one of several columns a field is taken from, where all of them have a name of it.

The whole kind: a column that has nothing in it, or nothing that fits (forms of address are no job), loses to one that
has. Names of one group, and names that only other systems use, follow their order of preference. Columns of two groups
(column_words.RIVALS) that say different things are asked for, but for a firm's name that is the same in all rows beside
one that is not a firm's, where a client is wanted: it is the firm that wrote the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache

from amcli.base.errors import BadValue
from amcli.base.fields import Field
from amcli.base.text import quote
from amcli.tools.importing.services.columns import column_words as words
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import Header, plain_title, plain_titles


def choose(
    field: Field, names: Sequence[Set[str]], header: Header, rows: FirstRows, used: Set[int], taken: Set[str]
) -> tuple[int | None, list[str]]:
    """The column of a field, or None where none fits, and what is to be said of the choice.

    names: of the field, the preferred first. used: columns that others are taken from; taken: names of other fields.
    BadValue where more than one may be it.
    """
    groups = [header.named(wanted, field, used) for wanted in names]
    ranked = [[n for n in group if header.plains[n] not in taken] for group in groups]
    places = list(dict.fromkeys(n for group in ranked for n in group))
    bad = {n: why for n in places if (why := unfit(field, n, rows))}
    best = next((group for group in _without(ranked, bad) if group), None)
    if best is None:
        empty = [n for n in places if bad[n] == EMPTY]
        said = [f"{quote(header.shown(n))} is not the {field.name}: it has {bad[n]}" for n in places if n not in empty]
        return (empty[0] if empty and len(empty) == len(places) else None), said
    others = [n for n in best[1:] if rows.differ(best[0], n) or not rows.rows]
    if others:
        raise _question(field, header, rows, best[0], others[0])
    chosen = best[0]
    ahead = places[: places.index(chosen)]
    said = [f"{field.name} is {quote(header.shown(chosen))}: {quote(header.shown(n))} has {bad[n]}" for n in ahead]
    for other in places:
        is_rival = other not in bad and other not in best and _are_rivals(field, header, chosen, other)
        if is_rival and rows.differ(chosen, other):
            if not (_wants_clients(names) and _is_own_firm(header, rows, chosen, other)):
                raise _question(field, header, rows, chosen, other)
            firm = quote(header.shown(other))
            said.append(f"{field.name} is {quote(header.shown(chosen))}: {firm} is the same in all rows")
    return chosen, said


EMPTY = "nothing in it"


def _without(groups: Iterable[Sequence[int]], unfit: Iterable[int]) -> list[list[int]]:
    return [[n for n in group if n not in unfit] for group in groups]


def unfit(field: Field, place: int, rows: FirstRows) -> str:
    """Why a column is not the field by what it holds; empty where nothing speaks against it."""
    if rows.is_empty(place):
        return EMPTY
    what, _ = words.NO_VALUES.get(field.name, ("", ""))
    texts = {plain_title(text) for text in rows.filled(place)}
    return f"{what} alone" if what and texts and texts <= _no_values(field.name) else ""


def _are_rivals(field: Field, header: Header, one: int, other: int) -> bool:
    groups = [_group(field.name, {header.plains[n], header.bares[n]}) for n in (one, other)]
    return -1 not in groups and groups[0] != groups[1]


def _is_own_firm(header: Header, rows: FirstRows, chosen: int, other: int) -> bool:
    """Whether another column is that of whoever wrote the file: a firm, or who sells in a register of clients."""
    firms, sellers = plain_titles(words.FIRM), plain_titles(words.SUPPLIER)
    mine, theirs = header.plains[chosen], header.plains[other]
    if not rows.is_constant(other) or (not {mine, theirs}.isdisjoint(sellers) and rows.is_constant(chosen)):
        return False
    return (mine not in firms and theirs in firms) or (mine not in sellers and theirs in sellers)


def _wants_clients(names: Sequence[Set[str]]) -> bool:
    """Whether a field is rather a client than a firm, by the order of its names: in a file of people it is a firm."""
    first = next((wanted for wanted in names if not wanted.isdisjoint({"customer", "company"})), frozenset[str]())
    return "customer" in first


def _question(field: Field, header: Header, rows: FirstRows, one: int, other: int) -> BadValue:
    both = f"the columns {quote(header.shown(one))} and {quote(header.shown(other))} may both be the {field.name}"
    differing = rows.differ(one, other)
    where = f" (line {differing[0]}: {quote(differing[1])} and {quote(differing[2])})" if differing else ""
    return BadValue(f"{both}{where}: type --map {field.name}=COLUMN, or --ignore one")


def _group(field: str, plains: Set[str]) -> int:
    groups = [not plains.isdisjoint(plain_titles(names)) for names in words.RIVALS.get(field, ())]
    return groups.index(True) if True in groups else -1


@cache
def _no_values(field: str) -> frozenset[str]:
    return frozenset({*plain_titles(words.NO_VALUES[field][1]), ""})
