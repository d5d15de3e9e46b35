"""What a colleague and an assignment ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.features.team.nouns import OWNER
from amcli.features.team.services.left import note_held
from amcli.records.services.checks import check_code, refuse_circle
from amcli.records.services.day_spans import check_days
from amcli.records.services.field_values import Row
from amcli.store.lookup import keeper_of
from amcli.store.session import UnitOfWork

ONE_OWNER = ("account_id", "role")
ONCE_EACH = ("account_id", "role", "colleague_id")  # in any other role


def check_colleague(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code, which is not by what `me` calls another one; and nobody who answers to himself. Raises Refused."""
    me = work.env.config.text("me")
    keeper = keeper_of(work.connection, "colleague", me)
    if row.get("code") and row["code"].lower() == me.lower() and keeper is not None and keeper != record_id:
        now = work.row("colleague", keeper)["code"]
        raise Refused(f"the setting me calls {now} by the code {me}: type `amcli config set me {now}` first")
    check_code(work, "colleague", row, record_id)
    if record_id is not None and row.get("left"):
        note_held(work, record_id, row["left"])
    if record_id is not None and row.get("reports_to_id") is not None:
        refuse_circle(work, "colleague", "reports_to_id", record_id, row["reports_to_id"])


def check_assignment(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """An account has one owner on a day, and a colleague each role once. Raises Refused."""
    current = work.row("assignment", record_id) if record_id is not None else {}
    role = (row.get("role") or current.get("role") or OWNER).lower()
    row["role"] = role if role == OWNER else row.get("role") or current["role"]
    who = ONE_OWNER if role == OWNER else ONCE_EACH
    check_days(work, "assignment", who, row, record_id)
