"""`amcli target`: what is to be reached."""

from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.features.sales.cli.completion import targets
from amcli.features.sales.nouns import TARGET
from amcli.features.sales.rules.split import INTO, WEIGHTS
from amcli.records.cli import completion as complete
from amcli.records.cli.verbs import noun_group
from amcli.shell.completion import words
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION

app = noun_group(TARGET)


@app.verb("split", DRY_RUN_OPTION, QUIET_OPTION)
def split(
    ctx: typer.Context,
    target: Annotated[
        str, typer.Argument(metavar="PERIOD|T", help="The period of the target, or its id.", autocompletion=targets)
    ],
    dry_run: bool,
    into: Annotated[str, typer.Option(metavar="months|quarters", help="Into which parts.", autocompletion=words(INTO))],
    by: Annotated[
        str,
        typer.Option(metavar="days|season", help="By days, or by last year's sales.", autocompletion=words(WEIGHTS)),
    ] = "days",
    account: Annotated[
        str,
        typer.Option(
            "--account",
            metavar="ACCOUNT",
            help="The target of an account.",
            autocompletion=complete.records("account"),
        ),
    ] = "",
    group: Annotated[bool, typer.Option("--group", help="The target of the account and all below it.")] = False,
    product: Annotated[
        str,
        typer.Option(
            "--product", metavar="PRODUCT", help="The target of a product.", autocompletion=complete.records("product")
        ),
    ] = "",
) -> Change:
    """Divide a target into months or quarters that add up to it exactly; the whole stays.

    Example: amcli target split 2026 --account maruti --into quarters --by days
    Example: amcli target split 2026-Q4 --account maruti --into months --by season
    """
    from amcli.features.sales.services.target_split import Whose
    from amcli.features.sales.services.target_split import split as divide

    return divide(ctx.obj.env, target, Whose(account, group, product), into=into, by=by, dry_run=dry_run)
