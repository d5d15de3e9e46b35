"""What the program prints for each shell: the words that the shells of test_completion_shells.py are given."""

from typing import Any

import pytest

from amcli.app.main import main
from conftest import Cli

NAMES = (
    "O'Brien & Sons",
    "$(touch PWN)",
    'say "hi"',
    "a;b",
    "[/x] y",
    "co:lon",
    "ba`ck`tick",
    "-rf",
    "star*",
    "tab\tbed",
)
ASKED = {
    "bash": lambda line: {"COMP_WORDS": line.replace(" ", "\n"), "COMP_CWORD": str(line.count(" "))},
    "zsh": lambda line: {"_TYPER_COMPLETE_ARGS": line},
    "fish": lambda line: {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": lambda line: {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.split(" ")[-1]},
}


@pytest.fixture
def named(cli: Cli) -> Cli:
    """Contacts with names that a shell would read as something else."""
    cli.ok("account", "add", "Acme")
    for name in NAMES:
        cli.ok("contact", "add", "--", "acme", name)
    cli.ok("budget", "add", "acme", "Trade", "--period", "2026", "--amount", "5")
    return cli


def ask(cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any, shell: str, line: str) -> str:
    """What is printed when the cursor is at the end of the line."""
    for name, value in {**cli.environ, "_AMCLI_COMPLETE": f"complete_{shell}", **ASKED[shell](line)}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    out: str = capsys.readouterr().out
    return out


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", [r"O\'Brien\ \&\ Sons", r"\$\(touch\ PWN\)", r"say\ \"hi\"", r"a\;b", r"star\*"]),
        ("zsh", [r"O\'\''Brien", r"\$\(touch\ PWN\)", r"a\;b"]),
        ("fish", ["O'Brien & Sons", "$(touch PWN)", 'say "hi"', "a;b", "star*"]),
        ("powershell", ["'O''Brien & Sons'", "'$(touch PWN)'", "'a;b'"]),
    ],
)
def test_names_are_escaped_for_the_shell_that_asks(
    named: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any, shell: str, words: list[str]
) -> None:
    """Each name is printed so that the shell hands it to the command as it is."""
    printed = ask(named, monkeypatch, capsys, shell, "amcli contact show ")
    for word in words:
        assert word in printed
    assert "C8" in printed  # the name that looks like an option goes by its id


@pytest.mark.parametrize("shell", ASKED)
def test_a_beginning_picks(named: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any, shell: str) -> None:
    """Only what begins so is offered: of the contacts, of the words of a choice, of the budgets."""
    printed = ask(named, monkeypatch, capsys, shell, "amcli contact show st")
    assert "star" in printed
    assert "Brien" not in printed
    assert "decider" in ask(named, monkeypatch, capsys, shell, "amcli contact add acme x --role dec")
    assert "Trade" in ask(named, monkeypatch, capsys, shell, "amcli budget spend acme Tr")


def test_a_quotation_that_is_open_goes_on(named: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """In bash a word is completed within an opened quotation mark; in zsh a space that is escaped is no end."""
    assert "O'Brien & Sons" in ask(named, monkeypatch, capsys, "bash", 'amcli contact show "O')
    assert "Brien" in ask(named, monkeypatch, capsys, "zsh", "amcli contact show O\\'Brien\\ ")


def test_nothing_to_offer(cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """No file yet, or none that can be read: zsh offers files, the others nothing, and nobody complains."""
    assert "_files" in ask(cli, monkeypatch, capsys, "zsh", "amcli contact show ")
    cli.db.write_text("no database")
    assert ask(cli, monkeypatch, capsys, "bash", "amcli contact show ").strip() == ""
