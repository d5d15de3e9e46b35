"""How much of a buying centre is covered: the five roles, the decider, and the one thread."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.features.accounts.nouns import ROLES
from amcli.features.relationships.reports.coverage import coverage_of
from amcli.features.relationships.rules.coverage import CORE_ROLES, Coverage, coverage
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import Cli

DAY = date(2026, 9, 17)


def covered(cli: Cli, day: date = DAY) -> dict[str, Coverage]:
    """The coverage of each account of a portfolio, by its code."""
    with reading(Env(cli.environ)) as reader:
        codes = dict(reader.rows("SELECT id, code FROM account"))
        found = {codes[each]: one for each, one in coverage_of(reader, day).items()}
        for each, code in codes.items():
            if code in found:
                assert coverage_of(reader, day, alone=each) == {each: found[code]}
    return found


@pytest.mark.parametrize(
    ("people", "filled", "decider", "single"),
    [
        ([], 0, False, False),
        ([({"buyer"}, False)], 1, False, False),
        ([({role}, True) for role in CORE_ROLES], 5, True, False),
        ([(set(CORE_ROLES), True)], 5, True, True),
        ([({"initiator", "approver"}, True), (set(), False)], 0, False, True),
        ([({"decider"}, True), ({"decider", "user"}, True)], 2, True, False),
    ],
)
def test_coverage_of_known_values(
    people: list[tuple[set[str], bool]], filled: int, decider: bool, single: bool
) -> None:
    """Nobody is 0 of 5; a buyer 1 and no decider; one person with five roles is 5, and single-threaded."""
    found = coverage(people)
    assert (found.covered, found.has_decider, found.single_threaded) == (filled, decider, single)


@given(st.lists(st.tuples(st.frozensets(st.sampled_from(ROLES)), st.booleans())))
def test_roles_are_covered_or_missing(people: list[tuple[frozenset[str], bool]]) -> None:
    """Each of the five is covered or missing; one more person never takes a role away, nor does who they are matter."""
    found = coverage(people)
    assert {*found.filled, *found.missing} == set(CORE_ROLES)
    assert found.covered + len(found.missing) == 5
    assert coverage(people[::-1]) == found
    assert all(coverage(people[:count]).roles <= found.roles for count in range(len(people)))
    assert found.active <= found.people == len(people)


def test_who_has_not_left_counts(cli: Cli) -> None:
    """Whoever left by the day fills no role; an archived account has no coverage but its own."""
    for name in ("Uno", "Duo", "Tre"):
        cli.ok("account", "add", name)
    cli.ok("contact", "add", "uno", "Stays", "--role", "buyer")
    cli.ok("contact", "add", "uno", "Leaves", "--role", "decider", "--left", "2026-09-17")
    cli.ok("account", "archive", "tre")
    assert covered(cli) == {"uno": Coverage(frozenset({"buyer"}), 1, 0), "duo": Coverage()}
    assert covered(cli, date(2026, 9, 16))["uno"].has_decider


@pytest.mark.parametrize(
    ("on", "kind", "active"),
    [("2026-06-19", "call", 1), ("2026-06-18", "call", 0), ("2026-09-17", "visit", 1), ("2026-09-17", "note", 0)],
)
def test_who_was_spoken_with_in_ninety_days_is_active(cli: Cli, on: str, kind: str, active: int) -> None:
    """Ninety days ago still counts, a day before no more; a note is no conversation, and without people none is."""
    cli.ok("account", "add", "Uno")
    cli.ok("contact", "add", "uno", "Eva")
    cli.ok("log", "uno", "with her", "--with", "Eva", "--on", on, "--kind", kind)
    cli.ok("log", "uno", "with nobody in particular", "--on", "yesterday")
    assert covered(cli)["uno"].active == active
    assert covered(cli, date(2026, 5, 1))["uno"].active == 0


def test_one_query_for_all(sample: Cli) -> None:
    """The coverage of all accounts is one query, however many they are."""
    with reading(Env(sample.environ)) as reader:
        asked: list[str] = []
        reader.connection.set_trace_callback(asked.append)
        assert len(coverage_of(reader, DAY)) > 5
    assert len(asked) == 1
