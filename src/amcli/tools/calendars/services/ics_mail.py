"""An invitation as a mail brings it: the calendar is one of its parts, and is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.tools.calendars.services.ics_lines import unfolded

if TYPE_CHECKING:
    from amcli.base.mail.parts import AnyMessage

_HEADER = pattern(r"(?:From |[!-9;-~]+:)")
_OF_A_MAIL = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received", "return-path")
_KINDS = ("text/calendar", "application/ics", "text/x-vcalendar")
_BEGIN = "BEGIN:VCALENDAR"


def calendar_of_mail(data: bytes, name: str) -> bytes:
    """The calendars of a mail or of all mails of an mbox, one below the other and as UTF-8; what is no mail stays as it
    is.

    BadValue for mails that have none. What a mail is sent for (`method=CANCEL`) is said in its calendar where that does
    not say it.
    """
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = plain[:998].decode("latin-1")
    if not _HEADER.match(first) or first.upper().startswith(_BEGIN):
        return data
    from amcli.base.mail.mbox import begins_mbox, mails_of

    mails = [mail.data for mail in mails_of(BytesIO(plain), len(plain))] if begins_mbox(plain) else [data]
    try:
        read = [found for found in map(_calendars_of_mail, mails) if found is not None]
    except Exception as error:  # whatever a hostile mail makes of the parser
        raise BadValue(f"{name} is a mail that cannot be read: {error or type(error).__name__}") from error
    if not read:
        return data
    texts = dict.fromkeys(text for found in read for text in found)
    if not texts:
        what = "a mail without a calendar in it" if len(read) == 1 else f"{len(read):,} mails without a calendar"
        raise BadValue(f"{name} is {what}: `amcli import mail FILE` takes mails")
    return "".join(f"{text.rstrip()}\r\n" for text in texts).encode()


def _calendars_of_mail(data: bytes) -> list[str] | None:
    """None for what is no mail."""
    from email.parser import BytesParser

    from amcli.base.mail.parts import MOST_PARTS
    from amcli.base.mail.policy import RAW

    message = BytesParser(policy=RAW).parse(BytesIO(data))
    if sum(header in message for header in _OF_A_MAIL) < 2:
        return None
    return list(_calendars(list(islice(message.walk(), MOST_PARTS))))


def _calendars(parts: list[AnyMessage]) -> Iterator[str]:
    """Those that a mail shows, then those that are attached to it and say more: most attach once more what they show.

    An attachment is passed over where each of its UIDs is shown; where nothing of it has one, where each line is.
    """
    from amcli.base.mail.charsets import decode
    from amcli.base.mail.parts import parameter_of

    known: set[str] = set()
    for part in sorted((part for part in parts if _is_calendar(part)), key=_is_attached):
        content = part.get_payload(decode=True)
        text = decode(content, parameter_of(part, "charset")) if isinstance(content, bytes) else ""
        text = text.removeprefix("\ufeff").lstrip()
        if not text.upper().startswith(_BEGIN):
            continue
        said = _said(text)
        if not _is_attached(part) or not said <= known:
            yield _with_method(text, parameter_of(part, "method"))
        known |= said


def _said(text: str) -> set[str]:
    """The UIDs in a calendar, or all lines of one without."""
    lines = [line.strip() for line in unfolded(text)]
    parted = (line.partition(":") for line in lines)
    uids = {value.strip() for name, _, value in parted if name.partition(";")[0].upper() == "UID"}
    return uids or {line for line in lines if line}


def _is_attached(part: AnyMessage) -> bool:
    return part.get_content_type() != _KINDS[0] or _is_file(part)


def _is_file(part: AnyMessage) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _is_calendar(part: AnyMessage) -> bool:
    from amcli.base.mail.parts import parameter_of

    if part.is_multipart():
        return False
    named = str(parameter_of(part, "name") or part.get_filename("") or "").strip().lower()
    return part.get_content_type() in _KINDS or named.endswith((".ics", ".vcs"))


def _with_method(text: str, method: str) -> str:
    """A calendar that says what it is sent for, in one word."""
    plain = method.isascii() and method.isalpha()
    if not plain or any(line.upper().startswith("METHOD:") for line in text.splitlines()):
        return text
    return f"{_BEGIN}\r\nMETHOD:{method.upper()}{text[len(_BEGIN) :]}"
