"""How help looks: what a command does, two examples of a day's work, then its options, at any width from 40 on.

No word is ever broken: what does not fit goes on in the next line, an option's choices at their `|`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc
from textwrap import wrap
from typing import Any

from typer._click.formatting import HelpFormatter

from amcli.base.pattern import pattern

WIDEST = 98  # longer lines of prose are hard to read
EXAMPLE = "Example: "
# By the least width: how wide the column of options and commands may be. A longer one has a line of its own.
COLUMNS = ((70, 30), (50, 22), (0, 14))
# A word of a shell's line, and an option together with its value.
_WORD = r"""(?:[^\s"']|"[^"]*"|'[^']*')+"""
_TOKEN = pattern(rf"--?[a-z-]+ (?!-){_WORD}|{_WORD}")


def help_text(line: str, examples: Iterable[str]) -> str:
    """The help of a command that is made and not written: what it does, and examples of it."""
    return "\n".join((line, "", *(f"{EXAMPLE}{example}" for example in examples)))


class HelpPage(HelpFormatter):
    """A formatter of the parser's that breaks no word, and keeps lists readable on a narrow terminal."""

    def __init__(self) -> None:
        columns = shutil.get_terminal_size().columns
        super().__init__(width=max(min(columns - 2, WIDEST), 30))

    def write_text(self, text: str) -> None:
        """Paragraphs, each wrapped anew, with an empty line between two of them."""
        indent = " " * self.current_indent
        paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text)]
        self.write("\n\n".join(_wrapped(each, self.width, indent, indent) for each in paragraphs) + "\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage in one line, or the arguments below where that is too narrow."""
        head = f"{prefix or 'Usage: '}{prog} "
        beside = len(head) + max(map(len, args.split()), default=0) <= self.width
        indent = " " * (len(head) if beside else 4)
        self.write(_wrapped(args, self.width, head, indent) if beside else head.rstrip())
        self.write("\n" if beside else f"\n{_wrapped(args, self.width, indent, indent)}\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 0, col_spacing: int = 2) -> None:
        """Words, and beside each what it means; below it where the word is wider than its column."""
        rows = list(rows)
        col_max = col_max or next(most for least, most in COLUMNS if self.width >= least)
        column = min(max((len(first) for first, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        beside = " " * (self.current_indent + column)
        for first, second in rows:
            *above, last = _at_choices(first, self.width - self.current_indent)
            for line in above:
                self.write(f"{indent}{line}\n")
            if not second:
                self.write(f"{indent}{last}\n")
                continue
            head = f"{indent}{last}"
            if len(last) + col_spacing > column:
                self.write(f"{head}\n")
                head = ""
            self.write(_wrapped(" ".join(second.split()), self.width, head.ljust(len(beside)), beside) + "\n")

    def write_examples(self, examples: Iterable[str]) -> None:
        """Command lines to copy: a long one goes on behind a backslash, as a shell takes it."""
        with self.section("Examples"):
            for example in examples:
                self.write("\n".join(_command_lines(example, self.width, " " * self.current_indent)) + "\n")


class Helped:
    """A command or a group of the parser's whose help is such a page. Its text may have lines `Example: amcli …`."""

    help: str | None

    @property
    def examples(self) -> list[str]:
        """The command lines that the help begins with."""
        lines = map(str.strip, (self.help or "").splitlines())
        return [line.removeprefix(EXAMPLE) for line in lines if line.startswith(EXAMPLE)]

    def get_help(self, ctx: Any) -> str:
        """The whole help as text. It needs no file, and loads nothing but the command."""
        page = HelpPage()
        self.format_help(ctx, page)  # type: ignore[attr-defined]  # the parser's class beside this one
        return page.getvalue().rstrip("\n")

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it does in a sentence, the examples, and then what else there is to know."""
        lines = cleandoc(self.help or "").splitlines()
        text = "\n".join(line for line in lines if not line.startswith(EXAMPLE)).strip()
        first, _, more = text.partition("\n\n")
        examples = self.examples
        for part in (first, examples, more.strip()):
            if part is examples and part:
                formatter.write_examples(part)
            elif part:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(part)


def _wrapped(text: str, width: int, first: str, further: str) -> str:
    """A paragraph in lines of the width; a word that is wider stands whole in its own."""
    lines = wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) or first.rstrip()


def _at_choices(text: str, width: int) -> list[str]:
    """An option with its choices in lines of the width, broken behind a `|` or a blank alone."""
    lines = [""]
    for piece in re.findall(r"[^| ]*[| ]|[^| ]+$", text):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > width:
            lines.append("    ")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _command_lines(text: str, width: int, indent: str) -> Iterator[str]:
    """A command line in lines of the width; a text in quotes is broken where nothing else helps."""
    width -= 2  # leaves room for the backslash
    further = f"{indent}    "
    line = indent
    for token in _TOKEN.findall(text):
        glued = f"{line}{token}" if line.isspace() else f"{line} {token}"
        if len(glued) > width and not line.isspace():
            yield f"{line} \\"
            glued = f"{further}{token}"
        *above, line = _wrapped(glued.lstrip(), width, glued[: -len(glued.lstrip())], further).split("\n")
        yield from above
    yield line
