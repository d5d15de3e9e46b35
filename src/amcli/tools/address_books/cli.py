"""Address books, as `amcli import` and `amcli export` have them among their kinds."""

from pathlib import Path
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change, Listing
from amcli.features.accounts.cli.options import IN_ACCOUNT, OfAccount
from amcli.records.cli import completion as complete
from amcli.shell.command_group import verb
from amcli.shell.input_file import is_same, open_input, title_of
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, NEVER_ASKS_OPTION, one_format


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_vcard(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Cards (vCard 2.1, 3.0, 4.0); - is standard input.")],
    dry_run: bool,
    yes: bool,
    account: OfAccount = "",
    create_missing: Annotated[
        bool, typer.Option("--create-missing", help="Make the accounts that cards name.")
    ] = False,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="How the file writes its letters, such as cp1250.")
    ] = "",
    rejects: Annotated[
        str, typer.Option("--rejects", metavar="FILE", help="Take the good entries; write the bad ones here.")
    ] = "",
) -> Change:
    """Take the cards of an address book in as contacts, of the organisation that each names.

    A contact is known again by the card's UID, by an address, or by account and name. It gains what it did not have;
    what was written here stands, and what the card says beyond is kept for `export vcard`. Groups and companies are
    left out and counted. `import vcf` is the same.

    Example: amcli import vcard contacts.vcf --create-missing
    Example: amcli import vcard contacts.vcf --account ford
    """  # fmt: skip
    from amcli.tools.address_books.services.import_vcard import import_vcards

    del yes
    invocation: Invocation = ctx.obj
    if rejects:
        invocation.refuse_own(rejects)
        if is_same(file, rejects):
            raise BadValue(f"{rejects} is the file that is imported: name another file for --rejects")
    with open_input(file) as source:
        return import_vcards(
            invocation.env, source, source_name=title_of(file), account=account, create_missing=create_missing,
            dry_run=dry_run, rejects=Path(rejects) if rejects else None, encoding=encoding,
        )  # fmt: skip


@verb(IN_ACCOUNT, one_format("vcf", "export vcard"))
def export_vcard(
    ctx: typer.Context,
    account: str | None,
    contacts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONTACT]...",
            help="Whose cards; else those of all who are there.",
            autocompletion=complete.records("contact"),
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also who left.")] = False,
) -> Listing:
    """Write contacts as cards (vCard 3.0), which any address book takes in.

    What a card said when it was taken in is given back; what was written here about a person (roles, influence, stance,
    notes) is not told. `export vcf` is the same.

    Example: amcli export vcard -o contacts.vcf
    Example: amcli export vcard C3 -o asha.vcf
    """
    from amcli.tools.address_books.reports.cards import export

    return export(ctx.obj.reader, account=account or "", contacts=contacts or (), everything=everything)
