"""What a pitch is made of: what is known of the account, its plan, and the ideas for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.errors import NotFound
from amcli.base.stages import IDEA
from amcli.features.handover.reports.facts import Facts, facts, rows
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.plans.reports.facts import PlanFacts, plan_facts
from amcli.store.lookup import called
from amcli.store.reader import Reader
from amcli.store.stand_in import stand_in

Cells = Mapping[str, Any]
_IDEAS = "account_id = ? AND stage = ? AND closed IS NULL"


class Proposed(NamedTuple):
    """What is known. plan: None where the account has none. needs: what the account needs and has not got, what matters
    most first. ideas: its opportunities in the first stage of all, or the one that is asked for, in whatever stage.
    """

    known: Facts
    plan: PlanFacts | None
    needs: Sequence[Cells]
    ideas: Sequence[Cells]


def proposed(reader: Reader, text: str, discount: Fraction | None) -> Proposed:
    """What is known of what a text names: an account, a plan of it, or an opportunity. Raises NotFound, Ambiguous."""
    plan = plan_facts(reader, text, discount) if called(reader.connection, "plan", text) else None
    found = stand_in(reader.connection, "account", plan.cells["account"] if plan else text)
    one = found.reference if found and found.noun == OPPORTUNITY.name else ""
    known = facts(reader, plan.cells["account"] if plan else found.owner.reference if found else text)
    account = known.node.id
    plan = plan or _plan_of(reader, known.node.code, discount)
    order = "priority <> 'high', priority = 'low', day DESC"
    needs = plan.needs if plan else rows(reader, "need", "account_id = ? AND met IS NULL", (account,), order)
    where, parameters = ("id = ?", (one,)) if one else (_IDEAS, (account, IDEA))
    return Proposed(known, plan, needs, rows(reader, OPPORTUNITY.name, where, parameters, "record_id"))


def _plan_of(reader: Reader, account: str, discount: Fraction | None) -> PlanFacts | None:
    """The plan of an account; None where it has none. Raises Ambiguous."""
    try:
        return plan_facts(reader, account, discount)
    except NotFound:
        return None
