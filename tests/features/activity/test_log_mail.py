"""`log --mail FILE`: one mail says the text, the day and the people; what is typed wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

SAMPLES = Path(__file__).parents[2] / "base" / "mail" / "samples"
OFFER = str(SAMPLES / "gmail-top-english.eml")
TEXT = "Re: Price list 2027\nDear Mara,\n\nwe accept the tiers. Please send the order form – by Friday."


@pytest.fixture
def maruti(cli: Cli) -> Cli:
    """An account with the sender of the mail, and another contact."""
    cli.ok("config", "set", "zone", "Europe/Berlin")
    cli.ok("account", "add", "Maruti", "--code", "maruti")
    cli.ok("contact", "add", "maruti", "Asha Rao", "--email", "ASHA.RAO@maruti.example")
    cli.ok("contact", "add", "maruti", "Devraj")
    return cli


def interaction(cli: Cli, number: int = 1) -> dict[str, Any]:
    found = cli.json("interaction", "show", f"I{number}")
    assert isinstance(found, dict)
    return found


def test_a_mail_is_what_was_said(maruti: Cli) -> None:
    """Text, day, people and kind come of it; what comes next is as with any other line."""
    done = maruti("log", "maruti", "--mail", OFFER, "--next", "Send the order form", "--due", "2026-09-18")
    assert done.code == 0, done.err
    assert "1 address belongs to nobody here: mara@us.example" in done.err
    found = interaction(maruti)
    assert {name: found[name] for name in ("kind", "date", "with", "text")} == {
        "kind": "email", "date": "2026-09-15", "with": ["Asha Rao"], "text": f"Received: {TEXT}",
    }  # fmt: skip
    assert "Send the order form" in maruti.ok("deadline", "list", "--due", "2026-09-18")


def test_what_is_typed_wins(maruti: Cli) -> None:
    """Text, day, kind and people."""
    maruti.ok(
        "log", "maruti", "She", "agrees", "--mail", OFFER, "--on", "2026-09-16", "--kind", "note", "--with", "Devraj"
    )
    found = interaction(maruti)
    assert [found[name] for name in ("text", "date", "kind", "with")] == [
        "She agrees",
        "2026-09-16",
        "note",
        ["Devraj"],
    ]


def test_a_mail_is_noted_once(maruti: Cli) -> None:
    """Neither log nor import takes it again, whoever was first."""
    maruti.ok("log", "maruti", "--mail", OFFER)
    done = maruti("log", "maruti", "--mail", OFFER)
    assert (done.code, "that mail is I1 already" in done.err) == (4, True)
    assert "1 already there" in maruti.ok("import", "mail", OFFER)
    assert "undone" in maruti.ok("undo").lower()
    assert "Imported 1 interaction" in maruti.ok("import", "mail", OFFER)


def test_a_dry_run_of_a_mail(maruti: Cli) -> None:
    """It says what it would note."""
    before = maruti.dump()
    assert "Would have logged" in maruti.ok("log", "maruti", "--mail", OFFER, "--dry-run")
    assert maruti.dump() == before


def test_mails_that_do_not_do(maruti: Cli, tmp_path: Path) -> None:
    """More than one, none, and one without a day unless it is typed."""
    two = tmp_path / "two.mbox"
    two.write_text("From x@y Mon Sep 14 10:00:00 2026\nSubject: a\n\nx\n\n" * 2)
    assert "`amcli import mail` takes them all" in maruti("log", "maruti", "--mail", str(two)).err
    undated = tmp_path / "undated.eml"
    undated.write_text("From: asha.rao@maruti.example\nSubject: a\n\nx\n")
    done = maruti("log", "maruti", "--mail", str(undated))
    assert (done.code, "say the day with --on" in done.err) == (2, True)
    maruti.ok("log", "maruti", "--mail", str(undated), "--on", "2026-09-01")
    text = tmp_path / "text.txt"
    text.write_text("just text\n")
    assert "this is no mail" in maruti("log", "maruti", "--mail", str(text)).err
    assert "cannot read" in maruti("log", "maruti", "--mail", "nothing.eml").err
    assert "leave out the -" in maruti("log", "maruti", "-", "--mail", OFFER).err


def test_a_mail_of_another_accounts_people(maruti: Cli, tmp_path: Path) -> None:
    """Whoever of another account is in it is said, and how it is noted there; so where it is noted already."""
    maruti.ok("account", "add", "Acme", "--code", "acme")
    maruti.ok("contact", "add", "acme", "Jo Roe", "--email", "jo@acme.example")
    mail = tmp_path / "jo.eml"
    mail.write_text(
        "From: jo@acme.example\nTo: x@y.example\nDate: Mon, 14 Sep 2026 10:00:00 +0200\nMessage-ID: <j@x>\n\nHi\n"
    )
    done = maruti("log", "maruti", "--mail", str(mail))
    assert "people of other accounts are in the mail, and not named here: Jo Roe (acme)" in done.err
    assert "`amcli undo` and `amcli log acme --mail FILE` note it at acme" in done.err
    done = maruti("log", "acme", "--mail", str(mail))
    assert "that mail is I1 at maruti already: `amcli interaction edit I1 --account acme` changes it" in done.err
    maruti.ok("interaction", "edit", "I1", "--account", "acme")
    assert interaction(maruti)["account"] == "acme"
