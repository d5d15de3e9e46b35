"""Targets and budgets that two accounts have for the same period: added up in a merge, or those of the one that stays.

Amounts of two currencies are never added. Nobody guesses which is meant: whoever merges says it, and hears the sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.errors import Refused
from amcli.base.money import from_minor, grouped
from amcli.base.registry import NOUNS, referrers
from amcli.base.text import quote
from amcli.base.time.period import spell
from amcli.records.services.merge import APART, ASK, KEEP, SUM
from amcli.store import currencies
from amcli.store.bulk_update import change_all
from amcli.store.lookup import Found
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

_TARGETS = """SELECT 'target', a.id, b.id, a."start", a."end", iif(a."group", 'group target ', 'target '),
        coalesce(' of ' || p.code, '')
    FROM target a JOIN target b ON b."start" = a."start" AND b."end" = a."end" AND b.product_id IS a.product_id
        AND b."group" = a."group"
    LEFT JOIN product p ON p.id = a.product_id
    WHERE a.account_id = ? AND b.account_id = ? ORDER BY a."start", a.id"""
# Budgets may have twins: each of the other account's goes into the first that it fits.
_BUDGETS = """SELECT 'budget', min(a.id), b.id, a."start", a."end", 'budget ' || a.name || ' ', ''
    FROM budget a JOIN budget b ON b."start" = a."start" AND b."end" = a."end" AND name_key(b.name) = name_key(a.name)
        AND b.direction = a.direction AND b."group" = a."group"
    WHERE a.account_id = ? AND b.account_id = ? GROUP BY b.id ORDER BY a."start", b.id"""

# One of them has a target of its own and the other one of its group, of the same period: there is no pair to unite.
_OF_BOTH_KINDS = """SELECT "start", "end" FROM target WHERE account_id IN (?, ?)
    GROUP BY "start", "end", coalesce(product_id, 0)
    HAVING count(*) = 2 AND count(DISTINCT account_id) = 2 AND count(DISTINCT "group") = 2 ORDER BY 1, 2"""


class _Pair(NamedTuple):
    """A figure of the account that stays and the same one of the other: their rows, and what they are called."""

    table: str
    kept: Row
    gone: Row
    name: str


def merge_figures(work: UnitOfWork, kept: Found, gone: Found, how: str) -> list[str]:
    """Make one figure of each two, as `how` says (ASK: as SUM, where that can be); a sentence for each.

    A target of its own beside one of a group is no such two: both stay, which is said.

    Raises Refused where targets of two currencies were to be added.
    """
    for start, end in work.connection.execute(_OF_BOTH_KINDS, (kept.record_id, gone.record_id)).fetchall():
        span = spell(date.fromisoformat(start), date.fromisoformat(end), work.env.config.fiscal)
        both = "one account has its own and the other its group's"
        work.notes.append(f"target {span}: {both}: both stay, and a total counts the group's")
    return [line for pair in _pairs(work, kept.record_id, gone.record_id) if (line := _unite(work, pair, gone, how))]


def _unite(work: UnitOfWork, pair: _Pair, gone: Found, how: str) -> str:
    if pair.kept["currency"] != pair.gone["currency"]:
        return _of_two_currencies(work, pair, gone, how)
    currency = pair.kept["currency"]
    minors = pair.kept["amount_minor"], pair.gone["amount_minor"]
    one, other, total = _amounts(work, [(minor, currency) for minor in (*minors, sum(minors))])
    if how == KEEP:
        _absorb(work, pair, minors[0])
        return f"{pair.name}: {one} {currency} stays, {other} of {gone.reference} goes"
    _absorb(work, pair, sum(minors))
    return f"{pair.name}: {one} + {other} = {total} {currency}"


def _of_two_currencies(work: UnitOfWork, pair: _Pair, gone: Found, how: str) -> str:
    """Two budgets stay beside each other, each with what was spent of it; there can be but one target."""
    rows, noun = (pair.kept, pair.gone), NOUNS[pair.table]
    amounts = _amounts(work, [(row["amount_minor"], row["currency"]) for row in rows])
    one, other = (f"{amount} {row['currency']}" for amount, row in zip(amounts, rows, strict=True))
    ids = [f"{noun.letter}{row['id']}" for row in rows]
    both = f"{pair.name}: {one} ({ids[0]}) and {other} ({ids[1]}) are not added"
    if not noun.unique:
        work.notes.append(f"{both}, and both stay")
        return ""
    if how == SUM:
        raise Refused(f"{both}: edit or remove one first, or --keep")
    _absorb(work, pair, pair.kept["amount_minor"])
    if how == ASK:
        return f"{pair.name}: {one} and {other}{APART}"
    return f"{pair.name}: {one} stays, {other} of {gone.reference} goes"


def _absorb(work: UnitOfWork, pair: _Pair, minor: int) -> None:
    """Let the one that stays have an amount, what it lacks of the other, and what was spent of that."""
    kept, gone = pair.kept["id"], pair.gone["id"]
    lacking = {key: value for key, value in pair.gone.items() if pair.kept[key] is None}
    work.update(pair.table, kept, {**lacking, "amount_minor": minor})
    key = pair.gone.get("external_id")
    if key is not None and pair.kept["external_id"] not in (None, key):
        work.notes.append(f"{pair.name} had the key {quote(key)} too: a file that still has it adds it again")
    for table, column, *_ in referrers(pair.table):
        if change_all(work.connection, table, f'"{column}" = {int(kept)}', f't."{column}" = ?', (gone,)):
            work.bulk_images = True
    work.delete(pair.table, gone)


def _pairs(work: UnitOfWork, kept: int, gone: int) -> Iterator[_Pair]:
    """One by one: what became of a pair is the beginning of the next, where one budget takes in two."""
    for sql in (_TARGETS, _BUDGETS):
        for table, one, other, start, end, name, more in work.connection.execute(sql, (kept, gone)).fetchall():
            period = spell(date.fromisoformat(start), date.fromisoformat(end), work.env.config.fiscal)
            yield _Pair(table, work.row(table, one), work.row(table, other), f"{name}{period}{more}")


def _amounts(work: UnitOfWork, amounts: Sequence[tuple[int, str]]) -> list[str]:
    """Amounts for people: none with decimals where none needs them."""
    values = [from_minor(minor, currencies.decimals(work.connection, currency)) for minor, currency in amounts]
    whole = all(value == int(value) for value in values)
    return [grouped(value, whole) for value in values]
