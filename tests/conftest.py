"""What all tests share: a clean environment, a portfolio of their own, and the real command line in-process."""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Before Typer is imported: these change what help looks like.
for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "NO_COLOR", "COLUMNS", "LINES", "VISUAL", "EDITOR"):
    os.environ.pop(name, None)
for name in [name for name in os.environ if name.startswith(("AMCLI", "_AMCLI"))]:
    del os.environ[name]
os.environ["TERMINAL_WIDTH"] = "100"
os.environ["TERM"] = "xterm-256color"

import pytest
from hypothesis import HealthCheck, settings

from amcli.cli.app import main

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TODAY = "2026-09-17"

# The first example of a run may import what is heavy, so no example has a deadline.
settings.register_profile("amcli", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("amcli")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Cli:
    """Runs command lines on one portfolio, as the console script does, with its day fixed."""

    def __init__(self, folder: Path, today: str = TODAY) -> None:
        self.folder = folder
        self.db = folder / "portfolio.db"
        self.environ = {
            "AMCLI_DB": str(self.db),
            "AMCLI_CONFIG": str(folder / "config.toml"),
            "AMCLI_TODAY": today,
        }

    def __call__(self, *arguments: str, stdin: str | bytes = "", tty: bool = False, **environ: str) -> Done:
        """Run one command line; `tty` makes all three streams a terminal."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        streams = sys.stdin, sys.stdout, sys.stderr
        kept = dict(os.environ)
        source = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        out, err = (Terminal(), Terminal()) if tty else (io.StringIO(), io.StringIO())
        if tty:
            source.isatty = lambda: True  # type: ignore[method-assign]
        try:
            sys.stdin, sys.stdout, sys.stderr = source, out, err
            os.environ.update(self.environ | environ)
            code = main(list(arguments))
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            os.environ.clear()
            os.environ.update(kept)
        return Done(code, out.getvalue(), err.getvalue())

    def ok(self, *arguments: str, stdin: str | bytes = "", tty: bool = False, **environ: str) -> str:
        """Run one command line that must succeed; returns what it printed."""
        done = self(*arguments, stdin=stdin, tty=tty, **environ)
        assert done.code == 0, f"amcli {' '.join(arguments)}: {done.code}\n{done.err}"
        return done.out

    def json(self, *arguments: str, **environ: str) -> object:
        """Run one command line with `-f json`; returns what it says, numbers exact."""
        import json
        from decimal import Decimal

        return json.loads(self.ok(*arguments, "-f", "json", **environ), parse_float=Decimal)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """An empty portfolio."""
    return Cli(tmp_path)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, imported once; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("sample")
    cli = Cli(folder)
    cli.ok("demo", "--keep", str(cli.db))
    return cli.db


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path) -> Iterator[Cli]:
    """The sample portfolio, a copy of one's own."""
    import shutil

    cli = Cli(tmp_path)
    shutil.copy(sample_file, cli.db)
    yield cli
