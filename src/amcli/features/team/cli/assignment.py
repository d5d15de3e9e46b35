"""`amcli assignment`: who works on which account."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.results import Change
from amcli.base.time.dates import Look
from amcli.features.team.nouns import ASSIGNMENT
from amcli.records.cli.completion import called_by, owners, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group
from amcli.shell.completion import days

app = noun_group(ASSIGNMENT)


@app.verb("add", fields_to_add(ASSIGNMENT), *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Put a colleague on an account. A new owner ends the one before on the day before.

    Example: amcli assignment add maruti emil --role support --hours 6
    Example: amcli assignment add ford nora --role owner --from 2026-10-01
    """
    from amcli.features.team.services import assignments as service

    change = partial(service.add, ctx.obj.env, given)
    return when_meant(ctx.obj, typed_days(ASSIGNMENT, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("end", *CHANGE_OPTIONS)
def end(
    ctx: typer.Context,
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="On which account.", autocompletion=owners("account"))
    ],
    colleague: Annotated[
        str, typer.Argument(metavar="COLLEAGUE", help="Whose work.", autocompletion=records("colleague"))
    ],
    yes: bool,
    dry_run: bool,
    role: Annotated[
        str,
        typer.Option(
            "--role", metavar="ROLE", help="As what, where it is more than one thing.",
            autocompletion=called_by(ASSIGNMENT.name, "role"),
        ),
    ] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The last day; else today.", autocompletion=days(Look.AHEAD))
    ] = "",
) -> Change:  # fmt: skip
    """End what a colleague does for an account; it is kept with its days.

    Example: amcli assignment end maruti emil
    Example: amcli assignment end hyundai lena --role media --on 2026-12-31
    """
    from amcli.features.team.services import assignments as service

    change = partial(service.end, ctx.obj.env, account, colleague, role, on)
    return when_meant(
        ctx.obj, typed_days(ASSIGNMENT, {"until": on}, ctx.obj.env.today), change, yes=yes, dry_run=dry_run
    )
