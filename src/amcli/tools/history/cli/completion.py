"""Completion of operations."""

import typer

from amcli.base.text import one_line
from amcli.records.cli.completion import LONGEST, MOST, asked
from amcli.shell.completion import Completer, Pair
from amcli.store.reader import Reader


def operations(state: str = "") -> Completer:
    """An operation with its summary, the newest first. state: only those in it."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        def ask(reader: Reader) -> list[Pair]:
            found = reader.rows(
                "SELECT id, summary FROM operations WHERE substr(id, 1, ?) = ? AND ? IN ('', state) "
                f"ORDER BY record_id DESC LIMIT {MOST}",
                (len(incomplete), incomplete, state),
            )
            return [(called, one_line(summary)[:LONGEST]) for called, summary in found]

        return asked(ctx, ask)

    return complete
