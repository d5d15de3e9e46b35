"""What a colleague and an assignment ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.text import number_of
from amcli.features.team.nouns import OWNER
from amcli.records.services.checks import check_code, refuse_circle
from amcli.records.services.day_spans import check_days
from amcli.records.services.field_values import Row
from amcli.store.lookup import keeper_of
from amcli.store.session import UnitOfWork

ONE_OWNER = ("account_id", "role")
ONCE_EACH = ("account_id", "role", "colleague_id")  # in any other role
_SHOWN = 3
_OWNED = """SELECT a.code FROM assignment s JOIN account a ON a.id = s.account_id
    WHERE s.colleague_id = ? AND s.role = 'owner' AND (s.until IS NULL OR s.until >= ?2) AND a.archived IS NULL
    GROUP BY a.code ORDER BY a.code"""


def check_colleague(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code, which is not by what `me` calls another one; and nobody who answers to himself. Raises Refused."""
    me = work.env.config.text("me")
    keeper = keeper_of(work.connection, "colleague", me)
    if row.get("code") and row["code"].lower() == me.lower() and keeper is not None and keeper != record_id:
        now = work.row("colleague", keeper)["code"]
        raise Refused(f"the setting me calls {now} by the code {me}: type `amcli config set me {now}` first")
    check_code(work, "colleague", row, record_id)
    if record_id is not None and row.get("left"):
        _note_owned(work, record_id, row["left"])
    if record_id is not None and row.get("reports_to_id") is not None:
        refuse_circle(work, "colleague", "reports_to_id", record_id, row["reports_to_id"])


def _note_owned(work: UnitOfWork, colleague_id: int, left: str) -> None:
    """Say which accounts somebody who leaves still owns on the day."""
    rows = work.connection.execute(_OWNED, (colleague_id, left)).fetchall()
    if rows:
        code = work.row("colleague", colleague_id)["code"]
        codes = [account for (account,) in rows]
        some = " ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")
        how = f"amcli account handover {some} --to COLLEAGUE --on {left}"
        work.notes.append(f"{code} owns {number_of(len(codes), 'account')}: `{how}`")


def check_assignment(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """An account has one owner on a day, and a colleague each role once. Raises Refused."""
    current = work.row("assignment", record_id) if record_id is not None else {}
    role = (row.get("role") or current.get("role") or OWNER).lower()
    row["role"] = role if role == OWNER else row.get("role") or current["role"]
    who = ONE_OWNER if role == OWNER else ONCE_EACH
    check_days(work, "assignment", who, row, record_id)
