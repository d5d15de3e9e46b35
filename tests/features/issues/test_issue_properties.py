"""The history of issues over a random life: what it says of a past moment is what was said at that moment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Cli

KEYS = ("stage", "severity", "waiting", "owner", "escalated_to")
CHANGES = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(("acknowledged", "investigating", "answered", "received"))),
    st.tuples(st.just("wait"), st.sampled_from(("client", "third-party", "us"))),
    st.tuples(st.just("edit"), st.just("--severity"), st.sampled_from(("critical", "low"))),
    st.tuples(st.just("edit"), st.just("--owner"), st.sampled_from(("nora", ""))),
    st.tuples(st.just("edit"), st.sampled_from(("--acknowledged", "--closed")), st.sampled_from(("today", "-1d"))),
    st.sampled_from((("resume",), ("escalate", "--to", "nora", "--reason", "Late"), ("resolve", "A credit"))),
    st.sampled_from((("close", "--accepted", "no"), ("reopen",), ("log",))),
)
LIVES = st.lists(st.tuples(st.integers(0, 3000), CHANGES), min_size=1, max_size=8)


def live(cli: Cli, life: list[tuple[int, tuple[str, ...]]]) -> None:
    """Live through it: at each moment the record says what its history says of that moment, unless a moment was
    corrected later, and each change can be undone and put back.
    """
    moment = datetime(2026, 9, 20, 8)
    said: dict[str, Any] = {}
    for minutes, (verb, *rest) in life:
        moment += timedelta(minutes=minutes)
        today = f"{moment:%Y-%m-%d %H:%M}"
        words = ("log", "IS1", "We spoke") if verb == "log" else ("issue", verb, "IS1", *rest)
        before = cli.dump()
        done = cli(*words, AMCLI_TODAY=today)
        assert done.code in (0, 2, 4), done.err
        after = cli.dump()
        if done.code or done.out.startswith("Nothing"):
            assert after == before
        else:
            cli.undo_and_redo(before, after, AMCLI_TODAY=today)
        if "--acknowledged" in rest or "--closed" in rest:
            said.clear()
        said[f"{moment:%Y-%m-%dT%H:%M}"] = cli.json("issue", "show", "IS1", AMCLI_TODAY=today)
    phases = said[max(said)]["phases"]
    assert [each["at"] for each in phases] == sorted(each["at"] for each in phases)
    for past, record in said.items():
        latest = [phase for phase in phases if phase["at"] <= past][-1]
        assert {key: latest[key] for key in KEYS} == {key: record[key] for key in KEYS}, past
    assert '"error"' not in cli.ok("doctor", "-f", "json")


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_phases_say_what_was_said(tmp_path_factory: pytest.TempPathFactory, agreed_file: Any, life: Any) -> None:
    """A few random lives."""
    live(Cli.on_copy(tmp_path_factory.mktemp("life"), agreed_file), life)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_phases_say_what_was_said_at_length(
    tmp_path_factory: pytest.TempPathFactory, agreed_file: Any, life: Any
) -> None:
    """Many of them."""
    live(Cli.on_copy(tmp_path_factory.mktemp("life"), agreed_file), life)
