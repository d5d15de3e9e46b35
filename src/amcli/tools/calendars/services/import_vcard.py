"""`import vcard`: the cards of an address book (vCard 3.0 and 4.0) become contacts.

The lines are read by the icalendar package, whose grammar is the same and which is here already; vobject, the other
candidate, has no types. A contact that is there already is known by its account and name, and only gains
what it did not have: what was written here stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.results import Change
from amcli.base.text import clean, is_empty, name_key, one_line, quote
from amcli.features.accounts.nouns import ACCOUNT, CONTACT
from amcli.records.services.changes import insert, update
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.tools.importing.services.load.entries import KNOWN, NEW, UPDATED, Entry, EntryError, take_all, whole_text_of
from amcli.tools.importing.services.rows.missing import missing_in
from amcli.tools.importing.services.rows.record_index import RecordIndex

VERSIONS = ("3.0", "4.0")
# What is read of a card. Anything else (a photograph, a birthday) is passed over.
READ = ("VERSION", "FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "NOTE")


class Card(NamedTuple):
    """A card as it stands in the file: its first line, and its lines."""

    line: int
    text: str


def import_vcards(
    env: Env, source: BinaryIO, *, source_name: str, account: str, create_missing: bool, dry_run: bool,
    rejects: Path | None,
) -> Change:  # fmt: skip
    """Take in a vCard file as contacts of one account, or of the one that each card has as its organisation.

    create_missing: make the accounts that there are not. The rest is as in ImportRequest. BadValue for a file
    that holds no cards.
    """
    name = one_line(source_name)
    cards = cut_cards(whole_text_of(source, name), name)

    def items(work: UnitOfWork) -> list[Entry[str]]:
        given = work.find_owner("account", account).reference if account else ""
        taker = _Contacts(work, given, create_missing=create_missing)
        return [Entry(card.line, card.text, taker.taking(card)) for card in cards]

    return take_all(env, CONTACT, name, items, "".join, {}, dry_run=dry_run, rejects=rejects)


def cut_cards(text: str, name: str) -> list[Card]:
    """Cut a file into its cards. BadValue where there is none, or one does not end."""
    cards: list[Card] = []
    inside: list[str] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        word = "" if line[:1] in (" ", "\t") else line.strip().upper()  # what is folded goes on with the line before
        if word == "BEGIN:VCARD":
            if start:
                raise BadValue(f"{name}: the card of line {start} does not end before the next one on line {number}")
            start, inside = number, []
        elif word and not start:
            raise BadValue(f"{name} is no vCard file: line {number} is not BEGIN:VCARD")
        inside.append(line)
        if word == "END:VCARD":
            cards.append(Card(start, "\r\n".join([*inside, ""])))
            start = 0
    if start:
        raise BadValue(f"{name} is not whole: the card of line {start} does not end with END:VCARD")
    if not cards:
        raise BadValue(f"{name} has no card: a card begins with BEGIN:VCARD")
    return cards


def read_cards(card: Card) -> dict[str, str]:
    """The fields of a contact, and `org`. EntryError says what is wrong with a card."""
    found: dict[str, list[tuple[int, str]]] = {}
    for line in _lines(card.text):
        name = line.partition(":")[0].partition(";")[0].rpartition(".")[2].strip().upper()
        if name in READ:
            try:
                _, parameters, value = line.raw_parts()
            except (ValueError, AssertionError) as error:
                raise EntryError(name, str(line)[:200], "is not a line of a vCard 3.0 or 4.0") from error
            found.setdefault(name, []).append((_preference(parameters), value))
    version = _best(found, "VERSION")
    if version not in VERSIONS:
        raise EntryError("VERSION", version, f"cannot be read: export the cards as vCard {' or '.join(VERSIONS)}")
    full = _text(_best(found, "FN")).strip()
    family, given, *_ = [*_parts(_best(found, "N")), "", ""]
    name = full or " ".join(part for part in (given, family) if part)
    if not clean(name)[0].strip():
        raise EntryError("FN", name, "a card without a name is nobody's")
    phone = _text(_best(found, "TEL")).strip()
    return {
        "name": name, "org": next(iter(_parts(_best(found, "ORG"))), ""),
        "title": _text(_best(found, "TITLE")).strip(), "email": _text(_best(found, "EMAIL")).strip(),
        "phone": phone[4:] if phone.lower().startswith("tel:") else phone, "note": _text(_best(found, "NOTE")),
    }  # fmt: skip


class _Contacts:
    """Takes cards as contacts."""

    def __init__(self, work: UnitOfWork, account: str, *, create_missing: bool) -> None:
        self.work, self.account, self.create = work, account, create_missing
        self.accounts = RecordIndex(work.connection, ACCOUNT)

    def taking(self, card: Card) -> Any:
        return lambda: self.take(card)

    def take(self, card: Card) -> str:
        """Make the contact of a card, or add to it what it did not have; says what became of it."""
        fields = read_cards(card)
        org = fields.pop("org")
        account = self.account or self._account(org)
        record_id = self.work.find("account", account).record_id
        known = self._known(record_id, fields["name"])
        if known is None:
            insert(self.work, CONTACT, {"account": account, **{name: text for name, text in fields.items() if text}})
            return NEW
        row = self.work.row("contact", known)
        gained = {name: text for name, text in fields.items() if clean(text)[0].strip() and not row[name]}
        if gained:
            update(self.work, CONTACT, known, gained)
        return UPDATED if gained else KNOWN

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

    def _known(self, account: int, name: str) -> int | None:
        """The contact of that name in any spelling; of several the one who has not left."""
        wanted = name_key(clean(name)[0])
        sql = f"SELECT id, name, {CONTACT.live_on(self.work.env.today)} FROM contact WHERE account_id = ?"
        rows = [row for row in self.work.connection.execute(sql, (account,)) if name_key(row[1]) == wanted]
        found = [record_id for record_id, _, is_there in rows if is_there] or [record_id for record_id, *_ in rows]
        if len(found) > 1:
            raise EntryError("FN", name, "is more than one contact of this account")
        return found[0] if found else None


def _lines(text: str) -> Sequence[Any]:
    from icalendar.parser import Contentlines

    lines: list[Any] = Contentlines.from_ical(text)  # type: ignore[no-untyped-call]
    return [line for line in lines if line]


def _preference(parameters: Any) -> int:
    """1 is preferred most: PREF=1 in 4.0, TYPE=pref in 3.0."""
    types = parameters.get("TYPE", [])
    words = [types] if isinstance(types, str) else list(types)
    if any(word.lower() == "pref" for each in words for word in str(each).split(",")):
        return 1
    text = str(parameters.get("PREF", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 101


def _best(found: dict[str, list[tuple[int, str]]], name: str) -> str:
    """The value that is preferred, else the first; as it stands in the file."""
    return min(found.get(name, [(0, "")]), key=lambda each: each[0])[1]


def _text(value: str) -> str:
    from icalendar.parser import unescape_backslash

    text: str = unescape_backslash(value)
    return text


def _parts(value: str) -> list[str]:
    from icalendar.parser import split_on_unescaped_semicolon

    return [part.strip() for part in split_on_unescaped_semicolon(value)] if value else []
