"""Whether records agree with each other where no reference says so.

Each is of the account of what it is about, or else refers to, and a noun may say more of its own (its `agrees`). Every
write sees to it; a change by a tool of somebody's own may not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Protocol

from amcli.base.fields import Field, Noun
from amcli.base.owners import owner_field, tied
from amcli.base.registry import NOUNS, load

# {table} {column}: what is about something, and the reference that says about what, which is in {subject}.
_OF_OTHERS = """SELECT t.id, s.id, mine.code, theirs.code FROM "{table}" t JOIN "{subject}" s ON s.id = t."{column}"
    JOIN "{owner}" mine ON mine.id = t."{own}" JOIN "{owner}" theirs ON theirs.id = s."{theirs}"
    WHERE t."{own}" <> s."{theirs}" ORDER BY t.id LIMIT ?"""


# {column}: the record above one of {table}.
_CIRCLES = """WITH RECURSIVE up (start, id) AS (
        SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL
        UNION SELECT up.start, t."{column}" FROM up JOIN "{table}" t ON t.id = up.id WHERE t."{column}" IS NOT NULL
    ) SELECT DISTINCT {called} FROM up JOIN "{table}" t ON t.id = up.start WHERE up.id = up.start ORDER BY 1 LIMIT ?"""


class Agreement(Protocol):
    """What has to agree with the records of a noun (its attribute `agrees`)."""

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """What does not agree: a sentence for each record, at most so many."""
        ...

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Make it agree from a day on, as far as that needs no guess: what was done, or nothing where all agrees."""
        ...


def problems(connection: sqlite3.Connection, most: int) -> list[str]:
    """What does not agree: a sentence for each record."""
    found: list[str] = []
    for noun in NOUNS.values():
        if noun.agrees:
            agreement: Agreement = load(noun.agrees)
            found += agreement.problems(connection, most)
        found += _about_others(connection, noun, most)
        found += _above_themselves(connection, noun, most)
    return found[:most]


def repair(connection: sqlite3.Connection, day: date) -> list[str]:
    """Make agree what can be, in the transaction of whoever calls: what was done."""
    places = [noun.agrees for noun in NOUNS.values() if noun.agrees]
    return [done for place in places if (done := load(place).repair(connection, day))]


def _above_themselves(connection: sqlite3.Connection, noun: Noun, most: int) -> Iterator[str]:
    """The records of a noun that stand in a circle, by a field that names one above."""
    for field in noun.fields:
        if field.noun == noun.name and not field.many:
            called = "t.code" if noun.coded else f"'{noun.letter}' || t.id"
            sql = _CIRCLES.format(table=noun.name, column=field.column, called=called)
            for (one,) in connection.execute(sql, (most,)):
                typed = f"`amcli {noun.name} edit {one} {field.flag} ''`"
                yield f"{one} is above itself by {field.name.replace('_', ' ')}: {typed} ends that"


class Stranger(NamedTuple):
    """A record that is about one of another owner than its own: its row id, the noun and the row id of the other, the
    codes of both owners. field, owner: those that say what it is about, and whose it is.
    """

    field: Field
    owner: Field
    record: int
    subject: str
    about: int
    mine: str
    theirs: str


def about_strangers(connection: sqlite3.Connection, noun: Noun, most: int) -> Iterator[Stranger]:
    """The records of a noun that are about something of another owner than their own, or refer to it; of each kind at
    most so many.
    """
    owner = owner_field(noun)
    for field, subject, column in tied(noun) if owner else ():
        theirs = owner_field(NOUNS[subject])
        if owner is None or theirs is None:
            continue
        sql = _OF_OTHERS.format(
            table=noun.name,
            column=column,
            subject=subject,
            owner=owner.noun,
            own=owner.column,
            theirs=theirs.column,
        )
        for record, about, mine, whose in connection.execute(sql, (most,)):
            yield Stranger(field, owner, record, subject, about, mine, whose)


def _about_others(connection: sqlite3.Connection, noun: Noun, most: int) -> Iterator[str]:
    """A sentence for each of them, with what to type."""
    for field, owner, record, subject, about, mine, whose in about_strangers(connection, noun, most):
        how = field.name if field.nouns else f"of the {field.noun}"
        one, other = f"{noun.letter}{record}", f"{NOUNS[subject].letter}{about}"
        yield (
            f"{one} of {mine} is {how} {other} of {whose}: "
            f"`amcli {noun.name} edit {one} {owner.flag} {whose}` moves it there, {field.flag} '' lets go of it"
        )
