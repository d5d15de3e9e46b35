"""Which contact a card is of: by its UID, then by an address of the person, then by account and name.

Two people of one name are two where their UIDs or all their addresses differ; a mailbox that two people of other names
share makes them no one. What none of these decides is an error that names the people.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from amcli.base.phone import digits_alike
from amcli.base.text import name_key, plain_key
from amcli.features.accounts.nouns import CONTACT
from amcli.tools.address_books.services.card_fields import CardContent
from amcli.tools.importing.services.load.entries import EntryError


class Known(NamedTuple):
    """A contact as cards are compared with it."""

    record_id: int
    account_id: int
    name: str
    uid: str
    addresses: frozenset[str]
    numbers: tuple[str, ...]
    is_there: bool


class Match(NamedTuple):
    """The contact that a card is of, or None; and the others of its name that it is not."""

    contact: Known | None
    namesakes: tuple[Known, ...] = ()


class KnownPeople:
    """The contacts of the file, and those that the import adds."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection, self._today = connection, today
        self._people: dict[int, Known] = {}
        self._by_uid: dict[str, list[int]] = {}
        self._by_address: dict[str, list[int]] = {}
        self._by_name: dict[tuple[int, str], list[int]] = {}
        for (record_id,) in connection.execute("SELECT id FROM contact ORDER BY id").fetchall():
            self.see(record_id)

    def see(self, record_id: int) -> None:
        """Know a contact as it stands now."""
        sql = f"""SELECT account_id, name, uid, email, email_other, phone, mobile, {CONTACT.live_on(self._today)}
            FROM contact WHERE id = ?"""
        account, name, uid, *reached, is_there = self._connection.execute(sql, (record_id,)).fetchone()
        addresses = frozenset(each.strip().casefold() for each in reached[:2] if each)
        numbers = tuple(each for each in reached[2:] if each)
        one = Known(record_id, account, name, uid or "", addresses, numbers, bool(is_there))
        self._people[record_id] = one
        if uid:
            _put(self._by_uid, uid, record_id)
        for address in addresses:
            _put(self._by_address, address, record_id)
        _put(self._by_name, (account, name_key(name)), record_id)

    def anywhere(self, card: CardContent) -> Known | None:
        """The contact that the UID or an address tells, of whichever account. EntryError where it is in doubt."""
        named = self._chosen(card, list(self._of(self._by_uid.get(card.uid, ())))) if card.uid else None
        if named:
            return named
        ids = dict.fromkeys(each for address in card.addresses for each in self._by_address.get(address, ()))
        return self._chosen(card, [one for one in self._of(ids) if _may_be(card.name, one.name)])

    def in_account(self, card: CardContent, account: int) -> Match:
        """The contact of an account by its name. EntryError where several could be meant."""
        same = list(self._of(self._by_name.get((account, name_key(card.name)), ())))
        sure = [one for one in same if _shares(card, one)]
        open_ = [one for one in same if not _differs(card, one)]
        found = self._chosen(card, sure or open_)
        return Match(found, () if found else tuple(same))

    def _of(self, ids: object) -> Iterator[Known]:
        return (self._people[record_id] for record_id in ids)  # type: ignore[attr-defined]

    def _chosen(self, card: CardContent, found: list[Known]) -> Known | None:
        """The only one, or the only one of the very name, or the only one who has not left."""
        for narrow in (lambda _: True, lambda one: name_key(one.name) == name_key(card.name), lambda one: one.is_there):
            found = [one for one in found if narrow(one)] or found
            if len(found) == 1:
                return found[0]
        if found:
            who = ", ".join(f"{CONTACT.letter}{one.record_id} ({one.name})" for one in found[:5])
            raise EntryError("FN", card.name, f"may be more than one contact: {who}; merge them, or give one the UID")
        return None


def _shares(card: CardContent, one: Known) -> bool:
    """Whether something is the same that is a person's own."""
    if one.addresses & set(card.addresses):
        return True
    return any(digits_alike(number, other) for number in card.numbers for other in one.numbers)


def _differs(card: CardContent, one: Known) -> bool:
    """Whether something says that they are two."""
    if card.uid and one.uid:
        return card.uid != one.uid
    return bool(card.addresses and one.addresses)


def _may_be(name: str, other: str) -> bool:
    """Whether two names may be one person's: the words of the shorter one are in the other, in full or as initials, or
    the first word is the same (a family name may change).
    """
    first, second = _words(name), _words(other)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    if all(any(_same_word(word, each) for each in long) for word in short):
        return True
    return len(first[0]) > 1 and first[0] == second[0]


def _words(name: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in plain_key(name)).split()


def _same_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _put(index: dict, key: object, record_id: int) -> None:  # type: ignore[type-arg]
    found = index.setdefault(key, [])
    if record_id not in found:
        found.append(record_id)
