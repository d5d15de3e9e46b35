"""`amcli schema`: what the JSON of an export looks like."""

from typing import Annotated

import typer

from amcli.base.results import Message
from amcli.records.portfolio_document import KINDS, kind_of
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.options import FILE_OPTION


@verb(FILE_OPTION)
def schema(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=words(KINDS))],
) -> Message:
    """Print the JSON Schema (draft 2020-12) of `export KIND -f json`; all: of `export all`.

    Example: amcli schema sales
    Example: amcli schema all -o portfolio.schema.json
    """  # fmt: skip
    import json

    from amcli.tools.exporting.reports.json_schema import schema as report

    return Message(json.dumps(report(kind_of(kind)), indent=2, ensure_ascii=False) + "\n")
