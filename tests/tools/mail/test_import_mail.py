"""`import mail`: mails become interactions of their people, on their day, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

MARA = "mara@us.example"


def mail(sender: str, to: str, subject: str = "Offer", *, text: str = "Yes.", **headers: str) -> str:
    """A mail; headers by name, `_` for a dash, an empty one left out."""
    known = {"Date": "Mon, 14 Sep 2026 10:12:00 +0200", "Message_ID": f"<{subject.replace(' ', '.')}@x.example>"}
    lines = {"From": sender, "To": to, "Subject": subject, **known, **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in lines.items() if value)
    return f"{head}\n{text}\n"


def mbox(*mails: str) -> str:
    """An mbox of mails."""
    return "".join(f"From x@y Mon Sep 14 10:00:00 2026\n{each}\n" for each in mails)


@pytest.fixture
def book(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Two accounts with people, and who we are."""
    monkeypatch.chdir(cli.folder)
    cli.ok("config", "set", "zone", "Europe/Berlin")
    cli.ok("account", "add", "Maruti", "--code", "maruti", "--website", "https://www.maruti.example/en")
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("contact", "add", "maruti", "Asha Rao", "--email", "Asha.Rao@Maruti.example")
    cli.ok("contact", "add", "maruti", "Devraj", "--email", "d@old.example", "--email-other", "Devraj@Maruti.Example")
    cli.ok("contact", "add", "ford", "Pat Lindley", "--email", "pat@ford.example")
    cli.ok("colleague", "add", "Mara", "--code", "mara", "--email", "Mara@us.example")
    cli.ok("colleague", "add", "Emil", "--code", "emil", "--email", "emil@us.example")
    cli.ok("config", "set", "me", "mara")
    return cli


def taken(cli: Cli, text: str, *options: str, file: str = "in.mbox", code: int = 0) -> str:
    """Import a file; what was said."""
    (cli.folder / file).write_text(text, encoding="utf-8", newline="")
    done = cli("import", "mail", file, *options)
    assert done.code == code, done.err
    return done.out + done.err


def interactions(cli: Cli) -> list[dict[str, Any]]:
    """All of them, the first one first, with what only an export has."""
    found = cli.json("export", "interactions")
    assert isinstance(found, list)
    return sorted(found, key=lambda one: int(one["id"][1:]))


def test_a_mail_becomes_an_interaction(book: Cli) -> None:
    """The day in the zone, the people by any address in any case, the account, the direction, text, key."""
    text = "Yes.\n\nBest regards,\nAsha\n\nAm 13.09.2026 um 10:12 schrieb Mara:\n> Well?"
    sent = mail("ASHA.RAO@maruti.EXAMPLE", f"{MARA}, devraj@maruti.example", "Re: Offer", text=text,
                Date="Mon, 14 Sep 2026 15:30:00 -0700", Message_ID="<abc@maruti>")  # fmt: skip
    said = taken(book, sent, file="one.eml")
    assert "Imported 1 interaction (0 updated, 0 already there, 0 rejected)" in said
    assert "belong" not in said
    (one,) = interactions(book)
    assert {name: one[name] for name in ("account", "date", "kind", "text", "with", "uid", "for")} == {
        "account": "maruti", "date": "2026-09-15", "kind": "email", "text": "Received: Re: Offer\nYes.",
        "with": ["Asha Rao", "Devraj"], "uid": "abc@maruti", "for": None,
    }  # fmt: skip
    assert "0 interactions (0 updated, 2 already there" in taken(book, mbox(sent, sent))
    assert len(interactions(book)) == 1
    assert book("doctor").code == 0


def test_what_we_sent(book: Cli) -> None:
    """Our own addresses are no contacts and say the way; a colleague's mail is for that one, ours is nobody's."""
    mails = mbox(mail(MARA, "pat@ford.example", "A"), mail("emil@us.example", "pat@ford.example", "B"))
    said = taken(book, mails)
    assert [(one["text"].split("\n")[0], one["for"], one["with"]) for one in interactions(book)] == [
        ("Sent: A", None, ["Pat Lindley"]),
        ("Sent: B", "emil", ["Pat Lindley"]),
    ]
    assert "nobody" not in said


