"""What needs, plans, their objectives and their money ask for beyond their fields."""

from __future__ import annotations

from decimal import Decimal

from amcli.base.errors import BadValue, Refused
from amcli.base.registry import NOUNS
from amcli.base.text import number_of
from amcli.features.plans.nouns import (
    CONTACTS,
    CONTRIBUTION,
    ISSUES,
    MARGIN,
    MEASURES,
    NONE,
    OBJECTIVE,
    SALES,
    WHITESPACE,
)
from amcli.features.plans.rules.page import is_written
from amcli.records.services.field_values import Row, currency_of
from amcli.records.services.file_context import FileContext
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

_TARGET = OBJECTIVE.field("goal").flag
_COUNTED = {WHITESPACE: 1, ISSUES: 0, CONTACTS: 1}  # the least that a target can be


def check_need(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It is not met before it was said. Raises BadValue."""
    whole = {**(work.row("need", record_id) if record_id is not None else {}), **row}
    if whole.get("met") and whole["met"] < whole["day"]:
        raise BadValue(f"a need is met ({whole['met']}) on the day it was said ({whole['day']}), or later")


def check_plan(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Something stands in it but headings, and it was written by today. Raises BadValue."""
    if (row.get("written") or "") > work.env.today.isoformat():
        raise BadValue(f"{row['written']} is a day to come: a plan is written today, or was")
    if "text" in row and not is_written(row["text"] or ""):
        raise BadValue("nothing stands under the headings of the plan: it says something, or is not there")


def check_objective(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It is of the account of its plan, as its need is; it gets the next number there; its target is one of its
    measure. Raises BadValue, Refused.
    """
    current = work.row(OBJECTIVE.name, record_id) if record_id is not None else {}
    whole: Row = {**dict.fromkeys(("goal", "need_id", "number", "currency")), "measure": NONE, **current, **row}
    plan = work.row("plan", whole["plan_id"])
    for what, other in (("plan", plan), ("need", work.row("need", whole["need_id"]) if whole["need_id"] else None)):
        if other and other["account_id"] != whole["account_id"]:
            one, theirs = (find_id(work.connection, *each).reference
                           for each in ((what, other["id"]), ("account", other["account_id"])))  # fmt: skip
            mine = find_id(work.connection, "account", whole["account_id"]).reference
            raise Refused(f"{one} is of {theirs}, and the objective of {mine}: name a {what} of {mine}")
    if whole["number"] is None or ("number" not in row and current.get("plan_id", plan["id"]) != plan["id"]):
        row["number"] = next_number(work, plan["id"])
    _check_target(work, row, current, whole)


def next_number(work: UnitOfWork, plan: int) -> int:
    """The number of the next objective of a plan."""
    return int(work.scalar("SELECT coalesce(max(number), 0) + 1 FROM objective WHERE plan_id = ?", plan))


def _check_target(work: UnitOfWork, row: Row, current: Row, whole: Row) -> None:
    measure = whole["measure"]
    if measure == NONE:
        if row.get("goal") is not None:
            words = "|".join(each for each in MEASURES if each != NONE)
            raise BadValue(f"a target is one of a measure: type --measure {words}, or leave {_TARGET} out")
        row["goal"] = row["currency"] = None
        return
    stands = "goal" in row or current.get("measure") == measure
    if whole["goal"] is None or not stands:
        raise BadValue(f"--measure {measure} needs what is to be reached: type {_TARGET} N")
    target = Decimal(whole["goal"])
    if measure in _COUNTED and (target != target.to_integral_value() or target < _COUNTED[measure]):
        raise BadValue(f"the target of {measure} is a whole number from {_COUNTED[measure]} on, not {target}")
    if measure == MARGIN and target > 100:
        raise BadValue(f"the target of {MARGIN} is percent of sales, at most 100, not {target}")
    if measure != SALES:
        if row.get("currency"):
            raise BadValue(f"the target of {measure} is in no currency: leave out {row['currency']}")
        row["currency"] = None
        return
    _check_amount(work, row, current, whole, target)


def _check_amount(work: UnitOfWork, row: Row, current: Row, whole: Row, target: Decimal) -> None:
    """A target of sales is in one currency: the one typed, else the one it has, else its account's."""
    currency = currency_of(OBJECTIVE, {**row, "account_id": whole["account_id"]}, (), FileContext(work), current)
    row["currency"] = currency
    exponent = target.as_tuple().exponent
    if not target or (isinstance(exponent, int) and -exponent > FileContext(work).decimals(currency)):
        raise BadValue(f"the target of {SALES} is an amount of {currency} above zero, not {target}")


def check_contribution(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """The years of a plan are in one currency, for they are added up. Raises Refused."""
    whole = {**(work.row(CONTRIBUTION.name, record_id) if record_id is not None else {}), **row}
    sql = "SELECT currency FROM contribution WHERE plan_id = ? AND id IS NOT ? AND currency <> ? LIMIT 1"
    other = work.scalar(sql, whole["plan_id"], record_id, whole["currency"])
    if other is not None:
        raise Refused(
            f"the money of PL{whole['plan_id']} is in {other}, and its years are added up: type it in {other}"
        )


def refuse_plan_removal(work: UnitOfWork, record_id: int) -> None:
    """What something is about stays: actions of its objectives are somebody's work. Raises Refused."""
    for name in ("deadline", "interaction"):
        sql = f"""SELECT count(*) FROM {name} t JOIN objective o ON o.id = t.objective_id WHERE o.plan_id = ?"""
        if count := work.scalar(sql, record_id):
            said = f"{number_of(count, name, NOUNS[name].view)} {'is' if count == 1 else 'are'} about its objectives"
            raise Refused(f"PL{record_id} is referred to: {said}, see `amcli {name} list --about PL{record_id}.1`")
