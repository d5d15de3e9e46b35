"""Cards as programs write them, in all three versions of vCard: what becomes of each, by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli, built_once


def answer(cli: Cli, *words: str) -> Any:
    """What a command answers as JSON."""
    return cli.json(*words)


FOREIGN = Path(__file__).parent / "foreign"
KEYS = ("name", "title", "email", "email_other", "phone", "mobile")


def card(version: str, *lines: str) -> str:
    """One card."""
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


@pytest.fixture
@built_once
def acme(cli: Cli) -> Cli:
    """One account, and no contact."""
    cli.ok("account", "add", "Acme")
    return cli


def people(cli: Cli) -> list[dict[str, Any]]:
    """All contacts, in the order in which they were made."""
    return [dict(each) for each in answer(cli, "contact", "list", "--sort", "id")]


def values(each: dict[str, Any]) -> dict[str, Any]:
    """What is filled of a contact."""
    return {key: each[key] for key in KEYS if each[key]}


CARDS: dict[str, tuple[str, dict[str, str]]] = {
    "Outlook 2.1, bare words": (
        card("2.1", "N;LANGUAGE=en-us:Roe;Jane;Q;Ms.;", "FN:Jane Roe", "ORG:Acme;Sales", "TITLE:Buyer",
             "TEL;WORK;VOICE:(111) 555-1111", "TEL;HOME;VOICE:(111) 555-2222", "TEL;CELL;VOICE:(111) 555-4444",
             "TEL;WORK;FAX:(111) 555-3333", "EMAIL;PREF;INTERNET:jane@acme.example"),
        {"name": "Jane Roe", "title": "Buyer", "email": "jane@acme.example", "phone": "(111) 555-1111",
         "mobile": "(111) 555-4444"},
    ),
    "a fax before the phone": (
        card("2.1", "N:Roe;Jane", "FN:Jane Roe", "TEL;WORK;FAX:+1 99", "TEL;PAGER:+1 98", "TEL;WORK:+1 555 0100"),
        {"name": "Jane Roe", "phone": "+1 555 0100"},
    ),
    "at home before at work": (
        card("3.0", "FN:Jane Roe", "N:Roe;Jane", "TEL;TYPE=HOME:+1 555 0200", "TEL;TYPE=WORK:+1 555 0100"),
        {"name": "Jane Roe", "phone": "+1 555 0100"},
    ),
    "at home, by a label, and preferred": (
        card("3.0", "FN:Jane Roe", "N:Roe;Jane", "item1.TEL:+1 555 0300", "item1.X-ABLabel:_$!<Home>!$_",
             "TEL;TYPE=WORK:+1 555 0100", "TEL;TYPE=HOME,pref:+1 555 0200"),
        {"name": "Jane Roe", "phone": "+1 555 0200"},
    ),
    "a fax alone": (card("3.0", "FN:Jane Roe", "N:Roe;Jane", "TEL;TYPE=FAX:+1 99"),
                    {"name": "Jane Roe", "phone": "+1 99"}),
    "Android 2.1, quoted with soft breaks": (
        card("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72=2D=4C=C3=BC=64=65=6E=73=63=68=65=",
             "=69=64=74;=4A=C3=B6=72=67;;;", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller=",
             "-L=C3=BCdenscheidt", "TEL;CELL;PREF:0170 1", "TEL;HOME:030 2"),
        {"name": "Jörg Müller-Lüdenscheidt", "phone": "030 2", "mobile": "0170 1"},
    ),
    "Android, a label in brackets": (
        card("2.1", "N:Ott;Uta;;;", "FN:Uta Ott",
             "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=4D=6F=62=69=6C):0170 7", "TEL;WORK:030 1"),
        {"name": "Uta Ott", "phone": "030 1", "mobile": "0170 7"},
    ),
    "a sign at the end that is no soft break": (
        card("2.1", "N:Ott;Uta", "FN;ENCODING=QUOTED-PRINTABLE:Uta Ott=", "TEL;WORK:030 1"),
        {"name": "Uta Ott", "phone": "030 1"},
    ),
    "lower case, and no CHARSET": (
        card("2.1", "n;encoding=quoted-printable:Stra=DFe;Uwe", "fn;quoted-printable:Uwe Stra=DFe"),
        {"name": "Uwe Straße"},
    ),
    "QUOTED-PRINTABLE in 3.0": (
        card("3.0", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller", "TEL;TYPE=CELL:+49 170 1",
             "TITLE;ENCODING=QUOTED-PRINTABLE:Eink=C3=A4ufer"),
        {"name": "Jörg Müller", "title": "Einkäufer", "mobile": "+49 170 1"},
    ),
    "a picture without spaces in front": (
        card("2.1", "N:Li;Bo", "FN:Bo Li", "PHOTO;TYPE=JPEG;ENCODING=BASE64:", "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDB",
             "AQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0=", "", "TEL;CELL:1"),
        {"name": "Bo Li", "mobile": "1"},
    ),
    "Apple 3.0, groups and labels": (
        card("3.0", "N:Doe;John;;;", "FN:John Doe", "ORG:Acme;", "item1.EMAIL;type=INTERNET:other@x.example",
             "item1.X-ABLabel:_$!<Other>!$_", "EMAIL;type=INTERNET;type=WORK;type=pref:john@acme.example",
             "item2.TEL:905-222-1234", "item2.X-ABLabel:AssistantPhone", "item3.TEL;type=pref:905-1",
             "item3.X-ABLabel:Fax Büro", "item4.TEL:905-555-1234", "item4.X-ABLabel:iPhone",
             "TEL;type=WORK:905-777-1234"),
        {"name": "John Doe", "email": "john@acme.example", "email_other": "other@x.example",
         "phone": "905-777-1234", "mobile": "905-555-1234"},
    ),
    "Google 3.0": (
        card("3.0", "FN:Greg Dart", "N:Dart;Greg;;;", "EMAIL;TYPE=INTERNET;TYPE=HOME:g@home.example",
             "EMAIL;TYPE=INTERNET;TYPE=WORK:g@acme.example", "TEL;TYPE=CELL:555 1", "item1.TEL:555 2",
             "item1.X-ABLabel:GRAND_CENTRAL", "X-ICQ:123"),
        {"name": "Greg Dart", "email": "g@home.example", "email_other": "g@acme.example", "phone": "555 2",
         "mobile": "555 1"},
    ),
    "Evolution, assistants are others": (
        card("3.0", "FN:Ann Lee", "N:Lee;Ann", "TEL;TYPE=X-EVOLUTION-ASSISTANT;X-EVOLUTION-UI-SLOT=1:1",
             "TEL;TYPE=WORK;TYPE=VOICE;X-EVOLUTION-UI-SLOT=2:2", "EMAIL;TYPE=X400:c=us", "EMAIL;TYPE=WORK:a@x.example"),
        {"name": "Ann Lee", "email": "a@x.example", "phone": "2"},
    ),
    "4.0, a list of types and URIs": (
        card("4.0", "FN:Simon P", "N:P;Simon;;;ing. jr", 'TEL;VALUE=uri;TYPE="work,voice";PREF=2:tel:+1-418-1;ext=102',
             'TEL;VALUE=uri;TYPE="work,cell,text":tel:+1-418-2', 'TEL;VALUE=uri;PREF=1;TYPE="fax":tel:+1-418-3',
             "EMAIL;TYPE=work:mailto:s@acme.example", "LANG;PREF=1:fr", "GENDER:M"),
        {"name": "Simon P", "email": "s@acme.example", "phone": "+1-418-1 ext. 102", "mobile": "+1-418-2"},
    ),
    "4.0, preferences": (
        card("4.0", "FN:A B", "EMAIL;PREF=3:c@x.example", "EMAIL;PREF=1:a@x.example", "EMAIL;PREF=2:b@x.example"),
        {"name": "A B", "email": "a@x.example", "email_other": "b@x.example"},
    ),
    "two mobiles": (card("3.0", "FN:A B", "N:B;A", "TEL;TYPE=CELL:1", "TEL;TYPE=CELL:2"),
                    {"name": "A B", "phone": "2", "mobile": "1"}),
    "no version": ("BEGIN:VCARD\nFN:A B\nTEL;CELL:1\nEND:VCARD\n", {"name": "A B", "mobile": "1"}),
    "a card of an agent inside": (
        card("2.1", "N:B;A", "FN:A B", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:C;D", "TEL;WORK:9", "END:VCARD",
             "TEL;WORK:1"),
        {"name": "A B", "phone": "1"},
    ),
    "lines that are none": (card("3.0", "FN:A B", "N:B;A", "who wrote this", "TEL:1"), {"name": "A B", "phone": "1"}),
    "empty parameters": (card("2.1", "N:B;A", "FN:A B", "TEL;WORK;;:1", "ADR;HOME;PREF;:;;x"),
                         {"name": "A B", "phone": "1"}),
    "a comma and a backslash in 2.1": (card("2.1", "N:B;A", "FN:A B", "TITLE:Head, of C:\\new\\; all"),
                                       {"name": "A B", "title": "Head, of C:\\new; all"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_what_becomes_of_a_card(acme: Cli, name: str) -> None:
    """The fields of the contact; taken in once more it adds nothing; given back and taken in anew it is the same."""
    text, wanted = CARDS[name]
    assert acme("import", "vcard", "-", "--account", "acme", stdin=text).code == 0
    (found,) = people(acme)
    assert values(found) == wanted
    before = acme.dump(journal=True)
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=text)
    assert acme.dump(journal=True) == before
    given = acme.ok("export", "vcard")
    acme.ok("contact", "remove", "C1", "--yes")
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=given)
    assert [values(each) for each in people(acme)] == [wanted]
    assert acme.ok("export", "vcard") == given


def test_quoted_printable_cards_of_the_folder(acme: Cli) -> None:
    """What 18-quoted-printable-cards expects."""
    folder = FOREIGN / "18-quoted-printable-cards"
    acme.ok("import", "vcard", str(folder / "v30.vcf"))
    assert [values(each) for each in people(acme)] == [
        {"name": "Jörg Müller", "title": "Einkäufer", "mobile": "+49 170 0000000"}
    ]
    acme.ok("contact", "remove", "C1", "--yes")
    acme.ok("import", "vcard", str(folder / "v21.vcf"))
    acme.ok("import", "vcard", str(folder / "v21_plain.vcf"))
    assert [values(each) for each in people(acme)] == [
        {"name": "Jörg Müller", "mobile": "+49 170 0000000"}, {"name": "Jane Roe", "phone": "+1 555 0100"}
    ]  # fmt: skip


def test_groups_and_companies_of_the_folder(acme: Cli) -> None:
    """What 17-groups-are-no-people expects: one contact, and a count of what is none."""
    folder = FOREIGN / "17-groups-are-no-people"
    done = acme("import", "vcard", str(folder / "cards.vcf"), "--account", "acme")
    assert [each["name"] for each in people(acme)] == ["Jane Roe"]
    assert "left out 2 that are groups" in done.err
    assert "left out 1 that are of a company" in done.err


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Acme", "ORG:Acme", "N:;;;;"),
        ("FN:Acme", "ORG:Acme;Sales"),
        ("FN:Rome", "KIND:location"),
        ("FN:x", "KIND:org"),
        ("FN:A B", "X-EVOLUTION-LIST:TRUE"),
        ("FN:A B", "N:B;A", "X-ABShowAs:COMPANY", "ORG:Acme"),
        ("FN:Kirchoff AG", "N:Kirchoff AG;;;;", "ORG:Kirchoff AG"),
        ("FN:Kirchoff AG", "N:;Kirchoff AG;;;", "ORG:Kirchoff AG"),
        ("FN:Kirchoff AG", "N:AG;Kirchoff;;;", "ORG:Kirchoff AG"),
        ("FN:Kirchoff", "N:Kirchoff;;;;", "ORG:Kirchoff;Sales"),
        ("FN:Kirchoff G.m.b.H.", "N:Kirchoff G.m.b.H.;;;;", "TEL:+49 711 4711"),
        ("FN:", "N:;;;;", "ORG:Kirchoff AG", "EMAIL:info@kirchoff.example"),
    ],
)
def test_what_is_no_person(acme: Cli, lines: tuple[str, ...]) -> None:
    """It is left out, and counted."""
    done = acme("import", "vcard", "-", "--account", "acme", stdin=card("3.0", *lines))
    assert (done.code, people(acme)) == (0, [])
    assert "left out 1 that are" in done.err


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Eva Meyer", "N:Meyer;Eva;;;", "ORG:Eva Meyer"),
        ("FN:Madonna", "N:Madonna;;;;", "ORG:Acme"),
        ("FN:Jo Inc", "N:Inc;Jo;;;", "ORG:Acme", "TITLE:Buyer"),
    ],
)
def test_who_is_called_like_a_company_is_a_person(acme: Cli, lines: tuple[str, ...]) -> None:
    """One's own firm has one's name; a name of one word is no company's."""
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=card("3.0", *lines))
    assert [each["name"] for each in people(acme)] == [lines[0].removeprefix("FN:")]


