"""The two keys of a grid of sales: what each says of a sale, and how a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from amcli.base.time.period import Fiscal, Period
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.sales.reports.account_groups import group_name, groups_of
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.report_scope import parts_of
from amcli.features.sales.reports.row_keys import IN_TIME, OF_ACCOUNTS
from amcli.features.sales.reports.standing import Places
from amcli.features.sales.rules.stays import NO_GROUP, Groups
from amcli.store.reader import Reader

ACCOUNTS, PRODUCTS, PARTS = "accounts", "products", "parts"


class SoldBy(NamedTuple):
    """What a sum of sales is known by: its account, or (account, place of the stay) of one that moved, and its product,
    by their ids, and its part of the period.
    """

    account: Key
    product: Key
    part: str | None


class Dimension(NamedTuple):
    """A key of a report, such as the tier of an account.

    of: the groups of what it tells apart (of: ACCOUNTS and PRODUCTS by id, PARTS by name); who is not there has none.
    names: where they are other than the keys themselves.
    """

    by: str
    tells: str
    of: Mapping[Key, Groups]
    names: Mapping[str, str]

    def groups(self, sold: SoldBy) -> Groups:
        """Those that a sum of sales counts in; (None,) of what is in none."""
        thing = {ACCOUNTS: sold.account, PRODUCTS: sold.product, PARTS: sold.part}[self.tells]
        if isinstance(thing, tuple) and thing not in self.of:
            thing = thing[0]  # it moved by the other key alone
        return self.of.get(thing, NO_GROUP)

    def name(self, key: str | None) -> str:
        return self.names.get(key or "") or group_name(key, self.by)

    @property
    def in_time(self) -> bool:
        """Whether it cuts the period, so that its groups have an order of their own."""
        return self.tells == PARTS


def dimensions(
    reader: Reader,
    keys: Sequence[str],
    accounts: Mapping[int, AccountNode],
    period: Period,
    fiscal: Fiscal,
    by_day: Mapping[str, Places] = MappingProxyType({}),
) -> tuple[list[Dimension], tuple[Period, ...]]:
    """Those of the keys, and the parts of the period that tell sales apart: the finest that one of them asks for.

    by_day: where the accounts stood, of the keys that accounts are in from a day to a day.
    """
    parts = parts_of(period, "month" if "month" in keys else "quarter" if "quarter" in keys else "", fiscal)
    found = []
    for key in keys:
        if key in IN_TIME:
            wholes = parts_of(period, key, fiscal)
            within: dict[Key, Groups] = {
                part.name: (next(each.name for each in wholes if part.start in each),) for part in parts
            }
            found.append(Dimension(key, PARTS, within, {}))
        elif key in ("product", "category"):
            found.append(_of_products(reader, key))
        elif key in by_day:
            found.append(Dimension(key, ACCOUNTS, by_day[key].groups, by_day[key].names))
        elif key in OF_ACCOUNTS:
            found.append(Dimension(key, ACCOUNTS, groups_of(reader, key), {}))
        else:
            ones = {each.id: reader.one_of.get(each.id, each.id) for each in accounts.values()}
            own: dict[Key, Groups] = {each: (accounts[one].code,) for each, one in ones.items() if one is not None}
            found.append(Dimension(key, ACCOUNTS, own, {each.code: each.name for each in accounts.values()}))
    return found, parts


def _of_products(reader: Reader, key: str) -> Dimension:
    """Each product by itself, or by its category."""
    rows = list(reader.run_query(__file__, "report_products"))
    if key == "category":
        return Dimension(key, PRODUCTS, {number: (category or None,) for number, _, _, category in rows}, {})
    own: dict[Key, Groups] = {number: (code,) for number, code, _, _ in rows}
    return Dimension(key, PRODUCTS, own, {code: name for _, code, name, _ in rows})
