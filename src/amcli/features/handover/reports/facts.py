"""What is known of an account that goes to somebody else, read once for all parts of its dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.charts import Chart
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Listing
from amcli.base.time.day_span import DaySpan
from amcli.base.time.workdays import day_of
from amcli.features.accounts.reports.account_tree import AccountNode, load, with_descendants
from amcli.features.activity.reports.quiet_accounts import ContactStatus, contact_statuses
from amcli.features.contracts.reports.about_contracts import under_way
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.features.screens.reports.account_brief import open_opportunities
from amcli.features.screens.reports.headline import SalesLines, sales_lines
from amcli.features.screens.reports.issues_part import IssueLine, open_of_account
from amcli.features.team.nouns import OWNER
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader

Cells = Mapping[str, Any]


class Facts(NamedTuple):
    """The account and what belongs to it. Rows are by the keys of their noun's list.

    node, cells: itself. above: the names of the accounts above it, the next one first; below: all below it. spoken:
    when somebody last spoke with them. assigned: who of us works on it or did, owners first; territories: where it lies
    today. people: who is there, each with `last_spoken`. sales: of this fiscal year and
    of the last. contracts: all of them; worked_on: the ids of those about which something is under way. deals, due,
    issues: what is open.
    """

    reader: Reader
    node: AccountNode
    cells: Cells
    above: tuple[str, ...]
    below: Sequence[Cells]
    spoken: ContactStatus
    assigned: Sequence[Cells]
    territories: tuple[str, ...]
    people: Sequence[Cells]
    sales: tuple[SalesLines, SalesLines]
    contracts: Sequence[Standing]
    worked_on: set[int]
    deals: Sequence[Cells]
    due: Sequence[Cells]
    issues: Sequence[IssueLine]

    @property
    def today(self) -> date:
        return self.reader.env.today

    @property
    def owners(self) -> list[Cells]:
        """Who has it, had it or will have it, in the order of their days."""
        return [each for each in self.assigned if each["role"].lower() == OWNER]

    @property
    def owner(self) -> Cells | None:
        """Who has it today."""
        day = self.today.isoformat()
        return next((each for each in self.owners if span_of(each).holds(day)), None)


def facts(reader: Reader, text: str) -> Facts:
    """What is known of the account that a text names. Raises NotFound and Ambiguous."""
    today = reader.env.today
    account, accounts = reader.find_owner("account", text).record_id, load(reader)
    (cells,) = rows(reader, "account", "record_id = ?", (account,), "record_id")
    group = sorted(with_descendants(accounts, [account]) - {account})
    now = sales_lines(reader, account)
    return Facts(
        reader,
        accounts[account],
        cells,
        tuple(_above(accounts, account)),
        rows(reader, "account", f"record_id IN ({', '.join(map(str, group))})", (), "code"),
        contact_statuses(reader, accounts, today, account)[account],
        rows(reader, "assignment", "account_id = ?", (account,), f"role <> '{OWNER}', role, start, record_id"),
        _territories(reader, account),
        _people(reader, account),
        (now, sales_lines(reader, account, now.period.earlier())),
        standings(reader, accounts=(account,)),
        under_way(reader, today),
        open_opportunities(reader, account).by_key(),
        [
            {**each, "days": (day_of(each["due"]) - today).days}
            for each in rows(reader, "deadline", "account_id = ? AND done IS NULL", (account,), "due, record_id")
        ],
        open_of_account(reader, account),
    )


def rows(
    reader: Reader, noun: str, where: str, parameters: Sequence[Any], order: str, limit: int | None = None
) -> list[dict[str, Any]]:
    """The records of a noun that an SQL condition on its view picks, by the keys of its list."""
    return rows_of(reader, noun, where, parameters, order, limit).by_key()


def part(
    key: str,
    title: str,
    columns: tuple[Column, ...],
    found: Sequence[Cells],
    empty: str = "",
    chart: Chart | None = None,
) -> Listing:
    """A part of the dossier: of each row what the columns are called. empty: what it says without any."""
    keys = [column.key for column in columns]
    return Listing(
        key, columns, [tuple(each[one] for one in keys) for each in found], keys[0], title, empty, chart=chart
    )


def _above(accounts: Mapping[int, AccountNode], account: int) -> list[str]:
    found, here = [], accounts[account].parent
    while here is not None:
        found.append(accounts[here].name)
        here = accounts[here].parent
    return found


def _territories(reader: Reader, account: int) -> tuple[str, ...]:
    day = reader.env.today.isoformat()
    sql = """SELECT territory_name FROM placements WHERE account_id = ?1 AND (start IS NULL OR start <= ?2)
        AND (until IS NULL OR until >= ?2) ORDER BY territory"""
    return tuple(name for (name,) in reader.rows(sql, (account, day)))


def span_of(each: Cells) -> DaySpan:
    """The days of an assignment."""
    return DaySpan(*(each[key] and each[key].isoformat() for key in ("from", "until")))


def _people(reader: Reader, account: int) -> list[dict[str, Any]]:
    """Who is there today, and when each was last spoken with."""
    day = reader.env.today.isoformat()
    spoken = dict(reader.run_query(__file__, "last_spoken_with", account=account, day=day))
    there = NOUNS["contact"].live_on(reader.env.today)
    found = rows(reader, "contact", f"account_id = ? AND {there}", (account,), "name, record_id")
    return [
        {**each, "last_spoken": date.fromisoformat(last) if (last := spoken.get(int(each["id"][1:]))) else None}
        for each in found
    ]
