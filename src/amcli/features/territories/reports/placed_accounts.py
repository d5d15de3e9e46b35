"""Which accounts somebody answers for, and which lie in a territory, on the day that asks."""

from __future__ import annotations

from amcli.records.reports.listing import Terms
from amcli.store.reader import Reader

_HOLDS = "(start IS NULL OR start <= ?) AND (until IS NULL OR until >= ?)"
_OWNED = f"SELECT account_id FROM assignment WHERE role = 'owner' AND {_HOLDS}"
_LIES = f"""SELECT account_id FROM placement WHERE {_HOLDS} AND territory_id IN (
    WITH RECURSIVE down (id) AS (SELECT ? UNION SELECT t.id FROM down JOIN territory t ON t.parent_id = down.id)
    SELECT id FROM down)"""


def terms_of_day(reader: Reader, owner: str | None = None, territory: str | None = None) -> Terms:
    """The conditions on a list of accounts (None: no such one). owner: a colleague, an empty text for nobody;
    territory: it or one below it, an empty text for none. Raises NotFound and Ambiguous.
    """
    days = (reader.env.today.isoformat(),) * 2
    terms: Terms = []
    if owner is not None:
        colleague = (reader.find("colleague", owner).record_id,) if owner else ()
        who = f"IN ({_OWNED} AND colleague_id = ?)" if owner else f"NOT IN ({_OWNED})"
        terms.append((f"record_id {who}", (*days, *colleague)))
    if territory:
        terms.append((f"record_id IN ({_LIES})", (*days, reader.find("territory", territory).record_id)))
    elif territory is not None:
        terms.append((f"record_id NOT IN (SELECT account_id FROM placement WHERE {_HOLDS})", days))
    return terms
