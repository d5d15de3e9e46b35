"""`amcli report handover`."""

import typer

from amcli.base.results import Record
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.verbs import references
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS


@verb(references(ACCOUNT, "account", several=False), OUTPUT_OPTIONS)
def handover_report(ctx: typer.Context, account: str) -> Record:
    """Make the dossier of an account for whoever takes it over: people, agreements, what is open, risks, UNKNOWN.

    What is private of a negotiation is not in it.

    Example: amcli report handover maruti -o pack.md
    Example: amcli report handover ford -f json
    """
    from amcli.features.handover.reports.dossier import dossier

    ctx.obj.env.by_day = True
    return dossier(ctx.obj.reader, account)
