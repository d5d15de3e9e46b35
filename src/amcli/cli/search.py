"""`amcli search`: find words."""

from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import LISTED, takes
from amcli.cli.run import Output
from amcli.domain.results import Listing

app = typer.Typer(rich_markup_mode=None, add_completion=False)
KINDS = ("account", "contact", "interaction", "deadline")


@app.command("search")
@takes(LISTED)
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All of them must be there, in any case.")],
    output: Output,
    account: Annotated[
        str,
        typer.Option(
            "--account", metavar="ACCOUNT", help="Only in this account.", autocompletion=complete.records("account")
        ),
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="|".join(KINDS), help="Only in these.", autocompletion=complete.words(KINDS))
    ] = "",
) -> Listing:
    """Find words in accounts, contacts, interactions and deadlines, the newest first.

    Example: amcli search price list --account maruti
    """
    from amcli.reports.search import search as find

    run = ctx.obj
    return find(run.reader, words, account=account, kind=kind, sort=output.sort, limit=run.limit_of(output))
