"""The assignments of a file as a whole: an account has one owner at a time, whatever the file says of it."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.text import number_of
from amcli.base.time.day_span import day_before
from amcli.features.team.nouns import OWNER
from amcli.records.services.day_spans import give_way, rows_beside, span_of
from amcli.records.services.taken_in import TakenIn
from amcli.store.session import UnitOfWork

_NEW = f"id IS NULL AND role = '{OWNER}' COLLATE NOCASE"
_TODAY = "(start IS NULL OR start <= :day) AND (until IS NULL OR until >= :day)"
_OWNED = f"SELECT {{}} FROM assignment a WHERE a.account_id = staged.account_id AND a.role = '{OWNER}' AND {_TODAY}"
# Owners of the same account from the same day on, in the file or there and in the file.
_SAME_DAY = f"""SELECT s.account_id, s.start FROM staged s WHERE s.id IS NULL AND s.role = '{OWNER}' COLLATE NOCASE
    AND (EXISTS (SELECT 1 FROM staged o WHERE o.line < s.line AND o.id IS NULL AND o.role = s.role COLLATE NOCASE
            AND o.account_id = s.account_id AND o.start IS s.start)
        OR EXISTS (SELECT 1 FROM assignment a WHERE a.role = '{OWNER}' AND a.account_id = s.account_id
            AND a.start IS s.start)) ORDER BY s.line LIMIT 1"""


class _TakenIn(TakenIn):
    """What assignments do with the rows of a file."""

    def settle(self, work: UnitOfWork) -> list[str]:
        """Know again who owns an account today, where the row says no day; another one owns it from today on. Refused
        where two own an account from the same day on.
        """
        day, execute = {"day": work.day}, work.connection.execute
        mine = _OWNED.format("a.id") + " AND a.colleague_id = staged.colleague_id"
        execute(f"UPDATE staged SET id = ({mine}) WHERE {_NEW} AND start IS NULL AND EXISTS ({mine})", day)
        after = f"UPDATE staged SET start = :day WHERE {_NEW} AND start IS NULL AND EXISTS ({_OWNED.format('1')})"
        followed = execute(after, day).rowcount
        if twice := execute(_SAME_DAY).fetchone():
            account, start = twice
            reference = work.scalar("SELECT code FROM account WHERE id = ?", account) or "an account of the file"
            since = f"from {start} on" if start else "since ever, for no row says from when"
            raise Refused(f"{reference} would have two owners {since}: correct the column `from`, or the role of one")
        if not followed:
            return []
        return [
            f"{number_of(followed, 'owner')} from {work.day} on, after another one: a column `from` says other days"
        ]

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool, answer: str) -> None:
        """Let each new owner follow the one before, and end before the next one begins."""
        del sells, answer
        if made is None:
            return
        sql = f"""SELECT id FROM assignment WHERE id BETWEEN ? AND ? AND role = '{OWNER}'
            ORDER BY account_id, start NULLS FIRST, id"""
        for (record_id,) in work.connection.execute(sql, made).fetchall():
            _follow_on(work, record_id)


TAKEN_IN = _TakenIn()


def _follow_on(work: UnitOfWork, record_id: int) -> None:
    row = work.row("assignment", record_id)
    others = rows_beside(work, "assignment", {"account_id": row["account_id"], "role": OWNER}, record_id)
    later = [each["start"] for each in others if (each["start"] or "") > (row["start"] or "")]
    if later and (row["until"] is None or row["until"] >= min(later)):
        work.update("assignment", record_id, {"until": day_before(min(later))})
        row = work.row("assignment", record_id)
    for other in others:
        give_way(work, "assignment", other, [span_of(row)])
