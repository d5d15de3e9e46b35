"""Names to records, as a person types them.

A code or a former one, a key of another system, a name, an id, the beginning of a code, a word of a name, what it
refers to with a / between them, how the person is reached (store/reach.py): the first of these that any record answers
to decides. What is called so now comes
before what was called so once (its aliases).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.numbered import place_in
from amcli.base.pattern import pattern
from amcli.base.registry import HOMES, NOUNS
from amcli.base.text import name_key, nearest, plain_key, quote

if TYPE_CHECKING:
    from amcli.base.fields import Noun

NEAREST_AMONG = 20_000  # more names than that are not searched for a likeness
_ID = pattern(r"[A-Za-z]{1,2}[0-9]+(?:\.[0-9]+)?")
SHOWN = 10  # candidates of a name that several have

# A name that may be another one without its accents. SQLite finds that out itself, where a function of ours would cost
# the time of a call for each record.
_WITH_ACCENTS = "name GLOB '*[^ -~]*'"

Row = tuple[int, str, str | None]  # the id, what is typed for it, the name


class Found(NamedTuple):
    """A record: its id, and what a person types for it."""

    record_id: int
    reference: str


class Question(NamedTuple):
    """Which record a text names: among those of one owner, where one is given."""

    connection: sqlite3.Connection
    noun: Noun
    text: str
    owner: int | None
    today: date | None = None
    country: Callable[[], str] | None = None

    @property
    def within(self) -> str:
        """The condition on whose the record is, to be put behind another."""
        noun, owner = self.noun, self.owner
        return f" AND {noun.owner.column} = {int(owner)}" if noun.owner and owner is not None else ""

    @property
    def named(self) -> bool:
        """Whether records of the noun have a name."""
        return any(field.name == "name" for field in self.noun.fields)

    def rows(self, condition: str, *parameters: object, limit: int = -1) -> list[Row]:
        """The records of the noun's view that SQL picks, in their order in lists."""
        noun = self.noun
        reference = "code" if noun.coded else "id"
        order = "code" if noun.coded else "record_id"
        source = f'SELECT record_id, {reference}, "{noun.label}" FROM "{noun.view}"'
        sql = f"{source} WHERE ({condition}){self.within} ORDER BY {order} LIMIT {limit}"
        return self.connection.execute(sql, parameters).fetchall()

    def live_of(self, rows: list[Row]) -> list[Row]:
        """Those of records without a code that are live."""
        noun = self.noun
        if noun.coded or not noun.live or self.today is None:
            return []
        sql = f"SELECT 1 FROM {noun.name} WHERE id = ? AND {noun.live_on(self.today)}"
        return [row for row in rows if self.connection.execute(sql, row[:1]).fetchone()]

    def former(self, kind: str, condition: str, *parameters: object) -> list[Row]:
        """The records that were called so once. kind: `code`, `external_id` or `name`; condition: on the alias `a`."""
        name = self.noun.name
        if not self.noun.aliased:
            return []
        sql = f"SELECT a.{name}_id FROM {name}_alias a WHERE a.kind = '{kind}' AND {condition}"
        return self.rows(f"record_id IN ({sql})", *parameters)


def find(
    connection: sqlite3.Connection,
    name: str,
    text: str,
    owner: int | None = None,
    today: date | None = None,
    country: Callable[[], str] | None = None,
) -> Found:
    """The record of a noun that `text` names, among those of one owner where one is given.

    Where several have no code to tell them apart, the one that is live on the day `today` is meant. country: tells of
    which country telephone numbers are that have no code of one.
    Raises NotFound with the three nearest, and whose it is where it is another's; or Ambiguous with the candidates.
    """
    noun = NOUNS[name]
    question = Question(connection, noun, text.strip(), owner, today, country)
    rows = _answering(question)
    if len(rows) > 1:
        rows = question.live_of(rows) or rows
    if len(rows) == 1:
        return Found(*rows[0][:2])
    if rows:
        raise Ambiguous(
            f"{quote(text)} is more than one {noun.name}: type its {'code' if noun.coded else 'id'}",
            [f"{reference} ({label})" for _, reference, label in rows[:SHOWN]],
        )
    if question.within and (elsewhere := _answering(question._replace(owner=None))):
        raise NotFound(_elsewhere(question, elsewhere), _near(question))
    raise NotFound(f"there is no {noun.name} {quote(text)}", _near(question) or _near(question._replace(owner=None)))


