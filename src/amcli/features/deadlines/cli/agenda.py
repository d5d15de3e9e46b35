"""`amcli agenda`: what is due in a period, as a calendar and as a list."""

from typing import Any

import typer

from amcli.base.results import Record
from amcli.base.time.period import parse_period
from amcli.features.deadlines.nouns import DEADLINE
from amcli.records.cli.field_options import some_fields
from amcli.records.cli.owner_options import place_or_option
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import OUTPUT_OPTIONS, PERIOD_OPTION


@verb(place_or_option("account", "Only this account."), PERIOD_OPTION, some_fields(DEADLINE, "for"), OUTPUT_OPTIONS)
def agenda(
    ctx: typer.Context,
    period: str | None,
    account: str,
    given: dict[str, Any],
) -> Record:
    """What is due, as a calendar of weeks and as a list; this month where no --period is given.

    Example: amcli agenda --period next-month
    Example: amcli agenda --for emil --period this-quarter
    """
    from amcli.features.deadlines.reports.agenda import agenda as report

    invocation: Invocation = ctx.obj
    env = invocation.reader.env  # which opens the file that is read anyway, and has the settings
    span = parse_period(period or "this-month", env.today, env.config.fiscal)
    return report(invocation.reader, span, account, given.get("for", ""))
