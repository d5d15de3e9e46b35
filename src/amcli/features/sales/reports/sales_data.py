"""What every question about sales needs: the window, the one currency, the sums, the targets, the season."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.time.period import Period
from amcli.base.time.workdays import count_workdays, free_days
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.account_targets import AccountTargets
from amcli.features.sales.reports.ledger import Cell, Key, Reading, Sums
from amcli.features.sales.reports.line_sums import EVERY_FIGURE, NOTHING_SOLD, LineSums, Wanted
from amcli.features.sales.reports.outlook import Outlook, outlook, years_known
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.standing import told_apart
from amcli.features.sales.reports.sums import ACCOUNT, ALL, PRODUCT, Question
from amcli.features.sales.rules.forecast import Amount, forecast
from amcli.features.sales.rules.interval import interval, shifted
from amcli.features.sales.rules.pace import Days, Pace, Sold, pace
from amcli.features.sales.rules.stays import Stay, hull
from amcli.features.sales.rules.targets import TargetAmount
from amcli.features.sales.rules.window import ACTUAL, LAST_YEAR, REST, Span, Window
from amcli.store.reader import Reader

Regroup = Callable[[Sums], Sums]


class Grouping(NamedTuple):
    """How sums by account, or by product, become those of a report's rows. stays: of the accounts that moved between
    rows, which are known by (account, place of the stay) then; later: makes the rows of who is in them as of the
    report's day, where accounts moved.
    """

    regroup: Regroup
    stays: Mapping[int, Sequence[Stay]] = MappingProxyType({})
    later: Regroup | None = None


AS_THEY_ARE = Grouping(lambda sums: sums)
TOGETHER = Grouping(Sums.total)


class Line(NamedTuple):
    """The figures of one row: sums in minor units, unrounded; `last_year` is None where it is not known.

    interval: what it ends between, four times in five. trend: reads the amounts of its months.
    """

    now: Cell
    last_year: Amount | None
    aim: TargetAmount | None
    pace: Pace
    interval: tuple[Decimal, Decimal] | None
    trend: Callable[[], tuple[Amount, ...]]
    sums: LineSums


class View:
    """The sums of a look under the keys of a report's rows, and those of its months, which only a table asks for."""

    def __init__(self, survey: SalesData, look: Window, sums: Sums, grouping: Grouping) -> None:
        self._survey, self._regroup, self._stays = survey, grouping.regroup, grouping.stays
        self.look, self.sums = look, self._apart([sums], [look.spans()], ACTUAL)[0]
        self._later = grouping.later(sums) if grouping.later else self.sums
        self._months: list[Sums] | None = None
        self._beside: list[Sums] | None = None

    def line_sums(self, key: Key) -> LineSums:
        """What the figures of a key are made of."""
        if self._beside is None:
            self._beside = self._apart(self._survey.beside, [(span,) for span in self._survey.wanted.spans], ACTUAL)
        sums, beside = self.sums, tuple(each.row(key).actual for each in self._beside)
        lacking, last = sums.lacks(key, LAST_YEAR), sums.last_sale(key)
        now, year = sums.cell(key), sums.row(key).last_year
        return LineSums(now, year, self._later.row(key), lacking, beside, last, lambda: self.trend(key))

    def trend(self, key: Key) -> tuple[Amount, ...]:
        """What the key sold in each month of the look."""
        if self._months is None:
            spans = self._survey.month_spans(self.look)
            self._months = self._apart(self._survey.months(self.look), spans, -1)
        return tuple(month.row(key).actual for month in self._months)

    def _apart(self, sums: Sequence[Sums], looks: Sequence[Sequence[Span]], full: int) -> list[Sums]:
        """The sums of some looks by the rows of the report, what moved told apart by its stays."""
        if self._stays and sums:
            sums = self._survey.told_apart(sums, Question(looks, ACCOUNT, None, full, self._stays))
        return [self._regroup(each) for each in sums]


