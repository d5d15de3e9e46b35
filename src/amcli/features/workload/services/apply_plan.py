"""A plan of assignments made so: every account that it gives to somebody gets that owner, in one operation."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.results import Change
from amcli.base.text import number_of, with_and
from amcli.features.team.services.owners import set_owner
from amcli.features.workload.reports.plan_data import Asked, PlanData
from amcli.features.workload.reports.side_by_side import nothing_to_give
from amcli.features.workload.rules.loads import Plan
from amcli.records.services.changes import changed
from amcli.settings.environment import Env
from amcli.store.reader import Reader
from amcli.store.session import UnitOfWork, prepared_operation


def apply_plan(env: Env, strategy: str, asked: Asked, *, dry_run: bool = False) -> Change:
    """Make the people of a plan the owners of their accounts from the day asked for (None: as `set_owner` has it).

    The hours of the owner before go with the account; an account that the plan leaves out, or whose owner stays, is not
    touched. Raises Refused where there is nothing to give or nobody to have it, and as PlanData and set_owner do.
    """

    def prepare(work: UnitOfWork) -> tuple[PlanData, Plan]:
        data = PlanData(Reader(work.connection, work.env), asked)
        if not data.accounts or not data.people:
            raise Refused(nothing_to_give(data))
        return data, data.plan(strategy)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (data, made)):
        start = asked.day.isoformat() if asked.day else None
        for place in made.given:
            account, holder = data.accounts[place], made.holders[place]
            assert holder is not None
            set_owner(work, account.id, data.people[holder].id, start, hours=data.told[place].hours)
        work.summary = _summary(data, made, strategy)
        return changed(work, [data.accounts[place].code for place in made.given], dry_run=dry_run)


def _summary(data: PlanData, made: Plan, strategy: str) -> str:
    """`given 3 accounts to another owner by category: 2 to mara, 1 to oskar`."""
    if not made.given:
        return f"the accounts are as by {strategy}"
    holders = [made.holders[place] for place in made.given]
    each = [f"{holders.count(place)} to {who.code}" for place, who in enumerate(data.people) if place in holders]
    return f"given {number_of(len(holders), 'account')} another owner by {strategy}: {with_and(each)}"
