"""Completion of what is proposed today."""

import typer

from amcli.records.cli.completion import asked
from amcli.shell.completion import Pair
from amcli.store.reader import Reader


def complete_proposals(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The names of proposals, with the act of each."""
    return asked(ctx, lambda reader: [pair for pair in _names(reader) if pair[0].startswith(incomplete)])


def _names(reader: Reader) -> list[Pair]:
    from amcli.features.proposals.reports.facts import Facts
    from amcli.features.proposals.reports.proposals import proposals

    return [(each.name, each.act) for each in proposals(Facts(reader))]
