"""What is due to be said: overdue deadlines, those whose lead time has come, follow-ups, accounts gone quiet, budgets
that are overspent, the days of contracts, and issues.

Each reminder has the keys that `--once` remembers it by. A lead time is a reminder of its own (`D42|2026-12-01|7d`), so
is going overdue (`D42|2026-12-01|overdue`), so is an account's silence (`Q7|2026-09-01`, the last contact) and so is an
overspent budget (`B2|2026-05-29|over`, the day it went over): a date that moves makes new keys, and with them a new
reminder. What stays late is said again after some days, each time a reminder of its own (`D42|2026-12-01|overdue 3d`,
`Q7|2026-09-01|3d`). What a contract is remembered by stands in contract_reminders.py, and what an
issue is in issue_reminders.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.base.time.dates import from_iso, is_over, iso
from amcli.base.time.lead_times import LeadTime, due_lead_times, parse_lead_times
from amcli.features.accounts.reports.account_tree import AccountNode, load
from amcli.features.activity.reports.quiet_accounts import ContactStatus, contact_statuses
from amcli.features.budgets.reports.overspent import overspent
from amcli.features.deadlines.reports.contract_days import KIND as CONTRACT
from amcli.features.deadlines.reports.contract_days import has_contracts
from amcli.features.deadlines.reports.due_pieces import keeper_code, told_who
from amcli.features.deadlines.reports.kinds import FOLLOW_UP_KIND
from amcli.features.issues.reports.any_issues import has_issues
from amcli.features.reminders.reports.overspent_budgets import BUDGET, overspent_reminder
from amcli.features.reminders.rules import next_step, parse_steps, passed_steps
from amcli.store.reader import Reader

OVERDUE, DUE, FOLLOW_UP, QUIET = "overdue", "due", "follow-up", "quiet"
ISSUE = "issue"
REASONS = (OVERDUE, DUE, FOLLOW_UP, QUIET, BUDGET, CONTRACT, ISSUE)
# The most urgent first: what is late, what comes by its day, whatever it is, then what has no day.
_URGENCY = {OVERDUE: 0, ISSUE: 0, DUE: 1, FOLLOW_UP: 1, QUIET: 2, BUDGET: 3}
# A sentence says all of it, which is what a mail shows; a person with a table reads its parts in columns.
COLUMNS = (
    Column("id", undrawn=True),
    Column("called", header="id", table_only=True),
    Column("why", rank=1),
    Column("when", Kind.INT, countdown=True, table_only=True),
    Column("due", Kind.DATE, timed=True, rank=3),
    Column("days", Kind.INT, countdown=True, undrawn=True),
    Column("account"),
    Column("what", header="to do", table_only=True),
    Column("text", header="to do", undrawn=True),
    Column("priority", rank=2),
    Column("about", rank=4),
    Column("for", rank=4),
    Column("owed_by", rank=4),
)
_SHORT = 30  # letters of the name of what a deadline is about that a sentence has room for


class DueReminder(NamedTuple):
    """One thing to say. `days` counts from today to `due`, and -3 is three days late. A quiet account has its code for
    an id, no priority, and was due when its cadence ended; a budget was due when it went over, an issue when its limit
    is used up, and at no moment where nothing runs. `text` is the whole of
    it in a sentence that begins with what to do; `what` is that alone. The first key decides whether it was said; the
    others are earlier lead times that it says as well. about: the id of what of the account a deadline is about;
    colleague: who does it; owed_by: the side that owes it.
    """

    id: str
    why: str
    due: date | datetime | None
    days: int | None
    account: str
    text: str
    priority: str | None
    keys: tuple[str, ...]
    what: str
    about: str | None = None
    colleague: str | None = None
    owed_by: str | None = None

    @property
    def cells(self) -> tuple[object, ...]:
        """The cells of COLUMNS. That a budget was overspent long ago makes it no more late; by how much of
        working time an issue is late says its sentence.
        """
        when = None if self.why == BUDGET else self.days
        called = None if self.why == QUIET else self.id  # whose code stands beside it as the account's
        said = (self.account, self.what, self.text, self.priority, self.about, self.colleague, self.owed_by)
        return self.id, called, self.why, when, self.due, self.days, *said


class Deadline(NamedTuple):
    """An open deadline with its lead times, the longest first, and the days after which it is said again once late.

    about, topic: the id and the name of what of the account it is about. colleague, owed_by: who does it, which side
    owes it.
    """

    id: str
    due: date | datetime
    account: str
    title: str
    kind: str
    priority: str
    leads: tuple[LeadTime, ...]
    again: tuple[int, ...] = ()
    about: str | None = None
    topic: str | None = None
    colleague: str | None = None
    owed_by: str | None = None

    def overdue(self, now: datetime) -> bool:
        """A day is overdue when it has ended, a time of day as soon as it has passed."""
        return is_over(self.due, now)

    def late(self, now: datetime) -> int:
        """The whole days since it went overdue."""
        if isinstance(self.due, datetime):
            return (now - self.due).days
        return (now.date() - self.due).days - 1

    def again_on(self, now: datetime) -> date | datetime | None:
        """When it is said again, being overdue; None for never."""
        step = next_step(self.late(now), self.again)
        if step is None:
            return None
        return self.due + timedelta(days=step if isinstance(self.due, datetime) else step + 1)

    @property
    def behind(self) -> str:
        """`, about OP3 Wiper programme` for a sentence; of a long name the id alone."""
        if not self.about:
            return ""
        topic = self.topic or ""
        return f", about {self.about} {topic}" if 0 < len(topic) <= _SHORT else f", about {self.about}"

    def why(self, now: datetime) -> str:
        """The reason it is said for, or an empty text."""
        if self.overdue(now):
            return OVERDUE
        if not due_lead_times(self.due, self.leads, now):
            return ""
        return FOLLOW_UP if self.kind == FOLLOW_UP_KIND else DUE

    def keys(self, now: datetime) -> tuple[str, ...]:
        """What it is remembered by, the latest first: the lead times that have come, or how long it is overdue."""
        if self.overdue(now):
            words = [*(f"{OVERDUE} {step}d" for step in passed_steps(self.late(now), self.again)), OVERDUE]
        else:
            words = [str(lead) for lead in reversed(due_lead_times(self.due, self.leads, now))]
        return tuple(f"{self.id}|{iso(self.due)}|{word}" for word in words)


def reminders(
    reader: Reader, *, within: LeadTime | None = None, reasons: Iterable[str] = REASONS, now: datetime | None = None
) -> list[DueReminder]:
    """All that is due at `now` (else the reader's own), the most urgent first: late, coming, quiet, overspent.

    `within` takes the place of every lead time. Only open deadlines of live accounts.
    """
    moment, me = now or reader.env.now, keeper_code(reader)
    found = [reminder_of(each, moment, me) for each in _deadlines(reader, within, moment) if each.why(moment)]
    wanted = set(reasons)
    if CONTRACT in wanted and has_contracts(reader):
        found = sorted([*found, *contracts(reader, within, moment)], key=lambda one: iso(one.due or moment))
    if QUIET in wanted:
        found += quiet_accounts(reader, moment.date())
    if BUDGET in wanted:
        found += overspent_budgets(reader, moment.date())
    if ISSUE in wanted and has_issues(reader):
        found += issues(reader, moment)
    return sorted((one for one in found if one.why in wanted), key=_urgency)


def _urgency(one: DueReminder) -> int:
    if one.why == CONTRACT:
        return _URGENCY[OVERDUE if (one.days or 0) < 0 else DUE]
    return _URGENCY[one.why]


def listing(found: Sequence[DueReminder]) -> Listing:
    """Reminders as rows."""
    return Listing("reminder", COLUMNS, [one.cells for one in found], empty="Nothing is due.")


def reminder_of(one: Deadline, now: datetime, me: str = "") -> DueReminder:
    """The reminder of a deadline that is due to be said. me: the code of the colleague who keeps the file."""
    days = _days(one.due, now.date())
    who = told_who(one.colleague, one.owed_by, me, sign="for")
    behind = f"{one.behind}{f', {who}' if who else ''}"
    text = f"{one.title}, {one.account}{behind}: {_when(one.due, days, one.overdue(now))} ({one.id})"
    clock = f", {one.due:%H:%M}" if isinstance(one.due, datetime) and days >= 0 else ""
    what = f"{one.title}{clock}"
    return DueReminder(
        one.id, one.why(now), one.due, days, one.account, text, one.priority, one.keys(now), what, one.about,
        one.colleague, one.owed_by,
    )  # fmt: skip


def quiet_accounts(reader: Reader, day: date) -> list[DueReminder]:
    """The accounts that are quiet on a day, the longest beyond their cadence first."""
    accounts, again = load(reader), steps_again(reader)
    found = [
        quiet_account(accounts[number], one, day, again)
        for number, one in contact_statuses(reader, accounts, day).items()
        if one.quiet
    ]
    return sorted(found, key=lambda one: (one.days, one.account.lower()))


def quiet_account(account: AccountNode, one: ContactStatus, day: date, again: tuple[int, ...]) -> DueReminder:
    """The reminder of an account that is quiet on a day. again: the days over its cadence at which it is said again."""
    since = f"nobody has for {_span(one.gap.days)}" if one.last else "nobody has so far"
    what = f"Speak with {account.name}: {since}"
    text = f"{what}, their cadence is {_span(one.cadence)} ({account.code})"
    key = f"Q{account.id}|{iso(one.last) if one.last else 'never'}"
    waited = one.gap.waited
    keys = (*(f"{key}|{step}d" for step in passed_steps(waited - 1, again)), key)
    due = day - timedelta(days=waited)
    return DueReminder(account.code, QUIET, due, -waited, account.code, text, None, keys, what)


def overspent_budgets(reader: Reader, day: date) -> list[DueReminder]:
    """The budgets that are overspent on a day, those that went over first at the head. None has a priority."""
    found = (overspent_reminder(each, day) for each in overspent(reader, day))
    return [
        DueReminder(one.id, BUDGET, one.due, one.days, one.account, one.text, None, (one.key,), one.what)
        for one in found
    ]


def contracts(reader: Reader, within: LeadTime | None, now: datetime) -> list[DueReminder]:
    """What is said of contracts, by day. None has a priority."""
    from amcli.features.reminders.reports.contract_reminders import contract_reminders

    found = contract_reminders(reader, within, common_leads(reader), now)
    return [
        DueReminder(
            one.id, CONTRACT, one.due, one.days, one.account, one.text, None, one.keys, one.what,
            colleague=one.colleague,
        )
        for one in found
    ]  # fmt: skip


def issues(reader: Reader, now: datetime) -> list[DueReminder]:
    """What is said of issues, the worst first. None has a priority."""
    from amcli.features.reminders.reports.issue_reminders import issue_reminders

    return [
        DueReminder(
            one.id, ISSUE, one.due, one.days, one.account, one.text, None, one.keys, one.what, colleague=one.colleague
        )
        for one in issue_reminders(reader, now)
    ]  # fmt: skip


def deadline_of(
    row: Sequence[Any], common: Sequence[LeadTime], again: tuple[int, ...], within: LeadTime | None = None
) -> Deadline:
    """A deadline from its row (id, due, account, title, kind, priority, remind, id and name of what it is about, who
    does it, which side owes it).
    """
    number, due, account, title, kind, priority, remind, *rest = row
    leads = (within,) if within else tuple(common) if remind is None else parse_lead_times(remind)
    return Deadline(f"D{number}", from_iso(due), account, title, kind, priority, leads, again, *rest)


def steps_again(reader: Reader) -> tuple[int, ...]:
    """The configured days after which what is late is said again."""
    return parse_steps(reader.env.config.text("remind.again"))


def common_leads(reader: Reader) -> tuple[LeadTime, ...]:
    """The configured lead times, of every deadline that has none of its own."""
    return parse_lead_times(reader.env.config.text("remind.leads"))


def _deadlines(reader: Reader, within: LeadTime | None, now: datetime) -> Iterator[Deadline]:
    """The deadlines that may be due. How far ahead to look is bounded by the longest lead time in use."""
    common = (within,) if within else common_leads(reader)
    own = (
        ()
        if within
        else [lead for (text,) in reader.run_query(__file__, "remind_leads") for lead in parse_lead_times(text)]
    )
    again = steps_again(reader)
    bounds = {"common": _horizon(common, now), "own": _horizon(own, now)}
    for row in reader.run_query(__file__, "remind_deadlines", **bounds):
        yield deadline_of(row, common, again, within)


def _horizon(leads: Iterable[LeadTime], now: datetime) -> str:
    """The day before which all is due that is overdue or whose lead time, one of these, has come."""
    longest = max((lead.minutes for lead in leads), default=0)
    try:
        return (now + timedelta(minutes=longest, days=1)).date().isoformat()
    except OverflowError:
        return "9999-12-31T24"  # after every day there is


def _days(due: date | datetime, day: date) -> int:
    return (datetime.combine(due, time()) - datetime.combine(day, time())).days


def _when(due: date | datetime, days: int, overdue: bool) -> str:
    """`in 7 days`, `tomorrow at 15:30`, `today`, `since 15:30 today`, `3 days late`."""
    at = f" at {due:%H:%M}" if isinstance(due, datetime) else ""
    if days < 0:
        return f"{_span(-days)} late"
    if days == 0:
        return f"since {due:%H:%M} today" if overdue else f"today{at}"
    return f"tomorrow{at}" if days == 1 else f"in {days} days"


def _span(days: int | None) -> str:
    return "1 day" if days == 1 else f"{days} days"
