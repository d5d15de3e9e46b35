"""What a territory and a placement ask for beyond their fields."""

from __future__ import annotations

from amcli.records.services.checks import check_code, refuse_circle
from amcli.records.services.day_spans import check_days
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork

ONCE_A_DAY = ("account_id", "territory_id")


def check_territory(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code, and no territory that is its own ancestor. Raises Refused."""
    check_code(work, "territory", row, record_id)
    if record_id is not None and row.get("parent_id") is not None:
        refuse_circle(work, "territory", "parent_id", record_id, row["parent_id"])


def check_placement(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """An account lies in a territory once on a day. Raises Refused."""
    check_days(work, "placement", ONCE_A_DAY, row, record_id)
