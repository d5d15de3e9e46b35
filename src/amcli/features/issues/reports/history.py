"""What happened about an issue, in the order of time: how it went, what was said, which promises were kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from amcli.base.field_type import ARROW
from amcli.base.screen import GridColumn, Piece
from amcli.base.text import number_of
from amcli.base.time.dates import from_iso, is_over, iso
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.kinds import CLIENT
from amcli.features.issues.nouns import ANSWERED, CLOSED
from amcli.features.issues.rules.told_lines import AGAIN, ANSWER, END, TAKEN, costs, happened, spelled_cost
from amcli.render.people import spoken_day

Cells = Mapping[str, Any]
# The moment, what it was, what happened.
HISTORY_COLUMNS = (GridColumn(), GridColumn(rank=1), GridColumn(elastic=True))


class _Happened(NamedTuple):
    """at: the moment, or the day; place: where it stands among what happened at the same one."""

    at: date
    place: int
    sort: str
    said: str
    tone: str = ""


def history_rows(cells: Cells, sections: Mapping[str, Sequence[Cells]], now: datetime) -> Iterator[Sequence[Piece]]:
    """Rows among HISTORY_COLUMNS, from the first on. What happened on the day it was raised is not before that."""
    for each in _in_order(cells, sections, now):
        yield Piece(_spoken(each.at, now.date())), Piece(each.sort, "quiet"), Piece(each.said, each.tone)


def history_cells(cells: Cells, sections: Mapping[str, Sequence[Cells]], now: datetime) -> Iterator[tuple[Any, ...]]:
    """The same for programs: the moment, what it was, what happened."""
    return ((each.at, each.sort or "issue", each.said) for each in _in_order(cells, sections, now))


def _in_order(cells: Cells, sections: Mapping[str, Sequence[Cells]], now: datetime) -> list[_Happened]:
    """All of it in the order of time."""
    found = [*_went(cells, sections["phases"]), *_said(sections["interactions"]), *_due(sections["deadlines"], now)]
    opened = iso(cells["opened"])
    return sorted(found, key=lambda each: (max(iso(each.at), opened), each.place))


def when(at: date, today: date) -> str:
    """`Wed 1 Jul 14:00` in a sentence; a midnight is the day, as one types it."""
    return " ".join(_spoken(at, today).split())


def _spoken(at: date, today: date) -> str:
    """The same where moments stand under each other."""
    clock = f" {at:%H:%M}" if isinstance(at, datetime) and at.time() != time() else ""
    return spoken_day(day_of(at), today, near=False) + clock


def _went(cells: Cells, phases: Sequence[Cells]) -> Iterator[_Happened]:
    """A line a phase: what it was first, and what changed since, with what was answered, whether that was accepted,
    and why it was opened again or taken to somebody. What stands at no phase any more has a line of its own.
    """
    told = {(what, at): said for what, at, said in happened(cells["note"])}
    answered = _last(phases, ANSWERED)
    closed = _last(phases, CLOSED) if cells["closed"] else -1
    for place, each in enumerate(phases):
        before = phases[place - 1] if place else {**each, "stage": "", "escalated_to": None}
        said = list(_changes(before, each)) if place else list(_first(each))
        at = iso(each["at"]).replace("T", " ")
        said += [told.pop((what, at)) for what in _told_at(before, each) if (what, at) in told]
        if place == answered and cells["resolution"]:
            said.append(cells["resolution"])
            if (cost := (cells["cost"] or 0) - costs(cells["note"], cells["currency"])) > 0:
                said.append(spelled_cost(cost, cells["currency"]))
        tone = ""
        if place == closed:
            said.append({"yes": "accepted", "no": "not accepted"}.get(cells["accepted"], ""))
            tone = {"yes": "good", "no": "late"}.get(cells["accepted"], "")
        if any(said):
            yield _Happened(each["at"], 0, "", ", ".join(filter(None, said)), tone)
    for (what, at), left in told.items():
        yield _Happened(from_iso(at.replace(" ", "T")), 0, "", f"{what.lower()}: {left}")


def _told_at(before: Cells, after: Cells) -> Iterator[str]:
    """What a note may say of a phase."""
    if before["escalated_to"] != after["escalated_to"]:
        yield TAKEN
    if before["stage"] != after["stage"]:
        if before["stage"] == CLOSED:
            yield AGAIN
        if word := {ANSWERED: ANSWER, CLOSED: END}.get(after["stage"]):
            yield word


def _last(phases: Sequence[Cells], stage: str) -> int:
    """The place of the phase in which it entered a stage last; -1 where it never did."""
    entered = [
        place
        for place, each in enumerate(phases)
        if each["stage"] == stage and (not place or phases[place - 1]["stage"] != stage)
    ]
    return max(entered, default=-1)


def _first(each: Cells) -> Iterator[str]:
    yield each["stage"]
    yield each["severity"]
    if each["owner"]:
        yield f"of {each['owner']}"
    yield from _changes({**each, "waiting": None, "escalated_to": None}, each)


def _changes(before: Cells, after: Cells) -> Iterator[str]:
    if before["stage"] != after["stage"]:
        yield ("opened again, " if before["stage"] == CLOSED else "") + after["stage"]
    if before["severity"] != after["severity"]:
        yield f"severity {before['severity']} {ARROW} {after['severity']}"
    if before["waiting"] != after["waiting"]:
        yield f"waits for {after['waiting']}" if after["waiting"] else f"waits for {before['waiting']} no more"
    if before["owner"] != after["owner"]:
        yield f"of {after['owner']}" if after["owner"] else f"no more of {before['owner']}"
    if before["escalated_to"] != after["escalated_to"]:
        to, back = after["escalated_to"], before["escalated_to"]
        yield f"taken to {to}" if to else f"taken back from {back}"


def _said(interactions: Sequence[Cells]) -> Iterator[_Happened]:
    for each in interactions:
        first, *others = each["with"] or ("",)
        whom = f"{first} +{len(others)}: " if others else f"{first}: " * bool(first)
        yield _Happened(each["date"], 1, each["kind"], f"{whom}{each['text']}")


def _due(deadlines: Sequence[Cells], now: datetime) -> Iterator[_Happened]:
    """The deadlines about it that were met or missed; one that is to come is among what is next."""
    for each in deadlines:
        due, done = each["due"], each["done"]
        whose = f"{CLIENT} owed {each['id']}" if each["owed_by"] == CLIENT else each["id"]
        late = (day_of(done or now) - day_of(due)).days
        if done:
            kept = late <= 0
            said = ["kept" if kept else f"done {number_of(late, 'day')} late", *filter(None, [each["evidence"]])]
            what = f"{whose} {each['title']}: {', '.join(said)}"
            yield _Happened(done, 2, each["kind"], what, "" if kept else "late")
        elif is_over(due, now):
            yield _Happened(due, 2, each["kind"], f"{whose} {each['title']}: not done, and was due", "late")
