"""What PostgreSQL and libpq say went wrong, as one sentence without a secret, with what to type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amcli.base.dsn import PLACES
from amcli.base.errors import AmcliError, DatabaseError, Refused
from amcli.base.text import one_line

INIT = "its administrator runs `amcli publish init --sql` of this amcli there, in psql"
CHECK = "see `amcli publish check`"
# Part of what libpq says while it connects, and what to do about it.
_ON_THE_WAY = (
    ("no password supplied", f"the server wants a password: {PLACES}"),
    ("password authentication failed", f"the server does not take the password: {PLACES}"),
    ("no pg_hba.conf entry", "the server lets nobody in that way: ask its administrator"),
    ("certificate verify failed", "the server's certificate is not of an authority that is trusted: put the company's "
     "into ~/.postgresql/root.crt, or name it in the DSN with sslrootcert="),
    ("root certificate file", "the server's certificate cannot be checked without the company's authority: put it into "
     "~/.postgresql/root.crt, name it in the DSN with sslrootcert=, or say sslrootcert=system for a public one"),
    ("does not match host name", "the server's certificate is of another host: name it in the DSN as it is there"),
    ("does not support SSL", "the server has no TLS: its administrator turns it on, or the DSN says sslmode=prefer "
     "where the network is safe"),
    ("could not translate host name", "there is no such host: check the DSN"),
    ("resolve host", "there is no such host: check the DSN"),
    ("Connection refused", "nothing answers there: is the server running, and the port right?"),
    ("timeout", f"nothing answers there: is the server running, and the network up? {CHECK}"),
    ("too many clients", "the server has as many guests as it takes: try again"),
    ("too many connections", "the server has as many guests as it takes: try again"),
    ("starting up", "the server is starting: try again"),
    ("shutting down", "the server is shutting down: try again later"),
    ("definition of service", "check the name of the service and its file"),
)  # fmt: skip
# By what SQLSTATE begins with: the longest that fits.
_STATES = {
    "08": "the connection to the server broke",
    "22": "the server cannot hold a value of the file: see `amcli doctor` ({}{where})",
    "23": "the server does not take a row of the file: see `amcli doctor` ({})",
    "25006": "the server takes no changes ({}): is it a standby?",
    "25P03": "the server ended the connection because it waited too long ({}): do it again",
    "28": "the server does not let this role in ({})",
    "3F000": f"the company's tables are not there ({{}}): {INIT}",
    "40": "others were at the same rows ({}): do it again",
    "42501": f"the server does not allow it ({{}}): {CHECK}",
    "42703": f"the company's tables are not those of this amcli ({{}}): {INIT}",
    "42883": f"the server is too old or of another kind ({{}}): {CHECK}",
    "42P01": f"the company's tables are not there ({{}}): {INIT}",
    "53": "the server has no room or memory left ({}): tell its administrator",
    "55P03": "the server waited too long for others ({}): do it again",
    "57": "the server ended it ({}): do it again later",
}
_NOT_ALLOWED = ("42501", "28")


def connection_error(error: Exception, parameters: Mapping[str, str], undone: str) -> AmcliError:
    """The sentence for a connection that did not come about. parameters: what libpq was given."""
    said = _said(error)
    where = ", ".join(f"{name} {parameters[name]}" for name in ("service", "host", "port") if parameters.get(name))
    what = next((advice for part, advice in _ON_THE_WAY if part in said), "")
    why = _last_reason(error)
    middle = f" ({one_line(where)})" if where else ""
    return DatabaseError(
        f"the company's server{middle} cannot be reached, {undone}: {why}{f'; {what}' if what else ''}"
    )


def server_error(error: Any, undone: str) -> AmcliError:
    """The sentence for what the server did not do, or the network did."""
    state = error.sqlstate or ""
    primary = one_line(error.diag.message_primary or "").rstrip(".")
    found = max((begin for begin in _STATES if state.startswith(begin)), key=len, default="") if state else "08"
    where = f", {one_line(_first_line(error.diag.context))}" if error.diag.context else ""
    told = _STATES[found].format(primary, where=where) if found else f"the server did not do it: {primary or state}"
    kind = Refused if found in _NOT_ALLOWED else DatabaseError
    return kind(f"{told}; {undone}")


def _said(error: Exception) -> str:
    return " ".join(str(error).split())


def _last_reason(error: Exception) -> str:
    """The last line in which libpq says a reason: of several addresses it tells each."""
    lines = [line.strip(" -\t") for line in str(error).splitlines() if not line.startswith("\t")]
    reasons = [line for line in lines if "failed" in line or "error" in line.lower()]
    line = (reasons or lines or ["no reason is given"])[-1]
    return one_line(line.removeprefix("connection failed: ").removesuffix(":").rstrip("."))


def _first_line(text: str) -> str:
    return text.splitlines()[0]