def test_undo_takes_all_back(book: Cli) -> None:
    """Interactions, contacts and links, in one step; the file then brings them again."""
    before = contacts(book)
    mails = mbox(mail("new@maruti.example", MARA, "A"), mail("asha.rao@maruti.example", MARA, "B"))
    taken(book, mails, "--create-missing")
    after = interactions(book)
    assert len(after) == 2
    book.ok("undo")
    assert interactions(book) == []
    assert contacts(book) == before
    assert book("doctor").code == 0
    assert "Imported 2 interactions" in taken(book, mails, "--create-missing")
    assert [one["text"] for one in interactions(book)] == [one["text"] for one in after]


def test_a_dry_run_changes_nothing(book: Cli) -> None:
    """It says what it would do."""
    before = book.dump()
    said = taken(book, mail("new@maruti.example", MARA), "--dry-run", "--create-missing")
    assert "Would have imported 1 interaction" in said
    assert "contacts made: 1: 'New (maruti)'" in said
    assert book.dump() == before


def test_who_is_unknown_is_counted(book: Cli) -> None:
    """Mails without a contact are left out; addresses that belong to nobody are said, the most frequent first."""
    said = taken(
        book,
        mbox(
            mail("a@nowhere.example", MARA, "A"),
            mail("b@nowhere.example", MARA, "B"),
            mail("b@nowhere.example", f"{MARA}, asha.rao@maruti.example", "C"),
            mail("MAILER-DAEMON@x.example", MARA, "D"),
            mail("pat@ford.example", MARA, "Out of Office: E"),
        ),
    )
    assert "Imported 1 interaction" in said
    assert "2 addresses belong to nobody here: b@nowhere.example, a@nowhere.example; --create-missing makes" in said
    assert "none of its people is a contact here: 2" in said
    assert "came back undelivered: 1" in said
    assert "a program wrote them (out of office, receipts): 1" in said


def contacts(cli: Cli) -> dict[str, tuple[str, str | None]]:
    """The people by name: account and address."""
    found = cli.json("contact", "list")
    assert isinstance(found, list)
    return {one["name"]: (one["account"], one["email"]) for one in found}


def test_create_missing(book: Cli) -> None:
    """By the domain of the website, of other contacts, or beside people of one; never by a free one alone."""
    book.ok("contact", "add", "ford", "Walter Brindlemoor")
    book.ok("contact", "edit", "C3", "--email-other", "pat.lindley@gmail.com")
    said = taken(
        book,
        mbox(
            mail('"Rao, Anil" <anil@sales.maruti.example>', MARA, "A"),
            mail("jim.beam@ford.example", MARA, "B"),
            mail("somebody@gmail.com", MARA, "C"),
            mail("pat@ford.example", f"{MARA}, Walter BRINDLEMOOR <walter@gmail.com>, noreply@ford.example", "D"),
            mail("x@us.example", f"{MARA}, pat@ford.example", "E"),
            mail("other@gmail.com", MARA, "F"),
        ),
        "--create-missing",
    )
    assert contacts(book) == {
        "Asha Rao": ("maruti", "Asha.Rao@Maruti.example"), "Devraj": ("maruti", "d@old.example"),
        "Pat Lindley": ("ford", "pat@ford.example"), "Anil Rao": ("maruti", "anil@sales.maruti.example"),
        "Jim Beam": ("ford", "jim.beam@ford.example"), "Walter Brindlemoor": ("ford", "walter@gmail.com"),
    }  # fmt: skip
    assert [one["with"] for one in interactions(book)] == [
        ["Anil Rao"], ["Jim Beam"], ["Pat Lindley", "Walter Brindlemoor"], ["Pat Lindley"],
    ]  # fmt: skip
    assert "contacts made: 2: 'Anil Rao (maruti)', 'Jim Beam (ford)'" in said
    assert "contacts that have an address now: 1: 'Walter Brindlemoor (ford)'" in said
    assert "none of its people is a contact here: 2" in said


