"""Names to records by the rules of store.lookup, answered from memory: a file names the same few records many times.

A file of another system names records by that system's keys: an external id counts here too, after a name.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left

from amcli.base.errors import Ambiguous, AmcliError, NotFound
from amcli.base.fields import Noun
from amcli.base.text import is_id, quote
from amcli.store.lookup import find

HINTS = 100  # names that are searched for a likeness; each search looks through all records
_SEVERAL = 0  # no record has this id


class RecordIndex:
    """The records of one noun that rows may refer to: those of the file, and those that the import adds."""

    def __init__(self, connection: sqlite3.Connection, noun: Noun) -> None:
        self._connection, self._noun = connection, noun
        self._hints = HINTS
        self.guesses: dict[str, str] = {}  # what was taken for a prefix, and the code that it begins
        self._owner: dict[int, int | None] = {}  # the account of a contact, None for a record that has a code
        self._by_code: dict[str, int] = {}
        self._by_name: dict[tuple[int | None, str], int] = {}
        self._by_external: dict[tuple[int | None, str], int] = {}
        self._sorted: list[str] = []
        columns = "id, code, name, NULL" if noun.coded else "id, NULL, name, account_id"
        for row in connection.execute(f"SELECT {columns}, external_id FROM {noun.name}"):
            self.add(*row)

    def add(
        self, record_id: int, code: str | None, name: str, account: int | None, external: str | None = None
    ) -> None:
        """Let a record be found."""
        self._owner.setdefault(record_id, account)
        if code is not None:
            self._by_code[code.lower()] = record_id
            self._sorted = []
        key = (account, name.casefold())
        self._by_name[key] = record_id if self._by_name.get(key, record_id) == record_id else _SEVERAL
        if external is not None:
            key = (account, _key(external))
            self._by_external[key] = record_id if self._by_external.get(key, record_id) == record_id else _SEVERAL

    def drop(self, record_id: int, code: str | None, name: str, account: int | None) -> None:
        """Take back the add of a record, which was the last."""
        del self._owner[record_id], self._by_name[account, name.casefold()]
        if code is not None:
            del self._by_code[code.lower()]
            self._sorted = []

    def has_code(self, code: str) -> bool:
        """Whether a record has that code, in any case."""
        return code.lower() in self._by_code

    def find(self, text: str, account: int | None, *, prefixes: bool) -> int:
        """The id of the record that a text names: by code, id, name in any case, by what another system calls it,
        and by a prefix of the code.

        NotFound with the nearest (for the first hundred), or Ambiguous.
        """
        text = text.strip()
        scope = None if self._noun.coded else account
        record_id = self._coded(text) or self._numbered(text, scope)
        if record_id is None:
            record_id = self._by_name.get((scope, text.casefold()), self._by_external.get((scope, _key(text))))
        if record_id is None and prefixes:
            record_id = self._prefixed(text)
        if record_id is None or record_id == _SEVERAL:
            raise self._unknown(text, account, several=record_id == _SEVERAL)
        return record_id

    def _coded(self, text: str) -> int | None:
        return self._by_code.get(text.lower()) if text.isascii() else None  # codes are, and 'K'.lower() is not alone

    def _numbered(self, text: str, scope: int | None) -> int | None:
        letter = self._noun.letter
        digits = text[len(letter) :]
        if not is_id(text) or not text.upper().startswith(letter) or not digits.isdigit() or len(digits) > 18:
            return None
        record_id = int(digits)
        return record_id if record_id in self._owner and self._owner[record_id] == scope else None

    def _prefixed(self, text: str) -> int | None:
        """The record whose code alone begins so; codes are sorted when they are first asked for."""
        if not self._noun.coded or not text or not text.isascii():
            return None
        codes = self._sorted = self._sorted or sorted(self._by_code)
        start = text.lower()
        first = bisect_left(codes, start)
        fitting = [code for code in codes[first : first + 2] if code.startswith(start)]
        if not fitting:
            return None
        if len(fitting) > 1:
            return _SEVERAL
        self.guesses[text] = fitting[0]
        return self._by_code[fitting[0]]

    def _unknown(self, text: str, account: int | None, *, several: bool) -> AmcliError:
        noun = self._noun
        if self._hints:
            self._hints -= 1
            try:
                find(self._connection, noun.name, text, None if noun.coded else account)
            except (NotFound, Ambiguous) as error:
                if isinstance(error, Ambiguous) == several:
                    return error
        if several:
            return Ambiguous(f"{quote(text)} is more than one {noun.name}: type its {'code' if noun.coded else 'id'}")
        return NotFound(f"there is no {noun.name} {quote(text)}")


def _key(external: str) -> str:
    """A key of another system without what it is written with now and then.

    Dynamics puts braces around one; Salesforce has it with fifteen characters in reports and with three more, for who
    cannot tell case, in its interfaces.
    """
    bare = external.strip("{}")
    return bare[:15] if len(bare) == 18 and bare.isalnum() else bare
