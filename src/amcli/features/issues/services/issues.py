"""Issues raised, moved and changed: each change of what is dated becomes a phase with its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import quote
from amcli.base.time.dates import Look, iso, parse_due
from amcli.base.time.workdays import day_of
from amcli.features.issues.nouns import ISSUE, STAGES
from amcli.features.issues.services.moments import happened_at, refuse_before_later
from amcli.features.issues.services.phases import DATED
from amcli.features.issues.services.told_changes import changes_of
from amcli.records.services.changes import RecordDraft, changed, draft_change, draft_new, write_change, write_new
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import TypedFields
from amcli.records.services.told import told
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

Plan = Callable[[UnitOfWork, Row, str], RecordDraft]  # an issue as it is, and the moment: what changes of it
DATED_FIELDS = ("stage", "severity", "waiting", "owner", "escalated_to")


class _New(NamedTuple):
    issue: RecordDraft
    promise: RecordDraft | None


def add(env: Env, given: TypedFields, *, promised: str = "", dry_run: bool = False) -> Change:
    """Note an issue; with `promised` make the deadline about it by which something was promised to the client.

    Raises as every record does: BadValue, NotFound, Ambiguous, Refused.
    """

    def prepare(work: UnitOfWork) -> _New:
        return _New(draft_new(work, ISSUE, given), _promise(work, given, promised))

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (issue, promise)):
        record_id = write_new(work, ISSUE, issue)
        row = work.row(ISSUE.name, record_id)
        said = [f"added issue {describe(work, ISSUE, record_id)}: {row['severity']}", row["cause"], row["stage"]]
        references = [f"{ISSUE.letter}{record_id}"]
        if promise:
            about = promise._replace(row={**promise.row, "issue_id": record_id})
            deadline_id = write_new(work, NOUNS["deadline"], about)
            said.append(f"by then {describe(work, NOUNS['deadline'], deadline_id)}")
            references.append(f"D{deadline_id}")
        work.summary = ", ".join(said)
        return changed(work, references, dry_run=dry_run)


def move(
    env: Env, names: Sequence[str], stage: str, given: TypedFields, *, on: str = "", dry_run: bool = False
) -> Change:
    """Bring open issues into a stage, of a moment. given: what else changes with it (severity, owner).

    BadValue for a stage that there is not or that has a verb of its own, and for a moment that cannot be; Refused for
    one that is closed, and where what became of it since is known. All say what to type.
    """
    if stage.strip().lower() not in STAGES:
        raise BadValue(f"{quote(stage)} is no stage: use one of {', '.join(STAGES)}")

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        draft = draft_change(work, ISSUE, row["id"], {"stage": stage.strip().lower(), **given})
        return fits(work, row, at, draft)

    return change(env, names, "moved", plan, on=on, dry_run=dry_run)


def edit(env: Env, names: Sequence[str], given: TypedFields, *, dry_run: bool = False) -> Change:
    """Change fields of issues: what is dated, from now on. BadValue where nothing is to be changed, and as `move`."""
    if not given:
        raise BadValue("nothing to change: `amcli issue edit --help` lists what can be")
    if given.get("opened") == "":
        raise BadValue("the moment an issue was raised cannot be empty")
    dated = [ISSUE.field(name).flag for name in DATED_FIELDS if name in given]

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        if given.get("opened") and dated:
            raise BadValue(
                f"--on is when IS{row['id']} was raised, and {dated[0]} changes now: type them apart; what changed "
                f"at an earlier moment is said by the verbs, such as `amcli issue move IS{row['id']} STAGE --on DATE`"
            )
        return draft_change(work, ISSUE, row["id"], given)

    return change(env, names, "changed", plan, dry_run=dry_run)


def change(
    env: Env,
    names: Sequence[str],
    verb: str,
    plan: Plan,
    *,
    on: str | None = None,
    after: Callable[[UnitOfWork, Sequence[Row]], None] | None = None,
    dry_run: bool = False,
) -> Change:
    """One change of the issues that are named; verb: what the sentence says of it. on: when it happened, empty for now;
    None for a correction, which may be of anything that is known. after: what else is to be said of them, as they were,
    when that is written. Raises as `plan`, NotFound, Ambiguous, BadValue.
    """

    def prepare(work: UnitOfWork) -> list[tuple[Row, RecordDraft]]:
        record_ids = dict.fromkeys(work.find(ISSUE.name, name).record_id for name in names)
        rows = [work.row(ISSUE.name, record_id) for record_id in record_ids]
        moments = dict.fromkeys(record_ids, work.moment) if on is None else happened_at(work, on, rows)
        return [(row, plan(work, row, moments[row["id"]])) for row in rows]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for row, draft in drafts:
            write_change(work, ISSUE, row["id"], draft)
        rows = [row for row, _ in drafts]
        if after:
            after(work, rows)
        result = told(work, ISSUE, verb, {row["id"]: row for row in rows}, changes_of, dry_run=dry_run)
        if work.changes or not drafts or on is None:
            return result
        stand = ", ".join(f"IS{row['id']} is {row['stage']}, waiting for {row['waiting'] or 'nobody'}" for row in rows)
        return result._replace(message=f"Nothing to change: {stand}")


def fits(work: UnitOfWork, row: Row, at: str, draft: RecordDraft) -> RecordDraft:
    """The draft of a change of a moment. Refused where what changes has changed again since."""
    refuse_before_later(work, row, at, _dated(row, draft.row))
    return draft


def _dated(row: Row, columns: Row) -> Iterable[str]:
    return [name for name in DATED if columns.get(name, row[name]) != row[name]]


def _promise(work: UnitOfWork, given: TypedFields, promised: str) -> RecordDraft | None:
    """The deadline of what was promised: ours, of whoever handles the issue."""
    if not promised:
        return None
    from amcli.features.deadlines.services.follow_up import draft_follow_up

    raised = parse_due(str(given["opened"]), work.env.today, Look.BACK) if given.get("opened") else work.env.today
    by = parse_due(promised, work.env.today, Look.AHEAD)
    if day_of(by) < day_of(raised):
        raise BadValue(
            f"--promised {iso(by)} is before it was raised, on {iso(day_of(raised))}: type that day or a later one"
        )
    whose = {"account": given["account"], "owed_by": "us", **({"for": given["owner"]} if given.get("owner") else {})}
    return draft_follow_up(work, whose, f"Promised: {given['title']}", promised)