def test_a_line_says_its_own_letters(acme: Cli) -> None:
    """CHARSET counts for its line; what says nothing is in what makes words of it, or in --encoding."""
    data = b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1:M\xfcller;J\xf6rg\n"
    data += b"FN;CHARSET=KOI8-R:\xc9\xd7\xc1\xce\nEND:VCARD\n"
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=data)
    plain = b"BEGIN:VCARD\nVERSION:2.1\nFN:\xc8\xd9\nN:x\nEND:VCARD\n"
    acme.ok("import", "vcard", "-", "--account", "acme", "--encoding", "cp1251", stdin=plain)
    wide = card("3.0", "FN:Ünal", "N:Ünal").encode("utf-16")
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=wide)
    assert [each["name"] for each in people(acme)] == ["иван", "ИЩ", "Ünal"]


def test_two_of_one_name_are_two(acme: Cli) -> None:
    """By their UIDs, or because all their addresses differ; the same address under a shorter name is the same one."""
    one = card("3.0", "FN:Eva Meyer", "N:Meyer;Eva", "UID:1")
    two = card("3.0", "FN:Eva Meyer", "N:Meyer;Eva", "UID:2", "EMAIL:eva@x.example")
    done = acme("import", "vcard", "-", "--account", "acme", stdin=one + two)
    assert (done.code, len(people(acme))) == (0, 2)
    assert "C2 and C1 are both 'Eva Meyer' of acme" in done.err
    again = acme.ok("import", "vcard", "-", "--account", "acme", stdin=one + two)
    assert "2 already there" in again
    third = card("3.0", "FN:Eva Meyer", "N:Meyer;Eva", "EMAIL:eva@y.example")
    assert "Imported 0" in acme.ok("import", "vcard", "-", "--account", "acme", stdin=third)  # C1 has none: it is hers
    fourth = card("3.0", "FN:Eva Meyer", "N:Meyer;Eva", "EMAIL:eva@z.example")
    assert "Imported 1" in acme.ok("import", "vcard", "-", "--account", "acme", stdin=fourth)
    shorter = card("3.0", "FN:E. Meyer", "N:Meyer;E.", "EMAIL:EVA@x.example", "TITLE:CFO")
    acme.ok("import", "vcard", "-", stdin=shorter)
    assert [each["title"] for each in people(acme)] == [None, "CFO", None]
    shared = card("3.0", "FN:Bo Li", "N:Li;Bo", "EMAIL:eva@x.example")
    assert "Imported 1" in acme.ok("import", "vcard", "-", "--account", "acme", stdin=shared)


