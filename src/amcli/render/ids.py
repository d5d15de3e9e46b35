"""References, one a line, for xargs."""

from __future__ import annotations

from typing import TextIO

from amcli.base.errors import BadValue
from amcli.base.results import Record, Report
from amcli.base.text import one_line
from amcli.render.select import Rows


def write_ids(result: Rows, out: TextIO) -> None:
    """The reference of each row as it comes; rows without one (the rest of a report, say) are left out.

    Raises BadValue where the result has no references.
    """
    keys = [column.key for column in result.columns]
    if result.reference not in keys:
        raise BadValue("these rows have no references: use another format than ids")
    place = keys.index(result.reference)
    said: set[object] = set()
    for row in [result.row] if isinstance(result, Record) else result.rows:
        if row[place] in (None, ""):
            continue
        if isinstance(result, Report):  # of two keys the first stands in many rows
            if row[place] in said:
                continue
            said.add(row[place])
        out.write(f"{one_line(str(row[place]))}\n")
