"""What a contract asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.features.contracts.nouns import TOTAL
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_contract(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Its days are in order, and a value says for how long it is: the whole term unless that was typed.

    Raises BadValue.
    """
    whole = {**(work.row("contract", record_id) if record_id is not None else {}), **row}
    if whole["end"] < whole["start"]:
        raise BadValue(f"a contract ends on or after its first day: {whole['end']} is before {whole['start']}")
    if whole.get("value_minor") is not None and not whole.get("per"):
        row["per"] = TOTAL
