"""The key accounts on a line each: sales, health, when they were spoken with, the plan, the next step."""

from __future__ import annotations

from typing import Any

from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import number_of
from amcli.base.time.dates import from_iso
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.plans.rules.progress import age_of, is_stale
from amcli.features.proposals.reports.planned import plans_of
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import MOST, hidden, listed
from amcli.features.status.reports.standing import account_cells

_COLUMNS = (
    hidden("account"),
    Column("name", header="account"),
    hidden("currency"),
    Column("actual", Kind.MONEY, header="sold", undefined=True, whole=True),
    Column("target", Kind.MONEY, undefined=True, whole=True),
    Column("landing", Kind.PERCENT, header="of target", undefined=True, whole=True),
    Column("sign", header="", table_only=True),
    hidden("state"),
    Column("score", Kind.NUMBER, header="health of 100", undefined=True),
    Column("health_sign", header="", table_only=True),
    hidden("warnings", Kind.LIST, phrases=True),
    Column("last_spoken", Kind.DATE, header="last spoken", undefined=True, rank=1),
    Column("plan", rank=1),
    hidden("plan_age", Kind.INT),
    Column("next_step", header="next step", undefined=True),
    Column("next_due", Kind.DATE, header="on", timed=True, rank=1),
    Column("owner", rank=2),
)


def key_accounts(facts: Facts) -> Listing:
    """The least healthy first, as the report on health has them."""
    keys = facts.key_accounts
    steps, there = _first_steps(facts), plans_of(facts.reader, facts.day)
    order = [each for each in facts.healths if each in keys]
    order += sorted(keys.difference(order), key=lambda each: facts.accounts[each].name.lower())
    shown = order[:MOST]
    rows = [{**_sales(facts, each), **_state(facts, each, there), **steps.get(each, {})} for each in shown]
    empty = "No account is a key account: tier 1 says which is."
    where = f", {facts.headline.currency}" if facts.headline else ""
    part = listed("key_accounts", f"Key accounts, the least healthy first{where}", _COLUMNS, rows, empty)
    return part._replace(more=len(order) - len(shown))


def _sales(facts: Facts, account: int) -> dict[str, Any]:
    node, survey, landings = facts.accounts[account], facts.survey, facts.landings
    if survey is None or landings is None:
        return {"account": node.code, "name": node.name}
    return account_cells(facts, survey, landings, account)


def _state(facts: Facts, account: int, plans: dict[int, tuple[int, Any]]) -> dict[str, Any]:
    health, plan = facts.healths.get(account), plans.get(account)
    warned = [one.what for one in health.warnings] if health else []
    age = age_of(plan[1], facts.day) if plan and plan[1] <= facts.day else None
    stale = ", stale" if plan and age is not None and is_stale(plan[1], facts.day) else ""
    return {
        "score": one_decimal(health.score.exact) if health else None,
        "health_sign": "!" if warned else None,
        "warnings": tuple(warned),
        "last_spoken": facts.known.contacts[account].last,
        "plan": "none" if plan is None else "n/a" if age is None else f"{number_of(age, 'day')} old{stale}",
        "plan_age": age,
        "owner": facts.who(account),
    }


def _first_steps(facts: Facts) -> dict[int, dict[str, Any]]:
    """What is due first of each; nothing of a past day, of which nobody knows what was written down then."""
    if facts.past:
        return {}
    asked = {"day": facts.day.isoformat(), "accounts": as_json(facts.key_accounts)}
    rows = facts.reader.run_query(__file__, "first_steps", **asked)
    return {account: {"next_step": title, "next_due": from_iso(due)} for account, _, due, title, _ in rows}
