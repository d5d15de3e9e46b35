"""One mail, as bytes, read into what a person would say of it. Nothing of it is trusted, and nothing makes it fail."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.mail import automatic
from amcli.base.mail.headers import Address, addresses_of, moment_of, unfolded, words_of
from amcli.base.mail.own_text import OwnText, own_text
from amcli.base.mail.parts import Content, content_of
from amcli.base.mail.policy import RAW
from amcli.base.mail.quote_words import FORWARD_SUBJECT
from amcli.base.text import clean

if TYPE_CHECKING:
    from amcli.base.mail.parts import AnyMessage

MOST = 32 * 2**20  # bytes of a mail that are read; what is attached comes last
TEXT_LENGTH = 10_000  # characters of its own that are taken
SUBJECT_LENGTH = 250
ATTACHED = 10  # names that are said
REFERENCES = 50
UID_LENGTH = 400
_IDS = re.compile(r"<([^<>\s]{3,400})>")


class MailError(Exception):
    """A mail that cannot be read, and why. Never leaves what asked for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Mail(NamedTuple):
    """A mail. uid: its Message-ID, else what it is known by again. answers: the ids of those that it answers, the last
    one first. sent, received: as its headers say. left_out: why it is none that somebody wrote, of automatic.py.
    more: how many characters of its text are left out. lists: addresses of lists that it came by.
    """

    uid: str
    answers: tuple[str, ...]
    subject: str
    text: str
    more: int
    sender: Address | None
    receivers: tuple[Address, ...]
    lists: tuple[str, ...]
    sent: datetime | None
    sent_text: str
    received: datetime | None
    left_out: str


def read_mail(data: bytes) -> Mail:
    """Read a mail, the first MOST bytes of it. MailError for what is no mail, or cannot be read."""
    try:
        message = BytesParser(Message, policy=RAW).parsebytes(data[:MOST])
        return _read(message)
    except RecursionError:
        raise MailError("its parts are nested too deep to be read") from None


def _read(message: AnyMessage) -> Mail:
    if not any(message.get(name) is not None for name in ("From", "To", "Date", "Subject", "Received", "Message-ID")):
        raise MailError("has none of the headers From, To, Subject and Date: this is no mail")
    content = content_of(message)
    subject = words_of(_header(message, "Subject"))[:SUBJECT_LENGTH]
    lists = tuple(one.address for name in ("List-Post", "List-Id") for one in addresses_of(_header(message, name)))
    sender = _sender(message, lists)
    receivers = [one for name in ("To", "Cc") for header in _all(message, name) for one in addresses_of(header)]
    text = own_text(content.text, forwards=FORWARD_SUBJECT.match(subject) is not None)
    said, more = _said(text, content)
    received = (moment_of(header.rpartition(";")[2]) for header in _all(message, "Received"))
    return Mail(
        uid=_uid(message, subject, content),
        answers=_answers(message),
        subject=subject,
        text=said,
        more=more,
        sender=sender,
        receivers=tuple(dict.fromkeys(receivers)),
        lists=lists,
        sent=moment_of(_header(message, "Date")),
        sent_text=words_of(_header(message, "Date")),
        received=next((moment for moment in received if moment), None),
        left_out=automatic.why_left_out(message, content, sender.address if sender else "", subject),
    )


def _said(text: OwnText, content: Content) -> tuple[str, int]:
    """The text that is taken, what is attached named below it; and how many characters are too many."""
    said = text.text or text.forwarded
    if not said and content.encrypted:
        said = "(encrypted)"
    more = max(len(said) - TEXT_LENGTH, 0)
    if more:
        said = f"{said[:TEXT_LENGTH].rstrip()} … ({more:,} more characters in the mail)"
    names = list(dict.fromkeys(content.attached))
    if names:
        others = f" and {len(names) - ATTACHED:,} more" if len(names) > ATTACHED else ""
        said = f"{said}\nAttached: {', '.join(names[:ATTACHED])}{others}".strip()
    return clean(said)[0], more


def _sender(message: AnyMessage, lists: tuple[str, ...]) -> Address | None:
    """Who wrote it. A list that writes in its own name keeps the writer in another header."""
    found = [one for header in _all(message, "From") for one in addresses_of(header)]
    if not found:
        return next(iter(addresses_of(_header(message, "Sender"))), None)
    if found[0].address in lists:
        for name in ("X-Original-From", "Reply-To"):
            for one in addresses_of(_header(message, name)):
                if one.address not in lists:
                    return one._replace(name=one.name or re.sub(r"(?i)\s+via\s.*", "", found[0].name))
    return found[0]


def _uid(message: AnyMessage, subject: str, content: Content) -> str:
    """Its Message-ID without the brackets; of one that has none a number made of what it says."""
    ids = _IDS.findall(_header(message, "Message-ID"))
    bare = _header(message, "Message-ID").strip()
    if ids or (bare and " " not in bare):
        return (ids[0] if ids else bare.strip("<>"))[:UID_LENGTH]
    parts = [_header(message, name) for name in ("Date", "From", "To", "Cc")] + [subject, content.text]
    return f"sha256:{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"


def _answers(message: AnyMessage) -> tuple[str, ...]:
    ids = _IDS.findall(_header(message, "References"))[-REFERENCES:]
    ids = [*_IDS.findall(_header(message, "In-Reply-To"))[:1], *reversed(ids)]
    return tuple(dict.fromkeys(one[:UID_LENGTH] for one in ids))


def _header(message: AnyMessage, name: str) -> str:
    return clean(unfolded(str(message.get(name, ""))))[0]


def _all(message: AnyMessage, name: str) -> list[str]:
    return [clean(unfolded(str(value)))[0] for value in message.get_all(name, [])]
