"""The schema lives twice: models.py says it, migrations/ builds it. Both must be the same."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel, create_engine

from amcli import models
from amcli.store import migrate


def built_by_models() -> sqlite3.Connection:
    """An empty file as SQLModel would make it."""
    from sqlalchemy.pool import StaticPool

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    SQLModel.metadata.create_all(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))
    return connection


def built_by_migrations() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(connection)
    return connection


MODELS, FILES = built_by_models(), built_by_migrations()
assert models.MODELS  # importing them is what fills the metadata
TABLES = sorted(SQLModel.metadata.tables)


def plain(sql: str) -> str:
    """SQL without quotes around names, without needless space and without the case of its words."""
    sql = re.sub(r"\s+", " ", sql.replace('"', "")).strip()
    sql = re.sub(r" ?([(),]) ?", r"\1", sql)
    return "".join(part if part.startswith("'") else part.lower() for part in re.split(r"('[^']*')", sql))


def body(connection: sqlite3.Connection, table: str) -> str:
    sql: str = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()[0]
    return sql


def checks(connection: sqlite3.Connection, table: str) -> set[str]:
    """What stands in the parentheses after each CHECK."""
    sql = body(connection, table)
    return {plain(_enclosed(sql, found.end())) for found in re.finditer(r"\bCHECK ?\(", sql)}


def _enclosed(sql: str, start: int) -> str:
    depth = 1
    for place in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[place], 0)
        if not depth:
            return sql[start:place]
    raise ValueError(sql)


def collations(connection: sqlite3.Connection, table: str) -> set[str]:
    """The columns that are compared in any case."""
    return {found[1] for found in re.finditer(r'"?(\w+)"? TEXT[^,]*COLLATE "?NOCASE"?', body(connection, table))}


def indexes(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Each index: unique, made by whom, partial, its columns with collation and direction, its own words."""
    for _, name, unique, origin, partial in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        columns = [
            (cid, column, descending, collation)
            for _, cid, column, descending, collation, key in connection.execute(f'PRAGMA index_xinfo("{name}")')
            if key
        ]
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone() or (None,)
        own = sql is not None
        yield name if own else "", unique, origin, partial, tuple(columns), plain(str(sql)) if own else ""


def facts(connection: sqlite3.Connection, table: str, what: str) -> Any:
    match what:
        case "columns":
            # The order, the name, the type, NOT NULL, the default, the place in the primary key.
            return connection.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
        case "foreign keys":
            sql = f'SELECT "from", "table", "to", on_update, on_delete FROM pragma_foreign_key_list("{table}")'
            return sorted(connection.execute(sql))
        case "indexes":
            return sorted(indexes(connection, table))
        case "checks":
            return checks(connection, table)
        case "collations":
            return collations(connection, table)
        case "strict":
            return connection.execute("SELECT strict, wr FROM pragma_table_list WHERE name = ?", (table,)).fetchone()
        case _:
            return "AUTOINCREMENT" in body(connection, table)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "what", ["columns", "foreign keys", "indexes", "checks", "collations", "strict", "autoincrement"]
)
def test_models_and_migrations_agree(table: str, what: str) -> None:
    """Each table is the same in models.py and in migrations/, down to its checks and partial indexes."""
    assert facts(MODELS, table, what) == facts(FILES, table, what)


def test_the_same_tables() -> None:
    """No table is in one of the two alone."""
    names = FILES.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%'"
        " ORDER BY 1"  # the search tables are SQLite's own
    )
    assert [name for (name,) in names] == TABLES


def test_every_table_is_strict_and_never_reuses_an_id() -> None:
    """All tables are STRICT; all that have an id of their own are AUTOINCREMENT."""
    for table in TABLES:
        assert facts(FILES, table, "strict")[0] == 1, table
        numbered = table not in (
            "currency",
            "portfolio",
            "sale_day",
            "sale_month",
            "sale_product_month",
            "operation_subject",
        )
        assert facts(FILES, table, "autoincrement") is numbered, table


def test_the_comparison_sees_a_difference() -> None:
    """The comparison itself notices a missing check, a missing WHERE and a lost collation."""
    other = sqlite3.connect(":memory:")
    script = "".join(
        line
        for (line,) in FILES.execute(
            "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE '%_search%'"
        )
    )
    other.executescript(
        script.replace(" CHECK (cadence > 0)", "")
        .replace(" WHERE external_id IS NOT NULL", "")
        .replace("COLLATE NOCASE", "")
    )
    for what in ("checks", "indexes", "collations"):
        assert facts(other, "account", what) != facts(FILES, "account", what), what


