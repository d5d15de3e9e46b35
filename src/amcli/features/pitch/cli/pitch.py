"""`amcli report pitch`."""

from typing import Annotated

import typer

from amcli.base.results import Record
from amcli.records.cli.completion import ids, owners
from amcli.shell.command_group import verb
from amcli.shell.completion import all_of
from amcli.shell.options import OUTPUT_OPTIONS


@verb(OUTPUT_OPTIONS)
def pitch(
    ctx: typer.Context,
    which: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="Which account; or one idea of it, such as OP7, or one plan, such as PL1.",
            autocompletion=all_of(owners("account"), ids("plan")),
        ),
    ],
    discount: Annotated[
        str, typer.Option(metavar="PERCENT", help="What money of a year later is worth less, such as 10 %.")
    ] = "",
) -> Record:  # fmt: skip
    """Present an idea to those who decide about it, on one page: account, need, idea, money, what is asked, risks.

    Example: amcli report pitch maruti --discount 10 -f markdown
    Example: amcli report pitch ford -o ford.md
    """
    from amcli.features.pitch.reports.pitch_page import pitch_page

    ctx.obj.env.by_day = True
    return pitch_page(ctx.obj.reader, which, discount)
