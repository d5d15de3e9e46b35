"""Two spellings of one colleague: what they ask for beyond a merge of any two records."""

from __future__ import annotations

from amcli.base.registry import NOUNS
from amcli.records.services.merge import Merging, note_ended
from amcli.store.lookup import Found
from amcli.store.session import UnitOfWork


class _Colleagues(Merging):
    """What colleagues ask for. Whoever keeps the file is found by what he was called before, as anybody is."""

    def begin(self, work: UnitOfWork, kept: Found, gone: Found, figures: str) -> list[str]:
        """Say who of the two left."""
        note_ended(work, NOUNS["colleague"], kept, gone)
        return super().begin(work, kept, gone, figures)


COLLEAGUES = _Colleagues()
