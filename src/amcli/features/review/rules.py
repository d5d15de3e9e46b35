"""Which issues and which deadlines of an account are fit for the client's eyes.

An issue is, where somebody at the client raised it, or it is written down whether the client accepted what was done.
One that we noticed ourselves, of our own people say, is ours until then: that it moved on acknowledges it by itself,
which tells nothing.

A deadline is, most of all, what somebody of ours wrote for himself. So only what somebody said that a side owes to the
other is shown, and what both sides attend: what the client owes; meetings and trainings; and what we owe, where it is
something to be delivered, an obligation of a contract, or a promise about an issue. Follow-ups, days of contracts,
anything that nobody said the owner of, and whatever is about a plan, a negotiation, an opportunity or an issue that is
not shown are ours alone, of whatever kind they are.
"""

from __future__ import annotations

MEETING, TRAINING, DELIVERABLE = "meeting", "training", "deliverable"
TOGETHER = (MEETING, TRAINING)  # the kinds that both sides are at

# A condition on the view of issues, or on their table.
ISSUE_IS_KNOWN = "contact_id IS NOT NULL OR accepted IS NOT NULL"

# A condition on the view of deadlines.
FIT_FOR_CLIENT = f"""opportunity_id IS NULL AND objective_id IS NULL AND negotiation_id IS NULL
    AND (issue_id IS NULL OR issue_id IN (SELECT id FROM issue WHERE {ISSUE_IS_KNOWN}))
    AND (owed_by = 'client' OR kind IN ('{MEETING}', '{TRAINING}')
        OR (owed_by = 'us' AND (kind = '{DELIVERABLE}' OR contract_id IS NOT NULL OR issue_id IS NOT NULL)))"""
