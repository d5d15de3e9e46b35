"""An owner of records and those that became one with it."""

from __future__ import annotations

from amcli.store.reader import Reader
from amcli.store.subjects import owner_named

# An account and those that were merged into it. A merge touched the one that is left, and took the other out.
_MERGED = """WITH RECURSIVE meant (id) AS (SELECT ? UNION
    SELECT c.record_id FROM meant
        CROSS JOIN operation_subject s ON s.account_id = meant.id AND s.record = ?
        CROSS JOIN operation o ON o.id = s.operation_id AND o.state = 'done'
        CROSS JOIN operation_change c ON c.operation_id = s.operation_id AND c.record = s.record AND c.after IS NULL
    ) SELECT id FROM meant"""


def with_merged(reader: Reader, text: str) -> tuple[int, ...]:
    """The ids of the account that a text names and of those that were merged into it. Raises NotFound, Ambiguous."""
    owner = owner_named()
    found = reader.find_owner(owner, text).record_id
    return tuple(number for (number,) in reader.rows(_MERGED, (found, owner)))