def test_a_name_that_several_have_is_in_doubt(acme: Cli) -> None:
    """A card that could be of two contacts is a bad entry that names them; the rest goes in."""
    acme.ok("contact", "add", "acme", "Eva Meyer")
    acme.ok("contact", "add", "acme", "Eva Meyer")
    text = card("3.0", "FN:Eva Meyer", "N:Meyer;Eva") + card("3.0", "FN:Bo Li", "N:Li;Bo")
    done = acme("import", "vcard", "-", "--account", "acme", "--rejects", str(acme.folder / "bad.vcf"), stdin=text)
    assert (done.code, len(people(acme))) == (6, 3)
    assert "may be more than one contact: C1 (Eva Meyer), C2 (Eva Meyer)" in done.err


def test_a_broken_card_keeps_no_other_out(acme: Cli) -> None:
    """A card that does not end is a bad entry."""
    text = "BEGIN:VCARD\nFN:A\n" + card("3.0", "FN:Bo Li", "N:Li;Bo")
    done = acme("import", "vcard", "-", "--account", "acme", "--rejects", str(acme.folder / "bad.vcf"), stdin=text)
    assert (done.code, [each["name"] for each in people(acme)]) == (6, ["Bo Li"])
    assert "does not end before the next one on line 3" in done.err


