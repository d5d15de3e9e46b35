"""The rows of a table of the file into the company's: to a temporary table, then what differs, and nothing else.

COPY straight into a table with row security is refused by the server. What is new and what is changed are written by
two statements: `ON CONFLICT` would lock, and so write, every row that is the same. Each statement names the manager
itself, so that a role that may also read others' rows touches its own alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from amcli.records.published import MANAGER, SCHEMA, Published
from amcli.tools.publishing.services.copy_text import OPTIONS
from amcli.tools.publishing.services.publisher import TableThere

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

_ME = "current_user::text"
# For this transaction: rows are joined by hashes whatever the server last counted (a nested loop over a million rows
# has no end), and a lost client's lock does not stay.
SETTINGS = """
SET LOCAL enable_nestloop = off;
SET LOCAL jit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL idle_in_transaction_session_timeout = '10min';
SET LOCAL tcp_keepalives_idle = 30;
SET LOCAL tcp_keepalives_interval = 10;
SET LOCAL tcp_keepalives_count = 6
"""


class Difference(NamedTuple):
    """Rows of a table: those that are new, that changed, that are gone, and that stay as they were."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0


def send(company: Company, table: Published, blocks: Iterable[bytes]) -> None:
    """Put lines of COPY into a temporary table of the server, which ends with the transaction."""
    columns = _list(table.columns)
    company.execute(
        f"CREATE TEMPORARY TABLE {_staged(table)} ON COMMIT DROP AS SELECT {columns} FROM {_home(table)} "
        "WITH NO DATA".encode()
    )
    with company.cursor().copy(f"COPY {_staged(table)} FROM STDIN WITH ({OPTIONS})".encode()) as copy:
        for block in blocks:
            copy.write(block)


def settle(company: Company, table: Published, theirs: TableThere, rows: int) -> Difference:
    """Make the company's rows of this manager those that were sent. rows: how many these are; without any nothing
    needs to have been sent.
    """
    if not rows:
        return Difference(gone=company.execute(f"DELETE FROM {_home(table)} WHERE {MANAGER} = {_ME}".encode()).rowcount)
    cursor = company.execute("; ".join(difference_sql(table, theirs, _staged(table))).encode())
    counts = [cursor.rowcount]
    while cursor.nextset():
        counts.append(cursor.rowcount)
    gone, changed, new = counts
    return Difference(new, changed, gone, rows - new - changed)


def difference_sql(table: Published, theirs: TableThere, staged: str) -> tuple[str, str, str]:
    """What deletes, updates and inserts, from the table that has the rows as they are to be. A number is compared as it
    is written: 1.50 is not 1.5.
    """
    home = _home(table)
    mine = f"t.{MANAGER} = {_ME} AND t.id = n.id"
    data = [name for name in table.columns if name != "id"]
    texts = {name: "::text" if theirs.columns[name] == "numeric" else "" for name in data}
    differs = " OR ".join(f't."{name}"{text} IS DISTINCT FROM n."{name}"{text}' for name, text in texts.items())
    changes = ", ".join(f'"{name}" = n."{name}"' for name in data)
    return (
        f"DELETE FROM {home} t WHERE t.{MANAGER} = {_ME} AND NOT EXISTS (SELECT FROM {staged} n WHERE n.id = t.id)",
        f"UPDATE {home} t SET {changes} FROM {staged} n WHERE {mine} AND ({differs})",
        f"INSERT INTO {home} ({MANAGER}, {_list(table.columns)}) SELECT {_ME}, {_list(table.columns, 'n.')} "
        f"FROM {staged} n WHERE NOT EXISTS (SELECT FROM {home} t WHERE {mine})",
    )


def _home(table: Published) -> str:
    return f'{SCHEMA}."{table.name}"'


def _staged(table: Published) -> str:
    return f'pg_temp."published_{table.name}"'


def _list(names: Iterable[str], of: str = "") -> str:
    return ", ".join(f'{of}"{name}"' for name in names)
