"""`amcli contract show`: how a contract stands."""

import typer

from amcli.base.results import Record
from amcli.features.contracts.nouns import CONTRACT
from amcli.records.cli.verbs import references
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS


@verb(references(CONTRACT, "reference", several=False), OUTPUT_OPTIONS)
def show_contract(ctx: typer.Context, reference: str) -> Record:
    """Show one contract: its days, its terms, what was promised and kept, what is under way about it.

    Example: amcli contract show CT1
    Example: amcli contract show CT1 -f json
    """
    from amcli.features.screens.reports.contract_brief import contract_record

    return contract_record(ctx.obj.reader, reference)
