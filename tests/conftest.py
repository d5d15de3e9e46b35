"""What all tests share: a clean environment, a portfolio of their own, and the real command line in-process."""

import gc
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# Before Typer is imported: these change what help looks like.
for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "NO_COLOR", "COLUMNS", "LINES", "VISUAL", "EDITOR"):
    os.environ.pop(name, None)
for name in [name for name in os.environ if name.startswith(("AMCLI", "_AMCLI")) and "_FUZZ_" not in name]:
    del os.environ[name]
# What the slow fuzzers begin with (tests/faults/fuzz.py): another one each time, the same for all workers of a run.
os.environ.setdefault("AMCLI_FUZZ_SEED", str(random.randrange(10**6)))
os.environ["TERM"] = "xterm-256color"

import pytest
import typer
from hypothesis import HealthCheck, settings

import amcli.shell.command
import amcli.store.migrate
import amcli.store.open
import amcli.store.schema
from amcli.app.main import main
from amcli.store.migrate import migrate
from amcli.store.transaction import transaction

pytest_plugins = ("company_fixtures",)
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TODAY = "2026-09-17"
ROOM = 4 * 2**30  # what all workers together write in a run is a third of it

# The first example of a run may import what is heavy, so no example has a deadline.
for name, count in (("quick", 20), ("slow", 100)):
    settings.register_profile(
        name, max_examples=count, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
settings.load_profile("quick")


def tries(quick: int, slow: int) -> int:
    """How many examples a property tries: so many in `make test`, and so many when `make test-slow` does it again."""
    return slow if settings.get_current_profile_name() == "slow" else quick


def pytest_configure(config: pytest.Config) -> None:
    """Choose how much properties try, and put what the quick tests write into memory where there is room for it: the
    disk is what a change waits for.

    A TMPDIR of one's own is kept. What takes long is large too, and stays on the disk.
    """
    if config.option.markexpr == "slow":
        settings.load_profile("slow")  # before any module of tests is imported
    memory = Path("/dev/shm")
    if config.option.markexpr == "slow" or "TMPDIR" in os.environ or not os.access(memory, os.W_OK):
        return
    if shutil.disk_usage(memory).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(memory)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try every property again among the slow tests, and measure no coverage while properties run: their examples go
    over the same lines, each line at twice the time.

    What is covered then is what the other tests cover, so the floor asks for more, not for less.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
            if config.option.markexpr == "slow":
                item.add_marker("slow")


def pytest_collection_finish() -> None:
    """Look for garbage more seldom, and not among what was imported, which stays: a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say the seed where the fuzzers ran at length."""
    if config.option.markexpr == "slow":
        terminalreporter.write_line(f"fuzzed with AMCLI_FUZZ_SEED={os.environ['AMCLI_FUZZ_SEED']}")


EMPTY = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
migrate(EMPTY)
SHIPPED = (amcli.store.migrate.FOLDER, amcli.store.migrate.LATEST)


def copied_when_new(
    connection: sqlite3.Connection,
    before: Callable[[], object] | None = None,
    after: Callable[[sqlite3.Connection], object] | None = None,
) -> None:
    """As `migrate`, which takes 40 ms to build a new file: that becomes a copy of an empty one, built once a worker.

    What runs as a process of its own builds it as the program does, and so do the tests of the migrations.
    """
    there = connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if there or (amcli.store.migrate.FOLDER, amcli.store.migrate.LATEST) != SHIPPED:
        migrate(connection, before, after)
        return
    EMPTY.backup(connection)
    connection.execute("UPDATE portfolio SET uid = lower(hex(randomblob(16)))")  # each portfolio is its own
    if after:
        with transaction(connection):
            after(connection)


vars(amcli.store.open)["migrate"] = copied_when_new
vars(amcli.store.schema)["migrate"] = copied_when_new  # what `doctor` compares a file with

# What Typer reads of a function's signature, and the parameter it makes of it, are the same for every command line.
for module, names in (
    (typer.main, ("get_params_from_function", "get_command")),
    (amcli.shell.command, ("get_params_from_function", "_read")),
):
    vars(module).update({name: lru_cache(maxsize=5_000)(vars(module)[name]) for name in names})


def query(name: str) -> str:
    """The SQL of a query, wherever it stands beside its report."""
    (file,) = (ROOT / "src").rglob(f"{name}.sql")
    return file.read_text(encoding="utf-8")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


Dump = dict[str, list[tuple[Any, ...]]]  # by table
Shelled = subprocess.CompletedProcess[str]


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
            "XDG_STATE_HOME": str(folder / "state"),
        }

    @classmethod
    def on_copy(cls, folder: Path, file: Path) -> "Cli":
        """On a copy of a portfolio that was made once."""
        cli = cls(folder)
        shutil.copy(file, cli.db)
        return cli

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

    def json(self, *arguments: str, **environ: Any) -> object:
        """Run one command line with `-f json`; returns what it says, numbers exact."""
        import json
        from decimal import Decimal

        return json.loads(self.ok(*arguments, "-f", "json", **environ), parse_float=Decimal)

    def spawn(self, *arguments: str, environ: dict[str, str] | None = None, **more: Any) -> subprocess.Popen[bytes]:
        """Start one command line as a process of its own, its streams piped unless `more` says otherwise."""
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        program = [sys.executable, "-c", "from amcli.app.main import console_main; console_main()", *arguments]
        return subprocess.Popen(program, env={**os.environ, **self.environ, **(environ or {})}, **{**pipes, **more})

    def shell(self, script: str, *options: str, cwd: Path | None = None, **environ: str) -> Shelled:
        """Run a script in bash, with `amcli` on the PATH. options: of bash, such as -e."""
        paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", *options, "-c", script], cwd=cwd, env={**os.environ, **self.environ, **environ, "PATH": paths},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def undo_and_redo(self, before: Dump, after: Dump, **environ: Any) -> None:
        """Take the last change back, and put it back again; before, after: what the file held then."""
        self.ok("undo", **environ)
        assert self.dump() == before
        self.ok("redo", **environ)
        assert self.dump() == after

    def is_locked(self) -> bool:
        """Whether another program could not write now."""
        with closing(sqlite3.connect(self.db, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False

    def dump(self, *, journal: bool = False) -> Dump:
        """Every row of every table of records; with `journal` also the bookkeeping: operations, id counters, and the
        sequence by which calendars know a change, which only ever goes up.
        """
        connection = sqlite3.connect(self.db)
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        kept = {}
        for table in tables:
            names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            columns = ", ".join(f'"{name}"' for name in names if journal or name != "sequence")
            if "_search" not in table and (journal or not table.startswith(("operation", "sqlite_"))):
                kept[table] = connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY 1').fetchall()
        connection.close()
        return kept


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """An empty portfolio."""
    return Cli(tmp_path)


def built_once(build: Callable[[Cli], Cli]) -> Callable[[Cli, pytest.TempPathFactory], Cli]:
    """Of a fixture that fills an empty portfolio: one that fills it once a worker and gives each test a copy."""
    filled: list[Path] = []

    def copied(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Cli:
        if not filled:
            filled.append(build(Cli(tmp_path_factory.mktemp("built"))).folder)
        shutil.copytree(filled[0], cli.folder, dirs_exist_ok=True)
        return cli

    copied.__doc__ = build.__doc__
    return copied


# A little of everything, each word chosen for a test: two contacts of one name, three currencies, a child account.
SMALL = (
    ("account", "add", "Maruti Suzuki", "--code", "maruti", "--tier", "1", "--category", "car maker",
     "--scope", "national", "--currency", "USD", "--cadence", "21", "--phone", "+91 11 4678",
     "--website", "https://maruti.example", "--address", "Plot 1", "--city", "New Delhi", "--country", "India",
     "--external-id", "X-1", "--note", "Pays late", "--tag", "oem", "--tag", "india"),
    ("account", "add", "Maruti Service", "--parent", "maruti", "--tier", "2", "--currency", "EUR"),
    ("account", "add", "Éclair Motors", "--code", "eclair", "--currency", "JPY"),
    ("account", "add", "Old Garage"),
    ("account", "archive", "old-garage"),
    ("contact", "add", "maruti", "Asha Rao", "--role", "decider", "--role", "buyer",
     "--title", "Head of purchasing", "--email", "asha@example.com", "--phone", "12", "--note", "Early riser"),
    ("contact", "add", "maruti", "Ravi Iyer", "--reports-to", "Asha Rao", "--role", "user"),
    ("contact", "add", "eclair", "Asha Rao"),
    ("product", "add", "Brake pad", "--code", "pad", "--category", "Brakes", "--price", "48"),
    ("product", "add", "Clutch", "--price", "EUR 120.50"),
    ("sale", "add", "maruti", "1,250.50", "--product", "pad", "--quantity", "25", "--cost", "800",
     "--on", "2026-09-01", "--ref", "INV-1"),
    ("sale", "add", "maruti", "99", "--kind", "credit", "--on", "2026-09-02"),
    ("sale", "add", "eclair", "5000", "--on", "2026-08-15"),
    ("target", "set", "2026", "1200000"),
    ("target", "set", "2026-Q4", "50000", "--account", "maruti"),
    ("target", "set", "2026", "1000", "--product", "pad"),
    ("budget", "add", "maruti", "Trade fair", "--period", "2026", "--amount", "12000", "--agreed-with", "both",
     "--note", "Hall 3"),
    ("budget", "add", "maruti", "Rebates", "--period", "2026-Q3", "--amount", "300", "--direction", "revenue"),
    ("budget", "spend", "maruti", "trade fair", "480", "--memo", "Stand", "--on", "2026-09-03"),
    ("log", "maruti", "Price list accepted", "--with", "Asha Rao", "--minutes", "20",
     "--next", "Send the offer", "--due", "fri"),
    ("log", "eclair", "Saw the plant", "--kind", "visit", "--on", "2026-08-01"),
    ("deadline", "add", "maruti", "Sign", "--due", "2026-12-01T15:30", "--kind", "contract", "--priority", "high",
     "--note", "Two copies"),
    ("deadline", "add", "eclair", "Send samples", "--due", "2026-09-01"),
    ("deadline", "done", "D3", "--on", "2026-09-02"),
    ("colleague", "add", "Nora Vance", "--code", "nora", "--department", "sales", "--hours", "37.5", "--email",
     "nora@example.com"),
    ("opportunity", "add", "maruti", "Renewal", "120000", "--close", "2026-12-15", "--stage", "proposal", "--product",
     "pad", "--owner", "nora", "--link", "https://example.com/a,b"),
    ("rate", "set", "USD", "EUR", "0.92", "--on", "2026-09-01"),
    ("rate", "set", "EUR", "USD", "1.1"),
)  # fmt: skip


# What was agreed there, what went wrong, and what is negotiated: their days stand among the deadlines.
AGREED = (
    ("contract", "add", "maruti", "Frame agreement", "--start", "2026-01-01", "--end", "2026-12-31", "--notice", "3m",
     "--lead", "6d",
     "--renews", "tacit", "--term", "12m", "--value", "90000", "--per", "year", "--signed", "2025-12-01"),
    ("issue", "add", "maruti", "Pads squeal", "--severity", "high", "--cause", "quality", "--raised-by", "C1",
     "--on", "2026-09-10T09:30", "--owner", "nora"),
    ("negotiation", "add", "CT1", "Prices of 2027", "--until", "2026-12-15", "--on", "2026-09-01"),
    ("territory", "add", "Asia", "--level", "division", "--note", "With Oceania", "--external-id", "T-1"),
    ("territory", "add", "India", "--parent", "asia", "--level", "region"),
    ("placement", "add", "maruti", "india", "--from", "2026-01-01"),
    ("assignment", "add", "maruti", "nora", "--role", "media", "--hours", "4", "--until", "2027-06-30"),
    ("account", "edit", "eclair", "--parent", "maruti"),
    ("account", "edit", "eclair", "--parent", "", "--from", "2026-07-01"),  # what it was part of before is kept
    ("need", "add", "maruti", "Discs within three weeks", "--kind", "process", "--from-contact", "C1", "--note",
     "Five today", "--external-id", "N-1"),
    ("plan", "write", "maruti", "2026", "# Goal\n\nFirst supplier"),
    ("plan", "objective", "PL1", "Sell a million", "--measure", "sales", "--target", "1000000", "--need", "ND1"),
    ("plan", "money", "PL1", "2026", "--sales", "1000", "--cost", "700", "--invest", "50"),
    ("account", "pulse", "maruti", "4", "--note", "Warm"),
    ("next", "dismiss", "maruti:single", "Asha speaks for all"),
    ("model", "add", str(ROOT / "sample_data" / "partner.toml")),
    ("assess", "maruti", "partner", "bays=4", "training=2", "stock=3", "--note", "Seen in March"),
)  # fmt: skip
OFFERED = (
    ("negotiation", "point", "NG1", "price", "--unit", "%", "--aim", "2", "--limit", "4", "--better", "lower"),
    ("negotiation", "offer", "NG1", "price", "--value", "3", "--side", "us", "--in-return", "Two years"),
)  # fmt: skip


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with a little of everything, made once; copy it before writing to it."""
    cli = Cli(tmp_path_factory.mktemp("small"))
    for words in SMALL:
        cli.ok(*words)
    return cli.db


@pytest.fixture
def small(tmp_path: Path, small_file: Path) -> Cli:
    """The small portfolio, a copy of one's own."""
    return Cli.on_copy(tmp_path, small_file)


@pytest.fixture(scope="session")
def agreed_file(tmp_path_factory: pytest.TempPathFactory, small_file: Path) -> Path:
    """The same with a contract, a conflict and a negotiation, made once; copy it before writing to it."""
    cli = Cli.on_copy(tmp_path_factory.mktemp("agreed"), small_file)
    for words in (*AGREED, *OFFERED):
        cli.ok(*words)
    return cli.db


@pytest.fixture
def agreed(tmp_path: Path, agreed_file: Path) -> Cli:
    """The small portfolio with a contract, a conflict and a negotiation, a copy of one's own."""
    return Cli.on_copy(tmp_path, agreed_file)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, imported once; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("sample")
    cli = Cli(folder)
    cli.ok("demo", "--keep", str(cli.db))
    return cli.db


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path) -> Cli:
    """The sample portfolio, a copy of one's own."""
    return Cli.on_copy(tmp_path, sample_file)
