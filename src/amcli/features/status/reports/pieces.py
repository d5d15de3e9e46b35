"""What the parts of the page have in common: columns, days and money as it says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from amcli.base.money import grouped
from amcli.base.results import Column, Kind, Listing
from amcli.render.people import short_day

MOST = 15  # rows of a part: a page is read in a minute, and the reports have the others
_EVERY_YEAR = date(1, 1, 1)  # a year that no day is in, so that each is told


def hidden(key: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column for programs, which a person reads in another one, or not at all."""
    return Column(key, kind, repeats=True, undrawn=True, **more)


def told_day(day: date) -> str:
    """`4 Sep 2026`: a page is read on other days than it was made."""
    return short_day(day, _EVERY_YEAR)


def money(amount: Decimal, currency: str = "") -> str:
    """`1,250 USD`, in whole units."""
    return f"{grouped(amount, whole=True)} {currency}".rstrip()


def listed(
    key: str,
    title: str,
    columns: tuple[Column, ...],
    found: Sequence[Mapping[str, Any]],
    empty: str = "",
    **more: Any,
) -> Listing:
    """A part of the page: the first of its rows, by the keys of its columns, and how many there are besides."""
    keys = [column.key for column in columns]
    rows = [tuple(each.get(one) for one in keys) for each in found[:MOST]]
    left = max(len(found) - MOST, 0)
    return Listing(key, columns, rows, more.pop("reference", keys[0]), title, empty, left, **more)  # fmt: skip


def prose(key: str, title: str, sentences: Iterable[str]) -> Listing:
    """Sentences under a heading, or under that of the page where there is none."""
    rows = [("" if place else title, sentence) for place, sentence in enumerate(sentences)]
    return Listing(key, (Column("heading", rank=1), Column("text")), rows, "text", title, prose=True)


def first(day_of: Callable[[Any], date | None]) -> Callable[[Any], tuple[bool, date]]:
    """What sorts by a day: those without one last."""
    return lambda each: (day_of(each) is None, day_of(each) or date.max)
