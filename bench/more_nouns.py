"""amcli with more nouns declared than it has: what `bench.py` times to see that a start does not grow with them.

BENCH_NOUNS: how many. BENCH_FOLDER: where `declare` has written their modules. This script reads both, the program
neither. Each noun is a feature of its own with a declaration of the usual size, imported from a file as all are.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

DECLARATION = '''"""What is counted for the benchmark alone."""

from types import MappingProxyType

from amcli.base.fields import CURRENCY_COLUMN, CURRENCY_FIELD, ID_COLUMN, NOTE_COLUMN, NOTE_FIELD, Field, Noun, Type
from amcli.base.results import Column, Kind
from amcli.features.accounts.nouns import ACCOUNT_COLUMN, ACCOUNT_FIELD, ACCOUNT_NAME_COLUMN

NOUN = Noun(
    name="{name}",
    view="{name}s",
    letter="{letter}",
    fields=(
        ACCOUNT_FIELD,
        Field("name", help="Its name.", required=True, positional=True),
        Field("date", Type.DATE, "Its day.", option="--on", default="today"),
        Field("amount", Type.MONEY, "What it comes to."),
        Field("kind", Type.CHOICE, "What it is.", choices=("one", "other"), default="one"),
        CURRENCY_FIELD,
        NOTE_FIELD,
    ),
    label="name",
    words=("name",),
    order="-date,-id",
    help="For the benchmark.",
    examples=MappingProxyType({{"add": ("amcli {name} add maruti x",), "list": ("amcli {name} list",)}}),
    day="date",
    keys=(("account_id", "name"),),
    columns=(ID_COLUMN, Column("date", Kind.DATE), ACCOUNT_COLUMN, ACCOUNT_NAME_COLUMN, Column("name"),
             Column("amount", Kind.MONEY), CURRENCY_COLUMN, Column("kind"), NOTE_COLUMN),
    searched=("name", "note", "account_id"),
    document=("id", "date", "account", "name", "amount", "currency", "kind", "note"),
    filled=frozenset({{"id", "date", "account", "account_name", "name"}}),
)
'''
SCHEMA = """
CREATE TABLE {name} (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER CHECK (amount_minor >= 0),
    currency TEXT REFERENCES currency (code),
    kind TEXT NOT NULL CHECK (kind IN ('one', 'other')),
    note TEXT
) STRICT;
CREATE INDEX {name}_account ON {name} (account_id, date);
CREATE INDEX {name}_date ON {name} (date);
CREATE VIEW {name}s AS SELECT '{letter}' || n.id AS id, n.date, a.code AS account, a.name AS account_name, n.name,
    n.amount_minor AS amount, n.currency, n.kind, n.note, n.id AS record_id, n.account_id
    FROM {name} n JOIN account a ON a.id = n.account_id;
CREATE VIRTUAL TABLE {name}_search USING fts5 (name, note, account_id, content='{name}', content_rowid='id');
"""


def names(count: int) -> list[tuple[str, str]]:
    """The made-up nouns, and the letters of their ids."""
    return [(f"bench{number:02d}", f"Q{chr(ord('A') + number)}") for number in range(count)]


def declare(folder: Path, count: int, database: Path) -> None:
    """Write the modules of the nouns below a folder, and their tables, views and indexes into a file."""
    connection = sqlite3.connect(database)
    for name, letter in names(count):
        home = folder / name
        home.mkdir(parents=True)
        (home / "__init__.py").touch()
        (home / "nouns.py").write_text(DECLARATION.format(name=name, letter=letter), encoding="utf-8")
        connection.executescript(SCHEMA.format(name=name, letter=letter))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def main() -> None:
    """Add the rows to the registry, then run what the console script runs."""
    import amcli.features
    from amcli.base.registry import HOMES, Home

    amcli.features.__path__.append(os.environ["BENCH_FOLDER"])
    for name, _ in names(int(os.environ["BENCH_NOUNS"])):
        HOMES[name] = Home(f"{name}s", f"features.{name}.nouns:NOUN", "For the benchmark.")

    from amcli.app.main import console_main
    from amcli.store import identity, migrate

    # A file is refused whose views are others than the program's: those of the nouns declared here are its own too.
    connection = sqlite3.connect(os.environ["AMCLI_DB"])
    migrate.VIEWS = identity.fingerprint(connection)
    connection.close()
    console_main()


if __name__ == "__main__":
    main()
