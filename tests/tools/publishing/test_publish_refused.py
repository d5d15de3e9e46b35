"""What keeps a portfolio from being published: each thing is one sentence with its exit code, and what was there
before stays.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from company_server import Database
from publishing_samples import Manager, manager

from conftest import Cli

Prepare = Callable[[Database, str], str]  # of the company for a role; the DSN to publish with


@pytest.fixture
def anna(company: Database, tmp_path: Path, small_file: Path) -> Manager:
    """A manager who has published, and has changed something since."""
    made = manager(company, tmp_path, small_file)
    made.ok()
    made.cli.ok("account", "edit", "maruti", "--city", "Gurgaon")
    return made


def altered(*statements: str) -> Prepare:
    """Statements of the superuser, `{role}` being the manager's."""

    def prepare(company: Database, role: str) -> str:
        for statement in statements:
            company.run(statement.format(role=role))
        return company.dsn(role)

    return prepare


def by(word: str) -> Prepare:
    """With another DSN."""
    return lambda company, role: word.format(folder=company.server.folder, port=company.server.port, db=company.name,
                                             role=role)  # fmt: skip


REFUSED: dict[str, tuple[Prepare, int, str]] = {
    "a superuser": (lambda company, _: company.dsn(), 4, "is a superuser"),
    "who bypasses": (altered("ALTER ROLE {role} BYPASSRLS"), 4, "BYPASSRLS"),
    "who owns a table": (altered("ALTER TABLE amcli.sale OWNER TO {role}"), 4, "owns the company's tables"),
    "a member of who owns": (
        altered("CREATE ROLE own_{role}", "ALTER TABLE amcli.sale OWNER TO own_{role}", "GRANT own_{role} TO {role}"),
        4, "owns the company's tables",
    ),
    "no manager": (altered("REVOKE amcli_manager FROM {role}"), 4, "`GRANT amcli_manager TO "),
    "in a role's place": (
        by("host={folder} port={port} dbname={db} user=postgres options='-c role={role}'"), 4, "stands in for postgres",
    ),
    "no row security": (altered("ALTER TABLE amcli.contact DISABLE ROW LEVEL SECURITY"), 4, "in force on contact"),
    "none for owners": (altered("ALTER TABLE amcli.sale NO FORCE ROW LEVEL SECURITY"), 4, "in force on sale"),
    "a right that is lacking": (altered("REVOKE UPDATE ON amcli.account FROM amcli_manager"), 4, "permission denied"),
    "an older company": (altered("UPDATE amcli.company SET version = 13"), 5, "`amcli publish init --sql`"),
    "a newer company": (altered("UPDATE amcli.company SET version = 15"), 5, "upgrade amcli"),
    "no version": (altered("DELETE FROM amcli.company"), 5, "do not say their version"),
    "a table that is lacking": (altered("DROP TABLE amcli.need CASCADE"), 5, "lacks need"),
    "a column that is lacking": (altered("ALTER TABLE amcli.sale DROP COLUMN ref CASCADE"), 5, "lacks sale.ref"),
    "no tables at all": (altered("DROP SCHEMA amcli CASCADE"), 5, "tables are not there"),
    "no temporary tables": (
        lambda company, role: altered(f"REVOKE TEMPORARY ON DATABASE {company.name} FROM PUBLIC")(company, role),
        4, "temporary",
    ),
    "a time that is up": (altered("ALTER ROLE {role} SET statement_timeout = '1ms'"), 5, "the server ended it"),
    "nobody listening": (by("host=127.0.0.1 port=1 dbname=x"), 5, "nothing answers there"),
    "no such host": (by("host=nowhere.invalid"), 5, "no such host"),
    "no such database": (by("host={folder} port={port} dbname=nope user={role}"), 5, 'database "nope" does not exist'),
    "no such role": (by("host={folder} port={port} dbname={db} user=nobody_here"), 5, "cannot be reached"),
    "no such service": (by("service=nope"), 5, "check the name of the service"),
    "no password": (by("host=127.0.0.1 port={port} dbname={db} user={role}"), 5, "~/.pgpass"),
    "no TLS": (by("host=db.example hostaddr=127.0.0.1 port={port} dbname={db} user={role}"), 5, "server has no TLS"),
    "an option that there is not": (by("hosst=x"), 2, "none that PostgreSQL's libpq can read"),
    "neither form": (by("db.example"), 2, "neither form"),
    "a password": (by("postgresql://{role}:s3cret@db.example/x"), 2, "a password does not belong into a DSN"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_what_was_there(anna: Manager, what: str) -> None:
    """One line, its exit code, nothing but the sentence, and not a row written."""
    prepare, code, said = REFUSED[what]
    before = anna.versions()
    dsn = prepare(anna.company, anna.role)
    for words in ((), ("--dry-run",)):
        done = anna(*words, AMCLI_COMPANY=dsn)
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done.err
        assert said in done.err
        assert "Traceback" not in done.err
    if "no tables" not in what and "lacking" not in what:
        assert anna.versions() == before


@pytest.mark.parametrize("what", ["a superuser", "who bypasses", "no manager", "nobody listening", "a password"])
def test_what_is_refused_is_not_withdrawn(anna: Manager, what: str) -> None:
    """The same holds for whoever takes it out."""
    prepare, code, said = REFUSED[what]
    before = anna.versions()
    done = anna("--withdraw", "--yes", AMCLI_COMPANY=prepare(anna.company, anna.role))
    assert (done.code, said in done.err, anna.versions()) == (code, True, before)


def test_no_company_is_named(small: Cli) -> None:
    """It says the three places."""
    done = small("publish")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert all(word in done.err for word in ("--to", "AMCLI_COMPANY", "amcli config set company"))


def test_which_company_is_meant(anna: Manager) -> None:
    """What is typed goes before the variable, and that before the setting."""
    nowhere, there = "host=127.0.0.1 port=1", anna.dsn
    anna.cli.ok("config", "set", "company", there)
    assert anna.cli("publish", "--dry-run").code == 0
    assert anna.cli("publish", "--dry-run", AMCLI_COMPANY=nowhere).code == 5
    assert anna.cli("publish", "--dry-run", "--to", there, AMCLI_COMPANY=nowhere).code == 0


def test_without_the_extra(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for verb in ((), ("check",)):
        done = small("publish", *verb, AMCLI_COMPANY="host=x")
        assert 'pip install "amcli[company]"' in done.out + done.err
        assert done.code == (1 if verb else 2)


def test_a_nul_is_said_with_its_record(anna: Manager) -> None:
    """No server can hold it, and amcli does not write it: the record is named."""
    before = anna.versions()
    anna.sql("UPDATE contact SET title = ? WHERE id = 2", "a\0b")
    done = anna()
    assert (done.code, "C2: its title has a NUL" in done.err) == (5, True)
    assert anna.versions() == before


def test_a_value_that_no_server_holds(anna: Manager) -> None:
    """What other hands have put into the file is said with the column."""
    anna.sql("UPDATE sale SET quantity = 'many' WHERE id = 1")
    done = anna()
    assert (done.code, done.err.count("\n"), "column quantity" in done.err) == (5, 1, True)


SECRET = "h0rse-b4ttery"


def test_a_password_stands_nowhere(anna: Manager, tmp_path: Path) -> None:
    """Not in an argument, the environment, an output, the file with its journal or the configuration: libpq reads it
    from its own file, and a DSN that has one is refused without a word of it.
    """
    with_password = anna.company.manager(password=SECRET)
    passfile = anna.company.passfile(tmp_path / "pass", **{with_password: SECRET})
    dsn = anna.company.dsn(with_password, tcp=True)
    anna.cli.ok("config", "set", "company", dsn)
    process = anna.cli.spawn("--debug", "publish", environ={"PGPASSFILE": str(passfile)})
    seen = b""
    while process.poll() is None:
        for name in ("cmdline", "environ"):
            try:
                seen += Path(f"/proc/{process.pid}/{name}").read_bytes()
            except OSError:
                break
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    wrong: dict[str, Any] = {
        "PGPASSFILE": str(anna.company.passfile(tmp_path / "wrong", **{with_password: SECRET + "x"}))
    }
    said = [anna.cli("--debug", "publish", *verb, **wrong) for verb in ((), ("check",), ("--withdraw", "--yes"))]
    host = f"127.0.0.1:{anna.company.server.port}/{anna.company.name}"
    for bad in (f"postgresql://{with_password}:{SECRET}@{host}", f"{dsn} password={SECRET}",
                f"{dsn} password = '{SECRET}'", f"postgresql://{host}?password={SECRET}",
                f"postgresql://{host}?p%61ssword={SECRET}", f"{dsn} sslpassword={SECRET}",
                f"postgresql://{with_password}:{SECRET}/x@{host}", f"dbname='postgresql://a:{SECRET}@{host}'",
                f"mysql://a:{SECRET}@{host}", SECRET):  # fmt: skip
        kept = ("config", "set", "company", bad)
        for words in (("publish", "--to", bad), ("publish", "check", "--to", bad), kept, (*kept, "--default"),
                      ("publish", "--to", bad, "-f", "json")):  # fmt: skip
            done = anna.cli("--debug", *words)
            assert done.code in (1, 2), (words, done)
            said.append(done)
        said.append(anna.cli("--debug", "publish", AMCLI_COMPANY=bad))
    assert all(each.code for each in said)
    seen += out + err + "".join(each.out + each.err for each in said).encode()
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.name not in ("pass", "wrong"):
            seen += file.read_bytes()
    place = seen.find(SECRET.encode())
    assert place < 0, seen[max(place - 100, 0) : place + 100]
    assert SECRET not in str(anna.company.run("SELECT t::text FROM amcli.publication t"))
    log = (anna.company.server.folder / "log").read_text(encoding="utf-8")
    assert SECRET not in log


def test_a_wrong_password_is_said(anna: Manager, tmp_path: Path) -> None:
    """With the places from which libpq takes it."""
    role = anna.company.manager(password=SECRET)
    passfile = anna.company.passfile(tmp_path / "wrong", **{role: "x"})
    done = anna(AMCLI_COMPANY=anna.company.dsn(role, tcp=True), PGPASSFILE=str(passfile))
    assert (done.code, "does not take the password" in done.err, "~/.pgpass" in done.err) == (5, True, True)


def test_the_environment_is_as_before(anna: Manager) -> None:
    """What libpq is asked about a service leaves no variable behind."""
    before = dict(os.environ)
    anna(AMCLI_COMPANY="service=nope")
    assert dict(os.environ) == before
