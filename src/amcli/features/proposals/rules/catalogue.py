"""The rules of `next`: what each looks for, what it proposes, and the part of an amount that it puts at stake.

The chances are amcli's own and no measurement: they order what cannot be compared otherwise, and are said beside it.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule, by the word that proposals are called by. when: what it looks for. chance: the percent of the amount that
    is at stake, 0 where no money is; of: which amount that is.
    """

    name: str
    when: str
    act: str
    chance: int
    of: str


SOLD = "what the account bought in the last twelve months"
PROMISE = Rule("promise", "a deadline that is ours is late", "Deliver what is late", 5, SOLD)
ISSUE = Rule("issue", "an issue is critical, or beyond its limit", "Settle the issue", 20, SOLD)
NOTICE = Rule(
    "notice", "the day to decide on notice is within 30 days, and nothing is under way", "Decide on notice", 50,
    "the value of the contract a year",
)  # fmt: skip
RENEWAL = Rule(
    "renewal", "a contract that renews by agreement ends within 90 days, and nothing is under way",
    "Negotiate the renewal", 50, "the value of the contract a year",
)  # fmt: skip
STOPPED = Rule(
    "stopped", "it bought in twelve months, and nothing since for longer than it usually does", "Ask why they stopped",
    50, "what the account bought in those twelve months",
)  # fmt: skip
QUIET = Rule("quiet", "nobody spoke with it for longer than its cadence", "Call", 10, SOLD)
DECIDER = Rule("decider", "no contact of a key account decides", "Find who decides", 5, SOLD)
SINGLE = Rule(
    "single", "one contact alone of a key account was spoken with in 90 days", "Speak with a second person", 5, SOLD
)
GAP = Rule(
    "gap", "its forecast is below its target by more than what is open", "Find what closes the gap", 25,
    "the shortfall less what is open, weighted",
)  # fmt: skip
WHITESPACE = Rule(
    "whitespace", "it does not buy what accounts like it buy", "Offer", 20, "the potential of the group"
)  # fmt: skip
PLAN = Rule("plan", "a key account has no plan for the year, or one older than 90 days", "Write the plan", 2, SOLD)
OBJECTIVE = Rule(
    "objective", "an objective that is not reached has no open action, or its plan ended in the last 90 days",
    "Give the objective an action", 10,
    "what is missing of its goal, where that is an amount of sales",
)  # fmt: skip
BUDGET = Rule("budget", "more is spent than was agreed", "Settle what is over", 100, "what is over")
TRAINING = Rule("training", "a training is due within 14 days, or late", "See to the training", 0, "")

OF_KEY_ACCOUNTS = (DECIDER, SINGLE, PLAN)  # those that look at no others

# In this order where the same money is at stake.
RULES = (
    PROMISE, ISSUE, NOTICE, RENEWAL, STOPPED, QUIET, DECIDER, SINGLE, GAP, WHITESPACE, PLAN, OBJECTIVE, BUDGET,
    TRAINING,
)  # fmt: skip
