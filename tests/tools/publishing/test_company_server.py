"""The server that the tests of publishing run on: roles, passwords and databases are real."""

from pathlib import Path

import psycopg
import pytest
from company_server import CompanyServer


def test_a_database_of_its_own(each_server: CompanyServer) -> None:
    """Each database is new, and a role comes in over the socket as who it is."""
    first, second = each_server.database(), each_server.database()
    first.run("CREATE TABLE t (id int)")
    assert second.run("SELECT count(*) FROM pg_tables WHERE tablename = 't'") == [(0,)]
    anna = first.role("anna")
    assert second.run("SELECT current_user::text", anna) == [(anna,)]
    assert each_server.version >= 15


def test_a_password_is_asked_for_over_tcp(
    each_server: CompanyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it nobody comes in; with libpq's file of passwords he does."""
    database = each_server.database()
    anna = database.role("anna", password="se'cret")
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(database.dsn(anna, tcp=True))
    monkeypatch.setenv("PGPASSFILE", str(database.passfile(tmp_path / "pass", **{anna: "se'cret"})))
    with psycopg.connect(database.dsn(anna, tcp=True)) as connection:
        assert connection.execute("SELECT current_user::text").fetchall() == [(anna,)]


def test_a_prepared_database_is_copied(server: CompanyServer) -> None:
    """What prepares a database is called once, and each copy is one's own."""
    first, second = (server.prepared("t", lambda made: made.run("CREATE TABLE t (id int)")) for _ in range(2))
    first.run("INSERT INTO t VALUES (1)")
    assert (second.run("SELECT * FROM t"), first.run("SELECT * FROM t")) == ([], [(1,)])
