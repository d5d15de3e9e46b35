"""Each issue stands as its last phase says: what `doctor` checks, and repairs by one more phase."""

from __future__ import annotations

from amcli.features.issues.services.phases import PHASES
from amcli.records.services.last_rows import LastRows

LAST_PHASES = LastRows(
    PHASES,
    {
        "stage": "stage", "severity": "severity", "waiting": "waiting", "owner": "colleague_id",
        "escalated to": "escalated_id",
    },
    "coalesce(o.closed, o.acknowledged, o.opened)",
)  # fmt: skip
