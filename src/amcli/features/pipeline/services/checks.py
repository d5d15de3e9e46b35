"""What an opportunity asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.stages import ENDS, IDEA, OF_AN_END, Stage, parse_stages, stage_called
from amcli.features.pipeline.nouns import IDEA as IDEA_KIND
from amcli.features.pipeline.services.first_kind import first_kind
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def stages_of(work: UnitOfWork) -> tuple[Stage, ...]:
    """The stages of the portfolio's settings, in order."""
    return parse_stages(work.env.config.text("stages"))


def check_opportunity(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Enter its stage: the probability is copied, unless it was typed; read its kind where nobody said it.

    An end comes with the day on which it ended (`closed`), which the verbs for it set. Raises BadValue, Refused.
    """
    current = work.row("opportunity", record_id) if record_id is not None else {}
    if record_id is None:
        row.setdefault("created", work.day)
    if record_id is None and not row.get("stage"):
        row["stage"] = IDEA if row.get("kind") == IDEA_KIND else stages_of(work)[0].name
    _enter(work, row, current)
    if record_id is None and not row.get("kind"):
        row["kind"], why = (IDEA_KIND, "its stage is idea") if row["stage"] == IDEA else first_kind(work, row)
        work.notes.append(f"{row['kind']}: {why}; --kind says otherwise")


def _enter(work: UnitOfWork, row: Row, current: Row) -> None:
    """What the stage of a change brings with it."""
    stage = row.get("stage") or current["stage"]
    if stage in ENDS:
        if not {**current, **row}.get("closed"):
            raise BadValue(f"{stage} is an end: type `amcli opportunity {stage if stage != ENDS[2] else 'close'}`")
        if stage != current.get("stage"):
            row.setdefault("probability", OF_AN_END[stage])
            row.setdefault("since", row.get("closed") or work.day)
        return
    if row.get("closed"):
        raise BadValue("an open one has no day on which it was closed: `amcli opportunity won`, lost or close set it")
    if "stage" not in row:
        return
    if current.get("closed") and "closed" not in row:
        raise Refused(f"it is {current['stage']} since {current['closed']}: `amcli opportunity reopen` it first")
    entered = stage_called(stage, stages_of(work))
    row["stage"] = entered.name
    if entered.name != current.get("stage"):
        row["since"] = row.get("since") or (work.day if current else row["created"])
        if row.get("probability") is None:
            row["probability"] = entered.probability
