"""`--create-missing`: contacts of the addresses that belong to nobody, at the account that they speak for."""

from __future__ import annotations

from collections import defaultdict

from amcli.base.mail.automatic import NOBODY
from amcli.base.mail.free_mail import domain_of_site, is_free_mail
from amcli.base.mail.headers import Address, name_from
from amcli.base.mail.message import Mail
from amcli.base.text import name_key, quote
from amcli.features.accounts.nouns import CONTACT
from amcli.features.activity.services.address_book import AddressBook, AddressedContact
from amcli.records.services.changes import insert, update
from amcli.store.session import UnitOfWork

_SAID = 5  # of each thing by name
SAY_OURS = "`amcli colleague add NAME --email ADDRESS` says which are ours"


class NewPeople:
    """Makes contacts, or gives those who are there without an address theirs."""

    def __init__(self, work: UnitOfWork, book: AddressBook) -> None:
        self.work, self.book = work, book
        self.made: list[str] = []
        self.addresses: set[str] = set()  # of those who were made, or have one now
        self.maybe_ours: dict[str, None] = {}
        self.completed: list[str] = []
        self.namesakes: list[str] = []
        self._ours = {address.rpartition("@")[2] for address in book.colleagues}
        self._homes: dict[str, set[int]] = defaultdict(set)
        for domain, accounts in book.domains().items():
            if not is_free_mail(domain):
                self._homes[domain] |= accounts
        sql = "SELECT id, website FROM account WHERE website IS NOT NULL AND archived IS NULL"
        for account, website in work.connection.execute(sql):
            if domain := domain_of_site(website):
                self._homes[domain].add(account)

    def home_of(self, address: str, near: int | None) -> int | None:
        """The account whose domain an address is at, also below it (`mail.example.com`). near: the account of the mail,
        which it is where several have the domain, and where none has.
        """
        domain = address.rpartition("@")[2]
        if NOBODY.match(address) or domain in self._ours:
            return None
        while domain.count("."):
            if homes := self._homes.get(domain):
                return near if near in homes or len(homes) > 1 else next(iter(homes))
            domain = domain.partition(".")[2]
        return near

    def take(self, one: Address, near: int | None) -> bool:
        """Make the contact of an address, where an account is known for it; whether that was done.

        While no address is known as ours, one at a domain of nobody's may be: it is not made one of theirs.
        """
        account = self.home_of(one.address, near if self.book.colleagues else None)
        if account is None:
            if self.home_of(one.address, near) is not None:
                self.maybe_ours[one.address] = None
            return False
        code = str(self.work.scalar("SELECT code FROM account WHERE id = ?", account))
        name = one.name or name_from(one.address)
        known = self._without_address(account, name)
        if known is None:
            known = insert(self.work, CONTACT, {"account": code, "name": name, "email": one.address})
            self.made.append(f"{name} ({code})")
            if other := self._namesake(account, name, known):
                self.namesakes.append(f"`amcli contact merge {CONTACT.letter}{other} {CONTACT.letter}{known}`")
        else:
            update(self.work, CONTACT, known, {"email": one.address})
            self.completed.append(f"{self.work.row('contact', known)['name']} ({code})")
        self.addresses.add(one.address)
        self.book.add(one.address, AddressedContact(known, account, there=True))
        domain = one.address.rpartition("@")[2]
        if not is_free_mail(domain) and domain not in self._homes:
            self._homes[domain].add(account)
        return True

    def made_of(self, mail: Mail) -> bool:
        """Whether somebody who was made wrote a mail, or got it."""
        everybody = [*([mail.sender] if mail.sender else []), *mail.receivers]
        return any(one.address in self.addresses for one in everybody)

    def notes(self) -> list[str]:
        """What was done."""
        made = f"contacts made: {len(self.made):,}: {_some(self.made)}"
        given = f"contacts that have an address now: {len(self.completed):,}: {_some(self.completed)}"
        twice = (
            f"contacts made of a name that another of the account has: {len(self.namesakes):,}; where they are one: "
        )
        twice += f"{', '.join(self.namesakes[:_SAID])}"
        ours = f"addresses that may be ours, and are made no contacts: {len(self.maybe_ours):,}: "
        ours += f"{_some(list(self.maybe_ours))}; {SAY_OURS}"
        return (
            [ours] * bool(self.maybe_ours)
            + [made] * bool(self.made)
            + [given] * bool(self.completed)
            + [twice] * bool(self.namesakes)
        )

    def _without_address(self, account: int, name: str) -> int | None:
        """The one contact of that name, in any spelling, that has no address yet."""
        found = self._of_name(account, name, f"email IS NULL AND {CONTACT.live_on(self.work.env.today)}")
        return found[0] if len(found) == 1 else None

    def _namesake(self, account: int, name: str, made: int) -> int | None:
        """Another contact of that name."""
        return next((record_id for record_id in self._of_name(account, name, "1") if record_id != made), None)

    def _of_name(self, account: int, name: str, where: str) -> list[int]:
        sql = f"SELECT id, name FROM contact WHERE account_id = ? AND {where} ORDER BY id"
        key = name_key(name)
        return [
            record_id for record_id, other in self.work.connection.execute(sql, (account,)) if name_key(other) == key
        ]


def _some(words: list[str]) -> str:
    others = f" and {len(words) - _SAID:,} more" if len(words) > _SAID else ""
    return f"{', '.join(quote(word) for word in words[:_SAID])}{others}"
