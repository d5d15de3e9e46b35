"""The house holds: floors, what a read command loads, the size of modules and functions."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from amcli.app.commands import ROWS
from amcli.base.registry import NOUNS
from conftest import ROOT, Cli

SOURCE = ROOT / "src"
MODULES = sorted((SOURCE / "amcli").rglob("*.py"))
# An import goes to the same floor or down; `render` knows results alone.
MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"store", "domain"},
    "render": {"render", "domain"},
    "services": {"services", "store", "domain"},
    "reports": {"reports", "store", "domain"},
    "cli": {"cli", "render", "reports", "services", "store", "domain"},
}
SHARED = {"verbs", "options", "run", "complete", "app", "editor"}
# What commands other than nouns share: the bare `amcli` and the demo show the daily screen.
ALLOWED = {("app", "today"), ("demo", "today")}
HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "rich", "icalendar", "dateutil", "slugify", "iso4217", "tomlkit",
    "platformdirs", "holidays", "openpyxl", "pyarrow", "ijson", "rapidfuzz", "pyrage",
}  # fmt: skip
# The modules that are what they import, and are themselves imported late.
TABLES = {"pydantic", "sqlalchemy", "sqlmodel"}
HOMES = {f"store/{name}.py": TABLES for name in ("models", "columns", "bookkeeping")} | {"render/table.py": {"rich"}}


def name_of(module: Path) -> str:
    return module.relative_to(SOURCE / "amcli").as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def runs_at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that run when the module is imported, but those for type checkers alone."""
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            todo += node.orelse
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        todo += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_an_import_never_goes_up(module: Path) -> None:
    """domain imports nothing above it, store not services, reports not services, render neither store nor reports."""
    floor = name_of(module).split("/")[0]
    if floor not in MAY_IMPORT:
        return
    for name in imports(ast.parse(module.read_text())):
        package, _, rest = name.partition(".")
        if package == "amcli" and rest and rest != "__version__":
            assert rest.split(".")[0] in MAY_IMPORT[floor], f"{name_of(module)} imports {name}"


def test_every_module_is_on_a_floor() -> None:
    """Nothing lives beside the floors but the package itself."""
    beside = {name_of(module) for module in MODULES if name_of(module).split("/")[0] not in MAY_IMPORT}
    assert beside <= {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("module", [module for module in MODULES if module.parent.name == "cli"], ids=name_of)
def test_a_command_never_imports_another(module: Path) -> None:
    """A cli module imports what all share, never another noun's or another command's module."""
    commands = set(ROWS)
    assert set(NOUNS) <= commands
    for name in imports(ast.parse(module.read_text())):
        if name.startswith("amcli.app."):
            other = name.split(".")[2]
            known = other in SHARED or other == module.stem or (module.stem, other) in ALLOWED
            assert known or other not in commands, f"{name_of(module)} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_nothing_heavy_is_imported_early(module: Path) -> None:
    """No module imports at its top what a read command must not pay for, but the two that are about it."""
    for node in runs_at_import(ast.parse(module.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [str(node.module)]  # type: ignore[attr-defined]
        early = {name.split(".")[0] for name in names} & HEAVY
        assert early <= HOMES.get(name_of(module), set()), f"{name_of(module)} imports {early} when it is imported"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(module: Path) -> None:
    """A module has at most 400 lines, a function at most 60."""
    text = module.read_text()
    assert len(text.splitlines()) <= 400, name_of(module)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name_of(module)}: {node.name}"


PROGRAM = """
import atexit, sys
atexit.register(lambda: print("", *sys.modules, file=sys.stderr))
from amcli.app.main import main
sys.exit(main())
"""
READS = (
    ("account", "list"),
    ("account", "list", "-f", "json"),
    ("account", "list", "--name", "m", "--sort", "-name", "--limit", "3", "-f", "csv"),
    ("account", "show", "ford", "-f", "json"),
    ("contact", "show", "C1", "-f", "jsonl"),
    ("sale", "list", "--period", "2026", "-f", "tsv"),
    ("deadline", "list", "--due", "2026-12-01", "-f", "markdown"),
    ("budget", "list", "-f", "ids"),
    ("search", "price"),
    ("export", "sales", "-f", "csv"),
    ("export", "all"),
    ("schema", "sales"),
    ("backup", "--list"),
    ("history",),
    ("sql", "SELECT 1"),
    ("today", "-f", "plain"),
    ("report", "sales", "-f", "json"),
    ("report", "budget", "--account", "maruti"),
    ("report", "activity", "-f", "markdown"),
    ("config", "get", "currency"),
    ("config", "path"),
    ("--version",),
    ("--help",),
    ("sale", "--help"),
    ("nonsense",),
)


def modules(cli: Cli, *words: str, **environ: str) -> set[str]:
    """The modules that a command line imports."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, **cli.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 2, 4), done.stderr
    return set(done.stderr.splitlines()[-1].split())


def loaded(cli: Cli, *words: str, **environ: str) -> set[str]:
    """The packages that a command line imports."""
    return {name.split(".")[0] for name in modules(cli, *words, **environ)}


@pytest.mark.capped
@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_what_a_read_command_loads(sample: Cli, words: tuple[str, ...]) -> None:
    """A read command in any format but the table imports nothing heavy."""
    assert not loaded(sample, *words) & HEAVY


@pytest.mark.capped
@pytest.mark.parametrize("words", [("account", "list"), ("report", "sales")], ids=" ".join)
def test_a_table_loads_rich_alone(sample: Cli, words: tuple[str, ...]) -> None:
    """A table costs Rich and nothing else; nobody else's module of reports or services is loaded."""
    assert loaded(sample, *words, "-f", "table") & HEAVY == {"rich"}


@pytest.mark.capped
def test_a_read_command_loads_one_noun(sample: Cli) -> None:
    """The module of a command is imported when it is asked for, and no other's."""
    names = modules(sample, "sale", "list")
    ours = {name.split(".")[2] for name in names if name.startswith("amcli.app.")}
    assert ours - SHARED == {"sale"}
    assert not {name for name in names if name.startswith("amcli.services")}
    assert "unittest" not in names


@pytest.mark.capped
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["amcli account show ", "amcli sale add mar", "amcli contact show A", "amcli ",
                                  "amcli report sales --period ", "amcli budget spend maruti "])  # fmt: skip
def test_what_completion_loads(sample: Cli, line: str, shell: str) -> None:
    """Completion imports nothing heavy either, whichever shell asks."""
    count = str(len(line.split(" ")) - 1)
    environ = {"_AMCLI_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": count,
               "_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}  # fmt: skip
    names = modules(sample, **environ)
    assert not {name.split(".")[0] for name in names} & HEAVY
    assert not any(name.startswith(("amcli.services", "amcli.render")) for name in names)


def test_a_write_does_load_it(sample: Cli) -> None:
    """The test above would see it: a write command does import SQLModel."""
    assert {"sqlmodel", "sqlalchemy", "pydantic"} <= loaded(sample, "account", "add", "x")
