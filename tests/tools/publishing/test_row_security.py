"""Another manager's rows: each way to them is tried on a real server, and none of them is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import psycopg
import pytest
from company_fixtures import set_up
from company_rows import TABLES, fill_each
from company_server import SUPERUSER, CompanyServer, Database
from psycopg import sql
from psycopg.errors import FeatureNotSupported, InsufficientPrivilege

KEPT = [*(table.name for table in TABLES), "publication"]
Connection = psycopg.Connection[tuple[Any, ...]]


class Company(NamedTuple):
    """A company of two managers, a row of each in every table."""

    database: Database
    anna: str
    ben: str

    def rows(self, manager: str = "") -> list[tuple[Any, ...]]:
        """All rows, or one manager's, whatever anybody may see."""
        found: list[tuple[Any, ...]] = []
        with self.database.connect() as connection:
            for table in KEPT:
                query = f"SELECT '{table}', t.* FROM amcli.{table} t WHERE manager = %s OR %s = '' ORDER BY manager"
                found += connection.execute(query.encode(), (manager, manager)).fetchall()
        return found


@pytest.fixture
def both(each_company: Database) -> Iterator[Company]:
    """Whatever a test does, no row of Ben's may be another one after it, and none may have come to him."""
    made = Company(each_company, each_company.manager(), each_company.manager())
    for manager in (made.anna, made.ben):
        fill_each(each_company, manager)
    before = made.rows(made.ben)
    assert len(before) == len(KEPT)
    yield made
    assert made.rows(made.ben) == before


def run(connection: Connection, text: str, **names: str) -> psycopg.Cursor[tuple[Any, ...]]:
    """A statement in which {name} is a text of that name."""
    texts = {name: sql.Literal(value) for name, value in names.items()}
    return connection.execute(sql.SQL(text).format(**texts))


def views(database: Database) -> list[str]:
    return [name for (name,) in database.run("SELECT viewname FROM pg_views WHERE schemaname = 'amcli' ORDER BY 1")]


def columns_of(database: Database, table: str) -> str:
    query = "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
    where = f"attnum > 0 AND NOT attisdropped AND attrelid = 'amcli.{table}'::regclass"
    return str(database.run(f"{query} WHERE {where}")[0][0])


def test_select(both: Company) -> None:
    """Neither a table nor a view shows another's row, also where it is asked for, or row security is put off."""
    with both.database.connect(both.anna) as connection:
        for name in (*KEPT, *views(both.database)):
            assert run(connection, f"SELECT DISTINCT manager FROM amcli.{name}").fetchall() == [(both.anna,)], name
            where = "WHERE manager = {ben} OR manager <> current_user"
            assert run(connection, f"SELECT * FROM amcli.{name} {where}", ben=both.ben).fetchall() == [], name
        connection.execute("SET row_security = off")
        for name in (*KEPT, *views(both.database)):
            with pytest.raises(InsufficientPrivilege, match="row-level security"):
                run(connection, f"SELECT * FROM amcli.{name}")


def test_insert(both: Company) -> None:
    """A row in another's name is refused, also where it would only meet one of his, and nothing is told of that one."""
    with both.database.connect(both.anna) as connection:
        for table in KEPT:
            names = columns_of(both.database, table)
            his = f"SELECT {names.replace('manager', '{ben}', 1)} FROM amcli.{table}"
            key = "(manager)" if table == "publication" else "(manager, id)"
            for ending in (
                "",
                "ON CONFLICT DO NOTHING",
                f"ON CONFLICT {key} DO UPDATE SET manager = excluded.manager",
                "RETURNING *",
            ):
                with pytest.raises(InsufficientPrivilege, match="row-level security"):
                    run(connection, f"INSERT INTO amcli.{table} ({names}) {his} {ending}", ben=both.ben)


def test_update(both: Company) -> None:
    """Another's row is not found, and one's own cannot be made his."""
    with both.database.connect(both.anna) as connection:
        for table in KEPT:
            reached = run(
                connection, f"UPDATE amcli.{table} SET manager = manager WHERE manager = {{ben}}", ben=both.ben
            )
            assert reached.rowcount == 0, table
            taken = f"UPDATE amcli.{table} SET manager = current_user WHERE manager <> current_user"
            assert run(connection, taken).rowcount == 0, table
            with pytest.raises(InsufficientPrivilege, match="row-level security"):
                run(connection, f"UPDATE amcli.{table} SET manager = {{ben}}", ben=both.ben)
            merged = (
                f"MERGE INTO amcli.{table} t USING (SELECT {{ben}} AS manager) s ON t.manager = s.manager"
                " WHEN MATCHED THEN DELETE"
            )
            assert run(connection, merged, ben=both.ben).rowcount == 0, table
            run(connection, f"SELECT * FROM amcli.{table} FOR UPDATE")  # what is not seen is not locked