def test_create_missing_comes_later(book: Cli) -> None:
    """People of mails that are here already are made, and take part; what was here otherwise stays."""
    text = mbox(mail("pat@ford.example", f"{MARA}, jim@ford.example", "A"))
    taken(book, text)
    said = taken(book, text, "--create-missing")
    assert "0 interactions (1 updated, 0 already there" in said
    assert [one["with"] for one in interactions(book)] == [["Pat Lindley", "Jim"]]
    assert "1 already there" in taken(book, text, "--create-missing")


def test_people_of_two_accounts(book: Cli) -> None:
    """It is at the sender's account; of a mail of ours at the first one's; it is said."""
    said = taken(
        book,
        mbox(
            mail("pat@ford.example", f"asha.rao@maruti.example, {MARA}", "A"),
            mail(MARA, "asha.rao@maruti.example, pat@ford.example", "B"),
        ),
    )
    assert [(one["account"], one["with"]) for one in interactions(book)] == [
        ("ford", ["Pat Lindley"]),
        ("maruti", ["Asha Rao"]),
    ]
    assert "with people of several accounts, they are at the sender's, else the first one's: 2" in said


def test_one_address_at_two_accounts(book: Cli) -> None:
    """The others decide, else the first; who left comes last. --account decides in any case."""
    book.ok("contact", "add", "ford", "Asha of Ford", "--email", "asha.rao@maruti.example")
    asha = "asha.rao@maruti.example"
    said = taken(book, mbox(mail(asha, f"{MARA}, pat@ford.example", "A"), mail(asha, MARA, "B")))
    assert [(one["account"], one["with"]) for one in interactions(book)] == [
        ("ford", ["Asha of Ford", "Pat Lindley"]),
        ("maruti", ["Asha Rao"]),
    ]
    assert "of people of several accounts, they are at the first one: 1" in said
    book.ok("contact", "edit", "C1", "--left", "2026-09-01")
    taken(book, mbox(mail("asha.rao@maruti.example", MARA, "C")))
    assert interactions(book)[-1]["account"] == "ford"
    taken(
        book,
        mbox(mail("asha.rao@maruti.example", MARA, "D"), mail("q@q.example", "z@z.example", "E")),
        "--account",
        "maruti",
    )
    assert [(one["account"], one["with"]) for one in interactions(book)[-2:]] == [
        ("maruti", ["Asha Rao"]),
        ("maruti", None),
    ]


def test_the_day(book: Cli) -> None:
    """A missing, odd or future Date gives way to the last Received; without one the mail is bad, by its number."""
    hop = "from a by b; Tue, 15 Sep 2026 23:30:00 +0000"
    asha = "asha.rao@maruti.example"
    days = ("", "gestern", "Mon, 14 Sep 2099 10:00:00 +0000")
    good = [mail(asha, MARA, f"G{n}", Date=day, Received=hop) for n, day in enumerate(days)]
    bad = [mail(asha, MARA, f"B{n}", Date=day) for n, day in enumerate(days)]
    refused = taken(book, mbox(*good, *bad), code=2)
    assert "3 entries are bad, so nothing was imported" in refused
    assert "mail 4, Date: is missing, and so is the day it was received" in refused
    assert "mail 5, Date 'gestern': is no day" in refused
    assert "mail 6, Date 'Mon, 14 Sep 2099 10:00:00 +0000': is still to come" in refused
    said = taken(book, mbox(*good, *bad), "--rejects", "bad.mbox", code=6)
    assert "the day is that of their arrival: 3" in said
    assert {one["date"] for one in interactions(book)} == {"2026-09-16"}
    corrected = (book.folder / "bad.mbox").read_text()
    assert corrected.count("From MAILER-DAEMON") == 3
    for day in days[1:]:
        corrected = corrected.replace(f"Date: {day}\n", "")
    corrected = corrected.replace("Subject:", "Date: Mon, 14 Sep 2026 10:00:00 +0000\nSubject:")
    assert "Imported 3 interactions" in taken(book, corrected)


