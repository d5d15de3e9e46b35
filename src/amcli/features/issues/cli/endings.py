"""What came of issues: `resolve`, `close` and `reopen`."""

from functools import partial
from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.features.issues.cli.handling import OPEN, days_of
from amcli.features.issues.cli.on_moment import ON_OPTION
from amcli.features.issues.nouns import ACCEPTED, ISSUE
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import when_meant
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb
from amcli.shell.completion import words

CLOSED = references(ISSUE, "names", completed=records(ISSUE.name, Which.OVER))


@verb(ON_OPTION, *CHANGE_OPTIONS)
def resolve(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="ISSUE", help="Which issue: its id.", autocompletion=records(ISSUE.name, Which.LIVE)),
    ],
    on: str,
    yes: bool,
    dry_run: bool,
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT...", help="What was answered, and done.")] = None,
    cost: Annotated[
        str, typer.Option("--cost", metavar="MONEY", help="What it costs us in goodwill, in the account's currency.")
    ] = "",
) -> Change:
    """Answer an issue: it is answered, waits for nobody, and waits to be closed with what the client says of it.

    Example: amcli issue resolve IS1 "New blades and a credit for the June lot" --cost 1200
    Example: amcli issue resolve IS1 "Batch replaced on site" --on "yesterday 17:00"
    """
    from amcli.features.issues.services import endings as service

    change = partial(service.resolve, ctx.obj.env, [name], " ".join(text or ()), cost=cost, on=on)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def close(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    accepted: Annotated[
        str,
        typer.Option(
            "--accepted", metavar="|".join(ACCEPTED), help="Whether the client accepted the answer.",
            autocompletion=words(ACCEPTED),
        ),
    ] = "",
) -> Change:  # fmt: skip
    """Close issues, with whether the client accepted the answer.

    Example: amcli issue close IS1 --accepted yes
    Example: amcli issue close IS1 --accepted no --on "yesterday 12:00"
    """
    from amcli.features.issues.services import endings as service

    change = partial(service.close, ctx.obj.env, from_stdin(names), accepted, on=on)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(CLOSED, ON_OPTION, *CHANGE_OPTIONS)
def reopen(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it goes to the note.")] = "",
) -> Change:
    """Open closed issues again: they are investigated, and the answer that they had goes to the note.

    Example: amcli issue reopen IS2
    Example: amcli issue reopen IS2 --reason "It streaks again" --dry-run
    """
    from amcli.features.issues.services import endings as service

    change = partial(service.reopen, ctx.obj.env, from_stdin(names), on=on, reason=reason)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


ENDINGS = {"resolve": resolve, "close": close, "reopen": reopen}
