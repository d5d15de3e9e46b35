"""Quiet accounts: those that nobody has spoken with for longer than their cadence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class ContactGap(NamedTuple):
    """Days since the last two-way interaction, and days over the cadence (below zero: not yet), None if never.

    `waited` is the same as `over`, but counted from the account's first day where it was never contacted.
    """

    days: int | None
    over: int | None
    waited: int

    @property
    def quiet(self) -> bool:
        return self.waited > 0


def cadence_of(own: int | None, tier: int | None, by_tier: Mapping[int | None, int]) -> int:
    """Days after which an account is quiet: its own, else its tier's; `by_tier[None]` is that of no tier."""
    return own if own is not None else by_tier[tier]


def contact_gap(last: date | None, created: date, cadence: int, today: date) -> ContactGap:
    """How long an account has been silent on a day. `last` is its last two-way interaction up to that day."""
    waited = (today - (last or created)).days - cadence
    if last is None:
        return ContactGap(None, None, waited)
    return ContactGap((today - last).days, waited, waited)