def test_what_is_broken_is_bad(book: Cli) -> None:
    """Parts nested too deep and a text that is no mail are bad entries of their file, whose bytes come back."""
    deep = "From: asha.rao@maruti.example\nSubject: deep\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1500)
    )
    (book.folder / "text.eml").write_text("no header\nFrom here\n")
    (book.folder / "deep.eml").write_text(deep)
    (book.folder / "good.eml").write_text(mail("asha.rao@maruti.example", MARA))
    done = book("import", "mail", "text.eml", "deep.eml", "good.eml", "--rejects", "bad.mbox")
    assert done.code == 6
    assert "mail 1 of text.eml: has none of the headers" in done.err
    assert "mail 1 of deep.eml: its parts are nested too deep" in done.err
    assert len(interactions(book)) == 1
    assert "\n>From here\n" in (book.folder / "bad.mbox").read_text()


def test_without_a_message_id(book: Cli) -> None:
    """It is known again by what it says."""
    one = mail("pat@ford.example", MARA, Message_ID="")
    other = mail("pat@ford.example", MARA, text="No.", Message_ID="")
    assert "Imported 2 interactions" in taken(book, mbox(one, other))
    assert "2 already there" in taken(book, mbox(one, other))
    assert all(each["uid"].startswith("sha256:") for each in interactions(book))


def test_what_it_answers_says_what_it_is_about(book: Cli) -> None:
    """An answer to a mail about an opportunity is about it too, also over one that was not taken."""
    taken(book, mbox(mail("pat@ford.example", MARA, "A")))
    book.ok("opportunity", "add", "ford", "Tyres", "--kind", "idea")
    book.ok("interaction", "edit", "I1", "--about", "OP1")
    taken(
        book,
        mbox(
            mail(MARA, "pat@ford.example", "B", In_Reply_To="<gone@x>", References="<A@x.example> <gone@x>"),
            mail("pat@ford.example", MARA, "C", In_Reply_To="<B@x.example>"),
            mail("asha.rao@maruti.example", MARA, "D", In_Reply_To="<A@x.example>"),
        ),
    )
    assert [one["opportunity"] for one in interactions(book)] == ["OP1", "OP1", "OP1", None]


def test_a_maildir(book: Cli) -> None:
    """Read and unread mails; drafts and what was thrown away are counted; folders in it are named."""
    for folder in ("cur", "new", "tmp", ".Sent/cur"):
        (book.folder / "Mail" / folder).mkdir(parents=True)
    asha = "asha.rao@maruti.example"
    for place, subject in (
        ("new/1.host", "A"),
        ("cur/2.host:2,S", "B"),
        ("cur/3.host:2,DS", "C"),
        ("cur/4.host:2,ST", "D"),
        (".Sent/cur/5:2,S", "E"),
    ):
        (book.folder / "Mail" / place).write_text(mail(asha, MARA, subject))
    said = book("import", "mail", "Mail")
    assert said.code == 0, said.err
    assert [one["text"].split("\n")[0] for one in interactions(book)] == ["Received: B", "Received: A"]
    assert "drafts, or were thrown away: 2" in said.err
    assert "has folders of its own, which are read where they are named: .Sent" in said.err
    assert "Imported 1 interaction" in book("import", "mail", "Mail/.Sent", "Mail").out


def test_apple_mail(book: Cli) -> None:
    """A folder that Apple Mail exported, and one of its own files."""
    text = mail("asha.rao@maruti.example", MARA, "A")
    (book.folder / "Inbox.mbox").mkdir()
    (book.folder / "Inbox.mbox" / "mbox").write_text(mbox(text))
    (book.folder / "1.emlx").write_text(f"{len(text)}\n{text}<?xml version='1.0'?><plist/>\n")
    assert "Imported 1 interaction" in book.ok("import", "mail", "Inbox.mbox")
    assert "1 already there" in book.ok("import", "mail", "1.emlx")


