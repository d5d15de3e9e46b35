"""The parameters that say whose records are meant: a name that stands where a person puts it, and its option."""

from collections.abc import Mapping
from typing import Any

from typer.models import ParamMeta

from amcli.records.cli import completion as complete
from amcli.records.cli.places import PLACE, one_place
from amcli.shell.options import Group, argument, option


def place_of(name: str) -> ParamMeta:
    """The positional that names a record of a noun, whose records are listed or counted; it may be left out."""
    return argument(
        PLACE, str, needed=False, metavar=f"[{name.upper()}]", help=f"The same as --{name}.",
        autocompletion=complete.owners(name),
    )  # fmt: skip


def place_or_option(name: str, help: str, *, several: bool = False) -> Group:
    """The positional and the option `--NAME` of a question, as its one argument `name`.

    It is a text, empty where nothing was typed, and BadValue where both were; of several a list, or None.
    """
    kind = list[str] | None if several else str | None
    flag = option(
        name, kind, None, f"--{name}", help=help, metavar=name.upper(), autocompletion=complete.owners(name),
    )  # fmt: skip

    def collect(part: Mapping[str, Any]) -> Any:
        place, typed = part[PLACE], part[name]
        if several:
            return [*([] if place is None else [place]), *(typed or ())] or None
        return one_place(name, place, typed) or ""

    return Group(name, (place_of(name), flag), collect)
