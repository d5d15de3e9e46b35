"""`amcli report team`."""

from datetime import timedelta
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.workload.reports.team_figures import ACCOUNT, COLLEAGUE, COMING_DAYS, TeamQuestion
from amcli.records.cli import completion as complete
from amcli.records.cli.report_options import explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS, argument, option

_COLLEAGUES = argument(
    "colleague", list[str], needed=False, metavar="[COLLEAGUE]...", help="Only these colleagues.",
    autocompletion=complete.records(COLLEAGUE),
)  # fmt: skip
_ACCOUNTS = option(
    "account", list[str] | None, None, "--account", help="Only who works on this account, and as what; repeatable.",
    metavar="ACCOUNT", autocompletion=complete.owners(ACCOUNT),
)  # fmt: skip


@verb(_COLLEAGUES, _ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def team(
    ctx: typer.Context,
    period: str | None,
    colleague: list[str] | None = None,
    account: list[str] | None = None,
    explain: Annotated[
        str,
        explain_option(
            "COLLEAGUE",
            "List what is behind the figures of one; of - what nobody is named for.",
            complete.records(COLLEAGUE),
        ),
    ] = "",
) -> Report:
    """Who works on which accounts, how loaded they are, and what is due, late or coming.

    Without --period the next 14 days are coming, and trainings are those of the fiscal year.

    Example: amcli report team --period this-quarter
    Example: amcli report team --account maruti
    """
    invocation: Invocation = ctx.obj
    reader = invocation.reader
    span, today = period_of(invocation, period), reader.env.today
    soon, last = (max(span.start, today), span.last_day) if period else (today, today + timedelta(days=COMING_DAYS))
    asked = TeamQuestion(span, soon, last + timedelta(days=1), texts(colleague), texts(account))
    if explain:
        from amcli.features.workload.reports.explain_team import explain_member

        if colleague or account:
            beside = "--account" if account else "the colleagues beside it"
            raise BadValue(f"--explain {explain} lists what one colleague has: leave out {beside}")
        return explain_member(reader, asked, explain)
    from amcli.features.workload.reports.team_report import team_report

    return team_report(reader, asked)
