"""One contract opened, and how it is drawn for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amcli.base.results import Record
from amcli.features.contracts.reports.contract_record import opened
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen


def contract_record(reader: Reader, text: str) -> Record:
    """The contract that a text names, with what belongs to it. Raises NotFound and Ambiguous."""
    found, each = opened(reader, text)

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.screens.reports.contract_screen import contract_screen

        cells = dict(zip((column.key for column in found.columns), found.row, strict=True))
        lists = {section.noun: section.by_key() for section in found.sections}
        return contract_screen(reader.env.now, each, cells, lists, keeper_code(reader))

    return found._replace(drawing=drawing)
