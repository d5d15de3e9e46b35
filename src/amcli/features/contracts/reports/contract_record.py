"""One contract opened: its fields, what is worked out of the day, and what is about it."""

from __future__ import annotations

from typing import NamedTuple

from amcli.base.money import rounded_money
from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.contracts.nouns import CONTRACT
from amcli.features.contracts.reports.contract_list import columns_with_days, with_days
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.records.reports.show import record
from amcli.store.reader import Reader

# What the record says once at the top, its sections do not say again.
_REPEATED = frozenset({"account", "account_name", "contract", "about"})
_OF_ONE = (
    Column("days_left", Kind.INT, countdown=True),
    Column("next_arrive_by", Kind.DATE),
    Column("value_a_year", Kind.MONEY),
)


class Opened(NamedTuple):
    """A contract as programs get it, and as it stands today."""

    record: Record
    standing: Standing


def opened(reader: Reader, text: str) -> Opened:
    """The contract that a text names, with what belongs to it. `value_a_year` is in its currency, and empty where the
    current term has another one. Raises NotFound and Ambiguous.
    """
    found = record(reader, CONTRACT, text)
    number = reader.find(CONTRACT.name, text).record_id
    (each,) = standings(reader, contract=number)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))
    value = None
    if each.value is not None and each.currency and each.currency == cells["currency"]:
        value = rounded_money(each.value, reader.decimals[each.currency])
    row = with_days(found.row, each, (each.days_left, each.next_arrive_by, value))
    sections = tuple(map(_once, found.sections))
    title = f"{each.reference} · {each.contract.name}"
    return Opened(
        found._replace(columns=columns_with_days(found.columns, _OF_ONE), row=row, sections=sections, title=title), each
    )


def _once(section: Listing) -> Listing:
    columns = tuple(
        column._replace(undrawn=True, repeats=True) if column.key in _REPEATED else column for column in section.columns
    )
    return section._replace(columns=columns, rows=list(section.rows))
