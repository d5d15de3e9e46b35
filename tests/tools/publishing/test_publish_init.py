"""`amcli publish init --sql`: what an administrator runs once, and again with each version."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from company_fixtures import SERVERS, set_up
from company_rows import TABLES, fill_each
from company_server import SUPERUSER, CompanyServer, Database
from psycopg import sql
from psycopg.errors import RaiseException
from test_company_catalogue import holes

from amcli.store import migrate
from amcli.store.migrate import LATEST
from amcli.tools.publishing.services.company_schema import company_schema
from conftest import ROOT, Cli

TOY = ROOT / "tests" / "records" / "toy"
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'amcli'
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'amcli'::regnamespace
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'amcli'"
# What docs/company.md tells the administrator to type, as the server's superuser; `\\password` asks twice.
TEN_LINES = r"""
createdb company
amcli publish init --sql | psql -v ON_ERROR_STOP=1 -q company
psql -q company -c "CREATE ROLE anna LOGIN" -c "GRANT amcli_manager TO anna" -c "\password anna"
psql -q company -c "CREATE ROLE dora LOGIN" -c "GRANT amcli_director TO dora" -c "\password dora"
psql -q company -c "CREATE ROLE otto LOGIN" -c "GRANT amcli_administrator TO otto" -c "\password otto"
psql -q company -U otto -c "INSERT INTO amcli.setting VALUES ('currency', 'EUR'), ('fiscal.start', '04')"
psql -q company -U otto -c "INSERT INTO amcli.rate VALUES ('USD', 'EUR', '2026-09-01', 0.92)"
psql -q company -U otto -c "INSERT INTO amcli.manager_target VALUES ('anna', '2026-04-01', '2027-04-01', 12e7, 'EUR')"
""".strip().splitlines()


def test_it_is_printed(cli: Cli, tmp_path: Path) -> None:
    """The text, without a portfolio and without making one; to a file with -o, the same each time."""
    text = cli.ok("publish", "init", "--sql")
    assert (text.count("\nBEGIN;\n"), text.endswith("\nCOMMIT;\n")) == (1, True)
    cli.ok("publish", "init", "--sql", "-o", str(tmp_path / "company.sql"))
    assert (tmp_path / "company.sql").read_text(encoding="utf-8") == text == company_schema()
    assert not cli.db.exists()


def test_alone_it_says_what_to_type(cli: Cli) -> None:
    """Nothing is run from here, so --sql is asked for."""
    done = cli("publish", "init")
    assert (done.code, done.out) == (2, "")
    assert "type amcli publish init --sql" in done.err


def test_without_the_extra(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence says what to install."""
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    done = cli("publish", "init", "--sql")
    assert done.code == 2
    assert 'pip install "amcli[company]"' in done.err


def test_no_private_word_is_in_it(cli: Cli) -> None:
    """What is not published has no column there: what one aims at, notes, stances, pulses, texts of talks."""
    text = cli.ok("publish", "init", "--sql")
    for word in ("note", "aim", "limit", "stance", "evidence", "memo", "card", "score"):
        assert f'"{word}"' not in text, word
    for table in ("pulse", "assessment", "model", "decision", "operation", "reminder"):
        assert f'amcli."{table}"' not in text, table


def state(database: Database) -> list[set[tuple[object, ...]]]:
    return [set(database.run(query)) for query in (COLUMNS, CONSTRAINTS, INDEXES)]


def test_again_is_nothing_new(each_company: Database) -> None:
    """The same once more changes nothing: rows, settings, and decimals that were written stay."""
    anna = each_company.manager()
    fill_each(each_company, anna)
    each_company.run("INSERT INTO amcli.setting VALUES ('currency', 'EUR')")
    each_company.run("UPDATE amcli.currency SET decimals = 0, unit = 1 WHERE code = 'HUF'")
    before = state(each_company)
    set_up(each_company)
    assert state(each_company) == before
    assert holes(each_company) == []
    for table in TABLES:
        assert each_company.run(f"SELECT manager FROM amcli.{table.name}") == [(anna,)]
    assert each_company.run("SELECT key FROM amcli.setting") == [("currency",)]
    assert each_company.run("SELECT decimals FROM amcli.currency WHERE code = 'HUF'") == [(0,)]
    assert each_company.run("SELECT version FROM amcli.company") == [(LATEST,)]


