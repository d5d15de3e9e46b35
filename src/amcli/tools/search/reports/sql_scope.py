"""What a query of the user's own may name: the documented views and the search tables, and nothing below them.

SQLite's authorizer alone cannot hold that: a WITH clause named `accounts` looks to it like the view, a count of
rows like no view at all, and FTS5 reads the records of a search table by statements of its own. So a query is first
compiled (EXPLAIN runs nothing) in an empty database that has the columns of the views, the search tables and no table
below them: SQLite itself resolves every name there, wherever in a query it stands.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from amcli.base.errors import Refused
from amcli.base.registry import HOMES
from amcli.base.text import quote
from amcli.store.connect import prepared
from amcli.store.reader import Reader

SEARCH = "_search"  # what the name of a search table ends with
# Functions that stand as a table. SQLite declares one where it is used first, which looks like a write.
TABLE_FUNCTIONS = frozenset({"json_each", "json_tree"})
PRAGMAS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"}
    | {"data_version"}  # what FTS5 asks before each search
)
BEFORE_A_STATEMENT = re.compile(r"(?:\s|;|\ufeff|--[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))*", re.DOTALL)
EXPLAIN = re.compile(r"explain\b", re.IGNORECASE)
Authorizer = Callable[..., int]


def explained_query(query: str) -> str:
    """The statement that compiles a query and does nothing of what it says; "" where it says nothing."""
    statement = query[len(BEFORE_A_STATEMENT.match(query)[0]) :]  # type: ignore[index]  # which matches anything
    if not statement or EXPLAIN.match(statement):
        return statement
    return f"EXPLAIN {statement}"


def declare_virtual_tables(connection: sqlite3.Connection, query: str) -> None:
    """Use once what is declared where it is used first, so that the authorizer need not allow that."""
    words = _words(query)
    known = TABLE_FUNCTIONS | {f"pragma_{name}" for name in PRAGMAS}
    for name in (*_search_tables(connection, words), *sorted(words & known)):
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0')


def check_scope(reader: Reader, query: str, authorize: Authorizer, longest: int) -> None:
    """Refused for a query that reads what no documented view shows. The reader's connection has its authorizer already.

    longest: bytes of the longest value. What is wrong with a query in itself raises what SQLite says of it.
    """
    statement = explained_query(query)
    catalogue = _catalogue(reader.connection, query)
    denied: list[str] = []

    def allowed(action: int, first: str | None, *more: str | None) -> int:
        if action == sqlite3.SQLITE_READ and first and first.startswith("sqlite_"):
            denied.append(first)
            return sqlite3.SQLITE_DENY
        return authorize(action, first, *more)

    try:
        catalogue.set_authorizer(allowed)
        catalogue.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        catalogue.execute(statement).close()
    except (sqlite3.DatabaseError, sqlite3.Warning) as error:
        reader.rows(statement).close()  # what is wrong with the query itself is said as the file says it
        name = denied[0] if denied else str(error).rpartition("no such table: ")[2].removeprefix("main.")
        raise _below(reader, name.lower()) from error
    finally:
        catalogue.close()


def _catalogue(file: sqlite3.Connection, query: str) -> sqlite3.Connection:
    """An empty database with those of the views and search tables that the query may mean."""
    words = _words(query)
    made = prepared(sqlite3.connect(":memory:", isolation_level=None))
    for name in _views(file):
        if name in words:
            columns = ", ".join(f'NULL AS "{row[1]}"' for row in file.execute(f'PRAGMA table_info("{name}")'))
            made.execute(f'CREATE VIEW "{name}" AS SELECT {columns}')
    for name, sql in _search_tables(file, words).items():
        made.execute(sql)
        made.execute(f'SELECT 1 FROM "{name}" LIMIT 0')
    declare_virtual_tables(made, query)
    return made


def _words(query: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", query.lower()))


def _views(connection: sqlite3.Connection) -> list[str]:
    """Those of the documentation: a file with any other is not opened."""
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]


def _search_tables(connection: sqlite3.Connection, words: frozenset[str]) -> dict[str, str]:
    """The search tables that are named, and what makes each."""
    if not any(word.endswith(SEARCH) for word in words):
        return {}
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"
    )
    return {name: sql for name, sql in found if name in words and name.endswith(SEARCH)}


def _below(reader: Reader, name: str) -> Refused:
    """What to ask instead of a table: the search table, or the view of the noun, that its name begins with."""
    searches = [f"{noun}{SEARCH}" for noun in HOMES]
    instead = next((search for search in searches if name.startswith(f"{search}_")), "")
    owned = [view for view in _views(reader.connection) if name.startswith(_singular(view))]
    instead = instead or max(owned, key=len, default="")
    if not instead:
        return Refused(f"SQL reads the views and search tables of docs/views.md alone: {quote(name)} is none of them")
    return Refused(f"SQL reads the views and search tables of docs/views.md alone: {name} → {instead}")


def _singular(view: str) -> str:
    return next((noun for noun, home in HOMES.items() if home.plural == view), view.removesuffix("s"))
