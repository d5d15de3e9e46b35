"""What a review is asked about: the account, alone or with all below it, the period, the day on which it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.registry import NOUNS
from amcli.base.results import Column, Listing
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import AccountNode, load, with_descendants
from amcli.features.handover.reports.facts import part
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader

Cells = Mapping[str, Any]
_WHOSE = Column("account_name", header="account")


class Asked(NamedTuple):
    """scope: the row ids of the accounts that it is about. tree: whether those below the account count."""

    reader: Reader
    node: AccountNode
    scope: tuple[int, ...]
    tree: bool
    period: Period

    @property
    def today(self) -> date:
        return self.reader.env.today

    @property
    def days(self) -> tuple[str, str]:
        """The first day of the period and the one after its last, as the file has them."""
        return self.period.start.isoformat(), self.period.end.isoformat()

    def rows(
        self, noun: str, keys: Sequence[str], where: str, parameters: Sequence[Any], order: str
    ) -> list[dict[str, Any]]:
        """The records of these accounts that an SQL condition picks: of each whose it is and what was asked for by the
        keys of its list. Nothing else of it is read.
        """
        mine = f"account_id IN ({', '.join(map(str, self.scope))})"
        return chosen(self.reader, noun, (*keys, "account_name"), f"{mine} AND ({where})", parameters, order)

    def part(
        self, key: str, title: str, columns: tuple[Column, ...], found: Sequence[Cells], empty: str = ""
    ) -> Listing:
        """A part of the page. Of several accounts each row says whose it is. empty: what it says without any."""
        return part(key, title, (*columns, _WHOSE) if len(self.scope) > 1 else columns, found, empty)


def asked(reader: Reader, text: str, period: Period, *, tree: bool) -> Asked:
    """What a text and a period ask for. Raises NotFound and Ambiguous."""
    account, accounts = reader.find_owner("account", text).record_id, load(reader)
    scope = with_descendants(accounts, [account]) if tree else {account}
    return Asked(reader, accounts[account], tuple(sorted(scope)), tree, period)


def chosen(
    reader: Reader, noun: str, keys: Sequence[str], where: str, parameters: Sequence[Any], order: str
) -> list[dict[str, Any]]:
    """The same of any records."""
    columns = [column for column in NOUNS[noun].listed if column.key in keys]
    return rows_of(reader, noun, where, parameters, order, columns=columns).by_key()
