"""Whether a file is whole: its pages, its indexes, and what the schema demands of each row.

On a connection that may not write SQLite leaves out the CHECKs of `PRAGMA integrity_check`, without a word. So a file
is looked over by one that could write and is told not to; where the system allows none, a copy in memory is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from amcli.store.connect import open_as_is

WAL_MODE, ROLLBACK_MODE = b"\x02\x02", b"\x01\x01"
MODE_AT = 18  # bytes 18 and 19 of a file: who may write and read it (https://www.sqlite.org/fileformat2.html)


def open_to_check(path: Path) -> sqlite3.Connection:
    """A connection that sees all that is wrong with a file, and changes nothing. Raises what SQLite says of it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        connection = open_as_is(path, "rw")
    else:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with closing(open_as_is(path)) as source:
            source.backup(connection)
    connection.execute("PRAGMA query_only=ON")
    return connection


def problems(connection: sqlite3.Connection, most: int, check: str = "integrity_check") -> list[str]:
    """What is wrong, at most so many sentences. check: or `quick_check`, which leaves the indexes out."""
    found = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({most})")]
    return [text.splitlines()[-1] for text in found if text != "ok"]  # the last line is below a title


def lost_references(connection: sqlite3.Connection, most: int) -> list[str]:
    """Rows that refer to a row which is not there, at most so many sentences."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(most)
    return [f"{table} {row} refers to no {parent}" for table, row, parent, _ in rows]


def log_of_another(path: Path) -> bool:
    """Whether the file is whole without the log beside it and is not with it: then the log is another file's.

    So it is where a file was replaced while a program had it open, or was copied without its log to where one lay.
    """
    log = _log_beside(path)
    if not (log.exists() and log.stat().st_size):
        return False
    try:
        with closing(open_as_is(path, "ro")) as both:
            if not problems(both, 1):
                return False
    except sqlite3.DatabaseError:  # too broken to be looked over
        pass
    try:
        with closing(open_as_is(path, "ro&immutable=1")) as alone:
            return not problems(alone, 1)
    except sqlite3.DatabaseError:
        return False


def another_log(path: Path) -> str:
    """What to say of such a log, and what to do about it."""
    log = _log_beside(path)
    return f"{log} is the log of another file: end all programs that have the portfolio open, and move it away"


def _log_beside(path: Path) -> Path:
    return Path(f"{path.resolve()}-wal")


@contextmanager
def without_log(draft: Path) -> Iterator[None]:
    """Have a copy that nobody else uses say, for the block, that it needs no log: it could not be opened otherwise
    without the locks that are kept from it.
    """
    with draft.open("r+b", buffering=0) as file:
        file.seek(MODE_AT)
        mode = file.read(2)
        file.seek(MODE_AT)
        file.write(ROLLBACK_MODE if mode == WAL_MODE else mode)
        try:
            yield
        finally:
            file.seek(MODE_AT)
            file.write(mode)
