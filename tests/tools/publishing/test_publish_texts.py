"""Any text that a file can hold comes out of PostgreSQL as it was, whatever marks and escapes it has."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from company_server import Database
from hypothesis import example, given, settings
from hypothesis import strategies as st
from publishing_samples import Manager, manager

from amcli.records.published import published
from amcli.tools.publishing.services import copy_text
from amcli.tools.publishing.services.copy_text import CopyText
from amcli.tools.publishing.services.publish import publish
from conftest import tries

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
NASTY = st.text(st.sampled_from('\\\t\n\r\x1f\x01\x02.Nnabx0\'";,{}"é\u2028\U0001f600'), min_size=1, max_size=12)


@pytest.fixture
def anna(company: Database, tmp_path: Path, small_file: Path) -> Manager:
    """A manager of a small portfolio."""
    return manager(company, tmp_path, small_file)


@given(st.lists(TEXT | NASTY, min_size=1, max_size=30), st.lists(st.none() | TEXT | NASTY, min_size=1, max_size=30))
@example(["a\x1fb"], [None])
@example(["a\nb"], ["\x01"])
@example(["a\rb"], ["a\x01b"])
@example(["\\N", "\\.", "\\", "a\\", "\x01", "\x1f", "\r\n", "\t"], ["\x01", None, "", "\\N"])
@settings(max_examples=tries(15, 150))
def test_any_text(anna: Manager, texts: list[str], empty: list[str | None]) -> None:
    """Of texts that have to be and texts that may be missing, in the first publication and in one that changes them."""
    with closing(sqlite3.connect(anna.cli.db)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DELETE FROM deadline")
        connection.execute("DELETE FROM product")
        connection.executemany(
            "INSERT INTO deadline (account_id, title, due, kind, priority) VALUES (1, ?, '2026-01-01', 'other', 'low')",
            [(text,) for text in texts],
        )
        connection.executemany(
            "INSERT INTO product (code, name, category) VALUES (?, 'x', ?)",
            [(f"p{number}", text) for number, text in enumerate(empty)],
        )
    publish(anna.env(), anna.dsn)
    assert anna.there == anna.here
    anna.sql("UPDATE deadline SET title = title || char(92)")
    publish(anna.env(), anna.dsn)
    assert anna.there == anna.here


def test_any_text_changes_the_hash(small_file: Path) -> None:
    """Where the same letters are in other cells, or in other rows, it is another hash."""
    found = set()
    rows = ([("ab", "c")], [("a", "bc")], [("a\tb", "c")], [("a", "b\tc")], [("ab", None)], [("ab", "")],
            [("ab", "c"), ("d", "e")], [("ab", "c\nd"), ("e", "")], [("-", "ab")])  # fmt: skip
    for each in rows:
        with closing(sqlite3.connect(":memory:")) as connection, closing(sqlite3.connect(small_file)) as file:
            file.backup(connection)
            (table,) = (table for table in published(connection) if table.name == "product")
            connection.execute("DELETE FROM product")
            for number, (name, category) in enumerate(each):
                row = (f"p{number}", name, category)
                connection.execute("INSERT INTO product (code, name, category) VALUES (?, ?, ?)", row)
            text = CopyText(connection, table)
            list(text.blocks())
            found.add(text.digest)
    assert len(found) == len(rows)


def test_long_texts_are_handed_over_in_parts(small_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the texts, so much at a time: a block has few of them, and all rows come."""
    monkeypatch.setattr(copy_text, "LARGE", 50_000)
    with closing(sqlite3.connect(":memory:")) as connection, closing(sqlite3.connect(small_file)) as file:
        file.backup(connection)
        connection.execute("DELETE FROM deadline")
        connection.executemany(
            "INSERT INTO deadline (account_id, title, due, kind, priority) VALUES (1, ?, '2026-01-01', 'other', 'low')",
            [("x" * (10 if number < 3_000 else 20_000),) for number in range(3_200)],
        )
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
        (table,) = (table for table in published(connection) if table.name == "deadline")
        text = CopyText(connection, table)
        blocks = list(text.blocks())
    assert sum(block.rows for block in blocks) == text.rows == 3_200
    assert max(len(block.text) for block in blocks) < 1_000_000 < sum(len(block.text) for block in blocks)
    assert [block.first for block in blocks[1:]] == [block.last for block in blocks[:-1]]
