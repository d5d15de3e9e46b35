"""The memberships of a file: an account was part of one other on a day, and never of itself."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.features.accounts.services.checks import ONE_PARENT
from amcli.records.services.days_apart import overlapping
from amcli.records.services.taken_in import TakenIn, Unfit
from amcli.store.session import UnitOfWork


class _TakenIn(TakenIn):
    """What memberships do with the rows of a file."""

    def unfit(self, work: UnitOfWork, *, updates: bool) -> Iterator[Unfit]:
        """The rows that say of a day what another one says, and an account that would have been part of itself."""
        for (line,) in work.connection.execute("SELECT line FROM staged WHERE parent_id = account_id").fetchall():
            yield Unfit(line, "would put this account above itself")
        other = "account_id IS NOT parent_id"
        yield from overlapping(work, "membership", ONE_PARENT, updates=updates, new=other)


TAKEN_IN = _TakenIn()
