"""`amcli account`: what is known of the clients."""

from typing import Annotated

import typer

from amcli.cli.options import DRY, SAID, SHOWN
from amcli.cli.verbs import from_stdin, noun_app, references
from amcli.domain.nouns import ACCOUNT
from amcli.domain.results import Change, Record

app = noun_app(
    "account",
    "The clients.",
    {
        "add": 'amcli account add "Maruti Suzuki" --tier 1 --category "car maker"',
        "list": "amcli account list --tier 1 --sort name",
        "edit": "amcli account edit maruti --cadence 21 --add-tag renewal",
        "remove": "amcli account remove maruti --yes",
        "merge": "amcli account merge maruti maruti-suzuki --yes",
    },
)


@app.verb("show", SHOWN)
def show(ctx: typer.Context, account: references(ACCOUNT, several=False)) -> Record:  # type: ignore[valid-type]
    """Show the brief before a call: people, what was said, what is open, sales, budgets.

    Example: amcli account show maruti
    """
    from amcli.reports.brief import brief

    return brief(ctx.obj.reader, account)


@app.verb("archive", DRY, SAID)
def archive(
    ctx: typer.Context,
    accounts: references(ACCOUNT),  # type: ignore[valid-type]
    dry_run: bool,
    back: Annotated[bool, typer.Option("--undo", help="Bring it back into the lists.")] = False,
) -> Change:
    """Take accounts out of the lists, keeping all their records.

    Example: amcli account archive maruti
    """
    from amcli.services import accounts as service

    return service.archive(ctx.obj.env, from_stdin(accounts), back=back, dry_run=dry_run)
