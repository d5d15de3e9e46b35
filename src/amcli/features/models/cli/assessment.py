"""`amcli assessment`: what was assessed, and with which answers."""

import typer

from amcli.base.results import Record
from amcli.features.models.nouns import ASSESSMENT
from amcli.records.cli.verbs import noun_group, references
from amcli.shell.options import OUTPUT_OPTIONS

assessment_app = noun_group(ASSESSMENT)


@assessment_app.verb("show", references(ASSESSMENT, "reference", several=False), OUTPUT_OPTIONS)
def show_assessment(ctx: typer.Context, reference: str) -> Record:
    """Show one assessment, its answers in the words of the model where that is still there.

    Example: amcli assessment show AM1
    Example: amcli assessment show AM1 -f json
    """
    from amcli.features.models.reports.assessment_record import assessment_record

    return assessment_record(ctx.obj.reader, reference)
