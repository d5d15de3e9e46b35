"""A colleague with what there is to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from amcli.features.workload.rules.weekly_hours import WeeklyHours


class Work(NamedTuple):
    """An assignment that is in force, at a live account; from and until None: since ever, open."""

    id: int
    account: int
    code: str
    name: str
    role: str
    owns: bool
    start: str | None
    until: str | None
    hours: Decimal | None


class Due(NamedTuple):
    """How many of somebody's deadlines are open, late and coming, and how many trainings are still to be done."""

    open: int = 0
    overdue: int = 0
    coming: int = 0
    trainings: int = 0


class Member(NamedTuple):
    """A colleague with what there is to do; without an id what nobody is named for."""

    id: int | None
    code: str | None
    name: str
    department: str | None
    left: date | None
    hours: WeeklyHours
    work: Sequence[Work] = ()
    due: Due = Due()
    issues: int = 0
    trained: int = 0

    @property
    def owned(self) -> set[int]:
        """The accounts that are the colleague's."""
        return {each.account for each in self.work if each.owns}

    @property
    def others(self) -> set[int]:
        """The accounts where the colleague does something else."""
        return {each.account for each in self.work if not each.owns}

    @property
    def is_busy(self) -> bool:
        """Whether anything is open."""
        return bool(self.work or self.due.open or self.issues)
