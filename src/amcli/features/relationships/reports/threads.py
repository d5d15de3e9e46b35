"""Our people × theirs: who of us speaks with whom of an account, how often in a year, and when last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from amcli.store.reader import Reader

THREAD_DAYS = 365  # what lies further back than this is no thread any more
ME = "me"  # whoever keeps the file, where no setting says who that is


class Thread(NamedTuple):
    """One of us and one of them, by the row id of the contact: two-way interactions of a year, and the last of them."""

    ours: str
    theirs: int
    times: int
    last: date


def threads_of(reader: Reader, account: int, day: date) -> list[Thread]:
    """All of an account, by its row id, up to a day: whoever of us spoke most first, then with whom the most."""
    codes = dict(reader.rows("SELECT id, code FROM colleague"))
    found = [
        Thread(codes.get(ours, ME), theirs, times, date.fromisoformat(last))
        for ours, theirs, times, last in reader.run_query(
            __file__,
            "threads",
            account=account,
            me=reader.keeper("colleague"),
            since=(day - timedelta(days=THREAD_DAYS)).isoformat(),
            day=day.isoformat(),
        )
    ]
    order = {code: place for place, code in enumerate(who_speaks(found))}
    return sorted(found, key=lambda each: (order[each.ours], -each.times, each.theirs))


def who_speaks(threads: Sequence[Thread]) -> list[str]:
    """Our people, whoever spoke most first."""
    times: Counter[str] = Counter()
    for each in threads:
        times[each.ours] += each.times
    return sorted(times, key=lambda code: (-times[code], code))