def keeper_of(connection: sqlite3.Connection, name: str, me: str) -> int | None:
    """The id of the record of a noun that stands for whoever keeps the file. me: its code or a former one, or empty."""
    found = called(connection, name, me) if me else None
    return found.record_id if found else None


def has_words(name: str, text: str) -> bool:
    """Whether a name has the words of a text one behind the other, whatever their case and accents."""
    wanted = _spaced(plain_key(text))
    return bool(wanted.strip()) and wanted in _spaced(plain_key(name))


def called(connection: sqlite3.Connection, name: str, text: str) -> Found | None:
    """The record of a noun that is called exactly so: by its code or a former one, or where it has none by its id."""
    question = Question(connection, NOUNS[name], text.strip(), None)
    rows = _code(question) if question.noun.coded else _id(question)
    return Found(*rows[0][:2]) if rows else None


def record_called(connection: sqlite3.Connection, text: str) -> tuple[str, Found] | None:
    """The noun and the record of any that is called exactly so: by a code or a former one, then by an id."""
    for coded in (True, False) if _ID.fullmatch(text) else (True,):
        for name in HOMES:
            if NOUNS[name].coded is coded and (found := called(connection, name, text)):
                return name, found
    return None


def exactly(connection: sqlite3.Connection, name: str, text: str, *, alone: bool = False) -> Found | None:
    """The first record of a noun that is called so in full: by a code, a key of another system or a name.

    alone: None where several are.
    """
    question = Question(connection, NOUNS[name], text.strip(), None)
    rows = next((rows for way in (_code, _external_id, _name) if (rows := way(question))), [])
    return Found(*rows[0][:2]) if rows and not (alone and rows[1:]) else None


def id_number(letter: str, text: str) -> int | None:
    """The row id in `S12` for the letter S, in any case; None for another shape, or more digits than a row id has."""
    digits = text[len(letter) :]
    if text[: len(letter)].upper() != letter or not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    return int(digits)


def _code(question: Question) -> list[Row]:
    if not question.noun.coded or not question.text:
        return []
    return question.rows("code = ? COLLATE NOCASE", question.text) or question.former(
        "code", "a.text = ? COLLATE NOCASE", question.text
    )


def _external_id(question: Question) -> list[Row]:
    if not question.text or all(field.name != "external_id" for field in question.noun.fields):
        return []
    return question.rows("external_id = ?", question.text) or question.former(
        "external_id", "a.text = ?", question.text
    )


def _name(question: Question) -> list[Row]:
    """By the name that it has, then by one that it had; only then without the accents."""
    wanted = name_key(question.text)
    if not question.named or not wanted:
        return []
    found = question.rows("name_key(name) = ?", wanted) or question.former("name", "name_key(a.text) = ?", wanted)
    if found:
        return found
    plain = plain_key(question.text)
    same = "" if plain == wanted else "name_key(name) = ?1 OR "
    rows = question.rows(f"{same}{_WITH_ACCENTS}", *([plain] if same else []))
    return [row for row in rows if plain_key(str(row[2])) == plain]


def _id(question: Question) -> list[Row]:
    """By its id, or by its number within the record that it is part of."""
    noun = question.noun
    number = id_number(noun.letter, question.text)
    if number is not None:
        return question.rows("record_id = ?", number)
    place = place_in(noun, question.text)
    return question.rows(" AND ".join(f'"{column}" = ?' for column in noun.keys[-1]), *place) if place else []


