"""`amcli territory`: where accounts lie, as a list or as the tree."""

from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Listing
from amcli.features.territories.nouns import TERRITORY
from amcli.records.cli.field_options import fields_to_filter
from amcli.records.cli.verbs import noun_group, scope_options
from amcli.shell.command_group import Verb
from amcli.shell.help_page import help_text
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS

app = noun_group(TERRITORY)


def list_territories(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    tree: Annotated[bool, typer.Option("--tree", help="Each below its parent.")] = False,
) -> Listing:
    """As any list of territories, or as the tree."""
    from amcli.records.reports.listing import listing

    limit = ctx.obj.limit_of(output)
    if not tree:
        return listing(ctx.obj.reader, TERRITORY, given, scope, sort=output.sort, limit=limit)
    from amcli.features.accounts.reports.account_list import as_tree
    from amcli.features.territories.reports.territory_tree import load

    found = listing(ctx.obj.reader, TERRITORY, given, scope, sort=output.sort)
    return as_tree(TERRITORY, load(ctx.obj.reader), found, limit)


def _list() -> Verb:
    line = "List territories, filtered by any of their fields."
    handed = (fields_to_filter(TERRITORY), scope_options(TERRITORY), LIST_OPTIONS)
    return Verb(list_territories, handed, help_text(line, TERRITORY.examples["list"]))


app.register("list", _list)
