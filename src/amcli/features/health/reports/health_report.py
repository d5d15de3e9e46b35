"""How healthy the accounts are: a score of seven factors, what of them is missing, and what no score may hide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.money import one_decimal
from amcli.base.results import Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, find_accounts
from amcli.features.health.reports.health_columns import COLUMNS, health_cells
from amcli.features.health.reports.health_facts import HealthFacts, health_facts
from amcli.features.health.reports.health_notes import median, notes
from amcli.features.health.reports.healths import Health, health_of, worst_first
from amcli.features.health.reports.sales_facts import SalesFacts, sales_facts
from amcli.features.sales.reports.notes import behind_the_books
from amcli.render.people import told_as_of
from amcli.store.reader import Reader


class Question(NamedTuple):
    """Which accounts, by their names and tiers, with none of either all; in which currency their sales are read."""

    accounts: Sequence[str] = ()
    tiers: Collection[int] = ()
    currency: str = ""


def health_report(reader: Reader, period: Period, day: date, asked: Question) -> Report:
    """Each live account as of a day, the worst first; forecast and target are those of the period, which holds the day.

    There is no total: scores do not add up, and of several accounts the middle one is told. Raises NotFound and
    Ambiguous, BadValue for the currency.
    """
    named = find_accounts(reader, asked.accounts)
    facts = health_facts(reader, day)
    ids = named or facts.live
    sales = sales_facts(reader, period, day, ids, currency=asked.currency)
    chosen = [each for each in ids if not asked.tiers or facts.accounts[each].tier in asked.tiers]
    found, later = healths_of(facts, sales, chosen, named)
    warning = behind_the_books(sales.read.survey) if sales.read and sales.reached else ""
    said = notes(found, sales, later, day, reader.env.today)
    return Report(
        "health",
        COLUMNS,
        [health_cells(each) for each in found],
        facts=_facts(facts, sales, found),
        reference="account",
        title=f"Health, 0 to 100 · forecast of {period.name}{told_as_of(day, reader.env.today, reader.env.today)}",
        empty=_empty(facts, asked, later),
        notes=(*filter(None, [warning]), *said) if found else (),
        warning=warning if found else "",
        idle=_idle(found),
        chart=Bars("Health, the worst first", "name", "score", of=100, sign="sign"),
    )


def healths_of(
    facts: HealthFacts, sales: SalesFacts, accounts: Iterable[int], named: Collection[int] = ()
) -> tuple[list[Health], list[Health]]:
    """Of some accounts, the worst first; and those that came after the day, and of which nothing was known then. named:
    who is never left out for that.
    """
    every = [health_of(facts, sales, each) for each in accounts]
    bought = sales.read.survey.view().sums.known if sales.read else set()
    later = [each for each in every if came_later(each, facts.day) and each.account.id not in {*named, *bought}]
    return worst_first(each for each in every if each not in later), later


def came_later(each: Health, day: date) -> bool:
    """Whether an account was added after a past day, and nothing is known of it then."""
    return each.account.created > day and not each.score.known


def _facts(facts: HealthFacts, sales: SalesFacts, found: Sequence[Health]) -> dict[str, Any]:
    scored = [each.score.exact for each in found if each.score.exact is not None]
    return {
        **sales.said(facts.day),
        "booked_to": sales.booked_to,
        "accounts": len(found),
        "scored": len(scored),
        "median": one_decimal(median(scored)),
    }


def _idle(found: Sequence[Health]) -> frozenset[int]:
    """The places of accounts of which nothing at all is known, where something is of others."""
    nothing = frozenset(place for place, each in enumerate(found) if not each.score.known and not each.warnings)
    return nothing if len(nothing) < len(found) else frozenset()


def _empty(facts: HealthFacts, asked: Question, later: Sequence[Health]) -> str:
    if not facts.accounts:
        return NO_ACCOUNTS
    if later:
        return hinted(f"nothing was known of any account on {facts.day}", ": leave out --as-of, or name a later day")
    if asked.tiers:
        tiers = " or ".join(map(str, sorted(asked.tiers)))
        return hinted(f"no account of tier {tiers}", ": `amcli account edit CODE --tier N` says which are")
    return hinted("no live account", ": `amcli account list --all` has those that are archived")
