"""The accounts of a file that says who owns them and where they lie: what is written besides the accounts."""

from __future__ import annotations

from amcli.base.text import number_of, quote
from amcli.features.accounts.reports.account_tree import names
from amcli.features.accounts.services.moved_rows import take_days
from amcli.features.team.services.owners import set_owner
from amcli.features.territories.services.placing import place
from amcli.records.services.taken_in import BESIDE, NOBODY_BESIDE, Follows, TakenIn
from amcli.store.session import UnitOfWork

_OWNER = "owner"
# What the rows say beside the accounts; `here`: it is so already, `other`: the account that is there has another one.
_SAID = f"""CREATE TEMP TABLE beside AS
    SELECT line, said.id, said.name, said.value,
        EXISTS (
            SELECT 1 FROM held WHERE held.account_id = said.id AND held.name = said.name AND held.value = said.value
        ) AS here,
        EXISTS (SELECT 1 FROM held WHERE held.account_id = said.id AND held.name = said.name) AS other
    FROM (SELECT line, staged.id, remark.name, remark.amount AS value FROM remark JOIN staged USING (line)
        WHERE about = '{BESIDE}' AND staged.id IS NOT 0) AS said"""
_HELD = """CREATE TEMP TABLE held AS
    SELECT account_id, 'owner' AS name, colleague_id AS value FROM assignment
        WHERE role = 'owner' AND (start IS NULL OR start <= :day) AND (until IS NULL OR until >= :day)
    UNION ALL
    SELECT account_id, 'territory', territory_id FROM placement
        WHERE (start IS NULL OR start <= :day) AND (until IS NULL OR until >= :day)"""

# Whom the file makes owners from today or since ever, and who are there no more.
_GONE = """SELECT DISTINCT k.code, k."left" FROM beside JOIN colleague k ON k.id = beside.value
    WHERE beside.name = 'owner' AND k."left" <= :day ORDER BY 1"""


class _TakenIn(TakenIn):
    """What accounts do with the rows of a file."""

    def settle(self, work: UnitOfWork) -> list[str]:
        """Say who or what nobody knows."""
        sql = """SELECT remark.name, count(*) FROM remark JOIN staged USING (line)
            WHERE about = ? AND staged.id IS NOT 0 GROUP BY 1 ORDER BY 1"""
        said = []
        for name, count in work.connection.execute(sql, (NOBODY_BESIDE,)).fetchall():
            texts = "SELECT DISTINCT amount FROM remark WHERE about = ? AND name = ? ORDER BY line"
            unknown = [quote(text) for (text,) in work.connection.execute(texts, (NOBODY_BESIDE, name)).fetchall()]
            said.append(
                f"the {name} of {number_of(count, 'account')} is left out, for none is called so: {names(unknown)}; "
                "--create-missing makes them"
            )
        return said

    def foresee(self, work: UnitOfWork, *, updates: bool, sells: bool, answer: str) -> Follows:
        """Find what is to be written, and say it. What an account has that is there changes with `updates` alone."""
        del sells, answer
        execute, notes = work.connection.execute, take_days(work) if updates else []
        if not work.scalar("SELECT 1 FROM remark WHERE about = ? LIMIT 1", BESIDE):
            return Follows(notes=tuple(notes))
        execute(_HELD, {"day": work.day})
        execute(_SAID)
        execute("DELETE FROM beside WHERE here")
        if not updates:
            sql = "SELECT name, count(*) FROM beside WHERE other GROUP BY 1 ORDER BY 1"
            for name, count in execute(sql).fetchall():
                notes.append(f"another {name} here of {number_of(count, 'account')}: --update takes the file's")
            execute("DELETE FROM beside WHERE other")
        written = execute("SELECT name, count(*), sum(other) FROM beside GROUP BY 1 ORDER BY 1").fetchall()
        for name, count, changed in written:
            from_today = f", of {changed:,} from {work.day} on" if changed else ""
            notes.append(f"the {name} of {number_of(count, 'account')} is written{from_today}")
        if gone := execute(_GONE, {"day": work.day}).fetchall():
            told = names([f"{code} (on {left})" for code, left in gone])
            notes.append(f"owners of the file who have left: {told}; `amcli account handover` gives theirs to others")
        return Follows(beside=tuple((name, count) for name, count, _ in written), notes=tuple(notes))

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool, answer: str) -> None:
        """Write it: the first owner and territory of an account hold since ever, later ones from today."""
        del sells, answer
        if not work.scalar("SELECT 1 FROM temp.sqlite_master WHERE name = 'beside'"):
            return
        new = "(SELECT made.id FROM made WHERE made.line = beside.line)" if made else "NULL"
        said = len(work.notes)
        sql = f"SELECT name, coalesce(id, {new}), value FROM beside ORDER BY line, name"
        for name, account, value in work.connection.execute(sql).fetchall():
            if name == _OWNER:
                set_owner(work, account, value)
            else:
                place(work, account, [value])
        del work.notes[said:]  # of each account the same, which the plan says once


TAKEN_IN = _TakenIn()
