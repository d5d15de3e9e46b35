"""How the cells of a register are read that say how a contract goes on: by itself, by agreement, or not at all.

A yes means what the title asks: `Extendable` is by agreement, `Auto-renewal` by itself. A no of the latter says only
that it does not renew by itself.
"""

from __future__ import annotations

import re

from amcli.base.errors import Question
from amcli.base.fields import Noun
from amcli.base.text import quote
from amcli.features.contracts.nouns import EXPRESS, NO, TACIT
from amcli.records.services.row_draft import RowDraft
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.columns.header import plain_title, plain_titles
from amcli.tools.importing.services.columns.register_columns import EXTENDABLE, RENEWS
from amcli.tools.importing.services.columns.register_names import CONTRACT as NAMES
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.cell_step import FoundStep
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.questions import LeftOut
from amcli.tools.importing.services.rows.word_lists import SKIP

SAID = "renews_said"  # in a draft: a cell of the row says how it renews
_BY_ITSELF = re.compile(r"auto|stillschweigend|tacit|tácit|stilzwijgend", re.IGNORECASE)
_OPTIONS = re.compile(r"[0-9]\s*(?:[x×+/]\s*[0-9]|[^\W\d_])|^\s*[1-9][0-9]?\s*$")  # `2 x 12 months`, `1+1`, `24 months`


class RenewsStep(FoundStep):
    """A word for how it renews, or a yes to what the title asks."""

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self._automatic = _BY_ITSELF.search(taken.title) is not None
        self._asks = not self._automatic and plain_title(taken.title) in plain_titles(NAMES[EXTENDABLE])

    def put(self, text: str, draft: RowDraft) -> None:
        draft.columns[self.column] = self.read(text)
        draft.columns[SAID] = True

    def _find(self, text: str) -> str:
        told = self.context.told.word(RENEWS, text)
        if told == SKIP:
            raise LeftOut(f"{quote(text)} is left out (--word)")
        yes = words.yes_or_no(text) if self._automatic or self._asks else None
        found = None if yes is not None else words.our_word(self.noun.name, self.noun.field(RENEWS), text)
        if told:
            return told
        if yes is False:
            return EXPRESS if self._automatic else NO
        if yes:
            return TACIT if self._automatic else EXPRESS
        if not found and self._asks and _OPTIONS.search(text):
            return EXPRESS
        if not found:
            what = "which does not say whether such a contract renews by itself"
            raise Question(what, f"--word {RENEWS}:{{}}={TACIT}, ={EXPRESS} or ={NO}")
        return found
