"""`amcli contract`: what was agreed for how long."""

from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Listing
from amcli.features.contracts.cli.completion import spans_ahead, states
from amcli.features.contracts.nouns import CONTRACT
from amcli.records.cli.field_options import fields_to_filter
from amcli.records.cli.verbs import noun_group, scope_options
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS

app = noun_group(CONTRACT)


@app.verb("list", fields_to_filter(CONTRACT), scope_options(CONTRACT), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    due: Annotated[
        str,
        typer.Option(
            "--due",
            metavar="SPAN",
            help="Only those that end, or whose notice is to act on or to arrive, so soon.",
            autocompletion=spans_ahead,
        ),
    ] = "",
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="Only those that are this now.", autocompletion=states)
    ] = "",
) -> Listing:
    """List contracts with their days: the end of the term, when notice must arrive, and by when to act.

    Example: amcli contract list --account maruti --due 90d
    Example: amcli contract list --state ended-not-renewed --sort act_by
    """  # fmt: skip
    from amcli.features.contracts.reports.contract_list import listed_contracts

    limit = ctx.obj.limit_of(output)
    return listed_contracts(ctx.obj.reader, given, scope, due=due, state=state, sort=output.sort, limit=limit)
