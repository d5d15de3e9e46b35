"""An id in the place of the account that it belongs to: `deadline add OP3 "…"` is about OP3, and of its account.

Which kinds of records have such ids the nouns say that can be about them (`Field.nouns`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.numbered import is_place, place_in, whole_of
from amcli.base.owners import owner_field
from amcli.base.registry import NOUNS
from amcli.base.text import quote
from amcli.store.lookup import Found, exactly, find

if TYPE_CHECKING:  # every reader looks up accounts here, also for a question about no noun
    from amcli.base.fields import Field, Noun, Scope

Say = Callable[[str], None]
MOST_LETTERS = 2  # of an id; what has more is not looked at, so that most names load no noun for this


class StandIn(NamedTuple):
    """A record whose id stands for its owner: its noun, its id as it is spelled, and the owner."""

    noun: str
    reference: str
    owner: Found


def stand_in(
    connection: sqlite3.Connection, owner: str, text: str, noun: Noun | None = None, today: date | None = None
) -> StandIn | None:
    """The record whose id stands where one of the noun `owner` is named; None where a text is no such id.

    noun: of the records that are asked for or made. Raises Ambiguous where an owner is called so too, and NotFound
    where neither is.
    """
    subject, key = _subject(text)
    if subject is None:
        _refuse_whole(connection, owner, text, today)
    field = owner_field(subject) if subject else None
    if subject is None or field is None or field.noun != owner:
        return None
    where = " AND ".join(f'"{column}" = ?' for column in key)
    sql = f'SELECT {field.column}, "{subject.label}" FROM {subject.name} WHERE {where}'
    row = connection.execute(sql, tuple(key.values())).fetchone()
    if row is None:
        _must_be_called(connection, owner, text, subject, today)
        return None
    found = StandIn(subject.name, text.strip().upper(), find_id(connection, owner, row[0]))
    if other := exactly(connection, owner, text):
        about = field_about(noun, subject.name) if noun else None
        about = about if noun and about in noun.fields else None  # which can be typed
        raise Ambiguous(_two_meanings(connection, NOUNS[owner], other, found, row[1], about))
    return found


def find_owner(
    connection: sqlite3.Connection, owner: str, text: str, today: date | None = None, say: Say | None = None
) -> Found:
    """The record of the noun `owner` that a text names, also by the id of what belongs to it. Raises as `find`.

    say: is told where an id is taken for its owner.
    """
    found = stand_in(connection, owner, text, today=today)
    if found and say:
        say(_for_its_owner(owner, found))
    return found.owner if found else find(connection, owner, text, None, today)


def with_owner(
    connection: sqlite3.Connection,
    noun: Noun,
    given: Mapping[str, Any],
    today: date | None = None,
    say: Say | None = None,
) -> Mapping[str, Any]:
    """Typed fields of a noun with the owner in the place of an id that stands for it; the id is what they are about.

    Of a noun whose records are about nothing the id means its owner alone, which `say` is told. Raises as `stand_in`,
    and BadValue where what it is about stands twice.
    """
    field = owner_field(noun)
    typed = given.get(field.name) if field else None
    found = stand_in(connection, field.noun, typed, noun, today) if field and isinstance(typed, str) else None
    if field is None or found is None:
        return given
    return {**given, field.name: found.owner.reference, **_about(noun, found, given, say)}


def scope_with_owner(
    connection: sqlite3.Connection,
    noun: Noun,
    given: Mapping[str, Any],
    scope: Scope,
    today: date | None = None,
    say: Say | None = None,
) -> tuple[Mapping[str, Any], Scope]:
    """The same of a list's filters and of the owner within whose records it lies. Raises as `with_owner`."""
    given = with_owner(connection, noun, given, today, say)
    found = stand_in(connection, noun.within, scope.within, noun, today) if noun.within else None
    if found is None:
        return given, scope
    return {**given, **_about(noun, found, given, say)}, scope._replace(within=found.owner.reference)


@cache
def subjects() -> Mapping[str, str]:
    """The nouns that records can be about, by the letters of their ids."""
    names = {name for noun in NOUNS.values() for field in noun.fields for name in field.nouns}
    return {NOUNS[name].letter: name for name in sorted(names)}


def numbered_in(letters: str) -> str | None:
    """The noun that records can be about, and that is called by its number in records whose ids have these letters."""
    numbered = (NOUNS[name] for name in subjects().values() if NOUNS[name].numbered)
    return next((noun.name for noun in numbered if NOUNS[whole_of(noun)].letter == letters), None)


