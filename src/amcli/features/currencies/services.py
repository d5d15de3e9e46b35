"""What a rate asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.records.services.checks import require_unique_key
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_rate(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Two different currencies, and one rate of theirs a day. Raises BadValue and Refused."""
    current = work.row("rate", record_id) if record_id is not None else {}
    whole = {**current, **row}
    if whole["from_currency"] == whole["to_currency"]:
        raise BadValue(f"a rate is between two currencies, not {whole['from_currency']} and itself")
    if record_id is not None:
        require_unique_key(work, "rate", whole, record_id)
