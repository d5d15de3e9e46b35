"""What the health of accounts rests on, read once for all of them: a query a kind of record, however many accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode, load
from amcli.features.activity.reports.quiet_accounts import ContactStatus, contact_statuses
from amcli.features.deadlines.reports.contract_days import has_contracts
from amcli.features.deadlines.reports.promises import Promises, promises
from amcli.features.health.rules.factors import NOTICE_DAYS
from amcli.features.issues.reports.open_then import OpenIssue, any_by, open_then
from amcli.features.relationships.reports.coverage import coverage_of
from amcli.features.relationships.rules.coverage import Coverage
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.contracts.rules.standing import Standing


class Agreement(NamedTuple):
    """A contract that is not over, and no draft. notice: the next day by which notice must arrive; waits: something is
    under way about it, or it was put off.
    """

    standing: Standing
    notice: date | None
    under_way: bool
    put_off: bool

    @property
    def near(self) -> bool:
        """Whether notice is due within NOTICE_DAYS, and nobody put it off."""
        days = timedelta(days=NOTICE_DAYS)
        return self.notice is not None and self.notice <= self.standing.day + days and not self.put_off

    @property
    def unattended(self) -> bool:
        return self.near and not self.under_way


class LatestPulse(NamedTuple):
    """How an account felt last."""

    id: int
    day: date
    points: int
    note: str | None


class HealthFacts(NamedTuple):
    """By the row id of the account, as of a day; `alone`: of that account. issues_kept: whether the file has any."""

    day: date
    alone: int | None
    accounts: Mapping[int, AccountNode]
    live: frozenset[int]
    contacts: Mapping[int, ContactStatus]
    issues: Mapping[int, list[OpenIssue]]
    issues_kept: bool
    promised: Mapping[int, Promises]
    coverage: Mapping[int, Coverage]
    agreements: Mapping[int, list[Agreement]]
    pulses: Mapping[int, LatestPulse]


def health_facts(
    reader: Reader, day: date, alone: int | None = None, contracts: Sequence[Standing] | None = None
) -> HealthFacts:
    """What was known at the end of a day, as far as days say it: tiers, cadences and the roles of people have none, and
    are as they are now. live: the accounts that were not archived by then. contracts: all of them as they stood then,
    where they are read already.
    """
    accounts = load(reader, day)
    rows = reader.rows("SELECT id FROM account WHERE archived IS NULL OR archived > ?", (day.isoformat(),))
    return HealthFacts(
        day,
        alone,
        accounts,
        frozenset(number for (number,) in rows),
        contact_statuses(reader, accounts, day, alone),
        open_then(reader, day, alone),
        any_by(reader, day),
        promises(reader, day, alone),
        coverage_of(reader, day, alone),
        _agreements(reader, day, alone, contracts),
        _pulses(reader, day, alone),
    )


def _agreements(
    reader: Reader, day: date, alone: int | None, contracts: Sequence[Standing] | None
) -> dict[int, list[Agreement]]:
    """The contracts of each account, those with the first day of notice first."""
    if not has_contracts(reader):
        return {}
    from amcli.features.contracts.reports.about_contracts import under_way
    from amcli.features.contracts.reports.standing import standings
    from amcli.features.contracts.rules.standing import ARRIVE
    from amcli.features.contracts.rules.terms import DRAFT

    found: dict[int, list[Agreement]] = {}
    busy = under_way(reader, day)
    if contracts is None:
        contracts = standings(reader, day, accounts=None if alone is None else (alone,))
    for each in contracts:
        if not each.is_over and each.state != DRAFT:
            contract = each.contract
            notice = next((on for kind, on in each.days_ahead() if kind == ARRIVE), None)
            # Until when a contract is put off is known, and not since when: of a past day nobody can tell.
            put_off = day >= reader.env.today and contract.snoozed is not None and contract.snoozed > day
            one = Agreement(each, notice, contract.id in busy, put_off)
            found.setdefault(contract.account_id, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (one.notice or date.max, one.standing.contract.id))
    return found


def _pulses(reader: Reader, day: date, alone: int | None) -> dict[int, LatestPulse]:
    rows = reader.run_query(__file__, "latest_pulses", day=day.isoformat(), account=alone)
    return {account: LatestPulse(number, date.fromisoformat(on), *rest) for account, number, on, *rest in rows}
