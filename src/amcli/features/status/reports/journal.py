"""What the journal adds to what records say of their own days: targets and budgets, imports, and what was written down
late, after the page before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from amcli.base.time.dates import from_iso
from amcli.base.time.period import spell
from amcli.base.time.workdays import day_of
from amcli.features.status.reports.pieces import money
from amcli.features.status.reports.since import Since
from amcli.records.reports.bulk_changes import BulkChange, bulk_changes
from amcli.records.reports.deliveries import last_operation
from amcli.records.reports.journal_span import Span, begins_later, span_of
from amcli.records.reports.net_changes import NetRecord, net_changes
from amcli.store.reader import Reader

TARGET, BUDGET, SALE = "target", "budget", "sale"
OPPORTUNITY, ISSUE, CONTRACT = "opportunity", "issue", "contract"
ACCOUNT, CONTACT, COLLEAGUE, ASSIGNMENT = "account", "contact", "colleague", "assignment"
# The columns of the days that a page tells of, by noun: a day is news where it was not there before.
DAYS = {
    OPPORTUNITY: ("created", "closed"),
    ISSUE: ("opened", "closed"),
    CONTRACT: ("signed", "noticed"),
    CONTACT: ("left",),
    COLLEAGUE: ("left",),
}
_AGREED = (TARGET, BUDGET)
_TABLES = (*_AGREED, ACCOUNT, ASSIGNMENT, *DAYS)
_TOLD_WHEN_GONE = (ACCOUNT, OPPORTUNITY, ISSUE, CONTRACT)


class Agreed(NamedTuple):
    """A target or a budget that is another one than before. account: a code; was, now: what of it changed, or what it
    comes to where it came or went.
    """

    noun: str
    account: str | None
    text: str
    was: str | None
    now: str | None
    id: str


class Journal:
    """The operations since the page before, or since a day, up to the day of the page."""

    def __init__(self, reader: Reader, since: Since, day: date) -> None:
        self._reader, self._since = reader, since
        before = since.delivered
        span = span_of(reader, since.day, None if before and day == reader.env.today else day)
        self.span = Span(before.last_operation, max(span.until, before.last_operation)) if before else span
        self._day = day

    @property
    def begins(self) -> date | None:
        """The day on which the history begins, where that is in the days that are told of."""
        found = begins_later(self._reader, self.span)
        return found if found and found <= self._day else None

    @cached_property
    def _records(self) -> tuple[NetRecord, ...]:
        return net_changes(self._reader, self.span, _TABLES).records

    def agreed(self) -> Iterator[Agreed]:
        """The targets and budgets that came, went or are others."""
        return self._agreed(self._records)

    def agreed_later(self) -> list[Agreed]:
        """The same of what was done after the last day that is told of: figures have it, and no list of changes."""
        last = last_operation(self._reader)
        if self.span.until >= last:
            return []
        return list(self._agreed(net_changes(self._reader, Span(self.span.until, last), _AGREED).records))

    def _agreed(self, records: Iterable[NetRecord]) -> Iterator[Agreed]:
        for each in records:
            if each.noun not in _AGREED:
                continue
            row = each.now or each.was or {}
            was = ", ".join(f"{one.name} {one.old}".strip() for one in each.fields) if each.fields else None
            now = ", ".join(f"{one.name} {one.new}".strip() for one in each.fields) if each.fields else None
            if each.was is None:
                now = self._amount(row)
            if each.now is None:
                was, now = self._amount(row), "removed"
            yield Agreed(each.noun, each.account, self._called(each.noun, row), was, now, each.reference)

    def _called(self, noun: str, row: Mapping[str, Any]) -> str:
        """`target of 2026`, `Launch rebate, 2026`."""
        first, beyond = (date.fromisoformat(row[key]) for key in ("start", "end"))
        period = spell(first, beyond, self._reader.env.config.fiscal)
        name = row.get("name")
        return f"{name}, {period}" if name else f"{noun} of {period}"

    def _amount(self, row: Mapping[str, Any]) -> str:
        amount = self._reader.money(row["amount_minor"], row["currency"])
        return "" if amount is None else money(amount, row["currency"])

    def gone(self) -> Iterator[NetRecord]:
        """The accounts, opportunities, issues and contracts that were there before and are removed."""
        return (each for each in self._records if each.now is None and each.noun in _TOLD_WHEN_GONE)

    def assignments(self) -> Iterator[NetRecord]:
        """What is another one than before of who has which account."""
        return (each for each in self._records if each.noun == ASSIGNMENT)

    def accounts(self) -> Iterator[NetRecord]:
        """The accounts that are others than before."""
        return (each for each in self._records if each.noun == ACCOUNT and each.was and each.now)

    def turned(self) -> Iterator[tuple[int, str, bool]]:
        """What the page before told and was taken back since, and what was undone then and stands again: the number of
        the operation, what it said of itself, and whether it stands.
        """
        before = self._since.delivered
        if before is None:
            return
        sql = """SELECT id, summary, state = 'done' FROM operation
            WHERE id <= :last AND (state = 'done') = (id IN (SELECT value FROM json_each(:undone))) ORDER BY id DESC"""
        asked = {"last": before.last_operation, "undone": json.dumps(sorted(before.undone))}
        for number, summary, stands in self._reader.rows(sql, asked):
            yield number, summary, bool(stands)

    def booked(self) -> list[BulkChange]:
        """The imports of sales, each with its count and sums."""
        return bulk_changes(self._reader, self.span, [SALE])

    @cached_property
    def late(self) -> dict[tuple[str, int, str], date]:
        """By noun, row id and column the days that were written down since the page before; where a day was named
        records have their own days, and none of these.
        """
        found = {}
        for each in self._records if self._since.delivered else ():
            for column in DAYS.get(each.noun, ()):
                before, now = (image.get(column) if image else None for image in (each.was, each.now))
                if now and not before:
                    found[each.noun, each.record_id, column] = day_of(from_iso(now))
        return found

    @property
    def first(self) -> date:
        """The earliest day that is told of."""
        return min([self._since.day, *self.late.values()])

    def is_news(self, noun: str, record_id: int, column: str, day: date) -> bool:
        """Whether a day of a record is told: it is one of the days, or it was written down late."""
        return self._since.day <= day <= self._day or (noun, record_id, column) in self.late
