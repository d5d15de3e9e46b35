"""`amcli report issues`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.issues.nouns import ISSUE
from amcli.features.issues.reports.issue_keys import BY, LATE_ONES, RECORDS, SEVERITY, WORDS
from amcli.records.cli.completion import ids, records
from amcli.records.cli.report_options import AsOf, Currency, by_option, day_of, explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.completion import Pair
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


def complete_key(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What a row may be called by the key that was typed; and ids of issues, where one is begun."""
    by = ctx.params.get("by") or SEVERITY
    if by in RECORDS:
        found = records(RECORDS[by])(ctx, incomplete)
    else:
        found = [(word, "") for word in WORDS.get(by, ()) if word.startswith(incomplete)]
    found += [(LATE_ONES, "those that are late")] if LATE_ONES.startswith(incomplete) else []
    return [*found, *(ids(ISSUE.name)(ctx, incomplete) if incomplete.startswith(ISSUE.letter) else [])]


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def issues(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option(*BY)] = "",
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "ISSUE|KEY|late",
            "The clock of one such as IS3, step by step; or the issues of the row with this key, or those that are "
            "late.",
            complete_key,
        ),
    ] = "",
) -> Report:
    """Which issues are open and how late; what was closed in a period, how fast, in time or not, and at what cost.

    Example: amcli report issues --period this-quarter --by cause
    Example: amcli report issues --account ford --as-of 2026-06-30 -f csv
    """
    invocation: Invocation = ctx.obj
    from amcli.features.issues.reports.report_issues import Question, report_issues

    day = day_of(invocation, as_of)
    asked = Question(period_of(invocation, period, day), day, texts(account), currency)
    if explain:
        from amcli.features.issues.reports.explain_issues import explain_issues

        return explain_issues(invocation.reader, asked, explain, by)
    return report_issues(invocation.reader, asked, by)
