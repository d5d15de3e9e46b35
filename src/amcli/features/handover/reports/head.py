"""What an account is, and where it stands among the others: the head of its dossier."""

from __future__ import annotations

from typing import Any

from amcli.base.results import Column, Kind, Listing
from amcli.features.handover.reports.facts import Facts, part

HEAD = (
    Column("code", repeats=True, undrawn=True),
    Column("as_of", Kind.DATE, repeats=True, undrawn=True),
    Column("name", repeats=True, undrawn=True),
    Column("above", Kind.LIST, header="part of", phrases=True),
    Column("owner", unknown=True),
    Column("territories", Kind.LIST, header="lies in", phrases=True),
    Column("tier", Kind.INT, unknown=True),
    Column("category", unknown=True),
    Column("scope", unknown=True),
    Column("currency"),
    Column("city", unknown=True),
    Column("country", unknown=True),
    Column("address"),
    Column("phone", unknown=True),
    Column("website"),
    Column("last_spoken", Kind.DATE, unknown=True),
    Column("days_since", Kind.INT, header="days since"),
    Column("cadence", Kind.INT, header="cadence in days"),
    Column("tags", Kind.LIST),
    Column("not_for", Kind.LIST, header="never buys", phrases=True),
    Column("note"),
    Column("links", Kind.LIST, phrases=True),
    Column("external_id"),
    Column("aliases", Kind.LIST, header="called before"),
    Column("created", Kind.DATE, header="in the books since"),
    Column("archived", Kind.DATE),
)
_BELOW = (
    Column("code"),
    Column("name"),
    Column("parent"),
    Column("tier", Kind.INT, unknown=True),
    Column("category", rank=1),
    Column("city", rank=2),
)


def head(facts: Facts) -> tuple[Any, ...]:
    """The cells of HEAD."""
    cells = {
        **facts.cells,
        "as_of": facts.today,
        "above": facts.above or None,
        "owner": facts.owner and facts.owner["colleague"],
        "territories": facts.territories or None,
        "last_spoken": facts.spoken.last,
        "days_since": facts.spoken.gap.days,
        "cadence": facts.spoken.cadence,
    }
    return tuple(cells[column.key] for column in HEAD)


def below(facts: Facts) -> Listing:
    """The accounts below it, whatever their depth."""
    return part("below", "Accounts below it", _BELOW, facts.below)
