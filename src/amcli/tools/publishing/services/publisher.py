"""Who publishes, and into what: what the server's catalogue says of the role and of the company's tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import DatabaseError, Refused
from amcli.base.text import one_line, with_and
from amcli.records.published import MANAGER, SCHEMA, Published
from amcli.store.migrate import LATEST
from amcli.tools.publishing.rules import MANAGERS
from amcli.tools.publishing.services.server_errors import INIT

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

_OLDEST = 15  # the first server whose views ask with the rights of who reads them
_SHOWN = 3  # tables that a sentence names
_ROLE = f"""
SELECT current_user::text, session_user::text, me.rolsuper, me.rolbypassrls,
    EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = '{SCHEMA}' AND pg_has_role(me.oid, c.relowner, 'MEMBER')
    ),
    EXISTS (SELECT FROM pg_roles g WHERE g.rolname = '{MANAGERS}' AND pg_has_role(me.oid, g.oid, 'USAGE')),
    current_setting('server_version_num')::int / 10000, current_setting('server_encoding')
FROM pg_roles me WHERE me.rolname = current_user
"""
_TABLES = f"""
SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity,
    array_agg(a.attname::text ORDER BY a.attnum), array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = '{SCHEMA}' AND c.relkind IN ('r', 'p')
GROUP BY 1, 2
"""


class Publisher(NamedTuple):
    """The role of the connection, and what makes it a publisher or not."""

    name: str
    session: str
    is_super: bool
    bypasses: bool
    is_owner: bool
    is_member: bool
    server: int
    encoding: str

    def problem(self) -> str:
        """Why the server would keep this role from nobody's rows, or lets it publish nothing; nothing is fine."""
        me = one_line(self.name)
        if self.name != self.session:
            who = f"{me} stands in for {one_line(self.session)}"
            return f"{who}, and a manager publishes as who he logs in as: take the role out of the DSN and of PGOPTIONS"
        if self.is_super:
            return f"{me} is a superuser, whom row security does not hold: log in as the manager"
        if self.bypasses:
            return f"{me} is exempt from row security (BYPASSRLS): log in as the manager"
        if self.is_owner:
            return f"{me} owns the company's tables, or may act as who does: log in as the manager"
        if not self.is_member:
            grant = f"GRANT {MANAGERS} TO {_identifier(self.name)}"
            return f"{me} is no member of {MANAGERS}: the administrator runs `{grant}`"
        return ""


class TableThere(NamedTuple):
    """A table that is there: whether row security holds everybody, and its columns with their types."""

    secured: bool
    columns: dict[str, str]


def publisher_of(company: Company) -> Publisher:
    row = company.execute(_ROLE).fetchone()
    assert row
    return Publisher(*row)


def tables_of(company: Company) -> dict[str, TableThere]:
    """The company's tables that the catalogue knows; it needs no rights on them."""
    return {
        str(name): TableThere(bool(secured), dict(zip(columns, types, strict=True)))
        for name, secured, columns, types in company.execute(_TABLES)
    }


def server_problem(publisher: Publisher) -> str:
    """What is wrong with the server itself; nothing is fine."""
    if publisher.server < _OLDEST:
        return f"the server is PostgreSQL {publisher.server}, and {_OLDEST} is the oldest that will do: upgrade it"
    if publisher.encoding != "UTF8":
        return f"the company's database is in {publisher.encoding}, which cannot hold every text: make it in UTF8"
    return ""


def version_problem(company: Company, tables: dict[str, TableThere]) -> str:
    """What is wrong with the version of the company's tables; nothing is fine."""
    if "company" not in tables:
        return f"the company's tables are not there: {INIT}"
    row = company.execute(f"SELECT version, amcli FROM {SCHEMA}.company").fetchone()
    if row is None:
        return f"the company's tables do not say their version: {INIT}"
    theirs, by = int(row[0]), one_line(str(row[1]))
    if theirs > LATEST:
        return (
            f"the company's tables are of schema {theirs} (amcli {by}), and this amcli knows {LATEST}: upgrade amcli "
            "with pip install -U amcli"
        )
    if theirs < LATEST:
        return f"the company's tables are of schema {theirs} (amcli {by}), and this amcli needs {LATEST}: {INIT}"
    return ""


def must_be_of_version(company: Company, undone: str) -> None:
    """DatabaseError where the company's tables are not of this version. undone: as of `must_be_fit`."""
    if said := version_problem(company, tables_of(company)):
        raise DatabaseError(f"{said}; {undone}")


def missing(tables: dict[str, TableThere], wanted: Iterable[Published]) -> str:
    """What of the published tables the company lacks; nothing is fine."""
    lacks = [
        name if name not in tables else f"{name}.{column}"
        for name, columns in [*((each.name, each.columns) for each in wanted), ("publication", ("uid", "me"))]
        for column in (MANAGER, *columns)
        if name not in tables or column not in tables[name].columns
    ]
    return f"the company lacks {_some(lacks)}: {INIT}" if lacks else ""


def unsecured(tables: dict[str, TableThere]) -> str:
    """Which tables of managers' rows are open to others' hands; nothing is fine."""
    bare = sorted(name for name, each in tables.items() if MANAGER in each.columns and not each.secured)
    return f"row security is not in force on {_some(bare)}: {INIT}" if bare else ""


def must_be_fit(
    company: Company, undone: str, wanted: Iterable[Published] | None = None
) -> tuple[Publisher, dict[str, TableThere]]:
    """Who publishes and into which tables. wanted: what is to be there, where the versions matter. undone:
    what a sentence says of what was meant to be done.

    Refused for whom row security does not hold or is no manager, and where it is not in force; DatabaseError for a
    server, a version or tables that do not fit.
    """
    publisher, tables = publisher_of(company), tables_of(company)
    if said := server_problem(publisher):
        raise DatabaseError(f"{said}; {undone}")
    if said := publisher.problem():
        raise Refused(f"{said}; {undone}")
    if wanted is not None and (said := version_problem(company, tables) or missing(tables, wanted)):
        raise DatabaseError(f"{said}; {undone}")
    if said := unsecured(tables):
        raise Refused(f"{said}; {undone}")
    return publisher, tables


def _some(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    rest = len(names) - _SHOWN
    return with_and(names) if rest <= 0 else f"{', '.join(names[:_SHOWN])} and {rest} more"


def _identifier(name: str) -> str:
    return (
        one_line(name) if name.isidentifier() and name.islower() else '"{}"'.format(one_line(name).replace('"', '""'))
    )
