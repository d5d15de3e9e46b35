"""Which plan is meant: by its id, by an objective of it, or by its account."""

from __future__ import annotations

import sqlite3
from datetime import date

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.numbered import place_in
from amcli.base.text import quote
from amcli.base.time.period import Fiscal, spell
from amcli.features.plans.nouns import OBJECTIVE, PLAN
from amcli.store.lookup import Found, find, id_number
from amcli.store.stand_in import find_owner

_OF_ACCOUNT = """SELECT id, start, "end" FROM plan WHERE account_id = ? ORDER BY
    CASE WHEN start <= ?2 AND "end" > ?2 THEN 0 WHEN start > ?2 THEN 1 ELSE 2 END,
    CASE WHEN start > ?2 THEN start END, "end" DESC, id"""


def plan_named(connection: sqlite3.Connection, text: str, today: date, fiscal: Fiscal) -> Found:
    """The plan that `PL1`, `PL1.2` or an account names: of an account the one that holds today, else the next to begin,
    else the one that ended last. Raises NotFound, and Ambiguous where several hold today.
    """
    word = text.strip()
    if id_number(PLAN.letter, word) is not None:
        return find(connection, PLAN.name, word)
    if place_in(OBJECTIVE, word) or id_number(OBJECTIVE.letter, word) is not None:
        number = find(connection, OBJECTIVE.name, word).record_id
        (plan,) = connection.execute("SELECT plan_id FROM objective WHERE id = ?", (number,)).fetchone()
        return Found(plan, f"{PLAN.letter}{plan}")
    account = find_owner(connection, "account", word, today)
    rows = connection.execute(_OF_ACCOUNT, (account.record_id, today.isoformat())).fetchall()
    if not rows:
        raise NotFound(
            f"{account.reference} has no plan: `amcli plan write {account.reference} {today.year}` writes one"
        )
    held = [row for row in rows if row[1] <= today.isoformat() < row[2]]
    if len(held) > 1:
        raise Ambiguous(
            f"{quote(text)} has several plans that hold today: type the id of one",
            [
                f"{PLAN.letter}{number} ({spell(date.fromisoformat(start), date.fromisoformat(end), fiscal)})"
                for number, start, end in held
            ],
        )
    return Found(rows[0][0], f"{PLAN.letter}{rows[0][0]}")
