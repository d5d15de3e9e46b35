"""What a company needs, by simulation: managers with so many sales each publish to a server that keeps what it was
told, and somebody asks over all of them.

Bytes are those of the tables and indexes of the schema after each has published; a time is the median of whole
processes. `python bench/company_size.py [MANAGERS] [SALES]` prints the table that docs/company.md has.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from measure import AMCLI, Side, clean_environ, machine, run

sys.path.append(str(Path(__file__).parents[1] / "tests" / "tools" / "publishing"))  # the tests start the same servers

import company_server
from company_fixtures import SERVERS, set_up
from company_server import CompanyServer, Database

TODAY = "2026-09-17"
ACCOUNTS, PRODUCTS, YEARS = 40, 60, 3
TRIES = 3
SIZES = {
    "sales, a row": "pg_relation_size('amcli.sale')",
    "with indexes, a sale": "pg_total_relation_size('amcli.sale')",
    "all tables, a sale": "(SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c "
    "WHERE c.relnamespace = 'amcli'::regnamespace AND c.relkind = 'r')",
}


def portfolio(path: Path, folder: Path, sales: int, environ: Mapping[str, str], seed: int) -> None:
    """A portfolio with some accounts and products and so many sales in the last years, of which most say their cost."""
    chance = random.Random(seed)
    first = date.fromisoformat(TODAY) - timedelta(days=365 * YEARS)
    accounts = [f"client-{number}" for number in range(ACCOUNTS)]
    products = [f"part-{number}" for number in range(PRODUCTS)]

    def line(number: int) -> tuple[object, ...]:
        amount = round(chance.lognormvariate(6, 1), 2)
        cost = round(amount * 0.7, 2) if chance.random() < 0.8 else ""
        day = first + timedelta(days=chance.randrange(365 * YEARS))
        account, product, quantity = chance.choice(accounts), chance.choice(products), chance.randrange(1, 90)
        return (account, day, product, amount, "EUR", quantity, cost, f"INV-{number}")

    tables: dict[str, list[tuple[object, ...]]] = {
        "accounts": [("code", "name", "external_id"), *((code, code.title(), f"X-{code}") for code in accounts)],
        "products": [("code", "name", "category"), *((code, code.title(), "Parts") for code in products)],
        "sales": [
            ("account", "date", "product", "amount", "currency", "quantity", "cost", "ref"),
            *map(line, range(sales)),
        ],
    }
    for name, rows in tables.items():
        file = folder / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows(rows)
        run(Side((AMCLI, "--db", str(path), "import", name, str(file), "--yes")), environ)


def bytes_of(database: Database, what: str) -> int:
    return int(database.run(f"SELECT {what}")[0][0])


def position(database: Database) -> int:
    """How much the server has written to its log so far, in bytes."""
    return int(database.run("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")[0][0])


def main() -> None:
    managers, sales = (int(text) for text in (*sys.argv[1:], "20", "10000")[:2]) if sys.argv[2:] else (20, 10_000)
    company_server.SETTINGS.update(fsync="on", full_page_writes="on", synchronous_commit="on")
    server = CompanyServer(next(iter(SERVERS.values())))
    try:
        with tempfile.TemporaryDirectory() as name:
            measure(server, Path(name), managers, sales)
    finally:
        server.stop()


def measure(server: CompanyServer, folder: Path, managers: int, sales: int) -> None:
    database = server.database()
    set_up(database)
    environ = clean_environ(str(folder), TODAY)
    file, more = folder / "one.db", folder / "more.db"
    portfolio(file, folder, sales, environ, 1)
    roles = [database.role(f"manager{number}", "amcli_manager") for number in range(managers)]

    def publish(role: str, path: Path = file) -> float:
        return run(Side((AMCLI, "--db", str(path), "publish", "--to", database.dsn(role))), environ).seconds

    before = position(database)
    new = [publish(role) for role in roles]
    log = (position(database) - before) / managers
    same = [publish(role) for role in roles[:TRIES]]
    more.write_bytes(file.read_bytes())
    portfolio(more, folder, sales + sales // 100, environ, 1)  # the same again, and a hundredth more
    before = position(database)
    changed = [publish(role, more) for role in roles[:TRIES]]
    changed_log = (position(database) - before) / TRIES
    director = {**environ, "AMCLI_COMPANY": database.dsn(database.director())}
    ask = [run(Side((AMCLI, "company", "report", "sales")), director) for _ in range(TRIES)]
    one = [run(Side((AMCLI, "--db", str(file), "report", "sales")), environ) for _ in range(TRIES)]
    database.run("VACUUM ANALYZE")
    rows = managers * sales
    print(f"{machine()}, PostgreSQL {server.version}; {managers} managers, {sales:,} sales each\n")
    print("| what | measured |\n|---|---|")
    print(f"| a portfolio's file, a sale | {file.stat().st_size / sales:.0f} bytes |")
    for what, size in SIZES.items():
        print(f"| on the server: {what} | {bytes_of(database, size) / rows:.0f} bytes |")
    print(f"| the server's log, a sale, first time | {log / sales:.0f} bytes |")
    print(f"| the server's log, a hundredth more sales | {changed_log / 1e6:.2f} MB |")
    times = {"for the first time": new, "with nothing changed": same, "with a hundredth more": changed}
    for what, seconds in times.items():
        print(f"| to publish {what} | {statistics.median(seconds):.2f} s |")
    print(f"| company report sales, over all | {statistics.median(each.seconds for each in ask):.2f} s, "
          f"{max(each.megabytes for each in ask):.0f} MB |")  # fmt: skip
    print(f"| report sales, of one file | {statistics.median(each.seconds for each in one):.2f} s |")


if __name__ == "__main__":
    main()
