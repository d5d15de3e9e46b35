"""`amcli report review`."""

from typing import Annotated

import typer

from amcli.base.results import Record
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.report_options import period_of
from amcli.records.cli.verbs import references
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS, PERIOD_OPTION

DEFAULT_PERIOD = "last-fiscal-quarter"


@verb(references(ACCOUNT, "account", several=False), PERIOD_OPTION, OUTPUT_OPTIONS)
def review(
    ctx: typer.Context,
    account: str,
    period: str | None,
    tree: Annotated[bool, typer.Option("--tree", help="With all accounts below it.")] = False,
) -> Record:
    """Make the page for a business review with the client: what was bought, agreed, promised, solved, what is next.

    Without --period it is the last full quarter of the fiscal year. Nothing internal is in it: no margin, target,
    stance, note, plan, negotiation, opportunity. Names and titles stand as they were typed: read it before it is sent.

    Example: amcli report review maruti -o review.html
    Example: amcli report review ford --period this-quarter -f markdown
    """
    from amcli.features.review.reports.review_page import review_page

    ctx.obj.env.by_day = True
    return review_page(ctx.obj.reader, account, period_of(ctx.obj, period or DEFAULT_PERIOD), tree=tree)
