"""The backups of the portfolio: when, why, how large, where, and whether they are still there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import quote
from amcli.store.backups import sound
from amcli.store.reader import Reader

COLUMNS = (
    Column("at", Kind.DATE, timed=True),
    Column("reason"),
    Column("bytes", Kind.INT),
    Column("there", Kind.FLAG),
    Column("path"),
)


class LastBackup(NamedTuple):
    """The newest backup that is known of: its moment, and where it is or was."""

    at: datetime
    path: Path


def listing(reader: Reader, *, sort: str = "", limit: int | None = None) -> Listing:
    """The backups that the portfolio has noted, the newest first, their moment by the machine's wall clock.

    BadValue for a `sort` by what is no column.
    """
    rows: list[Sequence[Any]] = [
        (_instant(at).astimezone().replace(microsecond=0, tzinfo=None), reason, size, Path(path).exists(), path)
        for at, reason, size, path in reader.rows(
            "SELECT at, reason, bytes, path FROM backup ORDER BY at DESC, id DESC"
        )
    ]
    keys = [column.key for column in COLUMNS]
    for word in reversed([part.strip() for part in sort.split(",") if part.strip()]):
        key = word.removeprefix("-")
        if key not in keys:
            raise BadValue(f"cannot sort by {quote(key)}: use {', '.join(keys)}")
        rows.sort(key=itemgetter(keys.index(key)), reverse=word.startswith("-"))
    shown = rows if limit is None else rows[:limit]
    return Listing("backup", COLUMNS, shown, "path", empty="No backup yet: amcli backup", more=len(rows) - len(shown))


def last(reader: Reader) -> LastBackup | None:
    """The newest one that was noted, or that lies in the folder of backups without a note."""
    sql = "SELECT at, path FROM backup WHERE reason NOT IN ('repair', 'damaged') ORDER BY at DESC, id DESC LIMIT 1"
    noted = reader.rows(sql).fetchone()
    one = LastBackup(_instant(noted[0]), Path(noted[1])) if noted else None
    path = reader.env.to_read()
    for lying in sound(path)[:1] if path else []:
        at = _instant(lying.stamp)
        if one is None or at > one.at:
            one = LastBackup(at, lying.path)
    return one


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at)
