"""Completion in each shell, as the shell asks for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Cli

AMCLI = str(Path(sys.executable).with_name("amcli"))


def ask(cli: Cli, shell: str, line: str) -> str:
    """What the program answers when the cursor is at the end of the line."""
    words = line.split(" ")
    asked = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    environ = {**os.environ, **cli.environ, "_AMCLI_COMPLETE": f"complete_{shell}", **asked}
    done = subprocess.run([AMCLI], env=environ, capture_output=True, text=True, check=False, timeout=30)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("amcli account show ma", "maruti"),
        ("amcli account show Ma", "Maruti"),
        ("amcli product show brake-d", "brake-disc"),
        ("amcli product show Oil", "Oil"),
        ("amcli contact show Anika", "Anika"),
        ("amcli sale add ford 5 --product alt", "alternator"),
        ("amcli sale add ford 5 --kind cr", "credit"),
        ("amcli report sales --period this-q", "this-quarter"),
        ("amcli report sales --explain fo", "ford"),
        ("amcli sale list -f js", "jsonl"),
        ("amcli acc", "account"),
        ("amcli account arch", "archive"),
        ("amcli import acc", "accounts"),
        ("amcli config get fis", "fiscal.start"),
        ("amcli help dat", "dates"),
        ("amcli help deadline sno", "snooze"),
    ],
)
def test_completion(sample: Cli, shell: str, line: str, word: str) -> None:
    """Codes, names, choices and commands complete in bash, zsh and fish."""
    assert word in ask(sample, shell, line)


def test_an_id_and_the_value_of_a_setting(sample: Cli) -> None:
    """Once its letters are typed an id is offered in the account's place; a setting offers colleagues, or its words."""
    lines = ("deadline add OP", "log maruti Called --about OP", "config set me n", "config set decimal c")
    said = [ask(sample, "bash", f"amcli {line}").split("\n")[0].strip() for line in lines]
    assert said == ["OP7", "OP2", "nora", "comma"]


def test_a_name_that_means_another_record_is_not_completed(cli: Cli) -> None:
    """A name shaped like an id is typed as it is; one that is another record's code or key is not offered."""
    cli.ok("account", "add", "A7 Motors", "--code", "one")
    cli.ok("account", "add", "A1", "--code", "two")
    cli.ok("account", "add", "KRM", "--code", "three")
    cli.ok("account", "add", "Other", "--code", "krm")
    cli.ok("account", "add", "Key 9", "--code", "five")
    cli.ok("account", "add", "Sixth", "--external-id", "Key 9")
    for typed, wanted in (("A1", "A1"), ("KR", ""), ("Key", ""), ("Ot", "Other")):
        assert ask(cli, "bash", f"amcli account show {typed}").split("\n")[0].strip() == wanted


def test_nothing_to_read_completes_nothing(cli: Cli) -> None:
    """A missing or damaged file is no error in the middle of a line."""
    assert ask(cli, "bash", "amcli account show ma").strip() == ""
    cli.db.write_bytes(b"no database" * 100)
    assert ask(cli, "bash", "amcli account show ma").strip() == ""


def test_the_file_of_the_line_is_asked(sample: Cli) -> None:
    """--db on the line being completed names the file to complete from."""
    other = Cli(sample.folder)
    other.environ["AMCLI_DB"] = str(sample.folder / "none.db")
    assert "maruti" in ask(other, "bash", f"amcli --db {sample.db} account show ma")


def test_a_name_is_one_shell_word(cli: Cli) -> None:
    """bash inserts what it is given, so spaces and whatever a shell would run are escaped."""
    cli.ok("account", "add", "Ford")
    cli.ok("contact", "add", "ford", "Eve $(touch x) `y`; & 'z'")
    answer = ask(cli, "bash", "amcli contact show Ev").strip()
    line = f"printf %s {answer}"
    echoed = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, cwd=cli.folder)
    assert echoed.stdout == "Eve $(touch x) `y`; & 'z'"
    assert not (cli.folder / "x").exists()


def test_the_script_to_install_is_printed(sample: Cli) -> None:
    """--show-completion prints what the shell that asks is to source."""
    line = ["bash", "-c", f"{AMCLI} --show-completion; true"]  # `; true` keeps bash there as the shell that asks
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=30)
    assert "_AMCLI_COMPLETE=complete_bash" in done.stdout
