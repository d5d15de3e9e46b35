"""`amcli account`: what is known of the clients."""

from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Change, Listing
from amcli.features.accounts.cli.merge import FIGURES, merge_verb
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.completion import Which, records
from amcli.records.cli.field_options import fields_to_filter
from amcli.records.cli.verbs import noun_group, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import Verb
from amcli.shell.completion import Pair
from amcli.shell.help_page import help_text
from amcli.shell.invocation import Output
from amcli.shell.options import DRY_RUN_OPTION, LIST_OPTIONS, QUIET_OPTION

MERGES = ("amcli account merge maruti maruti-suzuki --yes", "amcli account merge maruti maruti-suzuki --dry-run")

app = noun_group(ACCOUNT)
app.register("merge", merge_verb(ACCOUNT, MERGES, FIGURES))
app.register("show", None)  # the daily screens bring it


def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    tree: Annotated[bool, typer.Option("--tree", help="Each below its parent.")] = False,
) -> Listing:
    """As any list, or as the tree."""
    limit = ctx.obj.limit_of(output)
    if tree:
        from amcli.features.accounts.reports.account_list import account_tree

        return account_tree(ctx.obj.reader, given, scope, output.sort, limit)
    from amcli.records.reports.listing import listing

    return listing(ctx.obj.reader, ACCOUNT, given, scope, sort=output.sort, limit=limit)


def _list() -> Verb:
    line = "List accounts, filtered by any of their fields."
    handed = (fields_to_filter(ACCOUNT), scope_options(ACCOUNT), LIST_OPTIONS)
    return Verb(list_, handed, help_text(line, ACCOUNT.examples["list"]))


app.register("list", _list)


def archivable(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The accounts that `archive` takes: those in the lists, with --undo those that are not."""
    return records("account", Which.OVER if ctx.params.get("back") else Which.LIVE)(ctx, incomplete)


@app.verb("archive", references(ACCOUNT, "accounts", completed=archivable), DRY_RUN_OPTION, QUIET_OPTION)
def archive(
    ctx: typer.Context,
    accounts: list[str],
    dry_run: bool,
    back: Annotated[bool, typer.Option("--undo", help="Bring it back into the lists.")] = False,
) -> Change:
    """Take accounts out of the lists, keeping all their records.

    Example: amcli account archive maruti
    Example: amcli account archive maruti --undo
    """
    from amcli.features.accounts.services import archive as service

    return service.archive(ctx.obj.env, from_stdin(accounts), back=back, dry_run=dry_run)
