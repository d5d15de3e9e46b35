"""Names to records: exact code, then id, then exact name in any case, then a unique prefix of the code."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.fields import Noun
from amcli.base.registry import NOUNS
from amcli.base.text import nearest, quote

NEAREST_AMONG = 20_000  # more names than that are not searched for a likeness


class Found(NamedTuple):
    """A record: its id, and what a person types for it."""

    record_id: int
    reference: str


def find(connection: sqlite3.Connection, name: str, text: str, owner: int | None = None) -> Found:
    """The record of a noun that `text` names, among those of one owner where one is given.

    Raises NotFound with the three nearest, or Ambiguous with the candidates.
    """
    noun = NOUNS[name]
    text = text.strip()
    for found in (_by_code(connection, noun, text), _by_id(connection, noun, text, owner)):
        if found:
            return found
    rows = _by_name(connection, noun, text, owner) or _by_prefix(connection, noun, text)
    if len(rows) == 1:
        return Found(*rows[0][:2])
    if rows:
        raise Ambiguous(
            f"{quote(text)} is more than one {noun.name}: type its {'code' if noun.coded else 'id'}",
            [f"{reference} ({label})" for _, reference, label in rows[:10]],
        )
    raise NotFound(f"there is no {noun.name} {quote(text)}", _near(connection, noun, text, owner))


def id_number(letter: str, text: str) -> int | None:
    """The row id in `S12` for the letter S, in any case; None for another shape, or more digits than a row id has."""
    digits = text[len(letter) :]
    if text[: len(letter)].upper() != letter or not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    return int(digits)


def _source(noun: Noun) -> str:
    reference = "code" if noun.coded else "id"
    return f'SELECT record_id, {reference}, "{noun.label}" FROM "{noun.view}"'


def _within(noun: Noun, owner: int | None) -> str:
    return f" AND {noun.owner.column} = {int(owner)}" if noun.owner and owner is not None else ""


def _by_code(connection: sqlite3.Connection, noun: Noun, text: str) -> Found | None:
    if not noun.coded:
        return None
    row = connection.execute(f"{_source(noun)} WHERE code = ? COLLATE NOCASE", (text,)).fetchone()
    return Found(row[0], row[1]) if row else None


def _by_id(connection: sqlite3.Connection, noun: Noun, text: str, owner: int | None) -> Found | None:
    number = id_number(noun.letter, text)
    if number is None:
        return None
    sql = f"{_source(noun)} WHERE record_id = ?{_within(noun, owner)}"
    row = connection.execute(sql, (number,)).fetchone()
    return Found(row[0], row[1]) if row else None


def _by_name(connection: sqlite3.Connection, noun: Noun, text: str, owner: int | None) -> list[tuple[int, str, str]]:
    if "name" not in {field.name for field in noun.fields}:
        return []
    wanted = text.casefold()
    sql = f"{_source(noun)} WHERE casefold(name) = ?{_within(noun, owner)} ORDER BY record_id"
    return connection.execute(sql, (wanted,)).fetchall()


def _by_prefix(connection: sqlite3.Connection, noun: Noun, text: str) -> list[tuple[int, str, str]]:
    if not noun.coded or not text:
        return []
    sql = f"{_source(noun)} WHERE substr(code, 1, ?) = ? COLLATE NOCASE ORDER BY code LIMIT 11"
    return connection.execute(sql, (len(text), text)).fetchall()


def _near(connection: sqlite3.Connection, noun: Noun, text: str, owner: int | None) -> tuple[str, ...]:
    if not noun.coded and "name" not in {field.name for field in noun.fields}:
        return ()
    sql = f"{_source(noun)} WHERE 1{_within(noun, owner)} LIMIT {NEAREST_AMONG}"
    rows = connection.execute(sql).fetchall()
    by_word = {label: reference if noun.coded else f"{reference} ({label})" for _, reference, label in rows}
    by_word |= {reference: reference for _, reference, _ in rows if noun.coded}
    return tuple(dict.fromkeys(by_word[word] for word in nearest(text, by_word, 6)))[:3]
