"""What has to agree with the user's own models: the text of each is a model, and says the code that it is kept by."""

from __future__ import annotations

import sqlite3
from datetime import date

from amcli.base.text import name_key
from amcli.features.models.reports.library import own


class OwnModels:
    """store/agreement.py: Agreement. Every command that takes one in sees to it; a tool of somebody's own may not."""

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """A sentence for each text that is no model, or another one's."""
        found = []
        for entry in own(connection):
            how = f"`amcli model remove {entry.code}` takes it out"
            if entry.model is None:
                found.append(f"{entry.wrong}: {how}")
            elif name_key(entry.model.code) != name_key(entry.code):
                found.append(f"model {entry.code} has the text of {entry.model.code}: {how}")
        return found[:most]

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Nothing: what was meant would have to be guessed."""
        return ""


AGREES = OwnModels()
