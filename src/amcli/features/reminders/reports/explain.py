"""Why each open deadline, account, budget, day of a contract and issue is said, or is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from amcli.base.errors import NotFound
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import number_of, quote
from amcli.base.time.dates import iso
from amcli.base.time.lead_times import LeadTime, comes_at
from amcli.features.accounts.reports.account_tree import load
from amcli.features.activity.reports.quiet_accounts import contact_statuses
from amcli.features.deadlines.reports.contract_days import has_contracts
from amcli.features.issues.reports.any_issues import has_issues
from amcli.features.reminders.reports.due import (
    QUIET,
    REASONS,
    Deadline,
    common_leads,
    deadline_of,
    quiet_account,
    reminder_of,
    steps_again,
)
from amcli.features.reminders.reports.overspent_budgets import explain_budgets
from amcli.features.reminders.rules import next_step
from amcli.store.reader import Reader

EXPLAINED_COLUMNS = (
    Column("id"),
    Column("due", Kind.DATE, timed=True),
    Column("account", rank=1),
    Column("said", Kind.FLAG),
    Column("because"),
)


def explain(
    reader: Reader,
    *,
    within: LeadTime | None = None,
    reasons: Collection[str] = REASONS,
    once: bool = False,
    of: Collection[str] = (),
) -> Listing:
    """A row for every open deadline, every live account, every cost budget of these days, every day of a contract
    and every open issue.
    `said` is whether `remind` with the same options says it now; with `once`, whether `remind --once` does.

    of: the ids and codes of these alone. Raises NotFound for one of which nothing could be said.
    """
    rows = [
        *_deadlines(reader, within, reasons, once),
        *_accounts(reader, reasons, once),
        *explain_budgets(reader, reasons, lambda key: _said_at(reader, key), once=once),
        *_contracts(reader, within, reasons, once),
        *_issues(reader, reasons, once),
    ]
    there = {row[0].upper() for row in rows}
    for word in of:
        if word.upper() not in there:
            raise NotFound(f"{quote(word)} is nothing to be reminded of: `amcli remind --explain` lists what is")
    wanted = {word.upper() for word in of}
    return Listing(
        "reminder",
        EXPLAINED_COLUMNS,
        [row for row in rows if not wanted or row[0].upper() in wanted],
        empty="There is no open deadline, no account and no budget.",
    )


def _deadlines(
    reader: Reader, within: LeadTime | None, reasons: Collection[str], once: bool
) -> Iterator[tuple[Any, ...]]:
    now, common, again = reader.env.now, common_leads(reader), steps_again(reader)
    for *row, archived in reader.run_query(__file__, "explain_reminders"):
        one = deadline_of(row, common, again, within)
        if archived:
            said, because = False, f"account {one.account} is archived"
        elif not one.why(now):
            said, because = False, _not_yet(one, now)
        elif one.why(now) not in reasons:
            said, because = False, f"{_come(one, now)}; the options leave out {one.why(now)}"
        else:
            last = _said_at(reader, reminder_of(one, now).keys[0])
            said = not (once and last)
            because = _come(one, now) + (f"; was said on {last}: {_again(one, now)}" if last else "")
        yield one.id, one.due, one.account, said, because


def _come(one: Deadline, now: datetime) -> str:
    if one.overdue(now):
        return "is overdue"
    lead = next(lead for lead in reversed(one.leads) if comes_at(one.due, lead) <= now)
    return f"lead time {lead} has come, on {_moment(comes_at(one.due, lead))}"


def _not_yet(one: Deadline, now: datetime) -> str:
    coming = _next(one, now)
    if coming is None:
        return "has no lead time: is said once it is overdue"
    return f"no lead time has come: the next is {coming}, on {_moment(comes_at(one.due, coming))}"


def _again(one: Deadline, now: datetime) -> str:
    """When `--once` will say again what it has said."""
    if one.overdue(now):
        again = one.again_on(now)
        return f"with --once again on {_moment(again)}" if again else "with --once not again until it moves"
    coming = _next(one, now)
    next_ = f"lead time {coming} comes on {_moment(comes_at(one.due, coming))}, it " if coming else "it "
    return f"with --once not again until {next_}moves or is overdue"


def _next(one: Deadline, now: datetime) -> LeadTime | None:
    return next((lead for lead in one.leads if comes_at(one.due, lead) > now), None)


def _accounts(reader: Reader, reasons: Collection[str], once: bool) -> Iterator[tuple[Any, ...]]:
    accounts, day, again = load(reader), reader.env.today, steps_again(reader)
    for number, one in contact_statuses(reader, accounts, day).items():
        account = accounts[number]
        if account.archived:
            continue
        due = day - timedelta(days=one.gap.waited)
        never = f"was never spoken with since it was added on {iso(account.created)}"
        spoken = f"was last spoken with on {iso(one.last)}" if one.last else never
        because = f"{spoken}, and its cadence is {number_of(one.cadence, 'day')}"
        said = one.quiet and QUIET in reasons
        if not one.quiet:
            because += f": is quiet from {iso(due + timedelta(days=1))} on"
        elif not said:
            because += f"; the options leave out {QUIET}"
        elif last := _said_at(reader, quiet_account(account, one, day, again).keys[0]):
            said = not once
            step = next_step(one.gap.waited - 1, again)
            until = f"again on {iso(due + timedelta(days=step + 1))}" if step else "not again"
            because += f"; was said on {last}: with --once {until}, until somebody has spoken with it"
        yield account.code, due, account.code, said, because


def _contracts(
    reader: Reader, within: LeadTime | None, reasons: Collection[str], once: bool
) -> Iterator[tuple[Any, ...]]:
    if not has_contracts(reader):
        return
    from amcli.features.reminders.reports.contract_reminders import explain_contracts

    yield from explain_contracts(
        reader, within, common_leads(reader), reasons, lambda key: _said_at(reader, key), once=once
    )


def _issues(reader: Reader, reasons: Collection[str], once: bool) -> Iterator[tuple[Any, ...]]:
    if not has_issues(reader):
        return
    from amcli.features.reminders.reports.issue_reminders import explain_issues

    yield from explain_issues(reader, reasons, lambda key: _said_at(reader, key), once=once)


def _said_at(reader: Reader, key: str) -> str:
    """When a reminder was said, as the machine's wall clock had it; empty if it was not."""
    found = reader.rows("SELECT said_at FROM reminder WHERE said = ? AND said_at IS NOT NULL", (key,)).fetchone()
    return _moment(datetime.fromisoformat(found[0]).astimezone().replace(tzinfo=None)) if found else ""


def _moment(moment: date) -> str:
    """The day, and the time where it is not midnight."""
    return f"{moment:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
