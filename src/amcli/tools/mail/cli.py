"""Mails, as `amcli import` has them among its kinds."""

from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.features.accounts.cli.options import OfAccount
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, NEVER_ASKS_OPTION
from amcli.shell.progress import progress
from amcli.shell.rejects_option import RejectedEntries, rejects_path


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_mail(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Mails (.eml), mbox files, maildirs; - is standard input, one mail or an mbox."
        ),
    ],
    dry_run: bool,
    yes: bool,
    account: OfAccount = "",
    create_missing: Annotated[
        bool,
        typer.Option(
            "--create-missing", help="Make contacts of addresses at an account's domain, or beside people of one."
        ),
    ] = False,
    rejects: RejectedEntries = "",
) -> Change:
    """Take mails in as interactions of the people who wrote and got them, on the day they were sent.

    Who took part is found by address, and so is the account. What is taken is the subject and the mail's own text,
    without quotes and signature. A mail is known again by its Message-ID: taken in twice it adds nothing.

    Example: amcli import mail inbox.mbox --dry-run
    Example: amcli import mail offer.eml answer.eml --account maruti --create-missing
    """
    from amcli.tools.mail.services.import_mail import import_mails

    del yes
    invocation: Invocation = ctx.obj
    aside = rejects_path(invocation, files, rejects)
    with progress(invocation.err, None, "mails") as tell:
        return import_mails(
            invocation.env, files, account=account, create_missing=create_missing, dry_run=dry_run, rejects=aside,
            progress=tell,
        )  # fmt: skip
