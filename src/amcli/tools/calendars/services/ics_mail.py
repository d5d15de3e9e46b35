"""An invitation as a mail brings it: the calendar is one of its parts, and is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern

if TYPE_CHECKING:
    from amcli.base.mail.parts import AnyMessage

_HEADER = pattern(r"(?:From |[!-9;-~]+:)")
_OF_A_MAIL = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received", "return-path")
_KINDS = ("text/calendar", "application/ics", "text/x-vcalendar")
_BEGIN = "BEGIN:VCALENDAR"


def calendar_of_mail(data: bytes, name: str) -> bytes:
    """The calendars of a mail, one below the other and as UTF-8; what is no mail stays as it is.

    BadValue for a mail that has none. What a mail is sent for (`method=CANCEL`) is said in its calendar where that does
    not say it.
    """
    first = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:998].decode("latin-1")
    if not _HEADER.match(first) or first.upper().startswith(_BEGIN):
        return data
    from email.parser import BytesParser

    from amcli.base.mail.parts import MOST_PARTS
    from amcli.base.mail.policy import RAW

    try:
        message = BytesParser(policy=RAW).parse(BytesIO(data))
        if sum(header in message for header in _OF_A_MAIL) < 2:
            return data
        parts = list(islice(message.walk(), MOST_PARTS))
        found = list(_calendars(parts))
    except Exception as error:  # whatever a hostile mail makes of the parser
        raise BadValue(f"{name} is a mail that cannot be read: {error or type(error).__name__}") from error
    if not found:
        raise BadValue(f"{name} is a mail without a calendar in it: `amcli import mail FILE` takes mails")
    return "".join(f"{text.rstrip()}\r\n" for text in dict.fromkeys(found)).encode()


def _calendars(parts: list[AnyMessage]) -> Iterator[str]:
    """Those that a mail shows, else those that are attached to it: most attach once more what they show."""
    from amcli.base.mail.charsets import decode
    from amcli.base.mail.parts import parameter_of

    shown = [part for part in parts if part.get_content_type() == _KINDS[0] and not _is_file(part)]
    for part in shown or [part for part in parts if _is_calendar(part)]:
        content = part.get_payload(decode=True)
        text = decode(content, parameter_of(part, "charset")) if isinstance(content, bytes) else ""
        text = text.removeprefix("\ufeff").lstrip()
        if text.upper().startswith(_BEGIN):
            yield _with_method(text, parameter_of(part, "method"))


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
