"""`amcli export`: records for other programs."""

from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import CALENDAR, takes
from amcli.cli.verbs import IN_ACCOUNT
from amcli.domain.errors import BadValue
from amcli.domain.results import Listing
from amcli.domain.text import nearest, quote

app = typer.Typer(rich_markup_mode=None, add_completion=False)
KINDS = ["ics"]


@app.command("export")
@takes(IN_ACCOUNT, CALENDAR)
def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ics.", autocompletion=complete.words(KINDS))],
    account: str | None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was done more than 90 days ago.")] = False,
) -> Listing:
    """Write the deadlines as a calendar (RFC 5545), with their alarms. Importing the next export updates them there.

    Example: amcli export ics -o deadlines.ics
    """
    from amcli.reports.calendar import export as report

    if kind.lower() not in KINDS:
        other = "; for csv use `amcli NOUN list -f csv`"
        raise BadValue(f"{quote(kind)} is no kind of export: use {', '.join(KINDS)}{other}", nearest(kind, KINDS))
    return report(ctx.obj.reader, account=account or "", everything=everything)
