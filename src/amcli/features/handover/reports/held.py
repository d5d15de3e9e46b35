"""Who had which account from when to when, in whole: also the days on which nobody had it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from amcli.base.time.day_span import DaySpan
from amcli.features.team.nouns import OWNER
from amcli.store.reader import Reader

_ALWAYS = DaySpan(None, None)
_OWNERS = f"""SELECT s.account_id, s.start, s.until, k.code, k.name FROM assignment s
    JOIN colleague k ON k.id = s.colleague_id WHERE s.role = '{OWNER}' ORDER BY s.account_id, s.start NULLS FIRST"""


class Owner(NamedTuple):
    """A colleague, as reports name one."""

    code: str
    name: str


class Held(NamedTuple):
    """Days on which one colleague had an account, or nobody (None)."""

    days: DaySpan
    owner: Owner | None

    def days_in(self, first_day: date, last_day: date) -> int:
        """How many of them lie from one day to another, both included; 0 for none."""
        first = max(self.days.start or "", first_day.isoformat())
        last = min(self.days.until or "9999-12-31", last_day.isoformat())
        return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days + 1)


class Holding:
    """All days of an account, each in one span: who had it, in order."""

    def __init__(self, owned: Iterable[Held] = ()) -> None:
        owned = list(owned)
        gaps = (Held(span, None) for span in _ALWAYS.minus(each.days for each in owned))
        self.spans = sorted([*owned, *gaps], key=lambda each: each.days.start or "")
        self._starts = [each.days.start or "" for each in self.spans]

    def place(self, day: str) -> int:
        """Which of the spans holds an ISO day."""
        return bisect_right(self._starts, day) - 1

    def owner_on(self, day: str) -> Owner | None:
        """Who had it on an ISO day."""
        return self.spans[self.place(day)].owner


def holdings(reader: Reader) -> dict[int, Holding]:
    """By the row id of the account, of those that have an owner on any day."""
    owned: dict[int, list[Held]] = {}
    for account, start, until, *colleague in reader.rows(_OWNERS):
        owned.setdefault(account, []).append(Held(DaySpan(start, until), Owner(*colleague)))
    return {account: Holding(each) for account, each in owned.items()}
