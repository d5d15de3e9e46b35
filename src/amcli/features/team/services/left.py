"""Somebody who leaves gets no account from a day on which he is there no more; what is still his is said."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.text import number_of, with_and
from amcli.features.team.nouns import OWNER
from amcli.records.services.day_spans import rows_beside, span_of
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

_SHOWN = 3
# The accounts at which a colleague still has a role on a day, and that role.
_HELD = """SELECT a.code, s.role FROM assignment s JOIN account a ON a.id = s.account_id
    WHERE s.colleague_id = ? AND (s.until IS NULL OR s.until >= ?) AND a.archived IS NULL
    GROUP BY a.code, s.role ORDER BY a.code, s.role"""


def refuse_left(work: UnitOfWork, colleague_id: int, start: str | None, until: str | None = None) -> None:
    """Raises Refused where a colleague has left by the first day of something new (ISO; None: today, or the last day
    where that is earlier).
    """
    day = start or min(work.env.today.isoformat(), until or "9999-12-31")
    left = work.row("colleague", colleague_id)["left"]
    if left and left <= day:
        code = find_id(work.connection, "colleague", colleague_id).reference
        raise Refused(
            f"{code} left on {left}: name another colleague, an earlier day, or correct the day with "
            f"`amcli colleague edit {code} --left DATE`"
        )


def note_held(work: UnitOfWork, colleague_id: int, left: str) -> None:
    """Say which accounts somebody who leaves still owns on the day, and what else he still does."""
    rows = work.connection.execute(_HELD, (colleague_id, left)).fetchall()
    code = work.row("colleague", colleague_id)["code"]
    owned = [account for account, role in rows if role == OWNER]
    if owned:
        some = " ".join(owned[:_SHOWN]) + (" …" if len(owned) > _SHOWN else "")
        how = f"amcli account handover {some} --to COLLEAGUE --on {left}"
        work.notes.append(f"{code} owns {number_of(len(owned), 'account')}: `{how}`")
    if others := [(account, role) for account, role in rows if role != OWNER]:
        work.notes.append(_told(code, others))


def note_other_roles(work: UnitOfWork, colleague_id: int, accounts: list[int], day: str) -> None:
    """Say what somebody who leaves, and whose accounts go to another one, still does there from a day on."""
    if not work.row("colleague", colleague_id)["left"]:
        return
    others = []
    for account_id in accounts:
        account = find_id(work.connection, "account", account_id).reference
        rows = rows_beside(work, "assignment", {"account_id": account_id, "colleague_id": colleague_id})
        others += [(account, row["role"]) for row in rows if row["role"] != OWNER and span_of(row).holds(day)]
    if others:
        work.notes.append(_told(find_id(work.connection, "colleague", colleague_id).reference, others))


def _told(code: str, others: list[tuple[str, str]]) -> str:
    """`ben stays support of a2: …`."""
    some = [f"{role} of {account}" for account, role in others[:_SHOWN]]
    more = len(others) - _SHOWN
    named = f"{', '.join(some)} and {more} more" if more > 0 else with_and(some)
    how = f"amcli assignment list --colleague {code}" if others[1:] else f"amcli assignment end {others[0][0]} {code}"
    return f"{code} stays {named}: `{how}`"
