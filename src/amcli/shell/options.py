"""Options that commands share, made once: from the field table, and for output.

`takes(...)` gives a command the options of a group and hands them in as one value, so that a command's own
signature says only what is its own.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from amcli.base.errors import BadValue
from amcli.shell import completion as complete
from amcli.shell.invocation import Answer, Output, column_keys

FORMATS = "table|plain|csv|tsv|json|jsonl|markdown|ids|ics|xlsx|parquet"


class Group(NamedTuple):
    """Parameters that belong together: their declarations, and how their values become the one named `into`."""

    into: str
    parameters: tuple[inspect.Parameter, ...]
    collect: Callable[[Mapping[str, Any]], Any]


def option(name: str, kind: Any, default: Any, *declarations: str, help: str, **more: Any) -> inspect.Parameter:
    """One keyword parameter as Typer wants it."""
    annotation = Annotated[kind, typer.Option(*declarations, help=help, **more)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def takes(*groups: Group) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the parameters of the groups to a command. A result of a command with output options becomes an Answer."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        own = inspect.signature(function)
        collected = {group.into for group in groups}
        kept = [
            parameter
            for name, parameter in own.parameters.items()
            if name not in collected and parameter.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        added = [parameter for group in groups for parameter in group.parameters]

        @functools.wraps(function)
        def call(**values: Any) -> Any:
            for group in groups:
                part = {parameter.name: values.pop(parameter.name) for parameter in group.parameters}
                values[group.into] = group.collect(part)
            output = values.get("output")
            if output and output.file:
                values["ctx"].obj.refuse_own(output.file)
            if "output" not in own.parameters:
                values.pop("output", None)
            result = function(**values)
            if isinstance(result, Answer | int):  # an exit code of its own
                return result
            return Answer(result, output) if output is not None else result

        parameters = sorted([*kept, *added], key=_positionals_first)
        call.__signature__ = own.replace(  # type: ignore[attr-defined]
            parameters=[parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
        )
        call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        del call.__dict__["__wrapped__"]
        return call

    return wrap


def _positionals_first(parameter: inspect.Parameter) -> bool:
    marks = getattr(parameter.annotation, "__metadata__", ())
    return not any(type(mark).__name__ == "ArgumentInfo" for mark in marks)


def _output(part: Mapping[str, Any]) -> Output:
    columns = column_keys(part.get("columns") or "")
    return Output(
        part.get("format_") or "",
        part.get("file") or "",
        columns,
        part.get("sort") or "",
        part.get("limit"),
        part.get("quiet") or False,
    )


_FORMAT = option(
    "format_", str | None, None, "--format", "-f", help="How to print it.", metavar=FORMATS,
    autocompletion=complete.words(FORMATS.split("|")),
)  # fmt: skip
_FILE = option("file", str | None, None, "--output", "-o", help="Write to a file instead.", metavar="FILE")
_COLUMNS = option("columns", str | None, None, "--columns", help="Only these, in this order.", metavar="A,B,C")
_SORT = option("sort", str | None, None, "--sort", help="Order by these; - turns one round.", metavar="A,-B")
_LIMIT = option("limit", int | None, None, "--limit", help="At most so many rows.", metavar="N", min=0, max=10**9)
_QUIET = option("quiet", bool, False, "--quiet", "-q", help="Print the reference alone.")
_DRY = option("dry_run", bool, False, "--dry-run", help="Do it, say it, and take it back.")

SHOWN = Group("output", (_FORMAT, _FILE, _COLUMNS), _output)
FORMATTED = Group("output", (_FORMAT, _FILE), _output)
WRITTEN = Group("output", (_FILE,), lambda part: _output(part)._replace(format="plain"))
LISTED = Group("output", (_FORMAT, _FILE, _COLUMNS, _SORT, _LIMIT), _output)
SAID = Group("output", (_QUIET,), _output)
NEVER_ASKS = Group(
    "yes", (option("yes", bool, False, "--yes", "-y", help="Nothing is asked anyway."),), lambda part: bool(part["yes"])
)
DRY = Group("dry_run", (_DRY,), lambda part: bool(part["dry_run"]))


def one_format(name: str, command: str) -> Group:
    """The output options of a command whose result has one format: `-f` may say it, and nothing else (BadValue)."""

    def collect(part: Mapping[str, Any]) -> Output:
        if (part["format_"] or name) != name:
            raise BadValue(f"-f {part['format_']} means nothing for {command}, which is {name}: leave it out")
        return _output(part)._replace(format=name)

    said = option(
        "format_", str | None, None, "--format", "-f", help="What it is anyway.", metavar=name,
        autocompletion=complete.words([name]),
    )  # fmt: skip
    return Group("output", (said, _FILE), collect)


PERIOD = Group(
    "period",
    (option("period", str | None, None, "--period", help="Such as 2026-Q4, this-month, 2026-01-01..2026-03-31.",
            metavar="PERIOD", autocompletion=complete.periods),),
    lambda part: part["period"],
)  # fmt: skip
