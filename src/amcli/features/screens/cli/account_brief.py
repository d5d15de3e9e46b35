"""`amcli account show`: the brief before a call."""

from typing import Annotated

import typer

from amcli.base.results import Record
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.verbs import references
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS


@verb(references(ACCOUNT, "account", several=False), OUTPUT_OPTIONS)
def show(
    ctx: typer.Context,
    account: str,
    everything: Annotated[bool, typer.Option("--all", help="Also the people who left.")] = False,
) -> Record:
    """Show the brief before a call: people, what was said, what is open, sales, budgets.

    Example: amcli account show maruti
    Example: amcli account show ford -f markdown -o ford.md
    """
    from amcli.features.screens.reports.account_brief import brief

    return brief(ctx.obj.reader, account, everything=everything)
