"""Completion of stages."""

import typer

from amcli.base.stages import BEFORE_ALL
from amcli.records.cli.completion import asked
from amcli.shell.completion import Pair
from amcli.store.reader import Reader


def stages(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The stages of the portfolio's settings, with the probability and the days of each."""

    def ask(reader: Reader) -> list[Pair]:
        known = (BEFORE_ALL, *reader.env.config.stages)
        said = [(each.name, f"{each.probability} %" + (f", {each.days} days" if each.days else "")) for each in known]
        return [pair for pair in said if pair[0].startswith(incomplete)]

    return asked(ctx, ask)
