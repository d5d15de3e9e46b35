"""The key accounts of today, for a screen that reads no sales of its own."""

from __future__ import annotations

from collections.abc import Collection

from amcli.base.errors import Refused
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.analysis.reports.key_accounts import KeyAccounts, key_accounts
from amcli.store.reader import Reader


def key_accounts_today(reader: Reader, accounts: Collection[AccountNode]) -> KeyAccounts:
    """Those of `key_accounts`; none by class where nobody can say in one currency what was sold. Sales are read only
    where no account has a tier.
    """
    if any(each.tier and not each.archived for each in accounts):
        return key_accounts(accounts, ())
    from amcli.base.time.period import fiscal_year
    from amcli.features.analysis.reports.sold_by_year import SoldByYear

    year = fiscal_year(reader.env.today, reader.env.config.fiscal)
    try:
        return SoldByYear(reader, year, None, years=0, currency="").key
    except Refused:
        return key_accounts(accounts, ())
