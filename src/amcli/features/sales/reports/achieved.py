"""What was sold in a period so far, and what was to be: for reports that set something else beside it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.ledger import Reading
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.sums import ACCOUNT, ALL, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.window import ACTUAL
from amcli.store.reader import Reader


class Achieved(NamedTuple):
    """Minor units of a currency, unrounded. target: None where none is set."""

    actual: Amount
    target: Fraction | None

    @property
    def gap(self) -> Amount | None:
        return None if self.target is None else self.target - self.actual


def achieved(reader: Reader, period: Period, as_of: date, scope: Collection[int] | None, currency: str) -> Achieved:
    """The actual and the target of the total of `report sales`, of some accounts or of the portfolio (None), without
    what only a forecast needs. Raises MissingRate.
    """
    survey = ReportScope(reader, period, as_of, scope, ())
    survey.rates = Rates(reader, currency)
    survey.book = survey.book_of(None)
    aim = survey.book.total(period)
    look = survey.window.spans()[ACTUAL : ACTUAL + 1]
    reading = Reading(reader, Question([look], ALL if scope is None else ACCOUNT, full=-1))
    (sums,), _, _ = reading.sums(survey.rates, scope)
    return Achieved(sums.total(scope).row(None).actual, aim.amount if aim else None)
