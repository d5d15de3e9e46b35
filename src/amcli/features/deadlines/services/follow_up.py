"""What is to be done next, as a deadline that is made together with what it follows."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.reports.kinds import FOLLOW_UP_KIND
from amcli.records.services.changes import RecordDraft, draft_new
from amcli.records.services.field_values import TypedFields
from amcli.store.session import UnitOfWork


def draft_follow_up(work: UnitOfWork, whose: TypedFields, title: str, due: str) -> RecordDraft | None:
    """The deadline that `--next` and `--due` ask for, not written yet; None where they do not.

    whose: the fields that say whose it is, such as the account. BadValue where only one of title and due is there.
    """
    if bool(title) != bool(due):
        raise BadValue("a follow-up needs both --next TEXT and --due DATE")
    if not title:
        return None
    return draft_new(work, DEADLINE, {**whose, "title": title, "due": due, "kind": FOLLOW_UP_KIND})
