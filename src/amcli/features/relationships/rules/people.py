"""Who among the people of an account counts most, and who of them is against us."""

from __future__ import annotations

from collections.abc import Collection

INFLUENTIAL = 4  # from here on, of 5, a person's word weighs
DECIDER = "decider"
AGAINST = ("opponent", "sceptic")  # the worst first


def is_key(roles: Collection[str], influence: int | None) -> bool:
    """Whether a person is one of the key people: who decides, or whose influence is at least INFLUENTIAL."""
    return DECIDER in roles or (influence is not None and influence >= INFLUENTIAL)
