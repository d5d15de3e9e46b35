"""What a plan brings and takes in a year: set, and set again."""

from __future__ import annotations

from typing import Any

from amcli.base.errors import BadValue
from amcli.base.fields import Type
from amcli.base.money import from_minor, grouped, parse_money
from amcli.base.results import Change
from amcli.features.plans.nouns import CONTRIBUTION
from amcli.features.plans.reports.named_plan import plan_named
from amcli.records.services.changes import RecordDraft, draft_change, draft_new, finish, write_change, write_new
from amcli.records.services.file_context import FileContext
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation

_AMOUNTS = tuple(field.name for field in CONTRIBUTION.fields if field.type is Type.MONEY)


def set_money(env: Env, plan: str, year: str, given: dict[str, Any], *, dry_run: bool = False) -> Change:
    """Set the money of a year of a plan. Of a year that has some only what is typed changes, from → to.

    plan: its id, or its account. Raises BadValue, where nothing was typed too; Needed where a new year lacks an amount;
    Refused for another currency than that of the plan's other years; NotFound, Ambiguous.
    """
    if not given:
        raise BadValue("nothing to set: type " + ", ".join(f"{CONTRIBUTION.field(name).flag} M" for name in _AMOUNTS))

    def prepare(work: UnitOfWork) -> tuple[RecordDraft, int | None]:
        found = plan_named(work.connection, plan, work.env.today, work.env.config.fiscal)
        typed = {"plan": found.reference, "year": year, **given}
        which = CONTRIBUTION.field("year")
        known = work.scalar(
            "SELECT id FROM contribution WHERE plan_id = ? AND year = ?",
            found.record_id, which.type.read(which, year, FileContext(work)),
        )  # fmt: skip
        if known is not None:
            return draft_change(work, CONTRIBUTION, known, given), known
        return draft_new(work, CONTRIBUTION, _in_currency(work, found.record_id, typed)), None

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (draft, known)):
        if known is not None:
            write_change(work, CONTRIBUTION, known, draft)
        record_id = write_new(work, CONTRIBUTION, draft) if known is None else known
        left = _left(work, record_id) if work.changes else ""
        return finish(work, "set", CONTRIBUTION.name, [record_id], dry_run=dry_run, more=left)


def _in_currency(work: UnitOfWork, plan: int, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed of a new year, with the currency of the plan's other years, or of its account, where none was."""
    if typed.get("currency"):
        return typed
    for name in _AMOUNTS:
        try:
            if parse_money(typed.get(name) or "", decimal=work.env.config.decimal).currency:
                return typed
        except BadValue:
            continue  # the field says what it takes
    sql = """SELECT coalesce((SELECT currency FROM contribution WHERE plan_id = p.id LIMIT 1), a.currency)
        FROM plan p JOIN account a ON a.id = p.account_id WHERE p.id = ?"""
    currency = work.scalar(sql, plan)
    return {**typed, "currency": currency} if currency else typed


def _left(work: UnitOfWork, record_id: int) -> str:
    row = work.row(CONTRIBUTION.name, record_id)
    left = row["sales_minor"] - row["cost_minor"] - row["invest_minor"]
    amount = from_minor(left, FileContext(work).decimals(row["currency"]))
    return f"a contribution of {grouped(amount, whole=amount == amount.to_integral_value())} {row['currency']}"
