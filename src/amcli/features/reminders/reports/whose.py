"""Which reminders are for a colleague."""

from __future__ import annotations

from collections.abc import Iterable

from amcli.features.deadlines.reports.whose import codes_for
from amcli.features.reminders.reports.due import QUIET, DueReminder
from amcli.features.reminders.reports.overspent_budgets import BUDGET
from amcli.store.reader import Reader

_OWNERS = """SELECT a.code, k.code FROM assignment s JOIN account a ON a.id = s.account_id
    JOIN colleague k ON k.id = s.colleague_id
    WHERE s.role = 'owner' AND (s.start IS NULL OR s.start <= ?1) AND (s.until IS NULL OR s.until >= ?1)"""


def for_one(reader: Reader, found: Iterable[DueReminder], colleague: str) -> list[DueReminder]:
    """Those that one colleague is to hear of: what he does, and of what concerns an account as a whole what he owns
    today. What is nobody's is for whoever keeps the file. Raises NotFound, Ambiguous.
    """
    codes = codes_for(reader, colleague)
    owners = dict(reader.rows(_OWNERS, (reader.env.today.isoformat(),)))
    of_account = (QUIET, BUDGET)
    return [one for one in found if (one.colleague or (owners.get(one.account) if one.why in of_account else None)) in
            codes]  # fmt: skip
