"""A command that has verbs. Only the verb that is asked for is built: an option costs its time too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from typer.core import TyperGroup

from amcli.shell.command import Command
from amcli.shell.help_page import Helped
from amcli.shell.options import Handed


class Verb(NamedTuple):
    """A function, the parameters and groups that it is handed, and its help where its docstring is not that."""

    function: Callable[..., Any]
    handed: tuple[Handed, ...] = ()
    help: str = ""

    def command(self, name: str) -> Command:
        """The command that the parser runs."""
        return Command(name, self.function, self.handed, self.help or self.function.__doc__ or "")


def verb(*handed: Handed) -> Callable[[Callable[..., Any]], Verb]:
    """Make a verb of a function, which is handed these; its docstring is the help."""
    return lambda function: Verb(function, handed)


class CommandGroup(Helped, TyperGroup):
    """The verbs of a noun, or the questions of `report`, in the order of the help."""

    def __init__(self, name: str, help: str, usual: str = "") -> None:
        """usual: the verb that is meant where none is named, so that what it takes may stand right behind the group."""
        super().__init__(name=name, help=help, rich_markup_mode=None)
        self._usual = usual
        self._verbs: dict[str, Callable[[], Verb | CommandGroup] | None] = {}
        self._aliases: dict[str, str] = {}

    def command(self, name: str) -> CommandGroup:
        """Itself: a group may stand among the verbs of another one."""
        del name
        return self

    def register(self, name: str, make: Callable[[], Verb | CommandGroup] | None) -> None:
        """Take in a verb or a group, made when it is asked for; None keeps its place in the help for one to come."""
        self._verbs[name] = make

    def verb(self, name: str, *handed: Handed) -> Callable[[Callable[..., Any]], Verb]:
        """Make a verb of a function, as `verb` does, and take it in."""

        def made(function: Callable[..., Any]) -> Verb:
            one = Verb(function, handed)
            self.register(name, lambda: one)
            return one

        return made

    def call_also(self, alias: str, name: str) -> None:
        """Let a verb have another name, which no list shows."""
        self._aliases[alias] = name

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A group alone asks for its help, or is its usual verb."""
        named = bool(args) and (args[0] in self._verbs or args[0] in self._aliases)
        if self._usual and not named and not set(args) & set(ctx.help_option_names):
            args = [self._usual, *args]
        return super().parse_args(ctx, args or ["--help"])

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self._verbs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        make = self._verbs.get(self._aliases.get(cmd_name, cmd_name))
        return make().command(cmd_name) if make else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Each verb with the whole first sentence of its help."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(500)) for name, command in commands if command])
