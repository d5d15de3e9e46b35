"""A person is found by an address, a domain, or a telephone number in any spelling, wherever a person is named."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.phone import LAST_DIGITS, how_alike, is_like_phone, significant_digits
from conftest import Cli, built_once, tries


def answer(cli: Cli, *words: str) -> Any:
    """What a command answers as JSON."""
    return cli.json(*words)


EVA, BO, UTA = "C1", "C2", "C3"


@pytest.fixture
@built_once
def three(cli: Cli) -> Cli:
    """Three people of two accounts, each reached in another way."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Blue")
    cli.ok("contact", "add", "acme", "Eva Meyer", "--phone", "+49 (0)89 / 1234-567", "--mobile", "0170 7654321",
           "--email", "Eva@acme.example", "--email-other", "eva@home.example")  # fmt: skip
    cli.ok("contact", "add", "acme", "Bo Li", "--phone", "089 1234-999", "--email", "bo@mail.acme.example")
    cli.ok("contact", "add", "blue", "Uta Ott", "--mobile", "+41 79 123 45 67", "--email", "uta@blue.example")
    return cli


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("+49 89 1234567", EVA), ("089/1234567", EVA), ("0049-89-1234567", EVA), ("(089) 12 34 567", EVA),
        ("+491707654321", EVA), ("0170/76543-21", EVA), ("tel:+49-170-7654321", EVA),
        ("+49 89 1234999", BO), ("0041 79 1234567", UTA), ("+41 (0)79 123 45 67", UTA), ("079 123 45 67", UTA),
        ("eva@acme.example", EVA), ("EVA@HOME.example", EVA), ("Eva Meyer <eva@home.example>", EVA),
        ("mailto:uta@blue.example", UTA), ("blue.example", UTA), ("@mail.acme.example", BO), ("home.example", EVA),
        ("www.blue.example", UTA), ("https://www.blue.example/", UTA), ("MAILTO:uta@blue.example", UTA),
    ],
)  # fmt: skip
def test_any_spelling_finds_the_person(three: Cli, typed: str, who: str) -> None:
    """With and without the country of the settings."""
    assert answer(three, "contact", "show", typed)["id"] == who
    three.ok("config", "set", "country", "DE")
    assert answer(three, "contact", "show", typed)["id"] == who


def test_a_number_of_two_names_both(three: Cli) -> None:
    """It is ambiguous; who has left does not count then; a domain of several says who they are."""
    three.ok("contact", "edit", BO, "--mobile", "089-1234567")
    done = three("contact", "show", "+49 89 1234567")
    assert (done.code, "C1 (Eva Meyer)" in done.err, "C2 (Bo Li)" in done.err) == (3, True, True)
    done = three("contact", "show", "acme.example")
    assert (done.code, "more than one contact" in done.err) == (3, True)
    three.ok("contact", "edit", EVA, "--left", "2020-01-01")
    assert answer(three, "contact", "show", "+49 89 1234567")["id"] == BO


def test_what_nobody_has_is_not_found(three: Cli) -> None:
    """A number that differs in a digit, an address of nobody, a number that is too short."""
    for typed in ("+49 89 1234568", "nobody@acme.example", "acme.test", "1234"):
        assert three("contact", "show", typed).code == 3, typed


def test_log_with_and_search(three: Cli) -> None:
    """The same where a person is named beside a conversation, and among words."""
    three.ok("log", "acme", "Called", "--with", "0170 7654321")
    three.ok("log", "acme", "Wrote", "--with", "bo@mail.acme.example")
    said = three.ok("sql", 'SELECT "with" FROM interactions ORDER BY record_id', "-f", "csv").splitlines()[1:]
    assert [line.strip('"') for line in said] == ["Eva Meyer", "Bo Li"]
    found = [row["id"] for row in answer(three, "search", "089", "1234567", "--kind", "contact")]
    assert found == [EVA]
    assert [row["id"] for row in answer(three, "search", "+4179/1234567")] == [UTA]
    assert [row["id"] for row in answer(three, "search", "uta@blue.example")] == [UTA]
    done = three("log", "blue", "Called", "--with", "0170 7654321")
    assert (done.code, "is of acme" in done.err) == (3, True)


def test_a_third_number_in_the_card_finds_too(three: Cli) -> None:
    """What an address book says beyond the two is kept, and found by."""
    card = ["BEGIN:VCARD", "VERSION:3.0", "FN:Ann Lee", "N:Lee;Ann", "ORG:Blue", "TEL:1 555 0001", "TEL:1 555 0002",
            "TEL:+1 555 000-3333", "EMAIL:a@x.example", "EMAIL:b@x.example", "EMAIL:c@x.example",
            "END:VCARD"]  # fmt: skip
    three.ok("import", "vcard", "-", stdin="\n".join(card))
    assert answer(three, "contact", "show", "15550003333")["id"] == "C4"
    assert answer(three, "contact", "show", "c@x.example")["id"] == "C4"


