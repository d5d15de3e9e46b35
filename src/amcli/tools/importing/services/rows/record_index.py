"""Names to records as files name them, answered from memory: a file names the same few records many times.

In a file of another system an id of amcli's means nothing, and the beginning of a code is a guess. What counts is a
code, what another system calls the record, and its name; then what it was called before a merge or a change. In a
column of that system's keys those come first, for a number that it gives may be a code of ours. Elsewhere a text that
is a key of one record and the name of another is asked about, unless it is spelled as the code alone is. Keys
count as the texts that they are, names as names are compared (base.text.name_key). Accents are forgiven where a single
record fits, and the spaces of what files write in any way (Noun.any_spacing); that is said. Of two people of one name,
the one who is there comes before the one who left.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TypeVar

from amcli.base.errors import Ambiguous, AmcliError, NotFound
from amcli.base.fields import Noun
from amcli.base.keys import system_key
from amcli.base.text import name_key, plain_key, quote
from amcli.store.lookup import find, id_number

HINTS = 100  # names that are searched for a likeness; each search looks through all records
_SEVERAL = 0  # no record has this id

_AnyKey = TypeVar("_AnyKey")
Key = tuple[int | None, str]  # whose it is, where records of the noun belong to one, and a text


class RecordIndex:
    """The records of one noun that rows may refer to: those of the file, and those that the import adds."""

    def __init__(
        self, connection: sqlite3.Connection, noun: Noun, *, by_id: bool = False, today: date | None = None
    ) -> None:
        """by_id: whether amcli's own ids name records, as they do in its own exports. today: the day on which what
        has no code is live, which comes first then.
        """
        self._connection, self._noun, self._by_id = connection, noun, by_id
        self._hints = HINTS
        self.guesses: dict[str, str] = {}  # what fits a record but for the accents, and what that is called
        self._owner: dict[int, int | None] = {}  # the account of a contact, None for a record that has a code
        self._by_code: dict[str, int] = {}
        self._by_external: dict[Key, int] = {}
        self._by_system_key: dict[Key, int] = {}
        self._by_name: dict[Key, int] = {}
        self._former: dict[tuple[str, int | None, str], int] = {}  # by kind of the alias
        self._by_plain: dict[Key, dict[int, str]] | None = None  # made when it is first asked for
        self._by_email: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._codes: dict[int, str] = {}  # as they are spelled
        self._gone: set[int] = set()
        live = noun.live_on(today) if today and noun.live and not noun.coded else "1"
        columns = "id, code, name, NULL" if noun.coded else "id, NULL, name, account_id"
        mailed = noun.coded and any(field.name == "email" for field in noun.fields)
        email = "email" if mailed else "NULL"
        sql = f"SELECT {live} AS live, {email}, {columns}, external_id FROM {noun.name} ORDER BY live DESC"
        for is_live, address, *row in connection.execute(sql):
            if address:
                _put(self._by_email, address.strip().casefold(), row[0])
            if not is_live:
                self._gone.add(row[0])
            self.add(*row)
        if noun.aliased:
            for record_id, kind, text in connection.execute(
                f"SELECT {noun.name}_id, kind, text FROM {noun.name}_alias"
            ):
                self._let_former_be_found(record_id, kind, text)

    def add(
        self, record_id: int, code: str | None, name: str, account: int | None, external: str | None = None
    ) -> None:
        """Let a record be found."""
        self._owner.setdefault(record_id, account)
        if self._names.setdefault(record_id, name) == name and self._by_plain is not None:
            self._by_plain.setdefault((account, self._plain(name)), {})[record_id] = name
        if code is not None:
            self._by_code[code.lower()] = record_id
            self._codes.setdefault(record_id, code)
        key = account, name_key(name)
        if record_id not in self._gone or self._by_name.get(key, record_id) in self._gone:
            _put(self._by_name, key, record_id)
        if external is not None:
            _put(self._by_external, (account, external), record_id)
            _put(self._by_system_key, (account, system_key(external)), record_id)

    def drop(self, record_id: int, code: str | None, name: str, account: int | None) -> None:
        """Take back the add of a record, which was the last."""
        del self._owner[record_id], self._names[record_id], self._by_name[account, name_key(name)]
        if self._by_plain is not None:
            del self._by_plain[account, self._plain(name)][record_id]
        if code is not None:
            del self._by_code[code.lower()], self._codes[record_id]

    def has_code(self, code: str) -> bool:
        """Whether a record has that code, in any case, or had it."""
        return code.lower() in self._by_code or ("code", None, code.lower()) in self._former

    def find(self, text: str, account: int | None, *, keyed: bool = False, hints: bool = True) -> int:
        """The id of the record that a text names. NotFound with the nearest (for the first hundred), or Ambiguous.

        keyed: whether the text stands where another system has its keys. hints: whether anybody hears of the nearest.
        """
        text = text.strip()
        scope = None if self._noun.coded else account
        record_id = None
        ways = (self._coded, self._external, self._named, self._mailed, self._numbered)
        for way in (self._external, self._coded, *ways[2:]) if keyed else ways:
            if (record_id := way(text, scope)) is not None:
                break
        if record_id and not keyed and not self._by_id:
            self._refuse_two_meanings(text, scope, record_id)
        if record_id is None or record_id == _SEVERAL:
            raise self._unknown(text, account, several=record_id == _SEVERAL, hints=hints)
        return record_id

    def find_by_key(self, text: str, account: int | None, *, coded: bool = False) -> int | None:
        """The id of the one record that another system calls so, or with `coded` whose code it is; None for none."""
        scope = None if self._noun.coded else account
        found = self._external(text, scope)
        return (self._coded(text, scope) if coded and found is None else found) or None

    def find_anywhere(self, text: str) -> int:
        """The id of the one record of that key or name, whosever it is. NotFound or Ambiguous."""
        found = []
        for account in set(self._owner.values()):
            record_id = self._external(text, account)
            record_id = self._named(text, account) if record_id is None else record_id
            found += [] if record_id is None else [record_id]
        if len(found) != 1 or found[0] == _SEVERAL:
            raise self._unknown(text, None, several=bool(found))
        return found[0]

    def name_of(self, record_id: int) -> str:
        """The name of a record."""
        return self._names[record_id]

    def describe(self, record_id: int) -> str:
        """What a record is called in a message: its name, and its code."""
        code = self._codes.get(record_id)
        return f"{quote(self._names[record_id])} ({code})" if code else quote(self._names[record_id])

    def _refuse_two_meanings(self, text: str, scope: int | None, found: int) -> None:
        """Ambiguous where the key of the record found, which is called otherwise, is the very name of another."""
        key = name_key(text)
        named = self._by_name.get((scope, key))
        if named is None or named == found or name_key(self._names[found]) == key:
            return
        others = [named] if named else [one for one, name in self._names.items() if name_key(name) == key]
        others = [one for one in others if one != found and self._owner[one] == scope]
        if not others or (text == self._codes.get(found) and all(text != self._names[one] for one in others)):
            return
        known = "code" if text.lower() == self._codes.get(found, "").lower() else "key"
        what = f"is the {known} of {self.describe(found)} and the name of {self.describe(others[0])}"
        if not self._noun.coded:
            raise Ambiguous(f"{what}: correct it")
        codes = [self._codes[one] for one in others if self._codes[one].lower() != text.lower()]
        raise Ambiguous(f"{what}: type {quote(codes[0])} for that one, for the other {self._told_apart(found, text)}")

    def _told_apart(self, record_id: int, text: str) -> str:
        """What names a record and is not the text."""
        code, name = self._codes[record_id], self._names[record_id]
        return quote(code if code != text else name)

    def _coded(self, text: str, scope: int | None) -> int | None:
        if not text.isascii() or not text:  # codes are, and 'K'.lower() is not alone
            return None
        found = self._by_code.get(text.lower())
        return self._former.get(("code", scope, text.lower())) if found is None else found

    def _external(self, text: str, scope: int | None) -> int | None:
        """The very text first, then in the other ways in which its system writes it."""
        for known, key in ((self._by_external, text), (self._by_system_key, system_key(text))):
            if (found := known.get((scope, key))) is not None:
                return found
        found = self._former.get(("external_id", scope, text))
        return self._former.get(("external_id", scope, system_key(text))) if found is None else found

    def _named(self, text: str, scope: int | None) -> int | None:
        key = name_key(text)
        found = self._by_name.get((scope, key))
        if found is None:
            found = self._former.get(("name", scope, key))
        return self._named_without_accents(text, scope) if found is None else found

    def _named_without_accents(self, text: str, scope: int | None) -> int | None:
        if self._by_plain is None:
            self._by_plain = {}
            for record_id, name in self._names.items():
                key = (self._owner[record_id], self._plain(name))
                self._by_plain.setdefault(key, {})[record_id] = name
        fitting = self._by_plain.get((scope, self._plain(text)), {})
        if len(fitting) > 1:
            return _SEVERAL
        for record_id, name in fitting.items():
            self.guesses[text] = name
            return record_id
        return None

    def _plain(self, text: str) -> str:
        """What counts of a name at last: no accents; spaces, hyphens and the order of words where they do not count."""
        key = plain_key(text)
        if self._noun.any_order:
            return " ".join(sorted(key.replace(",", " ").split()))
        return key.replace(" ", "").replace("-", "") if self._noun.any_spacing else key

    def _mailed(self, text: str, scope: int | None) -> int | None:
        return self._by_email.get(text.casefold()) if "@" in text else None

    def _numbered(self, text: str, scope: int | None) -> int | None:
        record_id = id_number(self._noun.letter, text) if self._by_id else None
        if record_id is None or record_id not in self._owner:
            return None
        return record_id if self._owner[record_id] == scope else None

    def _let_former_be_found(self, record_id: int, kind: str, text: str) -> None:
        keys = {"code": (text.lower(),), "name": (name_key(text),)}.get(kind, (text, system_key(text)))
        for key in dict.fromkeys(keys):
            _put(self._former, (kind, self._owner[record_id], key), record_id)

    def _unknown(self, text: str, account: int | None, *, several: bool, hints: bool = True) -> AmcliError:
        noun = self._noun
        if hints and self._hints:
            self._hints -= 1
            try:
                found = find(self._connection, noun.name, text, None if noun.coded else account)
                if not several:
                    return NotFound(f"there is no {noun.name} {quote(text)}", (found.reference,))
            except (NotFound, Ambiguous) as error:
                if isinstance(error, Ambiguous) == several:
                    return error
        if several:
            return Ambiguous(f"{quote(text)} is more than one {noun.name}: type its {'code' if noun.coded else 'id'}")
        return NotFound(f"there is no {noun.name} {quote(text)}")


def _put(known: dict[_AnyKey, int], key: _AnyKey, record_id: int) -> None:
    """Let a key mean a record, or several where it means another one already."""
    known[key] = record_id if known.get(key, record_id) == record_id else _SEVERAL
