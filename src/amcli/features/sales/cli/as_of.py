"""`--as-of` of reports about money: a day, or as far as the books go."""

from datetime import date
from typing import Annotated

import typer

from amcli.base.time.dates import Look
from amcli.records.cli.report_options import day_of
from amcli.shell.completion import all_of, days, words
from amcli.shell.invocation import Invocation

BOOKED = "booked"
AsOfDay = Annotated[
    str,
    typer.Option(
        "--as-of", metavar=f"DATE|{BOOKED}", autocompletion=all_of(words((BOOKED,)), days(Look.BACK)),
        help="Count up to this day, or with booked up to the last day with a sale; else today.",
    ),
]  # fmt: skip


def counted_day(invocation: Invocation, text: str) -> date | None:
    """The day that was typed, the last one with a sale for `booked`, or None."""
    if text.strip().lower() != BOOKED:
        return day_of(invocation, text)
    from amcli.features.sales.reports.books import last_booked

    return last_booked(invocation.reader)
