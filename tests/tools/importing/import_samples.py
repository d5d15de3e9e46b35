"""A portfolio in a temporary file, and imports into it from texts."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import escape_cell
from amcli.settings.environment import Env
from amcli.store.open import open_writer
from amcli.tools.importing.services.columns.mapping import map_columns
from amcli.tools.importing.services.import_table import ImportRequest, import_table

TODAY = "2026-07-01"


@cache
def _empty() -> bytes:
    """The bytes of a portfolio with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_writer(path).close()
        return path.read_bytes()


class Portfolio:
    """A file with a portfolio, to import into and to look at."""

    def __init__(self, folder: Path, content: bytes = b"") -> None:
        self.folder = folder
        self.path = folder / "test.db"
        self.path.write_bytes(content or _empty())
        self.env = Env(
            {"AMCLI_CONFIG": str(folder / "config.toml")}, db=str(self.path), today_text=TODAY, command="test"
        )

    def take(self, kind: str, text: str | bytes, *mapping: str, **options: Any) -> Change:
        """Import a text. mapping: `field=COLUMN`."""
        given = {"source_name": "rows.csv", **options}
        callbacks = {name: given.pop(name) for name in ("progress", "approve") if name in given}
        source = io.BytesIO(text.encode() if isinstance(text, str) else text)
        pairs = dict(pair.split("=", 1) for pair in mapping)
        return import_table(self.env, ImportRequest(kind, source, mapping=pairs, **given), **callbacks)

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What the file says."""
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def cells(self, sql: str, *parameters: Any) -> list[Any]:
        """The first column of the rows."""
        return [row[0] for row in self.rows(sql, *parameters)]

    def image(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every record of every table but the journal's."""
        tables = self.cells("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
        return {
            table: self.rows(f'SELECT * FROM "{table}" ORDER BY 1')
            for table in tables
            if not table.startswith("operation") and "_search" not in table and table not in ("currency", "backup")
        }


@contextmanager
def portfolio(content: bytes = b"") -> Iterator[Portfolio]:
    """A new portfolio, gone at the end (for property tests, where a fixture would serve all examples)."""
    with tempfile.TemporaryDirectory() as folder:
        yield Portfolio(Path(folder), content)


def prepared(**texts: str) -> bytes:
    """The bytes of a portfolio that took in a text of each kind."""
    with portfolio() as file:
        for kind, text in texts.items():
            file.take(kind, text)
        return file.path.read_bytes()


def table(*rows: Sequence[str], escaped: bool = False) -> str:
    """Rows as CSV; `escaped` as an export escapes the cells."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[escape_cell(cell) for cell in row] if escaped else row for row in rows])
    return stream.getvalue()


def lines(*rows: str) -> str:
    """Rows that are CSV already."""
    return "\n".join(rows) + "\n"


def taken(noun: str, register: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the columns of a register should be, and what they are: field → title."""
    columns = [column.strip().partition("=") for column in register.split(", ")]
    found = map_columns(NOUNS[noun], [title for title, *_ in columns], {}).sources
    return (
        {field: title for title, _, field in columns if field},
        {source.field.name: source.title for source in found if source.columns},
    )
