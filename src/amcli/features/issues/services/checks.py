"""What an issue asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.features.issues.nouns import ACKNOWLEDGED, CLOSED, INVESTIGATING, RECEIVED
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_issue(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It was raised now unless that was typed; its stage and the moments of it agree. Raises BadValue."""
    current = work.row("issue", record_id) if record_id is not None else {}
    if record_id is None and not row.get("opened"):
        row["opened"] = work.moment
    if row.get("closed") and not current.get("closed") and row.get("stage", CLOSED) != CLOSED and record_id is not None:
        raise BadValue("an issue that is open has no moment at which it was closed: `amcli issue close` sets it")
    if row.get("closed"):
        row["stage"] = CLOSED
    whole = {**current, **row}
    if whole["stage"] == CLOSED and not whole.get("closed"):
        row["closed"] = work.moment
    if whole["stage"] in (ACKNOWLEDGED, INVESTIGATING) and not whole.get("acknowledged"):
        row["acknowledged"] = work.moment if record_id is not None else row["opened"]
    elif whole["stage"] == RECEIVED and whole.get("acknowledged"):
        row["stage"] = ACKNOWLEDGED
