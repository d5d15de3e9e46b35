"""The currencies of ISO 4217, kept in the file so that a read, and whoever opens it, knows their decimals."""

from __future__ import annotations

import sqlite3

from amcli.base.errors import BadValue
from amcli.base.text import nearest


def fill(connection: sqlite3.Connection) -> None:
    """Add what the standard has and the file has not; decimals that the file has are left as they are."""
    from iso4217 import Currency

    rows = [
        (currency.code, currency.currency_name, currency.exponent, 10**currency.exponent)
        for currency in Currency
        if currency.exponent is not None
    ]
    connection.executemany("INSERT OR IGNORE INTO currency (code, name, decimals, unit) VALUES (?, ?, ?, ?)", rows)


def decimals(connection: sqlite3.Connection, code: str) -> int:
    """Decimals of a currency; one that the standard has taken up since is learned. BadValue for any other word."""
    sql = "SELECT decimals FROM currency WHERE code = ?"
    row = connection.execute(sql, (code,)).fetchone()
    if row is None and _is_known(code):
        fill(connection)
        row = connection.execute(sql, (code,)).fetchone()
    if row is None:
        known = [found[0] for found in connection.execute("SELECT code FROM currency")]
        raise BadValue(f"{code!r} is no currency of ISO 4217: type a code such as EUR", nearest(code, known))
    return int(row[0])


def _is_known(code: str) -> bool:
    from iso4217 import Currency

    return any(currency.code == code for currency in Currency)
