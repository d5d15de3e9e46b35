"""`amcli report pipeline`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.base.time.period import parse_period
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.pipeline.reports.pipeline_keys import BY, LATE, PASSED, RECORDS, STAGE, RowKeys
from amcli.records.cli.completion import asked, ids, records
from amcli.records.cli.report_options import AsOf, Currency, by_option, day_of, explain_option
from amcli.shell.command_group import verb
from amcli.shell.completion import Pair
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS

LOOKS = {LATE: "late in their stage", PASSED: "should have closed"}


def complete_key(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What a row may be called by the key that was typed; and ids of opportunities, where one is begun."""
    by = ctx.params.get("by") or STAGE
    if by in RECORDS:
        found = records(RECORDS[by])(ctx, incomplete)
    else:
        found = asked(ctx, lambda reader: [(word, "") for word in RowKeys(reader, by).known_words()])
        found = [pair for pair in found if pair[0].startswith(incomplete)]
    found += [(word, help) for word, help in LOOKS.items() if word.startswith(incomplete)]
    return [*found, *(ids("opportunity")(ctx, incomplete) if incomplete.startswith(OPPORTUNITY.letter) else [])]


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def pipeline(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option(*BY)] = "stage",
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "KEY|late|passed|OPPORTUNITY",
            "List the opportunities of the row with this key instead, or one such as OP3: what is late, and why. "
            "Of all rows: with late those that are late in their stage, with passed (or overdue) those that should "
            "have closed.",
            complete_key,
        ),
    ] = "",
) -> Report:
    """What is open, what it is worth, how it moves, and whether it closes the gap.

    Example: amcli report pipeline --period this-quarter --by account
    Example: amcli report pipeline --by kind --as-of 2026-06-30 -f csv
    """
    invocation: Invocation = ctx.obj
    env = invocation.reader.env
    day = day_of(invocation, as_of)
    span = parse_period(period, env.today, env.config.fiscal) if period else None
    if explain:
        from amcli.features.pipeline.reports.explain import explain_pipeline

        return explain_pipeline(
            invocation.reader, period=span, as_of=day, by=by, key=explain, accounts=texts(account), currency=currency
        )
    from amcli.features.pipeline.reports.pipeline import pipeline as report

    return report(invocation.reader, period=span, as_of=day, by=by, accounts=texts(account), currency=currency)
