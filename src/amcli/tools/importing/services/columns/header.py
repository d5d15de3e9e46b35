"""The titles of a file's columns, as they stand, without what does not count, and without their currency."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import pairwise

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Type
from amcli.base.results import Kind
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.columns.currency_titles import is_scaled, known_titles, split_unit, without_scale
from amcli.tools.importing.services.columns.spans import without_span_unit

REJECT_COLUMNS = ("line", "reason")  # what a file of rejected rows has besides the original columns
_SHOWN_TITLES = 20  # columns that a message names
# What a title says of the answers in its column: `Extendable (Y/N)`.
_ANSWERS = re.compile(
    r"\s*[(\[]\s*(?:y|yes|j|ja|o|oui|s|si|sí)\s*[/|]\s*(?:n|no|nein|non|nee)\s*[)\]]\s*$", re.IGNORECASE
)
_UTC = re.compile(r"(?:\s*[(\[]|[\s_/,-]+)(?:in\s+)?(?:UTC|GMT)(?:\s*[+±]0?0(?::?00)?)?\s*[)\]]?$", re.IGNORECASE)


class Header:
    """The columns of a file by their numbers. titles: as they stand; plains: what counts of them; bares: that
    without a currency; clockless: that without UTC; lengths: that without the unit of a length of time.
    """

    def __init__(self, titles: Sequence[str], ignored: Sequence[str] = ()) -> None:
        """ignored: columns that are as if they were not there. BadValue for one that there is not."""
        self.titles = titles
        self.plains = [plain_title(title) for title in titles]
        self.bares = [plain_title(split_unit(title)[0]) for title in titles]
        self.scaled = [plain_title(without_scale(title)) if is_scaled(title) else "" for title in titles]
        self.clockless = [plain_title(without_clock(title)) for title in titles]
        self.lengths = [plain_title(without_span_unit(title)) for title in titles]
        self.hidden: frozenset[int] = frozenset()
        self.hidden = frozenset(number for name in ignored for number in self._ignored(name)) | reject_columns(titles)
        for number in self.hidden:
            for spelled in (self.plains, self.bares, self.clockless, self.lengths, self.scaled):
                spelled[number] = ""

    def shown(self, number: int) -> str:
        """The title of a column for a message."""
        return one_line(self.titles[number]).strip()

    def named(self, names: Set[str], field: Field, used: Iterable[int]) -> list[int]:
        """The columns that have one of these names and are not used; a name of amounts may have a currency with it."""
        free = [n for n, plain in enumerate(self.plains) if plain and n not in used]
        just_so = [n for n in free if self.plains[n] in names]
        if field.kind is Kind.DATE:
            return just_so + [n for n in free if n not in just_so and self.clockless[n] in names]
        if field.type is Type.SPAN:
            return just_so + [n for n in free if n not in just_so and self.lengths[n] in names]
        if field.type is not Type.MONEY:
            return just_so
        with_unit = [n for n in free if n not in just_so and self.bares[n] in names]
        has_column = any(plain in known_titles() for plain in self.plains)
        found = just_so if just_so and has_column else with_unit + just_so
        return found or [
            n for n in free if self.scaled[n] in names
        ]  # which is refused with what to do, not passed over

    def any_of(self, names: Iterable[Set[str]], field: Field, used: Iterable[int]) -> bool:
        """Whether any column has one of these names."""
        return any(self.named(wanted, field, used) for wanted in names)

    def numbers(self, name: str) -> list[int]:
        """The columns of a name that was typed: spelled just so, else in any case."""
        exact = [n for n, title in enumerate(self.titles) if title.strip() == name.strip() and n not in self.hidden]
        plain = plain_title(name)
        return exact or [n for n, each in enumerate(self.plains) if each and each == plain]

    def is_spelled(self, name: str) -> bool:
        """Whether a column is called just so, in any case."""
        wanted = name.strip().casefold()
        return any(title.strip().casefold() == wanted for n, title in enumerate(self.titles) if n not in self.hidden)

    def unit(self, field: Field, columns: Iterable[int]) -> str:
        """The currency that the titles of amounts name, or a sign of several; BadValue where they name two."""
        if field.type is not Type.MONEY:
            return ""
        units: dict[str, int] = {}
        for number in columns:
            if is_scaled(self.titles[number]):
                what = f"the amounts of the column {quote(self.titles[number])} are in thousands or millions"
                out = f"--ignore {shlex.quote(self.shown(number))}"
                raise BadValue(f"{what}: write them out in full, and leave that out of its title; or {out}")
            if unit := split_unit(self.titles[number])[1]:
                units.setdefault(unit, number)
        if len(units) > 1:
            both = " and ".join(quote(self.titles[number]) for number in units.values())
            raise BadValue(f"the {field.name} has one currency, and the columns {both} have two: type --map for one")
        return next(iter(units), "")

    def listed(self) -> str:
        """All columns, for a message."""
        shown = [one_line(title) for n, title in enumerate(self.titles) if n not in self.hidden]
        return f"the columns are {', '.join(shown[:_SHOWN_TITLES])}{', …' if len(shown) > _SHOWN_TITLES else ''}"

    def _ignored(self, name: str) -> list[int]:
        found = self.numbers(name)
        if not found:
            near = nearest(name, self.titles)
            raise BadValue(f"--ignore: the file has no column {quote(name.strip())}; {self.listed()}", near)
        return found


def reject_columns(titles: Sequence[str]) -> frozenset[int]:
    """The two columns that a file of rejected rows has besides the original ones; none where it is no such file."""
    for n, pair in enumerate(pairwise(titles)):
        if all(title in (name, rejected(name)) for title, name in zip(pair, REJECT_COLUMNS, strict=True)):
            return frozenset((n, n + 1))
    return frozenset()


def rejected(name: str) -> str:
    """What such a column is called where the original file has one of its name."""
    return f"rejected_{name}"


def without_clock(title: str) -> str:
    """The title of a column of days without what it says of their clock: `Created (UTC)` is Created."""
    return _UTC.sub("", title.strip())


def is_utc(title: str) -> bool:
    """Whether a title says that its instants are those of UTC."""
    return _UTC.search(title.strip()) is not None


def plain_title(name: str) -> str:
    """A name without what does not count: case, spaces and signs, a byte-order mark, where a reply keeps its values,
    which answers the column has.
    """
    name = _ANSWERS.sub("", name.strip().removeprefix("properties."))
    return "".join(each for each in name if each.isalnum() or each in "#%+").casefold()


@cache
def plain_titles(names: str) -> frozenset[str]:
    """The same of each name of a list: `Customer | Client Name`."""
    return frozenset(plain_title(name) for name in names.split("|"))
