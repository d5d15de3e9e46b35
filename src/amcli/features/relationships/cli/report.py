"""`amcli report relationships`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Record, Report
from amcli.features.accounts.nouns import ROLES
from amcli.records.cli.completion import records
from amcli.records.cli.owner_options import place_or_option
from amcli.records.cli.report_options import explain_option
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.invocation import Invocation, Output
from amcli.shell.options import REPORT_OPTIONS

_ACCOUNT = place_or_option("account", "Only this account: its people, and who of us speaks with whom.")


@verb(_ACCOUNT, REPORT_OPTIONS)
def relationships(
    ctx: typer.Context,
    account: str,
    output: Output,
    missing: Annotated[
        str,
        typer.Option(
            "--missing", metavar="ROLE", help="Only accounts where nobody has this role.", autocompletion=words(ROLES)
        ),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Of one ACCOUNT also the people who left.")] = False,
    explain: Annotated[
        str,
        explain_option(
            "ACCOUNT|CONTACT",
            "The people behind an account's figures; or beside ACCOUNT what was said with one of its people.",
            records("account"),
        ),
    ] = "",
) -> Report | Record:
    """Who decides and who is missing, who stands how to us, by how many threads we hang, who went quiet.

    Example: amcli report relationships --missing decider
    Example: amcli report relationships ford -f json
    """
    invocation: Invocation = ctx.obj
    reader = invocation.reader
    if explain:
        from amcli.features.relationships.reports.explain import explain_account, explain_person

        if missing or everything:
            raise BadValue(f"--explain {explain} opens what is there: leave out {'--missing' if missing else '--all'}")
        return explain_person(reader, account, explain) if account else explain_account(reader, explain)
    if not account:
        from amcli.features.relationships.reports.relationships import relationships as report

        if everything:
            raise BadValue("--all also shows the people who left, of one account: name it, or leave out --all")
        return report(reader, missing=missing)
    from amcli.features.relationships.reports.map_of_account import map_of_account

    for option, typed in (("--missing", missing), ("--sort", output.sort), ("--limit", output.limit is not None)):
        if typed:
            raise BadValue(f"{account} has one screen of its own, without rows to choose: leave out {option}")
    return map_of_account(reader, account, everything=everything)
