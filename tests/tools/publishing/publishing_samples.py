"""What the tests of publishing share: a manager with a file and a role, and the rows of both sides as one can compare
them.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from company_server import Database

from amcli.records.published import published
from amcli.settings.environment import Env
from conftest import Cli, Done

Rows = dict[str, list[tuple[Any, ...]]]  # by table, in the order of their ids


@dataclass(frozen=True)
class Manager:
    """Someone with a portfolio, and a role in the company's database."""

    cli: Cli
    company: Database
    role: str

    @property
    def dsn(self) -> str:
        return self.company.dsn(self.role)

    def __call__(self, *words: str, **how: Any) -> Done:
        """`amcli publish …` as this manager."""
        return self.cli("publish", *words, **{"AMCLI_COMPANY": self.dsn, **how})

    def ok(self, *words: str, **how: Any) -> str:
        return self.cli.ok("publish", *words, **{"AMCLI_COMPANY": self.dsn, **how})

    @property
    def there(self) -> Rows:
        """What the company has of this manager, as the file would say it."""
        return rows_there(self.company, self.role, self.cli.db)

    @property
    def here(self) -> Rows:
        """What of the file is to be there."""
        return rows_here(self.cli.db)

    def versions(self) -> dict[tuple[str, int], str]:
        """Which transaction wrote each row: another one where a row was written again."""
        found = {}
        with self.company.connect() as connection:
            for table in rows_here(self.cli.db):
                rows = connection.execute(
                    f'SELECT id, xmin::text FROM amcli."{table}" WHERE manager = %s', (self.role,)
                )
                found.update({(table, number): version for number, version in rows})
        return found

    def env(self) -> Env:
        return Env({**os.environ, **self.cli.environ})

    def sql(self, statement: str, *values: object) -> None:
        """Change the file with other hands."""
        with closing(sqlite3.connect(self.cli.db)) as connection, connection:
            connection.execute(statement, values)


def manager(company: Database, folder: Path, file: Path, *, own: bool = False) -> Manager:
    """A new manager with a copy of a file. own: a portfolio of its own, not a copy of that one."""
    folder.mkdir(exist_ok=True)
    made = Manager(Cli.on_copy(folder, file), company, company.manager())
    if own:
        made.sql("UPDATE portfolio SET uid = lower(hex(randomblob(16)))")
    return made


def rows_here(file: Path) -> Rows:
    with closing(sqlite3.connect(file)) as connection:
        return {
            name: connection.execute(f"SELECT {listed(columns)} FROM {name} ORDER BY id").fetchall()
            for name, columns in published(connection)
        }


def rows_there(company: Database, role: str, file: Path) -> Rows:
    with closing(sqlite3.connect(file)) as local, company.connect() as connection:
        return {
            name: [
                tuple(map(as_in_file, row))
                for row in connection.execute(
                    f'SELECT {listed(columns)} FROM amcli."{name}" WHERE manager = %s ORDER BY id', (role,)
                )
            ]
            for name, columns in published(local)
        }


def listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def as_in_file(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
