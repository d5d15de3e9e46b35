"""Completion of the points of the negotiation that stands on the line."""

import typer

from amcli.features.negotiations.nouns import NEGOTIATION
from amcli.records.cli.completion import asked
from amcli.shell.completion import Pair
from amcli.store.reader import Reader

WHICH = "reference"  # the parameter that names the negotiation


def point_names(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The names of its points, with the unit of each."""
    return asked(ctx, lambda reader: [pair for pair in _points(reader, ctx) if pair[0].startswith(incomplete)])


def agreed_points(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """`price=` for each of its points: the value is typed behind it."""
    return asked(
        ctx,
        lambda reader: [(f"{name}=", unit) for name, unit in _points(reader, ctx) if name.startswith(incomplete)],
    )


def _points(reader: Reader, ctx: typer.Context) -> list[Pair]:
    found = reader.find(NEGOTIATION.name, str(ctx.params.get(WHICH) or ""))
    sql = "SELECT name, coalesce(unit, '') FROM points WHERE negotiation_id = ? ORDER BY record_id"
    return [(name, unit) for name, unit in reader.rows(sql, (found.record_id,))]
