"""Where a database is, as libpq is told it (a DSN): `host=… dbname=…` or `postgresql://user@host/name`.

Here is what can be said of one without libpq, which is an extra: whether it has that form, and no secret in it.
"""

from __future__ import annotations

from urllib.parse import unquote_plus

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern

SCHEMES = ("postgresql://", "postgres://")
# What libpq takes as a parameter and nobody may read who sees a line of a shell, a setting or a list of processes.
SECRETS = ("password", "passwd", "pwd", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
FORM = "'host=db.example dbname=company user=anna' or postgresql://anna@db.example/company"
PLACES = (
    "libpq takes it from ~/.pgpass (a line host:port:database:user:password, mode 0600), from the file that PGPASSFILE "
    "names, or from a service file"
)
_WORDS = pattern(r"\s*(?:[a-z_]+\s*=\s*(?:'(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)(?:\s+|$))*")
_SECRET = pattern(rf"(?<![a-z_])({'|'.join(SECRETS)})\s*=")
_CREDENTIALS = pattern(r"(?s)//.*:.*@")
_DECODED_CREDENTIALS = pattern(r"(?s)//[^?]*:[^?]*@")


def check_dsn(text: str) -> str:
    """The same text without the blanks around it. BadValue for a secret in it and for what has neither form; what was
    typed is not repeated: it may be the secret.
    """
    text = text.strip()
    if has_secret(text):
        raise BadValue(f"a password does not belong into a DSN, where others read it: {PLACES}")
    if not (text.startswith(SCHEMES) or _WORDS.fullmatch(text)):
        raise BadValue(f"the DSN of the company has neither form that PostgreSQL knows: type {FORM}")
    return text


def has_secret(text: str) -> bool:
    """Whether a secret may stand in a DSN, rather once too often: also percent-encoded, or where libpq reads none."""
    decoded = unquote_plus(text)
    if _SECRET.search(text.lower()) or _SECRET.search(decoded.lower()):
        return True
    return bool(_CREDENTIALS.search(text) or _DECODED_CREDENTIALS.search(decoded))


def is_local(host: str) -> bool:
    """Whether hosts, between commas, are all this machine: a socket's folder, none at all, or the loopback."""
    return all(each in ("", "localhost", "::1") or each.startswith(("/", "@", "127.")) for each in host.split(","))
