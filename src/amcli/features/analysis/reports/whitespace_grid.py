"""Whitespace for people: accounts down, groups across, a sign in each cell, as many groups as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from amcli.base.money import grouped
from amcli.base.results import Column, Kind, Report
from amcli.base.text import one_line
from amcli.features.accounts.reports.account_tree import names
from amcli.features.analysis.reports.whitespace_cells import CellOf, Whitespace
from amcli.features.analysis.reports.whitespace_data import Group
from amcli.features.analysis.rules.whitespace import BOUGHT, DROPPED, GAP, LOST, NOT_ELIGIBLE, OPEN
from amcli.render.width import width

_GAP = 2
_NAME = 20  # cells that the names of accounts may take, where no word of them is longer
_DOT = "●"  # what is bought, where its amounts have no room
_SIGNS = {LOST: "– ", DROPPED: "↓", GAP: "", NOT_ELIGIBLE: "×"}
_NO_MORE = {LOST: "–", DROPPED: "↓", GAP: "·", NOT_ELIGIBLE: "×"}  # where nothing could be sold
_LEGEND = {
    DROPPED: "↓ bought before",
    GAP: "· or + never bought",
    OPEN: "OP open opportunity",
    LOST: "– lost",
    NOT_ELIGIBLE: "× not for it",
}


class _Drawn(NamedTuple):
    """A column: its group, and its cells in the order of the rows."""

    group: Group
    cells: Sequence[str]

    @property
    def header(self) -> str:
        return one_line(self.group.name)

    @property
    def width(self) -> int:
        """The least that breaks no cell and no word of the header."""
        return max(map(width, [*self.cells, *self.header.split()]), default=1)

    def aligned(self, cells: int) -> list[str]:
        """What it holds to the right, as amounts stand."""
        return [" " * (cells - width(cell)) + cell for cell in self.cells]


def drawn(space: Whitespace, report: Report, room: int) -> Report:
    """The grid as a report of its own, at most `room` cells wide: with the amounts that were bought and the names of
    the accounts where there is room for all groups; else with a dot for what was bought and their codes, and then the
    groups in which most could be sold. What has no place is named.
    """
    more = [space.money(space.potential(cells)) if any(cell.white for cell in cells) else None
            for cells in _by_account(space)]  # fmt: skip
    total = space.money(space.potential(space.cells))
    last = max(map(width, ["potential", *(_whole(each) for each in [*more, total])]))
    columns: list[_Drawn] = []
    for amounts in (True, False):
        labels = _labels(space, by_name=amounts)
        left = room - _takes(labels) - last - _GAP
        columns = _fitting(space, left, amounts)
        if len(columns) == len(space.data.groups):
            break
    shown = {column.group.key for column in columns}
    missing = [group.name for group in space.data.groups if group.key not in shown]
    in_full = sum(max(column.width, width(column.header)) + _GAP for column in columns) <= left
    cells = [column.aligned(max(column.width, width(column.header) if in_full else 0)) for column in columns]
    notes = (_legend(space, amounts), *report.notes)
    if missing:
        notes = (*notes, f"no room at this width for {names(missing)} (-f plain has each)")
    return report._replace(
        columns=(
            Column("account", also="key"),
            *(Column(f"group{place}", header=column.header) for place, column in enumerate(columns)),
            Column("potential", Kind.MONEY, whole=True),
        ),
        rows=list(zip(labels, *cells, more, strict=True)),
        total=("total", *("" for _ in columns), total),
        notes=notes,
        drawn=None,
    )


def _by_account(space: Whitespace) -> list[list[CellOf]]:
    count = len(space.data.groups)
    return [space.cells[place : place + count] for place in range(0, len(space.cells), count)]


def _labels(space: Whitespace, *, by_name: bool) -> list[str]:
    """The names of the accounts; where room is short the codes, if those are shorter."""
    called = [one_line(account.name) for account in space.accounts]
    codes = [account.code for account in space.accounts]
    return codes if not by_name and _takes(codes) < _takes(called) else called


def _takes(labels: Sequence[str]) -> int:
    """The cells that the first column takes: all of its texts up to some comfort, at least their longest word."""
    longest = max(width(word) for label in [*labels, "account"] for word in label.split() or [""])
    return max(min(max(map(width, labels), default=0), _NAME), longest)


def _fitting(space: Whitespace, room: int, amounts: bool) -> list[_Drawn]:
    """As many columns as there is room for, in the order of the groups: those first in which most could be sold."""
    groups = space.data.groups
    by_group = {group.key: space.cells[place :: len(groups)] for place, group in enumerate(groups)}
    could = {group.key: space.potential(by_group[group.key]) for group in groups}
    found: dict[object, _Drawn] = {}
    for group in sorted(groups, key=lambda group: -could[group.key]):
        column = _Drawn(group, [_sign(space, cell, amounts) for cell in by_group[group.key]])
        if column.width + _GAP <= room:
            found[group.key] = column
            room -= column.width + _GAP
    return [found[group.key] for group in groups if group.key in found]


def _sign(space: Whitespace, cell: CellOf, amounts: bool) -> str:
    if cell.state == BOUGHT:
        return _whole(space.money(cell.sold)) if amounts else _DOT
    if not cell.potential:
        return f"OP{cell.opportunity}" if cell.state == OPEN else _NO_MORE[cell.state]
    before = f"OP{cell.opportunity} " if cell.state == OPEN else _SIGNS[cell.state]
    return f"{before}+{_whole(space.money(cell.potential))}"


def _whole(amount: Decimal | None) -> str:
    return "" if amount is None else grouped(amount, whole=True)


def _legend(space: Whitespace, amounts: bool) -> str:
    """What the signs mean that are there."""
    bought = ["an amount bought" if amounts else f"{_DOT} bought"] if space.counts[BOUGHT] else []
    said = [text for state, text in _LEGEND.items() if space.counts[state]]
    return "; ".join(
        [*bought, *said, *(["+ with what it could come to"] if any(cell.potential for cell in space.cells) else [])]
    )
