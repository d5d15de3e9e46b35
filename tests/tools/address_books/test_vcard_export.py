"""`export vcard` and `-f vcf`: what was taken in is given back, and what we think of a person is not told."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_vcard_import import card

from amcli.base.address_card import CardLine, added_lines, escape_value, kept_lines, kept_text, plain_value
from amcli.render.vcf import LONGEST, folded
from conftest import Cli, tries

FOREIGN_LINES = (
    "FN:Jörg Müller", "N:Müller;Jörg;Karl;Dr.;jun.", "NICKNAME:Jo", "ORG:Maruti Suzuki;Purchasing",
    "TITLE;LANGUAGE=de:Einkäufer", "item1.EMAIL;TYPE=INTERNET,pref:j@maruti.example", "item1.X-ABLabel:Büro",
    "EMAIL;TYPE=HOME:j@home.example", "EMAIL:third@x.example", "TEL;TYPE=WORK,VOICE:+91 11 4678", "TEL;TYPE=FAX:+91 99",
    "TEL;TYPE=CELL,VOICE,pref:+91 98", "TEL;TYPE=HOME:+91 97", "ADR;TYPE=WORK:;;Street 5;Delhi;;110001;India",
    "BDAY:1970-01-02", "URL;TYPE=WORK:https://maruti.example/j", "NOTE:Early riser\\, tea\\; no sugar\\nVegetarian",
    "CATEGORIES:vip,buyers", "X-SOCIALPROFILE;TYPE=twitter:https://t.example/j", "UID:abc-1",
)  # fmt: skip


def answer(cli: Cli, *words: str) -> Any:
    """What a command answers as JSON."""
    return cli.json(*words)


@pytest.fixture
def maruti(cli: Cli) -> Cli:
    """One account, and one contact from a foreign card."""
    cli.ok("account", "add", "Maruti Suzuki", "--code", "maruti")
    cli.ok("import", "vcard", "-", stdin=card(*FOREIGN_LINES))
    return cli


def unfolded(text: str) -> list[str]:
    """The lines of cards."""
    return text.replace("\r\n", "\n").replace("\n ", "").splitlines()


def test_what_was_taken_in_is_given_back(maruti: Cli) -> None:
    """Each line with its kinds, labels and groups, and nothing beside."""
    given_back = unfolded(maruti.ok("export", "vcard"))
    assert sorted(given_back) == sorted(["BEGIN:VCARD", "VERSION:3.0", *_upper(FOREIGN_LINES), "END:VCARD"])


def _upper(lines: tuple[str, ...]) -> list[str]:
    """Names of properties as they are written: in capitals."""
    return [line.replace("X-ABLabel", "X-ABLABEL") for line in lines]


def test_what_is_changed_here_is_told_as_it_is_now(maruti: Cli) -> None:
    """A new number has the old one's kind, one that is gone is not told, another name has its own parts."""
    maruti.ok("contact", "edit", "C1", "--mobile", "+91 55", "--email", "", "--name", "Hans Ott", "--title", "CFO")
    lines = unfolded(maruti.ok("export", "vcard"))
    assert {"TEL;TYPE=CELL,VOICE,pref:+91 55", "N:Ott;Hans;;;", "FN:Hans Ott", "TITLE;LANGUAGE=de:CFO"} <= set(lines)
    assert not [line for line in lines if "+91 98" in line or "j@maruti" in line or "ABLABEL" in line or "ller" in line]
    maruti.ok("account", "add", "Ford")
    maruti.ok("contact", "edit", "C1", "--account", "ford")
    assert "ORG:Ford" in unfolded(maruti.ok("export", "vcard"))


