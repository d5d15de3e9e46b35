"""Cells that other hands wrote into the file: any text in any column of any table.

Whoever can write to the file can put anything there. What is asked of amcli is that it shows no control character, that
csv and JSON stay what they are, and that what cannot be read is exit 5 and a sentence that names the file.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from conftest import Cli

VALUES = (
    "\x1b[31mred\x07",
    'a"b,c\nd\re',
    "2026-13-45",
    "\u202eright to left\u2066\ufeff\x9b",
    "",
    "NaN",
    "{",
    b"\xff\xfe",
)
COMMANDS = (
    ("today",), ("today", "-f", "json"), ("agenda",), ("report", "sales", "--account", "maruti"),
    ("report", "budget", "-f", "csv"), ("report", "activity", "-f", "json"), ("remind",), ("account", "list"),
    ("account", "list", "-f", "csv"), ("account", "show", "maruti"), ("account", "show", "maruti", "-f", "json"),
    ("contact", "list", "-f", "tsv"), ("contact", "list", "-f", "jsonl"), ("interaction", "list", "-f", "csv"),
    ("interaction", "list", "-f", "json"), ("deadline", "list"), ("deadline", "list", "-f", "csv"),
    ("deadline", "list", "-f", "ics"), ("budget", "list", "-f", "json"), ("expense", "list", "-f", "csv"),
    ("product", "list", "-f", "markdown"), ("sale", "list"), ("sale", "list", "-f", "csv"),
    ("sale", "list", "-f", "jsonl"), ("target", "list", "-f", "csv"), ("rate", "list", "-f", "json"),
    ("contract", "list", "-f", "csv"), ("contract", "show", "CT1"), ("issue", "list"),
    ("issue", "show", "IS1", "-f", "json"), ("negotiation", "show", "NG1"), ("offer", "list", "-f", "csv"),
    ("report", "contracts"), ("territory", "list"), ("assignment", "list", "-f", "csv"),
    ("need", "list", "-f", "jsonl"), ("plan", "list", "-f", "csv"), ("plan", "show", "PL1"),
    ("plan", "show", "PL1", "-f", "json"), ("report", "models"), ("report", "health", "-f", "json"),
    ("report", "team"), ("report", "relationships"), ("report", "handover", "maruti"), ("next",),
    ("next", "-f", "json"), ("history",), ("history", "-f", "json"), ("undo", "--dry-run"), ("search", "maruti"),
    ("duplicates",), ("export", "all"), ("doctor",), ("backup", "--list"), ("sale", "add", "maruti", "5", "--dry-run"),
    ("log", "maruti", "Called", "--dry-run"),
)  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def text_columns(cli: Cli) -> Iterator[tuple[str, str]]:
    """Every column of text of every table with records or bookkeeping."""
    with closing(sqlite3.connect(cli.db)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
        for (table,) in tables:
            if "_search" in table or table.startswith("sqlite_"):
                continue
            for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                if row[2] == "TEXT" and connection.execute(f'SELECT 1 FROM "{table}"').fetchone():
                    yield table, row[1]


def tamper(cli: Cli, table: str, column: str, value: str | bytes) -> bool:
    """Write the value into the first row's cell, past every rule; whether the file let it."""
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        what = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        first = "rowid = (SELECT min(rowid) FROM"
        if connection.execute(f"SELECT 1 FROM pragma_table_list('{table}') WHERE wr").fetchone():
            first = f'"{column}" = (SELECT min("{column}") FROM'
        try:
            connection.execute(f'UPDATE "{table}" SET "{column}" = {what} WHERE {first} "{table}")', (value,))
        except sqlite3.IntegrityError:
            return False
        return True


def wrong(cli: Cli, words: tuple[str, ...]) -> str:
    """What a command did that it must not, or nothing."""
    done = cli(*words)
    if done.code not in (0, 2, 3, 4, 5):
        return f"exit {done.code}: {done.err}"
    if found := CONTROL.search((done.out + done.err).replace("\r\n", "\n")):
        return f"shows {found[0]!r}"
    if done.code:
        return "" if len(done.err.splitlines()) <= 1 else f"says {done.err!r}"
    try:
        if "csv" in words:
            widths = {len(row) for row in csv.reader(io.StringIO(done.out, newline=""), strict=True)}
            return "" if len(widths) <= 1 else f"has rows of {widths} cells"
        if "json" in words or words == ("export", "all"):
            json.loads(done.out, parse_constant=lambda name: json.loads("!"))
        if "jsonl" in words:
            for line in done.out.splitlines():
                json.loads(line, parse_constant=lambda name: json.loads("!"))
    except (ValueError, csv.Error) as error:
        return f"is no {words[-1]}: {error}"
    return ""


def try_cells(cli: Cli, cells: list[tuple[str, str, str | bytes]], commands: int, source: random.Random) -> list[str]:
    clean = cli.folder / "clean.db"
    shutil.copy(cli.db, clean)
    found = []
    for table, column, value in cells:
        # Another file each time: what a failed command read by is garbage, and to SQLite, until that is collected, an
        # open file of this process, whose log must not be taken from under it.
        for end in ("", "-wal", "-shm"):
            cli.db.with_name(cli.db.name + end).unlink(missing_ok=True)
        shutil.copy(clean, cli.db)
        if not tamper(cli, table, column, value):
            continue
        for words in source.sample(COMMANDS, commands):
            if said := wrong(cli, words):
                found.append(f"{table}.{column} = {value!r}: amcli {' '.join(words)} {said}")
    return found


def all_cells(cli: Cli) -> list[tuple[str, str, str | bytes]]:
    return [(table, column, value) for table, column in text_columns(cli) for value in VALUES]


def test_the_commands_have_something_to_read(agreed: Cli) -> None:
    """Without a bad cell each of them succeeds: one that is refused whatever the cell is would try nothing."""
    assert [words for words in COMMANDS if agreed(*words).code] == []


@pytest.mark.no_cover
def test_some_tampered_cells(agreed: Cli) -> None:
    """A few cells, and all commands over each."""
    source = random.Random(7)
    assert try_cells(agreed, source.sample(all_cells(agreed), 7), len(COMMANDS), source) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_tampered_cell(agreed: Cli, part: int) -> None:
    """Every value in every column, and some commands over each."""
    source = random.Random(f"{os.environ['AMCLI_FUZZ_SEED']}:{part}")
    assert try_cells(agreed, all_cells(agreed)[part::4], 8, source) == []
