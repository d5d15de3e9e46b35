"""`amcli budget`: what was agreed, and what is spent of it."""

from typing import Annotated, Any

import typer

from amcli.cli import complete
from amcli.cli.options import DRY, SAID, adding
from amcli.cli.verbs import noun_app
from amcli.domain.nouns import EXPENSE
from amcli.domain.results import Change

app = noun_app(
    "budget",
    "What was agreed with the client and the company.",
    {
        "add": 'amcli budget add maruti "Trade fair" --period 2026-Q4 --amount 12000 --agreed-with both',
        "list": "amcli budget list --account maruti --period 2026",
        "show": "amcli budget show B2",
        "edit": "amcli budget edit B2 --amount 15000",
        "remove": "amcli budget remove B2 --yes",
    },
)


@app.verb("spend", adding(EXPENSE, without=("budget",)), DRY, SAID)
def spend(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(metavar="ACCOUNT", help="Whose: code or name.", autocompletion=complete.records("account")),
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The budget's name.", autocompletion=complete.budgets)],
    given: dict[str, Any],
    dry_run: bool,
) -> Change:
    """Write an expense into the budget of that name whose period holds the day.

    Example: amcli budget spend maruti "Trade fair" 480 --memo "Stand"
    """
    from amcli.services import budgets

    return budgets.spend(ctx.obj.env, account, name, given, dry_run=dry_run)
