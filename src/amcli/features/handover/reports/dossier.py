"""The dossier of an account for whoever takes it over: one page, with everything that the books know of it."""

from __future__ import annotations

from amcli.base.results import Record
from amcli.features.handover.reports.agreements import budgets, contracts, negotiations, points
from amcli.features.handover.reports.facts import facts
from amcli.features.handover.reports.head import HEAD, below, head
from amcli.features.handover.reports.history import ended, said
from amcli.features.handover.reports.open_things import deadlines, issues, opportunities, pipeline, sales
from amcli.features.handover.reports.people import contacts, owners_before, team
from amcli.features.handover.reports.risks import risks
from amcli.features.handover.reports.unknown import unknown
from amcli.store.reader import Reader

PARTS = (
    below, team, owners_before, contacts, contracts, negotiations, points, budgets, sales, pipeline, opportunities,
    deadlines, issues, said, ended, risks, unknown,
)  # fmt: skip


def dossier(reader: Reader, text: str) -> Record:
    """All of the account that a text names, without what is private. Raises NotFound and Ambiguous."""
    known = facts(reader, text)
    return Record(
        "handover",
        HEAD,
        head(known),
        tuple(make(known) for make in PARTS),
        "code",
        title=f"Hand-over of {known.node.name} ({known.node.code}), {known.today}",
        lists=f"`amcli deadline list --account {known.node.code}` and other lists",
        page=True,
    )
