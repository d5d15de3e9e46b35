"""One run of the program: what it was given, where it writes, and how its one result is asked for."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TextIO

from amcli.base.results import Change, Document, Listing, Message, Record, Report
from amcli.settings.environment import Env
from amcli.store.reader import Reader, reading

Result = Listing | Report | Record | Document | Change | Message
TERMINAL_ROWS = 50  # what a list shows on a terminal when nobody said --limit
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".eml": "eml",
    ".pdf": "pdf",
    ".ics": "ics",
    ".vcf": "vcf",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}


class Output(NamedTuple):
    """The output options of one command, as they were typed."""

    format: str = ""
    file: str = ""
    columns: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None
    quiet: bool = False


class CommandResult(NamedTuple):
    """A result on its way out, and how it was asked for."""

    result: Result
    output: Output = Output()
    exit_code: int = 0


class Invocation:
    """The surroundings of one command: the file, the clock, the streams."""

    def __init__(self, env: Env, *, no_color: bool = False) -> None:
        self.env = env
        self.no_color = no_color
        self.out: TextIO = sys.stdout
        self.err: TextIO = sys.stderr
        self.stack = ExitStack()
        self.done: Change | None = None  # what stands from now on, whatever becomes of its report
        self.left: list[str] = []  # sentences in case the command fails, such as where a draft is

    @cached_property
    def reader(self) -> Reader:
        """The file, open to read until the result is written: rows are a stream."""
        return self.stack.enter_context(reading(self.env))

    @property
    def remarks(self) -> tuple[str, ...]:
        """How something was taken that was typed, each said once; nothing where the file was not read."""
        reader: Reader | None = vars(self).get("reader")
        return tuple(dict.fromkeys(reader.remarks)) if reader else ()

    @property
    def on_terminal(self) -> bool:
        """Whether a person reads the result."""
        return self.out.isatty()

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and self.err.isatty()

    def say(self, sentence: str) -> None:
        """A note for a person, beside the result."""
        from amcli.base.text import one_line
        from amcli.render.width import wrapped

        self.err.write(f"{wrapped(one_line(sentence), self.terminal_width(self.err))}\n")

    def format_of(self, output: Output) -> str:
        """The format asked for; else by the file's ending; else a table for a person and plain for a pipe."""
        if output.format:
            return output.format
        if output.file:
            return ENDINGS.get(Path(output.file).suffix.lower(), "plain")
        return "table" if self.on_terminal else "plain"

    def limit_of(self, output: Output) -> int | None:
        """How many rows a list shows."""
        if output.limit is not None:
            return output.limit
        person = self.on_terminal and not output.file and self.format_of(output) == "table"
        return TERMINAL_ROWS if person else None

    def color(self) -> bool:
        """Colour is for a terminal that wants it."""
        environ: Mapping[str, str] = self.env.environ
        plain = self.no_color or environ.get("NO_COLOR") or environ.get("TERM") in ("dumb", "unknown")
        return self.on_terminal and not plain

    def width(self) -> int | None:
        """COLUMNS, where it says a number; else the terminal's own."""
        columns = self.env.environ.get("COLUMNS", "")
        return int(columns) if columns.isascii() and columns.isdigit() and 0 < int(columns) < 10_000 else None

    def terminal_width(self, stream: TextIO) -> int | None:
        """How wide the terminal is that a stream goes to; None for a pipe, and where nobody knows."""
        if not stream.isatty():
            return None
        try:
            return self.width() or os.get_terminal_size(stream.fileno()).columns or None
        except (OSError, ValueError):
            return None

    def refuse_own(self, file: str) -> None:
        """BadValue for an output that would be written over a file of amcli's own. To be asked before all else."""
        from amcli.store.own_files import refuse_own_file

        refuse_own_file(self.env, file)


def column_keys(text: str) -> tuple[str, ...]:
    """The keys of `--columns a,b,c`."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def texts(values: Sequence[str] | None) -> tuple[str, ...]:
    """A repeatable option as a tuple."""
    return tuple(values or ())
