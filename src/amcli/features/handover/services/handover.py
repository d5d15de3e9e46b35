"""A hand-over: who has an account from a day on, and what was open there for whoever had it before. One operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import number_of, with_and
from amcli.base.time.dates import Look, parse_date
from amcli.features.handover.rules import Carried, carried
from amcli.features.team.services.left import note_other_roles, refuse_left
from amcli.features.team.services.owners import owner_on, set_owner
from amcli.records.services.changes import changed
from amcli.records.services.descriptions import describe, reference_of
from amcli.settings.environment import Env
from amcli.store.lookup import Found, keeper_of
from amcli.store.session import UnitOfWork, prepared_operation

_ACCOUNT, _COLLEAGUE = "account", "colleague"
_SHOWN = 3  # so many accounts are named in the sentence
# Whose an account is on a day, or was at last before, where that is somebody else than who gets it.
_BEFORE = """SELECT colleague_id FROM assignment WHERE account_id = ? AND role = 'owner' AND colleague_id <> ?
    AND (start IS NULL OR start <= ?) ORDER BY start IS NULL, start DESC LIMIT 1"""


class _Plan(NamedTuple):
    """What is handed over to whom, from which day on. before: whose each account is, None where it is nobody's."""

    accounts: dict[int, int | None]
    to: Found
    day: date


def hand_over(env: Env, accounts: Sequence[str], to: str, *, on: str = "", dry_run: bool = False) -> Change:
    """Make a colleague the owner of accounts from a day on (an empty text: today), and of what is open there for the
    owner before; what has nobody's name is that of whoever keeps the file, and of nobody where there was no owner.

    Of a day to come only the deadlines due from it on go along now: until then the rest is in the old hands. NotFound,
    Ambiguous, BadValue for the day; Refused for a colleague who has left by then.
    """

    def prepare(work: UnitOfWork) -> _Plan:
        day = parse_date(on or "today", env.today, Look.AHEAD)
        found = work.find(_COLLEAGUE, to)
        refuse_left(work, found.record_id, day.isoformat())
        ids = dict.fromkeys(work.find_owner(_ACCOUNT, name).record_id for name in accounts)
        return _Plan({each: work.scalar(_BEFORE, each, found.record_id, day.isoformat()) for each in ids}, found, day)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, plan):
        work.day = work.moment = min(plan.day, env.today).isoformat()
        along: Counter[str] = Counter()
        for account, before in plan.accounts.items():
            set_owner(work, account, plan.to.record_id, plan.day.isoformat())
            if owner_on(work.connection, account, max(plan.day, env.today).isoformat()) != plan.to.record_id:
                continue  # somebody else has it by now
            for each in carried(env.today):
                along[each.noun] += _carry(work, each, account, before, plan)
        _note_nameless(work, plan)
        for whose in dict.fromkeys(each for each in plan.accounts.values() if each is not None):
            theirs = [account for account, before in plan.accounts.items() if before == whose]
            note_other_roles(work, whose, theirs, plan.day.isoformat())
        work.summary = _sentence(work, plan, along, dry_run=dry_run)
        references = [reference_of(work, NOUNS[_ACCOUNT], each) for each in plan.accounts]
        return changed(work, references, dry_run=dry_run)


def _carry(work: UnitOfWork, each: Carried, account: int, before: int | None, plan: _Plan) -> int:
    """Let what is open of a noun at an account be the new owner's; how many records changed."""
    later = plan.day > work.env.today
    if later and not each.due:
        return 0
    theirs = f"{each.whose} IS NULL" if before is None else f"{each.whose} = {int(before)}"
    if before is not None and before == _keeper(work):
        theirs = f"({theirs} OR {each.whose} IS NULL)"
    since = f" AND {each.due} >= '{plan.day.isoformat()}'" if later else ""
    ids = _open_at(work, each, account, theirs + since)
    return sum(work.update(each.noun, record_id, {each.whose: plan.to.record_id}) for record_id in ids)


def _open_at(work: UnitOfWork, each: Carried, account: int, condition: str) -> list[int]:
    sql = f"SELECT id FROM {each.noun} WHERE account_id = ? AND ({each.open}) AND {condition} ORDER BY id"
    return [record_id for (record_id,) in work.connection.execute(sql, (account,)).fetchall()]


def _keeper(work: UnitOfWork) -> int | None:
    """The colleague who keeps the file, whose is what has nobody's name."""
    return keeper_of(work.connection, _COLLEAGUE, work.env.config.text("me"))


def _note_nameless(work: UnitOfWork, plan: _Plan) -> None:
    """Say what stays because it has nobody's name, and nobody is said to keep the file."""
    if _keeper(work) is not None or plan.day > work.env.today:
        return
    left: Counter[str] = Counter()
    for account, before in plan.accounts.items():
        for each in carried(work.env.today) if before is not None else ():
            left[each.noun] += len(_open_at(work, each, account, f"{each.whose} IS NULL"))
    if told := _told(left):
        are = "has nobody's name and stays so" if left.total() == 1 else "have nobody's name and stay so"
        work.notes.append(f"{with_and(told)} there {are}: `amcli config set me CODE` says whose that is")


def _told(counts: Counter[str]) -> list[str]:
    return [number_of(count, noun, NOUNS[noun].view) for noun, count in counts.items() if count]


def _sentence(work: UnitOfWork, plan: _Plan, along: Counter[str], *, dry_run: bool) -> str:
    """`handed over maruti (Maruti) to tom, after nora, from 2026-09-17 on; 3 deadlines went along`."""
    to = plan.to.reference
    said = [describe(work, NOUNS[_ACCOUNT], each) for each in list(plan.accounts)[:_SHOWN]]
    more = len(plan.accounts) - _SHOWN
    named = f"{', '.join(said)} and {more} more" if more > 0 else with_and(said)
    if not work.changes:
        return f"{named} {'are' if len(plan.accounts) > 1 else 'is'} {to}'s from {plan.day} on"
    told = _told(along)
    later, went = plan.day > work.env.today, "go" if dry_run else "went"
    what = f"; {with_and(told)}{' due from then on' if later else ''} {went} along" if told else ""
    if later:
        work.notes.append("what else is open stays in the old hands until then: type the same on the day")
    before = set(plan.accounts.values())
    after = f", after {_code(work, before.pop())}," if len(before) == 1 and None not in before else ""
    return f"handed over {named} to {to}{after} from {plan.day} on{what}"


def _code(work: UnitOfWork, colleague: int | None) -> str:
    assert colleague is not None  # an account had an owner
    return reference_of(work, NOUNS[_COLLEAGUE], colleague)
