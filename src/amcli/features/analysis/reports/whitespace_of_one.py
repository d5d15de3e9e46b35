"""Whitespace of one account for people: its groups down, with the reasons."""

from __future__ import annotations

from amcli.base.results import Report
from amcli.features.analysis.reports.whitespace_cells import Whitespace

_SHOWN = {"group_name": "group", "state": "", "sold": "", "last_sold": "last", "potential": "", "reason": ""}
_RANKS = {"last_sold": 2, "sold": 1}  # they make room for the reason


def drawn_of_one(space: Whitespace, report: Report, room: int) -> Report:
    """The rows under their groups; who it is stands in the title."""
    keys = [column.key for column in report.columns]
    places = [keys.index(key) for key in _SHOWN]
    columns = [
        column._replace(header=_SHOWN[column.key], rank=_RANKS.get(column.key, 0), also=_SHOWN[column.key])
        for column in (report.columns[place] for place in places)
    ]
    assert report.total is not None
    rows = [[row[place] for place in places] for row in report.rows]
    total = [
        "total",
        *(report.total[place] for place in places[1:-1]),
        f"what is white; {space.besides}" if space.besides else None,
    ]
    return report._replace(
        columns=tuple(columns), rows=rows, total=total, title=f"{report.title} · {space.accounts[0].name}", drawn=None
    )
