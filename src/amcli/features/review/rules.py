"""Which deadlines of an account are fit for the client's eyes.

A deadline is, most of all, what somebody of ours wrote for himself. So only what somebody said that a side owes to the
other is shown, and what both sides attend: what the client owes; meetings and trainings; and what we owe, where it is
something to be delivered, an obligation of a contract, or a promise about an issue. Follow-ups, days of contracts,
anything that nobody said the owner of, and steps of plans, negotiations and opportunities are ours alone.
"""

from __future__ import annotations

MEETING, TRAINING, DELIVERABLE = "meeting", "training", "deliverable"
TOGETHER = (MEETING, TRAINING)  # the kinds that both sides are at

# A condition on the view of deadlines.
FIT_FOR_CLIENT = f"""owed_by = 'client' OR kind IN ('{MEETING}', '{TRAINING}')
    OR (owed_by = 'us' AND (kind = '{DELIVERABLE}' OR contract_id IS NOT NULL OR issue_id IS NOT NULL))"""
