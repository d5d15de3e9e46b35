"""`import vcard`: cards become contacts of their organisation, once, and nothing that was written here is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli


def card(*content: str, version: str = "3.0") -> str:
    """One card."""
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *content, "END:VCARD", ""))


ASHA = card(
    "FN:Asha Rao", "N:Rao;Asha;;;", "ORG:Maruti Suzuki;Purchasing", "TITLE:Head of purchasing",
    "EMAIL;TYPE=INTERNET:old@example.com", "item1.EMAIL;TYPE=INTERNET,pref:asha@example.com",
    "TEL;TYPE=WORK:+91 11 4678", "NOTE:Early riser\\, tea\\; no sugar\\nVegetarian", "PHOTO;ENCODING=b:AAAA",
)  # fmt: skip


@pytest.fixture
def maruti(cli: Cli) -> Cli:
    """One account, and no contact."""
    cli.ok("account", "add", "Maruti Suzuki", "--code", "maruti")
    return cli


def contacts(cli: Cli) -> list[dict[str, Any]]:
    """All contacts."""
    found = cli.json("contact", "list")
    assert isinstance(found, list)
    return found


def said(new: int, updated: int = 0, known: int = 0, bad: int = 0) -> str:
    """What an import of contacts says."""
    return f"Imported {new} contact{'' if new == 1 else 's'} ({updated} updated, {known} already there, {bad} rejected)"


def test_a_card_becomes_a_contact(maruti: Cli) -> None:
    """Name, title, the preferred address, phone and note; the account by the organisation's name."""
    assert maruti.ok("import", "vcard", "-", stdin=ASHA).strip() == said(1)
    (found,) = contacts(maruti)
    assert (found["account"], found["name"], found["title"]) == ("maruti", "Asha Rao", "Head of purchasing")
    assert (found["email"], found["phone"]) == ("asha@example.com", "+91 11 4678")
    assert found["note"] == "Early riser, tea; no sugar\nVegetarian"


def test_version_4_and_folded_lines(maruti: Cli) -> None:
    """A telephone may be a URI, a preference a number, and a long line goes on after a space."""
    text = card("FN:Ravi", "ORG:maruti", "TEL;VALUE=uri;PREF=2:tel:+1", 'TEL;VALUE=uri;PREF=1;TYPE="work,voice":tel:+2',
                "NOTE:one lo", " ng", "\t line", version="4.0")  # fmt: skip
    maruti.ok("import", "vcard", "-", stdin=text)
    (found,) = contacts(maruti)
    assert (found["phone"], found["note"]) == ("+2", "one long line")


def test_a_folded_line_begins_and_ends_nothing(maruti: Cli) -> None:
    """A note may say END:VCARD, wherever its line is folded."""
    text = card("FN:Ravi", "ORG:maruti", "NOTE:one ", " END:VCARD", " BEGIN:VCARD")
    assert maruti.ok("import", "vcard", "-", stdin=text).strip() == said(1)
    (found,) = contacts(maruti)
    assert found["note"] == "one END:VCARDBEGIN:VCARD"


def test_a_second_import_adds_nothing_and_a_fuller_card_adds_what_is_new(maruti: Cli) -> None:
    """The same person is known by account and name in any case; what stands here stands."""
    maruti.ok("contact", "add", "maruti", "asha rao", "--title", "Director", "--phone", "1")
    assert maruti.ok("import", "vcard", "-", stdin=ASHA).strip() == said(0, updated=1)
    (found,) = contacts(maruti)
    assert (found["title"], found["phone"], found["email"]) == ("Director", "1", "asha@example.com")
    before = maruti.dump(journal=True)
    assert maruti.ok("import", "vcard", "-", stdin=ASHA).strip() == said(0, known=1)
    assert maruti.dump(journal=True) == before


def test_an_organisation_is_an_account_or_is_made_one(maruti: Cli) -> None:
    """Unknown ones are bad cards, or made with --create-missing (once for all), or passed over by --account."""
    text = card("FN:A", "ORG:Éclair Motors") + card("FN:B", "ORG:éclair motors;Sales") + card("FN:C")
    done = maruti("import", "vcard", "-", stdin=text)
    assert done.code == 2
    assert "3 entries are bad, so nothing was imported" in done.err
    assert "line 1, ORG 'Éclair Motors': is no account: --create-missing makes it" in done.err
    assert maruti.ok("import", "vcard", "-", "--account", "maruti", stdin=text).strip() == said(3)
    maruti.ok("undo")
    done = maruti(
        "import",
        "vcard",
        "-",
        "--create-missing",
        stdin=card("FN:A", "ORG:Éclair Motors") + card("FN:B", "ORG:éclair motors"),
    )
    assert (done.code, done.out.strip()) == (0, said(2))
    assert "created the account 'Éclair Motors'" in done.err
    assert [each["account"] for each in contacts(maruti)] == ["eclair-motors", "eclair-motors"]
    maruti.ok("undo")
    assert "eclair" not in maruti.ok("account", "list", "--all")


