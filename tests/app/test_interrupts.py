"""Ctrl-C at any moment: while the program is imported, in the middle of what others call, after all is done."""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from amcli.app import process
from amcli.base.errors import BadValue, DatabaseError
from amcli.store.open import writing
from conftest import ROOT, Cli

# Ctrl-C at the moment when a module is looked for.
PROGRAM = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {when!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
{start}
"""
STARTS = {
    "the console script": "from amcli.__main__ import start\nsys.exit(start())",
    "python -m amcli": "import runpy\nrunpy.run_module('amcli', run_name='__main__', alter_sys=True)",
}


def interrupted(cli: Cli, when: str, start: str, *words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command line that is interrupted when it imports a module."""
    program = PROGRAM.format(when=when, start=STARTS[start])
    environ = {**os.environ, **cli.environ}
    return subprocess.run(
        [sys.executable, "-c", program, *words], env=environ, capture_output=True, timeout=60, check=False, **more
    )


def test_the_console_script_starts_there() -> None:
    """What is installed is the way in that is tried here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"amcli": "amcli.__main__:start"}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "when",
    ["amcli.app.process", "amcli.app.main", "typer", "amcli.base.errors", "amcli.records.reports.listing", "sqlite3",
     "amcli.render.delimited"],
)  # fmt: skip
def test_ctrl_c_while_it_starts(small: Cli, start: str, when: str) -> None:
    """Exit 130 and one line, from the first of our own imports on."""
    done = interrupted(small, when, start, "account", "list", "-f", "csv")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"amcli: interrupted\n")


def test_who_started_it_may_ignore_ctrl_c(small: Cli) -> None:
    """In the background of a script Ctrl-C is not for it, and it goes on."""
    for when in ("typer", "sqlite3"):
        done = interrupted(
            small, when, "the console script", "account", "list", "-f", "ids",
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_that_comes_out_as_another_error(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says of Ctrl-C in a function that it calls that the function failed: that is an interruption, no fault."""
    from amcli.records.reports import listing

    def failing(*_: object, **__: object) -> None:
        try:
            process._raise()
        except KeyboardInterrupt:
            raise DatabaseError("user-defined function raised exception") from None

    monkeypatch.setattr(process, "interrupted", False)
    monkeypatch.setattr(listing, "listing", failing)
    done = small("account", "list")
    assert (done.code, done.err) == (130, "amcli: interrupted\n")


def test_ctrl_c_after_the_change(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the file by then is said: whoever does it again would do it twice. A dry run did nothing."""

    def too_late(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("amcli.app.delivery.deliver", too_late)
    done = small("account", "add", "New")
    assert (done.code, done.err) == (130, "amcli: interrupted, after this was done: Added account new (New)\n")
    assert small("account", "add", "Newer", "--dry-run").err == "amcli: interrupted\n"


def test_a_failure_after_the_change(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails after something is in the file says what that is: whoever mends it need not do all of it again."""
    table = small.folder / "sales.csv"
    table.write_text("account,amount,date\nmaruti,5,2026-09-03\nnobody,5,2026-09-03\n")

    def full(*_: Any) -> None:
        raise BadValue("cannot write the bad rows: the disk is full by now")

    monkeypatch.setattr("amcli.tools.importing.services.load.rejects.RejectsFile.publish", full)
    done = small("import", "sales", str(table), "--rejects", str(small.folder / "bad.csv"))
    first, second = done.err.splitlines()[-2:]
    assert (done.code, "cannot write the bad rows" in first) == (2, True)
    assert second == "amcli: before that this was done: imported 1 sale from sales.csv"


class Connection:
    """A connection whose commit takes so long that Ctrl-C comes in the middle of it."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def execute(self, sql: str, *parameters: Any) -> Any:
        done = self.inner.execute(sql, *parameters)
        if sql == "COMMIT" and self.inner.total_changes:
            raise KeyboardInterrupt
        return done


@pytest.mark.parametrize("moment", ["commit", "close"])
def test_ctrl_c_around_the_commit(small: Cli, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The same while the disk is at it and while the file is closed, when the command itself has not returned yet."""

    @contextmanager
    def slow(*words: Any, **more: Any) -> Iterator[Any]:
        with writing(*words, **more) as connection:
            yield Connection(connection) if moment == "commit" else connection
        raise KeyboardInterrupt

    monkeypatch.setattr("amcli.store.session.writing", slow)
    done = small("account", "add", "New")
    assert (done.code, done.err) == (130, "amcli: interrupted, after this was done: added account new (New)\n")
    assert small("account", "add", "Newer", "--dry-run").err == "amcli: interrupted\n"
    assert small.ok("account", "list", "--name", "New", "-f", "ids") == "new\n"