BROKEN: dict[str, list[dict[str, Any]]] = {
    "account": [{"tier": 4}, {"tier": 0}, {"cadence": 0}, {"name": ""}, {"code": ""}, {"code": "x" * 41},
                {"scope": "x"}, {"created": "2026-02-30"}, {"created": "today"}, {"currency": "XXQ"},
                {"parent_id": 99}, {"id": 9, "parent_id": 9}],
    "contact": [{"name": ""}, {"account_id": 99}, {"id": 9, "reports_to_id": 9}],
    "interaction": [{"text": ""}, {"kind": "fax"}, {"date": "2026-13-01"}, {"minutes": -1}],
    "deadline": [{"title": ""}, {"due": "soon"}, {"due": "2026-12-01T15"}, {"kind": "x"}, {"priority": "x"},
                 {"done": "x"}],
    "budget": [{"name": ""}, {"amount_minor": -1}, {"start": "2027-01-01"}, {"direction": "x"}, {"agreed_with": "x"}],
    "expense": [{"amount_minor": -1}, {"budget_id": 99}, {"date": "x"}],
    "product": [{"name": ""}, {"price_minor": -1}, {"price_minor": 1, "currency": None}],
    "sale": [{"amount_minor": -1}, {"cost_minor": -1}, {"kind": "x"}, {"product_id": 99}, {"amount_minor": 1.5}],
    "target": [{"amount_minor": -1}, {"end": "2026-01-01"}],
    "rate": [{"to_currency": "USD"}, {"date": "x"}],
}  # fmt: skip
WHOLE: dict[str, dict[str, Any]] = {
    "account": {"code": "b", "name": "B", "created": "2026-01-01"},
    "contact": {"account_id": 1, "name": "C"},
    "interaction": {"account_id": 1, "date": "2026-01-01", "kind": "call", "text": "t"},
    "deadline": {"account_id": 1, "title": "t", "due": "2026-01-01", "kind": "other", "priority": "low"},
    "budget": {"account_id": 1, "name": "n", "start": "2026-01-01", "end": "2027-01-01", "amount_minor": 1,
               "currency": "USD", "direction": "cost"},
    "expense": {"budget_id": 1, "date": "2026-01-01", "amount_minor": 1},
    "product": {"code": "p", "name": "P", "currency": "USD"},
    "sale": {"account_id": 1, "date": "2026-01-01", "amount_minor": 1, "currency": "USD", "kind": "sale"},
    "target": {"start": "2026-01-01", "end": "2027-01-01", "amount_minor": 1, "currency": "USD"},
    "rate": {"from_currency": "USD", "to_currency": "EUR", "date": "2026-01-01", "rate": "0.9"},
}  # fmt: skip


@pytest.mark.parametrize("table", BROKEN)
def test_the_schema_is_the_last_wall(table: str) -> None:
    """Whoever writes with another tool is stopped by a CHECK, a key or STRICT; a right row goes in."""
    connection = built_by_migrations()
    connection.execute("PRAGMA foreign_keys=ON")
    connection.executemany("INSERT INTO currency VALUES (?, 'x', 2, 100)", [("USD",), ("EUR",)])
    connection.execute("INSERT INTO account (id, code, name, created) VALUES (1, 'a', 'A', '2026-01-01')")
    connection.execute(
        "INSERT INTO budget VALUES (1, 1, 'b', '2026-01-01', '2027-01-01', 1, 'USD', NULL, 'cost', NULL, NULL, 0)"
    )

    def insert(row: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))

    for wrong in BROKEN[table]:
        with pytest.raises(sqlite3.IntegrityError):
            insert(WHOLE[table] | wrong)
    insert(WHOLE[table])


def test_unique_keys_of_the_file() -> None:
    """Codes are unique in any case; a ref within account and kind; a target in its period, account and product."""
    connection = built_by_migrations()
    connection.execute("INSERT INTO currency VALUES ('USD', 'x', 2, 100)")
    connection.execute("INSERT INTO account (id, code, name, created) VALUES (1, 'a', 'A', '2026-01-01')")
    columns = "account_id, date, amount_minor, currency, kind, ref"
    sale = f"INSERT INTO sale ({columns}) VALUES (1, '2026-01-01', 1, 'USD', ?, ?)"
    target = "INSERT INTO target (start, end, amount_minor, currency) VALUES ('2026-01-01', '2027-01-01', 1, 'USD')"
    for good in (("sale", "R"), ("credit", "R"), ("sale", None), ("sale", None)):
        connection.execute(sale, good)
    connection.execute(target)
    for sql, values in (
        ("INSERT INTO account (code, name, created) VALUES ('A', 'B', '2026-01-01')", ()),
        (sale, ("sale", "R")),
        (target, ()),
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(sql, values)
