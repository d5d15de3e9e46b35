"""Each contract stands as its terms say: what `doctor` checks, and repairs in the terms."""

from __future__ import annotations

import sqlite3
from datetime import date

from amcli.base.text import number_of
from amcli.features.contracts.services.terms import OF_CONTRACT
from amcli.records.services.dated_rows import DatedRows
from amcli.records.services.last_rows import LastRows

_SAME = {"end": "end", "value": "value_minor", "currency": "currency", "per": "per"}
_FIRST = "(SELECT id FROM term WHERE contract_id = c.id ORDER BY start, id LIMIT 1)"
_LAST = "(SELECT id FROM term WHERE contract_id = c.id ORDER BY start DESC, id DESC LIMIT 1)"
_BEGINS = f"""SELECT c.id, t.id FROM contract c JOIN term t ON t.id = {_FIRST}
    WHERE t.start <> c.start ORDER BY c.id LIMIT ?"""
_OVERLAPS = """SELECT contract_id, id, before FROM (
        SELECT contract_id, id, start, lag(id) OVER terms AS before, lag("end") OVER terms AS ended
        FROM term WINDOW terms AS (PARTITION BY contract_id ORDER BY start, id)
    ) WHERE start <= ended ORDER BY contract_id, id LIMIT ?"""
_COLUMNS = ", ".join(f'"{column}"' for column in OF_CONTRACT)
_OURS = ", ".join(f'c."{column}"' for column in OF_CONTRACT)
_THEIRS = ", ".join(f't."{column}"' for column in OF_CONTRACT)
_START = f"CASE WHEN t.id = {_FIRST} THEN c.start ELSE t.start END"
# As keep_terms would have it: the first term begins with the contract, the last one has what the contract says; what
# cannot be a term stays as it is.
_REPAIRS = (
    f"""INSERT INTO term (contract_id, start, {_COLUMNS}) SELECT c.id, c.start, {_OURS} FROM contract c
        WHERE {_FIRST} IS NULL""",
    f"""UPDATE term AS t SET (start, {_COLUMNS}) = ({_START}, {_OURS}) FROM contract c
        WHERE t.id = {_LAST} AND (t.start, {_THEIRS}) IS NOT ({_START}, {_OURS}) AND c."end" >= {_START}""",
    f"""UPDATE term AS t SET start = c.start FROM contract c
        WHERE t.id = {_FIRST} AND t.start <> c.start AND c.start <= t."end" """,
)


class _LastTerms(LastRows):
    """The terms of each contract beside the record."""

    def __init__(self) -> None:
        super().__init__(DatedRows("contract", "term", "start", OF_CONTRACT), _SAME, "o.start")

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """The contracts that have no term, or end otherwise than with their last one; that begin otherwise than with
        their first one; the terms that begin before the one before them is over.
        """
        found = super().problems(connection, most)
        for record, term in connection.execute(_BEGINS, (most,)):
            found.append(f"CT{record} does not begin with its first term TM{term}")
        for record, term, before in connection.execute(_OVERLAPS, (most,)):
            found.append(f"TM{term} of CT{record} begins before TM{before} is over")
        return found

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Give the first term its first day, the last one what the contract says, and a contract without any its first.

        What overlaps stays as it is: which of two terms is wrong, nobody can tell.
        """
        made = sum(connection.execute(sql).rowcount for sql in _REPAIRS)
        return f"{number_of(made, 'term')} made as the contract says" if made else ""


LAST_TERMS = _LastTerms()