JO = ("N:Doe;Jo", "FN:Jo Doe")
TWO = {
    "title and mobile": ("TITLE:Buyer|TEL;CELL:+1 313 555 1111", "TITLE:Driver|TEL;CELL:+1 313 555 2222"),
    "title alone": ("TITLE:Buyer", "TITLE:Driver"),
    "number alone": ("TEL;WORK:+1 313 555 1111", "TEL;WORK:+1 313 555 2222"),
    "one has an address": ("TITLE:Buyer|EMAIL:jo@acme.example", "TITLE:Driver"),
    "one has an address and another number": ("TEL:+1 313 555 1111|EMAIL:jo@acme.example", "TEL:+1 313 555 2222"),
    "a switchboard": ("TITLE:Buyer|TEL;WORK:+1 313 555 0000", "TITLE:Driver|TEL;WORK:+1 313 555 0000"),
    "UIDs, and a switchboard": ("UID:1|TEL;WORK:+1 313 555 0000", "UID:2|TEL;WORK:+1 313 555 0000"),
    "another mobile behind a switchboard": (
        "TEL;WORK:+1 313 555 0000|TEL;CELL:+1 313 555 1111", "TEL;WORK:+1 313 555 0000|TEL;CELL:+1 313 555 2222"),
}  # fmt: skip


