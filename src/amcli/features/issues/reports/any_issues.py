"""Whether a file has issues at all: where it has none, the screens and the reminders load nothing more of them."""

from __future__ import annotations

from amcli.store.reader import Reader


def has_issues(reader: Reader) -> bool:
    """Whether there is any, open or not."""
    (last,) = reader.rows("SELECT max(id) FROM issue").fetchone()  # the end of the table: no scan
    return last is not None
