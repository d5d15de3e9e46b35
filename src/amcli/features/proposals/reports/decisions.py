"""What was said of proposals, as the list of today asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from amcli.features.proposals.rules.catalogue import RULES
from amcli.features.proposals.rules.proposal import NOTHING_AWAY, Away, Decided, away, called
from amcli.store.reader import Reader

# Of some proposals by name, which is what the index has: decisions are kept for good.
_DECIDED = """SELECT c.proposal, c.reason, c.verdict, c.until, d.id IS NOT NULL AND d.done IS NULL
    FROM decision c LEFT JOIN deadline d ON d.id = c.deadline_id
    WHERE c.proposal IN (SELECT value FROM json_each(:names)) ORDER BY c.id"""


def away_of(reader: Reader, codes: Iterable[str]) -> Away:
    """What does not come today of all that could be proposed at accounts of these codes."""
    if reader.rows("SELECT 1 FROM decision LIMIT 1").fetchone() is None:
        return NOTHING_AWAY
    names = [called(code, rule) for code in codes for rule in RULES]
    found = [
        Decided(name, reason, verdict, until and date.fromisoformat(until), bool(is_open))
        for name, reason, verdict, until, is_open in reader.rows(_DECIDED, {"names": json.dumps(names)})
    ]
    return away(found, reader.env.today)
