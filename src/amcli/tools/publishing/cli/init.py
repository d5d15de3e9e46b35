"""`amcli publish init`: what the administrator of the company's database runs once."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Message
from amcli.shell.command_group import verb
from amcli.shell.options import FILE_OPTION


@verb(FILE_OPTION)
def init(
    ctx: typer.Context,
    sql: Annotated[bool, typer.Option("--sql", help="Print it; amcli itself never runs it.")] = False,
) -> Message:
    """Print the SQL that sets up the company's database: tables, views, roles, who sees which rows.

    Its administrator runs it once, such as with psql, and again after each upgrade of amcli: what is there
    stays. It needs PostgreSQL 15 or later and no portfolio.

    Example: amcli publish init --sql
    Example: amcli publish init --sql -o company.sql
    """
    if not sql:
        raise BadValue("publish init prints SQL for the administrator of the database: type amcli publish init --sql")
    from amcli.tools.publishing.services.company_schema import company_schema

    return Message(company_schema())
