"""Accounts, sales and target of each territory, itself and with all below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.charts import Bullets
from amcli.base.hints import hinted
from amcli.base.money import in_percent, ratio
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.sales.reports.notes import behind_the_books
from amcli.features.territories.reports.node_sums import (
    NOWHERE,
    NodeSums,
    counted_more_than_once,
    node_sums,
    overlapping,
)
from amcli.features.territories.reports.overlaps import overlap_facts
from amcli.features.territories.reports.owner_nodes import owner_nodes
from amcli.features.territories.reports.owners import owner_facts
from amcli.features.territories.reports.report_notes import notes
from amcli.features.territories.reports.stays import TerritoryData
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

NO_TERRITORIES = hinted("no territories yet", ": `amcli territory add NAME` adds one")
NO_NODE = "(no territory)"
_INDENT = "  "


class Question(NamedTuple):
    """What is asked: a period up to a day (None: today), in a currency (nothing: the one of the records)."""

    period: Period
    as_of: date | None
    currency: str = ""

    def read(self, reader: Reader) -> TerritoryData:
        """What it needs. Raises Refused and BadValue as report_currency does, MissingRate for sales of the period."""
        return TerritoryData(reader, self.period, self.as_of, self.currency)


def _money(key: str, rank: int = 0, undefined: bool = True) -> Column:
    return Column(key, Kind.MONEY, undefined=undefined, rank=rank, whole=True)


_COLUMNS = (
    Column("territory", table_only=True),
    Column("key", rank=4),
    Column("name")._replace(undrawn=True),
    Column("level", rank=3),
    Column("depth", Kind.INT, undrawn=True),
    Column("parent", rank=7),
    Column("currency", rank=8),
    Column("accounts", Kind.INT),
    Column("own_accounts", Kind.INT, rank=5),
    _money("actual", undefined=False),
    _money("own_actual", 4, undefined=False),
    _money("target", 1),
    _money("own_target", 6),
    Column("attainment", Kind.PERCENT, header="done", undefined=True, rank=2, whole=True),
    Column("lines", Kind.INT, rank=8),
)


def report_territories(reader: Reader, question: Question) -> Report:
    """A row for each territory, those below it right after it, the largest first; what lies in none comes last.

    The figures of a row are of the node and all below it: each account counts once in it, in however many territories
    of it it lies, and a sale where its account lay on the sale's own day. The total is that of `report sales`.
    """
    data = question.read(reader)
    own, rolled = node_sums(data)
    shape = _Shape(data)
    tree = Tree(data.nodes, data.nodes)
    largest = sorted(data.nodes, key=lambda each: (-rolled[each].actual, data.nodes[each].code.lower()))
    rows = []
    for each in tree.downwards({node: place for place, node in enumerate(largest)}):
        node, above = data.nodes[each], tree.parent[each]
        names = (_INDENT * tree.depth[each] + node.name, node.code, node.name, node.level, tree.depth[each])
        parent = None if above is None else data.nodes[above].code
        rows.append((*names, parent, *shape.cells(rolled[each], own[each])))
    if rolled[NOWHERE].says_something:
        rows.append((NO_NODE, None, NO_NODE, None, 0, None, *shape.cells(rolled[NOWHERE], own[NOWHERE])))
    several, owners = overlapping(data), owner_nodes(reader, data)
    warning = behind_the_books(data)
    return Report(
        "territories",
        _COLUMNS,
        rows if data.nodes else [],
        total=_total(data, shape),
        facts={
            **data.window.facts(data.rates.to),
            "overlap": data.rates.money(counted_more_than_once(several)),
            "overlaps": overlap_facts(data, several),
            "owners": owner_facts(owners),
            "booked_to": data.books.booked_to,
        },
        title=f"Territories {title(data)}",
        empty=NO_TERRITORIES,
        notes=(*filter(None, [warning]), *notes(data, rolled, several, owners)) if data.nodes else (),
        warning=warning,
        depth="depth",
        chart=Bullets("Sales on the way to their targets", "name", "actual", "target"),
    )


def title(data: TerritoryData) -> str:
    """The period, the currency, the day where that is another than today."""
    look = data.window
    return f"{look.period.name}, {data.rates.to}{told_as_of(look.as_of, data.today, look.period.last_day)}"


def _total(data: TerritoryData, shape: _Shape) -> Sequence[Any]:
    """Every account and every sale once; the target is that of `report sales`."""
    whole = NodeSums()
    whole.accounts |= data.lying.keys()
    for part in data.stays:
        whole.count(part)
    aim = data.book.total(data.window.period)
    whole.targets = [aim] if aim else []
    return ("total", "total", None, None, None, None, *shape.cells(whole, None))


class _Shape:
    """From sums to cells: rounding happens here, once."""

    def __init__(self, data: TerritoryData) -> None:
        self._rates = data.rates

    def cells(self, rolled: NodeSums, own: NodeSums | None) -> tuple[Any, ...]:
        """From `currency` on. own: nothing of the total, which is no node."""
        money, aim = self._rates.money, rolled.target
        own_aim = own.target if own else None
        return (
            self._rates.to,
            len(rolled.accounts),
            len(own.accounts) if own else None,
            money(rolled.actual),
            money(own.actual) if own else None,
            money(aim.amount) if aim else None,
            money(own_aim.amount) if own_aim else None,
            in_percent(ratio(Fraction(rolled.actual), aim.amount)) if aim else None,
            rolled.lines,
        )
