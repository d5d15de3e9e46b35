"""What an account and a contact ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.text import number_of, quote
from amcli.records.services.checks import FALLBACK_NOTE, check_code, refuse_circle
from amcli.records.services.day_spans import check_days
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork

ONE_PARENT = ("account_id",)  # an account is part of one other on a day
# What an import does not change: SQL over the difference `d`, the record `t` and the waiting row `s`; and why.
LEFT_ALONE_BY_IMPORTS = (
    ("d.\"column\" = 'account_id'", "is a contact of another account: change that with `contact edit`"),
)


def check_account(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code, no account that is its own ancestor; the first one says the currency."""
    check_code(work, "account", row, record_id)
    if record_id is None:
        first = work.scalar("SELECT 1 FROM account LIMIT 1") is None
        if first and not row.get("currency") and not work.env.config.currency:
            work.notes.append(FALLBACK_NOTE)
    elif row.get("parent_id") is not None:
        refuse_circle(work, "account", "parent_id", record_id, row["parent_id"])


def check_membership(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """An account is part of one other on a day. Raises Refused."""
    check_days(work, "membership", ONE_PARENT, row, record_id)


def _note_unreachable(work: UnitOfWork, row: Row) -> None:
    """Say of an address without an @, and a number without a digit, that nobody is found or reached by it."""
    for column, is_one, lacks in (
        ("email", _has_at, "@"), ("email_other", _has_at, "@"), ("phone", _has_digit, "digit"),
        ("mobile", _has_digit, "digit"),
    ):  # fmt: skip
        text = row.get(column)
        if text and not is_one(str(text)):
            work.notes.append(f"{column.replace('_', ' ')} {quote(text)} has no {lacks}: nobody is reached by it")


def _has_at(text: str) -> bool:
    return "@" in text.strip()[1:-1]


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def check_contact(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Who a contact answers to is another contact of the same account, and nobody answers to himself.

    Raises Refused.
    """
    _note_unreachable(work, row)
    current = work.row("contact", record_id) if record_id is not None else {}
    boss, home = ({**current, **row}.get(key) for key in ("reports_to_id", "account_id"))
    if boss is not None and work.scalar("SELECT account_id FROM contact WHERE id = ?", boss) != home:
        raise Refused("a contact reports to a contact of the same account: change --reports-to as well")
    if record_id is not None and boss is not None:
        refuse_circle(work, "contact", "reports_to_id", record_id, boss)
    if record_id is not None and home != current["account_id"]:
        others = work.scalar(
            "SELECT count(*) FROM contact WHERE reports_to_id = ? AND account_id <> ?", record_id, home
        )
        if others:
            raise Refused(f"in its account {number_of(others, 'contact')} would report to nobody: change that first")
