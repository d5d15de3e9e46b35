"""`amcli deadline`: what is due."""

from typing import Annotated

import typer

from amcli.cli.options import DRY, SAID
from amcli.cli.verbs import from_stdin, noun_app, references
from amcli.domain.nouns import DEADLINE
from amcli.domain.results import Change

app = noun_app(
    "deadline",
    "What is due.",
    {
        "add": 'amcli deadline add maruti "Sign the price agreement" --due 2026-12-01 --kind contract',
        "list": "amcli deadline list --account maruti --priority high",
        "show": "amcli deadline show D12",
        "edit": "amcli deadline edit D12 --due +1w",
        "remove": "amcli deadline remove D12 --yes",
    },
)


@app.verb("done", DRY, SAID)
def done(
    ctx: typer.Context,
    deadlines: references(DEADLINE),  # type: ignore[valid-type]
    dry_run: bool,
    on: Annotated[str, typer.Option(metavar="DATE", help="The day it was done.")] = "today",
) -> Change:
    """Close one or more deadlines.

    Example: amcli deadline done D12
    """
    from amcli.services import deadlines as service

    return service.done(ctx.obj.env, from_stdin(deadlines), on, dry_run=dry_run)


@app.verb("reopen", DRY, SAID)
def reopen(ctx: typer.Context, deadlines: references(DEADLINE), dry_run: bool) -> Change:  # type: ignore[valid-type]
    """Open closed deadlines again.

    Example: amcli deadline reopen D12
    """
    from amcli.services import deadlines as service

    return service.reopen(ctx.obj.env, from_stdin(deadlines), dry_run=dry_run)
