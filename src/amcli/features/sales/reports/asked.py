"""What a sales report may be asked beyond the figures of each row, and what it then has more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.time.period import Period
from amcli.features.sales.reports.line_sums import Wanted
from amcli.features.sales.reports.more_columns import More
from amcli.features.sales.reports.row_keys import IN_TIME
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.rules.window import window
from amcli.store.reader import Reader

_OF_TARGET = ("landing", "sign")


class Asked(NamedTuple):
    """against: a period to stand beside. stopped: only who bought last year and buys no more. share: of the total."""

    against: Period | None = None
    stopped: bool = False
    share: bool = False

    def check(self, by: str, tree: bool) -> None:
        """BadValue for what has no meaning together."""
        in_time = by in IN_TIME
        if "," in by and self != NOTHING_MORE:
            raise BadValue(f"--against, --share and --stopped are about rows of one key: leave one out of --by {by}")
        if self.against and in_time:
            raise BadValue(f"--against sets another period beside the whole of this one: leave out --by {by}")
        if self.stopped and in_time:
            raise BadValue(f"--stopped lists who or what sold no more, not when: leave out --by {by}")
        if self.stopped and tree:
            raise BadValue("--stopped lists accounts by what each bought itself: leave out --tree")
        if self.stopped and self.share:
            raise BadValue("--stopped lists who bought nothing lately, which is no share: leave out --share")

    def wanted(self, period: Period, day: date) -> Wanted:
        """What is to be read for it, of a report about a period as of a day."""
        if not self.against:
            return Wanted(last_sales=self.stopped)
        from amcli.features.sales.reports.against import other_of

        spans = other_of(window(period, day), self.against, day).spans
        return Wanted(spans=spans, last_sales=self.stopped)


NOTHING_MORE = Asked()


class Answer(NamedTuple):
    """The rows of a report and their total, with the columns, the notes, the words of the title and the facts that were
    asked for. first, later: the keys of columns that no screen leaves out, and of those that make room for them.
    in_order: whether the rows stand as the question wants them, for people too.
    """

    rows: Sequence[Row]
    total: Line
    more: tuple[More, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    facts: Mapping[str, Any] = MappingProxyType({})
    first: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    in_order: bool = False


def answer(asked: Asked, survey: SalesData, rows: Sequence[Row], reader: Reader, day: date) -> Answer:
    """What was asked, of the rows of a survey that has what it wanted."""
    found = _of_stopped(survey, rows, reader) if asked.stopped else Answer(rows, survey.total())
    if asked.share:
        from amcli.features.sales.reports.share import notes_on_shares, share

        said = notes_on_shares(found.rows, found.total)
        more = (share(found.rows, found.total),)
        found = found._replace(more=more, notes=said, later=_OF_TARGET, in_order=True)
    return _beside(found, survey, asked.against, day) if asked.against else found


def _of_stopped(survey: SalesData, rows: Sequence[Row], reader: Reader) -> Answer:
    from amcli.features.sales.reports import stopped as stopping

    days = reader.env.config.number(stopping.SETTING)
    left = stopping.stopped(survey, rows, days)
    total = survey.together([row.line for row in left], stopping.aim_of(left))
    return Answer(
        left,
        total,
        (stopping.days_of_last_sales(left, total),),
        stopping.notes_on_stopped(survey, rows, left, days),
        title=" · stopped",
        first=("last_year",),
        later=("actual", *_OF_TARGET),
        in_order=True,
    )


def _beside(found: Answer, survey: SalesData, period: Period, day: date) -> Answer:
    from amcli.features.sales.reports import against as beside

    other = beside.other_of(survey.window, period, day)
    return found._replace(
        more=(*found.more, beside.against(survey, other, found.rows, found.total)),
        notes=(*found.notes, *beside.notes_on_against(survey, other)),
        title=found.title + beside.beside_title(other),
        facts=beside.other_facts(other),
        later=found.later or _OF_TARGET,
    )
