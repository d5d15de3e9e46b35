"""A record by how its person is reached: an address, the domain of one, a telephone number in any spelling.

SQL narrows the records to those that have the last digits in their order, or the address; what a spelling means is
asked of those alone, so that a hundred thousand people cost a look at each text and no reading of numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from amcli.base.pattern import pattern
from amcli.base.phone import LAST_DIGITS, how_alike, is_like_phone, significant_digits

if TYPE_CHECKING:
    from amcli.base.fields import Noun, Reach

_ADDRESS = pattern(r"[^\s@<>,;]+@[^\s@<>,;]+")
_IN_BRACKETS = pattern(r".*<\s*([^<>]*)\s*>\s*")
_DOMAIN = pattern(r"(?i)(?:@|(?:https?://)?(?:www\.)?)((?:[\w-]+\.)+[^\W\d_]{2,})/?")

Country = Callable[[], str]


def reached(connection: sqlite3.Connection, noun: Noun, text: str, country: Country | None = None) -> list[int]:
    """The ids of the records that a text reaches, in their order; of numbers those alone that are surest.

    country: asked where a number is typed; tells the two letters of the country whose numbers have no code.
    """
    if noun.reach is None:
        return []
    if address := _address(text):
        return _by_address(connection, noun, noun.reach, address)
    if domain := _DOMAIN.fullmatch(text.strip()):
        return _by_domain(connection, noun, noun.reach, domain[1])
    if is_like_phone(text):
        return _by_number(connection, noun, noun.reach, text.strip(), country() if country else "")
    return []


def _address(text: str) -> str:
    plain = text.strip()
    plain = plain[7:] if plain[:7].casefold() == "mailto:" else plain
    if inside := _IN_BRACKETS.fullmatch(plain):
        plain = inside[1]
    return plain.casefold() if _ADDRESS.fullmatch(plain) else ""


def _by_address(connection: sqlite3.Connection, noun: Noun, reach: Reach, address: str) -> list[int]:
    where = [f"trim({column}) = ?1 COLLATE NOCASE" for column in reach.addresses]
    if reach.beyond:
        where.append(f"instr(lower({reach.beyond}), ?1)")
    columns = (*reach.addresses, *([reach.beyond] if reach.beyond else []))
    found = _rows(connection, noun, columns, " OR ".join(where), (address,))
    return [
        record_id
        for record_id, *cells in found
        if address in {each.strip().casefold() for each in _texts(reach, reach.addresses, cells, "EMAIL")}
    ]


def _by_domain(connection: sqlite3.Connection, noun: Noun, reach: Reach, domain: str) -> list[int]:
    """Also of what is below it: `example.com` has people of `mail.example.com`."""
    ends = [f"@{domain.casefold()}", f".{domain.casefold()}"]
    columns = (*reach.addresses, *([reach.beyond] if reach.beyond else []))
    where = " OR ".join(f"instr(lower({column}), ?1)" for column in columns)
    found = _rows(connection, noun, columns, where, (domain.casefold(),))
    return [
        record_id
        for record_id, *cells in found
        if any(_ends(each, ends) for each in _texts(reach, reach.addresses, cells, "EMAIL"))
    ]


def _ends(address: str | None, ends: Sequence[str]) -> bool:
    plain = (address or "").strip().casefold()
    return "@" in plain and any(f"@{plain.rpartition('@')[2]}".endswith(end) for end in ends)


def _by_number(connection: sqlite3.Connection, noun: Noun, reach: Reach, text: str, region: str) -> list[int]:
    digits = significant_digits(text)[-LAST_DIGITS:]
    if not digits:
        return []
    columns = (*reach.numbers, *([reach.beyond] if reach.beyond else []))
    likely = f"*{'*'.join(digits)}*"
    where = " OR ".join(f"{column} GLOB ?1" for column in columns)
    found: dict[int, int] = {}
    for record_id, *cells in _rows(connection, noun, columns, where, (likely,)):
        numbers = _texts(reach, reach.numbers, cells, "TEL")
        found[record_id] = max((how_alike(text, each, region) for each in numbers), default=0)
    best = max(found.values(), default=0)
    return [record_id for record_id, alike in found.items() if best and alike == best]


def _rows(
    connection: sqlite3.Connection, noun: Noun, columns: Sequence[str], where: str, values: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    return connection.execute(f"SELECT id, {names} FROM {noun.name} WHERE {where} ORDER BY id", values)


def _texts(reach: Reach, columns: Sequence[str], cells: Sequence[str | None], name: str) -> Iterator[str]:
    """The numbers or addresses of a row: of its columns, and of the lines of its card that have that name."""
    yield from (cell for cell in cells[: len(columns)] if cell)
    if reach.beyond and cells[-1]:
        from amcli.base.address_card import values_kept

        yield from values_kept(cells[-1], name)