def test_bad_cards_can_be_put_aside(maruti: Cli, tmp_path: Path) -> None:
    """The rejects file holds the cards as they were, to be corrected and imported."""
    rejects = tmp_path / "bad.vcf"
    bad = card("ORG:maruti", "TITLE:Buyer", "EMAIL:x@example.com")
    done = maruti("import", "vcard", "-", "--rejects", str(rejects), stdin=ASHA + bad)
    assert (done.code, done.out.strip()) == (6, said(1, bad=1))
    assert "FN" in done.err
    corrected = rejects.read_text(encoding="utf-8").replace("ORG:maruti", "ORG:maruti\nN:Iyer;Ravi")
    assert maruti.ok("import", "vcard", "-", stdin=corrected).strip() == said(1)
    assert sorted(each["name"] for each in contacts(maruti)) == ["Asha Rao", "Ravi Iyer"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no card"),
        ("hello", "line 1 is not BEGIN:VCARD"),
        ("BEGIN:VCARD\nFN:A\n", "does not end with END:VCARD"),
        ("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nEND:VCARD\n", "does not end before the next one on line 3"),
        (
            card("FN:A", "ORG:maruti", version="1.0"),
            "VERSION '1.0': cannot be read: export the cards as vCard 2.1, 3.0 or 4.0",
        ),
        (card("FN:A", "ORG:maruti", "TEL 1"), "TEL"),
        (card("FN:", "ORG:maruti", "TITLE:Buyer"), "a card without a name is nobody's"),
        (card("FN:\u202e"), "a card without a name is nobody's"),
        (card("FN:A", "ORG:maru"), "is no account"),
    ],
)
def test_what_is_no_card_is_an_error(maruti: Cli, text: str, words: str) -> None:
    """Exit 2, one line, nothing changed."""
    before = maruti.dump(journal=True)
    done = maruti("import", "vcard", "-", stdin=text)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert maruti.dump(journal=True) == before


def test_who_may_be_one_of_several_cards_is_told_by_their_lines(maruti: Cli) -> None:
    """A refused import makes no contact that could be named; those that were there before have their ids."""
    who = ("N:Doe;Jo;;;", "FN:Jo Doe", "ORG:maruti")
    first, second = (card(*who, f"EMAIL:jo{number}@ford.example") for number in (1, 2))
    third = card(*who, "TEL;TYPE=CELL:+1 313 555 2222")
    done = maruti("import", "vcard", "-", stdin=first + second + third)
    words = "the one of line 1 (Jo Doe), the one of line 8 (Jo Doe); put the cards of one person together, or"
    assert (done.code, words in done.err, "C1" in done.err) == (2, True, False), done.err
    maruti.ok("import", "vcard", "-", stdin=first)
    done = maruti("import", "vcard", "-", stdin=second + third)
    assert "contact: C1 (Jo Doe), the one of line 1 (Jo Doe)" in done.err, done.err
    maruti.ok("import", "vcard", "-", stdin=second)
    assert "contact: C1 (Jo Doe), C2 (Jo Doe); merge them" in maruti("import", "vcard", "-", stdin=third).err


@given(st.lists(st.sampled_from([*b'\r\n :;=,\\".', *range(256)]), max_size=30), st.integers(0, 300), st.booleans())
@settings(max_examples=25)
def test_a_damaged_file_is_an_error_or_is_taken(noise: list[int], place: int, replace: bool) -> None:
    """Whatever bytes get into a file: exit 0 or 2, never an unexpected failure."""
    whole = ASHA.encode()
    data = whole[:place] + bytes(noise) + whole[place + (len(noise) if replace else 0) :]
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli.ok("account", "add", "Maruti Suzuki", "--code", "maruti")
        done = cli("import", "vcard", "-", "--create-missing", stdin=data)
        assert done.code in (0, 2, 6), done.err
