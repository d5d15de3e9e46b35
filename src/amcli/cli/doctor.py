"""`amcli doctor`: is the file in order, and did the reminders run?"""

import typer

from amcli.cli.options import SHOWN, takes
from amcli.cli.run import Answer, Output, Run
from amcli.domain.errors import Exit

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("doctor")
@takes(SHOWN)
def doctor(ctx: typer.Context, output: Output) -> Answer:
    """Check the file, and show the last runs of `remind`. It changes nothing; a broken file is exit 5.

    Example: amcli doctor
    """
    from amcli.reports.doctor import doctor as report

    run: Run = ctx.obj
    record, broken = report(run.reader)
    return Answer(record, output, Exit.DATABASE if broken else Exit.DONE)