def test_standard_input(book: Cli) -> None:
    """One mail or an mbox; nothing at all is no error, for a search that finds nothing."""
    one = mail("pat@ford.example", MARA, "A")
    for text, count in ((one, 1), (mbox(mail("pat@ford.example", MARA, "B")), 1), ("", 0)):
        assert f"Imported {count} interaction" in book.ok("import", "mail", "-", stdin=text)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1", "an Outlook .msg file: save the mail as .eml"), (b"!BDN....", "readpst"),
     (b"PK\x03\x04..", "a zip file"), (b"\x1f\x8b..", "gzip"), (b"ab\0cd", "is no mail")],
)  # fmt: skip
def test_files_of_another_kind(book: Cli, data: bytes, said: str) -> None:
    """They are told by what they begin with, and what to do is said."""
    (book.folder / "x.eml").write_bytes(data)
    done = book("import", "mail", "x.eml")
    assert (done.code, said in done.err, interactions(book)) == (2, True, [])


def test_files_that_are_not_there(book: Cli) -> None:
    """Each is said; a folder without mails too; the file itself is no place for rejects."""
    (book.folder / "empty").mkdir()
    (book.folder / "a.eml").write_text(mail("pat@ford.example", MARA))
    assert "cannot read nothing.eml" in book("import", "mail", "a.eml", "nothing.eml").err
    assert "is no maildir" in book("import", "mail", "empty").err
    assert "name another file for --rejects" in book("import", "mail", "a.eml", "--rejects", "a.eml").err
    assert "name it once" in book("import", "mail", "-", "-").err
    assert book("import", "mail", "a.eml", "--account", "nobody").code == 3
    assert interactions(book) == []


def test_long_texts_and_hostile_ones(book: Cli) -> None:
    """A long text is cut and counted; nothing of a mail is markup or controls the terminal."""
    said = taken(book, mbox(mail("pat@ford.example", MARA, "[bold]x[/bold] =?utf-8?q?=1B[31m?=", text="word " * 9000)))
    assert "longer than 10,000 characters, the rest is left in the mail: 1" in said
    text = interactions(book)[0]["text"]
    assert text.startswith("Received: [bold]x[/bold] [31m\nword word")
    assert len(text) < 10_200


def test_when_a_mail_fails_its_people_are_not_there(book: Cli) -> None:
    """A contact that was made for a mail that is bad is not there, and is made again for the next one."""
    mails = mbox(mail("new@ford.example", MARA, "A", Date=""), mail("new@ford.example", MARA, "B"))
    taken(book, mails, "--create-missing", "--rejects", "bad.mbox", code=6)
    assert [(one["with"], one["text"]) for one in interactions(book)] == [(["New"], "Received: B\nYes.")]
    assert list(contacts(book)).count("New") == 1
    assert book("doctor").code == 0


def test_a_list_of_mails(book: Cli) -> None:
    """A list is no person: neither counted nor made; who wrote is found behind it."""
    book.ok("contact", "add", "maruti", "Marge", "--email", "marge@goody.example")
    sample = Path(__file__).parents[2] / "base" / "mail" / "samples" / "mailing-list.eml"
    said = book("import", "mail", str(sample), "--create-missing")
    (one,) = interactions(book)
    assert (one["with"], one["text"]) == (["Marge"], "Received: [Tyres] Next sizes\nThe new sizes come in May.")
    assert "lists.example" not in said.err


