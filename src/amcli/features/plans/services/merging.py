"""Two accounts that become one and have a plan for the same days: there is one plan then, with what both say."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.text import number_of, with_and
from amcli.features.plans.nouns import CONTRIBUTION, OBJECTIVE, PLAN
from amcli.features.plans.services.checks import next_number
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

_SAME = """SELECT a.id, b.id FROM plan a JOIN plan b ON b.start = a.start AND b."end" = a."end"
    WHERE a.account_id = ? AND b.account_id = ? ORDER BY a.id"""


def merge_plans(work: UnitOfWork, name: str, kept: int, gone: int) -> None:
    """Of plans for the same days the one of the account that stays is kept (Noun.merged): below its own text stands the
    other's, its objectives follow under the next numbers, and so does the money of years of which it has none and in
    its currency. What of the money is left out is noted.
    """
    del name  # accounts alone have any
    for one, other in work.connection.execute(_SAME, (kept, gone)).fetchall():
        stays, goes = work.row(PLAN.name, one), work.row(PLAN.name, other)
        whose = work.row("account", gone)["name"]
        work.update(PLAN.name, one, {"text": f"{stays['text']}\n\n# From the plan of {whose}\n\n{goes['text']}"})
        said = ["its text below its own", *_move_objectives(work, kept, one, other)]
        said += _move_money(work, one, other)
        work.delete(PLAN.name, other)
        code = find_id(work.connection, "account", gone).reference
        work.notes.append(f"PL{other} of {code} is for the same days as PL{one}, which has {with_and(said)}")


def _move_objectives(work: UnitOfWork, account: int, plan: int, other: int) -> Iterator[str]:
    rows = work.connection.execute("SELECT id FROM objective WHERE plan_id = ? ORDER BY number", (other,)).fetchall()
    for (record_id,) in rows:
        work.update(
            OBJECTIVE.name, record_id, {"account_id": account, "plan_id": plan, "number": next_number(work, plan)}
        )
    if rows:
        yield f"its {number_of(len(rows), OBJECTIVE.name, OBJECTIVE.view)}"


def _move_money(work: UnitOfWork, plan: int, other: int) -> Iterator[str]:
    stays, goes = (_money_of(work, each) for each in (plan, other))
    years = {row["year"] for row in stays}
    currencies = {row["currency"] for row in stays}
    left = []
    for row in goes:
        if row["year"] in years or not {row["currency"]} <= (currencies or {row["currency"]}):
            work.delete(CONTRIBUTION.name, row["id"])
            left.append(row["year"])
        else:
            work.update(CONTRIBUTION.name, row["id"], {"plan_id": plan})
    if moved := [row["year"] for row in goes if row["year"] not in left]:
        yield f"its money of {with_and(list(map(str, moved)))}"
    if left:
        years_left = with_and(list(map(str, left)))
        work.notes.append(f"the money of PL{other} for {years_left} is left out: PL{plan} has its own, in its currency")


def _money_of(work: UnitOfWork, plan: int) -> list[Row]:
    ids = work.connection.execute("SELECT id FROM contribution WHERE plan_id = ? ORDER BY year", (plan,)).fetchall()
    return [work.row(CONTRIBUTION.name, each) for (each,) in ids]
