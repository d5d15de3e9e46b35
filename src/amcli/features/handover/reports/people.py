"""The people of a dossier: who of us works on the account, who had it before, who is there at the client."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from amcli.base.results import UNKNOWN, Column, Kind, Listing
from amcli.features.handover.reports.facts import Facts, part, rows
from amcli.features.handover.rules import carried

_TEAM = (
    Column("colleague"),
    Column("name"),
    Column("role", unknown=True),
    Column("from", Kind.DATE, rank=1),
    Column("until", Kind.DATE, rank=1),
    Column("hours", Kind.NUMBER, header="hours a week", rank=1),
    Column("open", Kind.INT, header="open in this name"),
    Column("department", rank=2),
    Column("phone", rank=2),
    Column("email", rank=2),
    Column("left", Kind.DATE, rank=1),
    Column("note", rank=3),
)
_OWNERS = (
    Column("colleague"),
    Column("name"),
    Column("from", Kind.DATE),
    Column("until", Kind.DATE),
    Column("days", Kind.INT, undefined=True, rank=1),
    Column("note", rank=2),
)
_CONTACTS = (
    Column("id"),
    Column("name"),
    Column("roles", Kind.LIST, unknown=True),
    Column("title", rank=1),
    Column("reports_to", rank=1),
    Column("last_spoken", Kind.DATE, unknown=True),
    Column("phone", rank=2),
    Column("mobile", rank=2),
    Column("email", rank=2),
    Column("email_other", rank=3),
    Column("note", rank=3),
)


def team(facts: Facts) -> Listing:
    """Who works on it as what, the owner first, and who has something open there without a role."""
    today = facts.today
    colleagues = {each["code"]: each for each in rows(facts.reader, "colleague", "1", (), "code")}
    waiting = _open_by_colleague(facts, today)
    working = [each for each in facts.assigned if each["until"] is None or each["until"] >= today]
    found = [{**_of_us(colleagues[each["colleague"]]), **each, "open": waiting[each["colleague"]]} for each in working]
    roles = {each["colleague"] for each in working}
    nothing = dict.fromkeys(("role", "from", "until", "hours", "note"))
    for code in sorted(waiting.keys() - roles):
        found.append({**_of_us(colleagues[code]), **nothing, "colleague": code, "open": waiting[code]})
    return part("team", "Who of us works on it", _TEAM, found, f"{UNKNOWN}: nobody is written down.")


def _of_us(colleague: dict[str, Any]) -> dict[str, Any]:
    return {key: colleague[key] for key in ("name", "department", "phone", "email", "left")}


def _open_by_colleague(facts: Facts, day: date) -> Counter[str]:
    """How much is open at the account in the name of each colleague, by code; what has nobody's name is that of whoever
    keeps the file.
    """
    found: Counter[str] = Counter()
    keeper = facts.reader.keeper("colleague")
    for each in carried(day):
        sql = f"""SELECT c.code, count(*) FROM (SELECT coalesce({each.whose}, ?2) AS whose FROM {each.noun}
            WHERE account_id = ?1 AND ({each.open})) JOIN colleague c ON c.id = whose GROUP BY 1"""
        for code, count in facts.reader.rows(sql, (facts.node.id, keeper)):
            found[code] += count
    return found


def owners_before(facts: Facts) -> Listing:
    """Who had it before, the last one first."""
    found = [
        {**each, "name": each["colleague_name"], "days": _days(each["from"], each["until"])}
        for each in reversed(facts.owners)
        if each["until"] is not None and each["until"] < facts.today
    ]
    return part("owners_before", "Who had it before", _OWNERS, found)


def _days(first: date | None, last: date) -> int | None:
    return None if first is None else (last - first + timedelta(1)).days


def contacts(facts: Facts) -> Listing:
    """Who is there at the client, what part they play, to whom they answer, when they were last spoken with."""
    return part("contacts", "People at the client", _CONTACTS, facts.people, f"{UNKNOWN}: nobody is written down.")
