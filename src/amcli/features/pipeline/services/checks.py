"""What an opportunity asks for beyond its fields."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.stages import ENDS, IDEA, OF_AN_END, VERB_OF_END, stage_called
from amcli.base.text import name_key
from amcli.features.pipeline.nouns import CROSS_SELL, NEW, UPSELL
from amcli.features.pipeline.nouns import IDEA as IDEA_KIND
from amcli.features.pipeline.services.first_kind import first_kind
from amcli.features.pipeline.services.steps import steps_of, steps_of_end
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_opportunity(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Enter its stage: the probability is copied, unless it was typed; read its kind where nobody said it.

    An end comes with the day on which it ended (`closed`), which the verbs for it set. What is in stage idea is an idea
    and nothing else is. Raises BadValue, Refused.
    """
    current = work.row("opportunity", record_id) if record_id is not None else {}
    if record_id is None:
        row.setdefault("created", work.day)
    if record_id is None and not row.get("stage"):
        row["stage"] = IDEA if row.get("kind") == IDEA_KIND else work.env.config.stages[0].name
    _enter(work, row, current)
    if current:
        _check_days(work, row, current)
    if not {**current, **row}.get("closed"):
        _check_kind(work, row, current)


def _enter(work: UnitOfWork, row: Row, current: Row) -> None:
    """What the stage of a change brings with it."""
    stage = row.get("stage") or current["stage"]
    if stage in ENDS:
        if not {**current, **row}.get("closed"):
            raise BadValue(f"{stage} is an end: type `amcli opportunity {VERB_OF_END[stage]}` with its id")
        if stage != current.get("stage"):
            row.setdefault("probability", OF_AN_END[stage])
            row.setdefault("since", row.get("closed") or work.day)
        elif row.get("probability", OF_AN_END[stage]) != OF_AN_END[stage]:
            raise Refused(f"it is {stage} since {current['closed']}, which is {OF_AN_END[stage]} %")
        return
    if row.get("closed"):
        raise BadValue("an open one has no day on which it was closed: `amcli opportunity won`, lost or close set it")
    if current.get("closed") and "stage" in row and "closed" not in row:
        reopen = f"`amcli opportunity reopen OP{current['id']}`"
        raise Refused(f"it is {current['stage']} since {current['closed']}: {reopen} it first")
    if current.get("closed") and "closed" not in row:
        return
    _take_probability(work, row, current, stage)


def _take_probability(work: UnitOfWork, row: Row, current: Row, stage: str) -> None:
    """The stage by its own name, and the probability of it where it is entered, or where that is cleared.

    A stage that left the settings is one that a record may stay in.
    """
    stands = current.get("stage", "")
    stays = name_key(stage) == name_key(stands)
    if stays and not ("probability" in row and row["probability"] is None):
        row.pop("stage", None)
        return
    entered = stage_called(stage, work.env.config.stages)
    if stays or entered.name == stands:
        row.pop("stage", None)
        if not ("probability" in row and row["probability"] is None):
            return
    else:
        row["stage"] = entered.name
        row["since"] = row.get("since") or (work.day if current else row["created"])
    if row.get("probability") is None:
        row["probability"] = entered.probability


def _check_days(work: UnitOfWork, row: Row, current: Row) -> None:
    """The days on which it was opened and ended can be corrected, as far as that changes no order of its steps."""
    if not any(row.get(name) and current[name] and row[name] != current[name] for name in ("created", "closed")):
        return
    steps = steps_of(work, current["id"])
    for name in ("created", "closed"):
        if row.get(name) and current["since"] == current[name]:
            row.setdefault("since", row[name])
    if row.get("created", current["created"]) != current["created"]:
        later = [step["day"] for step in steps if step["day"] != current["created"]] + [work.env.today.isoformat()]
        if row["created"] > min(later):
            raise Refused(f"it was there on {min(later)} already: the day it was opened is not after that")
    closed = row.get("closed")
    if closed and current["closed"] and closed != current["closed"]:
        ended = steps_of_end(steps)
        before = [step["day"] for step in steps[: len(steps) - len(ended)]] or [current["created"]]
        after = [step["day"] for step in ended if step["day"] != current["closed"]] + [work.env.today.isoformat()]
        if not before[-1] <= closed <= after[0]:
            raise Refused(f"the day on which it ended is between {before[-1]} and {after[0]}, not {closed}")


_READ = (NEW, UPSELL, CROSS_SELL)  # the kinds that are read where no contract is given


def _check_kind(work: UnitOfWork, row: Row, current: Row) -> None:
    """An idea is in stage idea, and what is there is one; else the kind that was said, or the first reading."""
    whole = {**current, **row}
    an_idea = whole["stage"] == IDEA
    renews = row.get("contract_id") not in (None, current.get("contract_id")) and current.get("kind") in _READ
    if not row.get("kind") and (not current or "kind" in row or renews or an_idea != (current["kind"] == IDEA_KIND)):
        row["kind"], why = (IDEA_KIND, "its stage is idea") if an_idea else first_kind(work, whole)
        typed = f"`amcli opportunity edit OP{current['id']} --kind K`" if current else "--kind"
        work.notes.append(f"{row['kind']}: {why}" + (f"; {typed} says otherwise" if not an_idea else ""))
    elif an_idea != (whole["kind"] == IDEA_KIND):
        if not current:
            raise BadValue("an idea is of kind idea, and in stage idea: leave out --kind or --stage")
        stage = "STAGE` makes more of it" if an_idea else "idea` makes it one"
        raise BadValue(
            f"{'it is an' if an_idea else 'it is no'} idea: `amcli opportunity move OP{current['id']} {stage}"
        )
