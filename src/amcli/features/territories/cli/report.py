"""`amcli report territories`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.features.territories.nouns import TERRITORY
from amcli.records.cli.completion import records
from amcli.records.cli.report_options import Currency, explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(PERIOD_OPTION, REPORT_OPTIONS)
def territories(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOfDay = "",
    currency: Currency = "",
    owners: Annotated[
        bool, typer.Option("--owners", help="The lowest territory of each owner's accounts, instead.")
    ] = False,
    overlaps: Annotated[
        bool, typer.Option("--overlaps", help="The accounts in several territories at once, instead.")
    ] = False,
    explain: Annotated[
        str,
        explain_option(
            "TERRITORY|none", "The accounts in it and below, with days and sums, instead.", records(TERRITORY.name)
        ),
    ] = "",
) -> Report:
    """Accounts, sales and target of each territory and all below it.

    An account counts once in a node, wherever in it it lies, and once in the total; a sale where its account lay then.

    Example: amcli report territories --period this-quarter
    Example: amcli report territories --explain asia -f csv
    """
    invocation: Invocation = ctx.obj
    from amcli.features.territories.reports.report import Question, report_territories, title

    if [owners, overlaps, bool(explain)].count(True) > 1:
        raise BadValue("--owners, --overlaps and --explain are three other questions: type one of them")
    day = counted_day(invocation, as_of)
    question = Question(period_of(invocation, period, day), day, currency)
    if explain:
        from amcli.features.territories.reports.explain import explain_territory

        return explain_territory(invocation.reader, question, explain)
    if owners:
        from amcli.features.territories.reports.owner_nodes import owner_nodes
        from amcli.features.territories.reports.owners import owner_report

        data = question.read(invocation.reader)
        found = owner_nodes(invocation.reader, data)
        return owner_report(found, data.window.facts(data.rates.to), f"Owners and their territories {title(data)}")
    if overlaps:
        from amcli.features.territories.reports.node_sums import overlapping
        from amcli.features.territories.reports.overlaps import overlap_report

        data = question.read(invocation.reader)
        return overlap_report(data, overlapping(data))
    return report_territories(invocation.reader, question)
