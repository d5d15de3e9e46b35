"""Where the portfolio stands: sales and forecast, the pipeline, month by month, and the accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from amcli.base.charts import Bullets, Lines
from amcli.base.results import Column, Kind, Listing
from amcli.features.sales.reports.figures import COLUMNS as FIGURES
from amcli.features.sales.reports.figures import Shape
from amcli.features.sales.reports.landings import Landings
from amcli.features.sales.reports.rows import listed as listed_accounts
from amcli.features.sales.reports.rows import of_parts
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.rules.forecast import Amount
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import MOST, hidden, listed, money, told_day

SALES = "sales"
_KEYS = [column.key for column in FIGURES]
STATES = {"✓": "on target", "~": "close", "!": "behind"}  # what the signs of a forecast say
NO_TARGET = "no target"
_FORECAST = ("forecast", "between", "forecast_low", "forecast_high")
_LEAST_MONTHS = 2  # of one there is no line
AHEAD = 5  # so many of those furthest ahead stand below those furthest behind


def _money(key: str, header: str = "", rank: int = 0) -> Column:
    return Column(key, Kind.MONEY, header=header, undefined=True, whole=True, rank=rank)


def _percent(key: str, header: str = "", rank: int = 0) -> Column:
    return Column(key, Kind.PERCENT, header=header, undefined=True, whole=True, rank=rank)


_BETWEEN = Column("between", header="4 times in 5 between", undefined=True, rank=1)
_ENDS = (hidden("forecast_low", Kind.MONEY, undefined=True), hidden("forecast_high", Kind.MONEY, undefined=True))
_AWAY = (
    hidden("shortfall", Kind.MONEY, undefined=True),
    Column("away", header="short or over", undefined=True),
)
_SALES = (
    Column("period"),
    hidden("currency"),
    _money("actual", "sold"),
    _money("target"),
    _percent("attainment", "done"),
    _money("expected", "even pace by now")._replace(undrawn=True),
    _money("forecast", "expected to end at"),
    _percent("landing", "of target"),
    Column("sign", header="", table_only=True),
    _BETWEEN,
    *_ENDS,
    *_AWAY,
    hidden("gap", Kind.MONEY, undefined=True),
    _money("last_year", "same days last year", 2),
    _percent("growth", "on last year", 1),
    hidden("booked_to", Kind.DATE),
)
_PIPELINE = (
    Column("period"),
    hidden("currency"),
    Column("open", Kind.INT),
    _money("amount"),
    _money("weighted"),
    _money("gap", "still to sell"),
    Column("coverage", Kind.NUMBER, header="cover ×", undefined=True),
    Column("needed_coverage", Kind.NUMBER, header="cover needed ×", undefined=True),
    Column("other_open", Kind.INT, header="other open deals"),
    Column("beside", header="of these", rank=1),
    hidden("unpriced", Kind.INT),
    hidden("no_rate", Kind.INT),
    hidden("omitted", Kind.INT),
    hidden("omitted_amount", Kind.MONEY),
)
_MONTHS = (
    Column("month", header="up to the end of"),
    hidden("currency"),
    _money("actual", "sold by then")._replace(blank=True),
    _money("target", "target by then"),
    _money("forecast", "expected by then")._replace(blank=True),
    _BETWEEN._replace(blank=True),
    *_ENDS,
)
_ACCOUNTS = (
    hidden("account"),
    Column("name", header="account"),
    hidden("of"),
    Column("state"),
    hidden("currency"),
    _money("actual", "sold"),
    _money("target"),
    _percent("attainment", "done", 1),
    hidden("expected", Kind.MONEY),
    _money("forecast", "expected to end at", 1),
    _percent("landing", "of target"),
    Column("sign", header="", table_only=True),
    *_AWAY,
    _percent("growth", "on last year", 2),
)


def sales(facts: Facts) -> Listing:
    """The total of the report on sales."""
    line = facts.headline
    if line is None or facts.survey is None or facts.total is None:
        return listed(SALES, "Where it stands", _SALES, [], f"n/a: {facts.refused}")
    cells = _cells(Shape(facts.survey.rates, facts.reader.env.config), facts.total)
    cells |= {"period": facts.period.name, "booked_to": _booked(facts, line.books.booked_to)}
    booked = f", booked to {told_day(cells['booked_to'])}" if cells["booked_to"] else ""
    return listed(SALES, f"Where it stands, {line.currency}{booked}", _SALES, [cells], reference="period")


def _booked(facts: Facts, last: date | None) -> date | None:
    """The last day with a sale, of those that the page is of."""
    return min(last, facts.day) if last else None


def pipeline(facts: Facts) -> Listing:
    """What is open beside what is missing."""
    title, line, sold = f"Pipeline of {facts.period.name}", facts.pipeline, facts.headline
    if line is None or sold is None:
        why = facts.refused if facts.has_opportunities and facts.refused else "no opportunity is written down"
        return listed("pipeline", title, _PIPELINE, [], f"n/a: {why}")
    cells = {**line._asdict(), "period": facts.period.name, "currency": sold.currency}
    cells["beside"] = ", ".join(line.beside) or None
    open_deals = f"open deals that should close in {facts.period.name}"
    columns = tuple(each._replace(header=open_deals) if each.key == "open" else each for each in _PIPELINE)
    return listed("pipeline", f"{title}, {sold.currency}", columns, [cells], reference="period")


def months(facts: Facts) -> Listing:
    """What came together by the end of each month, and where that is expected to go: each row is the report on sales
    from the first day of the period to the end of the month.
    """
    survey, title = facts.survey, "How it came together"
    if survey is None or facts.total is None or len(facts.parts) + 1 < _LEAST_MONTHS:
        return Listing("months", _MONTHS, [], "month", title)
    shape, cut = Shape(survey.rates, facts.reader.env.config), survey.window.cut
    cells = [_cells(shape, each) for each in (*(row.line for row in of_parts(survey)), facts.total) if each]
    rows = []
    for month, each in zip(facts.period.months(), cells, strict=True):
        # What was sold is told of months that have begun, where it goes of those that are not over.
        if month.start < cut < month.end:  # the days that are over stand by themselves: none of the others is sold
            now = {"target": each["expected"], **dict.fromkeys(_FORECAST)}
            rows.append({**each, **now, "month": told_day(survey.window.as_of)})
        gone = dict.fromkeys(_FORECAST if month.end <= cut else ("actual",))
        rows.append({**each, **gone, "month": month.name})
    chart = Lines(
        "Sold month by month, and where it goes", "month", "actual", "target", "forecast", "forecast_low",
        "forecast_high",
    )  # fmt: skip
    keys = [column.key for column in _MONTHS]
    return Listing("months", _MONTHS, [tuple(row[key] for key in keys) for row in rows], "month", title, chart=chart)


def accounts(facts: Facts) -> Listing:
    """The furthest behind first, and those furthest ahead below them; how many there are besides."""
    title = "Accounts, the furthest behind first"
    survey, landings = facts.survey, facts.landings
    if survey is None or landings is None:
        return listed("accounts", title, _ACCOUNTS, [], f"n/a: {facts.refused}")
    title = f"{title}, {survey.rates.to}"
    found = _worst_first(facts, survey, landings)
    shown = found
    if len(found) > MOST:
        aimed = [each for each in found[MOST - AHEAD :] if landings.of(each)]
        shown = [*found[: MOST - AHEAD], *(aimed[-AHEAD:] or found[MOST - AHEAD : MOST])]
    chart = Bullets("Accounts on the way to their targets", "name", "actual", "target", "expected", "forecast")
    rows = [account_cells(facts, survey, landings, each) for each in shown]
    part = listed("accounts", title, _ACCOUNTS, rows, "No account has sales or a target.", chart=chart)
    between = "between those furthest behind and those furthest ahead" if shown[-1:] == found[-1:] else ""
    return part._replace(more=len(found) - len(shown), kinds=between)


def _worst_first(facts: Facts, survey: SalesData, landings: Landings) -> list[int]:
    """As the report on sales: what will be missing at the end, then who has no target, the largest first. Who has sold
    nothing and has none says nothing. A line is made of those alone that have a target, or are shown.
    """
    view = survey.view()

    def place(account: int) -> tuple[bool, Amount, Amount, str]:
        landing, name = landings.of(account), facts.accounts[account].name.lower()
        short = landing.line.pace.shortfall if landing else None
        return short is None, -(short or 0), -view.sums.row(account).actual, name

    def sold(account: int) -> bool:
        """Now, or on the same days last year, as far as these are known."""
        sums = view.line_sums(account)
        return bool(sums.now.lines or sums.now.amount or (sums.last_year and survey.last_year_known))

    found = [each for each in listed_accounts(survey, ()) if landings.of(each) or sold(each)]
    return sorted(found, key=place)


def account_cells(facts: Facts, survey: SalesData, landings: Landings, account: int) -> dict[str, Any]:
    """The figures of an account as the report on sales has them: by its own target, else by that of its group."""
    node, landing = facts.accounts[account], landings.of(account)
    cells = _cells(Shape(survey.rates, facts.reader.env.config), landings.line(account))
    state = STATES.get(cells["sign"]) if cells["sign"] else None if cells["target"] is not None else NO_TARGET
    of = "group" if landing and landing.group else None
    name = f"{node.name} with all below it" if of else node.name  # which may stand in rows of their own
    return {**cells, "account": node.code, "name": name, "of": of, "state": state}


def _cells(shape: Shape, line: Line) -> dict[str, Any]:
    cells = dict(zip(_KEYS, shape.cells(None, None, line), strict=True))
    short = cells["shortfall"]
    away = None if short is None else f"{money(abs(short))} {'short' if short > 0 else 'over'}" if short else "0"
    return {**cells, "away": away}
