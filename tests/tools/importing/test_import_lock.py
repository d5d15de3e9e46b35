"""An import keeps nobody waiting while it reads: the file is locked when all is read and checked, for the writing."""

from pathlib import Path

import pytest

from amcli.settings.environment import Env
from amcli.store import session
from amcli.tools.importing.services.import_table import ImportRequest, import_table
from conftest import Cli

SALES = "account,amount,date,ref\n" + "".join(f"maruti,{n},2026-08-01,R{n}\n" for n in range(1, 201))


def take(cli: Cli, text: str, meanwhile: object, kind: str = "sales", **more: object) -> str:
    """Import a text; `meanwhile` is called when its rows have been read. What is said of it."""
    file = cli.folder / "rows.csv"
    file.write_text(text)
    with file.open("rb") as source:
        request = ImportRequest(kind, source, "rows.csv", **more)  # type: ignore[arg-type]
        return import_table(Env(cli.environ), request, progress=meanwhile).message  # type: ignore[arg-type]


@pytest.mark.parametrize("dry_run", [False, True])
def test_rows_are_read_without_the_lock(small: Cli, dry_run: bool) -> None:
    """While rows are read and checked others can write, on a dry run too."""
    seen: list[bool] = []
    take(small, SALES, lambda rows: seen.append(small.is_locked()), dry_run=dry_run)
    assert seen == [False] * len(seen) != []


def test_who_writes_meanwhile_is_kept(small: Cli) -> None:
    """A line that is logged while rows are read is there afterwards, and so are the rows."""
    logged: list[int] = []

    def log(rows: int) -> None:
        if not logged:
            logged.append(1)
            small.ok("log", "maruti", "Meanwhile")

    take(small, SALES, log)
    assert "Meanwhile" in small.ok("interaction", "list", "-f", "csv")
    assert small.json("sql", "SELECT count(*) AS n FROM sales WHERE ref GLOB 'R*'") == [{"n": 200}]


def test_what_changed_meanwhile_is_seen(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that somebody else entered while the file was read is known again, and not entered twice."""
    monkeypatch.setattr(session, "SHORT", 0)  # as if it took long
    entered: list[int] = []

    def enter(rows: int) -> None:
        if not entered:
            entered.append(1)
            small.ok("sale", "add", "maruti", "7", "--on", "2026-08-01", "--ref", "R7")

    assert "199 sales (1 already there" in take(small, SALES, enter)


def test_it_ends_although_others_never_stop(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something is written during every reading, the last one is made under the lock, and all is in."""
    monkeypatch.setattr(session, "SHORT", 0)
    readings: list[bool] = []

    def write(rows: int) -> None:
        readings.append(small.is_locked())
        if not readings[-1]:
            small.ok("log", "maruti", "Meanwhile")

    assert "200 sales" in take(small, SALES, write)
    assert readings == [False] * session.PREPARATIONS + [True]


def test_the_account_that_went_away_meanwhile(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rows referred to is looked up again: here the file goes in as a whole or not at all."""
    monkeypatch.setattr(session, "SHORT", 0)
    small.ok("account", "add", "Passing", "--code", "passing")
    text = "account,amount,date\npassing,5,2026-08-01\n"
    gone: list[int] = []

    def remove(rows: int) -> None:
        if not gone:
            gone.append(1)
            small.ok("account", "remove", "passing", "--yes")

    with pytest.raises(Exception, match="no account"):
        take(small, text, remove)
    assert not list(Path(small.folder).glob("*.part"))
