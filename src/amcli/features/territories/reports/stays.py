"""What each account sold, and was to sell, on the days on which it lay in the same territories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.ledger import Reading, Sums
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.targets import TargetAmount
from amcli.features.territories.reports.territory_tree import Above, load
from amcli.features.territories.rules import Placed, Stay, stays
from amcli.store.reader import Reader, query_text


class AccountStay(NamedTuple):
    """An account's days in the same territories, and what they are worth: minor units, unrounded.

    lines, actual: sales up to the report's day. target: its own for these days, None where none was set.
    """

    account: int
    stay: Stay
    lines: int
    actual: Amount
    target: TargetAmount | None


class TerritoryData(ReportScope):
    """The stays of all accounts in a period, in one currency, and where each lies on the report's day."""

    def __init__(self, reader: Reader, period: Period, as_of: date | None, currency: str) -> None:
        """Read them. Raises Refused and BadValue as report_currency does, MissingRate for sales of the period."""
        super().__init__(reader, period, as_of, None, ())
        self.nodes = load(reader)
        self.above = Above(self.nodes)
        reading = Reading(reader, Question([[(period.start, self.window.cut)]], ACCOUNT))
        found = reading.currencies() | self.targets.currencies(self.tree, whole=True, products=False)
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        self.book = self.book_of(None)
        (sums,), _, _ = reading.sums(self.rates)
        day = self.window.as_of
        placed = _placements(reader, min(day, period.start), max(day, period.last_day))
        whole = [Stay(period.start, period.end, frozenset())]
        by_account = {
            each: stays(placed[each], period.start, period.end) if each in placed else whole for each in self.accounts
        }
        self.stays = list(self._worth(by_account, sums))
        here = {each: stays(placed.get(each, ()), day, _next(day))[0].territories for each in self.accounts}
        self.lying = {each: here[each] for each, node in self.accounts.items() if not node.archived}

    def _worth(self, by_account: Mapping[int, Sequence[Stay]], sums: Sums) -> Iterator[AccountStay]:
        """The stays with what they are worth: of an account with one alone its sums of the whole period."""
        moved = [(account, stay) for account, found in by_account.items() if len(found) > 1 for stay in found]
        parts = self._sums_of(moved)
        for account, found in by_account.items():
            for stay in found:
                target = self.book.own(account, Period(stay.first, stay.beyond, ""))
                if len(found) > 1:
                    lines, actual = parts.get((account, stay.first), (0, 0))
                else:
                    lines, actual = sums.cell(account).lines, sums.row(account).actual
                yield AccountStay(account, stay, lines, actual, target)

    def _sums_of(self, moved: Sequence[tuple[int, Stay]]) -> dict[tuple[int, date], tuple[int, Amount]]:
        """Lines and sales of stays, by the account and the first day."""
        start, cut = self.window.period.start, self.window.cut
        asked = [(account, stay, stay.cut(start, cut)) for account, stay in moved]
        spans = ",".join(
            f'[{number},{account},"{part.first}","{part.beyond}"]'
            for number, (account, _, part) in enumerate(asked)
            if part
        )
        found: dict[tuple[int, date], tuple[int, Amount]] = {}
        for which in ("s.currency = :to GROUP BY 1", "s.currency <> :to GROUP BY 1, s.currency, s.date"):
            sql = query_text(__file__, "stay_sums").replace("{which}", which)
            for number, currency, day, lines, minor in self._reader.rows(
                sql, {"stays": f"[{spans}]", "to": self.rates.to}
            ):
                account, stay, _ = asked[number]
                before = found.get((account, stay.first), (0, 0))
                amount: int | Fraction = minor
                if currency != self.rates.to:
                    amount = self.rates.minor(minor, currency, date.fromisoformat(day))
                found[account, stay.first] = (before[0] + lines, before[1] + amount)
        return found


def _placements(reader: Reader, first: date, last: date) -> dict[int, list[Placed]]:
    """The placements that hold on a day from one to another, by account."""
    found: dict[int, list[Placed]] = {}
    days: dict[str | None, date | None] = {None: None}
    for account, territory, start, until in reader.run_query(__file__, "placements", first=str(first), last=str(last)):
        for text in (start, until):
            if text not in days:
                days[text] = date.fromisoformat(text)
        found.setdefault(account, []).append(Placed(territory, days[start], days[until]))
    return found


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
