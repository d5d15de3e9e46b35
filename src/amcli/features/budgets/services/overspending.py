"""What is said after a change: which budgets it left overspent, and by how much."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.features.budgets.reports.overspent import overspent_of
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork

_NAMED = 5  # so many budgets are said one by one
# What of a record decides how far its budget is spent; a memo or a new name does not.
_DECIDES = {"expense": ("budget_id", "amount_minor", "kind"), "budget": ("amount_minor", "direction")}


def overspending(work: UnitOfWork) -> list[str]:
    """A sentence for each budget whose money this operation changed and that is overspent after it."""
    touched = set(_touched(work))
    found = overspent_of(work.connection, touched)
    said = [f"{each.id} {each.text}" for each in found[:_NAMED]]
    more = len(found) - _NAMED
    if more > 0:
        said.append(f"and {more} more {'budget is' if more == 1 else 'budgets are'} overspent")
    return said + _counted_nowhere(work, touched)


def _counted_nowhere(work: UnitOfWork, touched: set[int]) -> list[str]:
    """Expenses of a revenue budget, whose figure is what is sold."""
    if not any(table == "expense" for table, *_ in work.every_change()):
        return []
    sql = """SELECT 'B' || id || ' ' || name FROM budget WHERE direction = 'revenue'
        AND id IN (SELECT value FROM json_each(?)) ORDER BY id"""
    rows = work.connection.execute(sql, (str(sorted(touched)),))
    return [f"{name} is of revenue, so what is spent from it counts in no figure" for (name,) in rows]


def _touched(work: UnitOfWork) -> Iterator[int]:
    """The budgets whose amount or spending was changed."""
    for table, record_id, before, after in work.every_change():
        columns = _DECIDES.get(table, ())
        if columns and _values(before, columns) != _values(after, columns):
            for image in (before, after):
                if image:
                    yield image["budget_id"] if table == "expense" else record_id
    for table, first, last in work.ranges:
        if table == "expense":
            sql = "SELECT DISTINCT budget_id FROM expense WHERE id BETWEEN ? AND ?"
            yield from (row[0] for row in work.connection.execute(sql, (first, last)))


def _values(image: Row | None, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(image[column] for column in columns) if image else ()
