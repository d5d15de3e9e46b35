"""Records that hold from a day to a day, two of which may not hold on the same one: what `doctor` checks."""

from __future__ import annotations

import sqlite3
from datetime import date

from amcli.base.registry import NOUNS

_PAIRS = """SELECT a.id, b.id, o.code FROM "{noun}" a JOIN "{noun}" b ON a.id < b.id AND ({same})
    JOIN "{owner}" o ON o.id = a."{column}"
    WHERE (a.until IS NULL OR b.start IS NULL OR b.start <= a.until)
        AND (b.until IS NULL OR a.start IS NULL OR a.start <= b.until) ORDER BY a.id, b.id LIMIT ?"""


class NoOverlaps:
    """The days of each two records that may have none in common (store/agreement.py: Agreement)."""

    def __init__(self, noun: str, same: str, what: str) -> None:
        """same: which two may not hold on the same day, as SQL over both, `a` and `b`. what: they say, of an owner."""
        self._noun, self._same, self._what = noun, same, what

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """Each pair that holds on the same days, with what to type."""
        noun = NOUNS[self._noun]
        owner = noun.owner
        assert owner is not None  # records that hold by the day are somebody's
        sql = _PAIRS.format(noun=noun.name, same=self._same, owner=owner.noun, column=owner.column)
        everything = " --all" if noun.live else ""
        return [
            f"{noun.letter}{one} and {noun.letter}{other} say on the same days {self._what.format(code)}: "
            f"`amcli {noun.name} list {code}{everything}` shows them"
            for one, other, code in connection.execute(sql, (most,))
        ]

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Nothing: which of two is wrong, nobody can tell."""
        del connection, day
        return ""
