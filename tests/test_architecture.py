"""The floors of the house: who imports whom, what a read command loads, how large a module grows."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, Cli

SRC = ROOT / "src" / "amcli"
FLOORS = {"cli": 4, "render": 3, "reports": 3, "services": 3, "store": 2, "domain": 1}
# A module of one floor may use these of its neighbours: render takes results alone, reports and services read apart.
FORBIDDEN = {("render", "store"), ("render", "reports"), ("render", "services"), ("reports", "services"),
             ("reports", "render"), ("services", "reports"), ("services", "render")}  # fmt: skip
SHARED_CLI = {"app", "run", "options", "verbs", "complete", "editor"}
HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "rich", "icalendar", "dateutil", "slugify", "iso4217", "tomlkit",
    "platformdirs", "holidays",
}  # fmt: skip
# The modules that are about one of them, and are imported where they are needed.
TABLES = {"sqlmodel", "sqlalchemy", "pydantic"}
HOMES = {f"store/{name}.py": TABLES for name in ("models", "columns", "bookkeeping")} | {"render/table.py": {"rich"}}


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def imports(path: Path, *, top: bool = False) -> Iterator[str]:
    """The modules that a file imports; `top`: only those of the module itself, run when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "amcli" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_an_import_never_goes_up(path: Path) -> None:
    """cli → render, reports, services → store → domain: never upwards, and not sideways where floors are apart."""
    own = path.relative_to(SRC).parts[0]
    if own not in FLOORS:
        return
    for name in imports(path):
        other = floor(name)
        if other in FLOORS:
            assert FLOORS[other] <= FLOORS[own], f"{path.name} imports {name}"
            assert (own, other) not in FORBIDDEN, f"{path.name} imports {name}"


def test_a_nouns_commands_know_no_other_nouns() -> None:
    """A cli module imports the shared modules of its floor alone; the bare command is the day's screen."""
    allowed = {("app", "today"), ("demo", "today")}
    for path in (SRC / "cli").glob("*.py"):
        for name in imports(path):
            if name.startswith("amcli.cli."):
                other = name.split(".")[2]
                assert other in SHARED_CLI or (path.stem, other) in allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_nothing_heavy_at_the_top(path: Path) -> None:
    """What is heavy is imported where it is used, except in the module that is about it."""
    heavy = {name.split(".")[0] for name in imports(path, top=True)} & HEAVY
    assert heavy <= HOMES.get(path.relative_to(SRC).as_posix(), set())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A module is of 400 lines at the most, a function of 60."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, node.name


LOADED = "import sys; from amcli.cli.app import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
READS = [
    ("account", "list", "-f", "plain"),
    ("account", "show", "ford", "-f", "json"),
    ("sale", "list", "-f", "csv"),
    ("deadline", "list", "-f", "jsonl"),
    ("report", "sales", "-f", "json"),
    ("report", "budget", "-f", "csv"),
    ("report", "activity", "-f", "markdown"),
    ("today", "-f", "plain"),
    ("search", "price", "-f", "ids"),
    ("sql", "SELECT 1", "-f", "tsv"),
    ("history", "-f", "json"),
    ("--help",),
]


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_read_loads_nothing_heavy(sample: Cli, words: tuple[str, ...]) -> None:
    """A read in any format but the table starts without SQLModel, Rich and the rest."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={**os.environ, **sample.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "amcli.cli.app" in done.stderr
    assert {name.split(".")[0] for name in done.stderr.split()} & HEAVY == set()


def test_a_table_loads_rich_and_nothing_else_heavy(sample: Cli) -> None:
    """The table is what Rich is for; a read never loads SQLModel."""
    words = ("report", "sales", "-f", "table")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={**os.environ, **sample.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {name.split(".")[0] for name in done.stderr.split()} & HEAVY == {"rich"}


def test_completion_loads_nothing_heavy(sample: Cli) -> None:
    """Completing an account's code is a read, and a small one."""
    script = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from amcli.cli.app import main; main([])"
    )
    environ = {
        **os.environ,
        **sample.environ,
        "_AMCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": "amcli account show ma",
        "COMP_CWORD": "3",
    }
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "maruti"
    loaded = set(done.stderr.split())
    assert {name.split(".")[0] for name in loaded} & HEAVY == set()
    assert not any(name.startswith(("amcli.services", "amcli.render")) for name in loaded)