@pytest.mark.parametrize("version", ["2.1", "3.0"])
@pytest.mark.parametrize("name", TWO)
def test_two_cards_that_say_otherwise_are_two(acme: Cli, name: str, version: str) -> None:
    """Two of one name in one file, without UIDs: each is there, it is said, and the same file adds nothing."""
    text = "".join(card(version, *JO, *each.split("|")) for each in TWO[name])
    done = acme("import", "vcard", "-", "--account", "acme", stdin=text)
    assert (done.code, len(people(acme))) == (0, 2), done.err
    assert (
        "C2 and C1 are both 'Jo Doe' of acme, and two by what their cards say: `amcli contact merge C1 C2`" in done.err
    )
    before = acme.dump()
    assert "0 updated, 2 already there" in acme.ok("import", "vcard", "-", "--account", "acme", stdin=text)
    assert acme.dump() == before


def test_who_is_known_by_a_name_alone_is_said(acme: Cli) -> None:
    """A number may have changed: one of the same title is the same, which is said; of another title it is another."""
    card_of = [card("2.1", *JO, "TITLE:Buyer", f"TEL;CELL:+1 313 555 {digits}") for digits in (1111, 2222)]
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=card_of[0])
    done = acme("import", "vcard", "-", "--account", "acme", stdin=card_of[1])
    assert "1 updated" in done.out
    assert "C1 (Jo Doe) is known by its name alone: the card has another number" in done.err
    other = card("2.1", *JO, "TITLE:Driver", "TEL;CELL:+1 313 555 3333")
    assert "Imported 1" in acme.ok("import", "vcard", "-", "--account", "acme", stdin=other)
    twice = card("2.1", *JO, "TEL;CELL:+1 313 555 1111") + card("2.1", *JO, "EMAIL:jo@acme.example")
    done = acme("import", "vcard", "-", "--account", "acme", stdin=twice)
    assert (done.code, "may be more than one contact: C1 (Jo Doe), C2 (Jo Doe)" in done.err) == (2, True)


BOOKS = {
    "three names": ("Ольга Смирнова", "Пётр Кузнецов", "Мария Попова"),
    "a name": ("Ольга Смирнова",),
    "Greek": ("Γιώργος Παπαδόπουλος", "Ελένη Νικολάου"),
    "Czech": ("Jiří Dvořák", "Eliška Nováková", "Růžena Šťastná"),
    "German": ("Jörg Müller",),
}


@pytest.mark.parametrize(
    ("book", "encoding"),
    [("three names", "cp1251"), ("three names", "koi8-r"), ("three names", "cp866"), ("a name", "cp1251"),
     ("a name", "koi8-r"), ("Greek", "cp1253"), ("Czech", "cp1250"), ("German", "cp1252")],
)  # fmt: skip
def test_small_books_in_other_letters(acme: Cli, book: str, encoding: str) -> None:
    """The few words of a small file say in which alphabet they are, whatever stands before the colon."""
    text = "".join(card("3.0", f"FN:{name}", "TITLE:Директор по закупкам" if "1251" in encoding else "TITLE:CFO")
                   for name in BOOKS[book])  # fmt: skip
    acme.ok("import", "vcard", "-", "--account", "acme", stdin=text.encode(encoding))
    assert [each["name"] for each in people(acme)] == list(BOOKS[book])
    whole = " und ".join(BOOKS[book])
    event = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261001\r\nSUMMARY:{whole}\r\n"
    calendar = f"{event}END:VEVENT\r\nEND:VCALENDAR\r\n".encode(encoding)
    acme("import", "ics", "-", "--account", "acme", stdin=calendar)
    assert [each["title"] for each in answer(acme, "deadline", "list")] == [whole]


def test_a_person_at_two_firms_is_said(acme: Cli) -> None:
    """Who is known by an address stays at his account, and the note names the other one; his own is not one."""
    acme.ok("account", "add", "Ford", "--code", "ford")
    one, other = (card("3.0", *JO, f"ORG:{org}", "EMAIL:jo@x.example") for org in ("Ford;Sales", "Acme"))
    done = acme("import", "vcard", "-", stdin=one + other)
    assert [each["account"] for each in people(acme)] == ["ford"]
    said = "C1 (Jo Doe) stays at ford: a card says 'Acme'; `amcli contact edit C1 --account acme` moves"
    assert said in done.err
    assert "stays at" not in acme("import", "vcard", "-", stdin=one).err
    acme.ok("contact", "edit", "C1", "--account", "acme")
    assert "stays at" not in acme("import", "vcard", "-", stdin=one + other).err
