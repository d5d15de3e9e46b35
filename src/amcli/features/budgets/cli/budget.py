"""`amcli budget`: what was agreed, and what is spent of it."""

from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.budgets.cli.completion import budgets
from amcli.features.budgets.nouns import BUDGET, EXPENSE
from amcli.records.cli import completion as complete
from amcli.records.cli.field_options import fields_to_add
from amcli.records.cli.verbs import noun_group
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION

app = noun_group(BUDGET)


@app.verb("spend", fields_to_add(EXPENSE, without=("budget",)), DRY_RUN_OPTION, QUIET_OPTION)
def spend(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(metavar="ACCOUNT", help="Whose: code or name.", autocompletion=complete.records("account")),
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The budget's name.", autocompletion=budgets)],
    given: dict[str, Any],
    dry_run: bool,
    refund: Annotated[bool, typer.Option("--refund", help="It came back: short for --kind refund.")] = False,
) -> Change:
    """Write an expense into the budget of that name whose period holds the day.

    Example: amcli budget spend maruti "Trade fair" 480 --memo "Stand"
    """
    from amcli.features.budgets.services import spend as budgets

    if refund:
        if given.get("kind", "refund") != "refund":
            raise BadValue("--refund and --kind say two things: type one of them")
        given = {**given, "kind": "refund"}
    return budgets.spend(ctx.obj.env, account, name, given, dry_run=dry_run)