def field_about(noun: Noun, subject: str) -> Field | None:
    """The field of a noun that says which record of another one it is about, typed or not."""
    fields = (*noun.fields, *noun.more)
    return next((field for field in fields if subject in (*field.nouns, field.noun) and not field.many), None)


def find_id(connection: sqlite3.Connection, name: str, record_id: int) -> Found:
    """A record by its row id, and what a person types for it."""
    noun = NOUNS[name]
    if not noun.coded:
        return Found(record_id, f"{noun.letter}{record_id}")
    return Found(record_id, connection.execute(f"SELECT code FROM {name} WHERE id = ?", (record_id,)).fetchone()[0])


def id_parts(text: str) -> tuple[str, int]:
    """The letters and the number of what looks like an id; no letters and 0 for another text."""
    word = text.strip().upper()
    letters = word.rstrip("0123456789")
    digits = word[len(letters) :]
    fits = letters.isascii() and letters.isalpha() and len(letters) <= MOST_LETTERS and 0 < len(digits) <= 18
    return (letters, int(digits)) if fits else ("", 0)


def _subject(text: str) -> tuple[Noun | None, Mapping[str, int]]:
    """The noun of what a text is the id of, or `PL1.2`, that records can be about, and the columns that find it."""
    letters, number = id_parts(text)
    if number:
        return NOUNS.get(subjects().get(letters, "")), {"id": number}
    if is_place(text):
        for noun in (NOUNS[name] for name in subjects().values()):
            if place := place_in(noun, text):
                return noun, dict(zip(noun.keys[-1], place, strict=True))
    return None, {}


def _about(noun: Noun, found: StandIn, given: Mapping[str, Any], say: Say | None) -> Mapping[str, Any]:
    """What the id says in the field for it, where the noun has one; else `say` is told that it is the owner's."""
    field = field_about(noun, found.noun)
    if field is None and say and noun.within != found.noun:
        say(_for_its_owner(NOUNS[found.noun].fields[0].noun, found))
    if field is None:
        return {}
    typed = given.get(field.name)
    if typed is not None and str(typed).strip().upper() != found.reference:
        raise BadValue(
            f"what it is about stands twice: leave out {found.reference} or {field.flag} {quote(str(typed))}"
        )
    return {field.name: found.reference}


def _for_its_owner(owner: str, found: StandIn) -> str:
    return f"{found.reference} is of {found.owner.reference}: its {owner}"


def _must_be_called(connection: sqlite3.Connection, owner: str, text: str, subject: Noun, today: date | None) -> None:
    """NotFound that says what an id would have named, where no owner is called so either."""
    try:
        find(connection, owner, text, None, today)
    except NotFound as error:
        what = f"there is no {subject.name} {quote(text.strip())}, and no {owner} is called so"
        raise NotFound(f"{what}: see `amcli {subject.name} list`", error.candidates) from error


def _refuse_whole(connection: sqlite3.Connection, owner: str, text: str, today: date | None) -> None:
    """NotFound for the id of a record that has numbered ones, where no owner is called so: one of those is meant."""
    letters, number = id_parts(text)
    part = numbered_in(letters) if number else None
    if part is None:
        return
    try:
        find(connection, owner, text, None, today)
    except NotFound as error:
        whole, called = whole_of(NOUNS[part]), f"{letters}{number}"
        if connection.execute(f"SELECT 1 FROM {whole} WHERE id = ?", (number,)).fetchone() is None:
            return
        raise NotFound(f"{called} is a {whole}: type which {part} of it is meant, such as {called}.1") from error


def _two_meanings(
    connection: sqlite3.Connection, owner: Noun, other: Found, found: StandIn, name: str, about: Field | None
) -> str:
    """What an id means that an owner is called by as well, and what to type for each. name: of what it is the id of."""
    subject, reference, whose = found
    (label,) = connection.execute(
        f'SELECT "{owner.label}" FROM {owner.name} WHERE id = ?', (other.record_id,)
    ).fetchone()
    named = exactly(connection, owner.name, label, alone=True)
    typed = label if named == other and id_parts(label)[1] == 0 else f"{owner.letter}{other.record_id}"
    instead = f"{whose.reference} {about.flag} {reference}" if about else whose.reference
    return (
        f"{reference} is the {owner.name} {other.reference} ({label}) and the {subject} {reference} ({name}) of "
        f"{whose.reference}: type {quote(typed)} for the {owner.name}, `{instead}` for the {subject}"
    )
