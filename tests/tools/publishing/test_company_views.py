"""The company's views show of each manager what the views of his file show, as far as it is published."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from company_rows import TABLES, fill_from
from company_server import CompanyServer, Database
from hypothesis import given, settings
from portfolio_samples import Rows, portfolios, write

from amcli.base.errors import Refused
from amcli.base.registry import NOUNS
from amcli.store.migrate import migrate
from amcli.store.open import open_writer
from amcli.tools.publishing.rules import OWN_WORDS
from amcli.tools.publishing.services.company_views import company_views
from conftest import tries

COLUMNS = {table.name: frozenset(column.name for column in table.columns) for table in TABLES}
PUBLISHED = {noun.view: noun for noun in NOUNS.values() if noun.published}


def file_columns(connection: sqlite3.Connection, view: str) -> list[str]:
    return [str(name) for _, name, *_ in connection.execute(f"PRAGMA table_info({view})")]


def of_file(connection: sqlite3.Connection, view: str, columns: list[str]) -> list[tuple[str | None, ...]]:
    """The rows of a view of the file, each value as text."""
    texts = ", ".join(f'CAST("{column}" AS TEXT)' for column in columns)
    return sorted(connection.execute(f"SELECT {texts} FROM {view}"), key=str)


def of_company(database: Database, view: str, manager: str, reader: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of one manager's part of a view of the company, as a reader sees it; each value as text."""
    with database.connect(reader) as connection:
        found = connection.execute(f"SELECT * FROM amcli.{view} WHERE false".encode()).description or []
        first, *columns = [column.name for column in found]
        assert first == "manager"
        truths = {column.name for column in found if column.type_code == 16}
        texts = ", ".join(f'"{each}"::int::text' if each in truths else f'"{each}"::text' for each in columns)
        query = f"SELECT {texts} FROM amcli.{view} WHERE manager = %s"
        return columns, sorted(connection.execute(query.encode(), (manager,)), key=str)


def assert_same(database: Database, manager: str, director: str, file: Path) -> int:
    """Hold each view of the company against that of the file, for the manager and for a director; how many rows."""
    number = 0
    with closing(sqlite3.connect(file)) as connection:
        for view, noun in PUBLISHED.items():
            hidden = noun.private_columns.union(noun.unpublished, OWN_WORDS)
            wanted = [column for column in file_columns(connection, view) if column not in hidden]
            for reader in (manager, director):
                columns, rows = of_company(database, view, manager, reader)
                assert columns == wanted, view
                assert rows == of_file(connection, view, wanted), view
            number += len(rows)
    return number


def test_the_sample_data(each_company: Database, sample_file: Path, agreed_file: Path) -> None:
    """Two managers with the same ids: each view has, of each of them, the rows that his file's view has."""
    anna, ben, director = each_company.manager(), each_company.manager(), each_company.director()
    for manager, file in ((anna, sample_file), (ben, agreed_file)):
        fill_from(each_company, manager, file)
    assert assert_same(each_company, anna, director, sample_file) > 500
    assert assert_same(each_company, ben, director, agreed_file) > 30


def test_every_noun_that_is_published_has_its_view(company: Database) -> None:
    """And nothing else has one: what is private, operations and the file's own rates have none."""
    found = company.run("SELECT viewname FROM pg_views WHERE schemaname = 'amcli'")
    assert {name for (name,) in found} == set(PUBLISHED)
    assert {"pulses", "assessments", "models", "decisions", "rates", "operations"}.isdisjoint(PUBLISHED)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "portfolio.db"
    open_writer(path).close()
    return path


@settings(max_examples=tries(12, 100))
@given(made=portfolios())
def test_any_portfolio(server: CompanyServer, tmp_path: Path, empty_file: Path, made: dict[str, Rows]) -> None:
    """The same for whatever a portfolio holds, among the rows of all the managers before."""
    database = keeping(server)
    manager, director = database.manager(), database.director()
    for ending in ("", "-wal", "-shm"):
        tmp_path.joinpath(f"portfolio.db{ending}").unlink(missing_ok=True)
    file = Path(shutil.copy(empty_file, tmp_path / "portfolio.db"))
    write(file, made)
    fill_from(database, manager, file)
    assert_same(database, manager, director, file)


KEPT: list[Database] = []


def keeping(server: CompanyServer) -> Database:
    """One database for all examples of this module."""
    from company_fixtures import set_up

    if not KEPT or KEPT[0].server is not server:
        KEPT[:] = [server.prepared("company", set_up)]
    return KEPT[0]


def translated(view: str) -> dict[str, str]:
    """What becomes of the views of a file that has this one too."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        migrate(file)
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            file.execute(f"DROP VIEW {name}")
        file.execute(f"CREATE VIEW tried AS {view}")
        return dict(company_views(file, COLUMNS))


@pytest.mark.parametrize(
    "view",
    [
        "SELECT strftime('%Y', s.date) AS year FROM sale s",
        "SELECT s.id FROM sale s WHERE s.ref GLOB 'x*'",
        "SELECT s.id FROM sale s WHERE s.ref LIKE 'x%'",
        "SELECT s.id FROM sale s WHERE s.ref = 'x' COLLATE NOCASE",
        "SELECT printf('%x', s.id) AS id FROM sale s",
        "SELECT s.id FROM sale s, account a WHERE a.id = s.account_id",
        "SELECT s.id FROM sale s JOIN account a USING (id)",
        "SELECT s.id FROM sale s NATURAL JOIN account a",
        "SELECT s.id FROM sale s RIGHT JOIN account a ON a.id = s.account_id",
        "SELECT DISTINCT s.ref FROM sale s",
        "SELECT s.id FROM sale s WHERE s.ref IS s.currency",
        "SELECT s.id FROM sale s JOIN pulse p ON p.account_id = s.account_id",
        "SELECT (SELECT group_concat(l.text, ';') FROM account_alias l WHERE l.account_id = a.id) AS x FROM account a",
        "SELECT a.id FROM account a UNION SELECT a.id FROM account a",
        "SELECT x.id FROM (SELECT id FROM sale) x",
        "SELECT s.id FROM sale s WHERE EXISTS (SELECT 1 FROM account a WHERE a.id = s.account_id)",
        "SELECT sum(s.amount_minor) AS x FROM sale s GROUP BY s.account_id",
        "SELECT row_number() OVER (ORDER BY s.id) AS x FROM sale s",
        "SELECT s.id FROM sale s WHERE s.id = b.id",
        "SELECT c.id FROM contact c WHERE c.note IS NULL",
    ],
)
def test_what_is_not_known_is_refused(view: str) -> None:
    """A word that may mean something else on the server is not handed on; the sentence names the view."""
    with pytest.raises(Refused, match="the view tried says what publishing cannot"):
        translated(view)


def test_what_needs_a_private_column_is_left_out() -> None:
    """A column of the view that is made of one, also within an expression or a question of its own, is not there."""
    found = translated(
        "SELECT c.name, c.stance, coalesce(c.title, c.note) AS x, 'N' || c.note AS y, a.note AS z,"
        " (SELECT p.score FROM pulse p WHERE p.account_id = a.id ORDER BY p.id LIMIT 1) AS pulse"
        " FROM contact c JOIN account a ON a.id = c.account_id"
    )["tried"]
    head = " ".join(found.partition("FROM")[0].split())
    assert head.endswith('SELECT "c"."manager", "c"."name"')
    assert translated("SELECT p.id, a.name FROM pulse p JOIN account a ON a.id = p.account_id") == {}
