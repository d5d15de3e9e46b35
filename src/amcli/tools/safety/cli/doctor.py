"""`amcli doctor`: is the file in order, is there a backup, and did the reminders run?"""

import sqlite3
from typing import Annotated

import typer

from amcli.base.errors import DatabaseError, Exit
from amcli.shell.command_group import verb
from amcli.shell.invocation import CommandResult, Invocation, Output
from amcli.shell.options import OUTPUT_OPTIONS


@verb(OUTPUT_OPTIONS)
def doctor(
    ctx: typer.Context,
    output: Output,
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be, after a backup.")] = False,
) -> CommandResult:
    """Check the file, its last backup and the last runs of `remind`. A broken file is exit 5, a warning is not.

    It changes nothing without --repair, which mends the mode, the log, indexes, views, search, totals, steps
    and phases.

    Example: amcli doctor
    Example: amcli doctor --repair
    """
    from amcli.store.reader import reading
    from amcli.tools.safety.reports.doctor import beyond_repair
    from amcli.tools.safety.reports.doctor import doctor as report

    invocation: Invocation = ctx.obj
    repairs = None
    try:
        if repair:
            from amcli.tools.safety.services.repair import repair as mend

            repairs = mend(invocation.env)
        reader = invocation.stack.enter_context(reading(invocation.env, suspect=True))
        record, broken = report(reader, repairs)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise beyond_repair(invocation.env, error) from error
    return CommandResult(record, output, Exit.DATABASE if broken else Exit.DONE)
