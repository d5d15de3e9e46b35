"""What a verb made of records, as a sentence says it: each with what of it went from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.records.services.changes import changed
from amcli.records.services.descriptions import describe
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

TOLD = 3  # records of which a sentence says what became of them; the others are counted

Changes = Callable[[UnitOfWork, Row, Row], Iterable[str]]


def told(
    work: UnitOfWork,
    noun: Noun,
    verb: str,
    before: Mapping[int, Row],
    changes_of: Changes,
    *,
    more: Sequence[str] = (),
    dry_run: bool = False,
) -> Change:
    """The result of an operation, and its summary. before: the records as they were, by id; changes_of: what to say of
    how one was and is; more: what else the operation made, each a reference and what is said of it.
    """
    said = []
    for record_id, row in list(before.items())[:TOLD]:
        changes = ", ".join(changes_of(work, row, work.row(noun.name, record_id)))
        said.append(describe(work, noun, record_id) + (f": {changes}" if changes else ""))
    if len(before) > TOLD:
        said.append(f"and {len(before) - TOLD} more")
    work.summary = f"{verb} {noun.name} {'; '.join(said)}"
    work.summary += "".join(f", {each}" for each in more)
    return changed(work, [f"{noun.letter}{record_id}" for record_id in before], dry_run=dry_run)