def test_an_older_version_is_brought_up_to_date(each_company: Database) -> None:
    """Columns, tables, views, indexes, policies and rights that it lacks come to it, and its rows stay; from then on a
    row must be complete.
    """
    wanted = state(each_company)
    anna = each_company.manager()
    fill_each(each_company, anna)
    for table in TABLES:
        for column in table.columns[2:]:
            each_company.run(f'ALTER TABLE amcli.{table.name} DROP COLUMN "{column.name}" CASCADE')
    for text in (
        "DROP TABLE amcli.need, amcli.setting, amcli.offer",
        "DROP POLICY own ON amcli.sale",
        "ALTER TABLE amcli.plan NO FORCE ROW LEVEL SECURITY",
        "REVOKE ALL ON amcli.sale FROM amcli_manager",
        "GRANT TRUNCATE ON amcli.sale TO amcli_manager",
        "UPDATE amcli.company SET version = 1, amcli = '0.0.1'",
    ):
        each_company.run(text)
    set_up(each_company)
    assert state(each_company) == wanted
    assert holes(each_company) == []
    for table in TABLES:
        kept = [] if table.name in ("need", "offer") else [(anna, 1)]
        assert each_company.run(f"SELECT manager, id FROM amcli.{table.name}") == kept
    assert each_company.run("SELECT version FROM amcli.company") == [(LATEST,)]
    with pytest.raises(psycopg.errors.CheckViolation, match="sale_complete"):
        each_company.run(f"INSERT INTO amcli.sale (manager, id) VALUES ('{anna}', 2)", anna)


def test_of_a_newer_version_nothing_is_changed(each_company: Database) -> None:
    """An older amcli does not take a newer one's schema back."""
    each_company.run(f"UPDATE amcli.company SET version = {LATEST + 1}")
    each_company.run("DROP VIEW amcli.sales")
    with pytest.raises(RaiseException, match="set up by a newer amcli"):
        set_up(each_company)
    assert each_company.run("SELECT to_regclass('amcli.sales')") == [(None,)]
    assert each_company.run("SELECT version FROM amcli.company") == [(LATEST + 1,)]


def test_a_failure_leaves_nothing(each_server: CompanyServer) -> None:
    """All of it is one transaction: a statement that fails takes those before it back."""
    database = each_server.database()
    text = company_schema().replace("\nCOMMIT;", "\nSELECT 1 / 0;\nCOMMIT;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        database.run(text)
    assert database.run("SELECT count(*) FROM pg_namespace WHERE nspname = 'amcli'") == [(0,)]


def test_each_currency_of_a_file_is_there(company: Database, small: Cli) -> None:
    """As the file has them, so that amounts have their decimals."""
    query = "SELECT code, name, decimals, unit FROM currency ORDER BY code"
    with sqlite3.connect(small.db) as file:
        wanted = file.execute(query).fetchall()
    file.close()
    assert (
        company.run(query.replace("FROM ", "FROM amcli.").replace("ORDER BY code", 'ORDER BY code COLLATE "C"'))
        == wanted
    )


@pytest.fixture(params=list(SERVERS))
def new_server(request: pytest.FixtureRequest) -> Iterator[CompanyServer]:
    """A server of one's own, on which nothing was ever set up."""
    server = CompanyServer(SERVERS[request.param])
    yield server
    server.stop()


def test_the_administrators_lines(new_server: CompanyServer, cli: Cli, tmp_path: Path) -> None:
    """As they are typed, from an empty server: then a manager writes his rows and a director reads them, each with a
    password that only he knows.
    """
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "amcli"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m amcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environ = {
        **os.environ, **cli.environ, "PGHOST": str(new_server.folder), "PGPORT": str(new_server.port),
        "PGUSER": SUPERUSER, "PATH": f"{tmp_path / 'bin'}:{new_server.programs}:{os.environ['PATH']}",
    }  # fmt: skip
    for line in TEN_LINES:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], env=environ, input="secret\nsecret\n", capture_output=True,
            text=True, check=False, start_new_session=True, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, ""), (line, done.stderr)
    database = Database(new_server, "company")
    passfile = database.passfile(tmp_path / "pass", anna="secret", dora="secret")
    anna, dora = (f"{database.dsn(name, tcp=True)} passfile={passfile}" for name in ("anna", "dora"))
    fill_each(database, "anna")
    with psycopg.connect(anna) as connection:
        assert connection.execute("SELECT manager, amount FROM amcli.sales").fetchall() == [("anna", "0.01")]
        assert connection.execute("SELECT value FROM amcli.setting WHERE key = 'currency'").fetchall() == [("EUR",)]
    with psycopg.connect(dora) as connection:
        assert connection.execute("SELECT amount_minor FROM amcli.manager_target").fetchall() == [(120_000_000,)]
        assert connection.execute("SELECT manager, counts FROM amcli.publication").fetchall() == [("anna", "{}")]
    assert holes(database) == []


