"""Completion of states of contracts, and of how far ahead one looks."""

import typer

from amcli.records.cli.completion import ids, records
from amcli.shell.completion import Pair

_AHEAD = ("30d", "90d", "6m", "1y")


def spans_ahead(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """Usual spans in which a day may come."""
    return [(span, "") for span in _AHEAD if span.startswith(incomplete)]


def states(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What a contract can be, in one word each."""
    from amcli.features.contracts.reports.contract_list import state_words

    return [(word, "") for word in state_words() if word.startswith(incomplete)]


def complete_row(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What --explain takes: a state, the key of a row, an id once it is begun."""
    from amcli.features.contracts.nouns import CONTRACT as NOUN
    from amcli.features.contracts.nouns import KINDS, RENEWALS
    from amcli.features.contracts.reports.report_keys import ACCOUNT, CONTRACT, KIND, OWNER, RENEWS

    by = ctx.params.get("by") or CONTRACT
    if by in (ACCOUNT, OWNER):
        found = records("account" if by == ACCOUNT else "colleague")(ctx, incomplete)
    else:
        words = {KIND: KINDS, RENEWS: RENEWALS}.get(by)
        found = states(ctx, incomplete) if words is None else [(one, "") for one in words if one.startswith(incomplete)]
    return [*found, *(ids(NOUN.name)(ctx, incomplete) if incomplete.startswith(NOUN.letter) else [])]
