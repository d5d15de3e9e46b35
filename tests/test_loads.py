"""What a command loads: nothing heavy, the declarations of its own nouns alone, and no data model."""

import os
import subprocess
import sys

import pytest

from amcli.base.registry import HOMES
from conftest import Cli
from test_architecture import HEAVY, MODELS

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
    ("report", "sales", "maruti", "-f", "csv"),
    ("report", "models", "-f", "csv"),
    ("report", "models", "maruti"),
    ("model", "list"),
    ("model", "show", "stages", "-f", "json"),
    ("maruti", "-f", "json"),
    ("D6",),
    ("config", "get", "currency"),
    ("config", "path"),
    ("--version",),
    ("--help",),
    ("sale", "--help"),
    ("nonsense",),
)
WRITES = (
    ("account", "add", "New one"),
    ("contact", "add", "maruti", "Asha"),
    ("sale", "add", "maruti", "5"),
    ("sale", "edit", "S1", "--amount", "6"),
    ("sale", "remove", "S1", "--yes"),
    ("target", "set", "2027", "5"),
    ("rate", "set", "USD", "EUR", "0.9"),
    ("log", "maruti", "Called", "--next", "Offer", "--due", "fri"),
    ("deadline", "done", "D1"),
    ("deadline", "snooze", "D1", "2026-12-01"),
    ("budget", "spend", "maruti", "B1", "5"),
    ("account", "archive", "ford"),
    ("account", "merge", "ford", "maruti", "--yes"),
    ("import", "sales", "s.csv"),
    ("assess", "maruti", "stages", "uncoupling"),
    ("undo",),
)
# Whose declaration a command may load, beside those that the nouns of the same folder bring along.
DECLARED = {
    ("sale", "list"): {"sales", "accounts"},
    ("sale", "add", "maruti", "5"): {"sales", "accounts"},
    ("sale", "edit", "S1", "--amount", "6"): {"sales", "accounts"},
    ("account", "list"): {"accounts", "activity", "team", "territories"},
    ("rate", "list"): {"currencies"},
    ("rate", "set", "USD", "EUR", "0.9"): {"currencies"},
    ("deadline", "list"): {"deadlines", "accounts", "team"},
    ("log", "maruti", "Called"): {"activity", "deadlines", "accounts", "team"},
    ("undo",): {"sales", "accounts"},
    ("redo",): {"sales", "accounts"},
    ("--help",): set(),
    ("config", "path"): set(),
}


def modules(cli: Cli, *words: str, program: str = PROGRAM, **environ: str) -> set[str]:
    """The modules that a command line imports."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, **cli.environ, **environ},
        cwd=cli.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 2, 4), done.stderr
    return set(done.stderr.splitlines()[-1].split())


def loaded(cli: Cli, *words: str, **environ: str) -> set[str]:
    """The packages that a command line imports."""
    return {name.split(".")[0] for name in modules(cli, *words, **environ)}


def declared(names: set[str]) -> set[str]:
    """The features whose nouns are among the modules."""
    return {name.split(".")[2] for name in names if name.startswith("amcli.features.") and name.endswith(".nouns")}


@pytest.mark.capped
@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_what_a_read_command_loads(sample: Cli, words: tuple[str, ...]) -> None:
    """A read command in any format but the table imports nothing heavy."""
    assert not loaded(sample, *words) & HEAVY


@pytest.mark.capped
@pytest.mark.parametrize("words", [("account", "list"), ("report", "sales")], ids=" ".join)
def test_a_table_loads_rich_alone(sample: Cli, words: tuple[str, ...]) -> None:
    """A table costs Rich and nothing else."""
    assert loaded(sample, *words, "-f", "table") & HEAVY == {"rich"}


@pytest.mark.capped
@pytest.mark.parametrize("words", [("sale", "list"), ("report", "sales"), ("plan", "show", "PL1")], ids=" ".join)
def test_a_page_loads_what_builds_it_alone(sample: Cli, words: tuple[str, ...]) -> None:
    """A page costs htpy and nothing else; its mail, which has the terminal's table too, costs Rich beside it."""
    assert loaded(sample, *words, "-f", "html") & HEAVY == {"htpy", "markupsafe"}
    assert loaded(sample, *words, "-f", "eml") & HEAVY == {"htpy", "markupsafe", "rich"}


