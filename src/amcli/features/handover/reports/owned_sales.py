"""What was sold by whoever had the account on the day of the sale, in one currency, exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.handover.reports.held import Holding
from amcli.features.sales.reports.ledger import Key, Reading
from amcli.features.sales.reports.standing import account_of, told_apart
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.stays import Stay, during
from amcli.features.sales.rules.window import Span
from amcli.store.reader import Reader

Place = tuple[int, int]  # an account by its row id, and which of its spans


class Total(NamedTuple):
    """Lines, and what they come to in minor units of the report's currency, unrounded."""

    lines: int = 0
    amount: Amount = 0


class OwnedSales:
    """The sales of some days by account and span of owner. Raises as `report_currency`, and MissingRate."""

    def __init__(
        self,
        reader: Reader,
        holding: Mapping[int, Holding],
        days: Span,
        currency: str,
        scope: Collection[int] | None = None,
    ) -> None:
        """scope: only of these accounts."""
        question = Question([[days]], ACCOUNT)
        reading = Reading(reader, question)
        found = reading.currencies(scope)
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        sums, _, _ = reading.sums(self.rates, scope)
        held = {each: during(_stays(one), days) for each, one in holding.items() if scope is None or each in scope}
        moved = {account: stays for account, stays in held.items() if len(stays) > 1}
        if moved:
            sums = told_apart(reader, self.rates, sums, question._replace(stays=moved))
        self.by_place: dict[Place, Total] = {}
        for key in sums[0].keys:
            total = Total(sums[0].cell(key).lines, sums[0].row(key).actual)
            self.by_place[_place(key, holding, days)] = total


def _stays(holding: Holding) -> list[Stay]:
    """The spans of an account as stays."""
    return [Stay(*each.days.half_open, ()) for each in holding.spans]


def _place(key: Key, holding: Mapping[int, Holding], days: Span) -> Place:
    """Which span of an account a key is of: of one that changed hands so many after that of the first day."""
    account = account_of(key)
    first = holding[account].place(days[0].isoformat()) if account in holding else 0
    return account, first + (key[1] if isinstance(key, tuple) else 0)
