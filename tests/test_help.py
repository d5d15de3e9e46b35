"""Every command has help with an example, and every example is a command line that works."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from amcli.cli.app import app
from conftest import Cli


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, as its words."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("amcli", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if not hasattr(command, "list_commands"):
            yield (name,)
        else:
            yield from ((name, verb) for verb in command.list_commands(context))


COMMANDS = list(commands())
# What their examples need to be there first.
NEEDS: dict[tuple[str, ...], list[tuple[str, ...]]] = {
    ("contact", "show"): [("contact", "add", "maruti", "Asha Rao")],
    ("log",): [("contact", "add", "maruti", "Asha Rao")],
    ("account", "remove"): [("account", "add", "Nobody", "--code", "nobody")],
    ("deadline", "skip"): [("deadline", "edit", "D12", "--every", "month")],
    ("redo",): [("account", "add", "Nobody"), ("undo",)],
}
REPLACED = {("account", "remove"): ("maruti", "nobody"), ("product", "remove"): ("brake-pad-set", "unsold")}
NEEDS[("product", "remove")] = [("product", "add", "Unsold")]


def example(cli: Cli, words: tuple[str, ...]) -> list[str]:
    """The example of a command's help, as words after `amcli`."""
    text = " ".join(cli.ok(*words, "--help").split())
    found = re.search(r"Example: amcli (.+?)(?: Arguments:| Options:)", text)
    assert found, f"amcli {' '.join(words)} has no example"
    return shlex.split(found[1].split(" | amcli ")[-1])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(cli: Cli, words: tuple[str, ...]) -> None:
    """The help says what the command does, and shows it once; every option says what it is for."""
    text = cli.ok(*words, "--help")
    assert len(text.split("Example:")[0].split("\n\n")[1].split()) >= 3
    typed = example(cli, words)
    assert tuple(typed[: len(words)]) == words


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_example_works(sample: Cli, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of the help, run on the sample portfolio, does what it says."""
    monkeypatch.chdir(sample.folder)
    invoice = "account,amount,Invoiced,Invoice,Line\nford,12.50,2026-09-01,881,1\n"
    (sample.folder / "invoices.csv").write_text(invoice)
    for line in NEEDS.get(words, []):
        sample.ok(*line)
    typed = example(sample, words)
    if words in REPLACED:
        old, new = REPLACED[words]
        typed = [new if word == old else word for word in typed]
    if words[-1] == "add" and "--code" in typed:
        typed[typed.index("--code") + 1] += "-2"
    done = sample(*typed, stdin="D20\n")
    if words[-1] == "remove" and done.code == 4:
        assert "referred to" in done.err
        return
    assert done.code == 0, f"amcli {shlex.join(typed)}: {done.err}"


def test_the_demo_shows_both_screens(cli: Cli) -> None:
    """`amcli demo` shows the day and the sales report, says that its today is fixed, and leaves nothing behind."""
    done = cli("demo")
    assert done.code == 0, done.err
    assert "2026-09-17" in done.err
    assert "D13" in done.out
    assert "Kirchoff Automotive Parts" in done.out
    assert not cli.db.exists()
    assert cli("demo", "--keep", str(cli.folder / "kept.db")).code == 0
    assert cli("demo", "--keep", str(cli.folder / "kept.db")).code == 4
