"""The history of opportunities: each change of what is dated is a step, with the day on which it happened.

A step has all that is dated as it was from its day on, so that a question about a past day reads one row of each. Rows
of an import are written down by one statement; what one operation changed of a record is one step.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from amcli.base.stages import ENDS
from amcli.records.services.dated_rows import DatedRows, of_last_end
from amcli.store.bulk_update import change_all
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

DATED = ("stage", "since", "amount_minor", "currency", "close", "probability", "forecast", "colleague_id")
STEPS = DatedRows("opportunity", "step", "day", DATED)
_COLUMNS = ", ".join(DATED)
# Of what came in at once: an open one is so since it was opened, or since its stage is said to have begun; of one that
# has ended nothing is known but its end.
_BEGIN = "UPDATE opportunity SET since = coalesce(closed, created) WHERE id BETWEEN ? AND ? AND since IS NULL"
_OF_RANGE = f"""INSERT INTO step (opportunity_id, day, {_COLUMNS}) SELECT id, since, {_COLUMNS} FROM opportunity o
    WHERE id BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM step s WHERE s.opportunity_id = o.id) ORDER BY id"""


def keep_steps(work: UnitOfWork) -> None:
    """Write the steps of all opportunities that the operation made or changed (Noun.dated)."""
    for record_id, before, after in list(work.net_changes("opportunity")):
        if before is None:
            day = after["since"] or after["closed"] or after["created"]
            STEPS.write(work, record_id, day, STEPS.state(after) | {"since": day})
        else:
            _move(work, record_id, before, after)
    for first, last in [(first, last) for table, first, last in work.ranges if table == "opportunity"]:
        before_them = last_id(work.connection, "step")
        work.connection.execute(_BEGIN, (first, last))
        work.connection.execute(_OF_RANGE, (first, last))
        if (made := last_id(work.connection, "step")) > before_them:
            work.ranges.append(("step", before_them + 1, made))


def _move(work: UnitOfWork, record_id: int, before: Row, after: Row) -> None:
    """The step of a change. Where it is of an earlier day than another one, what it changed holds after that too."""
    _redate(work, record_id, before, after)
    changed = {name: after[name] for name in DATED if after[name] != before[name]}
    if not changed:
        return
    ends = after["closed"] and (not before["closed"] or "stage" in changed)
    day = after["closed"] if ends else max(work.day, after["created"])  # nothing became of it before it was opened
    if "stage" in changed and changed.get("since"):
        day = changed["since"]  # a stage that was entered on another day, as files say, was so from then on
    if "stage" in changed and "since" not in changed and after["since"] != day:
        changed["since"] = day  # a file has a new stage, and no day on which it was entered
        change_all(work.connection, "opportunity", f"since = '{day}'", "t.id = ?", (record_id,))
        work.bulk_images = True
    steps = steps_of(work, record_id)
    if changed == {"since": steps[-1]["since"]}:
        return  # that follows from the day that was corrected
    STEPS.put(work, record_id, day, changed)
    _count_slips(work, record_id)


def _redate(work: UnitOfWork, record_id: int, before: Row, after: Row) -> None:
    """Where the day on which it was opened or ended is corrected, its step has the new day too.

    One end instead of another is a step of its own, of its own day.
    """
    for column in ("created", "closed"):
        old, new = before[column], after[column]
        if old and new and old != new and (column == "created" or before["stage"] == after["stage"]):
            steps = steps_of(work, record_id)
            for step in steps[:1] if column == "created" else steps[len(steps) - len(steps_of_end(steps)) :]:
                days = {name: new for name in ("day", "since") if step[name] == old}
                work.update("step", step["id"], days)


def steps_of_end(steps: list[Row]) -> list[Row]:
    """Those of the steps that are of its last end."""
    return list(of_last_end(steps, lambda step: step["stage"] in ENDS))


def steps_of(work: UnitOfWork, record_id: int) -> list[Row]:
    """All steps of an opportunity, in the order in which they happened."""
    return STEPS.of(work, record_id)


def _count_slips(work: UnitOfWork, record_id: int) -> None:
    """Count in each step how often the close had moved to a later month by then, from one day to another: what is
    corrected on the day on which it was said is no slip.
    """
    slips, close = 0, None
    for _, of_day in groupby(steps_of(work, record_id), key=itemgetter("day")):
        before, was = slips, close
        for step in of_day:
            slips = before + bool(was and step["close"] and step["close"][:7] > was[:7])
            close = step["close"] or close
            work.update("step", step["id"], {"slips": slips})
