"""The accounts that lie in several territories at once, and what that counts more than once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amcli.base.results import Column, Kind, Report
from amcli.features.territories.reports.node_sums import counted_more_than_once
from amcli.features.territories.reports.stays import AccountStay, TerritoryData
from amcli.render.people import told_as_of

_COLUMNS = (
    Column("key", header="account"),
    Column("name", rank=1),
    Column("territories", Kind.LIST),
    Column("from", Kind.DATE, rank=2),
    Column("until", Kind.DATE, rank=2),
    Column("currency", rank=8),
    Column("actual", Kind.MONEY, whole=True),
    Column("counted_again", Kind.MONEY, header="counted again", whole=True),
)


def overlap_report(data: TerritoryData, parts: Sequence[AccountStay]) -> Report:
    """A row for each account and the days on which it lay in several territories: what it sold then, and how much of
    that the nodes' own sales have more than once.
    """
    look, money = data.window, data.rates.money
    sold = money(sum((part.actual for part in parts), 0))
    again = counted_more_than_once(parts)
    told = f"what the territories sold themselves (own_actual), less {data.rates.spell(again)}, is the total"
    return Report(
        "territories",
        _COLUMNS,
        [tuple(_facts_of(data, part).values()) for part in parts],
        total=("total", None, None, None, None, data.rates.to, sold, money(again)),
        facts=look.facts(data.rates.to),
        title=f"Accounts in several territories, {look.period.name}, "
        f"{data.rates.to}{told_as_of(look.as_of, data.today, look.period.last_day)}",
        empty=f"no account lies in several territories at once in {look.period.name}",
        notes=(told,) if parts else (),
    )


def overlap_facts(data: TerritoryData, parts: Sequence[AccountStay]) -> list[dict[str, Any]]:
    """The same for the JSON object of the whole report."""
    return [_facts_of(data, part) for part in parts]


def territory_codes(data: TerritoryData, part: AccountStay) -> tuple[str, ...]:
    """The territories of a stay, in the order of their codes."""
    return tuple(sorted((data.nodes[each].code for each in part.territories), key=str.lower))


def _facts_of(data: TerritoryData, part: AccountStay) -> dict[str, Any]:
    account = data.accounts[part.account]
    return {
        "account": account.code,
        "name": account.name,
        "territories": territory_codes(data, part),
        "from": part.days.start,
        "until": part.last,
        "currency": data.rates.to,
        "actual": data.rates.money(part.actual),
        "counted_again": data.rates.money(counted_more_than_once([part])),
    }
