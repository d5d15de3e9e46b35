"""A past day says again what it said then, for all that is dated."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from amcli.features.pipeline.reports.explain import explain_pipeline
from amcli.features.pipeline.reports.pipeline import pipeline
from amcli.features.pipeline.reports.pipeline_keys import BY
from amcli.features.pipeline.reports.states import ask_states
from amcli.settings.environment import Env
from amcli.store.reader import reading
from amcli.store.settings import stored_settings
from conftest import Cli

FIRST = date(2026, 1, 5)
ACCOUNTS, OWNERS = ("acme", "bolt"), ("nora", "tom")
STAGES = ("idea", "lead", "qualified", "proposal", "negotiation", "verbal")
AMOUNTS = ("100", "2500.50", "EUR 99", "JPY 7000", "")  # yen have no rate
CLOSES = ("2026-03-15", "2026-06-30", "2026-11-01", "2027-02-01", "")
FORECASTS = ("commit", "best", "pipeline", "omitted")
ENDS = (("won",), ("lost", "--reason", "price"), ("close", "--undecided"))
NOT_SHORTER = (Phase.explicit, Phase.reuse, Phase.generate)  # a year takes seconds: what fails is told as it was found
# Days that go by first, what happens, to which opportunity, and how.
HAPPENINGS = st.lists(
    st.tuples(
        st.integers(0, 45),
        st.sampled_from(("add", "add", "move", "amount", "close", "probability", "forecast", "owner", "end", "reopen")),
        st.integers(0, 3),
        st.integers(0, 19),
        st.booleans(),
    ),
    min_size=8,
    max_size=16,
)


def words_of(what: str, number: int, how: int, ended: bool) -> tuple[str, ...]:
    """The command line of a happening; none where it has no meaning for that opportunity."""
    edit = ("opportunity", "edit", f"OP{number}")
    if what == "add":
        name, amount, close = f"Deal {number}", AMOUNTS[how % 5], CLOSES[how % 4]
        more = ("--stage", STAGES[how % 6], "--close", close, "--owner", ("", *OWNERS)[how % 3])
        return ("opportunity", "add", ACCOUNTS[how % 2], name, *((amount,) if amount else ()), *more)
    if what == "reopen":
        return ("opportunity", "reopen", f"OP{number}") if ended else ()
    if ended:
        return ()
    if what == "move":
        return ("opportunity", "move", f"OP{number}", STAGES[how % 5 + 1])  # back to an idea its kind is lost
    if what == "end":
        end, *how_so = ENDS[how % 3]
        return ("opportunity", end, f"OP{number}", *how_so)
    given = {
        "amount": ("--amount", AMOUNTS[how % 5]),
        "close": ("--close", CLOSES[how % 5]),
        "probability": ("--probability", str(how * 5)),
        "forecast": ("--forecast", FORECASTS[how % 4]),
        "owner": ("--owner", ("", *OWNERS)[how % 3]),
    }
    return (*edit, *given[what])


def said(cli: Cli, today: date, as_of: date) -> dict[str, Any]:
    """What the report says by each key of all that is dated, and the deals behind it: not what is to be done next."""
    env = Env(cli.environ | {"AMCLI_TODAY": today.isoformat()}, ask_portfolio=stored_settings)
    found: dict[str, Any] = {}
    with reading(env) as reader:
        for by in BY:
            report = pipeline(reader, period=None, as_of=as_of, by=by)
            keys = [column.key for column in report.columns]
            rows = [*report.rows, *([report.total] if report.total else [])]
            found[by] = [dict(zip(keys, row, strict=True)) | {"no_next": None} for row in rows]
            found[f"{by} facts"] = dict(report.facts)
        for row in found["forecast"][:-1]:
            deals = explain_pipeline(reader, period=None, as_of=as_of, by="forecast", key=row["key"])
            found[f"{row['key']} deals"] = list(deals.rows)
    return found


def operations(cli: Cli) -> int:
    """How many changes there have been."""
    with closing(sqlite3.connect(cli.db)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM operation").fetchone()
    return int(count)


def begin(folder: Path) -> Cli:
    """A portfolio on the first day, before anything happens: made once, and copied."""
    cli = Cli(folder)
    for words in (
        *(("account", "add", code.title(), "--code", code) for code in ACCOUNTS),
        *(("colleague", "add", code.title(), "--code", code) for code in OWNERS),
        ("config", "set", "currency", "USD"),
        ("rate", "set", "EUR", "USD", "1.07"),
        ("config", "set", "me", "nora"),
        ("target", "set", "2026", "90k"),
        ("sale", "add", "acme", "1234.56"),
    ):
        cli.ok(*words, AMCLI_TODAY=FIRST.isoformat())
    return cli


def live_through(cli: Cli, happenings: list[tuple[int, str, int, int, bool]]) -> Mapping[date, dict[str, Any]]:
    """Do it all, day by day; what the report said at the end of each day on which something happened, and on the day
    before the next. Some of it is undone again, on its own day.
    """
    seen: dict[date, dict[str, Any]] = {}
    ended: list[bool] = []
    day = FIRST
    for wait, what, which, how, undone in happenings:
        if wait > 1:
            seen[day + timedelta(wait - 1)] = said(cli, day + timedelta(wait - 1), day + timedelta(wait - 1))
        day += timedelta(wait)
        number = len(ended) + 1 if what == "add" else which % len(ended) + 1 if ended else 0
        words = words_of(what, number, how, what != "add" and bool(number) and ended[number - 1])
        if number and words:
            before = operations(cli)
            cli(*words, AMCLI_TODAY=day.isoformat())
            if operations(cli) == before:
                continue  # it was so already, or cannot be so
            if what == "add":
                ended.append(False)
            elif undone:
                cli("undo", AMCLI_TODAY=day.isoformat())
            else:
                ended[number - 1] = what == "end" or (ended[number - 1] and what != "reopen")
        seen[day] = said(cli, day, day)
    return seen


def check_every_day(first: Cli, happenings: list[tuple[int, str, int, int, bool]]) -> None:
    """Ask for each day again, at the end."""
    with TemporaryDirectory() as name:
        cli = Cli(Path(name))
        shutil.copy(first.db, cli.db)
        seen = live_through(cli, happenings)
        last = max(seen) + timedelta(3)
        for day, then in seen.items():
            assert said(cli, last, day) == then, day


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The first day."""
    return begin(tmp_path_factory.mktemp("history"))


@settings(max_examples=3, phases=NOT_SHORTER)
@given(HAPPENINGS)
def test_a_past_day_says_what_it_said(first: Cli, happenings: list[tuple[int, str, int, int, bool]]) -> None:
    """Stage, amount, close, probability, forecast, owner: added, changed, ended, opened again, and undone on the same
    day.
    """
    check_every_day(first, happenings)


@pytest.mark.slow
@settings(max_examples=150, phases=NOT_SHORTER)
@given(HAPPENINGS)
def test_many_years(first: Cli, happenings: list[tuple[int, str, int, int, bool]]) -> None:
    """The same at length."""
    check_every_day(first, happenings)


def test_a_day_costs_one_search_an_opportunity(small: Cli) -> None:
    """What an opportunity was is found by the index of its steps, and nothing is sorted."""
    with reading(Env(small.environ)) as reader:
        plan = [
            row[3] for row in ask_states(reader, "EXPLAIN QUERY PLAN {states}", date(2026, 9, 17), None, {}).fetchall()
        ]
    assert any("USING COVERING INDEX step_opportunity (opportunity_id=? AND day<?)" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN t") for step in plan), plan
