"""`amcli report status`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Record
from amcli.base.time.dates import Look, parse_date
from amcli.records.cli.report_options import AsOf, day_of, period_of
from amcli.records.reports.deliveries import LAST, STATUS, as_long, last_delivered, last_operation, undone_until
from amcli.shell.command_group import verb
from amcli.shell.completion import all_of, days, words
from amcli.shell.invocation import Invocation
from amcli.shell.options import FORMAT_OPTIONS, PERIOD_OPTION

if TYPE_CHECKING:
    from amcli.base.time.period import Period
    from amcli.features.status.reports.since import Since
    from amcli.records.reports.deliveries import Delivered
    from amcli.records.services.remembered import Page

SinceDay = Annotated[
    str,
    typer.Option(
        "--since", metavar=f"DATE|{LAST}", autocompletion=all_of(words((LAST,)), days(Look.BACK)),
        help="What changed since this day, or since the page that was delivered last; else since that one, or a week.",
    ),
]  # fmt: skip
Deliver = Annotated[
    bool, typer.Option("--deliver", help="Remember it as delivered, so that the next page says what changed since.")
]


@verb(PERIOD_OPTION, FORMAT_OPTIONS)
def status(
    ctx: typer.Context, period: str | None, as_of: AsOf = "", since: SinceDay = "", deliver: Deliver = False
) -> Record:
    """Make the page that a director reads in one minute: where it stands, what changed, what is at risk, what is asked.

    Every figure is that of the report on it. With --deliver it is remembered once all of it is written.

    Example: amcli report status -f html -o status.html --deliver
    Example: amcli report status --since 2026-09-01 -f eml
    """
    from amcli.features.status.reports.facts import Asked
    from amcli.features.status.reports.page import sold_of
    from amcli.features.status.reports.page import status as page

    invocation: Invocation = ctx.obj
    invocation.env.by_day = True
    holder, before = None, None
    if deliver:
        from amcli.records.services.remembered import Page, remembering

        # It ends after the reader does: what is written beside one stays in the -wal file.
        holder = invocation.stack.enter_context(
            remembering(invocation.env, lambda made: _say(invocation, made, before))
        )
    reader = invocation.reader
    day = day_of(invocation, as_of) or reader.env.today
    if day > reader.env.today:
        raise BadValue(f"{day} is yet to come: a status is of today, or of a day that is over")
    span = period_of(invocation, period, day)
    asked = Asked(span, day, _since(invocation, since, day, span))
    made = page(reader, asked)
    if holder:
        known = last_operation(reader)
        holder.page = Page(STATUS, day, span, known, undone_until(reader, known), *sold_of(made))
        before = last_delivered(reader, STATUS)
    return made


def _since(invocation: Invocation, text: str, day: date, period: "Period") -> "Since":
    """What --since says, as of the day of the page. Raises BadValue for a day after that, Refused without a page."""
    from amcli.features.status.reports.since import since_day, since_last, since_then

    reader = invocation.reader
    if text.strip().lower() == LAST:
        return since_last(reader, day, period)
    if not text:
        return since_then(reader, day, period)
    first = parse_date(text, reader.env.today)
    if first > day:
        raise BadValue(f"--since {first} is after {day}, the day of the page: name an earlier day")
    return since_day(first)


def _say(invocation: Invocation, made: "Page", before: "Delivered | None") -> None:
    """`remembered: H123, 17 Sep`, and whether `last` goes on being the page before it."""
    from amcli.render.people import short_day

    today = invocation.env.today
    known = f"H{made.last_operation}, " if made.last_operation else ""
    stays = ""
    if made.day not in made.period:
        stays = f"; {made.period.name} does not run on that day, so no later page begins where this one ends"
    elif before and before.day > made.day:
        stays = f"; `{LAST}` stays the page of {short_day(before.day, today)}"
    elif before and not as_long(before.period, made.period):
        stays = f"; `{LAST}` of a page of {before.period.name} stays that of {short_day(before.day, today)}"
    invocation.say(f"remembered: {known}{short_day(made.day, today)}{stays}")
