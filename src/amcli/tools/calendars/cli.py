"""Calendars and address books, as `amcli import` and `amcli export` have them among their kinds."""

from pathlib import Path
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change, Listing
from amcli.features.accounts.cli.options import IN_ACCOUNT
from amcli.records.cli import completion as complete
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.input_file import is_same, open_input, title_of
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, NEVER_ASKS_OPTION, one_format

Whose = Annotated[
    str,
    typer.Option(
        "--account",
        metavar="ACCOUNT",
        help="The account they all belong to.",
        autocompletion=complete.records("account"),
    ),
]
Rejects = Annotated[
    str, typer.Option("--rejects", metavar="FILE", help="Take the good entries; write the bad ones here.")
]


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_ics(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A calendar (RFC 5545); - is standard input.")],
    dry_run: bool,
    yes: bool,
    account: Whose = "",
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="deadlines|interactions",
            help="What its events become; else deadlines.",
            autocompletion=words(["deadlines", "interactions"]),
        ),
    ] = "",
    rejects: Rejects = "",
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
    aside = _aside(invocation, file, rejects)
    with open_input(file) as source:
        return import_calendar(
            invocation.env, source, source_name=title_of(file), account=account, as_=as_, dry_run=dry_run,
            rejects=aside, encoding=encoding,
        )  # fmt: skip


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_vcard(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Cards (vCard 3.0 or 4.0); - is standard input.")],
    dry_run: bool,
    yes: bool,
    account: Whose = "",
    create_missing: Annotated[
        bool, typer.Option("--create-missing", help="Make the accounts that cards name.")
    ] = False,
    rejects: Rejects = "",
) -> Change:
    """Take the cards of an address book in as contacts, of the organisation that each names.

    A contact that is there already gains what it did not have; what was written here stands. `import vcf` is the same.

    Example: amcli import vcard contacts.vcf --create-missing
    Example: amcli import vcard contacts.vcf --account ford
    """
    from amcli.tools.calendars.services.import_vcard import import_vcards

    del yes
    invocation: Invocation = ctx.obj
    aside = _aside(invocation, file, rejects)
    with open_input(file) as source:
        return import_vcards(
            invocation.env, source, source_name=title_of(file), account=account, create_missing=create_missing,
            dry_run=dry_run, rejects=aside,
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


def _aside(invocation: Invocation, file: str, rejects: str) -> Path | None:
    """Where bad entries go. BadValue where that would be written over what is read, or a file of amcli's own."""
    if not rejects:
        return None
    invocation.refuse_own(rejects)
    if is_same(file, rejects):
        raise BadValue(f"{rejects} is the file that is imported: name another file for --rejects")
    return Path(rejects)
