"""What the rows about accounts and about people have in common: counts by kind, and days since the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amcli.base.results import Column, Kind
from amcli.features.activity.nouns import INTERACTIONS
from amcli.features.activity.reports.quiet_accounts import ContactStatus

COUNTS = (*(Column(kind, Kind.INT, rank=3) for kind in INTERACTIONS), Column("total", Kind.INT, rank=2))
MINUTES = Column("minutes", Kind.INT, rank=4)
# A person reads one of them: how far they are from the cadence, in words.
STANDING = (
    Column("last", Kind.DATE, rank=1, undefined=True, blank=True),
    Column("days_since", Kind.INT, undefined=True, undrawn=True),
    Column("cadence", Kind.INT, rank=7),
    Column("over", Kind.INT, undefined=True, undrawn=True),
    Column("quiet", Kind.FLAG, undrawn=True),
    Column("standing", table_only=True, header=" "),
    Column("sign", table_only=True),
    Column("waited", Kind.INT, table_only=True, undrawn=True),
)
WORST_FIRST = "sign,-waited"  # the quiet ones, the longest beyond their cadence first


def standing_cells(status: ContactStatus, judged: bool) -> tuple[Any, ...]:
    """A row's cells of STANDING. judged: whether anybody counts the days."""
    sign = "!" if status.quiet else "✓" if status.last else None
    return (
        status.last,
        status.gap.days,
        status.cadence,
        status.gap.over,
        status.quiet,
        _spoken(status.gap.over),
        sign if judged else None,
        status.gap.waited,
    )


def _spoken(over: int | None) -> str:
    """`11 days over`, `14 days left`, `never`: the cadence as a person says it."""
    if over is None:
        return "never"
    days = "1 day" if abs(over) == 1 else f"{abs(over)} days"
    return f"{days} over" if over > 0 else f"{days} left"


def counted(times: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    """From kinds and how often each was, by kind, in the order of INTERACTIONS, and in all."""
    by_kind = [sum(often for each, often in times if each == kind) for kind in INTERACTIONS]
    return (*by_kind, sum(by_kind))
