"""One issue opened: what it is and how far, what is next about it, and all that happened, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amcli.base.results import Record
from amcli.features.issues.nouns import ISSUE
from amcli.records.reports.show import record, without_repeats
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

# What the record says once at the top, its sections do not say again.
_REPEATED = frozenset({"account", "account_name", "issue", "about", "title"})
_OF_DEADLINES = _REPEATED - {"title"}  # theirs is their own


def brief(reader: Reader, text: str) -> Record:
    """The issue that a text names, with what belongs to it. Raises NotFound and Ambiguous."""
    found = record(reader, ISSUE, text)
    sections = tuple(section._replace(rows=list(section.rows)) for section in found.sections)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.issues.reports.brief_screen import brief_screen
        from amcli.features.issues.reports.clock_lines import clock_lines

        lists = {section.noun: section.by_key() for section in sections}
        clock = clock_lines(reader, lists["phases"])
        return brief_screen(reader.env.now, cells, lists, keeper_code(reader), clock)

    shown = tuple(
        without_repeats(section, _OF_DEADLINES if section.noun == "deadlines" else _REPEATED) for section in sections
    )
    return found._replace(sections=shown, title=f"{cells['id']} · {cells['title']}", drawing=drawing)
