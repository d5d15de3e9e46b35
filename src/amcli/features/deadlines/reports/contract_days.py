"""Whether the file has contracts, and the days of theirs that are still to come.

Where it has none nothing of contracts is loaded, and nothing more is read than that there is none. A question about no
noun, such as `today`, asks here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.contracts.rules.days import ContractDay

LETTERS = "CT"  # of the ids of contracts
KIND = "contract"  # the kind that their days are told with


def has_contracts(reader: Reader) -> bool:
    """Whether there is any, over or not."""
    (last,) = reader.rows("SELECT max(id) FROM contract").fetchone()  # the end of the table: no scan
    return last is not None


def open_days(
    reader: Reader, *, until: date | None = None, ahead: date | None = None, account: int | None = None
) -> list[ContractDay]:
    """The days of contracts of live accounts that are still to come, by day; the arguments are those of
    `contract_days`.
    """
    if not has_contracts(reader):
        return []
    from amcli.features.contracts.reports.days import contract_days

    return contract_days(reader, until=until, ahead=ahead, account=account)
