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
    known = work.scalar("SELECT id FROM interaction WHERE uid = ?", mail.uid)
    if known is not None:
        raise Refused(f"that mail is I{known} already: `amcli interaction edit I{known}` changes it")
    account = work.find("account", str(given["account"])).record_id
    meant = who(mail, AddressBook(work.connection, work.env.today), account)
    fields = dict(given)
    fields["kind"] = given.get("kind") or "email"
    fields["text"] = given.get("text") or text_of_mail(mail, meant.direction)
    if not given.get("date"):
        fields["date"] = _day(work, mail)
    if not given.get("with"):
        fields["with"] = tuple(f"C{person}" for person in meant.people)
        if meant.unknown:
            addresses = ", ".join(one.address for one in meant.unknown[:5])
            belong = "belongs" if len(meant.unknown) == 1 else "belong"
            work.notes.append(
                f"{number_of(len(meant.unknown), 'address', 'addresses')} {belong} to nobody here: {addresses}"
            )
    columns: dict[str, object] = {"uid": mail.uid}
    if not given.get("about") and not any(given.get(field.name) for field in INTERACTION.more):
        columns |= answered_about(work.connection, mail, account)
    if not given.get("for") and meant.colleague is not None:
        columns["colleague_id"] = meant.colleague
    return MailFields(fields, columns)


def _day(work: UnitOfWork, mail: Mail) -> str:
    try:
        day, arrived = day_of_mail(mail, work.env.zone, work.env.today)
    except BadValue as error:
        raise BadValue(f"the Date of the mail {error.message}: say the day with --on") from error
    if arrived:
        work.notes.append("the mail has no Date that can be: the day is that of its arrival")
    return day.isoformat()
