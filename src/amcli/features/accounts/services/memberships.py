"""What accounts are part of, by day: the parent of today stands in the account, with the day since when; what it was
part of before are its memberships.
"""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.time.day_span import DaySpan, day_before
from amcli.features.accounts.rules import PARENT_ON
from amcli.records.services.day_spans import give_way, rows_beside
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

_DAYS = """SELECT parent_since FROM account WHERE parent_since IS NOT NULL
    UNION SELECT start FROM membership WHERE start IS NOT NULL
    UNION SELECT date(until, '+1 day') FROM membership UNION SELECT ? ORDER BY 1"""
FIRST_DAY = "0001-01-01"
_ABOVE = f"""WITH RECURSIVE up (id) AS (
    SELECT {PARENT_ON} FROM account WHERE id = :below
    UNION SELECT {PARENT_ON} FROM up JOIN account ON account.id = up.id
) SELECT 1 FROM up WHERE id = :above"""


def keep_memberships(work: UnitOfWork) -> None:
    """Write down what the accounts of the operation were part of before (Noun.dated). Raises Refused where one would be
    part of itself on a day.
    """
    for record_id, before, after in list(work.net_changes("account")):
        if before is None or all(before[name] == after[name] for name in ("parent_id", "parent_since")):
            continue
        same_day = after["parent_since"] == before["parent_since"]
        no_day = same_day and ("account", record_id, "parent_since") not in work.said
        was = before["parent_id"]
        if was is not None and work.scalar("SELECT 1 FROM account WHERE id = ?", was) is None:
            continue  # a merge put the one that stays in its place
        since = after["parent_since"]
        if no_day and after["parent_id"] != was:
            since = _day_of_change(work, record_id, before, after)
            work.update("account", record_id, {"parent_since": since})
        _write(work, record_id, before, since)
        if since and (no_day or ("account", record_id, "parent_since") in work.said):
            work.notes.append(_told(work, after, since) + ("; --from says another day" if no_day else ""))
        _refuse_circle_by_day(work, record_id)


def _day_of_change(work: UnitOfWork, record_id: int, before: Row, after: Row) -> str | None:
    """The day from which on another parent holds that was given without one: today. None: since ever, because it is the
    first one and was never below.
    """
    above = after["parent_id"]
    never_any = before["parent_id"] is None and before["parent_since"] is None
    if never_any and not any(
        above is not None and is_above(work, record_id, above, day) for day in days_of_change(work)
    ):
        return None
    return work.day


def _told(work: UnitOfWork, after: Row, since: str) -> str:
    """`plant is part of beta from 2027-01-01 on, of alpha until 2026-12-31`."""
    day = day_before(since)
    sql = f"SELECT {PARENT_ON} FROM account WHERE id = :account"
    (before,) = work.connection.execute(sql, {"account": after["id"], "day": day}).fetchone()
    told = f"{after['code']} is part of {_called(work, after['parent_id'])} from {since} on"
    if before == after["parent_id"]:
        return f"{told}, and was so before"
    return f"{told}, of {_called(work, before)} until {day}" if before is not None else told


def _called(work: UnitOfWork, account: int | None) -> str:
    return "no account" if account is None else find_id(work.connection, "account", account).reference


def _refuse_circle_by_day(work: UnitOfWork, record_id: int) -> None:
    """Raises Refused where an account is above itself on a day of which the file tells."""
    day = day_of_circle(work, record_id)
    if day is not None:
        code = find_id(work.connection, "account", record_id).reference
        raise Refused(f"account {code} would be part of itself{day}: --from takes a later day")


def day_of_circle(work: UnitOfWork, record_id: int) -> str | None:
    """The first day, in words such as ` on 2024-01-01`, on which an account is above itself; None where it never is."""
    day = next((day for day in days_of_change(work) if is_above(work, record_id, record_id, day)), None)
    return None if day is None else f" on {day}" if day > FIRST_DAY else ""


def is_above(work: UnitOfWork, above: int, below: int, day: str) -> bool:
    """Whether an account is above another one on a day."""
    return bool(work.connection.execute(_ABOVE, {"above": above, "below": below, "day": day}).fetchone())


def days_of_change(work: UnitOfWork) -> list[str]:
    """The days on which what accounts are part of changed; first of all the very first one."""
    return [day for (day,) in work.connection.execute(_DAYS, (FIRST_DAY,)).fetchall()]


def _write(work: UnitOfWork, record_id: int, before: Row, since: str | None) -> None:
    """Let the parent that an account has now hold since a day: those of before end the day before it."""
    for row in rows_beside(work, "membership", {"account_id": record_id}):
        give_way(work, "membership", row, [DaySpan(since, None)])
    parent, started = before["parent_id"], before["parent_since"]
    if parent is not None and since and (started or "") < since:
        span = DaySpan(started, day_before(since))
        work.insert("membership", {"account_id": record_id, "parent_id": parent, **span._asdict()})
