"""`amcli budget`: what was agreed, and what is spent of it."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.budgets.nouns import BUDGET, EXPENSE
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group

app = noun_group(BUDGET)


@app.verb("spend", fields_to_add(EXPENSE, without=("budget",)), *CHANGE_OPTIONS)
def spend(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT",
            help="Of which account: code or name.",
            autocompletion=complete.records("account"),
        ),
    ],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The budget's name.", autocompletion=complete.names("budget"))
    ],
    given: dict[str, Any],
    yes: bool,
    dry_run: bool,
    refund: Annotated[bool, typer.Option("--refund", help="The money came back: short for --kind refund.")] = False,
) -> Change:
    """Write an expense into the budget of that name whose period holds the day.

    Example: amcli budget spend maruti "Trade fair" 480 --memo "Stand"
    Example: amcli budget spend maruti "Trade fair" 90 --refund --on yesterday
    """
    from amcli.features.budgets.services import spend as budgets

    if refund:
        if given.get("kind", "refund") != "refund":
            raise BadValue("--refund and --kind say two things: type one of them")
        given = {**given, "kind": "refund"}
    days = typed_days(EXPENSE, given, ctx.obj.env.today)
    return when_meant(
        ctx.obj, days, partial(budgets.spend, ctx.obj.env, account, name, given), yes=yes, dry_run=dry_run
    )
