"""The options that name an account, which many commands have."""

from typing import Annotated

import typer

from amcli.records.cli.completion import records
from amcli.records.cli.owner_options import place_or_option
from amcli.records.cli.report_options import explain_option
from amcli.shell.options import option

IN_ACCOUNT = option(
    "account", str | None, None, "--account", help="Only of this account.", metavar="ACCOUNT",
    autocompletion=records("account"),
)  # fmt: skip
ACCOUNTS = place_or_option("account", "Only this account; repeatable.", several=True)
EXPLAIN = Annotated[
    str,
    explain_option("ACCOUNT", "List the rows behind its figures instead.", records("account")),
]
OfAccount = Annotated[
    str,
    typer.Option(
        "--account",
        metavar="ACCOUNT",
        help="The account they all belong to.",
        autocompletion=records("account"),
    ),
]
