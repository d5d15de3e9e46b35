"""An invitation as it comes by mail: `import ics` takes the calendar out of it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines

from conftest import Cli

MEETING = lines(*event("m1@x", ";TZID=Europe/Berlin:20261001T100000", "Grüße aus Köln", "SEQUENCE:0"))
BARE = MEETING.replace(b"Gr\xc3\xbc\xc3\x9fe", b"Gruss").replace(b"K\xc3\xb6ln", b"Koeln")


@pytest.fixture
def ford(cli: Cli) -> Cli:
    """An account in Berlin."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def mail(*parts: tuple[bytes, str, dict[str, str]], attached: bytes | None = None, cte: str = "base64") -> bytes:
    """A mail with a text and parts: what is in each, its kind, the parameters of that."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ada <ada@ford.example>", "me@here.example", "Invitation"
    made.set_content("Come!\n")
    for content, kind, parameters in parts:
        made.add_alternative(content, *kind.split("/"), cte=cte, params=parameters)
    if attached is not None:
        made.add_attachment(attached, "application", "ics", filename="invite.ics")
    return made.as_bytes()


def titles(cli: Cli) -> list[str]:
    """What is due."""
    rows: Any = cli.json("deadline", "list")
    return [row["title"] for row in rows]


CALENDAR = "text/calendar"


@pytest.mark.parametrize(
    "content",
    [
        mail((MEETING, CALENDAR, {"charset": "utf-8", "method": "REQUEST"})),
        mail((MEETING.decode().encode("cp1252"), CALENDAR, {"charset": "iso-8859-1"}), cte="quoted-printable"),
        mail((MEETING, CALENDAR, {"charset": "utf-8"}), attached=MEETING + b"\r\n"),
        mail(attached=MEETING),
        b"From x@y Thu Oct  1 00:00:00 2026\n" + mail((MEETING, CALENDAR, {"charset": "utf-8"})),
    ],
    ids=("base64", "quoted-printable", "attached as well", "attached alone", "of an mbox"),
)
def test_the_calendar_of_a_mail_is_taken(ford: Cli, content: bytes) -> None:
    """However it is packed, and once where it is in the mail twice; again it adds nothing."""
    done = ford("import", "ics", "-", "--account", "ford", stdin=content)
    assert (done.code, done.err) == (0, "")
    assert titles(ford) == ["Grüße aus Köln"]
    again = ford.ok("import", "ics", "-", "--account", "ford", stdin=content)
    assert again.startswith("Imported 0 deadlines (0 updated, 1 already there")


def test_what_a_mail_is_sent_for_counts(ford: Cli, tmp_path: Path) -> None:
    """`method=CANCEL` of the part cancels where its calendar does not say METHOD, also from a file."""
    ford.ok("import", "ics", "-", "--account", "ford", stdin=MEETING)
    file = tmp_path / "off.eml"
    gone = MEETING.replace(b"SEQUENCE:0", b"SEQUENCE:1")
    file.write_bytes(mail((gone, CALENDAR, {"charset": "utf-8", "method": "CANCEL"})))
    assert "removed D1" in ford("import", "ics", str(file), "--account", "ford").err
    assert titles(ford) == []


def test_a_mail_without_a_calendar_says_who_takes_it(ford: Cli) -> None:
    """And a text that only looks a little like one is no calendar."""
    done = ford("import", "ics", "-", "--account", "ford", stdin=mail())
    assert (done.code, "a mail without a calendar in it: `amcli import mail FILE`" in done.err) == (2, True)
    done = ford("import", "ics", "-", "--account", "ford", stdin=b"hello: you\n\nthere\n")
    assert (done.code, "is no calendar" in done.err) == (2, True)


def test_bad_entries_of_a_mail_go_into_a_calendar(ford: Cli, tmp_path: Path) -> None:
    """`--rejects` writes what can be mended and taken in: a calendar."""
    rejects = tmp_path / "bad.ics"
    bad = BARE.replace(b"20261001T100000", b"soon")
    content = mail((bad, CALENDAR, {"charset": "utf-8"}))
    done = ford("import", "ics", "-", "--account", "ford", "--rejects", str(rejects), stdin=content)
    assert done.code == 6
    text = rejects.read_text(encoding="utf-8").replace(":soon", ":20261001T100000")
    ford.ok("import", "ics", "-", "--account", "ford", stdin=text)
    assert titles(ford) == ["Gruss aus Koeln"]


OTHER = lines(*event("m2@x", ";TZID=Europe/Berlin:20261002T100000", "Second", "SEQUENCE:0"))
LINE = b"From x@y Thu Oct  1 00:00:00 2026\n"


def test_all_mails_of_an_mbox_are_read(ford: Cli) -> None:
    """Each calendar is taken, whatever mails without one lie between; where none has one, that is said."""
    invitations = [mail((each, CALENDAR, {"charset": "utf-8"})) for each in (MEETING, OTHER)]
    box = LINE + (b"\n" + LINE).join((invitations[0], mail(), invitations[1]))
    done = ford("import", "ics", "-", "--account", "ford", stdin=box)
    assert (done.code, done.err) == (0, "")
    assert titles(ford) == ["Grüße aus Köln", "Second"]
    done = ford("import", "ics", "-", "--account", "ford", stdin=LINE + mail() + b"\n" + LINE + mail())
    assert (done.code, "is 2 mails without a calendar: `amcli import mail FILE`" in done.err) == (2, True)


def test_an_attached_calendar_of_another_meeting_is_taken_too(ford: Cli) -> None:
    """Only what the mail shows already is passed over: by its UID, however else it is written."""
    content = mail((MEETING, CALENDAR, {"charset": "utf-8"}), attached=OTHER)
    ford.ok("import", "ics", "-", "--account", "ford", stdin=content)
    assert titles(ford) == ["Grüße aus Köln", "Second"]
    ford.ok("undo")
    same = MEETING.replace(b"Gr\xc3\xbc\xc3\x9fe", b"Attached")
    done = ford("import", "ics", "-", "--account", "ford", stdin=mail((MEETING, CALENDAR, {}), attached=same))
    assert (done.err, titles(ford)) == ("", ["Grüße aus Köln"])
