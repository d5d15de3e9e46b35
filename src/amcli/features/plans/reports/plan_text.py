"""The text of a plan, for whoever writes it again."""

from __future__ import annotations

from amcli.base.time.period import parse_period
from amcli.store.reader import Reader


def text_of(reader: Reader, account: str, period: str) -> str:
    """What stands in the plan of an account for a period; an empty text where it has none. Raises BadValue, NotFound
    and Ambiguous.
    """
    span = parse_period(period, reader.env.today, reader.env.config.fiscal)
    number = reader.find("account", account).record_id
    sql = 'SELECT text FROM plan WHERE account_id = ? AND start = ? AND "end" = ?'
    row = reader.rows(sql, (number, span.start.isoformat(), span.end.isoformat())).fetchone()
    return str(row[0]) if row else ""
