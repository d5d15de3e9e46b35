"""The health of an account on its screen: the score, what is missing of it, and what it must not hide."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind, Listing
from amcli.base.screen import Flow, Piece
from amcli.features.health.reports.health_facts import health_facts
from amcli.features.health.reports.healths import Health, health_of
from amcli.features.health.reports.sales_facts import Reached, SalesFacts
from amcli.features.health.rules.score import WHOLE
from amcli.features.sales.rules.targets import GROUP
from amcli.features.screens.reports.headline import SalesLines
from amcli.store.reader import Reader

HEALTH = (
    Column("score", Kind.NUMBER, undefined=True),
    Column("known", Kind.INT),
    Column("missing", Kind.LIST),
    Column("stale", Kind.LIST),
    Column("warnings", Kind.LIST, phrases=True),
)


def account_health(reader: Reader, sales: SalesLines, account: int) -> Health:
    """Today's, of an account by its row id, with the lines of its sales that the screen has read already."""
    facts = health_facts(reader, reader.env.today, account)
    return health_of(facts, _sales_facts(sales, account), account)


def _sales_facts(sales: SalesLines, account: int) -> SalesFacts:
    """By its own target, else by that of its group, as in the report."""
    own, group = sales.lines.get("own"), sales.lines.get("group")
    counted = own if own and own.aimed else group if group and group.aimed == GROUP else None
    reached = {account: Reached(counted.reached, counted is not own)} if counted else {}
    return SalesFacts(sales.period, reached, own.books.booked_to if own else None, sales.refused)


def health_section(health: Health) -> Listing:
    """One row, for programs."""
    row = (
        one_decimal(health.score.exact), health.score.known, health.factors.missing, health.factors.stale,
        tuple(each.what for each in health.warnings),
    )  # fmt: skip
    return Listing("health", HEALTH, [row], "score", title=f"Health, 0 to {WHOLE}")


def health_flow(health: Health, indent: int) -> Iterator[Flow]:
    """One line; none where no factor is known and nothing is grave."""
    score, factors = health.score, health.factors
    if not score.known and not health.warnings:
        return
    value = one_decimal(score.exact)
    pieces = [Piece("n/a" if value is None else f"{value} of {WHOLE}")]
    if score.known < WHOLE:
        pieces.append(Piece(f"{score.known} % of it known", "quiet"))
    lacking = [f"no {name}" for name in factors.missing] + [f"old {name}" for name in factors.stale]
    if lacking:
        pieces.append(Piece(", ".join(lacking), "quiet"))
    pieces += [Piece(f"! {kind}", "late") for kind in dict.fromkeys(each.kind for each in health.warnings)]
    yield Flow(pieces, Piece("health", "heading"), indent=indent, gap=" · ")
