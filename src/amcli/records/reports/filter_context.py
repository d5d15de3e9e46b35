"""What the filters of a list look up."""

from __future__ import annotations

from datetime import date

from amcli.base.registry import NOUNS
from amcli.base.time.period import Fiscal
from amcli.store.reader import Reader


class FileFilterContext:
    """What filters look up (a FilterContext), answered from the file."""

    def __init__(self, reader: Reader, owner: str = "", whose: str = "") -> None:
        """owner: a noun, and `whose` the record of it whose records are listed, where one was typed."""
        self._reader, self._owner, self._whose = reader, owner, whose

    @property
    def today(self) -> date:
        return self._reader.env.today

    @property
    def fiscal(self) -> Fiscal:
        """As configured; a list without a filter by a period asks for no configuration."""
        return self._reader.env.config.fiscal

    @property
    def decimal(self) -> str:
        return self._reader.env.config.decimal

    def record_id(self, noun: str, text: str) -> int:
        """The record that is meant, among those of the owner whose records are listed."""
        field = NOUNS[noun].owner
        of_owner = self._whose and field and field.noun == self._owner
        owner = self._reader.find(self._owner, self._whose).record_id if of_owner else None
        return self._reader.find(noun, text, owner).record_id

    def keeper(self, noun: str) -> int | None:
        return self._reader.keeper(noun)
