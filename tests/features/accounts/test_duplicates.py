"""`duplicates`: pairs that look alike, found without comparing all with all."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.features.accounts.reports import duplicates as report
from conftest import Cli


def pairs(cli: Cli, *words: str) -> list[tuple[str, str]]:
    rows: Any = cli.json("duplicates", *words)
    return [(row["first"], row["second"]) for row in rows]


def test_names_that_look_alike(cli: Cli) -> None:
    """The form of the company, accents, case, order and a slip of the pen make no other company."""
    for name in (
        *("Müller & Söhne GmbH", "Muller Sohne", "Maruti Suzuki", "Suzuki Maruti Ltd."),
        *("Brake Systems Co", "Brake Sytems & Co", "Hyundai", "Ford"),
    ):
        cli.ok("account", "add", name)
    assert set(pairs(cli, "accounts")) == {
        ("muller-sohne-gmbh", "muller-sohne"), ("maruti-suzuki", "suzuki-maruti-ltd"),
        ("brake-systems-co", "brake-sytems-co"),
    }  # fmt: skip


def test_the_same_telephone_or_address_is_evidence(cli: Cli) -> None:
    """Names that are less alike count where a telephone number or web address is the same."""
    cli.ok("account", "add", "Nordic Parts", "--phone", "+47 22 33 44 55")
    cli.ok("account", "add", "Nordic Part Supplies", "--phone", "0047-22334455")
    cli.ok("account", "add", "Alpine Tools", "--website", "https://www.alpine.example/de")
    cli.ok("account", "add", "Alpin Tool", "--website", "alpine.example")
    rows: Any = cli.json("duplicates")
    assert {row["why"].rpartition(", ")[2] for row in rows} == {"same telephone", "same address"}
    assert len(rows) == 2


def test_contacts_of_other_accounts_are_other_people(small: Cli) -> None:
    """A name that two accounts share is no duplicate, unless the e-mail address is the same."""
    assert pairs(small, "contacts") == []
    small.ok("contact", "edit", "C3", "--email", "ASHA@example.com")
    rows: Any = small.json("duplicates", "contacts")
    assert [row["command"] for row in rows] == ["amcli contact edit C3 --account maruti"]
    small.ok("contact", "add", "maruti", "Rao, Asha")
    assert ("C1", "C4") in pairs(small, "contacts")


def test_the_command_it_names_does_it(cli: Cli) -> None:
    """The last column can be run as it stands, and then the pair is gone."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "ACME Inc.")
    rows: Any = cli.json("duplicates")
    command = rows[0]["command"].split()
    assert command[0] == "amcli"
    cli.ok(*command[1:], "--yes")
    assert pairs(cli) == []


def test_a_part_of_a_company_is_not_the_company(cli: Cli) -> None:
    """A parent and its child may have nearly the same name."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Acme Service", "--parent", "acme")
    assert pairs(cli) == []


@pytest.mark.parametrize("words", [("people",), ("--least", "20"), ("--sort", "alike"), ("--columns", "x")])
def test_what_it_does_not_know_is_refused(small: Cli, words: tuple[str, ...]) -> None:
    """No option and no word is ignored."""
    assert small("duplicates", *words).code == 2


NAMES = st.lists(st.text("abc é", min_size=3, max_size=9).filter(str.strip), min_size=2, max_size=8)


@given(NAMES)
@settings(max_examples=60)
def test_every_pair_that_shares_the_beginning_of_a_word_meets(names: list[str]) -> None:
    """In small groups nothing is missed: all with all finds no pair of a common word stem beyond those that met."""
    people = [report._candidate(str(n), name, "x", None, None, None, None) for n, name in enumerate(names)]
    met = {frozenset((one.reference, other.reference)) for one, other in report._meetings(people)}
    for one, other in combinations(people, 2):
        common = report._groups(one) & report._groups(other)
        assert (frozenset((one.reference, other.reference)) in met) == bool(common)


def test_the_work_grows_with_the_records_and_not_with_their_pairs() -> None:
    """Ten times as many accounts of one name's beginning are ten times as many comparisons, not a hundred times."""

    def met(count: int) -> int:
        people = [report._candidate(str(n), f"Auto Haus {n:05}", None, None, None, None, None) for n in range(count)]
        return sum(1 for _ in report._meetings(people))

    assert met(5_000) <= 10.5 * met(500)
