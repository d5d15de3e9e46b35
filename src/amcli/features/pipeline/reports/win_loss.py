"""What became of opportunities: won, lost and undecided, at which rate, how fast, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from amcli.base.charts import Bars
from amcli.base.errors import BadValue
from amcli.base.hints import hinted
from amcli.base.results import Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.pipeline.reports.ended import Amounts, Question, currencies, ended
from amcli.features.pipeline.reports.lost_to import lessons
from amcli.features.pipeline.reports.open_then import open_then
from amcli.features.pipeline.reports.win_loss_notes import notes
from amcli.features.pipeline.reports.win_loss_rows import WAYS, columns_by, figure_cells, row_cells, rows_of
from amcli.render.people import short_day, told_as_of
from amcli.store.reader import Reader


def win_loss(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = "kind",
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """The opportunities that ended in the period, up to a day and as it was known on that day (None: today), which may
    lie after the period: a row for each key of WAYS. An amount converts at the latest rate on or before the day of its
    end; what has none is counted, never added. `open` are those open on that day, at the latest at the period's end.

    Raises BadValue for another `by`, NotFound and Ambiguous for accounts, Refused where the records share no currency
    and none is configured.
    """
    check_key(by)
    asked = Question(period, as_of or reader.env.today, find_accounts(reader, accounts) or None)
    found, still_open = ended(reader, asked), open_then(reader, asked, by)
    amounts = Amounts(Rates(reader, report_currency(reader, currency, currencies(found))))
    rows = rows_of(reader, found, still_open, by)
    total, learned = amounts.sums(found), lessons(reader, found, amounts)
    return Report(
        "win-loss",
        columns_by(by),
        row_cells(rows, amounts, by),
        total=figure_cells("total", None, total, still_open.total(), amounts.rates),
        facts={**asked.facts(amounts.rates.to), "by": by, **learned.as_json(amounts.rates)},
        title=f"Won and lost {period.name}, {amounts.rates.to}{_told(asked, reader.env.today)}",
        empty=hinted(
            f"nothing was won, lost or given up in {period.name}", ": `amcli opportunity list` has what is open"
        ),
        notes=notes(learned, found, total, amounts) if found else (),
        chart=Bars("Won, beside what was lost", "name", "won_amount", "lost_amount"),
    )


def _told(asked: Question, today: date) -> str:
    """` · as of 30 Jun`, ` · as known on 15 Jul` where that is after the period; nothing where it is today."""
    if asked.known > asked.day:
        return f" · as known on {short_day(asked.known, today)}" if asked.known < today else ""
    return told_as_of(asked.day, today, asked.period.last_day)


def check_key(by: str) -> None:
    """BadValue where a report has no such rows."""
    if by not in WAYS:
        raise BadValue(f"{quote(by)} is no key of this report: use one of {', '.join(WAYS)}", nearest(by, WAYS))
