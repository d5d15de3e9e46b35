"""The way to the server: whose word counts for TLS, what libpq is told, and that a certificate is looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from company_fixtures import SERVERS, set_up
from company_server import CompanyServer
from publishing_samples import manager

from amcli.settings.environment import Env
from amcli.tools.publishing.services.connection import company_server


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No variable of libpq's, and a home of one's own."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def sslmode(dsn: str) -> str:
    return company_server(Env({}), dsn).parameters["sslmode"]


def test_the_certificate_is_checked_unless_somebody_says_otherwise(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The DSN, then its service, then PGSSLMODE; on this machine as libpq has it."""
    for dsn in ("host=db.example", "postgresql://anna@db.example/x", "host=localhost,db.example", "hostaddr=10.0.0.1",
                "host=db.example hostaddr=127.0.0.1", "host=localhost hostaddr=10.0.0.1"):  # fmt: skip
        assert sslmode(dsn) == "verify-full", dsn
    for dsn in ("host=localhost", "host=/tmp", "dbname=x", "hostaddr=127.0.0.1", "postgresql:///x?host=/tmp"):
        assert sslmode(dsn) == "prefer", dsn
    assert sslmode("host=db.example sslmode=require") == "require"
    assert sslmode("postgresql://db.example/x?sslmode=prefer") == "prefer"
    assert sslmode("host=localhost sslmode=verify-ca") == "verify-ca"
    services = clean / "services"
    services.write_text("[far]\nhost=db.example\n[weak]\nhost=db.example\nsslmode=prefer\n[near]\nhost=localhost\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert [sslmode(f"service={name}") for name in ("far", "weak", "near")] == ["verify-full", "prefer", "prefer"]
    assert sslmode("service=near host=db.example") == "verify-full"
    monkeypatch.setenv("PGHOST", "db.example")
    assert sslmode("dbname=x") == "verify-full"
    monkeypatch.setenv("PGSSLMODE", "require")
    assert [sslmode(f"service={name}") for name in ("far", "weak")] == ["require", "prefer"]
    assert (sslmode("host=db.example"), sslmode("host=localhost")) == ("require", "require")


def test_what_the_server_is_told(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks, and how long is waited; each can be said in the DSN."""
    found = company_server(Env({}), "host=localhost").parameters
    assert (found["application_name"], found["connect_timeout"], found["client_encoding"]) == ("amcli", "10", "UTF8")
    found = company_server(Env({}), "host=localhost application_name=cron connect_timeout=3").parameters
    assert (found["application_name"], found["connect_timeout"]) == ("cron", "3")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "7")
    assert "connect_timeout" not in company_server(Env({}), "host=localhost").parameters


@pytest.fixture
def encrypted(start_server: Callable[[str], CompanyServer], tmp_path: Path) -> Iterator[tuple[CompanyServer, Path]]:
    """A server that knows TLS (the registry's does not), with a certificate for db.example; in the folder there are
    the authority's and another one.
    """
    system = [name for name in SERVERS if name != "embedded"]
    if not (shutil.which("openssl") and system):
        pytest.skip("needs openssl and a PostgreSQL of the system")
    server = start_server(system[-1])

    def openssl(*words: str | Path) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    for name in ("authority", "other"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt",
                "-subj", f"/CN={name}", "-days", "2")  # fmt: skip
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj",
            "/CN=db.example")  # fmt: skip
    openssl("x509", "-req", "-in", "server.csr", "-CA", "authority.crt", "-CAkey", "authority.key", "-CAcreateserial",
            "-out", "server.crt", "-days", "2")  # fmt: skip
    owner = server.data.stat()
    for name, mode in (("server.crt", 0o600), ("server.key", 0o600)):
        shutil.copy(tmp_path / name, server.data / name)
        (server.data / name).chmod(mode)
        os.chown(server.data / name, owner.st_uid, owner.st_gid)
    database = server.database()
    for value in ("on", "off"):
        database.run(f"ALTER SYSTEM SET ssl = {value}")
        database.run("SELECT pg_reload_conf(), pg_sleep(0.3)")
        if value == "on":
            yield server, tmp_path


def test_a_server_that_proves_who_it_is(
    encrypted: tuple[CompanyServer, Path], tmp_path: Path, small_file: Path
) -> None:
    """By default an authority has to be known and the name to fit; `publish check` says how the connection is."""
    server, folder = encrypted
    company = server.prepared("company", set_up)
    anna = manager(company, tmp_path / "anna", small_file)
    company.run(f"ALTER ROLE {anna.role} PASSWORD 'pass'")
    passfile = tmp_path / "pass"
    passfile.write_text("*:*:*:*:pass\n")
    passfile.chmod(0o600)

    def tried(host: str, more: str = "", *words: str) -> tuple[int, str]:
        dsn = f"host={host} hostaddr=127.0.0.1 port={company.server.port} dbname={company.name} user={anna.role} {more}"
        done = anna(*words, AMCLI_COMPANY=dsn, PGPASSFILE=str(passfile), HOME=str(tmp_path))
        return done.code, done.out + done.err

    code, said = tried("db.example")
    assert (code, "~/.postgresql/root.crt" in said) == (5, True), said
    code, said = tried("db.example", f"sslrootcert={folder / 'other.crt'}")
    assert (code, "not of an authority that is trusted" in said) == (5, True), said
    code, said = tried("elsewhere.example", f"sslrootcert={folder / 'authority.crt'}")
    assert (code, "of another host" in said) == (5, True), said
    assert not any(anna.there.values())
    code, said = tried("db.example", f"sslrootcert={folder / 'authority.crt'}")
    assert (code, anna.there) == (0, anna.here), said
    code, said = tried("db.example", f"sslrootcert={folder / 'authority.crt'}", "check")
    assert (code, "encrypted, and the server's certificate is its own" in said) == (0, True), said
    code, said = tried("db.example", "sslmode=require", "check")
    assert (code, "who the server is was not checked" in said) == (0, True), said
    code, said = tried("db.example", "sslmode=disable", "check")
    assert (code, "not encrypted" in said) == (0, True), said
