"""What each account sold in a period and in an earlier span of days, and what of it was kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.analysis.rules.retention import Retention, retention_of, state_of
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.against import Other, other_of
from amcli.features.sales.reports.ledger import Key, Reading
from amcli.features.sales.reports.outlook import known_from
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.sums import ACCOUNT, PRODUCT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.window import Window
from amcli.store.reader import Reader


class Standing(NamedTuple):
    """An account, or a product of one: what it sold then and now, its state and what of it was kept.

    Without a state where nobody knows what was sold then.
    """

    key: Key
    then: Amount
    now: Amount
    state: str | None
    kept: Retention


class Cohort(ReportScope):
    """The sales of a scope of accounts (None: all) in both spans, in one currency."""

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        *,
        against: Period | None,
        scope: Collection[int] | None,
        currency: str,
        by: str = ACCOUNT,
    ) -> None:
        """Read them, by account or by product. Raises Refused and BadValue as report_currency does, MissingRate for a
        sale of the scope in either span, and BadValue where the other period is no earlier one.
        """
        super().__init__(reader, period, as_of, scope, ())
        self.other = _other(self.window, against, as_of or self.today)
        spans = ((period.start, self.window.cut), self.other.spans[0])
        # Each span is a look of its own: without its rate neither is known, and neither may be left out.
        reading = Reading(reader, Question([[span] for span in spans], by, scope if by == PRODUCT else None, full=-1))
        chosen = None if by == PRODUCT else scope
        found = reading.currencies(chosen)
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        (self._now, self._then), _, _ = reading.sums(self.rates, chosen)
        self._keys = [each for each in self._all_keys() if chosen is None or each in chosen]

    @property
    def known(self) -> bool:
        """Whether there is anything to compare: both have begun, and the books reach back to the earlier one."""
        begun = self.window.begun and self.other.cut > self.other.period.start
        return begun and known_from(self.other.period.start, self.books.since)

    def both(self) -> list[tuple[Key, Amount, Amount]]:
        """Each key with what it sold then and now: those that sold anything in either."""
        amounts = ((each, self._then.row(each).actual, self._now.row(each).actual) for each in self._keys)
        return [(key, then, now) for key, then, now in amounts if then or now]

    def standings(self) -> list[Standing]:
        """Each account that is in the opening or has sales or credits now."""
        if not self.known:
            return [Standing(key, then, now, None, Retention(now=now)) for key, then, now in self.both() if now]
        both = [(key, then, now) for key, then, now in self.both() if then > 0 or now]
        before = self._sold_before([key for key, then, _ in both if then <= 0 and isinstance(key, int)])
        return [_standing(key, then, now, key in before) for key, then, now in both]

    def standing_of(self, account: int, then: Amount, now: Amount) -> Standing:
        """That of one account by its sales in both spans; without a state where there are none."""
        if not self.known or not (then or now):
            return Standing(account, then, now, None, Retention(now=now))
        return _standing(account, then, now, account in self._sold_before([account]))

    def credited_then(self) -> list[Key]:
        """The accounts whose credits were more than their sales then."""
        return [key for key, then, _ in self.both() if then < 0]

    def _all_keys(self) -> list[Key]:
        return list(dict.fromkeys([*self._now.keys, *self._then.keys]))

    def _sold_before(self, accounts: Collection[int]) -> set[Key]:
        """Those of the accounts that had a sale before the earlier span."""
        if not accounts:
            return set()
        start = self.other.period.start.isoformat()
        return {
            each for (each,) in self._reader.run_query(__file__, "sold_before", accounts=as_json(accounts), start=start)
        }


def _other(look: Window, against: Period | None, day: date) -> Other:
    """The earlier span: the period that was asked for as `report sales --against` counts it, else the same days one
    year earlier.
    """
    if against is None:
        return Other(look.period.earlier(), look.earlier.cut, look.earlier.cut)
    if against.start >= look.period.start:
        raise BadValue(
            f"--against {against.name} does not begin before {look.period.name}: what was kept is told of an earlier "
            "period, such as the one before it"
        )
    return other_of(look, against, day)


def _standing(key: Key, then: Amount, now: Amount, bought_before: bool) -> Standing:
    state = state_of(then, now, bought_before)
    return Standing(key, then, now, state, retention_of(state, then, now))


def together(standings: Collection[Standing]) -> Retention:
    """What of all of them was kept."""
    whole = Retention()
    for each in standings:
        whole = whole.plus(each.kept)
    return whole
