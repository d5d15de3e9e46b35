"""What was agreed with the client: volumes, budgets, contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any

from amcli.base.charts import Bullets
from amcli.base.money import in_percent, ratio
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.period import spell
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt, burnt_of, read
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import EXPRESS, IN_NOTICE, NO, RUNNING, TACIT, UPCOMING
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.review.reports.asked import Asked

WITH_CLIENT = ("client", "both")  # who agreed to a budget that the client knows
IN_FORCE = (UPCOMING, RUNNING, IN_NOTICE)
_BUDGET = (Column("id", repeats=True), Column("name"), Column("period"), Column("agreed", Kind.MONEY))
_TIME = Column("elapsed", Kind.PERCENT, header="of its time gone", undefined=True, rank=1)
_VOLUMES = (
    *_BUDGET,
    Column("reached", Kind.MONEY, unknown=True),
    Column("percent", Kind.PERCENT, header="reached of it", undefined=True),
    _TIME,
    Column("currency"),
)
_COSTS = (
    *_BUDGET,
    Column("spent", Kind.MONEY),
    Column("left", Kind.MONEY),
    Column("percent", Kind.PERCENT, header="used", undefined=True),
    _TIME,
    Column("currency"),
)
_CONTRACTS = (
    Column("id", repeats=True),
    Column("name"),
    Column("ref", rank=2),
    Column("kind", rank=2),
    Column("state"),
    Column("start", Kind.DATE, rank=1),
    Column("end", Kind.DATE),
    Column("renews", undrawn=True, repeats=True),
    Column("renewal", header="renews", rank=1),
    Column("arrive_by", Kind.DATE, header="notice must arrive by", undefined=True),
    Column("next_arrive_by", Kind.DATE, header="then by", rank=1),
)


# How a contract goes on, in the words of a letter.
_RENEWAL = {TACIT: "by itself", EXPRESS: "by agreement", NO: "no"}


class Budgets:
    """Those that the client agreed to and whose days touch the period or go on until today, as they stand today."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        days = asked.period._replace(end=max(asked.period.end, asked.today + timedelta(days=1)))
        found, self._earned = read(asked.reader, days, asked.today, asked.scope)
        self._known = [each for each in found if each.agreed_with in WITH_CLIENT]
        self._names = {each["id"]: each["account_name"] for each in asked.rows("budget", ("id",), "1", (), "record_id")}

    def volumes(self) -> Listing:
        """What was to be bought, and how much of it was."""
        found = [self._volume(each) for each in self._known if each.direction == "revenue"]
        listing = self.asked.part("volumes", "Agreed volumes", _VOLUMES, found)
        whole = found and all(each["reached"] is not None for each in found)
        if not whole or len({each["currency"] for each in found}) > 1:
            return listing
        return listing._replace(chart=Bullets("Bought of the agreed volume", "name", "reached", "agreed"))

    def costs(self) -> Listing:
        """What was to be spent, and how much of it was."""
        found = [self._cost(each) for each in self._known if each.direction == "cost"]
        return self.asked.part("budgets", "Budgets we agreed on", _COSTS, found)

    def _volume(self, each: BudgetLine) -> dict[str, Any]:
        try:
            burnt: Burnt | None = burnt_of(each, self._earned, self._rates(each))
        except MissingRate:  # of a sale in another currency, on a day from which no rate is known
            burnt = None
        cells = self._cells(each, burnt.actual if burnt else None)
        return {**cells, "reached": self._rates(each).money(burnt.actual) if burnt else None}

    def _cost(self, each: BudgetLine) -> dict[str, Any]:
        money = self._rates(each).money
        cells = self._cells(each, Fraction(each.spent_minor))
        return {**cells, "spent": money(each.spent_minor), "left": money(each.minor - each.spent_minor)}

    def _cells(self, each: BudgetLine, actual: Fraction | None) -> dict[str, Any]:
        env, reference = self.asked.reader.env, f"B{each.id}"
        return {
            "id": reference, "name": each.name, "period": spell(each.start, each.end, env.config.fiscal),
            "agreed": self._rates(each).money(each.minor), "currency": each.currency,
            "percent": None if actual is None else in_percent(ratio(actual, Fraction(each.minor))),
            "elapsed": in_percent(each.elapsed(env.today)), "account_name": self._names.get(reference),
        }  # fmt: skip

    def _rates(self, each: BudgetLine) -> Rates:
        return Rates(self.asked.reader, each.currency)


def contracts(asked: Asked) -> Listing:
    """Those in force, by their end: not drafts, and nothing of when we would act."""
    found = [each for each in standings(asked.reader, accounts=asked.scope) if each.state in IN_FORCE]
    found.sort(key=lambda each: (each.end, each.reference))
    return asked.part("contracts", "Contracts in force", _CONTRACTS, _contract_cells(found))


def _contract_cells(found: Sequence[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.reference, "name": each.contract.name, "ref": each.contract.ref, "kind": each.contract.kind,
            "state": each.state, "start": each.start, "end": each.end, "renews": each.contract.renews,
            "renewal": _RENEWAL.get(each.contract.renews),
            "arrive_by": each.arrive_by, "next_arrive_by": each.next_arrive_by,
            "account_name": each.contract.account_name,
        }
        for each in found
    ]  # fmt: skip
