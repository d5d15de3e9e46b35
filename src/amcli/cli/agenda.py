"""`amcli agenda`: what is due in a period, as a calendar and as a list."""

from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import PERIOD, SHOWN, takes
from amcli.cli.run import Run
from amcli.domain.period import parse_period
from amcli.domain.results import Record

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("agenda")
@takes(PERIOD, SHOWN)
def agenda(
    ctx: typer.Context,
    period: str | None,
    account: Annotated[
        str,
        typer.Option(
            "--account", metavar="ACCOUNT", help="Only this account.", autocompletion=complete.records("account")
        ),
    ] = "",
) -> Record:
    """What is due, as a calendar of weeks and as a list; this month where no --period is given.

    Example: amcli agenda --period next-month
    """
    from amcli.reports.agenda import agenda as report

    run: Run = ctx.obj
    span = parse_period(period or "this-month", run.env.today, run.env.config.fiscal)
    return report(run.reader, span, account)
