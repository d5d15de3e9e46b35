"""Calendars, as `amcli import` and `amcli export` have them among their kinds."""

from typing import Annotated

import typer

from amcli.base.results import Change, Listing
from amcli.features.accounts.cli.options import IN_ACCOUNT, OfAccount
from amcli.records.cli import completion as complete
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.input_file import open_input, title_of
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, NEVER_ASKS_OPTION, one_format
from amcli.shell.rejects_option import RejectedEntries, rejects_path


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_ics(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A calendar (RFC 5545), or a mail with one; - is standard input.")
    ],
    dry_run: bool,
    yes: bool,
    account: OfAccount = "",
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="deadlines|interactions",
            help="What its events become; else deadlines.",
            autocompletion=words(["deadlines", "interactions"]),
        ),
    ] = "",
    rejects: RejectedEntries = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="What it is in, where that is not plain from it.")
    ] = "",
) -> Change:
    """Take the events and to-dos of a calendar in as deadlines, or the meetings that were as interactions.

    A summary begins with its account (`maruti: Sign`), or --account says whose all are. An event is known again by its
    UID: a file taken in twice adds nothing, and a changed event changes its deadline. `import calendar` is the same.

    Example: amcli import ics calendar.ics --account maruti
    Example: amcli import ics calendar.ics --account maruti --dry-run
    """  # fmt: skip
    from amcli.tools.calendars.services.import_ics import import_calendar

    del yes
    invocation: Invocation = ctx.obj
    aside = rejects_path(invocation, [file], rejects)
    with open_input(file) as source:
        return import_calendar(
            invocation.env, source, source_name=title_of(file), account=account, as_=as_, dry_run=dry_run,
            rejects=aside, encoding=encoding,
        )  # fmt: skip


@verb(IN_ACCOUNT, one_format("ics", "export ics"))
def export_ics(
    ctx: typer.Context,
    account: str | None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was done more than 90 days ago.")] = False,
    colleague: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="COLLEAGUE",
            help="Only what this one does; what is nobody's is yours.",
            autocompletion=complete.records("colleague"),
        ),
    ] = "",
) -> Listing:
    """Write the deadlines as a calendar (RFC 5545) with their alarms; importing the next one updates them there.

    Example: amcli export ics -o deadlines.ics
    Example: amcli export ics --for emil -o emil.ics
    """
    from amcli.tools.calendars.reports.calendar import export

    return export(ctx.obj.reader, account=account or "", colleague=colleague, everything=everything)
