"""Where the fuzzers let the program run: a folder of its own, no program that could do harm, a limit to its time."""

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fuzz import Said

from amcli.app.main import main
from conftest import Cli

PATIENCE = 60  # seconds, after which a command hangs
HARMLESS = ("true", "false", "cat")


class Hangs(BaseException):
    """Which no part of the program catches."""


@pytest.fixture
def place(sample: Cli) -> Cli:
    """The sample portfolio in the folder where one is, with nothing on the path that could do harm."""
    programs = sample.folder / "bin"
    programs.mkdir()
    for name in HARMLESS:
        (programs / name).symlink_to(str(shutil.which(name)))
    shutil.copy(sample.db, sample.folder / "base.db")
    sample.environ |= {
        "PATH": str(programs), "HOME": str(sample.folder / "home"), "EDITOR": "true", "VISUAL": "",
        "AMCLI_PASSPHRASE": "x",  # or it would be asked for on the terminal that the tests run on
        "XDG_DATA_HOME": str(sample.folder / "home"), "XDG_CONFIG_HOME": str(sample.folder / "home"),
    }  # fmt: skip
    return sample


@contextmanager
def fresh(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """The portfolio as it was, in a folder with some odd neighbours."""
    folder = cli.folder / "at"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "backups").mkdir(parents=True)
    (cli.folder / "home").mkdir(exist_ok=True)
    shutil.copy(cli.folder / "base.db", folder / "portfolio.db")
    shutil.copy(cli.folder / "base.db", folder / "old.db")
    (folder / "loop").symlink_to("loop")
    (folder / "empty").touch()
    (folder / "in.csv").write_text(
        "account,name,amount,date,text,due,title\nford,X,12.50,2026-09-01,Hi,fri,T\n,,x,,,,\n"
    )
    monkeypatch.chdir(folder)
    one = Cli(folder)
    one.environ = {**cli.environ, **one.environ}
    yield one


class Stream(io.TextIOWrapper):
    """A stream that may say that it is a terminal."""

    tty = False

    def isatty(self) -> bool:
        return self.tty


def run(cli: Cli, words: list[str], environ: dict[str, str] | None = None, *, tty: bool = False) -> Said:
    """Run a command line in this process, with nothing on stdin. Raises Hangs."""
    streams, kept = (sys.stdin, sys.stdout, sys.stderr), dict(os.environ)
    out, err = io.BytesIO(), io.BytesIO()
    asked, *said = (Stream(each, "utf-8", "backslashreplace") for each in (io.BytesIO(), out, err))
    for each in (asked, *said):
        each.tty = tty

    def too_long(*_: Any) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(PATIENCE)
    try:
        sys.stdin = asked
        sys.stdout, sys.stderr = said
        os.environ.update(cli.environ | (environ or {}))
        code = main(list(words))
        for each in said:
            each.flush()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        sys.stdin, sys.stdout, sys.stderr = streams
        os.environ.clear()
        os.environ.update(kept)
    return Said(code, out.getvalue(), err.getvalue().decode())


def as_process(cli: Cli, words: list[str], odd: str, environ: dict[str, str]) -> Said:
    """Run a command line as a process, one of its streams not as usual."""
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    full = os.open("/dev/full", os.O_WRONLY)
    if odd == "full":
        streams["stdout"] = full
    shut = {"no stdin": 0, "no stdout": 1}.get(odd)
    if shut is not None:
        streams["preexec_fn"] = lambda: os.close(shut)
    process = cli.spawn(*words, environ=environ, **streams)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError(f"it hangs: amcli {shlex.join(words)}") from None
    finally:
        os.close(full)
    return Said(process.returncode, out or b"", err.decode())
