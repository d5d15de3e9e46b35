"""The placements of a file: an account lies in a territory once on a day. One that says no days is where the account
is since ever, and elsewhere from today on.
"""

from __future__ import annotations

from amcli.base.text import number_of
from amcli.features.territories.services.checks import ONCE_A_DAY
from amcli.records.services.days_apart import DaysApart
from amcli.store.session import UnitOfWork

# New rows without days, and where their account lies today.
_NEW = "staged.id IS NULL AND staged.start IS NULL AND staged.until IS NULL"
_THERE = """SELECT p.id FROM placement p WHERE p.account_id = staged.account_id
    AND p.territory_id = staged.territory_id
    AND (p.start IS NULL OR p.start <= :day) AND (p.until IS NULL OR p.until >= :day)"""
_LIES = "SELECT 1 FROM placement p WHERE p.account_id = staged.account_id"


class _Placements(DaysApart):
    """What placements do with the rows of a file."""

    def settle(self, work: UnitOfWork) -> list[str]:
        """Know again where an account lies today; where it lay in another one, it lies there from today on."""
        day, execute = {"day": work.day}, work.connection.execute
        execute(f"UPDATE staged SET id = ({_THERE}) WHERE {_NEW} AND EXISTS ({_THERE})", day)
        later = execute(f"UPDATE staged SET start = :day WHERE {_NEW} AND EXISTS ({_LIES})", day).rowcount
        if not later:
            return []
        more = f"{number_of(later, 'more placement')} from {work.day} on, of accounts that lie elsewhere already"
        return [f"{more}: a column `from` says other days"]


PLACEMENTS = _Placements("placement", ONCE_A_DAY)
