"""`amcli account add`, `edit` and `list` with who owns the accounts and where they lie."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Change, Listing
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.territories.nouns import TERRITORY
from amcli.records.cli.completion import records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter
from amcli.records.cli.verbs import CHANGE_OPTIONS, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS, Group, option

_CODES = records(TERRITORY.name)
_OWNER = option(
    "owner", str | None, None, "--owner", help="The colleague who answers for it; an empty text for nobody.",
    metavar="COLLEAGUE", autocompletion=records("colleague"), show_default=False,
)  # fmt: skip


def _territories(name: str, flag: str, help: str) -> Any:
    return option(
        name, list[str] | None, None, flag, help=help, metavar="TERRITORY", autocompletion=_CODES, show_default=False
    )


_WHERE = _territories("territories", "--territory", "Where it lies; repeatable, and an empty text for nowhere.")
_MORE = (
    _territories("more", "--add-territory", "One more territory; repeatable."),
    _territories("fewer", "--remove-territory", "No longer this territory; repeatable."),
)


def _placed(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in part.items() if value not in
            (None, [])}  # fmt: skip


@verb(fields_to_add(ACCOUNT), Group("placed", (_OWNER, _WHERE), _placed), *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], placed: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Add an account.

    Example: amcli account add "Maruti Suzuki India" --tier 1 --category "car maker" --scope national --tag oem
    Example: amcli account add "Kirchoff Europe" --parent kirchoff --owner mara --territory worldwide
    """
    from amcli.features.territories.services import placed_accounts as service

    change = partial(service.add, ctx.obj.env, given, service.Placed(**placed))
    return when_meant(ctx.obj, typed_days(ACCOUNT, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@verb(
    references(ACCOUNT, "names"),
    fields_to_edit(ACCOUNT),
    Group("placed", (_OWNER, _WHERE, *_MORE), _placed),
    *CHANGE_OPTIONS,
)
def edit(
    ctx: typer.Context,
    names: list[str],
    given: dict[str, Any],
    placed: dict[str, Any],
    yes: bool,
    dry_run: bool,
    below: Annotated[bool, typer.Option("--below", help="Also of all accounts below.")] = False,
) -> Change:
    """Change fields of one or more accounts; an empty text clears. What has days holds from --from on.

    Example: amcli account edit maruti --tier 1 --add-tag key
    Example: amcli account edit ford --owner nora --territory worldwide --from 2026-10-01
    """
    from amcli.features.territories.services import placed_accounts as service

    wanted = service.Placed(**placed)
    change = partial(service.edit, ctx.obj.env, from_stdin(names), given, wanted, below=below)
    return when_meant(ctx.obj, typed_days(ACCOUNT, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@verb(fields_to_filter(ACCOUNT), scope_options(ACCOUNT), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", metavar="COLLEAGUE", help="Only those that this colleague answers for today.",
            autocompletion=records("colleague"),
        ),
    ] = None,
    territory: Annotated[
        str | None,
        typer.Option(
            "--territory", metavar="TERRITORY", help="Only those that lie in it today, or in one below it.",
            autocompletion=_CODES,
        ),
    ] = None,
    unowned: Annotated[bool, typer.Option("--unowned", help="Only those that nobody answers for.")] = False,
    tree: Annotated[bool, typer.Option("--tree", help="Each below its parent.")] = False,
) -> Listing:  # fmt: skip
    """List accounts, filtered by any of their fields.

    Example: amcli account list --tier 1 --category "car maker" --sort name
    Example: amcli account list --owner mara --territory asia
    """
    from amcli.features.territories.reports.placed_accounts import terms_of_day

    extra = terms_of_day(ctx.obj.reader, "" if unowned else owner, territory)
    limit = ctx.obj.limit_of(output)
    if tree:
        from amcli.features.accounts.reports.account_list import account_tree

        return account_tree(ctx.obj.reader, given, scope, output.sort, limit, extra)
    from amcli.records.reports.listing import listing

    return listing(ctx.obj.reader, ACCOUNT, given, scope, sort=output.sort, limit=limit, extra=extra)
