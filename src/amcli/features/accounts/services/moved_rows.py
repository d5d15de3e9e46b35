"""The accounts of a file that are part of another one than here: since which day, and what is said of it."""

from __future__ import annotations

from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import names
from amcli.store.session import UnitOfWork

# Those with another parent that have one, or had: for which the file says no day, or that since which they have it.
_MOVED = """SELECT t.id, t.code, s.parent_since IS NOT NULL
    FROM difference d JOIN staged s USING (line) JOIN account t ON t.id = d.id
    WHERE d."column" = 'parent_id' AND (t.parent_id IS NOT NULL OR t.parent_since IS NOT NULL)
        AND (s.parent_since IS NULL OR s.parent_since IS t.parent_since) ORDER BY line"""


def take_days(work: UnitOfWork) -> list[str]:
    """Let the day that the file says be the day of the other parent, also where it is that of the one here: then that
    was wrong, and nothing of it is kept. What is said of those, and of the accounts for which no day is said.
    """
    rows = work.connection.execute(_MOVED).fetchall()
    work.said.update(("account", record_id, "parent_since") for record_id, _, same_day in rows if same_day)
    corrected, undated = ([code for _, code, same_day in rows if same_day == wanted] for wanted in (True, False))
    notes = []
    if corrected:
        accounts = f"{number_of(len(corrected), 'account')} ({names(corrected)})"
        notes.append(
            f"another parent of {accounts} since the very day of the one here, of which nothing is kept: a correction"
        )
    if undated:
        accounts = f"{number_of(len(undated), 'account')} ({names(undated)})"
        notes.append(f"another parent of {accounts} from {work.day} on: a column `parent_since` says other days")
    return notes
