"""Contracts on the screens: their days among what is due, what passed unused, and how those of an account stand.

Where the file has no contract nothing of contracts is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.base.screen import Flow, GridColumn, Piece
from amcli.features.deadlines.reports.contract_days import has_contracts
from amcli.render.people import countdown, short_day, spoken_day, urgency
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.contracts.reports.days import PassedNotice
    from amcli.features.contracts.rules.days import ContractDay
    from amcli.features.contracts.rules.standing import Standing

PASSED = "passed"  # what is told of it, beside the kinds of days
MOST_PASSED = 3
DAYS = (
    Column("id"),
    Column("due", Kind.DATE),
    Column("days", Kind.INT),
    Column("account"),
    Column("name"),
    Column("kind"),
    Column("title"),
    Column("term_end", Kind.DATE),
    Column("arrive_by", Kind.DATE),
    Column("next_arrive_by", Kind.DATE),
    Column("owner"),
)
OF_ACCOUNT = (
    Column("id"),
    Column("name"),
    Column("kind"),
    Column("state"),
    Column("start", Kind.DATE),
    Column("end", Kind.DATE),
    Column("renews"),
    Column("arrive_by", Kind.DATE),
    Column("act_by", Kind.DATE),
    Column("days_left", Kind.INT),
    Column("next_arrive_by", Kind.DATE),
    Column("owner"),
)
# The id, the name, what it is now, its end, the next day of notice and how far away that is.
GRID = (
    GridColumn(), GridColumn(elastic=True), GridColumn(), GridColumn(rank=1), GridColumn(), GridColumn(rank=2),
)  # fmt: skip


class ContractsPart(NamedTuple):
    """The days of contracts up to a day, and the days of notice that passed unused lately."""

    days: Sequence[ContractDay] = ()
    passed: Sequence[PassedNotice] = ()


def contracts_until(reader: Reader, found: Sequence[Standing], until: date) -> ContractsPart:
    """What the screen of the day tells of contracts: their days up to and including `until`, without what was put off,
    and the days of notice that passed in the last PASSED_DAYS. found: all that may have such a day, and others.
    """
    if not found:
        return ContractsPart()
    from amcli.features.contracts.reports.days import PASSED_DAYS, days_of, passed_notices

    today = reader.env.today
    days = [day for day in days_of(reader, found, until=until) if not (day.waits and day.silent(today))]
    return ContractsPart(days, passed_notices(found, PASSED_DAYS))


def days_section(part: ContractsPart, today: date) -> Listing:
    """All that is told of contracts, as rows by day."""
    rows: list[tuple[Any, ...]] = [
        (
            each.reference, each.due, (each.due - today).days, each.contract.account, each.contract.name, each.kind,
            each.title, each.term.end, each.arrive, None, each.contract.owner,
        )
        for each in part.days
    ]  # fmt: skip
    rows += [
        (
            each.id, each.arrive, (each.arrive - today).days, each.account, each.name, PASSED, each.title, each.end,
            each.arrive, each.again, each.owner,
        )
        for each in part.passed
    ]  # fmt: skip
    return Listing("contracts", DAYS, sorted(rows, key=lambda row: row[1]), title="Contracts")


def passed_flow(passed: Sequence[PassedNotice], today: date, indent: int) -> Iterator[Flow]:
    """`CONTRACTS  CT4 parker Tooling: notice was due 6 Sep, renews 1 Dec, next notice by 6 Sep 2027`."""
    if passed:
        pieces = [Piece(_passed(each, today), "close") for each in passed[:MOST_PASSED]]
        if len(passed) > MOST_PASSED:
            pieces.append(Piece(f"and {len(passed) - MOST_PASSED} more: amcli contract list", "quiet"))
        yield Flow(pieces, Piece("NOTICE", "heading"), indent=indent, gap=" · ")


def _passed(each: PassedNotice, today: date) -> str:
    again = f", the next one is {short_day(each.again, today)}" if each.again else ""
    return f"{each.id} {each.account} {each.name}: last day {short_day(each.arrive, today)} passed unused{again}"


def account_contracts(reader: Reader, account: int) -> Listing:
    """The contracts of an account that are not over, and those that ended and nobody renewed, by their next day."""
    rows: list[tuple[Any, ...]] = []
    if has_contracts(reader):
        from amcli.features.contracts.reports.standing import standings
        from amcli.features.contracts.rules.terms import ENDED

        found = [one for one in standings(reader, accounts=(account,)) if one.state != ENDED]
        rows = [
            (
                one.reference, one.contract.name, one.contract.kind, one.state, one.start, one.end, one.contract.renews,
                one.arrive_by, one.act_by, one.days_left, one.next_arrive_by, one.contract.owner,
            )
            for one in sorted(found, key=lambda one: (one.days_left or 0, one.contract.id))
        ]  # fmt: skip
    return Listing("contracts", OF_ACCOUNT, rows, title="Contracts")


def contract_row(each: dict[str, Any], today: date) -> tuple[Piece, ...]:
    """A contract of an account among the columns of GRID. The sign: the day to decide has passed."""
    end, arrive = each["end"], each["arrive_by"]
    if arrive is not None and arrive < today:
        arrive = each["next_arrive_by"]
    over = end < today
    ends = f"{'ended' if over else 'to'} {short_day(end, today)}"
    state = Piece("not renewed" if over else each["state"], "late" if over else "")
    away = (arrive - today).days if arrive and not over else None
    late = bool(away is not None and each["act_by"] and each["act_by"] < today <= each["arrive_by"])
    return (
        Piece(each["id"], "name"), Piece(each["name"]), state, Piece(ends),
        Piece("" if away is None else f"notice {countdown(away)}{' !' * late}", "late" if late else urgency(away or 9)),
        Piece("" if away is None else spoken_day(arrive, today, near=False), "quiet"),
    )  # fmt: skip