class SalesData(ReportScope):
    """Sales in a window, for a scope of accounts (None: the portfolio), by account, by product or by neither."""

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        *,
        by: str = "",
        scope: Collection[int] | None = None,
        parts: Sequence[Period] = (),
        currency: str = "",
        wanted: Wanted = EVERY_FIGURE,
    ) -> None:
        """Read it all. `parts` are parts of the period that will be asked for too. Raises Refused and BadValue as
        report_currency does, and MissingRate for sales of the scope in the period, or in a span that is wanted.
        """
        super().__init__(reader, period, as_of, scope, parts)
        self._by, self.wanted = by, wanted
        self._outlooks: dict[Window, Outlook] = {}
        self._apart: list[tuple[Question, list[Sums]]] = []
        self._working_left: dict[Window, int | None] = {}
        self._read(currency)
        self.book = self.book_of(None)
        self._together = TOGETHER

    def _read(self, currency: str) -> None:
        """The sums of every account, because the forecast of one needs all of them; and what the rows ask beside."""
        looks = list(dict.fromkeys([self.window, *(part for part in self.parts if part.under_way or not self.whole)]))
        beside = [(span,) for span in self.wanted.spans]
        products = self._by == PRODUCT
        by_account = self._reading([*(look.spans() for look in looks), *(() if products else beside)], ACCOUNT)
        by_product = self._reading([self.window.spans(), *beside], PRODUCT) if products else None
        others = [part for part in self.parts if part not in looks]  # nobody forecasts them: no account is told apart
        of_others = self._reading([part.spans()[: REST + 1] for part in others], ALL) if others else None
        found = by_account.currencies(self._scope)
        found |= self.targets.currencies(self.tree, whole=self.whole, products=by_product is not None)
        if by_product and beside:
            found |= by_product.currencies()
        self.rates = Rates(self._reader, report_currency(self._reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        sums, self.missing, self.missing_elsewhere = by_account.sums(self.rates, self._scope)
        self._by_account = dict(zip(looks, sums[: len(looks)], strict=True))
        rows = (sums[0], *sums[len(looks) :])
        self._rows, *self.beside = by_product.sums(self.rates)[0] if by_product else map(self._in_scope, rows)
        self._note_who_else_sold()
        self._of_parts = {part: self._by_account[part] for part in self.parts if part in self._by_account}
        if of_others:
            self._of_parts |= dict(zip(others, of_others.sums(self.rates)[0], strict=True))

    def _note_who_else_sold(self) -> None:
        """Who sold in a span that is wanted has a row too; and when each sold last."""
        for each in self.beside:
            self._rows.know(each)
        if self.wanted.last_sales:
            from amcli.features.sales.reports.last_sales import last_sales

            span = self.window.earlier.start, self.window.as_of + timedelta(days=1)
            days = last_sales(self._reader, self._by or ACCOUNT, self._scope, span)
            for key, day in days:
                self._rows.sold_last(key, day)

    def _reading(self, looks: Sequence[Sequence[Span]], by: str, full: int = ACTUAL) -> Reading:
        """full: the place of the span whose costs are asked for, or -1."""
        return Reading(self._reader, Question(looks, by, self._scope if by == PRODUCT else None, full))

    def _in_scope(self, sums: Sums) -> Sums:
        return sums if self._scope is None else sums.grouped((each, each) for each in self._scope)

    @property
    def days_asked(self) -> Span:
        """Those of any report, and those that its rows stand beside."""
        return hull([super().days_asked, *self.wanted.spans], self.window.as_of)

    def view(self, grouping: Grouping = AS_THEY_ARE) -> View:
        """The window by the rows of the report, made of the accounts or the products of the scope."""
        return View(self, self.window, self._rows, grouping)

    def view_of(self, part: Window) -> View:
        """A part of the period as one row, under None."""
        return View(self, part, self._in_scope(self._of_parts[part]), TOGETHER)

    def months(self, look: Window) -> list[Sums]:
        """What the rows sold in each month of a look, up to its cut."""
        spans = self.month_spans(look)
        if self._by == PRODUCT:
            return self._reading(spans, PRODUCT, full=-1).sums(self.rates)[0]
        return [
            self._in_scope(each) for each in self._reading(spans, ACCOUNT, full=-1).sums(self.rates, self._scope)[0]
        ]

    def as_one(self, accounts: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
        """Accounts, each with the one that it is the same as."""
        return ((each, self.one_of.get(each, each) if isinstance(each, int) else each) for each in accounts)

    def month_spans(self, look: Window) -> list[list[Span]]:
        """The days of each month of a look, up to its cut."""
        return [[(month.start, min(month.end, look.cut))] for month in look.period.months() if month.start < look.cut]

    def told_apart(self, sums: Sequence[Sums], question: Question) -> list[Sums]:
        """The sums by account of some looks, with each stay of an account that moved by itself: read once, because the
        rows of a tree, their own sales and the total ask the same.
        """
        for asked, found in self._apart:
            if asked == question:
                return found
        found = told_apart(self._reader, self.rates, sums, question)
        self._apart.append((question, found))
        return found

    def outlook(self, look: Window) -> Outlook:
        """What the portfolio says of a look, whatever the scope."""
        if look not in self._outlooks:
            sums = self._by_account.get(look) or self._of_parts[look]
            self._outlooks[look] = outlook(look, sums, self._years(look, sums))
        return self._outlooks[look]

    def _years(self, look: Window, sums: Sums) -> int:
        """How many earlier periods are known, of everybody's sales: those in which no amount lacks a rate."""
        known, lacking = years_known(look, self.books.since), sums.lacking()
        if not lacking:
            return known
        return 0 if min(lacking) <= REST else min(known, 1)

    def total(self) -> Line:
        """The scope as a whole."""
        return self.line(self.view(self._together), None, self.book.total(self.window.period))

    def count_as_a_whole(self, grouping: Grouping, book: AccountTargets) -> None:
        """Say what the scope as a whole is, and is to reach, where that is not all of its accounts on all days."""
        self._together, self.book = grouping, book

    def line(self, view: View, key: Key, aim: TargetAmount | None) -> Line:
        """The figures of one key of a view."""
        return self._line(view.look, view.line_sums(key), aim)

    def together(self, lines: Sequence[Line], aim: TargetAmount | None) -> Line:
        """The figures of some rows of the window as one."""
        nothing = NOTHING_SOLD._replace(beside=(0,) * len(self.beside))
        return self._line(self.window, reduce(LineSums.plus, (line.sums for line in lines)) if lines else nothing, aim)

    @property
    def last_year_known(self) -> bool:
        """Whether the books reach back to the same days one year earlier."""
        return self.window.begun and years_known(self.window, self.books.since) > 0

    def _line(self, look: Window, row: LineSums, aim: TargetAmount | None) -> Line:
        sums, known = row.spans, self.outlook(look)
        known_then = look.begun and years_known(look, self.books.since) > 0
        last_year = row.last_year if known_then and not row.lacking else None
        # What is to come is expected of those that are of the row now; what was sold stays where it was sold.
        others = row.now.amount - sums.actual
        rest = forecast(sums, known.pool, look.period.days, look.elapsed)
        ending = None if rest is None else rest + others
        days = Days(look.period.days, look.elapsed, self._working_days_left(look) if aim else None)
        return Line(
            row.now,
            last_year,
            aim,
            pace(Sold(row.now.amount, last_year, ending), aim.amount if aim else None, days, known.w),
            shifted(interval(sums, rest, known.spread), others),
            row.trend,
            row,
        )

    def _working_days_left(self, look: Window) -> int | None:
        """Monday to Friday after as-of, without the holidays of the configured country; None where nobody knows those.

        The package that knows them is an extra, and slow to load: a screen without this figure does not ask.
        """
        if not self.wanted.working_days:
            return None
        if look not in self._working_left:
            try:
                holidays = free_days(self._reader.env.config.text("country"))
                self._working_left[look] = count_workdays(look.cut, look.period.end, holidays)
            except BadValue:
                self._working_left[look] = None
        return self._working_left[look]