def _beginning(question: Question) -> list[Row]:
    text = question.text
    if not question.noun.coded or not text:
        return []
    return question.rows("substr(code, 1, ?) = ? COLLATE NOCASE", len(text), text, limit=SHOWN + 1)


def _reach(question: Question) -> list[Row]:
    """By an address, a domain or a telephone number."""
    if question.noun.reach is None or not question.text:
        return []
    from amcli.store.reach import reached

    ids = reached(question.connection, question.noun, question.text, question.country)
    return question.rows(f"record_id IN ({', '.join(map(str, ids))})") if ids else []


def _word(question: Question) -> list[Row]:
    """A name that has this word, or these words one behind the other."""
    words = _spaced(plain_key(question.text)).split()
    if not question.named or not words:
        return []
    rows = question.rows(f"instr(lower(name), ?) OR {_WITH_ACCENTS}", words[0])
    return [row for row in rows if has_words(str(row[2]), question.text)]


def _references(question: Question) -> list[Row]:
    """By what it refers to, such as `maruti/emil/logistics` (Noun.called); the last words of them may be left out where
    one record alone is called so, or is live.
    """
    fields = [question.noun.field(name) for name in question.noun.called]
    words = [word.strip() for word in question.text.split("/", len(fields) - 1)] if fields else []
    if len(words) < 2 or not all(words):
        return []
    terms, values = [], list[object]()
    for field, word in zip(fields, words, strict=False):
        terms.append(f"{field.column} = ?" if field.noun else f'"{field.name}" = ? COLLATE NOCASE')
        values.append(find(question.connection, field.noun, word).record_id if field.noun else word)
    return question.rows(" AND ".join(terms), *values, limit=SHOWN + 1)


# How a text is taken, in this order. What has no code is called by its id, which comes first there.
WAYS: tuple[Callable[[Question], list[Row]], ...] = (
    _code,
    _external_id,
    _name,
    _id,
    _beginning,
    _reach,
    _word,
    _references,
)


def _answering(question: Question) -> list[Row]:
    """The records that the first way finds which finds any."""
    for way in WAYS if question.noun.coded else (_id, *WAYS):
        if rows := way(question):
            return rows
    return []


def _elsewhere(question: Question, rows: list[Row]) -> str:
    """What to say where another owner has what was looked for."""
    noun = question.noun
    assert noun.owner and question.owner is not None
    owner = NOUNS[noun.owner.noun]
    called = "code" if owner.coded else f"'{owner.letter}' || id"
    own_code = f"SELECT {called} FROM {owner.name} WHERE id = ?"
    (own,) = question.connection.execute(own_code, (question.owner,)).fetchone()
    sql = f"SELECT {called} FROM {owner.name} WHERE id = (SELECT {noun.owner.column} FROM {noun.name} WHERE id = ?)"
    theirs = []
    for record_id, reference, text in rows[:3]:
        (whose,) = question.connection.execute(sql, (record_id,)).fetchone()
        theirs.append(f"{reference} ({' '.join(str(text).split())}) is of {whose}")
    return f"{own} has no {noun.name} {quote(question.text)}: {', '.join(theirs)}"


def _spaced(text: str) -> str:
    """The words of a text, with one space around each."""
    return f" {' '.join(''.join(each if each.isalnum() else ' ' for each in text).split())} "


def _near(question: Question) -> tuple[str, ...]:
    noun = question.noun
    if not noun.coded and not question.named:
        return ()
    rows = question.rows("1", limit=NEAREST_AMONG)
    by_word = {str(label): reference if noun.coded else f"{reference} ({label})" for _, reference, label in rows}
    by_word |= {reference: reference for _, reference, _ in rows if noun.coded}
    return tuple(dict.fromkeys(by_word[word] for word in nearest(question.text, by_word, 6)))[:3]
