"""The history of opportunities over a random life: what it says of a past day is what was said on that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Cli

STAGES = ("idea", "lead", "qualified", "proposal", "negotiation", "verbal")
KEYS = ("stage", "since", "amount", "currency", "close", "probability", "forecast", "owner", "slips")
CHANGES = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(STAGES)),
    st.tuples(st.just("edit"), st.just("--amount"), st.sampled_from(("5k", "EUR 7.50", ""))),
    st.tuples(st.just("edit"), st.just("--close"), st.sampled_from(("+2w", "+1m", "+3m"))),
    st.tuples(st.just("edit"), st.just("--probability"), st.sampled_from(("0", "33", ""))),
    st.tuples(st.just("edit"), st.just("--forecast"), st.sampled_from(("commit", "best", "omitted"))),
    st.tuples(st.just("edit"), st.just("--owner"), st.sampled_from(("nora", ""))),
    st.sampled_from((("won",), ("won", "--sale", "--amount", "9k"), ("lost", "--reason", "Price"), ("reopen",))),
    st.sampled_from((("close", "--undecided"), ("edit", "--name", "Other"))),
)
LIVES = st.lists(st.tuples(st.integers(0, 40), CHANGES), min_size=1, max_size=8)


def live(cli: Cli, life: list[tuple[int, tuple[str, ...]]]) -> None:
    """Live through it: each day the record says what its history says of that day, and each change can be undone."""
    day = date(2026, 1, 5)
    said: dict[str, Any] = {}
    cli.ok("opp", "add", "maruti", "Random", "1200", "--close", "2026-03-31", AMCLI_TODAY=str(day), tty=False)
    reference = "OP2"
    for days, (verb, *rest) in life:
        day += timedelta(days=days)
        before = cli.dump()
        done = cli("opp", verb, reference, *rest, AMCLI_TODAY=str(day))
        assert done.code in (0, 2, 4), done.err
        after = cli.dump()
        if done.code or done.out.startswith("Nothing"):
            assert after == before
        else:
            cli.undo_and_redo(before, after, AMCLI_TODAY=str(day))
        said[str(day)] = cli.json("opp", "show", reference, AMCLI_TODAY=str(day))
    steps = said[str(day)]["steps"]
    for past, record in said.items():
        latest = [step for step in steps if step["day"] <= past][-1]
        assert {key: latest[key] for key in KEYS} == {key: record[key] for key in KEYS}, past
    assert '"error"' not in cli.ok("doctor", "-f", "json")


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_history_says_what_was_said(tmp_path_factory: pytest.TempPathFactory, small_file: Any, life: Any) -> None:
    """A few random lives."""
    live(Cli.on_copy(tmp_path_factory.mktemp("life"), small_file), life)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_history_says_what_was_said_at_length(
    tmp_path_factory: pytest.TempPathFactory, small_file: Any, life: Any
) -> None:
    """Many of them."""
    live(Cli.on_copy(tmp_path_factory.mktemp("life"), small_file), life)
