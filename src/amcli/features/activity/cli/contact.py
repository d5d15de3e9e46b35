"""`amcli contact show`: the person, and what was said with them."""

import typer

from amcli.base.results import Record
from amcli.features.accounts.nouns import CONTACT
from amcli.records.cli.verbs import references
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS


@verb(references(CONTACT, "reference", several=False), OUTPUT_OPTIONS)
def show(ctx: typer.Context, reference: str) -> Record:
    """Show one contact: when you last spoke, and what was said.

    Example: amcli contact show "Asha Rao"
    Example: amcli contact show C3 -f json
    """
    from amcli.features.activity.reports.person import person

    return person(ctx.obj.reader, reference)
