"""What a plan is to reach: an objective more, or a change of some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.money import COMMA, parse_money
from amcli.base.results import Change
from amcli.features.plans.nouns import MARGIN, OBJECTIVE, PLAN
from amcli.features.plans.reports.named_plan import plan_named
from amcli.records.services.changes import RecordDraft, draft_new, edit, finish, write_new
from amcli.records.services.still_open import note_still_open
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.store.stand_in import find_id

Given = dict[str, Any]


def add_objective(env: Env, plan: str, title: str, given: Given, *, dry_run: bool = False) -> Change:
    """Give a plan another objective, which gets the next number. plan: its id, or its account. Raises as `add` does."""

    def prepare(work: UnitOfWork) -> RecordDraft:
        found = plan_named(work.connection, plan, work.env.today, work.env.config.fiscal)
        account = work.row("plan", found.record_id)["account_id"]
        whose = find_id(work.connection, "account", account).reference
        named = {"account": whose, "plan": found.reference, "title": title}
        return draft_new(work, OBJECTIVE, {**named, **with_target(given, work.env.config.decimal)})

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, draft):
        record_id = write_new(work, OBJECTIVE, draft)
        _note_days(work, record_id)
        return finish(work, "added", OBJECTIVE.name, [record_id], dry_run=dry_run)


def edit_objectives(env: Env, names: Sequence[str], given: Given, *, dry_run: bool = False) -> Change:
    """Change objectives; what is still open about one that is done now is noted. Raises as `edit` does."""

    def also(work: UnitOfWork, ids: Sequence[int]) -> str:
        for record_id in ids if given.get("done") else ():
            note_still_open(work, OBJECTIVE, record_id)
        for record_id in ids if given.get("due") else ():
            _note_days(work, record_id)
        return ""

    fields = with_target(given, env.config.decimal)
    return edit(env, OBJECTIVE.name, names, fields, dry_run=dry_run, also=also if given else None)


def _note_days(work: UnitOfWork, record_id: int) -> None:
    """Say so where an open objective is due on a day that is over, or outside of the days of its plan."""
    row = work.row(OBJECTIVE.name, record_id)
    due, plan = row["due"], work.row(PLAN.name, row["plan_id"])
    if due is None or row["done"] is not None:
        return
    last = (date.fromisoformat(plan["end"]) - timedelta(days=1)).isoformat()
    called = f"{PLAN.letter}{row['plan_id']}.{row['number']}"
    for holds, said in (
        (due < plan["start"], f"before its plan begins on {plan['start']}"),
        (due > last, f"after its plan ends on {last}"),
        (plan["start"] <= due < work.env.today.isoformat(), "a day that is over"),
    ):
        if holds:
            work.notes.append(f"{called} is due on {due}, {said}: `amcli objective edit {called} --due DATE`")


def with_target(given: Given, decimal: str) -> Given:
    """What was typed, with a target in plain digits: `1.5m` is an amount too, `EUR 99` has its currency, and one of a
    margin may have its percent sign. decimal: the sign before the decimals.
    """
    text = given.get("goal")
    if not text:
        return given
    if given.get("measure") == MARGIN:
        return {**given, "goal": str(text).strip().removesuffix("%").rstrip()}
    try:
        typed = parse_money(str(text), decimal=decimal)
    except BadValue:
        return given  # the field says what it takes
    digits = format(typed.value, "f")
    currency = {"currency": typed.currency} if typed.currency and "currency" not in given else {}
    return {**given, "goal": digits.replace(".", ",") if decimal == COMMA else digits, **currency}
