"""The columns of a file of deals: what says how a deal ended, when, and what it came to.

The whole kind: a stage and a status beside it, columns of yes and no (Is Won, Is Closed), a day for won and one for
lost deals, the expected amount and the actual one. Where a file has one of a pair alone, that one says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amcli.base.fields import Field
from amcli.base.text import quote
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows

STAGE = "stage"
STATUS = "status"  # what a file may say of a record that can be closed, or of whether a row counts
CLOSED, AMOUNT = "closed", "amount"
# What files say beside these: how a deal ended, with a yes; when it was lost; what it came to in the end.
FLAGS = IS_WON, IS_LOST, IS_CLOSED = "is_won", "is_lost", "is_closed"
LOST_ON, ACTUAL = "lost_on", "actual"
_INSTEAD = ((STATUS, STAGE), (IS_WON, STAGE), (LOST_ON, CLOSED), (ACTUAL, AMOUNT))


def settle_deals(fields: Sequence[Field], found: dict[str, ColumnSource], rows: FirstRows) -> list[str]:
    """Take each column for what it says: a Closed that has a yes or a no is no day, and a Status without a stage beside
    it is the stage. What is to be said of it.
    """
    of_name = {field.name: field for field in fields}
    said = []
    closed = found.get(CLOSED)
    if closed and closed.columns and not rows.is_empty(closed.columns[0]) and not _has_days(rows, closed.columns[0]):
        del found[CLOSED]
        found.setdefault(IS_CLOSED, replace(closed, field=of_name[IS_CLOSED]))
    for other, name in _INSTEAD:
        if other in found and name not in found:
            source = found.pop(other)
            found[name] = replace(source, field=of_name[name])
            said.append(f"{name} is {quote(source.title)}: no other column says it")
    return said


def _has_days(rows: FirstRows, place: int) -> bool:
    return not rows.rows or any(len(text) > 1 and any(map(str.isdigit, text)) for text in rows.filled(place))