def test_private_things_stay_here(maruti: Cli) -> None:
    """No role, influence, stance, superior, key of ours, and no note that was written here."""
    maruti.ok("contact", "add", "maruti", "Asha Rao", "--role", "gatekeeper", "--stance", "opponent", "--influence",
              "5", "--note", "Divorced; golf", "--external-id", "X99", "--reports-to", "C1")  # fmt: skip
    maruti.ok("contact", "edit", "C1", "--note", "Likes flattery", "--role", "decider", "--stance", "champion")
    text = maruti.ok("export", "vcard")
    for word in ("gatekeeper", "opponent", "Divorced", "golf", "flattery", "decider", "champion", "X99", "RELATED"):
        assert word not in text
    assert "Early riser" in text  # what the card itself said


def test_who_and_where(maruti: Cli, tmp_path: Path) -> None:
    """One account, those who are named, who left with --all; a file's ending says the format for lists too."""
    maruti.ok("contact", "add", "maruti", "Asha Rao", "--left", "2020-01-01")
    maruti.ok("account", "add", "Ford")
    maruti.ok("contact", "add", "ford", "Pat Lindley", "--email", "pat@ford.example")

    def names(*words: str) -> list[str]:
        return [line[3:] for line in unfolded(maruti.ok(*words)) if line.startswith("FN:")]

    assert names("export", "vcard") == ["Pat Lindley", "Jörg Müller"]
    assert names("export", "vcard", "--account", "ford") == ["Pat Lindley"]
    assert names("export", "vcf", "--all", "--account", "maruti") == ["Asha Rao", "Jörg Müller"]
    assert names("export", "vcard", "pat@ford.example") == ["Pat Lindley"]
    assert names("contact", "show", "C1", "-f", "vcf") == ["Jörg Müller"]
    maruti.ok("contact", "list", "--account", "ford", "-o", str(tmp_path / "x.vcf"))
    written = (tmp_path / "x.vcf").read_bytes()
    assert written.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    done = maruti("account", "list", "-f", "vcf")
    assert (done.code, "vcf is for contacts" in done.err) == (2, True)


def test_another_program_reads_it_and_gives_it_back(maruti: Cli) -> None:
    """vobject reads each card, writes it its own way, and taken in from that nothing is lost."""
    vobject = pytest.importorskip("vobject")
    text = maruti.ok("export", "vcard")
    written = "".join(each.serialize() for each in vobject.readComponents(io.StringIO(text)))
    assert _back(maruti, written) == sorted(unfolded(text))


def test_khard_and_back(maruti: Cli, tmp_path: Path) -> None:
    """khard lists the person, and a card that it has copied is the same."""
    khard = shutil.which("khard")
    if not khard:
        pytest.skip("khard is not installed")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    config = "[addressbooks]\n" + "".join(f"[[{name}]]\npath = {tmp_path / name}\n" for name in ("one", "two"))
    (tmp_path / "khard.conf").write_text(f"{config}[general]\ndefault_action = list\n")
    text = maruti.ok("export", "vcard", "-o", str(tmp_path / "one" / "c.vcf")) or maruti.ok("export", "vcard")

    def run(*words: str) -> str:
        command = [khard, "-c", str(tmp_path / "khard.conf"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, input="y\n").stdout

    assert "Jörg" in run("list")
    run("copy", "-a", "one", "-A", "two", "Jörg")
    (copied,) = (tmp_path / "two").glob("*.vcf")
    ours = [line for line in unfolded(text) if not line.startswith(("UID:", "REV:"))]
    theirs = _back(maruti, copied.read_text(encoding="utf-8"))
    assert [line for line in theirs if not line.startswith(("UID:", "REV:"))] == sorted(ours)


def _back(cli: Cli, text: str) -> list[str]:
    """The lines that are given back when cards are taken in anew."""
    cli.ok("contact", "remove", "C1", "--yes")
    cli.ok("import", "vcard", "-", stdin=text)
    return sorted(unfolded(cli.ok("export", "vcard")))


def test_two_that_become_one_lose_no_number(maruti: Cli) -> None:
    """A second address has its place, and what has none is kept in the card, and found by."""
    maruti.ok("contact", "add", "maruti", "J. Müller", "--phone", "+91 22 5555555", "--mobile", "+91 77 7777777",
              "--email", "j2@maruti.example")  # fmt: skip
    maruti.ok("contact", "merge", "C1", "C2", "--yes")
    lines = unfolded(maruti.ok("export", "vcard"))
    assert {"TEL:+91 22 5555555", "TEL:+91 77 7777777", "EMAIL:j2@maruti.example"} <= set(lines)
    assert answer(maruti, "contact", "show", "+91227777777"[:4] + "77 7777777")["id"] == "C1"


def test_cards_travel_with_the_portfolio(maruti: Cli, tmp_path: Path) -> None:
    """`export all` has what a contact keeps of its card, and a file made of it gives the same cards."""
    maruti.ok("export", "all", "-o", str(tmp_path / "all.json"))
    text = maruti.ok("export", "vcard")
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.ok("import", "all", str(tmp_path / "all.json"))
    assert other.ok("export", "vcard") == text


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n,;:\\"'), max_size=60
)


