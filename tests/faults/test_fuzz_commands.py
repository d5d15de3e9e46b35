"""Any command line: a documented exit code, no traceback, clean output, and what fails changes nothing."""

import pytest
from command_lines import Line, line
from fuzz import Case, around, hold, repeatable, state, try_all
from scratch import Hangs, as_process, fresh, place, run

from conftest import TODAY, Cli

__all__ = ["place"]


def try_line(cli: Cli, tried: Line, before: str) -> str:
    """Run one line and hold it to the laws; returns what the portfolio holds now."""
    where = str(tried)
    try:
        said = run(cli, tried.words, tried.environ, tty=tried.tty)
    except Hangs:
        raise AssertionError(f"it hangs: {where}") from None
    certain = said.code == 0 and not (tried.tty and tried.format in ("table", "markdown"))  # a table has colours there
    hold(said, tried.format if certain else "", json_errors=tried.json_errors, where=where)
    now = around(cli.db)
    # An exit of 1 is an answer: `remind --once --check` has said what is due.
    may_change = said.code in (0, 1) or "--rejects" in " ".join(tried.words)
    assert may_change or now == before, f"it failed, and changed something: {where}: exit {said.code}\n{said.err}"
    kept = now == before or "--rejects" in " ".join(tried.words)  # a dry run writes those too
    assert not tried.dry or kept, f"it changed something in a dry run: {where}"
    return now


def try_lines(place: Cli, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with repeatable(case) as steps, fresh(place, monkeypatch) as cli:
        now = around(cli.db)
        for _ in range(20):
            tried = line(case.chance)
            steps.append(str(tried))
            now = try_line(cli, tried, now)
        done = run(cli, ["--today", TODAY, "doctor"])
        assert done.code == 0, f"doctor: {done.out.decode()}{done.err}"


@pytest.mark.no_cover
def test_some_command_lines(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed few, in this process."""
    try_all(lambda case: try_lines(place, case, monkeypatch), 8)


@pytest.mark.slow
def test_any_command_lines(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit into the time."""
    try_all(lambda case: try_lines(place, case, monkeypatch))


def try_processes(place: Cli, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words as processes of their own, where streams can be full or closed."""
    with repeatable(case) as steps, fresh(place, monkeypatch) as cli:
        for _ in range(5):
            tried = line(case.chance)
            odd = case.chance.choice(("", "", "full", "no stdin", "no stdout"))
            steps.append(f"{tried._replace(tty=False)}  # {odd or 'as usual'}")
            before = state(cli.db)
            said = as_process(cli, tried.words, odd, tried.environ)
            certain = tried.format if said.code == 0 and not odd else ""
            hold(said, certain, json_errors=tried.json_errors, where=steps[-1])
            assert not tried.dry or state(cli.db) == before, steps[-1]
        assert run(cli, ["--today", TODAY, "doctor"]).code == 0


def test_some_processes(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed few."""
    try_all(lambda case: try_processes(place, case, monkeypatch), 1)


@pytest.mark.slow
def test_any_processes(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit into the time."""
    try_all(lambda case: try_processes(place, case, monkeypatch))
