"""`amcli today`: the day on one screen."""

import typer

from amcli.base.results import Message, Record
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import OUTPUT_OPTIONS

# Below each other, and not beside: so that no width breaks a command that is to be copied.
BEGIN = """There is no account yet. To begin, add a client, or bring a list of them:

  amcli account add "Maruti Suzuki" --tier 1
  amcli import accounts clients.csv

Say what is to be reached, record a sale, note what was said:

  amcli target set 2026 1200000
  amcli sale add maruti-suzuki 1250
  amcli log maruti-suzuki "Called about prices"

See where you stand, or look at a portfolio that is filled already:

  amcli today
  amcli demo
"""


@verb(OUTPUT_OPTIONS)
def today(ctx: typer.Context) -> Record | Message:
    """The day on one screen: what is overdue and coming, who has gone quiet, pace against target.

    Example: amcli today -f json
    Example: amcli today -f markdown -o today.md
    """
    return today_screen(ctx.obj)


def bare(invocation: Invocation) -> Record | Message:
    """`amcli` alone: also a file that is named and not there yet is a beginning, not an error."""
    return today_screen(invocation) if invocation.env.path.exists() else Message(BEGIN)


def today_screen(invocation: Invocation) -> Record | Message:
    """The screen, or how to begin where there is no account."""
    from amcli.features.screens.reports import today as report

    if report.is_empty(invocation.reader):
        return Message(BEGIN, title=f"Today, {invocation.env.today}")
    return report.today(invocation.reader)
