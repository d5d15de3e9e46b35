"""`amcli sql`: anybody's question, and never a write."""

import sqlite3
from decimal import Decimal
from typing import Any

import pytest

from conftest import Cli

REFUSED = (
    "DELETE FROM account",
    "INSERT INTO rate DEFAULT VALUES",
    "UPDATE sale SET amount_minor = 0",
    "REPLACE INTO account (id) VALUES (1)",
    "WITH x AS (SELECT 1) DELETE FROM sale",
    "DELETE FROM sale RETURNING id",
    "DROP TABLE sale",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE TEMP VIEW x AS SELECT 1",
    "ALTER TABLE sale ADD COLUMN x",
    "ATTACH 'other.db' AS other",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'copy.db'",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT x",
    "PRAGMA user_version = 9",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "SELECT load_extension('x.so')",
    "SELECT LOAD_EXTENSION('x.so')",
    "INSERT INTO account_search (account_search) VALUES ('rebuild')",
    "INSERT INTO account_search (account_search, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO contact_search (rowid, name) VALUES (9, 'x')",
    "DELETE FROM interaction_search",
    "UPDATE deadline_search SET title = 'x'",
    "DELETE FROM account_search_data",
    "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, account_search, row)",
    "CREATE VIRTUAL TABLE words USING fts5(x)",
)


@pytest.mark.parametrize("query", REFUSED)
def test_only_reading(small: Cli, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    """Writing, ATTACH, transactions, settings and extensions are exit 4; no byte changes and no file is made."""
    monkeypatch.chdir(small.folder)
    small.ok("sql", "SELECT 1")
    before = small.db.read_bytes(), sorted(small.folder.iterdir())
    for text in (query, f"  {query.lower() if 'INTO' not in query else query};"):
        done = small("sql", text)
        assert (done.code, done.out, len(done.err.splitlines())) == (4, "", 1)
    assert (small.db.read_bytes(), sorted(small.folder.iterdir())) == before


@pytest.mark.parametrize(
    "query",
    ["", " ", ";", "-- nothing", "SELEC 1", "SELECT", "SELECT 1;;SELECT 2", "SELECT 1; DROP TABLE sale",
     "SELECT nothing",
     "SELECT * FROM nothing", "SELECT nothing()", "SELECT ?", "SELECT :x", "SELECT abs(-9223372036854775808)",
     "SELECT json('{')", "'", "SELECT 1 UNION SELECT 1, 2"],
)  # fmt: skip
def test_sql_that_is_wrong(small: Cli, query: str) -> None:
    """SQL that is wrong, or asks nothing, is exit 2 and one line of what SQLite says."""
    done = small("sql", query)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)


def test_values_of_every_type(small: Cli) -> None:
    """Integers, numbers, texts, bytes (as hexadecimal) and NULL come through; equal names are told apart."""
    query = "SELECT 1 AS a, 2.5 AS a, 'x' AS a, x'00ff' AS b, NULL AS c, 1e300 * 1e10 AS d, 9223372036854775807 AS e"
    assert small.json("sql", query) == [
        {"a": 1, "a_2": Decimal("2.5"), "a_3": "x", "b": "00ff", "c": None, "d": None, "e": 9223372036854775807}
    ]


def test_the_views_answer(small: Cli) -> None:
    """The documented views can be asked, filtered, joined and described."""
    query = "SELECT account, sum(amount_minor) AS minor FROM sales WHERE currency = 'USD' GROUP BY account"
    assert small.json("sql", query) == [{"account": "maruti", "minor": 134950}]
    rows: Any = small.json("sql", "PRAGMA table_info(sales)")
    assert [row["name"] for row in rows][:2] == ["id", "account"]
    tables: Any = small.json("sql", "PRAGMA table_list")
    assert "sales" in {row["name"] for row in tables}
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n"
    assert small.json("sql", count) == [{"i": 1}, {"i": 2}, {"i": 3}]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT rowid FROM interaction_search WHERE interaction_search MATCH 'price lis*'", [{"rowid": 1}]),
        ("SELECT rowid FROM account_search('eclair OR garage') ORDER BY rowid DESC", [{"rowid": 4}, {"rowid": 3}]),
        ("SELECT s.name AS n FROM account_search s JOIN accounts a ON a.record_id = s.rowid "
         "WHERE account_search MATCH 'oem' ORDER BY rank", [{"n": "Maruti Suzuki"}]),
        ("SELECT highlight(deadline_search, 1, '<', '>') AS h FROM deadline_search('copies')", [{"h": "Two <copies>"}]),
        ("SELECT bm25(contact_search) < 0 AS b, snippet(contact_search, -1, '', '', '', 3) AS s "
         "FROM contact_search('riser')", [{"b": 1, "s": "Early riser"}]),
    ],
)  # fmt: skip
def test_the_search_tables_answer(small: Cli, query: str, wanted: object) -> None:
    """A query of one's own may search with FTS5's own syntax, rank and cut out what was found."""
    assert small.json("sql", query) == wanted


def test_the_query_from_standard_input(small: Cli) -> None:
    """`-` reads the query, of many lines, from standard input."""
    query = "SELECT code\n-- a comment\nFROM products\nORDER BY 1;\n"
    assert small.ok("sql", "-", "-f", "csv", stdin=query) == "code\nclutch\npad\n"
    assert small("sql", "-", stdin="SELECT 1\0").code == 2


def test_formats_and_columns(small: Cli) -> None:
    """A query has every format; `ids` prints its first column; --columns picks among what was asked."""
    query = "SELECT code, name FROM products ORDER BY code"
    assert small.ok("sql", query, "-f", "ids") == "clutch\npad\n"
    assert small.ok("sql", query, "-f", "csv", "--columns", "name") == "name\nClutch\nBrake pad\n"
    assert small.ok("sql", query, "-f", "tsv").splitlines()[0] == "code\tname"
    assert small("sql", query, "--columns", "nothing").code == 2


def test_a_failure_among_the_rows(small: Cli) -> None:
    """An error that SQLite meets after some rows is exit 2, and leaves no half of a result in a file."""
    query = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT abs(-9223372036854775808)"
    out = small.folder / "x.json"
    done = small("sql", query, "-o", str(out))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert not out.exists()


def test_text_that_is_no_utf8(small: Cli) -> None:
    """Bytes in a text that another tool wrote are an error of one line, not a failure of ours."""
    done = small("sql", "SELECT CAST(x'ff' AS TEXT)")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT cast(x'ff' AS TEXT) AS odd", "the column 'odd' has bytes that are no text in UTF-8: type hex("),
        (f"SELECT {'(' * 3_000}1{')' * 3_000}", "nested too deep: take parts of it out into WITH"),
        (f"SELECT {'+'.join('1' * 3_000)}", "nested too deep: take parts of it out into WITH"),
    ],
)
def test_what_sqlite_says_of_its_own_workings(small: Cli, query: str, said: str) -> None:
    """It is said in words for whoever typed the query, with what to type: exit 2, one line."""
    done = small("sql", query)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert said in done.err


def test_a_record_that_is_no_text(small: Cli) -> None:
    """Bytes in the file that are no text are damage, and every command says so."""
    connection = sqlite3.connect(small.db)
    connection.execute("UPDATE account SET name = cast(x'41ff' AS TEXT)")
    connection.commit()
    connection.close()
    done = small("account", "list")
    assert (done.code, "is damaged: a value in it is not what it should be" in done.err) == (5, True)
