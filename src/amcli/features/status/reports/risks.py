"""What may go wrong: what asks for a look in the other reports, the worst first, each with its figures and owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.base.text import number_of
from amcli.base.time.workdays import day_of
from amcli.features.contracts.reports.report_notes import ends_alone
from amcli.features.contracts.rules.terms import ENDED_NOT_RENEWED
from amcli.features.deadlines.reports.kinds import CLIENT
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS
from amcli.features.screens.reports.today import open_deadlines
from amcli.features.status.reports.decisions import put_off, worth
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import hidden, listed, money, told_day
from amcli.render.people import ago, countdown

ISSUE, CONTRACT, BUDGET, QUIET, ONE_CONTACT, PROMISE = (
    "issue", "contract", "budget", "silence", "one contact", "late promise",
)  # fmt: skip
_COLUMNS = (
    Column("risk"),
    Column("account"),
    Column("text", header="what may go wrong"),
    Column("figures"),
    hidden("day", Kind.DATE),
    Column("owner"),
    Column("id", rank=2),
)


class Risk(NamedTuple):
    """One of them. account: its row id; day: by which something is to happen; id: of the record that it is about."""

    risk: str
    account: int
    text: str
    figures: str | None = None
    day: date | None = None
    owner: str | None = None
    id: str | None = None


def at_risk(facts: Facts) -> list[Risk]:
    """All of them: issues, contracts, budgets, silence, single contacts, late promises; of each the worst first."""
    ways = (_issues, _contracts, _budgets, _quiet, _single, _promises)
    return [each for way in ways for each in way(facts)]


def risks(facts: Facts, found: Sequence[Risk]) -> Listing:
    """They as a part of the page."""
    rows = [{**each._asdict(), "account": facts.accounts[each.account].name} for each in found]
    return listed("risks", "Risks, the worst first", _COLUMNS, rows, "None of those that are looked for.")


def _issues(facts: Facts) -> Iterator[Risk]:
    """Those that are critical or late, as on the screen of the day."""
    if facts.clocks is None:
        return
    from amcli.features.issues.reports.clock import asks, owner_codes
    from amcli.features.issues.reports.spelled_clock import spell_late

    owners = owner_codes(facts.reader)
    for each in filter(asks, facts.issues):
        account, due = facts.ids[each.account], each.clock.close.due
        late = spell_late(each, facts.clocks.hours, facts.day)
        said = f"{each.severity}, open {number_of(each.clock.days, 'day')}, {late}"
        who = facts.who(account, owners.get(each.owner or 0))
        yield Risk(ISSUE, account, each.title, said, due.date() if due else None, who, each.reference)


def _contracts(facts: Facts) -> Iterator[Risk]:
    """Those that ended and nobody renewed, those of which notice is due soon, those that end with nothing under way."""
    near = {one.standing.contract.id: one for some in facts.known.agreements.values() for one in some if one.near}
    found: list[tuple[date, int, str]] = []
    for place, each in enumerate(facts.contracts):
        name = each.contract.name
        if each.state == ENDED_NOT_RENEWED:
            found.append((each.end, place, f"ended {told_day(each.end)}, not renewed: {name}"))
        elif (one := near.get(each.contract.id)) and one.notice:
            busy = "" if one.under_way else ", nothing is under way"
            found.append((one.notice, place, f"notice must arrive by {told_day(one.notice)}{busy}: {name}"))
        elif ends_alone(each, facts.period, facts.under_way) and not put_off(facts, each):
            found.append((each.end, place, f"ends {told_day(each.end)}, nothing is under way: {name}"))
    for day, place, said in sorted(found):
        each = facts.contracts[place]
        account = each.contract.account_id
        yield Risk(CONTRACT, account, said, worth(facts, each), day, facts.who(account, each.contract.owner),
                   each.reference)  # fmt: skip


def _budgets(facts: Facts) -> Iterator[Risk]:
    for each in facts.overspent:
        account = facts.ids[each.account]
        over = money(each.spent - each.amount, each.currency)
        said = f"{money(each.spent)} of {money(each.amount)} {each.currency} spent"
        yield Risk(BUDGET, account, f"over by {over}: {each.name}", said, None, facts.who(account), each.id)


def _quiet(facts: Facts) -> Iterator[Risk]:
    """The key accounts that nobody spoke with for longer than agreed, the longest first."""
    found = [(account, facts.known.contacts[account]) for account in facts.key_accounts]
    for account, one in sorted(found, key=lambda pair: (-pair[1].gap.waited, pair[0])):
        if one.quiet:
            days = one.gap.days
            last = "never spoken with" if days is None else f"last spoken with {ago(days)}"
            yield Risk(QUIET, account, f"{last}, meant to be every {one.cadence} days",
                       f"{number_of(one.gap.waited, 'day')} over", None, facts.who(account))  # fmt: skip


def _single(facts: Facts) -> Iterator[Risk]:
    """The key accounts at which all that is said goes through one person."""
    for account in sorted(facts.key_accounts, key=lambda each: facts.accounts[each].name.lower()):
        people = facts.known.coverage.get(account)
        if people and people.single_threaded:
            said = f"1 of {number_of(people.people, 'contact')} spoken with in {ACTIVE_DAYS} days"
            yield Risk(ONE_CONTACT, account, "all that is said goes through one person", said, None,
                       facts.who(account))  # fmt: skip


def _promises(facts: Facts) -> Iterator[Risk]:
    """What is late and ours, the oldest first; of a past day nobody knows what was written down then."""
    if facts.past:
        return
    for each in open_deadlines(facts.reader, None, facts.day):
        if each.owed_by != CLIENT:
            account = facts.ids[each.account]
            who = facts.who(account, each.colleague)
            yield Risk(PROMISE, account, each.title, countdown(each.days), day_of(each.due), who, each.id)
