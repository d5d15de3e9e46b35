"""Which contact a card is of: by its UID, then by an address of the person, then by account and name.

Two people of one name are two where their UIDs or all their addresses differ; a mailbox that two people of other names
share makes them no one. What none of these decides is an error that names the people.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator
from datetime import date
from typing import NamedTuple

from amcli.base.address_card import values_kept
from amcli.base.phone import LEAST_DIGITS, digits_alike, significant_digits
from amcli.base.text import name_key, plain_key
from amcli.features.accounts.nouns import CONTACT
from amcli.tools.address_books.services.card_fields import CardContent
from amcli.tools.importing.services.load.entries import EntryError


class Known(NamedTuple):
    """A contact as cards are compared with it."""

    record_id: int
    account_id: int
    name: str
    title: str
    uid: str
    addresses: frozenset[str]
    numbers: tuple[str, ...]
    mobile: str
    is_there: bool


class Match(NamedTuple):
    """The contact that a card is of, or None; and the others of its name that it is not. against: what of the card is
    otherwise than of a contact whose name and account alone say that it is this one.
    """

    contact: Known | None
    namesakes: tuple[Known, ...] = ()
    against: str = ""


class KnownPeople:
    """The contacts of the file, and those that the import adds."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection, self._today = connection, today
        self._people: dict[int, Known] = {}
        self._by_uid: dict[str, list[int]] = {}
        self._by_address: dict[str, list[int]] = {}
        self._by_name: dict[tuple[int, str], list[int]] = {}
        self._lines: dict[int, int] = {}  # of the cards that contacts were made of
        for (record_id,) in connection.execute("SELECT id FROM contact ORDER BY id").fetchall():
            self.see(record_id)

    def see(self, record_id: int, line: int = 0) -> None:
        """Know a contact as it stands now. line: of the card that it was made of in this import."""
        sql = f"""SELECT account_id, name, title, uid, card, email, email_other, phone, mobile,
            {CONTACT.live_on(self._today)} FROM contact WHERE id = ?"""
        account, name, title, uid, card, *reached, is_there = self._connection.execute(sql, (record_id,)).fetchone()
        addresses = [*reached[:2], *values_kept(card, "EMAIL")]
        numbers = [*reached[2:], *values_kept(card, "TEL")]
        one = Known(
            record_id, account, name, title or "", uid or "",
            frozenset(each.strip().casefold() for each in addresses if each),
            tuple(each for each in numbers if each), reached[3] or "", bool(is_there),
        )  # fmt: skip
        self._people[record_id] = one
        if line:
            self._lines[record_id] = line
        if uid:
            _put(self._by_uid, uid, record_id)
        for address in one.addresses:
            _put(self._by_address, address, record_id)
        _put(self._by_name, (account, name_key(name)), record_id)

    def anywhere(self, card: CardContent) -> Known | None:
        """The contact that the UID or an address tells, of whichever account. EntryError where it is in doubt."""
        named = self._chosen(card, list(self._of(self._by_uid.get(card.uid, ())))) if card.uid else None
        if named:
            return named
        ids = dict.fromkeys(each for address in card.addresses for each in self._by_address.get(address, ()))
        return self._chosen(card, [one for one in self._of(ids) if _may_be(card.name, one.name)])

    def in_account(self, card: CardContent, account: int, told: Container[int]) -> Match:
        """The contact of an account by its name. EntryError where several could be meant.

        told: the contacts that other cards of the same file are of: who has two cards in one address book, that say
        otherwise, is two.
        """
        same = list(self._of(self._by_name.get((account, name_key(card.name)), ())))
        open_ = [one for one in same if not _differs(card, one, in_one_file=one.record_id in told)]
        sure = [one for one in open_ if _shares(card, one)]
        found = self._chosen(card, sure or open_)
        against = " and ".join(_against(card, found)) if found and not sure else ""
        return Match(found, () if found else tuple(same), against)

    def _of(self, ids: object) -> Iterator[Known]:
        return (self._people[record_id] for record_id in ids)  # type: ignore[attr-defined]

    def _chosen(self, card: CardContent, found: list[Known]) -> Known | None:
        """The only one; or the only one of the very name, of whom nothing is otherwise, of the title, who is there."""
        title = name_key(card.fields.get("title", ""))
        for narrow in (
            lambda _: True,
            lambda one: name_key(one.name) == name_key(card.name),
            lambda one: not _against(card, one),
            lambda one: bool(title) and name_key(one.title) == title,
            lambda one: one.is_there,
        ):
            found = [one for one in found if narrow(one)] or found
            if len(found) == 1:
                return found[0]
        if found:
            who = ", ".join(map(self._called, found[:5]))
            here = any(one.record_id in self._lines for one in found)
            remedy = "put the cards of one person together" if here else "merge them"
            raise EntryError("FN", card.name, f"may be more than one contact: {who}; {remedy}, or give one the UID")
        return None

    def _called(self, one: Known) -> str:
        """Its id; of one that this import makes its line, because there is no such id where the import is refused."""
        line = self._lines.get(one.record_id)
        return f"the one of line {line:,} ({one.name})" if line else f"{CONTACT.letter}{one.record_id} ({one.name})"


def _shares(card: CardContent, one: Known) -> bool:
    """Whether something is the same that is a person's own."""
    return _has_address_of(card, one) or _has_number_of(card, one)


def _differs(card: CardContent, one: Known, *, in_one_file: bool) -> bool:
    """Whether something says that they are two. A number may change, and so may a title: where they do not stand in one
    file it takes both.
    """
    if card.uid and one.uid:
        return card.uid != one.uid
    if _has_address_of(card, one):
        return False
    against = len(_against(card, one))
    if _has_number_of(card, one):
        return in_one_file and against > 0  # a switchboard's, where titles or mobiles differ
    return bool(card.addresses and one.addresses) or against > (0 if in_one_file else 1)


def _against(card: CardContent, one: Known) -> list[str]:
    """What both have, each another one."""
    title, mobile = card.fields.get("title", ""), card.fields.get("mobile", "")
    mobiles = _are_numbers(mobile) and _are_numbers(one.mobile) and not _alike(mobile, one.mobile)
    numbers = _are_numbers(*card.numbers) and _are_numbers(*one.numbers) and not _has_number_of(card, one)
    titles = bool(title and one.title) and name_key(title) != name_key(one.title)
    return ["another number"] * (mobiles or numbers) + ["another title"] * titles


def _has_address_of(card: CardContent, one: Known) -> bool:
    return not one.addresses.isdisjoint(card.addresses)


def _has_number_of(card: CardContent, one: Known) -> bool:
    return any(_alike(number, other) for number in card.numbers for other in one.numbers)


def _alike(number: str, other: str) -> bool:
    digits = significant_digits(number)
    return digits_alike(number, other) or (len(digits) >= LEAST_DIGITS and digits == significant_digits(other))


def _are_numbers(*texts: str) -> bool:
    """Whether one of some texts is long enough for a number that another can be compared with."""
    return any(len(significant_digits(text)) >= LEAST_DIGITS for text in texts)


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
