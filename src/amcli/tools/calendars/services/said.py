"""What the calendar of an entry said of it last, kept beside what is here: so its news is told from what changed here.

One line among those that are kept of the entry: its SEQUENCE, and of each thing that it said a digest. It goes out with
an export, so that an entry that comes back by way of another calendar is known as ours: that one is compared with what
is here, and the news of whoever sent the entry with what he said before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from hashlib import blake2s
from typing import NamedTuple

from amcli.base.calendar_entry import SAID
from amcli.base.pattern import pattern
from amcli.base.text import clean
from amcli.base.time.zones import told
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.ics_dates import Moment
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.single_meetings import handed_on

_SAID = pattern(r"([0-9]{1,10})((?: [a-z]+=[0-9a-f]{12})*)")
_MOST = 2**31


class Heard(NamedTuple):
    """What was said: the SEQUENCE, and digests by what they are of; what is not among them was empty."""

    sequence: int
    digests: Mapping[str, str]

    def same(self, name: str, text: str) -> bool:
        """Whether this is what was said."""
        return self.digests.get(name, "") == _digest(text)


class News(NamedTuple):
    """An entry, and what its calendar said of it before, where that is known and the entry comes from there.

    own: whether the deadline was made here. back: whether the entry went out from here and came back.
    """

    entry: CalendarItem
    before: Heard | None
    own: bool
    back: bool

    def is_typed(self, name: str, *ways: str) -> bool:
        """Whether a text was typed here, and said by no calendar. ways: how one may have written it."""
        return self.before is not None and any(ways) and not any(self.before.same(name, way) for way in ways)

    def is_day_typed(self, due: date | datetime, here: tzinfo | None) -> bool:
        """Whether a day was typed here. due: by that clock. What was kept before days were is not known."""
        instant = told(due, here, UTC) if isinstance(due, datetime) else due
        ways = (Moment(instant, "UTC").spelled(), Moment(due).spelled())
        return self.before is not None and "day" in self.before.digests and self.is_typed("day", *ways)

    def again(self, *names: str) -> bool:
        """Whether these are as they were said before, and so no news."""
        words = said_words(self.entry)
        return self.before is not None and all(self.before.same(name, words[name]) for name in names)


def said_of_series(work: UnitOfWork, row: Row) -> Heard | None:
    """What was said of a deadline, or of its series: by the open one, else by any that is done."""
    found = said_of(handed_on(row)["event"])
    if found or not row["series_id"]:
        return found
    sql = "SELECT event FROM deadline WHERE id = :first OR series_id = :first"
    events = work.connection.execute(sql, {"first": row["series_id"]}).fetchall()
    return max(filter(None, (said_of(event) for (event,) in events)), key=lambda said: said.sequence, default=None)


def said_of(event: str | None) -> Heard | None:
    """What was said, of the kept lines of an entry; None where nobody kept it."""
    line = next((line for line in (event or "").split("\n") if line.startswith(f"{SAID}:")), "")
    return read_said(line.removeprefix(f"{SAID}:"))


def read_said(value: str) -> Heard | None:
    """The same, of the value of the line; None where it is no such value."""
    match = _SAID.fullmatch(value)
    if match is None:
        return None
    return Heard(min(int(match[1]), _MOST), dict(word.split("=", 1) for word in match[2].split()))


def without_said(event: str | None) -> str | None:
    """The other lines."""
    return "\n".join(line for line in (event or "").split("\n") if not line.startswith(f"{SAID}:")) or None


def event_of(entry: CalendarItem, account: str, rest: str | None, stands: Heard | None = None) -> str:
    """The lines to keep of an entry with what it says; where it comes back to us, with what was said before.

    account: whose it was taken for. rest: the lines beyond the fields. stands: what was said before.
    """
    kept = stands or read_said(entry.said)
    if kept is None or not entry.said:
        digests = {name: _digest(text) for name, text in {**said_words(entry), "account": account}.items()}
        digests["account"] = digests["account"] or (stands.digests.get("account", "") if stands else "")
        kept = Heard(entry.sequence, digests)
    words = "".join(f" {name}={digest}" for name, digest in sorted(kept.digests.items()) if digest)
    return "\n".join(filter(None, (f"{SAID}:{kept.sequence}{words}", rest)))


def said_words(entry: CalendarItem) -> dict[str, str]:
    """What an entry says, thing by thing, as texts that only change where it says something else."""
    return {
        "title": clean(entry.summary)[0].strip(), "note": clean(entry.note)[0], "kind": entry.kind,
        "priority": entry.priority, "when": entry.when, "remind": " ".join(map(str, entry.leads)), "rest": entry.rest,
        "done": str(entry.done or ""), "day": entry.moment.spelled(),
    }  # fmt: skip


def _digest(text: str) -> str:
    return blake2s(text.encode(errors="replace"), digest_size=6).hexdigest() if text else ""
