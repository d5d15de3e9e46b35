"""`amcli report models`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.models.cli.completion import complete_models
from amcli.records.cli.report_options import explain_option
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import REPORT_OPTIONS


@verb(ACCOUNTS, REPORT_OPTIONS)
def models(
    ctx: typer.Context,
    account: list[str] | None = None,
    history: Annotated[
        bool, typer.Option("--history", help="With one account: all its assessments, the newest first.")
    ] = False,
    explain: Annotated[
        str, explain_option("MODEL", "With one account: the answers and figures behind a result.", complete_models)
    ] = "",
) -> Report:
    """How accounts stand by all models side by side, what is near a cut-off, and what contradicts what.

    Example: amcli report models --account maruti
    Example: amcli report models maruti --explain selection
    """
    invocation: Invocation = ctx.obj
    named = texts(account)
    if history and explain:
        raise BadValue(f"--explain {explain} opens the newest result: leave out --history")
    if (history or explain) and len(named) != 1:
        option = "--history" if history else f"--explain {explain}"
        raise BadValue(f"{option} is about one account: type --account ACCOUNT beside it, once")
    if history:
        from amcli.features.models.reports.history import assessments_of

        return assessments_of(invocation.reader, named[0])
    if explain:
        from amcli.features.models.reports.explain import explain_model

        return explain_model(invocation.reader, named[0], explain)
    from amcli.features.models.reports.report_models import report_models

    return report_models(invocation.reader, named)
