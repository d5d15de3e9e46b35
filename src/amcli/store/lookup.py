"""Names to records: exact code, then id, then exact name in any case, then a unique prefix of the code."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from amcli.domain.errors import Ambiguous, NotFound
from amcli.domain.fields import Noun
from amcli.domain.nouns import NOUNS
from amcli.domain.text import nearest, quote

NEAREST_AMONG = 20_000  # more names than that are not searched for a likeness


class Found(NamedTuple):
    """A record: its row id, and what a person types for it."""

    row: int
    reference: str


def find(connection: sqlite3.Connection, name: str, text: str, account: int | None = None) -> Found:
    """The record of a noun that `text` names, among those of one account where one is given.

    Raises NotFound with the three nearest, or Ambiguous with the candidates.
    """
    noun = NOUNS[name]
    text = text.strip()
    for found in (_by_code(connection, noun, text), _by_id(connection, noun, text, account)):
        if found:
            return found
    rows = _by_name(connection, noun, text, account) or _by_prefix(connection, noun, text)
    if len(rows) == 1:
        return Found(*rows[0][:2])
    if rows:
        raise Ambiguous(
            f"{quote(text)} is more than one {noun.name}: type its {'code' if noun.coded else 'id'}",
            [f"{reference} ({label})" for _, reference, label in rows[:10]],
        )
    raise NotFound(f"there is no {noun.name} {quote(text)}", _near(connection, noun, text, account))


def id_number(letter: str, text: str) -> int | None:
    """The row id in `S12` for the letter S, in any case; None for another shape, or more digits than a row id has."""
    digits = text[len(letter) :]
    if text[: len(letter)].upper() != letter or not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    return int(digits)


def _source(noun: Noun) -> str:
    reference = "code" if noun.coded else "id"
    label = f'"{noun.label}"' if noun.name != "target" else "id"
    return f'SELECT record_id, {reference}, {label} FROM "{noun.view}"'


def _within(noun: Noun, account: int | None) -> str:
    scoped = account is not None and not noun.coded
    return f" AND account_id = {int(account)}" if scoped and account is not None else ""


def _by_code(connection: sqlite3.Connection, noun: Noun, text: str) -> Found | None:
    if not noun.coded:
        return None
    row = connection.execute(f"{_source(noun)} WHERE code = ? COLLATE NOCASE", (text,)).fetchone()
    return Found(row[0], row[1]) if row else None


def _by_id(connection: sqlite3.Connection, noun: Noun, text: str, account: int | None) -> Found | None:
    number = id_number(noun.letter, text)
    if number is None:
        return None
    sql = f"{_source(noun)} WHERE record_id = ?{_within(noun, account)}"
    row = connection.execute(sql, (number,)).fetchone()
    return Found(row[0], row[1]) if row else None


def _by_name(connection: sqlite3.Connection, noun: Noun, text: str, account: int | None) -> list[tuple[int, str, str]]:
    if "name" not in {field.name for field in noun.fields}:
        return []
    wanted = text.casefold()
    sql = f"{_source(noun)} WHERE casefold(name) = ?{_within(noun, account)} ORDER BY record_id"
    return connection.execute(sql, (wanted,)).fetchall()


def _by_prefix(connection: sqlite3.Connection, noun: Noun, text: str) -> list[tuple[int, str, str]]:
    if not noun.coded or not text:
        return []
    sql = f"{_source(noun)} WHERE substr(code, 1, ?) = ? COLLATE NOCASE ORDER BY code LIMIT 11"
    return connection.execute(sql, (len(text), text)).fetchall()


def _near(connection: sqlite3.Connection, noun: Noun, text: str, account: int | None) -> tuple[str, ...]:
    if not noun.coded and "name" not in {field.name for field in noun.fields}:
        return ()
    sql = f"{_source(noun)} WHERE 1{_within(noun, account)} LIMIT {NEAREST_AMONG}"
    rows = connection.execute(sql).fetchall()
    by_word = {label: reference if noun.coded else f"{reference} ({label})" for _, reference, label in rows}
    by_word |= {reference: reference for _, reference, _ in rows if noun.coded}
    return tuple(dict.fromkeys(by_word[word] for word in nearest(text, by_word, 6)))[:3]
