"""Options that commands share, made once, and how a command is handed them.

A command takes parameters beside those that its own signature declares: one by its name, several that belong together
as one value.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import typer
from typer.models import ParamMeta

from amcli.base.errors import BadValue
from amcli.base.formats import FORMATS
from amcli.shell import completion as complete
from amcli.shell.invocation import Output, column_keys


class Group(NamedTuple):
    """Parameters that belong together, and how their values become the one argument `into`."""

    into: str
    parameters: tuple[ParamMeta, ...]
    collect: Callable[[Mapping[str, Any]], Any]


Handed = ParamMeta | Group  # what a command takes beside its own


def option(name: str, kind: Any, default: Any, *declarations: str, help: str, **more: Any) -> ParamMeta:
    """An option that is handed to a command, which takes it as the argument `name`."""
    return ParamMeta(name=name, annotation=kind, default=typer.Option(default, *declarations, help=help, **more))


def argument(name: str, kind: Any, *, help: str, needed: bool = True, **more: Any) -> ParamMeta:
    """A positional that is handed to a command; one that is not needed may be left out, and is None then."""
    kind, default = (kind, ...) if needed else (kind | None, None)
    return ParamMeta(name=name, annotation=kind, default=typer.Argument(default, help=help, show_default=False, **more))


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
    "format_", str | None, None, "--format", "-f", help="How to print it.", metavar="|".join(FORMATS),
    autocompletion=complete.words(FORMATS),
)  # fmt: skip
_FILE = option("file", str | None, None, "--output", "-o", help="Write to a file instead.", metavar="FILE")
_COLUMNS = option(
    "columns", str | None, None, "--columns", help="Only these columns, in this order.", metavar="A,B,C",
    autocompletion=complete.columns,
)  # fmt: skip
_SORT = option(
    "sort", str | None, None, "--sort", help="Order by these; -B is the largest first.", metavar="A,-B",
    autocompletion=complete.columns,
)  # fmt: skip
_LIMIT = option("limit", int | None, None, "--limit", help="Show at most so many.", metavar="N", min=0, max=10**9)
_QUIET = option("quiet", bool, False, "--quiet", "-q", help="Print the reference alone.")

OUTPUT_OPTIONS = Group("output", (_FORMAT, _FILE, _COLUMNS), _output)
FORMAT_OPTIONS = Group("output", (_FORMAT, _FILE), _output)
FILE_OPTION = Group("output", (_FILE,), lambda part: _output(part)._replace(format="plain"))
LIST_OPTIONS = Group("output", (_FORMAT, _FILE, _COLUMNS, _SORT, _LIMIT), _output)
REPORT_OPTIONS = LIST_OPTIONS  # the same words; the rows of a report are ordered when they are all there
QUIET_OPTION = Group("output", (_QUIET,), _output)
NEVER_ASKS_OPTION = Group(
    "yes",
    (option("yes", bool, False, "--yes", "-y", help="Nothing is asked here, with it or without."),),
    lambda part: bool(part["yes"]),
)


def one_format(name: str, command: str) -> Group:
    """The output options of a command whose result has one format: `-f` may say it, and nothing else (BadValue)."""

    def collect(part: Mapping[str, Any]) -> Output:
        if (part["format_"] or name) != name:
            raise BadValue(f"-f {part['format_']} means nothing for {command}, which is {name}: leave it out")
        return _output(part)._replace(format=name)

    said = option(
        "format_", str | None, None, "--format", "-f", help="It has this format alone.", metavar=name,
        autocompletion=complete.words([name]),
    )  # fmt: skip
    return Group("output", (said, _FILE), collect)


DRY_RUN_OPTION = option("dry_run", bool, False, "--dry-run", help="Say what it would do, and change nothing.")
YES_OPTION = option("yes", bool, False, "--yes", "-y", help="Do not ask.")
ALL_OPTION = option("everything", bool, False, "--all", help="Also what is done or archived, and who left.")
PERIOD_OPTION = option(
    "period", str | None, None, "--period", help="Such as 2026-Q4, H2, this-month, 2024..2026, 2026-03..today.",
    metavar="PERIOD", autocompletion=complete.periods,
)  # fmt: skip