def test_delete(both: Company) -> None:
    """Without a condition it is one's own rows; a table cannot be emptied past row security, nor changed."""
    quiet = "suppress_redundant_updates_trigger"
    with both.database.connect(both.anna) as connection:
        for table in KEPT:
            for text in (
                f"TRUNCATE amcli.{table}",
                f"ALTER TABLE amcli.{table} DISABLE ROW LEVEL SECURITY",
                f"CREATE POLICY more ON amcli.{table} USING (true)",
                f"DROP TABLE amcli.{table}",
                f"CREATE TRIGGER t BEFORE UPDATE ON amcli.{table} EXECUTE FUNCTION {quiet}()",
            ):
                with pytest.raises(InsufficientPrivilege):
                    run(connection, text)
            assert run(connection, f"DELETE FROM amcli.{table} WHERE manager <> current_user").rowcount == 0
            assert run(connection, f"DELETE FROM amcli.{table}").rowcount == 1
    assert both.rows(both.anna) == []


def test_copy(both: Company) -> None:
    """COPY into a table is refused by the server, and what it gives out is one's own."""
    with both.database.connect(both.anna) as connection:
        for table in KEPT:
            for source in (f"amcli.{table}", f"(SELECT manager FROM amcli.{table})"):
                with connection.cursor().copy(f"COPY {source} TO STDOUT".encode()) as copied:
                    assert [row.split("\t")[0].strip() for row in bytes_of(copied)] == [both.anna]
            with (
                pytest.raises(FeatureNotSupported),
                connection.cursor().copy(f"COPY amcli.{table} FROM STDIN".encode()),
            ):
                pass


def bytes_of(copied: psycopg.Copy) -> list[str]:
    return b"".join(map(bytes, copied)).decode().splitlines()


def test_views_take_nothing(both: Company) -> None:
    """A view is to be read: by nobody is it written to."""
    with both.database.connect(both.anna) as connection:
        for view in views(both.database):
            for text in (f"DELETE FROM amcli.{view}", f"UPDATE amcli.{view} SET manager = {{ben}}"):
                with pytest.raises((InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState)):
                    run(connection, text, ben=both.ben)


def test_functions(both: Company) -> None:
    """With the rights of who calls it, or of another manager who made it: it sees the caller's rows or none. What it is
    handed before the rows are chosen is no other's row either.
    """
    public = "CREATE FUNCTION public.{} () RETURNS bigint LANGUAGE sql SECURITY {} AS 'SELECT count(*) FROM amcli.sale'"
    both.database.run("GRANT CREATE ON SCHEMA public TO PUBLIC")
    with both.database.connect(both.ben) as connection:
        connection.execute(public.format("of_caller", "INVOKER").encode())
        connection.execute(public.format("of_ben", "DEFINER").encode())
        assert connection.execute("SELECT public.of_caller(), public.of_ben()").fetchall() == [(1, 1)]
    with both.database.connect(both.anna) as connection:
        assert connection.execute("SELECT public.of_caller(), public.of_ben()").fetchall() == [(1, 0)]
        connection.execute(
            "CREATE FUNCTION pg_temp.peek (text) RETURNS bool LANGUAGE plpgsql COST 0.0000001 AS"
            " 'BEGIN RAISE NOTICE ''seen %'', $1; RETURN true; END'"
        )
        seen: list[str] = []
        connection.add_notice_handler(lambda said: seen.append(str(said.message_primary)))
        for name in ("sale", "sales"):
            connection.execute(f"SELECT * FROM amcli.{name} WHERE pg_temp.peek(manager)".encode())
        assert set(seen) == {f"seen {both.anna}"}


def test_a_prepared_statement(both: Company) -> None:
    """What was prepared as one manager, and whose plan is kept, is asked again as who one is now."""
    with both.database.connect(options="-c plan_cache_mode=force_generic_plan") as connection:
        connection.execute("PREPARE mine AS SELECT manager FROM amcli.sales")
        for manager in (both.anna, both.ben, both.anna):
            run(connection, "SET SESSION AUTHORIZATION {name}", name=manager)
            assert connection.execute("EXECUTE mine").fetchall() == [(manager,)]
            connection.execute("RESET SESSION AUTHORIZATION")


def test_set_role(both: Company) -> None:
    """Who may set a role, even another manager's, gets at nothing through it: neither his own rows nor that one's."""
    with both.database.connect() as connection:
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(both.ben), sql.Identifier(both.anna)))
    with both.database.connect(both.anna) as connection:
        for role in (both.ben, "amcli_manager"):
            run(connection, "SET ROLE {role}", role=role)
            for table in KEPT:
                assert run(connection, f"SELECT * FROM amcli.{table}").fetchall() == []
                assert run(connection, f"DELETE FROM amcli.{table}").rowcount == 0
            with pytest.raises(InsufficientPrivilege):
                run(connection, "INSERT INTO amcli.account_alias VALUES ({ben}, 2, 1, 'code', 'x')", ben=both.ben)
            for stranger in ("amcli_director", SUPERUSER):
                with pytest.raises(InsufficientPrivilege):
                    run(connection, "SET ROLE {role}", role=stranger)
            connection.execute("RESET ROLE")
        assert run(connection, "SELECT DISTINCT manager FROM amcli.sale").fetchall() == [(both.anna,)]


