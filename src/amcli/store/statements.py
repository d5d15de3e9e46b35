"""The statements of the bulk loader: one file each in bulk_sql/, with what it does and why at its head.

Which columns and tables they are about is known only when they run: their names stand in the files as {placeholders}.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("bulk_sql")


def statement(name: str, **parts: str) -> str:
    """The text of bulk_sql/NAME.sql with its placeholders filled.

    parts: SQL made of the names of the program's own columns and tables; what a user typed is bound, never filled in.
    KeyError where a placeholder gets nothing.
    """
    return _text(name).format_map(parts)


@cache
def _text(name: str) -> str:
    """A file without its comments: what they say of a placeholder is not to be filled in."""
    lines = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