@given(TEXTS)
@settings(max_examples=tries(50, 500))
def test_a_value_comes_out_as_it_went_in(text: str) -> None:
    """Escaped, kept, and folded for a file."""
    assert plain_value(escape_value(text)) == text
    line = CardLine("NOTE", escape_value(text), (("TYPE", ("work", "a;b")),), "item1")
    assert kept_lines(kept_text([line])) == [line]
    pieces = folded(line.text).split("\r\n")
    assert all(len(piece.encode()) <= LONGEST for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line.text


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
@settings(max_examples=tries(30, 300))
def test_cards_of_one_person_add_up_once(one: list[str], other: list[str]) -> None:
    """What is added twice is there once."""
    first, second = (kept_text(CardLine("URL", escape_value(text)) for text in each) for each in (one, other))
    both = added_lines(first, second)
    assert added_lines(both, second) == both
    assert {line.value for line in kept_lines(both)} >= {escape_value(text) for text in (*one, *other)}


def test_a_kept_line_cannot_end_the_card() -> None:
    """Whatever a document says that a contact keeps: what is no line, or ends the card, is not told."""
    assert [line.name for line in kept_lines("END:VCARD\nBEGIN:VCARD\njunk\nURL:x\n:y")] == ["URL"]


NAMES = {
    ("Rao, Asha", "Rao;Asha;;;"): "Asha Rao",
    ("Rao, Asha M.", "Rao;Asha;M.;;"): "Asha M. Rao",
    ("Bill Gates", "Gates;William;Henry;Mr.;III"): "Bill Gates",
    ("Yuki Tanaka", "田中;雪;;;"): "Yuki Tanaka",
    ("J. Meyer", "Meyer;Jens-Peter;;;"): "J. Meyer",
    ("King, Jr.", "King;Martin;;;Jr."): "King, Jr.",
    ('Jo "Joe" Roe', "Roe;Jo;;;"): 'Jo "Joe" Roe',
}  # fmt: skip


@pytest.mark.parametrize(("formatted", "structured"), NAMES)
def test_a_name_goes_back_as_it_came(cli: Cli, formatted: str, structured: str) -> None:
    """Both the name and its parts, while the name here is unchanged; `Rao, Asha` is Asha Rao here."""
    cli.ok("account", "add", "Phone", "--code", "phone")
    said = (f"N:{structured}", f"FN:{escape_value(formatted)}", "TEL;TYPE=CELL:+1 313 555 1111")
    cli.ok("import", "vcard", "-", "--account", "phone", stdin=card(*said))
    assert answer(cli, "contact", "show", "C1")["name"] == NAMES[formatted, structured]
    assert set(said) <= set(unfolded(cli.ok("export", "vcard")))
    assert "1 already there" in cli.ok("import", "vcard", "-", "--account", "phone", stdin=card(*said))
    cli.ok("contact", "edit", "C1", "--mobile", "+1 313 555 2222", "--title", "CFO")
    assert set(said[:2]) <= set(unfolded(cli.ok("export", "vcard")))
    cli.ok("contact", "edit", "C1", "--name", "Otto Ott")
    assert {"N:Ott;Otto;;;", "FN:Otto Ott"} <= set(unfolded(cli.ok("export", "vcard")))


def test_what_the_card_says_anew_is_taken(cli: Cli) -> None:
    """Of the same UID a changed number, address or title is taken, and said; what was changed here as well stands."""

    def said(mobile: str, title: str, email: str) -> str:
        return card("UID:7", "FN:Jo Doe", "N:Doe;Jo;;;", f"TITLE:{title}", f"TEL;TYPE=CELL:{mobile}",
                    "TEL;TYPE=WORK:+1 313 555 9999", f"EMAIL;TYPE=WORK:{email}")  # fmt: skip

    def taken(text: str) -> tuple[str, str]:
        done = cli("import", "vcard", "-", "--account", "ford", stdin=text)
        assert done.code == 0, done.err
        return done.out, done.err

    cli.ok("account", "add", "Ford", "--code", "ford")
    taken(said("+1 313 555 1111", "Buyer", "jo@ford.example"))
    out, err = taken(said("+1 313 555 2222", "Director", "jo.doe@ford.example"))
    assert "1 updated" in out
    assert "C1 (Jo Doe): mobile '+1 313 555 2222', where it was '+1 313 555 1111', as its card says" in err
    found = answer(cli, "contact", "show", "C1")
    assert [found[key] for key in ("mobile", "title", "email", "email_other", "phone")] == [
        "+1 313 555 2222", "Director", "jo.doe@ford.example", None, "+1 313 555 9999",
    ]  # fmt: skip
    lines = unfolded(cli.ok("export", "vcard"))
    assert {"TEL;TYPE=CELL:+1 313 555 2222", "TITLE:Director", "EMAIL;TYPE=WORK:jo.doe@ford.example"} <= set(lines)
    assert not [line for line in lines if "1111" in line or "jo@ford" in line]
    assert "1 already there" in taken(said("+1 313 555 2222", "Director", "jo.doe@ford.example"))[0]
    cli.ok("contact", "edit", "C1", "--mobile", "+1 313 555 3333", "--title", "CEO")
    before = cli.dump()
    out, err = taken(said("+1 313 555 2222", "Director", "jo.doe@ford.example"))
    assert ("1 already there" in out, "keeps" in err, cli.dump() == before) == (True, False, True)
    _, err = taken(said("+1 313 555 4444", "Director", "jo.doe@ford.example"))
    assert "C1 (Jo Doe) keeps mobile '+1 313 555 3333': its card says '+1 313 555 4444'" in err
    lines = unfolded(cli.ok("export", "vcard"))
    assert {"TEL;TYPE=CELL:+1 313 555 3333", "TITLE:CEO"} <= set(lines)
    assert not [line for line in lines if "4444" in line or "2222" in line]
    assert cli("contact", "show", "+1 313 555 1111").code == 3
    assert cli("doctor").code == 0


@pytest.mark.parametrize("day", ["--0412", "--04-12"])
def test_a_birthday_without_a_year_is_a_day_of_3_0(cli: Cli, day: str) -> None:
    """What 4.0 writes without a year goes out as Apple and Google read it in 3.0, and comes back as the same."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    text = card("FN:Jo Doe", "N:Doe;Jo;;;", f"BDAY:{day}", version="4.0")
    cli.ok("import", "vcard", "-", "--account", "ford", stdin=text)
    exported = cli.ok("export", "vcard")
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12" in unfolded(exported)
    assert "1 already there" in cli.ok("import", "vcard", "-", "--account", "ford", stdin=text)
    bare = "\r\n".join(line for line in exported.split("\r\n") if not line.startswith("UID"))
    assert "1 already there" in cli.ok("import", "vcard", "-", "--account", "ford", stdin=bare)
