"""The written terms of a contract over a random life: in order, and the contract is from the first day to the last."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Cli

DAYS = st.integers(-500, 900).map(lambda days: str(date(2026, 9, 17) + timedelta(days=days)))
CHANGES = st.one_of(
    st.tuples(st.just("renew"), st.just("--term"), st.sampled_from(("1m", "90d", "12m"))),
    st.tuples(st.just("renew"), st.just("--increase"), st.sampled_from(("2.1%", "-1%"))),
    st.tuples(st.just("renew"), st.just("--from"), DAYS, st.just("--until"), DAYS),
    st.tuples(st.just("edit"), st.sampled_from(("--start", "--end", "--latest-end", "--ends")), DAYS),
    st.tuples(st.just("edit"), st.just("--renews"), st.sampled_from(("tacit", "express", "no"))),
    st.tuples(st.just("edit"), st.just("--value"), st.sampled_from(("5k", "EUR 7.50", ""))),
    st.sampled_from((("edit", "--ends", "", "--noticed", ""), ("notice", "--by-side", "us"), ("undo",), ("redo",))),
    st.tuples(st.just("terminate"), st.just("--reason"), st.just("x"), st.just("--on"), DAYS),
    st.tuples(st.just("import"), DAYS, DAYS),
    st.tuples(st.just("undo"), st.integers(-4, 0).map(str)),
)
LIVES = st.lists(st.tuples(st.integers(0, 200), CHANGES), min_size=1, max_size=9)
SAME = ("end", "value", "currency", "per")


def live(cli: Cli, life: list[tuple[int, tuple[str, ...]]]) -> None:
    """Live through it; whatever was refused changed nothing."""
    day = date(2026, 9, 17)
    for days, (verb, *rest) in life:
        day += timedelta(days=days)
        cli.environ["AMCLI_TODAY"] = str(day)
        before = cli.dump()
        if verb == "import":
            file = cli.folder / "contracts.csv"
            file.write_text(f"account,name,start,end,ref\nmaruti,Frame agreement,{rest[0]},{rest[1]},FA\n")
            done = cli("import", "contracts", str(file), "--update", "--yes")
        elif verb == "undo" and rest:
            count = len(cli.ok("history", "--limit", "100", "-f", "ids").split())
            done = cli("undo", f"H{count + int(rest[0])}")
        elif verb in ("undo", "redo"):
            done = cli(verb)
        else:
            done = cli("contract", verb, "CT1", *rest)
        assert done.code in (0, 2, 3, 4), (verb, rest, done.err)
        assert "breaks a rule of the file" not in done.err, (verb, rest, done.err)
        if done.code:
            assert cli.dump() == before, (verb, rest)
        check(cli)
    assert '"error"' not in cli.ok("doctor", "-f", "json")


def check(cli: Cli) -> None:
    """Each contract that is there has its terms."""
    for row in cli.json("contract", "list", "--all"):  # type: ignore[attr-defined]
        contract = cli.json("contract", "show", row["id"])
        terms = contract["terms"]  # type: ignore[index]
        assert terms[0]["start"] == row["start"]
        assert {key: terms[-1][key] for key in SAME} == {key: row[key] for key in SAME}
        assert all(one["start"] <= one["end"] for one in terms)
        assert all(one["end"] < other["start"] for one, other in pairwise(terms)), terms


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_terms_stay_in_order(tmp_path_factory: pytest.TempPathFactory, agreed_file: Any, life: Any) -> None:
    """A few random lives of the frame agreement."""
    live(_copy(tmp_path_factory, agreed_file), life)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_terms_stay_in_order_at_length(tmp_path_factory: pytest.TempPathFactory, agreed_file: Any, life: Any) -> None:
    """Many of them."""
    live(_copy(tmp_path_factory, agreed_file), life)


def _copy(factory: pytest.TempPathFactory, file: Any) -> Cli:
    cli = Cli.on_copy(factory.mktemp("life"), file)
    cli.ok("contract", "edit", "CT1", "--ref", "FA")
    return cli
