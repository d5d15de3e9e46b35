"""Opportunities opened, moved and changed: each change of what is dated becomes a step with its day."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.stages import ENDS, IDEA, LOST, VERB_OF_END
from amcli.base.text import quote
from amcli.base.time.dates import parse_date
from amcli.features.pipeline.nouns import IDEA as IDEA_KIND
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.pipeline.rules.dated import worth
from amcli.features.pipeline.services.days import happened_on, note_close_gone_by, refuse_before_later
from amcli.features.pipeline.services.steps import steps_of
from amcli.features.pipeline.services.told_changes import amount_of, told
from amcli.features.pipeline.services.won_sale import note_sale_keeps
from amcli.records.services.changes import RecordDraft, changed, draft_change, draft_new, write_change, write_new
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import TypedFields
from amcli.records.services.named import past_day, rows_named
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

# What is kept with the day of its change.
DATED_FIELDS = ("stage", "amount", "currency", "close", "probability", "forecast", "owner")


class _New(NamedTuple):
    opportunity: RecordDraft
    coming: RecordDraft | None


def add(env: Env, given: TypedFields, *, follow_up: str = "", due: str = "", dry_run: bool = False) -> Change:
    """Open an opportunity; with `follow_up` make the deadline about it that comes next.

    BadValue where it has no day of close and is no idea, and as for every record: NotFound, Ambiguous, Refused.
    """

    def prepare(work: UnitOfWork) -> _New:
        idea = IDEA_KIND in (_word(given, "kind"), _word(given, "stage"))
        if not given.get("close") and not idea:
            raise BadValue("an opportunity needs its close: type --close DATE (an idea may be without: --kind idea)")
        past_day(work, str(given.get("created") or ""))
        return _New(priced(draft_new(work, OPPORTUNITY, given)), _coming(work, given, follow_up, due))

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (opportunity, coming)):
        record_id = write_new(work, OPPORTUNITY, opportunity)
        row = work.row("opportunity", record_id)
        said = [
            f"added opportunity {describe(work, OPPORTUNITY, record_id)}: {row['kind']}",
            f"{row['stage']} {row['probability']} %",
            worth(amount_of(work, row), row["currency"]),
            f"close {row['close']}" if row["close"] else "",
        ]
        note_close_gone_by(work, record_id)
        references = [f"OP{record_id}"]
        if coming:
            nothing_else = dict.fromkeys(NOUNS["deadline"].field("about").columns)  # an id in the account's place
            about = coming._replace(row={**coming.row, **nothing_else, "opportunity_id": record_id})
            deadline_id = write_new(work, NOUNS["deadline"], about)
            said.append(f"next {describe(work, NOUNS['deadline'], deadline_id)}")
            references.append(f"D{deadline_id}")
        work.summary = ", ".join(filter(None, said))
        return changed(work, references, dry_run=dry_run)


def move(
    env: Env, names: Sequence[str], stage: str, given: TypedFields, *, on: str = "", dry_run: bool = False
) -> Change:
    """Bring open opportunities into a stage, of a day. given: what else changes with it (amount, close, probability).

    BadValue for a stage that there is not, for an end, and for a day before it was opened or still to come; Refused for
    one that has ended. Both say what to type.
    """

    def prepare(work: UnitOfWork) -> list[tuple[Row, RecordDraft]]:
        rows = found(work, names)
        if "amount" in given and len(rows) > 1:
            raise BadValue("--amount is that of one opportunity: move them one by one")
        for row in rows:
            _refuse_end(row, stage)
            if row["stage"] == IDEA and stage.strip().lower() != IDEA and not (row["close"] or given.get("close")):
                raise BadValue(f"OP{row['id']} is an idea without a day of close: type --close DATE")
        happened_on(work, on, rows)
        typed = {"stage": stage, **given}
        for row in rows:
            refuse_before_later(work, row, work.day, given if stage.strip().lower() == row["stage"] else typed)
        return [(row, priced(draft_change(work, OPPORTUNITY, row["id"], typed))) for row in rows]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for row, draft in drafts:
            _note_order(work, row)
            write_change(work, OPPORTUNITY, row["id"], draft)
            if "close" in given:
                note_close_gone_by(work, row["id"])
        result = told(work, "moved", {row["id"]: row for row, _ in drafts}, dry_run=dry_run)
        if work.changes or not drafts:
            return result
        since = ", ".join(f"OP{row['id']} is in {row['stage']} since {row['since']}" for row, _ in drafts)
        return result._replace(message=f"Nothing to change: {since}; `amcli opportunity edit --since` corrects the day")


def edit(env: Env, names: Sequence[str], given: TypedFields, *, dry_run: bool = False) -> Change:
    """Change fields of opportunities: what is dated, from today on. BadValue where nothing is to be changed, and as
    `move`.
    """
    if not given:
        raise BadValue("nothing to change: `amcli opportunity edit --help` lists what can be")
    for name in ("stage", "since"):
        if given.get(name) == "":
            raise BadValue(f"the {name} of an opportunity cannot be empty")

    def prepare(work: UnitOfWork) -> list[tuple[Row, RecordDraft]]:
        _refuse_day_of_change(work, names, given)
        drafts = []
        for row in found(work, names):
            if "stage" in given and _word(given, "stage") != row["stage"]:
                _refuse_end(row, str(given["stage"]))
                refuse_before_later(work, row, past_day(work, str(given.get("since") or "")), ["stage"])
            draft = priced(draft_change(work, OPPORTUNITY, row["id"], given))
            _keep_close(row, draft)
            drafts.append((row, draft))
        for day in ("created", "since", "closed"):
            if given.get(day):
                past_day(work, str(given[day]), OPPORTUNITY.field(day).flag)
        return drafts

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for place, (row, draft) in enumerate(drafts):
            # What was written of the first may be what the check of the next has to see.
            write_change(
                work, OPPORTUNITY, row["id"], draft if not place else draft_change(work, OPPORTUNITY, row["id"], given)
            )
            if given.get("close"):
                note_close_gone_by(work, row["id"])
            note_sale_keeps(work, row, draft.row)
        return told(work, "changed", {row["id"]: row for row, _ in drafts}, dry_run=dry_run)


def found(work: UnitOfWork, names: Sequence[str]) -> list[Row]:
    """The rows of the opportunities that are named, each once. NotFound, Ambiguous."""
    return rows_named(work, "opportunity", names)


def _word(given: TypedFields, name: str) -> str:
    return str(given.get(name) or "").strip().lower()


def _coming(work: UnitOfWork, given: TypedFields, title: str, due: str) -> RecordDraft | None:
    if not (title or due):
        return None
    from amcli.features.deadlines.services.follow_up import draft_follow_up

    return draft_follow_up(work, {"account": given["account"]}, title, due)


def priced(draft: RecordDraft) -> RecordDraft:
    """The draft. BadValue for an amount of nothing: what is not known is no zero."""
    if draft.row.get("amount_minor") == 0:
        raise BadValue("an opportunity of 0 is none: leave out the amount where it is not known yet")
    return draft


def _refuse_end(row: Row, stage: str) -> None:
    """BadValue for a stage that is an end, Refused from one."""
    word = stage.strip().lower()
    if word in ENDS:
        raise BadValue(f"{quote(word)} is an end: type `amcli opportunity {_of_end(word, row['id'])}`")
    if row["closed"]:
        reopen = f"`amcli opportunity reopen OP{row['id']}`"
        raise Refused(f"OP{row['id']} is {row['stage']} since {row['closed']}: {reopen} it first")


def _of_end(end: str, record_id: int) -> str:
    verb, _, flag = VERB_OF_END[end].partition(" ")
    return " ".join(filter(None, (verb, f"OP{record_id}", flag or "--reason TEXT" * (end == LOST))))


def _keep_close(row: Row, draft: RecordDraft) -> None:
    """BadValue where what is more than an idea would lose its day of close."""
    after = {**row, **draft.row}
    if row["close"] and not after["close"] and after["stage"] != IDEA:
        raise BadValue("the close of an opportunity cannot be empty, unless it is an idea")


def _refuse_day_of_change(work: UnitOfWork, names: Sequence[str], given: TypedFields) -> None:
    """BadValue where --on, the day of the opening, stands beside what is dated, as if that had changed on it."""
    dated = [OPPORTUNITY.field(name).flag for name in DATED_FIELDS if name in given]
    if not given.get("created") or not dated:
        return
    row = found(work, names)[0]
    day = parse_date(str(given["created"]), work.env.today)
    moved = {name: given[name] for name in ("amount", "close", "probability") if name in given}
    flags = "".join(f" --{name} {shlex.quote(str(value))}" for name, value in moved.items())
    stage = shlex.quote(str(given.get("stage") or row["stage"]))
    instead = f"type `amcli opportunity move OP{row['id']} {stage} --on {day}{flags}`"
    if not {*DATED_FIELDS} & given.keys() <= {"stage", *moved}:
        instead = "type them one by one"
    raise BadValue(f"--on is the day on which OP{row['id']} was opened, and {dated[0]} changes today: {instead}")


def _note_order(work: UnitOfWork, row: Row) -> None:
    """Say so where something is said to have happened before what is known of later days."""
    last = steps_of(work, row["id"])[-1]["day"]
    if work.day < last:
        work.notes.append(f"OP{row['id']} has a step of {last}: what changes on {work.day} holds after that as well")
