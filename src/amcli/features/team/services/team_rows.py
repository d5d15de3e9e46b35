"""The assignments of a file as a whole: an account has one owner at a time, whatever the file says of it."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.text import number_of
from amcli.base.time.day_span import day_before
from amcli.features.team.nouns import OWNER
from amcli.features.team.services.checks import ONCE_EACH, ONE_OWNER
from amcli.features.team.services.owners_of_file import give_back, let_later_hold
from amcli.records.services.day_spans import give_way, rows_beside, span_of
from amcli.records.services.days_apart import overlapping
from amcli.records.services.taken_in import TakenIn, Unfit
from amcli.store.session import UnitOfWork

_OWNS = f"role = '{OWNER}' COLLATE NOCASE"
_NEW = f"id IS NULL AND {_OWNS}"
_TODAY = "(start IS NULL OR start <= :day) AND (until IS NULL OR until >= :day)"
_OWNED = f"SELECT {{}} FROM assignment a WHERE a.account_id = staged.account_id AND a.role = '{OWNER}' AND {_TODAY}"
# New owners of an account from the same day on as another one, of an earlier line or of a record.
_SAME_DAY = f"""SELECT line, start, nullif(first, line), there FROM (
        SELECT line, start, min(line) OVER (PARTITION BY account_id, start) AS first,
            (SELECT a.id FROM assignment a
                WHERE a.account_id = s.account_id AND a.{_OWNS} AND a.start IS s.start) AS there
        FROM staged s WHERE {_NEW}
    ) WHERE first < line OR there IS NOT NULL ORDER BY line"""


class _TakenIn(TakenIn):
    """What assignments do with the rows of a file."""

    def settle(self, work: UnitOfWork) -> list[str]:
        """Know again who owns an account today, where the row says no day; another one owns it from today on. Of two
        owners of a day in the file the one who begins later holds.
        """
        day, execute = {"day": work.day}, work.connection.execute
        execute(f"UPDATE staged SET role = '{OWNER}' WHERE {_OWNS}")  # in any case, as it is typed
        mine = _OWNED.format("a.id") + " AND a.colleague_id = staged.colleague_id"
        execute(f"UPDATE staged SET id = ({mine}) WHERE {_NEW} AND start IS NULL AND EXISTS ({mine})", day)
        after = f"UPDATE staged SET start = :day WHERE {_NEW} AND start IS NULL AND EXISTS ({_OWNED.format('1')})"
        followed, said = execute(after, day).rowcount, []
        if followed:
            owners = number_of(followed, "owner")
            said = [f"{owners} from {work.day} on, after another one: a column `from` says other days"]
        return [*said, *let_later_hold(work)]

    def unfit(self, work: UnitOfWork, *, updates: bool) -> Iterator[Unfit]:
        """The rows that say of a day what another one says; of owners, those from the same day on as another one, and
        those whose other days are of another one, which only a new owner may take.
        """
        for line, start, earlier, there in work.connection.execute(_SAME_DAY).fetchall():
            since = f"from {start} on" if start else "since ever, for it says no day"
            other = f"line {earlier}" if earlier else f"AS{there}"
            yield Unfit(
                line, f"would be the second owner {since}, beside {other}: correct its days, or the role of one"
            )
        others = f"role <> '{OWNER}' COLLATE NOCASE"
        yield from overlapping(work, "assignment", ONCE_EACH, updates=updates, row=others)
        yield from overlapping(work, "assignment", ONE_OWNER, updates=updates, new="0", row=_OWNS)
        backwards = f"SELECT line, start, until FROM staged WHERE id IS NULL AND {_OWNS} AND until < start"
        for line, start, until in work.connection.execute(backwards).fetchall():
            yield Unfit(line, f"the last day {until} is before the first one, {start}")

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool, answer: str) -> None:
        """Let each new owner follow the one before, and end before the next one begins."""
        del sells, answer
        if made is None:
            return
        give_back(work, made)
        sql = f"""SELECT id FROM assignment WHERE id >= ? AND role = '{OWNER}'
            ORDER BY account_id, start NULLS FIRST, id"""
        for (record_id,) in work.connection.execute(sql, made[:1]).fetchall():
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
