"""One opportunity opened: what it is, what is next, who takes part, what was said about it, how it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amcli.base.results import Listing, Record
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.records.reports.show import record, without_repeats
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

# What the record says once at the top, its sections do not say again.
_REPEATED = frozenset({"account", "account_name", "opportunity", "about", "name"})
_OF_PEOPLE = frozenset({"account", "account_name"})  # a person's name is no repetition


def brief(reader: Reader, text: str) -> Record:
    """The opportunity that a text names, with what belongs to it. Raises NotFound and Ambiguous."""
    found = record(reader, OPPORTUNITY, text)
    sections = tuple(section._replace(rows=list(section.rows)) for section in found.sections)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.pipeline.reports.brief_screen import brief_screen
        from amcli.features.pipeline.rules.stage_age import usual_days

        usual = usual_days(reader.env.config.stages).get(cells["stage"], 0)
        lists = {section.noun: section.by_key() for section in sections}
        return brief_screen(reader.env.now, cells, usual, lists, keeper_code(reader))

    return found._replace(
        sections=tuple(map(_once, sections)), title=f"{cells['id']} · {cells['name']}", drawing=drawing
    )


def _once(section: Listing) -> Listing:
    return without_repeats(section, _OF_PEOPLE if section.noun == "contacts" else _REPEATED)
