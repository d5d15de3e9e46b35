"""`import vcard`: the cards of an address book (vCard 2.1, 3.0 and 4.0) become contacts.

The lines are read by vobject, which of what there is for Python reads all three versions; what they mean is said here.
A contact that is there already only gains what it did not have: what was written here stands. What a card says
beyond the fields of a contact is kept with it, and `export vcard` gives it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from amcli.base.address_card import FIELD, added_lines, kept_lines, kept_text, parts_of_value, values_told
from amcli.base.errors import Ambiguous, NotFound
from amcli.base.results import Change
from amcli.base.text import clean, is_empty, name_key, number_of, one_line, quote
from amcli.features.accounts.nouns import ACCOUNT, CONTACT
from amcli.records.services.changes import draft_change, draft_new, insert, write_change, write_new
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.tools.address_books.services.card_fields import COMPANY, GROUP, CardContent, read_card, same_text
from amcli.tools.address_books.services.card_file import Card, cut_cards, text_of_cards
from amcli.tools.address_books.services.known_people import KnownPeople, Match
from amcli.tools.importing.services.load.entries import KNOWN, NEW, UPDATED, Entry, EntryError, take_all
from amcli.tools.importing.services.rows.missing import missing_in
from amcli.tools.importing.services.rows.record_index import RecordIndex

LEFT_OUT = {
    GROUP: "left out {} that are groups, and no people",
    COMPANY: "left out {} that are of a company or a thing, and no people",
}
_ADDRESSES = ("email", "email_other")
TOLD = ("EMAIL", "TEL", "TITLE")  # the lines whose values are compared with those of the card's last time
SHOWN = 20  # of each kind of such sentences


def import_vcards(
    env: Env, source: BinaryIO, *, source_name: str, account: str, create_missing: bool, dry_run: bool,
    rejects: Path | None, encoding: str = "",
) -> Change:  # fmt: skip
    """Take in a vCard file as contacts of one account, or of the one that each card has as its organisation.

    create_missing: make the accounts that there are not. encoding: what the file is written in, where it is not UTF-8.
    The rest is as in ImportRequest. BadValue for a file that holds no cards.
    """
    name = one_line(source_name)
    text, notes = text_of_cards(source, name, encoding)
    cards = cut_cards(text, name)

    def entries(work: UnitOfWork) -> Iterator[Entry[str]]:
        work.notes += notes
        given = work.find_owner("account", account).reference if account else ""
        taker = _Contacts(work, given, create_missing=create_missing)
        for card in cards:
            yield Entry(card.line, card.text, taker.taking(card))
        yield Entry(0, "", taker.say_what_was_seen)

    return take_all(env, CONTACT, name, entries, "".join, LEFT_OUT, dry_run=dry_run, rejects=rejects)


class _Contacts:
    """Takes cards as contacts."""

    def __init__(self, work: UnitOfWork, account: str, *, create_missing: bool) -> None:
        self.work, self.account, self.create = work, account, create_missing
        self.accounts = RecordIndex(work.connection, ACCOUNT)
        self.people = KnownPeople(work.connection, work.env.today)
        self.told: set[int] = set()  # the contacts whose cards stood in the file already
        self.seen: Counter[str] = Counter()
        self.namesakes: list[str] = []
        self.changed: list[str] = []
        self.elsewhere: list[str] = []

    def taking(self, card: Card) -> Any:
        return lambda: self.take(card)

    def take(self, card: Card) -> str:
        """Make the contact of a card, or add to it what it did not have; says what became of it."""
        read = read_card(card)
        if read.kind:
            return read.kind
        self.seen["pictures"] += read.left_out
        self.seen["unread"] += read.unread
        self.seen["machines"] += read.machine
        known = self.people.anywhere(read)
        if known is not None:
            return self._gain(known.record_id, read)
        account = self.account or self._account(read.org)
        match = self.people.in_account(read, self.work.find("account", account).record_id, self.told)
        if match.contact is not None:
            return self._gain(match.contact.record_id, read, match.against)
        return self._make(account, read, match, card.line)

    def say_what_was_seen(self) -> str:
        """Count what was left out of cards that were taken in, and name those of one name."""
        notes = self.work.notes
        if count := self.seen["pictures"]:
            notes.append(f"left out {number_of(count, 'picture or sound', 'pictures and sounds')} of cards")
        if count := self.seen["unread"]:
            lines = "line that is none" if count == 1 else "lines that are none"
            notes.append(f"left out {count:,} {lines} of a vCard")
        if count := self.seen["machines"]:
            phones = "phone is the number" if count == 1 else "phones are the numbers"
            notes.append(f"{count:,} {phones} of a fax or a pager: such cards have no other number")
        for found, rest in (
            (self.changed, "fields that cards say otherwise than they did"),
            (self.elsewhere, "who have a card of another organisation"),
            (self.namesakes, "who have the name of another contact"),
        ):
            notes += found[:SHOWN]
            notes += [f"and {len(found) - SHOWN:,} more {rest}"] if len(found) > SHOWN else []
        return ""

    def _make(self, account: str, read: CardContent, match: Match, line: int) -> str:
        draft = draft_new(self.work, CONTACT, {"account": account, "name": read.name, **read.fields}, typed=False)
        draft.row.update(self._beyond(read, draft.row))
        record_id = write_new(self.work, CONTACT, draft)
        self.people.see(record_id, line)
        self.told.add(record_id)
        if match.namesakes:
            other = f"{CONTACT.letter}{match.namesakes[0].record_id}"
            one = f"{CONTACT.letter}{record_id}"
            self.namesakes.append(
                f"{one} and {other} are both {quote(read.name)} of {account}, and two by what their cards say: "
                f"`amcli contact merge {other} {one}` where they are one"
            )
        return NEW

    def _gain(self, record_id: int, read: CardContent, against: str = "") -> str:
        row = self.work.row("contact", record_id)
        self._see_firm(row, read)
        gained = {name: text for name, text in read.fields.items() if name not in _ADDRESSES and not row[name]}
        told = values_told(row["card"], TOLD) if read.uid and read.uid == row["uid"] else {}
        gained |= self._changed_there(row, read, told)
        had = {str(gained.get(field) or row[field] or "").casefold() for field in _ADDRESSES}
        new = [text for field in _ADDRESSES if (text := read.fields.get(field, "")) and text.casefold() not in had]
        free = (field for field in _ADDRESSES if not row[field])
        gained |= dict(zip(free, (text for text in new if not self._is_told(read, told, text)), strict=False))
        draft = draft_change(self.work, CONTACT, record_id, gained, typed=False)
        beyond = self._beyond(read, {**row, **draft.row}, told)
        self.told.add(record_id)
        draft.row.update({column: value for column, value in beyond.items() if value != row[column]})
        if not draft.row:
            return KNOWN
        write_change(self.work, CONTACT, record_id, draft)
        self.people.see(record_id)
        if against:
            self.namesakes.append(
                f"{CONTACT.letter}{record_id} ({row['name']}) is known by its name alone: the card has {against}"
            )
        return UPDATED

    def _see_firm(self, row: dict[str, Any], read: CardContent) -> None:
        """Say that a card names another organisation than the contact's account, and none that a card of it named."""
        code, name = self._account_of(row["account_id"])
        if self.account == code:
            return  # the user says whose all cards are
        org = self.account or clean(read.org)[0]
        kept = [line for line in kept_lines(row["card"]) if line.name == "ORG"]
        known = [name, code, *(parts_of_value(line.value)[0] for line in kept)]
        if is_empty(org) or name_key(org) in map(name_key, known) or self._is(org, row["account_id"]):
            return
        other = "ACCOUNT"
        with suppress(Ambiguous, NotFound):
            other = self._account_of(self.accounts.find(org, None))[0]
        one = f"{CONTACT.letter}{row['id']}"
        self.elsewhere.append(
            f"{one} ({row['name']}) stays at {code}: {'--account' if self.account else 'a card'} says {quote(org)}; "
            f"`amcli contact edit {one} --account {other}` moves"
        )

    def _is(self, org: str, account: int) -> bool:
        try:
            return self.accounts.find(org, None) == account
        except (Ambiguous, NotFound):
            return False

    def _account_of(self, record_id: int) -> tuple[str, str]:
        """The code and the name of an account."""
        sql = "SELECT code, name FROM account WHERE id = ?"
        code, name = self.work.connection.execute(sql, (record_id,)).fetchone()
        return code, name

    def _is_told(self, read: CardContent, told: Mapping[str, str], text: str) -> bool:
        """Whether an address is that of a field which the card told before: what was changed here stands instead."""
        return any(field in told and same_text(field, read.fields.get(field), text) for field in _ADDRESSES)

    def _changed_there(self, row: dict[str, Any], read: CardContent, told: Mapping[str, str]) -> dict[str, str]:
        """What the card says otherwise than it did, where the contact has what it said then. Either way it is said."""
        found: dict[str, str] = {}
        if row["id"] in self.told:
            return found
        who = f"{CONTACT.letter}{row['id']} ({row['name']})"
        for field, before in told.items():
            text, has = read.fields.get(field, ""), str(row[field] or "")
            others = [row[other] for other in told if other != field]
            if (
                not text
                or same_text(field, text, before)
                or any(same_text(field, text, other) for other in (has, *others))
            ):
                continue
            if same_text(field, has, before):
                found[field] = text
                self.changed.append(f"{who}: {field} {quote(text)}, where it was {quote(has)}, as its card says")
            else:
                self.changed.append(f"{who} keeps {field} {quote(has)}: its card says {quote(text)}")
        return found

    def _beyond(self, read: CardContent, row: dict[str, Any], told: Container[str] = ()) -> dict[str, Any]:
        """The columns that no field is typed for: who the person is to the address book, and what it says beyond."""
        code, name = self._account_of(row["account_id"])
        return {
            "uid": row.get("uid") or clean(read.uid)[0] or None,
            "card": self._card(read.card(code, name, row, told), read.uid, row),
        }

    def _card(self, said: str, uid: str, row: dict[str, Any]) -> str | None:
        """What is kept of the card: nothing else where it says nothing new; that of the same UID tells it anew, once in
        a file; any other adds to it.
        """
        had = row.get("card")
        both = added_lines(had, said) if had else said
        if had and uid and uid == row.get("uid") and row.get("id") not in self.told:
            old = kept_lines(had)
            if both != kept_text(old) or any(line.values(FIELD) and line not in old for line in kept_lines(said)):
                return said
        return both or None

    def _account(self, org: str) -> str:
        """The code of the account that an organisation is."""
        if is_empty(clean(org)[0]) or missing_in(ACCOUNT, ACCOUNT.field("name")).fullmatch(org):
            raise EntryError("ORG", org, "a card without an organisation needs --account ACCOUNT")
        try:
            record_id = self.accounts.find(clean(org)[0], None)
        except Ambiguous as error:
            raise EntryError("ORG", org, "is more than one account: say --account with its code") from error
        except NotFound as error:
            if not self.create:
                near = f"; nearest: {', '.join(error.candidates)}" if error.candidates else ""
                why = f"is no account: --create-missing makes it, --account names another{near}"
                raise EntryError("ORG", org, why) from error
            record_id = insert(self.work, ACCOUNT, {"name": org})
            self.work.notes.append(f"created the account {quote(org)}")
            self.accounts = RecordIndex(self.work.connection, ACCOUNT)
        return str(self.work.scalar("SELECT code FROM account WHERE id = ?", record_id))
