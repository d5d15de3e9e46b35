"""Completion of a budget's name."""

import typer

from amcli.features.budgets.nouns import BUDGET
from amcli.records.cli.completion import look_up


def budgets(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The name of a budget."""
    return look_up(ctx, BUDGET, [("name", "account")], incomplete)
