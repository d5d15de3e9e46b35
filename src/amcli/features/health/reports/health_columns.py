"""The columns of the report of health, and one account's cells."""

from __future__ import annotations

from typing import Any

from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind
from amcli.features.health.reports.healths import Health

WARNED = "!"


def _factor(key: str, rank: int, header: str = "") -> Column:
    return Column(key, Kind.NUMBER, header=header, undefined=True, blank=True, rank=rank)


# At 40 columns a terminal shows rank 0 alone: the score, and that there is a warning, which a note has the words of.
COLUMNS = (
    Column("account", rank=6),
    Column("name"),
    Column("tier", Kind.INT, rank=3),
    Column("score", Kind.NUMBER, undefined=True),
    Column("sign", header="", table_only=True),
    Column("known", Kind.INT, rank=4, header="of 100"),
    _factor("sales", 1),
    _factor("contact", 1),
    _factor("issues", 1),
    _factor("promises", 2, "kept"),
    _factor("roles", 2),
    _factor("contract", 2),
    _factor("pulse", 2),
    Column("missing", Kind.LIST, undrawn=True),
    Column("stale", Kind.LIST, undrawn=True),
    Column("warnings", Kind.LIST, undrawn=True, phrases=True),
)


def health_cells(each: Health) -> tuple[Any, ...]:
    """A row in the order of COLUMNS."""
    node = each.account
    return (
        node.code,
        node.name,
        node.tier,
        one_decimal(each.score.exact),
        WARNED if each.warnings else None,
        each.score.known,
        *(one_decimal(factor.value) for factor in each.factors),
        each.factors.missing,
        each.factors.stale,
        tuple(one.what for one in each.warnings),
    )
