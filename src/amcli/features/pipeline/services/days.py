"""The day on which something became of an opportunity."""

from __future__ import annotations

from collections.abc import Iterable

from amcli.base.errors import BadValue, Refused
from amcli.features.pipeline.services.steps import STEPS, steps_of
from amcli.records.services.named import past_day
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

# What is dated, by the field that is typed for it: a probability that nobody typed goes with the stage.
OF_FIELD = {"stage": "stage", "amount": "amount_minor", "close": "close", "probability": "probability"}
FIELD_OF = {column: name for name, column in OF_FIELD.items()}


def happened_on(work: UnitOfWork, text: str, rows: list[Row]) -> str:
    """The same, and what the operation changes happened on that day. BadValue where one was not there yet."""
    work.day = past_day(work, text)
    for row in rows:
        if work.day < row["created"]:
            raise BadValue(f"OP{row['id']} was opened on {row['created']}: --on is that day, or a later one")
    return work.day


def refuse_before_later(work: UnitOfWork, row: Row, day: str, names: Iterable[str]) -> None:
    """Raises Refused where something would have changed on a day before it changed again: what became of it since is
    known, and would be lost. names: of the fields that change.
    """
    steps = steps_of(work, row["id"])
    for column in (OF_FIELD[name] for name in names if name in OF_FIELD):
        # What is known of it may begin with the stage that it entered after it was opened.
        first = None if column == "stage" and steps[0]["day"] > row["created"] else steps[0][column]
        if step := STEPS.changed_after(steps, day, column, first):
            what = f"entered {step['stage']}" if column == "stage" else f"changed its {FIELD_OF[column]}"
            raise Refused(
                f"OP{row['id']} {what} on {step['day']}: undo that first (`amcli history`), or type --on "
                f"{step['day']} or a later day"
            )


def note_close_gone_by(work: UnitOfWork, record_id: int) -> None:
    """Say so where the day on which an open one should be decided is over: it may be meant, or a slip."""
    row = work.row("opportunity", record_id)
    if row["close"] and row["closed"] is None and row["close"] < work.env.today.isoformat():
        work.notes.append(f"the close of OP{record_id}, {row['close']}, is a day that is over")