OWN = {
    "Hi,\n\nok for 300.\n\nThanks,\nAsha\n\nP.S. The price of 5 EUR is valid until December only.":
        "Hi,\n\nok for 300.\n\nP.S. The price of 5 EUR is valid until December only.",
    "Ja.\n\nViele Grüße\nAsha\n\nPS: Bitte die Zeichnung bis Freitag schicken.":
        "Ja.\n\nPS: Bitte die Zeichnung bis Freitag schicken.",
    "Yes.\n\nBest regards,\nAsha Rao\nHead of Buying, Maruti Ltd.\n\nOne more thing: we need the drawings\nby Friday":
        "Yes.\n\nOne more thing: we need the drawings\nby Friday",
    "Yes.\n\nBest regards,\nAsha\nWe need the drawings by Friday.": "Yes.\n\nWe need the drawings by Friday.",
    "Yes.\n\nBest regards,\nAsha\n\nItems:\n- 3 x M8\n\nMaruti India\nTel. +91 11 4678 123\nwww.maruti.example":
        "Yes.\n\nItems:\n- 3 x M8",
    "Yes.\n\n-- \nAsha\nWe make good cars for all.\n\nP.S. Friday!": "Yes.\n\nP.S. Friday!",
    "Ja.\n\n--\nMaruti AG\nSitz Delhi\n\nNoch eine Frage: wer kommt?": "Ja.\n\nNoch eine Frage: wer kommt?",
    "- one\n--\n- two\n\nThat is all we need by 1 October.": "- one\n--\n- two\n\nThat is all we need by 1 October.",
    "Reise:\nVon: Berlin\nAn: Hamburg\n\nBitte buchen. Preis 99.":
        "Reise:\nVon: Berlin\nAn: Hamburg\n\nBitte buchen. Preis 99.",
    "Trip:\n\nFrom: Berlin\nTo: Hamburg\nDate: 21.09.2026 10:00\n\nPlease book it.":
        "Trip:\n\nFrom: Berlin\nTo: Hamburg\nDate: 21.09.2026 10:00\n\nPlease book it.",
    "Yes.\n\nVon: Rao, Asha\nGesendet: Montag, 14. September 2026 10:12\nAn: Mara\nBetreff: Preis\n\nalt": "Yes.",
    "Yes.\n\nBest regards,\nAsha\n\nMaruti India\n1 Nelson Mandela Road, New Delhi\n\n"
    "This e-mail is confidential and intended for the person it is addressed to. Delete it otherwise.": "Yes.",
}  # fmt: skip


@pytest.mark.parametrize("text", OWN)
def test_what_stands_below_a_name_is_kept(book: Cli, text: str) -> None:
    """A postscript, a list and a sentence below a formula are the mail's own; a journey is no quoted mail's head."""
    taken(book, mail("asha.rao@maruti.example", MARA, "X", text=text))
    (one,) = interactions(book)
    assert one["text"] == f"Received: X\n{OWN[text]}"


def test_an_address_that_a_card_keeps_is_the_contacts(book: Cli) -> None:
    """The third address of a card is known in mails too; who has another one of that name beside it is said."""
    addresses = "".join(f"EMAIL:d{n}@ford.example\n" for n in (1, 2, 3))
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Dan Lee\nN:Lee;Dan\n{addresses}END:VCARD\n"
    book.ok("import", "vcard", "-", "--account", "ford", stdin=card)
    before = contacts(book)
    said = taken(book, mail("Dan Lee <D3@ford.example>", MARA, "A"), "--create-missing")
    assert "nobody" not in said
    assert [(one["account"], one["with"], contacts(book)) for one in interactions(book)] == [
        ("ford", ["Dan Lee"], before)
    ]
    done = book("log", "ford", "--mail", "in.mbox")
    assert "is I1 already" in done.err
    said = taken(book, mail("Dan Lee <d4@ford.example>", MARA, "B"), "--create-missing")
    assert "of a name that another of the account has: 1; where they are one: `amcli contact merge C4 C5`" in said


