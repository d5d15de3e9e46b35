"""What an issue asks for beyond its fields."""

from __future__ import annotations

from decimal import Decimal

from amcli.base.errors import BadValue, Refused
from amcli.base.money import from_minor
from amcli.base.text import name_key
from amcli.features.issues.nouns import ACKNOWLEDGED, ANSWERED, CLOSED, RECEIVED, STAGES
from amcli.features.issues.rules.told_lines import answered_line, costs
from amcli.features.issues.services.moments import MIDNIGHT, now_of, refuse_to_come, said
from amcli.features.issues.services.phases import PHASES, of_its_end, placed
from amcli.records.services.dated_rows import of_last_end
from amcli.records.services.field_values import Row
from amcli.store import currencies
from amcli.store.session import UnitOfWork

_FLAGS = {"opened": "--on", "acknowledged": "--acknowledged", "closed": "--closed"}


def check_issue(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It was raised now unless that was typed; its stage and the moments of it agree, and none is to come.

    An answer and an end come with the verbs for them. Raises BadValue, Refused.
    """
    row |= {name: row[name].removesuffix(MIDNIGHT) for name in _FLAGS if row.get(name)}
    if record_id is None:
        _begin(work, row)
        current: Row = {}
    else:
        current = work.row("issue", record_id)
        _refuse_end(row, current)
        _enter(work, row, current)
    _check_moments(work, row, current)
    if row.get("accepted") and {**current, **row}["stage"] != CLOSED:
        one = f"IS{record_id}" if current else "IS3"
        raise BadValue(f"whether it was accepted is said at its end: `amcli issue close {one} --accepted yes|no`")


def note_same_issue(work: UnitOfWork, row: Row) -> str:
    """What says of a new issue that it may be an open one again (Noun.twin)."""
    sql = """SELECT 'IS' || id, opened FROM issue WHERE account_id = ? AND closed IS NULL AND name_key(title) = ?
        ORDER BY id LIMIT 1"""
    twin = work.connection.execute(sql, (row["account_id"], name_key(row["title"]))).fetchone()
    return f"{twin[0]} of {said(twin[1])} is called so too, and open: `amcli undo` takes this back" if twin else ""


def answer_to_note(work: UnitOfWork, current: Row, note: str | None) -> Row:
    """The columns of an issue that goes on although it was answered or closed: the answer goes to its note with its
    moment, what it cost and whether it was accepted.
    """
    if not current["resolution"] and not current["accepted"]:
        return {}
    answered = of_last_end(PHASES.of(work, current["id"]), lambda phase: phase["stage"] in (ANSWERED, CLOSED))
    cost, currency = cost_of(work, current), current["currency"]
    own = None if cost is None else max(cost - costs(note, currency), Decimal(0))
    line = answered_line(
        current["resolution"] or "",
        said(answered[0]["at"] if answered else current["closed"] or current["opened"]),
        own,
        currency,
        current["closed"] and said(current["closed"]),
        current["accepted"],
    )
    return {"resolution": None, "note": with_line(note, line)}


def cost_of(work: UnitOfWork, row: Row) -> Decimal | None:
    """What an issue cost."""
    minor = row["cost_minor"]
    return None if minor is None else from_minor(minor, currencies.decimals(work.connection, row["currency"]))


def with_line(note: str | None, line: str) -> str:
    """A note with one more line."""
    return "\n".join(filter(None, (note, line)))


def _begin(work: UnitOfWork, row: Row) -> None:
    row["opened"] = row.get("opened") or work.moment
    if row.get("closed"):
        row["stage"] = CLOSED
    if row["stage"] == CLOSED:
        row["closed"] = row.get("closed") or work.moment
        row["waiting"] = None
    elif row["stage"] != RECEIVED:
        row["acknowledged"] = row.get("acknowledged") or row["opened"]
    elif row.get("acknowledged"):
        row["stage"] = ACKNOWLEDGED


def _refuse_end(row: Row, current: Row) -> None:
    """Raises where an edit would end it, open it again, or let go of a moment that is known."""
    called, stage = f"IS{current['id']}", row.get("stage", current["stage"])
    reopen = f"`amcli issue reopen {called}` it first"
    if current["closed"]:
        if "closed" in row and not row["closed"]:
            raise BadValue(f"{called} is closed: `amcli issue reopen {called}` opens it again")
        if stage != CLOSED or row.get("waiting"):
            raise Refused(f"{called} is closed since {said(current['closed'])}: {reopen}")
    elif row.get("closed") or stage == CLOSED:
        raise BadValue(f"type `amcli issue close {called} --accepted yes|no`: an end is kept with its moment")
    elif stage == ANSWERED and current["stage"] != ANSWERED:
        raise BadValue(f"type `amcli issue resolve {called} TEXT`: an answer says what it was")
    if current["acknowledged"] and "acknowledged" in row and not row["acknowledged"]:
        raise BadValue(f"{called} was acknowledged: --acknowledged can be corrected, and not be empty")
    if stage == RECEIVED != current["stage"]:
        raise BadValue(f"{called} is {current['stage']}: nothing takes back that it was acknowledged but `amcli undo`")


def _enter(work: UnitOfWork, row: Row, current: Row) -> None:
    """What the stage of a change brings with it."""
    was, stage = current["stage"], row.get("stage", current["stage"])
    if was == RECEIVED and stage == RECEIVED and row.get("acknowledged"):
        row["stage"] = ACKNOWLEDGED
    elif was == RECEIVED != stage and not row.get("acknowledged"):
        row["acknowledged"] = placed(work.moment, PHASES.of(work, current["id"]))
    if STAGES.index(stage) < STAGES.index(was):
        row |= answer_to_note(work, current, row.get("note", current["note"])) if was == ANSWERED else {}
        kept = "; the answer that it had is in its note" if "resolution" in row else ""
        work.notes.append(f"IS{current['id']} goes back from {was} to {stage}{kept}")


def _check_moments(work: UnitOfWork, row: Row, current: Row) -> None:
    """The moments that are typed have been, and lie in order among what is known. A day alone is after what happened
    on it.
    """
    whole = {**current, **row}
    changed = [name for name in _FLAGS if row.get(name) and row[name] != current.get(name)]
    phases = PHASES.of(work, current["id"]) if current else []
    for name in changed:
        refuse_to_come(work, row[name], _FLAGS[name])
        first, last = _bounds(name, whole, phases)
        if first[:10] == row[name]:
            row[name] = whole[name] = first
        if not first <= row[name] <= (last or now_of(work)):
            bounds = [f"not before {said(first)}" * bool(first), f"not after {said(last)}" * bool(last)]
            raise BadValue(f"{_FLAGS[name]} is {' and '.join(filter(None, bounds))}, by what is known of it")


def _bounds(name: str, whole: Row, phases: list[Row]) -> tuple[str, str]:
    """Between which moments one of an issue can be; an empty text for an end that nothing sets."""
    if name == "opened":
        return "", min((phase["at"] for phase in phases[1:2]), default="")
    if name == "acknowledged":
        later = [phase["at"] for phase in phases[1:] if phase["stage"] not in (RECEIVED, ACKNOWLEDGED)]
        return whole["opened"], min(filter(None, [*later[:1], whole.get("closed")]), default="")
    ended = of_its_end(phases)
    before = [phase["at"] for phase in phases[: len(phases) - len(ended)]][-1:]
    after = [phase["at"] for phase in ended if phase["at"] != ended[0]["at"]][:1]
    return max([whole["opened"], whole.get("acknowledged") or "", *before]), "".join(after)
