"""The way to the company's server: libpq's, but for a secret in a DSN, and with the server's certificate checked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.dsn import FORM, check_dsn, is_local
from amcli.base.errors import BadValue
from amcli.settings.environment import Env
from amcli.tools.publishing.services.server_errors import connection_error, server_error

if TYPE_CHECKING:
    import psycopg

    Company = psycopg.Connection[tuple[Any, ...]]

VARIABLE, SETTING = "AMCLI_COMPANY", "company"
STRICT = "verify-full"
UNDONE = "nothing was published"
SECONDS = 10  # until a server that does not answer counts as one that is not there
# Dead peers are found out: by us within two minutes, by the server too. What a DSN or libpq's variables say goes first.
USUAL = {
    "application_name": ("amcli", "PGAPPNAME"),
    "connect_timeout": (str(SECONDS), "PGCONNECT_TIMEOUT"),
    "keepalives_idle": ("30", ""),
    "keepalives_interval": ("10", ""),
    "keepalives_count": ("6", ""),
    "tcp_user_timeout": ("90000", ""),
}
# What a role may have been given otherwise: how days are written and read, whose rows are seen, how long is waited.
SESSION = b"""
SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET standard_conforming_strings = on; SET row_security = on;
SET search_path = pg_catalog; SET lock_timeout = '60s'; SET default_transaction_read_only = off
"""
_environment = Lock()  # libpq reads a service by the process's variables


class Server(NamedTuple):
    """Where the company's database is. parameters: for libpq, no secret among them. source: who said so. sslmode: what
    is asked of the connection, and whether somebody `said` so. host: as far as libpq knows it beforehand, also from a
    service or its variables; nothing is a socket.
    """

    parameters: Mapping[str, str]
    source: str
    host: str
    sslmode: str
    said: bool

    @property
    def local(self) -> bool:
        return is_local(self.host)


def company_server(env: Env, typed: str = "", option: str = "--to") -> Server:
    """The server that an option says, else AMCLI_COMPANY, else the setting `company`.

    BadValue where nobody says one, where psycopg is not installed, and for a DSN that has a secret or no form.
    """
    libpq = _psycopg()
    places = ((option, typed), (VARIABLE, env.environ.get(VARIABLE, "")), (SETTING, ""))
    source, dsn = next((place for place in places if place[1].strip()), places[-1])
    if not dsn:
        dsn = env.config.text(SETTING)
    if not dsn:
        raise BadValue(
            f"no company is named: type {option} {FORM}, set {VARIABLE}, or type `amcli config set {SETTING} DSN`"
        )
    dsn = check_dsn(dsn)
    try:
        given = {name: str(value) for name, value in libpq.conninfo.conninfo_to_dict(dsn).items()}
    except libpq.Error:  # whose words repeat what was typed
        raise BadValue(f"the DSN of {source} is none that PostgreSQL's libpq can read: type {FORM}") from None
    known = _defaults(libpq, given)
    host = ",".join(filter(None, (known.get("host", ""), known.get("hostaddr", ""))))
    said = "sslmode" in given or known["sslmode"] != STRICT or "PGSSLMODE" in os.environ
    sslmode = given.get("sslmode") or (known["sslmode"] if said or not is_local(host) else "prefer")
    usual = {name: value for name, (value, variable) in USUAL.items() if not (variable and os.environ.get(variable))}
    parameters = {**usual, **given, "sslmode": sslmode, "client_encoding": "UTF8"}
    return Server(parameters, source, host, sslmode, said)


@contextmanager
def connected(server: Server, undone: str = UNDONE) -> Iterator[Company]:
    """A connection with a transaction to begin; what is not committed in the block is taken back at its end.

    Whatever the server or the network does is one sentence: DatabaseError, Refused where it is not allowed. undone:
    what the sentence says of what was meant to be done.
    """
    libpq = _psycopg()
    try:
        company = libpq.connect(**server.parameters, prepare_threshold=None)
    except libpq.Error as error:
        raise connection_error(error, server.parameters, undone) from None
    try:
        company.execute(SESSION)
        company.commit()
        yield company
    except libpq.Error as error:
        raise server_error(error, undone) from None
    finally:
        company.close()


def _psycopg() -> Any:
    """The package, which is an extra. BadValue where it is not there."""
    try:
        import psycopg
    except ImportError as error:
        raise BadValue('the company\'s server needs an extra package: pip install "amcli[company]"') from error
    import logging

    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # it logs what it also raises
    return psycopg


def _defaults(libpq: Any, given: Mapping[str, str]) -> dict[str, str]:
    """What libpq would take for each parameter: of the DSN, else of its service, else of its variables, else its own,
    which of sslmode is the strict one here.

    A service has no other way in than the variables of the process.
    """
    wanted = {"PGSSLMODE": os.environ.get("PGSSLMODE") or STRICT}
    for name, variable in (("service", "PGSERVICE"), ("servicefile", "PGSERVICEFILE")):
        if name in given:
            wanted[variable] = given[name]
    with _environment:
        before = {name: os.environ.get(name) for name in wanted}
        try:
            os.environ.update(wanted)
            options = libpq.pq.Conninfo.get_defaults()
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
    found: dict[str, str] = {each.keyword.decode(): (each.val or b"").decode(errors="replace") for each in options}
    if "host" in given or "hostaddr" in given:
        found |= {"host": "", "hostaddr": ""}
    return {**found, **given}
