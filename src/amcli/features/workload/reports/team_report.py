"""The team: who has what to do, and how loaded everybody is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from amcli.base.charts import Bullets
from amcli.base.hints import hinted
from amcli.base.results import Report
from amcli.base.text import number_of, with_and
from amcli.features.accounts.reports.account_tree import names
from amcli.features.workload.reports.team_columns import member_cells, team_columns, total_cells
from amcli.features.workload.reports.team_figures import TeamFigures, TeamQuestion, team_figures
from amcli.features.workload.reports.team_member import Member
from amcli.render.people import short_day
from amcli.store.reader import Reader

_MOST_LOADED_FIRST = "-load,code"
_LOADED = Bullets(
    "Hours a week that are given, of those there are", "name", "hours", "capacity", sign="sign", limit=("", ""),
    verb="given",
)  # fmt: skip


def team_report(reader: Reader, asked: TeamQuestion) -> Report:
    """A row for each live colleague, and for who left and still has something open; or of those that are asked for.

    What nobody is named for is in the row of whoever keeps the file, and where nobody is said to, in one of its own.
    Raises NotFound and Ambiguous.
    """
    found = team_figures(reader, asked)
    members, there, period = found.members, found.accounts, asked.period
    at = f" on {with_and(asked.accounts)}" if asked.accounts else ""
    return Report(
        "team",
        team_columns(there),
        [member_cells(each, there) for each in members],
        total=total_cells(found),
        facts={
            "period": period.name,
            "start": period.start,
            "end": period.last_day,
            "as_of": reader.env.today,
            "coming_until": asked.later - timedelta(days=1),
            "without_owner": found.unowned,
        },
        reference="code",
        title=f"Team{at} · trainings of {period.name}",
        empty=hinted(f"nobody works{at}", ": `amcli assignment add ACCOUNT COLLEAGUE --role ROLE` says who does")
        if at
        else hinted("no colleagues", ": `amcli colleague add NAME` adds one"),
        notes=tuple(_notes(reader, asked, found)),
        people_order=_MOST_LOADED_FIRST,
        chart=_LOADED,
    )


def _notes(reader: Reader, asked: TeamQuestion, found: TeamFigures) -> Iterator[str]:
    members = found.members
    over = sorted((each for each in members if each.hours.over), key=lambda each: -(each.hours.load or 0))
    if over:
        yield f"over capacity: {names([_loaded(each) for each in over])}"
    unsaid = sum(each.hours.unsaid for each in members)
    if unsaid:
        every = number_of(sum(each.hours.assignments for each in members), "assignment")
        yield f"{unsaid} of {every} {'has' if unsaid == 1 else 'have'} no hours: load counts the others"
    unknown = [each.code for each in members if each.code and each.left is None and not each.hours.capacity]
    if unknown:
        yield hinted(
            f"no capacity, so no load: {names(unknown)}", f"; `amcli colleague edit {unknown[0]} --hours N` says it"
        )
    for each in members:
        if each.left:
            yield f"{each.code} left on {short_day(each.left, reader.env.today)}, with {_open(each)}"
        if each.id is None:
            yield hinted(f"{each.name}: {_open(each)}", "; `amcli config set me CODE` says whose they are")
    if found.unowned and not asked.colleagues:
        yield f"without an owner: {names(found.unowned)}"


def _loaded(member: Member) -> str:
    """`mara (102.7 %)`; of who has no hours at all there is no load to say."""
    return f"{member.code}" if member.hours.load is None else f"{member.code} ({member.hours.load} %)"


def _open(member: Member) -> str:
    """What somebody has still open, in words."""
    counted = (
        (len(member.owned | member.others), "account"),
        (member.due.open, "deadline"),
        (member.issues, "issue"),
    )
    return with_and([number_of(count, what) for count, what in counted if count]) or "nothing open"
