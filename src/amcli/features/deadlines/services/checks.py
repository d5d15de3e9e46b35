"""What a deadline asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.base.text import quote
from amcli.features.deadlines.services import series
from amcli.records.services.checks import about_stays
from amcli.records.services.field_values import Row
from amcli.records.services.row_draft import RowDraft
from amcli.store.session import UnitOfWork

_SERIES = "every", "due", "until", "times", "shift"
# What an import does not change: SQL over the difference `d`, the record `t` and the waiting row `s`; and why.
LEFT_ALONE_BY_IMPORTS = (
    (
        f'd."column" IN {_SERIES} AND (t.every IS NOT NULL OR s.every IS NOT NULL)',
        "is a series, or would become one: change that with `deadline edit`",
    ),
    *about_stays("deadline"),
)


def check_deadline(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A new one with a rule begins a series; proof is of what is done. Raises BadValue.

    (What an edit does to a series is in services/deadlines.py.)
    """
    if record_id is None:
        series.begin(row, work.env.config)
    whole = {**(work.row("deadline", record_id) if record_id is not None else {}), **row}
    if not whole.get("evidence") or whole.get("done"):
        return
    if row.get("evidence"):
        one = "ID" if record_id is None else f"D{record_id}"
        raise BadValue(f"evidence is of what is done: type `amcli deadline done {one} --evidence TEXT` when it is")
    row["evidence"] = None
    work.notes.append(f"D{record_id} is open again, and its evidence is taken out: {quote(whole['evidence'])}")


def finish_deadline_row(draft: RowDraft) -> None:
    """Make the day on which it was done agree with what a file says became of it. Raises CellError, SkipRow."""
    row, said_by = draft.columns, draft.status_field
    if draft.status == "cancelled":
        raise draft.skipped(said_by, "it was cancelled")
    if draft.status == "open" and row["done"] is not None:
        raise draft.wrong(said_by, "says that it is not done, and there is a day on which it was")
    if draft.status == "done" and row["done"] is None:
        row["done"] = row["due"][:10]
        draft.remarks.append(("closed", "deadline", 1))
    if row.get("evidence") and row["done"] is None:
        raise draft.wrong("evidence", "is of what is done, and there is no day on which it was")
