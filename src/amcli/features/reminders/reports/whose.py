"""Which reminders are for a colleague."""

from __future__ import annotations

from collections.abc import Iterable

from amcli.features.deadlines.reports.whose import codes_for
from amcli.features.reminders.reports.due import QUIET, DueReminder
from amcli.features.reminders.reports.overspent_budgets import BUDGET
from amcli.features.team.reports.owner_on import owners_on
from amcli.store.reader import Reader


def for_one(reader: Reader, found: Iterable[DueReminder], colleague: str) -> list[DueReminder]:
    """Those that one colleague is to hear of: what he does, and of what concerns an account as a whole what he owns
    today. What is nobody's is for whoever keeps the file. Raises NotFound, Ambiguous.
    """
    codes = codes_for(reader, colleague)
    owners = {each.account: each.code for each in owners_on(reader.connection, reader.env.today.isoformat())}
    of_account = (QUIET, BUDGET)
    return [one for one in found if (one.colleague or (owners.get(one.account) if one.why in of_account else None)) in
            codes]  # fmt: skip
