"""Files of texts that are no tables, and which command takes them: an address book, a calendar, mails."""

from __future__ import annotations

import re

_MAIL = re.compile(
    rb"(?i)from \S+ +\S|(?:from|to|subject|received|return-path|message-id|mime-version|delivered-to|x-[a-z-]+): "
    rb"[^,;\t]*$"
)
_KINDS = (
    (re.compile(rb"(?i)begin:vcard"), "an address book: `amcli import vcard` takes that"),
    (re.compile(rb"(?i)begin:vcalendar"), "a calendar: `amcli import ics` takes that"),
)
_OF_MAILS = "a mail, or several: `amcli import mail` takes that"


def other_kind(head: bytes, *, mails: bool = True) -> str:
    """What a file is by its first bytes, and its command; empty where it is none of these. mails: mails are one too."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    found = next((what for begins, what in _KINDS if begins.match(first)), "")
    return found or (_OF_MAILS if mails and _MAIL.match(first) else "")
