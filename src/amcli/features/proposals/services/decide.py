"""What is said of proposals: a deadline is made of one, or it is dismissed, or put off. Each is one operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.results import Change
from amcli.base.text import with_and
from amcli.base.time.dates import day_or_span, from_iso, is_over
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.services.follow_up import draft_follow_up
from amcli.features.proposals.nouns import ACCEPTED, DECISION, DISMISSED, SNOOZED
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.reports.proposals import proposals_called
from amcli.features.proposals.rules.proposal import Proposal
from amcli.records.services.changes import RecordDraft, changed, draft_new, write_new
from amcli.records.services.descriptions import describe
from amcli.settings.environment import Env
from amcli.store.reader import Reader
from amcli.store.session import UnitOfWork, prepared_operation

USUAL_DUE = "+1w"
_QUOTED = pattern(r"(?<!\w)'(.*?)'(?!\w)")  # the title is quoted itself where a later reason names it
_LONGEST = 120  # of the title of a deadline that is made of a reason


class _Accepted(NamedTuple):
    proposal: Proposal
    deadline: RecordDraft


def accept(env: Env, names: Sequence[str], *, due: str = "", colleague: str = "", dry_run: bool = False) -> Change:
    """Make a deadline of each proposal, due on a day (in a week unless said), for a colleague (else whoever keeps the
    file). Raises NotFound for what is not proposed today, BadValue for a day that is over, and as a deadline does.
    """

    def prepare(work: UnitOfWork) -> list[_Accepted]:
        return [_Accepted(each, _draft(work, each, due, colleague)) for each in _called(work, names)]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, accepted):
        said, references = [], []
        for proposal, draft in accepted:
            made = write_new(work, DEADLINE, draft)
            _decide(work, proposal, ACCEPTED, deadline=f"{DEADLINE.letter}{made}")
            said.append(f"{proposal.name}: {describe(work, DEADLINE, made)}")
            references.append(f"{DEADLINE.letter}{made}")
        work.summary = f"accepted {'; '.join(said)}"
        return changed(work, references, dry_run=dry_run)


def dismiss(env: Env, name: str, why: str, *, dry_run: bool = False) -> Change:
    """Let a proposal not come again for the reason that it has now. Raises NotFound, and BadValue without a why."""
    if not why.strip():
        raise BadValue(f'say why: amcli next dismiss {name} "REASON"')
    with prepared_operation(env, lambda work: _called(work, [name]), dry_run=dry_run) as (work, found):
        (proposal,) = found
        _decide(work, proposal, DISMISSED, note=why)
        work.summary = f"dismissed {proposal.name}: {proposal.reason}"
        work.notes.append("it comes again for another reason only; `amcli undo` takes this back")
        return changed(work, [proposal.name], dry_run=dry_run)


def snooze(env: Env, names: Sequence[str], until: str, *, dry_run: bool = False) -> Change:
    """Let proposals wait until a day, or for a span from today. NotFound; BadValue for a day that is over."""
    day = day_of_snooze(until, env.today)
    if day <= env.today:
        raise BadValue(f"{day} is no day to come: type a later one, such as 2w")
    with prepared_operation(env, lambda work: _called(work, names), dry_run=dry_run) as (work, found):
        for proposal in found:
            _decide(work, proposal, SNOOZED, until=day.isoformat())
        work.summary = f"snoozed {with_and([each.name for each in found])} until {day}"
        return changed(work, [each.name for each in found], dry_run=dry_run)


def day_of_snooze(until: str, today: date) -> date:
    """The day until which a span or a day lets proposals wait. Raises BadValue."""
    return day_or_span(until, today, "2d, 2w, 1m or a day such as 2026-12-01")


def _called(work: UnitOfWork, names: Sequence[str]) -> list[Proposal]:
    """The proposals of these names, each once. Raises NotFound."""
    return proposals_called(Facts(Reader(work.connection, work.env)), names)


def _draft(work: UnitOfWork, proposal: Proposal, due: str, colleague: str) -> RecordDraft:
    reason = _QUOTED.sub(r"\1", proposal.reason)
    title = f"{proposal.act}: {reason}"
    short = shorten(title, _LONGEST, placeholder=" …")
    whose = {"account": proposal.about or proposal.code, **({"for": colleague} if colleague else {})}
    draft = draft_follow_up(work, whose, short, due or USUAL_DUE)
    assert draft is not None  # both its title and its day are there
    if is_over(from_iso(draft.row["due"]), work.env.now):
        raise BadValue(f"{draft.row['due']} is over: what is accepted is still to be done, so type a day to come")
    return draft


def _decide(work: UnitOfWork, proposal: Proposal, verdict: str, **more: Any) -> None:
    given = {"proposal": proposal.name, "account": proposal.code, "verdict": verdict, "reason": proposal.made_of}
    write_new(work, DECISION, draft_new(work, DECISION, {**given, **more}, typed=False))