@pytest.mark.capped
@pytest.mark.parametrize("words", WRITES, ids=" ".join)
def test_a_write_loads_no_data_model(sample: Cli, words: tuple[str, ...]) -> None:
    """Writes run on sqlite3: neither SQLModel nor anything below it is imported, nor the tables that are made of it."""
    (sample.folder / "s.csv").write_text("account,amount,date\nmaruti,5,2026-09-01\n")
    if words == ("undo",):
        sample.ok("log", "maruti", "Called")
    names = modules(sample, *words)
    assert not {name.split(".")[0] for name in names} & MODELS
    assert not {
        name for name in names if name.startswith("amcli.") and (name.endswith(".tables") or name == "amcli.models")
    }


@pytest.mark.capped
def test_python_users_load_it() -> None:
    """The test above would see it: `amcli.models` does import SQLModel."""
    program = "import sys, amcli.models; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in done.stdout.split()} >= MODELS


@pytest.mark.capped
@pytest.mark.parametrize("words", DECLARED, ids=" ".join)
def test_nouns_are_loaded_when_they_are_asked_for(sample: Cli, words: tuple[str, ...]) -> None:
    """A command loads the declarations of its noun and of what that refers to, and no other's; so do undo and redo."""
    if words[0] in ("undo", "redo"):
        sample.ok("sale", "add", "maruti", "5")
    if words == ("redo",):
        sample.ok("undo")
    assert declared(modules(sample, *words)) <= DECLARED[words]


@pytest.mark.capped
def test_the_declarations_are_seen(sample: Cli) -> None:
    """The test above would see them: a list of sales loads its own, an export of all loads every one."""
    assert declared(modules(sample, "sale", "list")) == {"sales", "accounts"}
    homes = {home.noun.split(".")[1] for home in HOMES.values()}
    assert declared(modules(sample, "export", "all")) == homes


@pytest.mark.capped
def test_a_read_command_loads_its_own_feature(sample: Cli) -> None:
    """Neither the commands nor the services of any feature are loaded for a list; a report loads its own."""
    names = modules(sample, "sale", "list")
    ours = {name for name in names if name.startswith(("amcli.features.", "amcli.tools."))}
    assert not {name for name in ours if name.split(".")[3:4] not in ([], ["nouns"])}, ours
    assert "unittest" not in names
    names = modules(sample, "report", "sales", "-f", "json")
    assert not {name for name in names if ".services" in name and name.startswith(("amcli.features.", "amcli.tools."))}


@pytest.mark.capped
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["amcli account show ", "amcli sale add mar", "amcli contact show A", "amcli ",
                                  "amcli report sales --period ", "amcli budget spend maruti ", "amcli m",
                                  "amcli log maruti --with ", "amcli deadline done D", "amcli undo H",
                                  "amcli target split ", "amcli log maruti x --due "])  # fmt: skip
def test_what_completion_loads(sample: Cli, line: str, shell: str) -> None:
    """Completion imports nothing heavy either, whichever shell asks."""
    count = str(len(line.split(" ")) - 1)
    environ = {"_AMCLI_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": count,
               "_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}  # fmt: skip
    names = modules(sample, **environ)
    assert not {name.split(".")[0] for name in names} & HEAVY
    assert "decimal" not in names or "target" in line  # which has amounts among its options
    assert not any(name.startswith("amcli.render") or ".services" in name for name in names)


COMPILED = """
import atexit, re, sys
compile, ours = re.compile, []
def counted(*arguments):
    module = sys._getframe(1).f_globals["__name__"]
    if module.startswith("amcli.") and module != "amcli.base.pattern":
        ours.append(module)
    return compile(*arguments)
re.compile = counted
atexit.register(lambda: print("", *ours, file=sys.stderr))
from amcli.app.main import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    "words", [("account", "list"), ("today", "-f", "table"), ("report", "sales"), ("log", "maruti", "x")], ids=" ".join
)
def test_a_start_compiles_no_pattern_that_it_does_not_use(sample: Cli, words: tuple[str, ...]) -> None:
    """What every day's commands import compiles no regular expression while it is imported: that took 3 ms of each."""
    assert modules(sample, *words, program=COMPILED) == set()
