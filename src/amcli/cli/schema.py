"""`amcli schema`: what the JSON of an export looks like."""

from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import WRITTEN, takes
from amcli.domain.document import KINDS, kind_of
from amcli.domain.results import Message

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("schema")
@takes(WRITTEN)
def schema(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=complete.words(KINDS))
    ],
) -> Message:
    """Print the JSON Schema (draft 2020-12) of `export KIND -f json`; all: of `export all`.

    Example: amcli schema sales
    """  # fmt: skip
    import json

    from amcli.reports.schema import schema as report

    return Message(json.dumps(report(kind_of(kind)), indent=2, ensure_ascii=False) + "\n")
