"""How long an opportunity is in its stage against what is usual there."""

from __future__ import annotations


def is_late(days: int, usual: int) -> bool:
    """Whether it is late in its stage: from one and a half times the stage's days on; never where none are said."""
    return usual > 0 and 2 * days >= 3 * usual
