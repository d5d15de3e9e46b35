"""Between whom a mail was: the contacts, their account, who of us wrote it; and the day it counts as."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.mail.headers import Address
from amcli.base.mail.message import Mail
from amcli.features.activity.nouns import INTERACTION
from amcli.features.activity.services.address_book import AddressBook

SENT, RECEIVED = "Sent", "Received"


class Meant(NamedTuple):
    """account: None where nobody is known. colleague: who of us wrote it, where that is not who keeps the file.
    others: whether people of another account took part too. doubtful: whether an address is of people of several
    accounts, and nothing says which one is meant. unknown: addresses that belong to nobody.
    """

    account: int | None
    people: tuple[int, ...]
    direction: str
    colleague: int | None
    others: bool
    doubtful: bool
    unknown: tuple[Address, ...]


def who(mail: Mail, book: AddressBook, account: int | None) -> Meant:
    """Find the people of a mail. account: whose it is in any case, where that was said.

    Else it is the sender's account; where that is one of us, or nobody, the first one in To and Cc. An address of
    people of several accounts takes the account of the others.
    """
    everybody = [*([mail.sender] if mail.sender else []), *mail.receivers]
    seen = dict.fromkeys(one.address for one in everybody)
    theirs = [one for one in seen if one not in book.colleagues and one not in mail.lists]
    homes = {one: list(dict.fromkeys(person.account for person in book.people(one))) for one in theirs}
    certain = [found[0] for found in homes.values() if len(found) == 1]
    any_of_them = [home for found in homes.values() for home in found]
    whose = account if account is not None else next(iter([*certain, *any_of_them]), None)
    people = [person.record_id for one in theirs for person in book.people(one) if person.account == whose]
    names = {one.address: one for one in reversed(everybody) if one.name}
    sender = mail.sender.address if mail.sender else ""
    colleague = book.colleagues.get(sender)
    to_us = any(one.address in book.colleagues for one in mail.receivers)
    return Meant(
        account=whose,
        people=tuple(dict.fromkeys(people)),
        direction=SENT if colleague is not None else RECEIVED if homes.get(sender) or to_us else "",
        colleague=None if colleague == book.me else colleague,
        others=any(found and whose not in found for found in homes.values()),
        doubtful=account is None and not certain and len(set(any_of_them)) > 1,
        unknown=tuple(names.get(one, Address(one, "")) for one, found in homes.items() if not found),
    )


def day_of_mail(mail: Mail, zone: tzinfo | None, today: date) -> tuple[date, bool]:
    """The day of a mail in a zone (None: the machine's), and whether it is that of its arrival, because its Date is
    missing, odd or still to come. BadValue where both are.
    """
    for moment, arrived in ((mail.sent, False), (mail.received, True)):
        day = _local(moment, zone) if moment else None
        if day is not None and day <= today:
            return day, arrived
    if mail.sent is not None:
        raise BadValue("is still to come, and no Received says when it came")
    why = "is no day that a mail can be of, and no Received says when it came"
    raise BadValue(why if mail.sent_text else "is missing, and so is the day it was received")


def _local(moment: datetime, zone: tzinfo | None) -> date | None:
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None


def text_of_mail(mail: Mail, direction: str) -> str:
    """What is noted of a mail: which way it went and its subject on the first line, then what it says."""
    subject = mail.subject or "(no subject)"
    head = f"{direction}: {subject}" if direction else subject
    return f"{head}\n{mail.text}".strip()


def answered_about(connection: sqlite3.Connection, mail: Mail, account: int) -> dict[str, Any]:
    """What the mail is about that this one answers, as columns: the nearest one of the same account that is about
    something; nothing where there is none.
    """
    columns = [column for *_, column in INTERACTION.subjects]
    sql = f"SELECT {', '.join(columns)} FROM interaction WHERE uid = ? AND account_id = ?"
    for uid in mail.answers:
        found = connection.execute(sql, (uid, account)).fetchone()
        if found and any(value is not None for value in found):
            return dict(zip(columns, found, strict=True))
    return {}
