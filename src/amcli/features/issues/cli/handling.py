"""How issues are handled: `wait`, `resume` and `escalate`."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.issues.cli.on_moment import ON_OPTION, named_then
from amcli.features.issues.nouns import ISSUE, WAITS
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb

OPEN = references(ISSUE, "names", completed=records(ISSUE.name, Which.LIVE))


@verb(ON_OPTION, *CHANGE_OPTIONS)
def wait(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ISSUE... " + "|".join(WAITS), help="Which, and for whom; - reads ids from standard input.",
            autocompletion=named_then(WAITS),
        ),
    ],
    on: str,
    yes: bool,
    dry_run: bool,
) -> Change:  # fmt: skip
    """Let issues wait for somebody: for the client or a third party stops the clock, for us does not.

    An answer and an end end the wait too.

    Example: amcli issue wait IS1 client
    Example: amcli issue wait IS1 third-party --on "yesterday 14:00"
    """
    from amcli.features.issues.services import handling as service

    if len(words) < 2:
        raise BadValue(f"say which issue, and for whom: amcli issue wait IS3 {'|'.join(WAITS)}")
    change = partial(service.wait, ctx.obj.env, from_stdin(words[:-1]), words[-1], on=on)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def resume(ctx: typer.Context, names: list[str], on: str, yes: bool, dry_run: bool) -> Change:
    """End the wait of issues: the clock goes on.

    Example: amcli issue resume IS1
    Example: amcli issue resume IS1 --on yesterday --dry-run
    """
    from amcli.features.issues.services import handling as service

    change = partial(service.resume, ctx.obj.env, from_stdin(names), on=on)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def escalate(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="COLLEAGUE", help="The colleague it is taken to.", autocompletion=records("colleague")
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it goes to the note.")] = "",
) -> Change:
    """Take issues to a colleague who can decide more; `issue edit --escalated-to ''` takes one back.

    Example: amcli issue escalate IS1 --to nora
    Example: amcli issue escalate IS1 --to nora --reason "The plant stands still" --on yesterday
    """
    from amcli.features.issues.services import handling as service

    change = partial(service.escalate, ctx.obj.env, from_stdin(names), to, on=on, reason=reason)
    return when_meant(ctx.obj, days_of(ctx, on), change, yes=yes, dry_run=dry_run)


def days_of(ctx: typer.Context, on: str) -> list[date]:
    """The day that --on is about."""
    return typed_days(ISSUE, {"opened": on}, ctx.obj.env.today)


HANDLING = {"wait": wait, "resume": resume, "escalate": escalate}
