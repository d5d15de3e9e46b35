"""`log --mail FILE`: one mail as what was said, its day and its people; what is typed beside it wins."""

from __future__ import annotations

from itertools import islice
from typing import BinaryIO, NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.mail.mbox import begins_mbox, mails_of
from amcli.base.mail.message import MOST, Mail, MailError, read_mail
from amcli.base.text import number_of
from amcli.features.activity.nouns import INTERACTION
from amcli.features.activity.services.address_book import AddressBook
from amcli.features.activity.services.mail_people import answered_about, day_of_mail, text_of_mail, who
from amcli.records.services.field_values import TypedFields
from amcli.store.session import UnitOfWork

SAID = 5  # people that a sentence names


class MailFields(NamedTuple):
    """The fields of the interaction that a mail is, and the columns that nobody types."""

    fields: TypedFields
    columns: dict[str, object]


def mail_in(source: BinaryIO, name: str) -> Mail:
    """The one mail of a file. BadValue where there is none, or more than one."""
    head = source.read(5)
    source.seek(0)
    in_mbox = begins_mbox(head)
    found = [piece.data for piece in islice(mails_of(source, MOST), 2)] if in_mbox else [source.read(MOST)]
    if len(found) != 1:
        raise BadValue(f"{name} is an mbox of several mails: `amcli import mail` takes them all")
    try:
        return read_mail(found[0].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    except MailError as error:
        raise BadValue(f"{name} {error.reason}") from error


def with_mail(work: UnitOfWork, given: TypedFields, mail: Mail) -> MailFields:
    """What was typed, and of the mail what was not. Refused for a mail that is noted already, BadValue for one without
    a day where none is typed, NotFound for an account that there is not.
    """
    account = work.find("account", str(given["account"])).record_id
    _refuse_known(work, mail, account)
    book = AddressBook(work.connection, work.env.today)
    meant = who(mail, book, account)
    fields = dict(given)
    fields["kind"] = given.get("kind") or "email"
    fields["text"] = given.get("text") or text_of_mail(mail, meant.direction)
    if not given.get("date"):
        fields["date"] = _day(work, mail)
    if not given.get("with"):
        fields["with"] = tuple(f"C{person}" for person in meant.people)
        if meant.unknown:
            addresses = ", ".join(one.address for one in meant.unknown[:SAID])
            belong = "belongs" if len(meant.unknown) == 1 else "belong"
            work.notes.append(
                f"{number_of(len(meant.unknown), 'address', 'addresses')} {belong} to nobody here: {addresses}"
            )
        elsewhere = _said_of_others(work, mail, book, account)
        work.notes += elsewhere
        if elsewhere and not meant.people and (theirs := who(mail, book, None).account) is not None:
            code = work.scalar("SELECT code FROM account WHERE id = ?", theirs)
            work.notes.append(f"`amcli undo` and `amcli log {code} --mail FILE` note it at {code}")
    columns: dict[str, object] = {"uid": mail.uid}
    if not given.get("about") and not any(given.get(field.name) for field in INTERACTION.more):
        columns |= answered_about(work.connection, mail, account)
    if not given.get("for") and meant.colleague is not None:
        columns["colleague_id"] = meant.colleague
    return MailFields(fields, columns)


def _refuse_known(work: UnitOfWork, mail: Mail, account: int) -> None:
    """Refused for a mail that is here already, with the command that moves it where it is at another account."""
    sql = "SELECT i.id, i.account_id, a.code FROM interaction i JOIN account a ON a.id = i.account_id WHERE i.uid = ?"
    for record_id, owner, code in work.connection.execute(sql, (mail.uid,)).fetchall():
        at, how = "", ""
        if owner != account:
            at = f" at {code}"
            how = f" --account {work.scalar('SELECT code FROM account WHERE id = ?', account)}"
        raise Refused(f"that mail is I{record_id}{at} already: `amcli interaction edit I{record_id}{how}` changes it")


def _said_of_others(work: UnitOfWork, mail: Mail, book: AddressBook, account: int) -> list[str]:
    """Who of other accounts took part in a mail and is not named with it."""
    found: dict[int, None] = {}
    for one in [*([mail.sender] if mail.sender else []), *mail.receivers]:
        people = book.people(one.address)
        if not any(person.account == account for person in people):
            found |= dict.fromkeys(person.record_id for person in people)
    if not found:
        return []
    sql = "SELECT c.name, a.code FROM contact c JOIN account a ON a.id = c.account_id WHERE c.id = ?"
    rows = [work.connection.execute(sql, (record_id,)).fetchone() for record_id in list(found)[:SAID]]
    said = ", ".join(f"{name} ({code})" for name, code in rows)
    more = f" and {len(found) - SAID:,} more" if len(found) > SAID else ""
    return [f"people of other accounts are in the mail, and not named here: {said}{more}"]


def _day(work: UnitOfWork, mail: Mail) -> str:
    try:
        day, arrived = day_of_mail(mail, work.env.zone, work.env.today)
    except BadValue as error:
        raise BadValue(f"the Date of the mail {error.message}: say the day with --on") from error
    if arrived:
        work.notes.append("the mail has no Date that can be: the day is that of its arrival")
    return day.isoformat()
