"""What would fail if the portfolio were published now: each thing by itself, down to the first that all others need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import AmcliError
from amcli.base.text import one_line
from amcli.records.published import SCHEMA, Published, published
from amcli.settings.environment import Env
from amcli.store.migrate import LATEST
from amcli.store.reader import reading
from amcli.tools.publishing.services.connection import STRICT, Server, company_server, connected
from amcli.tools.publishing.services.publish import former
from amcli.tools.publishing.services.publisher import (
    TableThere,
    missing,
    publisher_of,
    server_problem,
    tables_of,
    unsecured,
    version_problem,
)

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

OK, WARNING, WRONG = "ok", "warning", "wrong"
APART = 120  # seconds that two clocks may be apart
_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    state: str
    found: str


def check(env: Env, typed: str = "") -> list[Check]:
    """Everything that was looked at. What fails ends it where nothing further can be asked."""
    found: list[Check] = []
    try:
        server = company_server(env, typed)
        found.append(Check("company", OK, f"{_where(server)}, by {server.source}"))
        with reading(env) as reader:
            wanted, uid = published(reader.connection), str(reader.rows("SELECT uid FROM portfolio").fetchone()[0])
        found.append(_portfolio(env))
        with connected(server, "the rest was not looked at") as company:
            found.extend(_of_server(company, server, wanted, uid))
    except AmcliError as error:
        name = ("company", "portfolio", "connection", "server")[min(len(found), 3)]
        found.append(Check(name, WRONG, error.message))
    return found


def _of_server(company: Company, server: Server, wanted: tuple[Published, ...], uid: str) -> Iterator[Check]:
    yield _tls(company, server)
    publisher, tables = publisher_of(company), tables_of(company)
    problem = server_problem(publisher) or _read_only(company)
    yield _judged("server", problem, f"PostgreSQL {publisher.server}, {publisher.encoding}")
    yield _judged("role", publisher.problem(), f"{one_line(publisher.name)} may publish")
    if not publisher.is_member:
        return  # it may not even look
    yield _judged("version", version_problem(company, tables), f"schema {LATEST}, as this amcli has it")
    yield _judged("tables", missing(tables, wanted), f"all {len(wanted)} are there")
    if not tables:
        return  # nothing can be said of what is not there
    yield _judged("row security", unsecured(tables), "in force on every table of managers' rows")
    yield _judged(
        "rights", _rights(company, wanted, tables), "may read and write its own rows, and make temporary tables"
    )
    yield _clock(company)
    if "publication" in tables:
        yield _published(company, uid)


def _portfolio(env: Env) -> Check:
    if env.to_read() is None:
        return Check("portfolio", WRONG, f"there is none yet at {env.path}: name one with --db")
    return Check("portfolio", OK, str(env.path))


def _tls(company: Company, server: Server) -> Check:
    """Whether others on the way could read along, or be taken for the server."""
    if company.pgconn.ssl_in_use:
        if server.sslmode == STRICT:
            return Check("connection", OK, "encrypted, and the server's certificate is its own")
        unknown = f"encrypted, but who the server is was not checked (sslmode={server.sslmode})"
        return Check("connection", WARNING, f"{unknown}: leave sslmode out of the DSN, PGSSLMODE and the service")
    if server.local:
        return Check("connection", OK, "on this machine")
    return Check("connection", WARNING, f"not encrypted (sslmode={server.sslmode}): others on the way read along")


def _read_only(company: Company) -> str:
    row = company.execute("SELECT current_setting('transaction_read_only')").fetchone()
    return "the server takes no changes from this role: is it a standby?" if row and row[0] == "on" else ""


def _rights(company: Company, wanted: tuple[Published, ...], tables: dict[str, TableThere]) -> str:
    names = [name for name in (*(each.name for each in wanted), "publication") if name in tables]
    lacks = company.execute(
        f"SELECT r || ' on ' || t FROM unnest(%s::text[]) t, unnest(%s::text[]) r "
        f"WHERE NOT has_table_privilege(format('{SCHEMA}.%%I', t), r) LIMIT 3".encode(),
        (names, list(_RIGHTS)),
    ).fetchall()
    may = company.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY')").fetchone()
    said = [str(row[0]) for row in lacks] + ([] if may and may[0] else ["TEMPORARY on the database"])
    return f"{', '.join(said)} is not granted: the administrator grants it" if said else ""


def _clock(company: Company) -> Check:
    """The server's clock says when something was published, this machine's what is due."""
    row = company.execute("SELECT clock_timestamp()").fetchone()
    assert row
    apart = abs((row[0] - datetime.now(UTC)).total_seconds())
    if apart > APART:
        return Check("clock", WARNING, f"the server's is {apart:,.0f} seconds from this machine's: set the wrong one")
    return Check("clock", OK, "the server's is this machine's")


def _published(company: Company, uid: str) -> Check:
    before = former(company)
    if before is None:
        return Check("published", OK, "nothing yet")
    at = f"{before.at.astimezone():%Y-%m-%d %H:%M}"
    if before.uid != uid:
        return Check("published", WRONG, f"another portfolio, on {at}: to replace it, `amcli publish --replace`")
    return Check("published", OK, f"last on {at}")


def _judged(name: str, problem: str, fine: str) -> Check:
    return Check(name, WRONG, problem) if problem else Check(name, OK, fine)


def _where(server: Server) -> str:
    """Which database, without what libpq adds by itself."""
    named = [f"{each} {server.parameters[each]}" for each in ("service", "host", "port", "dbname", "user")
             if server.parameters.get(each)]  # fmt: skip
    return one_line(", ".join(named)) or "libpq's own"
