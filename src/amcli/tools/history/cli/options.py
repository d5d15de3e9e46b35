"""The options that questions about what changed have in common."""

from typing import Annotated

import typer

from amcli.base.registry import HOMES
from amcli.shell.completion import words
from amcli.store.settings import SETTING

Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Of such records, as target; repeat for more.",
        autocompletion=words([*HOMES, SETTING]),
    ),
]