def test_a_file_of_another_kind_keeps_no_others_out(book: Cli) -> None:
    """Among several files it is a bad entry, whose bytes go to the rejects; what is empty is counted and named."""
    (book.folder / "good.eml").write_text(mail("asha.rao@maruti.example", MARA))
    garbage = bytes([0, 1, 2, 255]) * 100
    (book.folder / "broken.eml").write_bytes(garbage)
    (book.folder / "x.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    (book.folder / "empty.eml").write_bytes(b"")
    files = ("broken.eml", "empty.eml", "good.eml", "x.msg")
    done = book("import", "mail", *files)
    assert (done.code, "2 entries are bad, so nothing was imported" in done.err, interactions(book)) == (2, True, [])
    done = book("import", "mail", *files, "--rejects", "bad.mbox")
    assert (done.code, len(interactions(book))) == (6, 1)
    assert "mail 1 of broken.eml: is no mail: it begins with" in done.err
    assert "mail 1 of x.msg: is no mail but an Outlook .msg file" in done.err
    assert "without a mail in them: 1: empty.eml" in done.err
    assert garbage in (book.folder / "bad.mbox").read_bytes()
    alone = book("import", "mail", "empty.eml")
    assert (alone.code, "without a mail in them: 1: empty.eml" in alone.err) == (0, True)


@pytest.mark.parametrize(("text", "kind"), [("BEGIN:VCARD\n", "vcard"), ("\n begin:vcalendar\n", "ics")])
def test_other_kinds_of_text_name_their_command(book: Cli, text: str, kind: str) -> None:
    """A card or a calendar is told from a mail."""
    assert f"`amcli import {kind}` takes that" in taken(book, text, file="x.vcf", code=2)


@pytest.mark.parametrize("to", ["asha.rao@maruti.example", f"asha.rao@maruti.example, {MARA}"])
def test_people_made_later_are_as_those_made_at_once(book: Cli, to: str) -> None:
    """A mail goes to its sender's account with the sender in it, made at once or later, unless somebody changed it."""
    book.ok("account", "add", "Kirchoff", "--code", "kirchoff", "--website", "kirchoff.example")
    text = mail("Zoe <zoe@kirchoff.example>", to, "A")
    taken(book, text, "--create-missing")
    (at_once,) = interactions(book)
    assert (at_once["account"], at_once["with"], at_once["text"]) == ("kirchoff", ["Zoe"], "Received: A\nYes.")
    book.ok("undo")
    taken(book, text)
    (before,) = interactions(book)
    assert before["account"] == "maruti"
    said = taken(book, text, "--create-missing")
    assert "1 updated" in said
    assert "at the account of people who were made now: 1" in said
    (later,) = interactions(book)
    assert later == {**at_once, "id": later["id"], "with_ids": later["with_ids"]}
    assert "1 already there" in taken(book, text, "--create-missing")
    assert book("doctor").code == 0
    book.ok("undo")
    assert interactions(book) == [before]
    book.ok("interaction", "edit", before["id"], "--minutes", "5")
    taken(book, text, "--create-missing")
    (kept,) = interactions(book)
    assert (kept["account"], kept["with"], kept["minutes"]) == ("maruti", ["Asha Rao"], 5)
    assert book("doctor").code == 0


def test_our_own_address_becomes_no_contact(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody said which addresses are ours, one at nobody's domain is made no contact, and the hint says how."""
    monkeypatch.chdir(cli.folder)
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("contact", "add", "ford", "Pat Lindley", "--email", "pat@ford.example")
    text = mail("pat@ford.example", "Nora <nora@us.example>, jim@ford.example")
    said = taken(cli, text)
    assert "`amcli colleague add NAME --email ADDRESS` says which are ours, first" in said
    said = taken(cli, text, "--create-missing")
    assert "contacts made: 1: 'Jim (ford)'" in said
    assert "may be ours, and are made no contacts: 1: 'nora@us.example'; `amcli colleague add NAME --email" in said
    cli.ok("colleague", "add", "Nora", "--email", "nora@us.example")
    said = taken(cli, mail("pat@ford.example", "nora@us.example, bo@web.example", "B"), "--create-missing")
    assert "contacts made: 1: 'Bo (ford)'" in said
