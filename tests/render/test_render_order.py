"""The order of a report's rows, and how many of them are shown."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Report
from amcli.render.order import limited, ordered

COLUMNS = (
    Column("key"),
    Column("name", header="account"),
    Column("amount", Kind.MONEY),
    Column("due", Kind.DATE),
    Column("tags", Kind.LIST),
    Column("needed_day", Kind.INT),
    Column("needed_week", Kind.INT),
    Column("trend", Kind.SPARK),
)
ROWS = [
    ("B10", "Zeta", Decimal("5.00"), date(2026, 3, 1), ("b",), 1, 1, ()),
    ("B9", "alpha", None, None, None, 2, None, ()),
    ("B1", "Äther", Decimal("-7.50"), date(2025, 3, 1), ("B", "a"), 1, 2, ()),
    ("B2", None, Decimal("5.00"), date(2026, 2, 1), ("a",), 3, 3, ()),
]
REPORT = Report("made-up", COLUMNS, ROWS, total=("total", *[None] * 7))


def keys(report: Report) -> list[Any]:
    return [row[0] for row in report.rows]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("", "B10 B9 B1 B2"),
        ("key", "B1 B2 B9 B10"),  # an id by its number
        ("-key", "B10 B9 B2 B1"),
        ("name", "B9 B10 B1 B2"),  # in any case; what has none is last
        ("-name", "B1 B10 B9 B2"),  # and still last when turned round
        ("amount", "B1 B10 B2 B9"),
        ("-amount", "B10 B2 B1 B9"),  # equals stay as they were
        ("-amount,due", "B2 B10 B1 B9"),
        ("needed_day,-needed_week", "B1 B10 B9 B2"),
        ("due", "B1 B2 B10 B9"),
        ("tags", "B2 B10 B1 B9"),
        ("-account", "B1 B10 B9 B2"),  # a header
        ("AMOUNT, due", "B1 B2 B10 B9"),
        ("-am", "B10 B2 B1 B9"),  # the beginning of one key
        ("needed day", "B10 B1 B9 B2"),
    ],
)
def test_order(order: str, wanted: str) -> None:
    """By any column, turned round by -, by several; rows without a value last either way."""
    assert keys(ordered(REPORT, order)) == wanted.split()


@pytest.mark.parametrize(
    ("order", "nearest"),
    [
        ("amuont", ("amount",)),
        ("needed", ("needed_day", "needed_week")),
        ("trend", ()),
        ("", None),
        ("-", ()),
        ("key,,due", ()),
    ],
)
def test_what_is_no_column(order: str, nearest: tuple[str, ...]) -> None:
    """An unknown column, one that may be several, and a drawing are refused, with what is accepted."""
    if nearest is None:
        assert ordered(REPORT, order) is REPORT
        return
    with pytest.raises(BadValue, match=r"use key, name, amount, due, tags, needed_day, needed_week$") as error:
        ordered(REPORT, order)
    assert error.value.candidates == nearest


def test_a_tree_stays_a_tree() -> None:
    """Rows of one parent change places, each with all those below it."""
    rows = [("a", 0, 5), ("b", 1, 1), ("c", 2, 9), ("d", 1, 3), ("e", 0, 8), ("f", 1, 2), ("g", 0, None)]
    tree = Report("tree", (Column("key"), Column("depth", Kind.INT), Column("amount", Kind.INT)), rows, depth="depth")
    assert keys(ordered(tree, "-amount")) == ["e", "f", "a", "d", "b", "c", "g"]
    assert keys(ordered(tree, "amount")) == ["a", "b", "c", "d", "e", "f", "g"]
    deep = [(str(depth), depth, depth) for depth in range(3000)]
    assert keys(ordered(tree._replace(rows=deep), "-amount")) == [row[0] for row in deep]


def test_a_limit_hides_nothing_of_the_total() -> None:
    """The first rows, the total as it was, and how many more there are."""
    found = limited(ordered(REPORT, "key"), 3)
    assert (keys(found), found.total, found.more) == (["B1", "B2", "B9"], REPORT.total, 1)
    assert found.sentences == ("and 1 more: the total counts them too",)
    assert limited(REPORT, 4).more == limited(REPORT, 9).more == 0
    assert limited(REPORT._replace(total=None), 0).sentences == ("and 4 more",)
