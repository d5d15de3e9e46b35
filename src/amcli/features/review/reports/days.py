"""What either side owes the other, what comes next, the meetings and the trainings: each deadline in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

from amcli.base.results import Column, Kind, Listing
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.kinds import COLLEAGUE
from amcli.features.review.reports.asked import Asked
from amcli.features.review.rules import FIT_FOR_CLIENT, MEETING, TRAINING

_READ = ("id", "account", "title", "kind", "due", "done", "for", "owed_by")
_ID = Column("id", repeats=True)
_OWED = (
    _ID,
    Column("title"),
    Column("owed_by"),
    Column("due", Kind.DATE, timed=True),
    Column("done", Kind.DATE),
    Column("days_late", Kind.INT, header="days late"),
)
_NEXT = (
    _ID,
    Column("due", Kind.DATE, timed=True),
    Column("days", Kind.INT, header="days left", countdown=True, rank=1),
    Column("title"),
    Column("owed_by", rank=1),
)
_MEETINGS = (
    Column("date", Kind.DATE),
    Column("kind"),
    Column("title", rank=1),
    Column("with", Kind.LIST),
    Column("ours", rank=1, header="of us"),
)
_TRAININGS = (_ID, Column("title"), Column("due", Kind.DATE, timed=True), Column("done", Kind.DATE))
_OF_MEETINGS = ("account", "date", "kind", "with", "for")
_HELD = ("meeting", "visit")  # what an interaction is where people met


class Days:
    """The deadlines that are fit for the client, by the day."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.found = asked.rows("deadline", _READ, FIT_FOR_CLIENT, (), "due, record_id")

    def owed(self) -> Listing:
        """What was due or done in the period, and what is overdue today."""
        some = [each for each in self.found if self._was_owed(each)]
        found = [{**each, "days_late": self._late(each)} for each in some]
        return self.asked.part("owed", "Obligations and promises", _OWED, found)

    def next_steps(self) -> Listing:
        """What is open from today on."""
        found = [
            {**each, "days": (day_of(each["due"]) - self.asked.today).days}
            for each in self.found
            if self._is_ahead(each) and each["kind"] != TRAINING
        ]
        return self.asked.part("next_steps", "Next steps", _NEXT, found)

    def trainings(self) -> Listing:
        """Those done in the period, and those to come."""
        found = [
            each for each in self.found if each["kind"] == TRAINING and (self._in_period(each) or not each["done"])
        ]
        return self.asked.part("trainings", "Trainings", _TRAININGS, found)

    def meetings(self) -> Listing:
        """When people met in the period: who was there, and not what was said. A meeting that was a deadline has its
        title.
        """
        start, end = self.asked.days
        names = self._colleagues()
        where, kinds = "kind IN (?, ?) AND date >= ? AND date < ?", _HELD
        held = self.asked.rows("interaction", _OF_MEETINGS, where, (*kinds, start, end), "date, record_id")
        planned = {
            (each["account"], day_of(each["due"])): each
            for each in self.found
            if each["kind"] == MEETING and each["done"] and day_of(each["due"]) in self.asked.period
        }
        found = []
        for each in held:
            deadline = planned.pop((each["account"], each["date"]), None)
            found.append({**each, "title": deadline and deadline["title"], "ours": names.get(each["for"])})
        found += [
            {**each, "date": day_of(each["due"]), "with": None, "ours": names.get(each["for"])}
            for each in planned.values()
        ]
        found.sort(key=lambda each: each["date"])
        return self.asked.part("meetings", f"Meetings in {self.asked.period.name}", _MEETINGS, found)

    def _colleagues(self) -> dict[str | None, str]:
        """Names by code; what has nobody's name is that of whoever keeps the file, where a setting says who that is."""
        reader = self.asked.reader
        found: dict[str | None, str] = dict(reader.rows("SELECT code, name FROM colleague"))
        me = reader.rows("SELECT name FROM colleague WHERE id = ?", (reader.keeper(COLLEAGUE),)).fetchone()
        return found | {None: me[0]} if me else found

    def _was_owed(self, each: dict[str, Any]) -> bool:
        if each["kind"] == TRAINING or self._is_ahead(each):
            return False
        if each["kind"] == MEETING:
            return not each["done"]  # one that was to be, and was not held
        return self._in_period(each) or not each["done"]

    def _is_ahead(self, each: dict[str, Any]) -> bool:
        return not each["done"] and day_of(each["due"]) >= self.asked.today

    def _in_period(self, each: dict[str, Any]) -> bool:
        days: tuple[date | None, ...] = (day_of(each["due"]), each["done"])
        return any(day is not None and day in self.asked.period for day in days)

    def _late(self, each: dict[str, Any]) -> int | None:
        late = ((each["done"] or self.asked.today) - day_of(each["due"])).days
        return late if late > 0 else None
