"""How opportunities end, won, lost or undecided, and how they are opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.stages import ENDS, IDEA, LOST, OF_AN_END, UNDECIDED, WON
from amcli.features.deadlines.services.open_about import note_open_deadlines
from amcli.features.pipeline.nouns import IDEA as IDEA_KIND
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.pipeline.services.days import happened_on, refuse_before_later
from amcli.features.pipeline.services.first_kind import first_kind
from amcli.features.pipeline.services.opportunities import found, priced
from amcli.features.pipeline.services.steps import steps_of, steps_of_end
from amcli.features.pipeline.services.told_changes import told
from amcli.features.pipeline.services.won_sale import draft_won_sale, note_sale_stays, write_won_sale
from amcli.records.services.changes import RecordDraft, draft_change, write_change
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

Draft = tuple[Row, RecordDraft]  # an opportunity as it is, and what changes of it


def won(
    env: Env,
    names: Sequence[str],
    *,
    on: str = "",
    amount: str = "",
    sale: bool = False,
    ref: str = "",
    dry_run: bool = False,
) -> Change:
    """Win opportunities, of a day; with `sale` each becomes a sale too, once, with that ref where one is given.

    One that is won already can still get its sale. BadValue for a day, and for a sale without an amount; Refused for
    what has ended, and for a second sale.
    """
    if ref and not sale:
        raise BadValue("--ref is that of the sale: type --sale too")

    def prepare(work: UnitOfWork) -> list[tuple[Draft, RecordDraft | None]]:
        rows = found(work, names)
        if len(rows) > 1 and (amount or ref):
            raise BadValue(f"--{'amount' if amount else 'ref'} is that of one opportunity: type them one by one")
        typed = {"amount": amount} if amount else {}
        waiting = [row for row in rows if not (sale and row["stage"] == WON)]
        happened_on(work, on, rows)
        drafts = {row["id"]: draft for row, draft in _ends(work, waiting, WON, typed)}
        pairs: list[tuple[Draft, RecordDraft | None]] = []
        for row in rows:
            draft = drafts.get(row["id"]) or priced(draft_change(work, OPPORTUNITY, row["id"], typed))
            if row["kind"] == IDEA_KIND and row["id"] in drafts:
                draft.row["kind"], why = first_kind(work, {**row, **draft.row})
                work.notes.append(f"OP{row['id']} is {draft.row['kind']}: {why}")
            day = row["closed"] if row["closed"] and not on else work.day
            whole, is_open = {**row, **draft.row}, row["id"] in drafts
            pairs.append(((row, draft), draft_won_sale(work, whole, day, ref, is_open=is_open) if sale else None))
        return pairs

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, pairs):
        made = []
        for (row, draft), sold in pairs:
            write_change(work, OPPORTUNITY, row["id"], draft)
            if sold:
                made.append(write_won_sale(work, sold))
        rows = [row for (row, _), _ in pairs]
        note_open_deadlines(work, OPPORTUNITY, [row["id"] for row in rows])
        result = told(
            work, "won", {row["id"]: row for row in rows}, more=[f"sale {each}" for each in made], dry_run=dry_run
        )
        return result._replace(references=(*result.references, *(each.split()[0] for each in made)))


def lost(
    env: Env, names: Sequence[str], reason: str, *, on: str = "", competitor: str = "", dry_run: bool = False
) -> Change:
    """Lose opportunities, of a day, for a reason and perhaps to somebody. BadValue without a reason; as `won`."""
    if not reason.strip():
        raise BadValue("why it was lost is what one learns from: type --reason TEXT")
    given = {"reason": reason, **({"competitor": competitor} if competitor else {})}
    return _ended(env, names, LOST, given, on=on, dry_run=dry_run)


def give_up(env: Env, names: Sequence[str], *, on: str = "", reason: str = "", dry_run: bool = False) -> Change:
    """Close opportunities that nobody decided. Raises as `won`."""
    return _ended(env, names, UNDECIDED, {"reason": reason} if reason else {}, on=on, dry_run=dry_run)


def _ended(env: Env, names: Sequence[str], end: str, given: dict[str, str], *, on: str, dry_run: bool) -> Change:
    def prepare(work: UnitOfWork) -> list[Draft]:
        rows = found(work, names)
        happened_on(work, on, rows)
        return _ends(work, rows, end, given)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for row, draft in drafts:
            write_change(work, OPPORTUNITY, row["id"], draft)
        note_open_deadlines(work, OPPORTUNITY, [row["id"] for row, _ in drafts])
        return told(work, "lost" if end == LOST else "closed", {row["id"]: row for row, _ in drafts}, dry_run=dry_run)


def _ends(work: UnitOfWork, rows: Iterable[Row], end: str, given: dict[str, str]) -> list[Draft]:
    """What ends of opportunities that are open, on the day of the work. Refused for one that is not."""
    drafts = []
    for row in rows:
        if row["closed"]:
            again = "" if row["stage"] == end else f": `amcli opportunity reopen OP{row['id']}` it first"
            raise Refused(f"OP{row['id']} is {row['stage']} since {row['closed']}{' already' * (not again)}{again}")
        refuse_before_later(work, row, work.day, ["stage", *given])
        draft = priced(draft_change(work, OPPORTUNITY, row["id"], given))
        ended = {"stage": end, "probability": OF_AN_END[end], "closed": work.day, "since": work.day}
        drafts.append((row, draft._replace(row={**draft.row, **ended})))
    return drafts


def reopen(env: Env, names: Sequence[str], *, on: str = "", dry_run: bool = False) -> Change:
    """Open ended opportunities again, of a day: in their last stage, with the probability that they had there.

    Where nothing is known of a stage they begin with the first. BadValue for a day before the end; Refused for an open
    one.
    """

    def prepare(work: UnitOfWork) -> list[tuple[Row, dict[str, Any]]]:
        rows = found(work, names)
        happened_on(work, on, rows)
        return [(row, _last_stage(work, row)) for row in rows]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, pairs):
        for row, stage in pairs:
            kind = {"kind": IDEA_KIND} if stage["stage"] == IDEA else {}
            work.update("opportunity", row["id"], {**stage, **kind, "closed": None, "reason": None, "since": work.day})
            note_sale_stays(work, row["id"])
        return told(work, "reopened", {row["id"]: row for row, _ in pairs}, dry_run=dry_run)


def _last_stage(work: UnitOfWork, row: Row) -> dict[str, Any]:
    """The stage and the probability that an ended one goes back to. Raises BadValue, Refused."""
    called = f"OP{row['id']}"
    if not row["closed"]:
        raise Refused(f"{called} is open, in {row['stage']}: `amcli opportunity move {called} STAGE` moves it")
    if work.day < row["closed"]:
        raise BadValue(f"{called} is {row['stage']} since {row['closed']}: --on is that day, or a later one")
    refuse_before_later(work, row, work.day, ["stage"])
    steps = steps_of(work, row["id"])
    before = [step for step in steps[: len(steps) - len(steps_of_end(steps))] if step["stage"] not in ENDS]
    if before:
        known = {stage.name for stage in work.env.config.stages} | {IDEA}
        if before[-1]["stage"] not in known:
            work.notes.append(f"{before[-1]['stage']} is no stage of the settings any more")
        return {name: before[-1][name] for name in ("stage", "probability")}
    first = work.env.config.stages[0]
    work.notes.append(f"nothing is known of {called} before its end: it begins with {first.name}")
    return {"stage": first.name, "probability": first.probability}
