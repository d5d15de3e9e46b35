"""The text of a plan: written, and written again."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.features.plans.nouns import PLAN
from amcli.features.plans.rules.page import is_written
from amcli.records.services.changes import (
    RecordDraft,
    changed,
    draft_change,
    draft_new,
    finish,
    write_change,
    write_new,
)
from amcli.records.services.checks import record_with_same_key
from amcli.records.services.descriptions import describe
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation


def write_plan(
    env: Env, account: str, period: str, text: str, *, begun: str | None = None, dry_run: bool = False
) -> Change:
    """Write the plan of an account for a period, or the one that is there again, with today as its day. A text that
    stands there already is not written again.

    begun: what stood there when somebody began to write, if anything. BadValue where only headings are left; Refused
    where another wrote it meanwhile; NotFound, Ambiguous.
    """
    text = text.replace("\r\n", "\n").strip()
    if not is_written(text):
        raise BadValue("nothing stands under the headings, so nothing was written")

    def prepare(work: UnitOfWork) -> tuple[RecordDraft, int | None]:
        draft = draft_new(work, PLAN, {"account": account, "period": period, "text": text}, typed=False)
        known = record_with_same_key(work, PLAN.name, draft.row)
        if known is None:
            return draft, None
        stands = work.row(PLAN.name, known)["text"]
        if begun is not None and stands != begun:
            raise Refused(f"PL{known} was written by another while you wrote: `amcli plan show PL{known}` has it")
        given = {} if stands == draft.row["text"] else {"text": text, "written": "today"}
        return draft_change(work, PLAN, known, given), known

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (draft, known)):
        if known is not None and not draft.row:
            work.summary = f"the text of plan {describe(work, PLAN, known)} is so"
            return changed(work, [f"PL{known}"], dry_run=dry_run)
        if known is not None:
            write_change(work, PLAN, known, draft)
        record_id = write_new(work, PLAN, draft) if known is None else known
        return finish(work, "wrote" if known is None else "rewrote", PLAN.name, [record_id], dry_run=dry_run)
