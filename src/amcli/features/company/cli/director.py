"""What a director asks beside the reports: who published what, and whose accounts overlap."""

import typer

from amcli.base.results import Report
from amcli.features.company.reports.fetched import CompanyReader
from amcli.shell.command_group import verb
from amcli.shell.options import REPORT_OPTIONS


def _reader(ctx: typer.Context) -> CompanyReader:
    """The portfolios that the command is about, which stand behind it (over.py)."""
    reader = ctx.obj.reader
    assert isinstance(reader, CompanyReader)
    return reader


@verb(REPORT_OPTIONS)
def publications(ctx: typer.Context) -> Report:
    """Who has published, how much, when, and what of it is stale.

    Example: amcli company publications
    Example: amcli company publications -f json
    """
    from amcli.features.company.reports.publications import publications as report

    return report(_reader(ctx))


@verb(REPORT_OPTIONS)
def overlaps(ctx: typer.Context) -> Report:
    """Whose accounts overlap: one client with several managers, by the same external id, code, or name.

    Example: amcli company overlaps
    Example: amcli company overlaps -f csv -o overlaps.csv
    """
    from amcli.features.company.reports.overlaps import overlaps as report

    return report(_reader(ctx))
