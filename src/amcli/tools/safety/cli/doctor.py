"""`amcli doctor`: is the file in order, is there a backup, and did the reminders run?"""

import sqlite3
from typing import Annotated

import typer

from amcli.base.errors import DatabaseError, Exit
from amcli.shell.command_group import verb
from amcli.shell.invocation import Answer, Output, Run
from amcli.shell.options import SHOWN


@verb(SHOWN)
def doctor(
    ctx: typer.Context,
    output: Output,
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be, after a backup.")] = False,
) -> Answer:
    """Check the file, its last backup and the last runs of `remind`. A broken file is exit 5, a warning is not.

    It changes nothing without --repair, which mends the mode, the log, indexes, views, search and totals.

    Example: amcli doctor
    """
    from amcli.tools.safety.reports.doctor import beyond_repair
    from amcli.tools.safety.reports.doctor import doctor as report

    run: Run = ctx.obj
    repairs = None
    try:
        if repair:
            from amcli.tools.safety.services.repair import repair as mend

            repairs = mend(run.env)
        record, broken = report(run.reader, repairs)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise beyond_repair(run.env, error) from error
    return Answer(record, output, Exit.DATABASE if broken else Exit.DONE)
