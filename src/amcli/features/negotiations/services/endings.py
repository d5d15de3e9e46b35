"""How negotiations end, agreed or broken off, and how they are opened again."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.features.negotiations.nouns import AGREED, NEGOTIATION, OUTCOMES
from amcli.features.negotiations.services.found import day_in, negotiation, open_negotiation
from amcli.records.services.changes import RecordDraft, changed, draft_change, write_change
from amcli.records.services.descriptions import describe
from amcli.records.services.still_open import note_still_open
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation


def close(env: Env, names: Sequence[str], outcome: str, *, on: str = "", dry_run: bool = False) -> Change:
    """End negotiations, of a day. Refused for one that has ended, and as agreed while a point has no agreed value;
    BadValue without an outcome and for a day that cannot be; NotFound.
    """
    if not outcome:
        raise BadValue(f"say how it ended: type --outcome {' or --outcome '.join(OUTCOMES)}")

    def prepare(work: UnitOfWork) -> list[tuple[Row, RecordDraft]]:
        drafts = []
        for name in dict.fromkeys(names):
            row = open_negotiation(work, name)
            typed = {"outcome": outcome, "closed": day_in(work, row, on)}
            drafts.append((row, draft_change(work, NEGOTIATION, row["id"], typed)))
        return drafts

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        said = []
        for row, draft in drafts:
            write_change(work, NEGOTIATION, row["id"], draft)
            said.append(f"{describe(work, NEGOTIATION, row['id'])}: {draft.row['outcome']}")
            if draft.row["outcome"] == AGREED:
                work.notes += _what_follows(work, row)
        for row, _ in drafts:
            note_still_open(work, NEGOTIATION, row["id"])
        work.summary = f"closed negotiation {'; '.join(said)}"
        return changed(work, [f"NG{row['id']}" for row, _ in drafts], dry_run=dry_run)


def reopen(env: Env, names: Sequence[str], *, dry_run: bool = False) -> Change:
    """Open ended negotiations again, with all that was offered and agreed. Refused for an open one; NotFound."""

    def prepare(work: UnitOfWork) -> list[Row]:
        rows = [negotiation(work, name) for name in dict.fromkeys(names)]
        for row in rows:
            if not row["closed"]:
                raise Refused(f"NG{row['id']} is open: there is nothing to open again")
        return rows

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, rows):
        said = []
        for row in rows:
            work.update(NEGOTIATION.name, row["id"], {"outcome": None, "closed": None})
            said.append(f"{describe(work, NEGOTIATION, row['id'])}: {row['outcome']} on {row['closed']} before")
        work.summary = f"reopened negotiation {'; '.join(said)}"
        return changed(work, [f"NG{row['id']}" for row in rows], dry_run=dry_run)


def _what_follows(work: UnitOfWork, row: Row) -> list[str]:
    """The command that says elsewhere what an agreement was about, while nothing does."""
    if row["opportunity_id"]:
        called = f"OP{row['opportunity_id']}"
        if work.scalar("SELECT closed FROM opportunity WHERE id = ?", row["opportunity_id"]) is None:
            return [f"it was about {called}: `amcli opportunity won {called}` says that it is won"]
    if row["contract_id"]:
        called = f"CT{row['contract_id']}"
        return [f"it was about {called}: `amcli contract renew {called}` begins its next term"]
    return []
