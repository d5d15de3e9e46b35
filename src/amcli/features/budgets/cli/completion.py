"""Completion of a budget's name."""

import typer

from amcli.features.budgets.nouns import BUDGET
from amcli.records.cli.completion import complete_from_view


def budgets(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The name of a budget."""
    return complete_from_view(ctx, BUDGET, [("name", "account")], incomplete)