def test_a_manager_who_is_a_director_too(both: Company) -> None:
    """He reads all, and writes what is his."""
    with both.database.connect() as connection:
        connection.execute(sql.SQL("GRANT amcli_director TO {}").format(sql.Identifier(both.anna)))
    with both.database.connect(both.anna) as connection:
        for table in KEPT:
            seen = run(connection, f"SELECT manager FROM amcli.{table} ORDER BY 1").fetchall()
            assert seen == sorted([(both.anna,), (both.ben,)])
            assert run(connection, f"UPDATE amcli.{table} SET manager = manager").rowcount == 1
            with pytest.raises(InsufficientPrivilege):
                run(connection, f"UPDATE amcli.{table} SET manager = {{ben}}", ben=both.ben)
            assert run(connection, f"DELETE FROM amcli.{table}").rowcount == 1


def test_a_director_writes_nothing(both: Company) -> None:
    """He reads every row of every manager; each way to write is refused, and what the administrator writes too."""
    with both.database.connect(both.database.director()) as connection:
        for name in (*KEPT, *views(both.database)):
            seen = run(connection, f"SELECT manager FROM amcli.{name} ORDER BY 1").fetchall()
            assert seen == sorted([(both.anna,), (both.ben,)]), name
        for table in (*KEPT, "company", "currency", "setting", "rate", "manager_target"):
            first = columns_of(both.database, table).split(", ")[0]
            for text in (
                f"INSERT INTO amcli.{table} DEFAULT VALUES",
                f"UPDATE amcli.{table} SET {first} = {first}",
                f"DELETE FROM amcli.{table}",
                f"TRUNCATE amcli.{table}",
            ):
                with pytest.raises(InsufficientPrivilege, match="permission denied"):
                    run(connection, text)


def test_an_administrator_writes_what_is_the_company_s(both: Company) -> None:
    """Settings, rates and targets; of what managers published he reads all and writes nothing. A manager reads the
    settings and rates and his own target.
    """
    with both.database.connect(both.database.administrator()) as connection:
        run(connection, "INSERT INTO amcli.setting VALUES ('currency', 'EUR')")
        run(connection, "INSERT INTO amcli.rate VALUES ('USD', 'EUR', '2026-09-01', 0.92)")
        for manager in (both.anna, both.ben):
            goal = "INSERT INTO amcli.manager_target VALUES ({manager}, '2026-01-01', '2027-01-01', 120000, 'EUR')"
            run(connection, goal, manager=manager)
        for name in (*KEPT, *views(both.database)):
            assert len(run(connection, f"SELECT * FROM amcli.{name}").fetchall()) == 2
        for table in (*KEPT, "company", "currency"):
            with pytest.raises(InsufficientPrivilege, match="permission denied"):
                run(connection, f"DELETE FROM amcli.{table}")
        for table in ("setting", "rate", "manager_target"):
            with pytest.raises(InsufficientPrivilege, match="permission denied"):
                run(connection, f"TRUNCATE amcli.{table}")
    with both.database.connect(both.anna) as connection:
        assert run(connection, "SELECT rate::text FROM amcli.rate").fetchall() == [("0.92",)]
        assert run(connection, "SELECT manager FROM amcli.manager_target").fetchall() == [(both.anna,)]
        for table in ("setting", "rate", "manager_target", "company", "currency"):
            with pytest.raises(InsufficientPrivilege, match="permission denied"):
                run(connection, f"DELETE FROM amcli.{table}")


def test_who_is_in_no_group_sees_nothing(both: Company) -> None:
    """Neither tables nor views nor what is in them."""
    with both.database.connect(both.database.role("nobody")) as connection:
        for name in (*KEPT, *views(both.database), "company", "currency", "setting", "rate", "manager_target"):
            with pytest.raises(InsufficientPrivilege, match="permission denied for schema amcli"):
                run(connection, f"SELECT * FROM amcli.{name}")


def test_who_owns_the_tables_sees_no_rows(each_server: CompanyServer) -> None:
    """One who is no superuser sets all up in a database of his own: row security holds for him too."""
    each_server.prepared("company", set_up)  # the groups are of the whole server, and he may make none
    database = each_server.database()
    owner = database.role("owner")
    with database.connect() as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO {}").format(*map(sql.Identifier, (database.name, owner)))
        )
    with database.connect(owner) as connection:
        from amcli.tools.publishing.services.company_schema import company_schema

        connection.execute(company_schema().encode())
        anna = database.manager()
        fill_each(database, anna)
        for name in (*KEPT, *views(database)):
            assert run(connection, f"SELECT * FROM amcli.{name}").fetchall() == [], name
            if name in KEPT:
                assert run(connection, f"DELETE FROM amcli.{name}").rowcount == 0
    assert database.run("SELECT manager FROM amcli.sale") == [(anna,)]
    set_up(database)  # as a superuser, over what another one owns