def test_a_colleague_too(three: Cli) -> None:
    """Who has a number and an address is found by them."""
    three.ok("colleague", "add", "Emil Berg", "--phone", "+49 30 5550100", "--email", "emil@us.example")
    assert (
        answer(three, "colleague", "show", "030 5550100")["code"]
        == answer(three, "colleague", "show", "emil@us.example")["code"]
    )


def test_duplicates_know_both_numbers(three: Cli) -> None:
    """The mobile of the one is the phone of the other."""
    three.ok("contact", "add", "blue", "E. Meyer", "--phone", "+49 170 7654321")
    (row,) = answer(three, "duplicates", "contacts")
    assert ("same telephone" in row["why"], row["first"], row["second"]) == (True, EVA, "C4")


def test_numbers_are_read_only_where_one_is_typed(three: Cli) -> None:
    """A name and an address load no metadata; and of many people a number is read of those who have its digits."""
    program = "import sys; from amcli.app.main import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"

    def loads(*words: str) -> bool:
        done = subprocess.run(
            [sys.executable, "-c", program, *words], env=three_environ(three), capture_output=True, text=True,
            check=False, cwd=three.folder,
        )  # fmt: skip
        return "phonenumbers" in done.stderr.split()

    assert not loads("contact", "show", "Eva Meyer")
    assert not loads("contact", "show", "eva@acme.example")
    assert not loads("contact", "list")
    assert loads("contact", "show", "0170 7654321")


def three_environ(cli: Cli) -> dict[str, str]:
    """The surroundings of a process of its own."""
    import os

    return {**os.environ, **cli.environ}


REGIONS = ("DE", "US", "IN", "GB", "CH", "FR")


@given(st.sampled_from(REGIONS), st.integers(0, 10**6), st.data())
@settings(max_examples=tries(60, 600))
def test_spellings_of_one_number_are_alike(region: str, number: int, data: st.DataObject) -> None:
    """However phonenumbers writes a valid number, in its country or abroad, with other signs between its digits."""
    example: Any = phonenumbers.example_number(region)
    example.national_number = example.national_number // 10**6 * 10**6 + number
    formats = phonenumbers.PhoneNumberFormat
    styles = (formats.E164, formats.INTERNATIONAL, formats.NATIONAL, formats.RFC3966)
    one, other = (phonenumbers.format_number(example, data.draw(st.sampled_from(styles))) for _ in range(2))
    other = other.replace("-", data.draw(st.sampled_from([" ", ".", "/", "-", ""])))
    assert how_alike(one, other, region) == 2
    assert is_like_phone(one)
    digits = significant_digits(one)[-LAST_DIGITS:]
    left = iter(other)
    assert all(digit in left for digit in digits)  # what SQL narrows by


@pytest.mark.parametrize(("begun", "word"), [("0170", "0170 7654321"), ("uta@", "uta@blue.example"), ("+41", "+41 79")])
def test_a_number_and_an_address_complete(three: Cli, begun: str, word: str) -> None:
    """What was begun of either is offered, as the file has it."""
    program = "from amcli.app.main import main; main()"
    asked = {"_AMCLI_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": f"amcli contact show {begun}"}
    done = subprocess.run(
        [sys.executable, "-c", program], env={**three_environ(three), **asked}, capture_output=True, text=True,
        check=False, cwd=three.folder,
    )  # fmt: skip
    assert word in done.stdout.replace("\\", ""), done.stderr


def test_what_was_copied_from_a_page_is_searched(three: Cli) -> None:
    """`mailto:` and `tel:` in front are no part of an address or a number."""
    for typed in ("mailto:uta@blue.example", "tel:+41791234567"):
        assert [hit["id"] for hit in answer(three, "search", typed)] == [UTA]


def test_what_reaches_nobody_is_said(three: Cli) -> None:
    """An address without an @, and a number without a digit, are taken, and a note says what is wrong with them."""
    done = three("contact", "edit", UTA, "--email", "no at", "--mobile", "not a number", "--phone", "1-800-FLOWERS")
    assert done.code == 0
    assert "email 'no at' has no @: nobody is reached by it" in done.err
    assert "mobile 'not a number' has no digit: nobody is reached by it" in done.err
    assert "FLOWERS" not in done.err
    added = three("contact", "add", "blue", "Ann", "--email-other", "ann@")
    assert "email other 'ann@' has no @: nobody is reached by it" in added.err
