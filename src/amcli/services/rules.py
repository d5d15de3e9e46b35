"""What a noun asks for beyond its fields: codes made from names, no circles, one target a key."""

from __future__ import annotations

from collections.abc import Callable

from amcli.domain.errors import BadValue, Refused
from amcli.domain.nouns import NOUNS
from amcli.domain.text import make_code
from amcli.services import series
from amcli.services.values import FALLBACK_CURRENCY, Row
from amcli.store.session import Work

FALLBACK_NOTE = f"amounts without a currency are in {FALLBACK_CURRENCY}: `amcli config set currency EUR` changes that"
Rule = Callable[[Work, Row, int | None], None]


def account(work: Work, row: Row, number: int | None) -> None:
    """A code, the day it was made, no account that is its own ancestor; the first one says the currency."""
    _code(work, "account", row, number)
    if number is None:
        row.setdefault("created", work.env.today.isoformat())
        first = work.value("SELECT 1 FROM account LIMIT 1") is None
        if first and not row.get("currency") and not work.env.config.currency:
            work.notes.append(FALLBACK_NOTE)
    elif row.get("parent_id") is not None:
        _no_circle(work, "account", "parent_id", number, row["parent_id"])


def contact(work: Work, row: Row, number: int | None) -> None:
    """Who a contact answers to is another contact of the same account, and nobody answers to himself."""
    current = work.one("contact", number) if number is not None else {}
    boss, home = ({**current, **row}.get(key) for key in ("reports_to_id", "account_id"))
    if boss is not None and work.value("SELECT account_id FROM contact WHERE id = ?", boss) != home:
        raise Refused("a contact reports to a contact of the same account: change --reports-to as well")
    if number is not None and boss is not None:
        _no_circle(work, "contact", "reports_to_id", number, boss)
    if number is not None and home != current["account_id"]:
        others = work.value("SELECT count(*) FROM contact WHERE reports_to_id = ?", number)
        if others:
            raise Refused(f"{others} contacts of its account report to it: change them first")


def deadline(work: Work, row: Row, number: int | None) -> None:
    """A new one with a rule begins a series. (What an edit does to a series is in services/deadlines.py.)"""
    if number is None:
        series.begin(row, work.env.config)


def product(work: Work, row: Row, number: int | None) -> None:
    """A code."""
    _code(work, "product", row, number)


def budget(work: Work, row: Row, number: int | None) -> None:
    """A budget keeps its currency once it was spent from: its expenses are in it."""
    if number is None or "currency" not in row:
        return
    currency = work.one("budget", number)["currency"]
    if row["currency"] != currency and work.value("SELECT 1 FROM expense WHERE budget_id = ?", number):
        raise Refused(f"B{number} has expenses in {currency}: add a budget in {row['currency']} instead")


def expense(work: Work, row: Row, number: int | None) -> None:
    """An expense is in its budget's currency, so that one without a new amount stays among budgets of the same."""
    if number is None or "budget_id" not in row or "amount_minor" in row:
        return
    sql = "SELECT currency FROM budget WHERE id = ?"
    old, new = (work.value(sql, budget) for budget in (work.one("expense", number)["budget_id"], row["budget_id"]))
    if old != new:
        raise BadValue(f"B{row['budget_id']} is in {new} and X{number} in {old}: type its --amount as well")


def sale(work: Work, row: Row, number: int | None) -> None:
    """The outside reference is unique within account and kind."""
    current = work.one("sale", number) if number is not None else {}
    whole = {**current, **row}
    if whole.get("ref"):
        sql = "SELECT id FROM sale WHERE account_id = ? AND kind = ? AND ref = ? AND id IS NOT ?"
        other = work.value(sql, whole["account_id"], whole["kind"], whole["ref"], number)
        if other is not None:
            raise Refused(f"S{other} of this account and kind has the ref {whole['ref']!r} already")


def target(work: Work, row: Row, number: int | None) -> None:
    """One target for a period, account and product."""
    if number is not None:
        _alone(work, "target", {**work.one("target", number), **row}, number)


def rate(work: Work, row: Row, number: int | None) -> None:
    """Two different currencies, and one rate of theirs a day."""
    current = work.one("rate", number) if number is not None else {}
    whole = {**current, **row}
    if whole["from_currency"] == whole["to_currency"]:
        raise BadValue(f"a rate is between two currencies, not {whole['from_currency']} and itself")
    if number is not None:
        _alone(work, "rate", whole, number)


RULES: dict[str, Rule] = {
    "account": account,
    "contact": contact,
    "deadline": deadline,
    "budget": budget,
    "expense": expense,
    "product": product,
    "sale": sale,
    "target": target,
    "rate": rate,
}


def apply(noun: str, work: Work, row: Row, number: int | None = None) -> None:
    """Complete and check the columns of a new record (number is None) or of a change."""
    if rule := RULES.get(noun):
        rule(work, row, number)


def twin(work: Work, name: str, row: Row, number: int | None = None) -> int | None:
    """The row id of another record with the same natural key (targets and rates)."""
    key = NOUNS[name].keys[-1]
    same = "".join(f' AND "{column}" IS ?' for column in key)
    sql = f"SELECT id FROM {name} WHERE id IS NOT ?{same}"
    found: int | None = work.value(sql, number, *(row.get(column) for column in key))
    return found


def _alone(work: Work, name: str, whole: Row, number: int) -> None:
    other = twin(work, name, whole, number)
    if other is not None:
        raise Refused(f"{NOUNS[name].letter}{other} is the {name} with this key already: edit that one")


def _code(work: Work, table: str, row: Row, number: int | None) -> None:
    sql = f"SELECT id FROM {table} WHERE code = ? AND id IS NOT ?"
    if row.get("code"):
        if work.value(sql, row["code"], number) is not None:
            raise Refused(f"the code {row['code']} is taken by another {table}: choose another with --code")
    elif number is None:
        row["code"] = make_code(row["name"], lambda code: work.value(sql, code, None) is not None, stem=table)


def _no_circle(work: Work, table: str, column: str, number: int, above: int) -> None:
    sql = f"""WITH RECURSIVE up(id) AS (
        SELECT ? UNION SELECT {column} FROM {table} JOIN up USING (id) WHERE {column} IS NOT NULL
    ) SELECT 1 FROM up WHERE id = ?"""
    if work.value(sql, above, number) is not None:
        raise Refused(f"this would put the {table} above itself: its {column.removesuffix('_id')} is below it already")
