"""What the page for a director rests on, read once for all of its parts.

Nothing is reckoned here: the figures are those of the reports on sales, pipeline, health, contracts, issues and budgets
and of `next`, by the same functions, so that a page never says another number than they do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.period import Period, fiscal_year
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.budgets.reports.overspent import CostBudget, overspent
from amcli.features.contracts.reports.about_contracts import under_way
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.features.health.reports.health_facts import HealthFacts, health_facts
from amcli.features.health.reports.health_report import healths_of
from amcli.features.health.reports.healths import Health
from amcli.features.health.reports.sales_facts import SalesFacts, facts_of, sales_facts
from amcli.features.issues.reports.any_issues import has_issues
from amcli.features.proposals.reports.facts import Facts as NextFacts
from amcli.features.proposals.reports.proposals import proposals
from amcli.features.proposals.rules.proposal import Proposal
from amcli.features.sales.reports.headlines import Headline, headline_of
from amcli.features.sales.reports.landings import Landings
from amcli.features.sales.reports.line_sums import Wanted
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.screens.reports.pipeline_line import PipelineLine, has_opportunities, pipeline_of, whole_line
from amcli.features.status.reports.journal import Journal
from amcli.features.status.reports.since import Since
from amcli.features.team.nouns import OWNER
from amcli.features.team.reports.owner_on import owners_on
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.issues.reports.clock import Clocks, IssueThen

COLLEAGUE = "colleague"
_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """What a page is asked for: the period of its sales, its day, and since when it says what changed."""

    period: Period
    day: date
    since: Since


class Facts:
    """The portfolio as of a day."""

    def __init__(self, reader: Reader, asked: Asked) -> None:
        self.reader, self.today = reader, reader.env.today
        self.period, self.day, self.since = asked
        self.refused = ""  # why there are no sales to be told

    @property
    def past(self) -> bool:
        """Whether the page is of a day that is over, of which not everything is known."""
        return self.day < self.today

    # Sales

    @cached_property
    def parts(self) -> list[Period]:
        """From the first day of the period to the end of each of its months, but the last: what came together by then.
        Each is called by its month.
        """
        start = self.period.start
        return [Period(start, month.end, month.name) for month in self.period.months()[:-1]]

    @property
    def span(self) -> tuple[date, date]:
        """The days of which the page says what changed, half-open; empty where they are yet to come."""
        beyond = self.day + _DAY
        return min(self.since.day, beyond), beyond

    @cached_property
    def journal(self) -> Journal:
        """What the file's history says of these days."""
        return Journal(self.reader, self.since, self.day)

    @cached_property
    def survey(self) -> SalesData | None:
        """The sales of the period up to the day, read once; None where the records share no currency."""
        wanted = Wanted(working_days=False, spans=(self.span, *self._told_before))
        try:
            return SalesData(self.reader, self.period, self.day, parts=self.parts, wanted=wanted)
        except Refused as refused:
            self.refused = refused.on_page
            return None

    @cached_property
    def total(self) -> Line | None:
        """The total of the report on sales."""
        return self.survey.total() if self.survey else None

    @property
    def _told_before(self) -> list[tuple[date, date]]:
        """The days that the page before told the sales of, where its total and this one are not of one period."""
        before = self.since.delivered
        if before is None or before.sold is None or (before.period == self.period and self.day in self.period):
            return []
        return [(before.period.start, min(before.period.end, before.day + _DAY))]

    @cached_property
    def sold_before(self) -> Decimal | None:
        """What the books now say was sold on the days that the page before told the sales of."""
        before, survey, total = self.since.delivered, self.survey, self.total
        if before is None or survey is None or total is None:
            return None
        since, *earlier = total.sums.beside
        money = survey.rates.money
        # Of one period as the rest of the total, so that what the page says adds up to the unit.
        whole, later = money(total.now.amount), money(since)
        return money(earlier[0]) if earlier else None if whole is None or later is None else whole - later

    @cached_property
    def headline(self) -> Headline | None:
        """Its figures."""
        return headline_of(self.survey, self.reader, self.total) if self.survey and self.total else None

    @cached_property
    def landings(self) -> Landings | None:
        """Where each account ends by its own target, or by that of its group."""
        return Landings(self.survey) if self.survey else None

    @cached_property
    def pipeline(self) -> PipelineLine | None:
        """What is open and should close in the period; None where nothing of it is known."""
        line, survey = self.headline, self.survey
        if line is None or survey is None:
            return None
        found = pipeline_of(self.reader, self.period, survey.window.as_of, line.currency, None)
        return whole_line(found, line.target, line.actual) if found else None

    @cached_property
    def has_opportunities(self) -> bool:
        """Whether the file has any, open or not."""
        return has_opportunities(self.reader)

    # Health, people

    @cached_property
    def known(self) -> HealthFacts:
        """What health rests on, as of the day: who was spoken with, who decides, contracts, issues."""
        return health_facts(self.reader, self.day, contracts=self._standings)

    @property
    def accounts(self) -> Mapping[int, AccountNode]:
        """All of them, by row id."""
        return self.known.accounts

    @property
    def live(self) -> Collection[int]:
        """Those that were not archived on the day."""
        return self.known.live

    @cached_property
    def ids(self) -> dict[str, int]:
        """The row ids by code."""
        return {each.code: each.id for each in self.accounts.values()}

    @cached_property
    def healths(self) -> dict[int, Health]:
        """The health of each key account, the worst first."""
        found, _ = healths_of(self.known, self._sales_facts, self.key_accounts)
        return {each.account.id: each for each in found}

    @property
    def _sales_facts(self) -> SalesFacts:
        if self.day not in self.period:
            return sales_facts(self.reader, fiscal_year(self.day, self.reader.env.config.fiscal), self.day, self.live)
        if self.landings is None:
            return SalesFacts(self.period, refused=self.refused)
        try:
            return facts_of(self.landings, self.live, self.day)
        except Refused as refused:
            return SalesFacts(self.period, refused=refused.on_screen)

    @cached_property
    def key_accounts(self) -> set[int]:
        """As `next` knows them: those of the first tier, else those that bring most. Tiers have no days."""
        return {each for each in self._next_facts.key_accounts if each in self.live}

    @cached_property
    def owners(self) -> dict[int, str]:
        """The names of those who had each account on the day."""
        return {each.account_id: each.name for each in owners_on(self.reader.connection, self.day.isoformat())}

    @cached_property
    def owners_before(self) -> dict[int, str]:
        """The same of the day before those of which the page says what changed."""
        before = self.since.delivered
        day = (before.day if before else self.span[0] - _DAY).isoformat()
        found = {each.account_id: each.name for each in owners_on(self.reader.connection, day)}
        return found | self._owners_as_written(day) if before else found

    def _owners_as_written(self, day: str) -> dict[int, str]:
        """Who had the accounts on a day of which something else is written now, as it was written before."""
        changed: dict[int, dict[int, Mapping[str, Any] | None]] = {}
        for each in self.journal.assignments():
            for image in (each.was, each.now):
                if image:
                    changed.setdefault(image["account_id"], {})[each.record_id] = each.was
        names, found = dict(self.reader.rows(f"SELECT id, name FROM {COLLEAGUE}").fetchall()), {}
        for account, before in changed.items():
            cursor = self.reader.rows("SELECT * FROM assignment WHERE account_id = ?", (account,))
            keys = [column[0] for column in cursor.description]
            rows = {row["id"]: row for row in (dict(zip(keys, values, strict=True)) for values in cursor)}
            for one in {**rows, **before}.values():
                mine = one is not None and (one["account_id"], one["role"]) == (account, OWNER)
                if one and mine and (one["start"] or day) <= day <= (one["until"] or day):
                    found[account] = names.get(one["colleague_id"], "")
            found.setdefault(account, "")
        return found

    @cached_property
    def colleagues(self) -> dict[str, str]:
        """Their names by code."""
        return dict(self.reader.rows(f"SELECT code, name FROM {COLLEAGUE}").fetchall())

    def who(self, account: int, colleague: str | None = None) -> str | None:
        """The name of whoever does something at an account: a colleague by code, else who has the account."""
        if colleague:
            return self.colleagues.get(colleague, colleague)
        return self.owners.get(account)

    # Agreements, issues, budgets

    @cached_property
    def _standings(self) -> list[Standing]:
        """All contracts as they stood on the day: read once, for health and for what is next too."""
        return standings(self.reader, self.day)

    @cached_property
    def contracts(self) -> list[Standing]:
        """Those of live accounts."""
        live = self.live
        return [each for each in self._standings if each.contract.account_id in live]

    @cached_property
    def under_way(self) -> set[int]:
        """The contracts about which something was negotiated or offered."""
        return under_way(self.reader, self.day)

    @cached_property
    def clocks(self) -> Clocks | None:
        """What counts the clocks of issues; None where the file has no issue."""
        if not has_issues(self.reader):
            return None
        from amcli.features.issues.reports.clock import Clocks, then_of

        return Clocks(self.reader, then_of(self.reader, self.day))

    @cached_property
    def issues(self) -> list[IssueThen]:
        """Those of live accounts that were open on the day, or raised or closed since: the worst first."""
        if self.clocks is None:
            return []
        from amcli.features.issues.reports.clock import of_span

        found = self.clocks.read(of_span(self.journal.first, self.clocks.then, None))
        return sorted((each for each in found if not each.archived), key=lambda each: each.rank)

    @cached_property
    def overspent(self) -> list[CostBudget]:
        """The budgets of which more was spent than was agreed."""
        return overspent(self.reader, self.day)

    # What is next

    @cached_property
    def proposals(self) -> list[Proposal]:
        """What `next` proposes today; nothing of a past day, which nobody knows."""
        return [] if self.past else proposals(self._next_facts)

    @property
    def next_facts(self) -> NextFacts:
        """What these rest on."""
        return self._next_facts

    @property
    def _as_next(self) -> bool:
        """Whether `next` looks at the same sales."""
        return not self.past and self.period == fiscal_year(self.today, self.reader.env.config.fiscal)

    @cached_property
    def _next_facts(self) -> NextFacts:
        shared = self.survey if self._as_next else None
        read = None if self.past else {each.contract.id: each for each in self.contracts}
        return NextFacts(self.reader, survey=shared, contracts=read)
