"""The map of an account drawn for a person: who is there and who is missing, in what tree, and who of us knows whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.base.text import number_of
from amcli.features.relationships.reports.map_of_account import AccountMap, Placed
from amcli.features.relationships.reports.people import Person
from amcli.features.relationships.reports.standing import NOBODY, SINGLE, Standing
from amcli.features.relationships.reports.threads import THREAD_DAYS, Thread, who_speaks
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS, CORE_ROLES
from amcli.render.people import ago, short_day

_INDENT = 7
_MOST_OF_US = 6  # so many of our people have a column
# The name in its tree, the roles, the influence, the stance, when they were last spoken with, the id.
_PEOPLE = (
    GridColumn(), GridColumn(elastic=True, rank=1), GridColumn(right=True), GridColumn(), GridColumn(),
    GridColumn(rank=2),
)  # fmt: skip
_STANCES = {"champion": "good", "supporter": "good", "sceptic": "close", "opponent": "late"}


def map_screen(here: AccountMap) -> Screen:
    """The parts of the screen; what is empty is not there."""
    standing = here.standing
    if not here.people:
        code = standing.account.code
        hint = f"amcli contact add {code} NAME --role decider"
        return [_head(standing), Flow([Piece(NOBODY, "late"), Piece(hint, "quiet")])]
    people = [_person(each, standing) for each in here.people]
    return [
        _head(standing),
        _roles(standing),
        *_missing(standing),
        *_quiet(standing),
        None,
        Grid(Piece("PEOPLE", "heading"), _PEOPLE, people, legend="roles, influence of 5, stance, last spoken with"),
        *_threads(here),
    ]


def _head(standing: Standing) -> Flow:
    account, active = standing.account, standing.coverage.active
    about = [account.code, f"tier {account.tier}" if account.tier else "", f"every {standing.cadence} d"]
    pieces = [Piece(account.name, "heading"), *(Piece(text) for text in about if text)]
    told = (
        SINGLE
        if standing.coverage.single_threaded
        else f"{active} of {number_of(standing.coverage.people, 'person', 'people')}"
    )
    tone = "quiet" if active > 1 else "close"
    right = [Piece(f"{told} in {ACTIVE_DAYS} days", tone)] if standing.coverage.people else []
    return Flow(pieces, right=right, gap=" · ")


def _roles(standing: Standing) -> Flow:
    """Who fills which of the five roles."""
    seen = standing.coverage
    pieces = [Piece(f"{seen.covered} of {len(CORE_ROLES)}", "good" if not seen.missing else "")]
    for role in seen.filled:
        first, *others = [each.name for each in standing.people if role in each.roles]
        pieces.append(Piece(f"{role} {first}{f' +{len(others)}' if others else ''}"))
    return Flow(pieces, Piece("roles", "heading"), indent=_INDENT, gap=" · ")


def _missing(standing: Standing) -> Iterator[Flow]:
    if standing.coverage.missing:
        pieces = [Piece(role, "late" if role == "decider" else "close") for role in standing.coverage.missing]
        yield Flow(pieces, Piece("missing", "heading"), indent=_INDENT, gap=" · ")


def _quiet(standing: Standing) -> Iterator[Flow]:
    """The key people who went quiet, and those with whom nobody ever spoke."""
    pieces = [Piece(f"{each.name} {each.days(standing.day)} d", "close") for each in standing.quiet]
    pieces += [Piece(f"{each.name} never", "close") for each in standing.unmet]
    if pieces:
        yield Flow(pieces, Piece("quiet", "heading"), indent=_INDENT, gap=" · ")


def _person(each: Placed, standing: Standing) -> Sequence[Piece]:
    person, day = each.person, standing.day
    branch = f"{'  ' * (each.depth - 1)}└ " if each.depth else ""
    gone = person.has_left(day)
    part = ", ".join(person.roles) or person.title or ""
    return (
        Piece(f"{branch}{person.name}", "quiet" if gone else "heading" if person.is_key else ""),
        Piece(part),
        Piece(str(person.influence or "")),
        Piece(person.stance or "", _STANCES.get(person.stance or "", "")),
        Piece(f"left {person.left}", "quiet") if gone else _spoken(person, standing),
        Piece(person.reference, "name"),
    )


def _spoken(person: Person, standing: Standing) -> Piece:
    days = person.days(standing.day)
    tone = "close" if person.is_quiet(standing.cadence, standing.day) or person.is_unmet(standing.day) else ""
    return Piece("never" if days is None else ago(days), tone or "quiet")


def _threads(here: AccountMap) -> Iterator[Grid]:
    """A row for each of theirs with whom somebody spoke, a column for each of us; the first row says whose it is."""
    if not here.threads:
        return
    ours = who_speaks(here.threads)[:_MOST_OF_US]
    by_pair = {(each.ours, each.theirs): each for each in here.threads}
    theirs = {each.theirs for each in here.threads}
    rows = [[Piece(""), *(Piece(code, "name") for code in ours)]]
    for placed in here.people:
        if placed.person.id in theirs:
            cells = [_cell(by_pair.get((code, placed.person.id)), here.standing.day) for code in ours]
            rows.append([Piece(placed.person.name), *cells])
    left = len({each.ours for each in here.threads}) - len(ours)
    columns = (GridColumn(elastic=True), *(GridColumn(rank=place) for place, _ in enumerate(ours)))
    yield Grid(
        Piece("OUR PEOPLE × THEIRS", "heading"),
        columns,
        rows,
        f"and {left} more of us: -f json" if left else "",
        f"conversations in {THREAD_DAYS} days, and the last",
    )


def _cell(thread: Thread | None, day: date) -> Piece:
    return Piece("–", "quiet") if thread is None else Piece(f"{thread.times} · {short_day(thread.last, day)}")
