"""A result of several managers as it is told: the ids of records as people know them, and who published it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, TextIO

from amcli.base.results import Listing, Record, Report
from amcli.features.company.reports.fetched import CompanyReader
from amcli.features.company.reports.published_by import any_stale, publications_note

Spell = Callable[[str], str]


class SpellingStream:
    """A stream that spells what it is told; for screens that draw themselves, after all that a result is made of."""

    def __init__(self, stream: TextIO, spell: Spell) -> None:
        self._stream, self._spell = stream, spell

    def write(self, text: str) -> int:
        return self._stream.write(self._spell(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def told(result: Any, reader: CompanyReader) -> Any:
    """A result with what is to be said of those that it is made of."""
    filling = reader.filling
    spell, env = filling.joined.numbering.spelled, reader.env
    who = publications_note(filling.publications, env)
    notes = tuple(filter(None, (*filling.remarks, *filling.joined.remarks, who)))
    if isinstance(result, Report):
        stale = who if any_stale(filling.publications, env) else ""
        warning = "; ".join(filter(None, (result.warning, *filling.remarks, stale)))  # also where notes are not shown
        said = (*map(spell, result.notes), *notes)
        return _spelled(result, spell)._replace(notes=said, warning=spell(warning))
    reader.remarks += notes
    if isinstance(result, Record):
        sections = tuple(_spelled(each, spell) for each in result.sections)
        return result._replace(row=_cells(result.row, spell), sections=sections, title=spell(result.title))
    return _spelled(result, spell) if isinstance(result, Listing) else result


def _spelled(result: Any, spell: Spell) -> Any:
    """A report or a listing."""
    found = result._replace(rows=_rows(result.rows, spell), title=spell(result.title))
    if isinstance(found, Listing):
        return found._replace(lines=None)
    drawn = result.drawn
    return found._replace(drawn=(lambda width: _spelled(drawn(width), spell)) if drawn else None)


def _rows(rows: Iterable[Sequence[Any]], spell: Spell) -> list[Sequence[Any]]:
    return [_cells(row, spell) for row in rows]


def _cells(row: Sequence[Any], spell: Spell) -> Sequence[Any]:
    return tuple(spell(cell) if isinstance(cell, str) else cell for cell in row)


def one_report(reports: Sequence[Report]) -> Report:
    """Reports of the same columns as one: their rows by day, their totals added up."""
    first, *others = reports
    keys = [column.key for column in first.columns]
    rows = [row for each in reports for row in each.rows]
    if "date" in keys:
        rows.sort(key=lambda row: str(row[keys.index("date")]))
    total = first.total
    for each in others:
        total = total and each.total and tuple(map(_plus, total, each.total))
    spot = keys.index("currency") if "currency" in keys else None
    if total and spot is not None and len({each.total[spot] for each in reports if each.total}) > 1:
        mixed = (spot, keys.index("amount"))  # no sum across currencies
        total = tuple(None if place in mixed else cell for place, cell in enumerate(total))
    notes = tuple(dict.fromkeys(note for each in reports for note in each.notes))
    return first._replace(rows=rows, total=total, notes=notes)


def _plus(one: Any, other: Any) -> Any:
    """The sum of two amounts or counts; of anything else the first."""
    both = all(isinstance(each, int | Decimal) and not isinstance(each, bool) for each in (one, other))
    return one + other if both else one
