"""What a negotiation and its points ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_negotiation(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It ended on a day with an outcome, or did not. Raises BadValue."""
    whole = {**(work.row("negotiation", record_id) if record_id is not None else {}), **row}
    if bool(whole.get("outcome")) != bool(whole.get("closed")):
        raise BadValue("a negotiation ends with its outcome: `amcli negotiation close` sets both")


def check_point(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A name is one point of a negotiation. Raises BadValue."""
    whole = {**(work.row("point", record_id) if record_id is not None else {}), **row}
    other = work.scalar(
        "SELECT id FROM point WHERE negotiation_id = ? AND name = ? AND id IS NOT ?",
        whole["negotiation_id"], whole["name"], record_id,
    )  # fmt: skip
    if other:
        raise BadValue(f"NG{whole['negotiation_id']} has a point {whole['name']} already: PT{other}")
