"""A command of the parser's, made of a function, its own parameters and those that it is handed."""

import sys
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from typing import Any

import typer
from typer.core import TyperCommand
from typer.models import ParamMeta
from typer.utils import get_params_from_function

from amcli.base.errors import BadValue
from amcli.base.formats import check_format
from amcli.base.results import Change
from amcli.base.text import is_text, quote
from amcli.shell.help_page import Helped
from amcli.shell.invocation import CommandResult
from amcli.shell.options import Group, Handed

# What the help calls the names of files, and a program with its arguments.
MAY_BE_BYTES = ("FILE", "[FILE]", "CMD")
# What makes a parameter of the parser's from a declaration. Typer has no public way to it but the signature of a
# function; since 0.29 it goes by another name, and gives the parameter alone.
_TYPER = vars(typer.main)
_read: Callable[[ParamMeta], Any] = _TYPER.get("get_click_param") or _TYPER["_get_param"]


class Command(Helped, TyperCommand):
    """Calls `function(ctx, …)` with what was typed; its result goes out by the output options, where it takes any.

    handed: parameters, each for the argument of its name, and groups, each for the argument that it is collected into.
    The parameters of the function itself come before them in the help, and all arguments before all options.
    """

    def __init__(self, name: str, function: Callable[..., Any], handed: Sequence[Handed], help: str) -> None:
        self._function = function
        self._groups = [each for each in handed if isinstance(each, Group)]
        filled = {each.into if isinstance(each, Group) else each.name for each in handed}
        kinds = {name: each.kind for name, each in signature(function).parameters.items()}
        _, *arguments = get_params_from_function(function).values()  # the first is the context
        arguments = [each for each in arguments if kinds[each.name] is not Parameter.VAR_KEYWORD]
        self._takes_output = any(each.name == "output" for each in arguments)
        declared = [each for each in arguments if each.name not in filled]
        for each in handed:
            declared += each.parameters if isinstance(each, Group) else (each,)
        params = [_parameter(each) for each in declared]
        params.sort(key=lambda each: each.param_type_name != "argument")
        super().__init__(name, params=params, help=help, rich_markup_mode=None)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A line being completed may end in an option that waits for its value. The parser would forget the rest of the
        line over it; what completes the value knows it anyway.
        """
        if ctx.resilient_parsing and args and "--" not in args and self._awaits_value(args[-1]):
            args = args[:-1]
        if not ctx.resilient_parsing:
            self._refuse_twice(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_twice(self, ctx: Any, args: list[str]) -> None:
        """BadValue for an option of one value that has two: the parser would take the last and say nothing."""
        single = {name: each for each in self.params for name in each.opts if _takes_one(each)}
        words = (arg.partition("=")[0] if arg[:2] == "--" else arg[:2] for arg in args)
        named = [id(single[word]) for word in words if word in single]
        if len(named) == len({*named}):
            return
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))  # a word may also be the value of another
        given = [each for each in order if _takes_one(each)]
        if twice := next((each for each in given if given.count(each) > 1), None):
            several = "," in f"{twice.metavar}{getattr(twice, 'help', '')}"
            both = ", or write both as one value, with a comma" if several else ""
            raise BadValue(f"{max(twice.opts, key=len)} stands twice: leave one out{both}")

    def _awaits_value(self, word: str) -> bool:
        return any(word in each.opts and not getattr(each, "is_flag", True) for each in self.params)

    def invoke(self, ctx: Any) -> Any:
        """Call the function. Before anything is done, what is no text and an output over amcli's own are refused."""
        values = {name: _plain(value) for name, value in ctx.params.items()}
        self._refuse_no_text(values)
        for group in self._groups:
            values[group.into] = group.collect({each.name: values.pop(each.name) for each in group.parameters})
        output = values.get("output")
        if output and output.format:
            check_format(output.format)
        if output and output.file:
            ctx.obj.refuse_own(output.file)
        if not self._takes_output:
            values.pop("output", None)
        result = self._function(ctx, **values)
        if isinstance(result, Change) and not values.get("dry_run"):
            ctx.obj.done = result
        if output is None or isinstance(result, CommandResult | int):  # an exit code of its own
            return result
        return CommandResult(result, output)

    def _refuse_no_text(self, values: Mapping[str, Any]) -> None:
        """BadValue for bytes that are no text, but in the name of a file, which may have any."""
        for each in self.params:
            value = values[str(each.name)]
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str) and not is_text(text) and each.metavar not in MAY_BE_BYTES:
                    called = (
                        each.opts[0] if each.param_type_name == "option" else each.metavar or str(each.name).upper()
                    )
                    encoding = sys.getfilesystemencoding().upper()
                    raise BadValue(f"{called.rstrip('.')}: {quote(text)} is not text in {encoding}: nothing was done")


def _takes_one(parameter: Any) -> bool:
    """Whether it is an option whose one value may not be typed twice."""
    return parameter.param_type_name == "option" and not (parameter.multiple or parameter.is_flag or parameter.count)


def _parameter(declared: ParamMeta) -> Any:
    read = _read(declared)
    return read[0] if isinstance(read, tuple) else read  # before 0.29 beside it what makes a list of a tuple


def _plain(value: Any) -> Any:
    """Values of a repeatable option as a list, and None where there are none: Typer's parser gives a tuple."""
    return list(value) or None if isinstance(value, tuple | list) else value
