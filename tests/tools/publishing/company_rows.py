"""Rows for the company's tables without `publish`: what a file holds, or one of each kind."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from company_server import Database
from psycopg import sql

from amcli.records.published import MANAGER, SCHEMA
from amcli.tools.publishing.tables import CompanyTable, company_tables

TABLES = company_tables()
SAMPLES = {"bigint": 1, "date": "2026-09-17", "numeric": "2.50", "boolean": True, "text": "x"}


def insert(database: Database, manager: str, table: CompanyTable, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows of a table as this manager, who is the one that may."""
    columns = [MANAGER, *(column.name for column in table.columns)]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(SCHEMA, table.name),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.Placeholder() * len(columns)),
    )
    with database.connect(manager) as connection, connection.cursor() as cursor:
        cursor.executemany(statement, [(manager, *row) for row in rows])


def fill_from(database: Database, manager: str, file: Path) -> None:
    """All that is published of a file."""
    with sqlite3.connect(file) as connection:
        for table in TABLES:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            truths = [column.type == "boolean" for column in table.columns]
            found = connection.execute(f"SELECT {names} FROM {table.name} ORDER BY id DESC")  # the other way round
            rows = [[bool(v) if truth else v for v, truth in zip(row, truths, strict=True)] for row in found]
            insert(database, manager, table, map(tuple, rows))
    connection.close()


def sample_row(table: CompanyTable) -> tuple[Any, ...]:
    """A row of a table that is complete and keeps its rules; its id, and all that it refers to, is 1."""
    words = {
        found[1]: found[2] for rule in table.rules if (found := re.fullmatch(r'"(\w+)" IN \(\'([^\']*)\'.*', rule))
    }
    words["currency"] = "EUR"
    return tuple(words.get(column.name, SAMPLES[column.type]) for column in table.columns)


def fill_each(database: Database, manager: str) -> None:
    """One row in each table, and a publication."""
    for table in TABLES:
        insert(database, manager, table, [sample_row(table)])
    publish = "INSERT INTO amcli.publication VALUES (%s, now(), 14, '0.1.0', 'hash', '{}', 'uid')"
    with database.connect(manager) as connection:
        connection.execute(publish, (manager,))