def test_by_one_who_may_make_roles_and_databases(new_server: CompanyServer) -> None:
    """No superuser is needed, nor psql: a role with CREATEROLE and CREATEDB sets all up and lets managers in."""
    postgres = Database(new_server, "postgres")
    chief = postgres.role("chief")
    postgres.run(f"ALTER ROLE {chief} CREATEROLE CREATEDB")
    postgres.run("CREATE DATABASE company", chief)
    database = Database(new_server, "company")
    with database.connect(chief) as connection:
        connection.execute(company_schema().encode())
        for name, group in (("anna", "amcli_manager"), ("dora", "amcli_director"), (chief, "amcli_administrator")):
            if name != chief:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))
        connection.execute("INSERT INTO amcli.setting VALUES ('currency', 'EUR')")
    fill_each(database, "anna")
    assert database.run("SELECT manager FROM amcli.sales", "dora") == [("anna",)]
    assert holes(database) == []


# The noun that amcli does not have (tests/records/toy), with its tables for Python, which say what type a column has.
WITH_BADGES = """
import sys
from pathlib import Path
import amcli.features
import amcli.models
from amcli.base.registry import HOMES, Home
from amcli.store import migrate
from amcli.store.table_columns import STRICT, Day, Minor, currency_column, foreign_key, id_column, text_column
from sqlmodel import SQLModel

class Badge(SQLModel, table=True):
    __table_args__ = STRICT
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    name: str = text_column()
    day: Day = text_column()
    fee_minor: Minor
    currency: str = currency_column()
    color: str = text_column()
    external_id: str | None = text_column(null=True)

class BadgeContact(SQLModel, table=True):
    __tablename__ = "badge_contact"
    __table_args__ = STRICT
    id: int | None = id_column()
    badge_id: int = foreign_key("badge.id")
    contact_id: int = foreign_key("contact.id")

amcli.models.MODELS |= {"badge": Badge, "badge_contact": BadgeContact}
amcli.features.__path__.append(sys.argv[1])
HOMES["badge"] = Home("badges", "features.badges.nouns:BADGE", "What an account's people wear.")
migrate.FOLDER, migrate.LATEST = Path(sys.argv[2]), 15
from amcli.tools.publishing.services.company_schema import company_schema
print(company_schema())
"""


def test_a_new_noun_is_published_without_another_word(company: Database, tmp_path: Path) -> None:
    """Its table, the table of what it refers to and its view come of its declaration, its migration and its model, with
    row security, into a database that was there before.
    """
    folder = shutil.copytree(migrate.FOLDER, tmp_path / "migrations")
    shutil.copy(TOY / "0015_badges.sql", folder)
    command = [sys.executable, "-c", WITH_BADGES, str(TOY), str(folder)]
    company.run(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    anna, ben = company.manager(), company.manager()
    for manager in (anna, ben):
        fill_each(company, manager)
        badge = "(current_user, 1, 1, 'Gate', '2026-09-01', 1250, 'EUR', 'red')"
        company.run(f"INSERT INTO amcli.badge VALUES {badge}", manager)
        company.run("INSERT INTO amcli.badge_contact VALUES (current_user, 1, 1, 1)", manager)
    seen = company.run("SELECT manager, id, account, day::text, fee, holder FROM amcli.badges", anna)
    assert seen == [(anna, "BA1", "x", "2026-09-01", "12.50", "x")]
    unknown = {said for said in holes(company) if "badge" not in said}
    assert unknown == set()
    assert not [said for said in holes(company) if "row security" in said or "policy" in said or "view" in said]
