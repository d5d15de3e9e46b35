"""One person opened: who it is, when both sides last took part in something, and what was said with them."""

from __future__ import annotations

from datetime import date

from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.accounts.nouns import CONTACT
from amcli.records.reports.show import record
from amcli.render.people import ago
from amcli.store.reader import Reader

# What the record says once at the top, its interactions do not say again.
_REPEATED = frozenset({"account", "account_name"})
_LAST = Column("last_contact", Kind.DATE)


def person(reader: Reader, text: str) -> Record:
    """The contact that a text names. `last_contact`: its last two-way interaction up to today, None if there was none.

    Raises NotFound and Ambiguous.
    """
    today = reader.env.today
    found = record(reader, CONTACT, text)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))
    ((last,),) = reader.run_query(__file__, "last_spoken", contact=int(cells["id"][1:]), day=today.isoformat())
    spoken = date.fromisoformat(last) if last else None
    return found._replace(
        columns=(*found.columns, _LAST),
        row=(*found.row, spoken),
        sections=tuple(map(_once, found.sections)),
        title=f"{found.title} · {_said(spoken, today)}",
    )


def _said(spoken: date | None, today: date) -> str:
    if spoken is None:
        return "never spoken with"
    return f"last spoken {ago((today - spoken).days)}"


def _once(section: Listing) -> Listing:
    columns = tuple(
        column._replace(undrawn=True, repeats=True) if column.key in _REPEATED else column for column in section.columns
    )
    return section._replace(columns=columns)
