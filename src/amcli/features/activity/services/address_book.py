"""Whose an address is: a contact's, in any case of its letters, or one of our own colleagues'.

A contact's are those of its fields, and those that its card keeps beyond the two.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from amcli.base.address_card import values_kept
from amcli.features.accounts.nouns import CONTACT

_ADDRESS = re.compile(r"[^\s<>,;:\"']+@[^\s<>,;:\"']+")


class AddressedContact(NamedTuple):
    """A contact that has an address. there: has not left."""

    record_id: int
    account: int
    there: bool


class AddressBook:
    """The addresses of the file, and those that are added while it is read."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._people: dict[str, list[AddressedContact]] = defaultdict(list)
        self.colleagues: dict[str, int] = {}
        self.read(connection, today)
        self.me = _me(connection)

    def read(self, connection: sqlite3.Connection, today: date) -> None:
        """Read the addresses as they stand in the file now."""
        self._people.clear()
        live = CONTACT.live_on(today)
        sql = f"""SELECT id, account_id, {live}, CASE WHEN instr(card, 'EMAIL') THEN card END, email, email_other
            FROM contact ORDER BY {live} DESC, id"""
        for record_id, account, there, card, *texts in connection.execute(sql):
            for text in (*texts, *values_kept(card, "EMAIL")):
                for address in addresses_in(text):
                    self.add(address, AddressedContact(record_id, account, bool(there)))
        for record_id, text in connection.execute("SELECT id, email FROM colleague WHERE email IS NOT NULL"):
            for address in addresses_in(text):
                self.colleagues.setdefault(address, record_id)

    def add(self, address: str, person: AddressedContact) -> None:
        """Let a contact be found by an address."""
        if person not in self._people[address]:
            self._people[address].append(person)

    def people(self, address: str) -> list[AddressedContact]:
        """The contacts that have an address, those who are there first."""
        return self._people.get(address, [])

    def domains(self) -> dict[str, set[int]]:
        """The accounts of the people at each domain."""
        found: dict[str, set[int]] = defaultdict(set)
        for address, people in self._people.items():
            found[address.rpartition("@")[2]].update(person.account for person in people)
        return found


def addresses_in(text: str | None) -> list[str]:
    """The addresses that a field has, in lower case."""
    return [found.lower().removeprefix("mailto:") for found in _ADDRESS.findall(text or "")]


def _me(connection: sqlite3.Connection) -> int | None:
    """The colleague that keeps the file, where it says who that is."""
    sql = """SELECT c.id FROM setting s JOIN colleague c ON c.code = s.value COLLATE NOCASE
        OR c.id IN (SELECT colleague_id FROM colleague_alias a
            WHERE a.kind = 'code' AND a.text = s.value COLLATE NOCASE)
        WHERE s.key = 'me' ORDER BY c.code = s.value COLLATE NOCASE DESC LIMIT 1"""
    found = connection.execute(sql).fetchone()
    return found[0] if found else None
