"""`amcli agenda`: what is due in a period, as a calendar and as a list."""

from typing import Annotated

import typer

from amcli.base.results import Record
from amcli.base.time.period import parse_period
from amcli.records.cli import completion as complete
from amcli.shell.command_group import verb
from amcli.shell.invocation import Run
from amcli.shell.options import PERIOD, SHOWN


@verb(PERIOD, SHOWN)
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
    from amcli.features.deadlines.reports.agenda import agenda as report

    run: Run = ctx.obj
    span = parse_period(period or "this-month", run.env.today, run.env.config.fiscal)
    return report(run.reader, span, account)
