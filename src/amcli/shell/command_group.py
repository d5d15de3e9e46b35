"""A command that has verbs. Only the verb that is asked for is built: an option costs its time too."""

from collections.abc import Callable
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup

from amcli.shell.options import Group, takes


class Verb(NamedTuple):
    """A function, the groups of options that it takes, and its help where its docstring is not that."""

    function: Callable[..., Any]
    groups: tuple[Group, ...] = ()
    help: str | None = None

    def command(self, name: str) -> Any:
        """The command that the parser runs."""
        single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        function = takes(*self.groups)(self.function) if self.groups else self.function
        single.command(name, help=self.help)(function)
        return typer.main.get_command(single)


def verb(*groups: Group) -> Callable[[Callable[..., Any]], Verb]:
    """Make a verb of a function, with the options of the groups; its docstring is the help."""
    return lambda function: Verb(function, groups)


class CommandGroup(TyperGroup):
    """The verbs of a noun, or the questions of `report`."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__(name=name, help=help, rich_markup_mode=None)
        self._verbs: dict[str, Callable[[], Verb] | None] = {}

    def verb(self, name: str, *groups: Group) -> Callable[[Callable[..., Any]], Verb]:
        """Take a function in as a verb, with the options of the groups; its docstring is the help."""

        def register(function: Callable[..., Any]) -> Verb:
            made = Verb(function, groups)
            self._verbs[name] = lambda: made
            return made

        return register

    def bring(self, name: str, make: Callable[[], Verb] | None) -> None:
        """Take in a verb that is made when it is asked for; None keeps its place in the help for one to come."""
        self._verbs[name] = make

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A noun alone asks for its help."""
        return super().parse_args(ctx, args or ["--help"])

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self._verbs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        make = self._verbs.get(cmd_name)
        return make().command(cmd_name) if make else None
