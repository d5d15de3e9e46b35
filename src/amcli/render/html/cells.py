"""Cells of a page: what a person reads, each day with its year, for a page is read on other days than it was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from htpy import Node, b, span, time

from amcli.base.hints import for_page
from amcli.base.results import Column, Kind
from amcli.base.screen import SIGN_TONES
from amcli.base.text import clean
from amcli.base.time.dates import iso
from amcli.render.cells import NUMERIC, counted, for_people
from amcli.render.people import Viewer, countdown, short_day, urgency

_LONG = 20  # letters of a word that may break
_NO_YEAR = date(1, 1, 1)  # a year that no day is in, so that each is told


class Shown(NamedTuple):
    """A cell: what stands in it, its text alone, and its classes in the style: how it is set, and what it means."""

    node: Node
    text: str
    set: str = ""
    tone: str = ""

    @property
    def style(self) -> str | None:
        """Its classes. A very long word may break, an usual one not."""
        long = "w" if any(len(word) > _LONG for word in self.text.split()) else ""
        return " ".join(filter(None, (self.set, self.tone, long))) or None

    def judged(self, sign: str | None) -> Shown:
        """The same with a sign behind it, where there is one."""
        if not sign:
            return self
        node = span[self.node, " ", b({"class": SIGN_TONES.get(sign)})[sign]]
        return Shown(node, f"{self.text} {sign}", self.set, self.tone)


def cell_shaper(column: Column, viewer: Viewer | None) -> Callable[[Any], Shown]:
    """From a value of a column to its cell."""
    shape = _shape_of(column, viewer)
    style = "n" if column.kind in NUMERIC and not column.countdown else "d" if column.kind is Kind.DATE else ""

    def show(value: Any) -> Shown:
        if value is None:
            said = "" if column.blank else column.missing()
            return Shown(said, said, style, "close" if column.unknown else "")
        text = shape(value)
        node: Node = text
        if column.kind is Kind.DATE:
            day = value - timedelta(days=1) if column.after else value
            node = time(datetime=iso(day))[text]
        return Shown(node, text, style, _tone(column, value))

    return show


def _shape_of(column: Column, viewer: Viewer | None) -> Callable[[Any], str]:
    zone = viewer.zone if viewer else None
    if column.kind is Kind.DATE:
        back = timedelta(days=1 if column.after else 0)
        return lambda value: told_day(value - back, zone)
    if column.kind is Kind.TEXT and column.moment:
        return lambda value: told_day(datetime.fromisoformat(value), zone)
    if column.countdown:
        return countdown
    if column.kind in (Kind.INT, Kind.NUMBER):
        return counted
    return for_people(column, lambda text: clean(for_page(text))[0], column.whole)


def told_day(value: date | datetime, zone: Callable[[], tzinfo | None] | None) -> str:
    """`4 Sep 2026`, and the time where it has one, in the zone of who reads it."""
    if not isinstance(value, datetime):
        return short_day(value, _NO_YEAR)
    local = value.astimezone(zone()) if value.tzinfo and zone else value
    return f"{short_day(local.date(), _NO_YEAR)} {local:%H:%M}"


def _tone(column: Column, value: Any) -> str:
    return urgency(value) if column.countdown else ""
