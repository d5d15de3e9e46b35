"""What the records say of accounts that models rest on: sales, contracts that run, the roles of contacts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from amcli.base.time.dates import add_months
from amcli.features.accounts.nouns import CONTACT
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.terms import IN_NOTICE, RUNNING
from amcli.features.models.rules.facts import RECENT_MONTHS, Facts
from amcli.store.reader import Reader

_FRAME = "frame"
_OF = "account_id IN (SELECT value FROM json_each(:accounts))"


def facts_of(reader: Reader, day: date, accounts: Collection[int] | None = None) -> dict[int, Facts]:
    """By account, what the records say on a day; an account of which they say nothing is left out. accounts: of these
    row ids; None: of all.
    """
    sales = _sales(reader, day, accounts)
    contracts = _contracts(reader, day, accounts)
    return {
        each: Facts(*sales.get(each, (0, 0)), *contracts.get(each, (0, 0))) for each in sales.keys() | contracts.keys()
    }


def _sales(reader: Reader, day: date, accounts: Collection[int] | None) -> dict[int, tuple[int, int]]:
    """Sales ever, and in the months up to the day."""
    parameters = {"day": day.isoformat(), "since": add_months(day, -RECENT_MONTHS).isoformat()}
    parameters["accounts"] = as_json(accounts) or ""
    rows = reader.run_query(__file__, "sales_so_far" if accounts is None else "sales_so_far_of_some", **parameters)
    return {account: (ever, recent) for account, ever, recent in rows}


def _contracts(reader: Reader, day: date, accounts: Collection[int] | None) -> dict[int, tuple[int, int]]:
    """The months of the longest term that runs, and how many frame agreements do."""
    found: dict[int, tuple[int, int]] = {}
    for one in standings(reader, day, accounts=accounts):
        if one.state in (RUNNING, IN_NOTICE):
            months, frames = found.get(one.contract.account_id, (0, 0))
            frames += one.contract.kind == _FRAME
            found[one.contract.account_id] = max(months, whole_months(one.start, one.end)), frames
    return found


def whole_months(first: date, last: date) -> int:
    """How many whole months there are from the first to the last day, both included: 12 in a calendar year."""
    beyond = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    months = 12 * (beyond.year - first.year) + beyond.month - first.month
    return max(0, months if add_months(first, months) <= beyond else months - 1)


def people_of(reader: Reader, accounts: Collection[int] | None = None) -> dict[int, list[tuple[str, frozenset[str]]]]:
    """By account, its contacts who have not left, by name, and the roles of each in the buying centre; who has none
    too. accounts: of these row ids; None: of all.
    """
    live = CONTACT.live_on(reader.env.today)
    scope = "1" if accounts is None else _OF
    sql = f"SELECT account_id, name, roles FROM {CONTACT.name} WHERE {live} AND {scope} ORDER BY name, id"
    found: dict[int, list[tuple[str, frozenset[str]]]] = {}
    for account, name, roles in reader.rows(sql, {} if accounts is None else {"accounts": as_json(accounts)}):
        found.setdefault(account, []).append((name, frozenset((roles or "").split(";")) - {""}))
    return found
