"""`amcli history`: what changed, when, by which command."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Listing, Record
from amcli.base.time.dates import Look
from amcli.records.cli import completion as complete
from amcli.shell.command_group import verb
from amcli.shell.completion import all_of, days
from amcli.shell.invocation import Output, texts
from amcli.shell.options import LIST_OPTIONS
from amcli.tools.history.cli.completion import operations
from amcli.tools.history.cli.options import Kinds


@verb(LIST_OPTIONS)
def history(
    ctx: typer.Context,
    output: Output,
    which: Annotated[
        str,
        typer.Argument(
            metavar="[OPERATION|ACCOUNT|RECORD]",
            help="Open one change, such as H12; or list those of an account, or of a record such as OP3 or D12.",
            autocompletion=all_of(operations(), complete.owners("account")),
        ),
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="From this day on.", autocompletion=days(Look.BACK))
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Up to this day.", autocompletion=days(Look.BACK))
    ] = "",
    account: Annotated[
        str,
        typer.Option(
            "--account",
            metavar="ACCOUNT",
            help="Of this account and all that is its own, imports too.",
            autocompletion=complete.records("account"),
        ),
    ] = "",
    kind: Kinds = None,
) -> Listing | Record:
    """List the changes, the newest first, each from what to what; or open one and see the command behind it.

    Example: amcli history --account maruti --kind target --since 2026-01-01
    Example: amcli history H5
    """
    from amcli.store.lookup import id_number

    run = ctx.obj
    if which and id_number("H", which) is not None:
        if output.sort or output.limit is not None or since or until or account or kind:
            raise BadValue("--sort, --limit, --since, --until, --account and --kind are for the list: leave them out")
        from amcli.tools.history.reports.detail import operation_detail

        return operation_detail(run.reader, which)
    if which and account:
        raise BadValue(f"{which} and --account {account}: leave one out")
    from amcli.tools.history.reports import operations as report

    wanted = report.wanted(run.reader, which=which, account=account, kinds=texts(kind), since=since, until=until)
    return report.operations(run.reader, wanted, sort=output.sort, limit=run.limit_of(output))
