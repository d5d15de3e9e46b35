"""`amcli krm`, `amcli D12`: a record by what it is called, where no command is called so."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import typer

from amcli.base.errors import AmcliError, BadValue
from amcli.base.registry import HOMES, NOUNS
from amcli.base.text import nearest, quote
from amcli.records.cli.completion import asked, called_by
from amcli.records.cli.completion import records as completed
from amcli.shell.completion import Pair
from amcli.shell.invocation import Invocation
from amcli.store.lookup import NEAREST_AMONG, id_number, record_called
from amcli.store.reader import Reader

FIRST = "account"  # what most words are meant for
OPERATION = "H"


class Shown(NamedTuple):
    """What shows a record: a command, or one of its verbs."""

    command: str
    verb: str = ""


class NamedRecord:
    """Stands for a command until the file is known: then it is that which shows the record."""

    def __init__(self, program: Any) -> None:
        self._program = program

    def make_context(self, info_name: str, args: list[str], parent: Any = None, **more: Any) -> Any:
        """The context of the command that shows the record, as if it had been typed. BadValue where there is none."""
        invocation: Invocation = parent.obj
        shown = shown_by(invocation.reader, info_name) if invocation.env.was_there else None
        if shown is None:
            raise _unknown(invocation, info_name, self._program.list_commands(parent))
        return context_of(self._program, parent, shown, info_name, args, **more)


class CompletedRecord:
    """The same on a line that is being completed."""

    def __init__(self, program: Any, shown: Shown) -> None:
        self._program, self._shown = program, shown

    def make_context(self, info_name: str, args: list[str], parent: Any = None, **more: Any) -> Any:
        return context_of(self._program, parent, self._shown, info_name, args, **more)


def context_of(program: Any, parent: Any, shown: Shown, word: str, args: list[str], **more: Any) -> Any:
    """The context of what shows a record."""
    command = program.get_command(parent, shown.command)
    if shown.verb:
        command = command.get_command(parent, shown.verb)
    return command.make_context(" ".join(filter(None, shown)), [word, *args], parent=parent, **more)


def shown_by(reader: Reader, word: str) -> Shown | None:
    """What shows the record that is called exactly so: by a code or a former one, then by an id. None for no record."""
    if found := record_called(reader.connection, word):
        return Shown(found[0], "show")
    number = id_number(OPERATION, word)
    there = number is not None and reader.rows("SELECT 1 FROM operation WHERE id = ?", (number,)).fetchone()
    return Shown("history") if there else None


def while_completing(program: Any, ctx: typer.Context, word: str) -> CompletedRecord | None:
    """What stands for the command of a record on a line that is being completed; None for no record."""
    found: list[Shown] = []

    def ask(reader: Reader) -> list[Pair]:
        shown = shown_by(reader, word)
        found.extend([shown] if shown else [])
        return []

    asked(ctx, ask)
    return CompletedRecord(program, found[0]) if found else None


def codes(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The codes and ids that begin so, with what describes each: those of accounts, then as in the help."""
    found = [pair for pair in completed(FIRST)(ctx, incomplete) if pair[0].startswith(incomplete)]
    letters = incomplete.rstrip("0123456789")
    for name in HOMES:
        noun = NOUNS[name]
        if name != FIRST and (noun.coded or noun.letter == letters):
            found += called_by(name, "code" if noun.coded else "id")(ctx, incomplete)
    return list(dict(reversed(found)).items())[::-1]


def _noun_of(word: str) -> str:
    """The noun whose ids look like the word; an empty text where it looks like none."""
    found = (name for name in HOMES if not NOUNS[name].coded and id_number(NOUNS[name].letter, word) is not None)
    return next(found, "")


def _unknown(invocation: Invocation, word: str, commands: Sequence[str]) -> BadValue:
    """That nothing is called so, with the nearest commands and codes; first the account that the word means anyway."""
    if not invocation.env.was_there:
        return BadValue(f"there is no command {quote(word)}; see `amcli --help`", nearest(word, commands))
    if of_id := _noun_of(word):
        return BadValue(f"there is no {of_id} {quote(word)}: see `amcli {of_id} list`")
    reader = invocation.reader
    known = list(commands)
    for name in HOMES:
        if NOUNS[name].coded:
            known += [code for (code,) in reader.rows(f"SELECT code FROM {name} LIMIT {NEAREST_AMONG}")]
    try:
        meant = [reader.find(FIRST, word).reference]
    except AmcliError:
        meant = []
    near = tuple(dict.fromkeys([*meant, *nearest(word, known)]))[:3]
    return BadValue(f"there is no command and no record {quote(word)}; see `amcli --help`", near)
