"""What a badge asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_badge(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A red badge costs something. Raises Refused."""
    current = work.row("badge", record_id) if record_id is not None else {}
    whole = {**current, **row}
    if whole["color"] == "red" and not whole["fee_minor"]:
        raise Refused("a red badge is not free: type its --fee")
