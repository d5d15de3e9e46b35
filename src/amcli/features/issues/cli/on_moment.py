"""The option that says at which moment something happened, and what completes `ISSUE... WORD`."""

from collections.abc import Sequence

import typer

from amcli.base.time.dates import Look
from amcli.records.cli.completion import Which, records
from amcli.shell.completion import Completer, Pair, days, words
from amcli.shell.options import option

ON_OPTION = option(
    "on", str, "", "--on", help="The day, or day and time, at which it happened; else now.", metavar="DATE",
    autocompletion=days(Look.BACK),
)  # fmt: skip


def named_then(choices: Sequence[str]) -> Completer:
    """What comes next: an open issue, and once there is one a word of the choices, or another issue."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        found = words(tuple(choices))(ctx, incomplete) if ctx.params.get("words") else []
        return found or records("issue", Which.LIVE)(ctx, incomplete)

    return complete
