"""What a colleague asks for beyond its fields."""

from __future__ import annotations

from amcli.records.services.checks import check_code, refuse_circle
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_colleague(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code, and nobody who answers to himself. Raises Refused."""
    check_code(work, "colleague", row, record_id)
    if record_id is not None and row.get("reports_to_id") is not None:
        refuse_circle(work, "colleague", "reports_to_id", record_id, row["reports_to_id"])
