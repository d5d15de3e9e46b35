"""Mails that were read wait in a file without a name, a line for each: so the portfolio is locked only while they are
taken in, however many they are, and none is kept in memory.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple, cast

from amcli.base.mail import automatic
from amcli.base.mail.headers import Address
from amcli.base.mail.message import Mail, MailError, read_mail
from amcli.tools.mail.services.mail_files import DRAFTED, GONE, FoundMail, MailFiles, MailPlace

_STEP = 20  # mails after which a person hears how many they are


class StagedMail(NamedTuple):
    """A mail that waits, or why it cannot be read: the header, its text, the reason."""

    place: MailPlace
    number: int
    mail: Mail | None
    wrong: tuple[str, str | None, str] = ("", None, "")


@contextmanager
def staged(files: MailFiles, progress: Callable[[int], None] | None) -> Iterator[Callable[[], Iterator[StagedMail]]]:
    """Read all mails; hands out what goes through them, as often as one likes. progress: hears how many there are so
    far. BadValue as the files do.
    """
    with tempfile.TemporaryFile() as waiting:
        for count, found in enumerate(files.mails(), 1):
            waiting.write(json.dumps(_read(found), ensure_ascii=True).encode() + b"\n")
            if progress and count % _STEP == 0:
                progress(count)
        yield lambda: _waiting(cast("BinaryIO", waiting))


def _waiting(waiting: BinaryIO) -> Iterator[StagedMail]:
    waiting.seek(0)
    for line in waiting:
        place, number, mail, wrong = json.loads(line)
        yield StagedMail(MailPlace(*place), number, _mail_of(mail) if mail else None, tuple(wrong))


def _read(found: FoundMail) -> tuple[Any, ...]:
    if found.wrong:
        return found.place, found.number, None, ("", None, found.wrong)
    try:
        mail = read_mail(found.data)
    except MailError as error:
        return found.place, found.number, None, ("", None, error.reason)
    if set(found.flags) & {DRAFTED, GONE}:
        mail = mail._replace(left_out=automatic.DRAFT)
    moments = {name: moment.isoformat() if moment else None for name, moment in _moments(mail).items()}
    return found.place, found.number, {**mail._asdict(), **moments}, ("", None, "")


def _moments(mail: Mail) -> dict[str, datetime | None]:
    return {"sent": mail.sent, "received": mail.received}


def _mail_of(fields: dict[str, Any]) -> Mail:
    mail = Mail(**fields)
    return mail._replace(
        sender=Address(*mail.sender) if mail.sender else None,
        receivers=tuple(Address(*one) for one in mail.receivers),
        answers=tuple(mail.answers),
        lists=tuple(mail.lists),
        **{name: datetime.fromisoformat(text) if text else None for name, text in _moments(mail).items()},  # type: ignore[arg-type]
    )
