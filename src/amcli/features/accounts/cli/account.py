"""`amcli account`: what is known of the clients."""

from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Change, Listing
from amcli.features.accounts.cli.merge import FIGURES, merge_verb
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.field_options import fields_to_filter
from amcli.records.cli.verbs import noun_group, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.invocation import Output
from amcli.shell.options import DRY_RUN_OPTION, LIST_OPTIONS, QUIET_OPTION

app = noun_group(ACCOUNT)
app.register("merge", merge_verb(ACCOUNT, "amcli account merge maruti maruti-suzuki --yes", FIGURES))
app.register("show", None)  # the daily screens bring it


@app.verb("list", fields_to_filter(ACCOUNT), scope_options(ACCOUNT), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    tree: Annotated[bool, typer.Option("--tree", help="Each below its parent.")] = False,
) -> Listing:
    """List accounts, filtered by any of their fields.

    Example: amcli account list --tree --sort name
    """
    limit = ctx.obj.limit_of(output)
    if tree:
        from amcli.features.accounts.reports.account_list import account_tree

        return account_tree(ctx.obj.reader, given, scope, output.sort, limit)
    from amcli.records.reports.listing import listing

    return listing(ctx.obj.reader, ACCOUNT, given, scope, sort=output.sort, limit=limit)


@app.verb("archive", references(ACCOUNT, "accounts"), DRY_RUN_OPTION, QUIET_OPTION)
def archive(
    ctx: typer.Context,
    accounts: list[str],
    dry_run: bool,
    back: Annotated[bool, typer.Option("--undo", help="Bring it back into the lists.")] = False,
) -> Change:
    """Take accounts out of the lists, keeping all their records.

    Example: amcli account archive maruti
    """
    from amcli.features.accounts.services import archive as service

    return service.archive(ctx.obj.env, from_stdin(accounts), back=back, dry_run=dry_run)
