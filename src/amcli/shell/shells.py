"""Completion as each shell's installed script asks for it. Typer finds the candidates; what is printed is ours.

Typer's own lines are not safe with other people's text: zsh would run what a name says, and square brackets are taken
for Rich's markup. Its scripts stay, so one that was installed long ago is as safe as a new one.
"""

import os
import shlex
from typing import Any

from typer._click.shell_completion import CompletionItem, add_completion_class
from typer._completion_classes import BashComplete, FishComplete, PowerShellComplete, ZshComplete

from amcli.shell import shell_words


def register() -> None:
    """Put these in the place of Typer's."""
    shells = {"bash": Bash, "zsh": Zsh, "fish": Fish, "powershell": PowerShell, "pwsh": PowerShell}
    for name, shell in shells.items():
        add_completion_class(shell, name)


def printable(items: list[Any]) -> list[tuple[str, str]]:
    """Words with their descriptions, without those that no line could carry."""
    pairs = [(str(item.value), shell_words.beside(item.help or "")) for item in items]
    return [(word, described) for word, described in pairs if word and shell_words.fits(word)]


def begun(line: str) -> tuple[list[str], str, str]:
    r"""The words of a line up to the cursor, the one at the cursor last, and the quotation mark that is open there.

    One letter more at the end tells `Sam ` from `Sam\ `: it makes a word of its own or goes on with the last.
    """
    lexer = shlex.shlex(f"{line}x", posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    quote = ""
    try:
        for word in lexer:
            words.append(word)
    except ValueError:
        words.append(lexer.token)
        quote = lexer.state or ""  # type: ignore[attr-defined]  # no stub has it; Typer reads `token` the same way
    return words[1:-1], words[-1][:-1], quote


class Bash(BashComplete):
    """COMP_WORDS and COMP_CWORD; a word a line, inserted as it comes."""

    def complete(self) -> str:
        args, incomplete = self.get_completion_args()
        quote = self.open_quote()
        words = [word for word, _ in printable(self.get_completions(args, incomplete))]
        return "\n".join(shell_words.bash(word, quote, file=os.path.lexists(word)) for word in words)

    def open_quote(self) -> str:
        """The quotation mark that begins the word at the cursor: bash leaves it, and replaces what follows it.

        Where it is not certain there is none: a word that is escaped for no quotation is harmless within one.
        """
        line = os.environ["COMP_WORDS"]
        *before, last = line.split("\n")
        quote = begun(line)[2]
        return quote if len(before) == int(os.environ["COMP_CWORD"]) and last.startswith(quote) else ""


class Zsh(ZshComplete):
    """A line for `eval`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        return begun(os.environ.get("_TYPER_COMPLETE_ARGS", ""))[:2]

    def complete(self) -> str:
        pairs = printable(self.get_completions(*self.get_completion_args()))
        return shell_words.zsh(pairs) if pairs else "_files"


class Fish(FishComplete):
    """A word a line, its description behind a tab; also asked whether there is anything, by exit code."""

    def get_completion_args(self) -> tuple[list[str], str]:
        return begun(os.environ.get("_TYPER_COMPLETE_ARGS", ""))[:2]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        items = super().get_completions(args, incomplete)
        return [CompletionItem(word, help=described) for word, described in printable(items)]

    def format_completion(self, item: CompletionItem) -> str:
        return shell_words.fish(item.value, item.help or "")


class PowerShell(PowerShellComplete):
    """A word and its description a line, with `:::` between, the word inserted as it comes."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return args, shell_words.powershell_text(incomplete)

    def complete(self) -> str:
        pairs = printable(self.get_completions(*self.get_completion_args()))
        return "\n".join(shell_words.powershell(*pair) for pair in pairs)
