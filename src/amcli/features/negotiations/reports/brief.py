"""One negotiation opened: for each point how far one may go and where the sides are, then every offer.

It is the one screen that has what is private: aim, limit, and why an offer went past the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.negotiations.nouns import CLIENT, NEGOTIATION, OFFER, POINT, US
from amcli.features.negotiations.rules.sides import Offered, better_of, conceded, moves, offered, stand
from amcli.records.reports.show import record
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

# What its points have beside the columns of their list. Each is n/a where it is undefined.
POINT_COLUMNS = (
    *(Column(key, Kind.NUMBER, undefined=True) for key in ("aim", "limit")),
    Column("better_for_us"),
    *(Column(key, Kind.NUMBER, undefined=True) for key in ("ours", "theirs", "apart", "to_limit", "room")),
    Column("our_moves", Kind.SPARK),
    Column("we_conceded", Kind.NUMBER, undefined=True),
    Column("their_moves", Kind.SPARK),
    Column("they_conceded", Kind.NUMBER, undefined=True),
    Column("we_asked", Kind.LIST, phrases=True),
    Column("they_asked", Kind.LIST, phrases=True),
)
LEFT = Column("days_left", Kind.INT)
# What the record says once at the top, its sections do not say again.
_REPEATED = frozenset({"account", "account_name", "negotiation", "about"})


def brief(reader: Reader, text: str) -> Record:
    """The negotiation that a text names, with its points and offers. Raises NotFound and Ambiguous."""
    found = record(reader, NEGOTIATION, text)
    number = reader.find(NEGOTIATION.name, text).record_id
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))
    left = None if cells["closed"] or not cells["until"] else (cells["until"] - reader.env.today).days
    offers = _offers(reader, number)
    sections = {each.noun: each._replace(rows=list(each.rows)) for each in found.sections}
    sections["points"] = _with_standing(reader, number, sections["points"], offers)
    sections["offers"] = _with_reasons(sections["offers"], offers)

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.negotiations.reports.brief_screen import brief_screen

        lists = {key: section.by_key() for key, section in sections.items()}
        return brief_screen(reader.env.now, {**cells, LEFT.key: left}, lists, keeper_code(reader))

    return found._replace(
        columns=(*found.columns, LEFT),
        row=(*found.row, left),
        sections=tuple(map(_once, sections.values())),
        title=f"{cells['id']} · {cells['subject']}",
        drawing=drawing,
        lists="its parts: "
        + ", ".join(f"`amcli {each} list --negotiation {cells['id']}`" for each in (POINT.name, OFFER.name)),
    )


def _offers(reader: Reader, number: int) -> dict[int, list[Offered]]:
    """What was offered, by the number of the point."""
    sql = """SELECT o.point_id, o.id, o.day, o.side, o.value, o.in_return, o.withdrawn, o.past_limit
        FROM offer o JOIN point p ON p.id = o.point_id WHERE p.negotiation_id = ? ORDER BY o.day, o.id"""
    found: dict[int, list[Offered]] = {}
    for point, *offer in reader.rows(sql, (number,)):
        found.setdefault(point, []).append(offered(*offer))
    return found


def _with_standing(reader: Reader, number: int, points: Listing, offers: dict[int, list[Offered]]) -> Listing:
    """The points, with what is private of them and where the sides are."""
    sql = 'SELECT id, better, aim, "limit" FROM point WHERE negotiation_id = ? ORDER BY id'
    added = [_standing(offers.get(point, []), *rest) for point, *rest in reader.rows(sql, (number,))]
    rows = [(*row, *more) for row, more in zip(points.rows, added, strict=True)]
    return points._replace(columns=(*points.columns, *POINT_COLUMNS), rows=rows, lines=None)


def _standing(offers: Sequence[Offered], said: str | None, aim: str | None, limit: str | None) -> tuple[Any, ...]:
    """The cells of POINT_COLUMNS."""
    wanted, most = (None if each is None else Decimal(each) for each in (aim, limit))
    now = stand(better_of(said, wanted, most), most, offers)
    of_sides = [
        cell
        for side in (US, CLIENT)
        for cell in (tuple(each.value for each in moves(offers, side)), conceded(offers, side, now.better))
    ]
    asked = (
        tuple(dict.fromkeys(each.in_return for each in moves(offers, side) if each.in_return)) for side in (US, CLIENT)
    )
    return (wanted, most, now.better, now.ours, now.theirs, now.apart, now.to_limit, now.room, *of_sides, *asked)


def _with_reasons(listed: Listing, offers: dict[int, list[Offered]]) -> Listing:
    """The offers, with why they went past our limit."""
    why = {f"OF{each.number}": each.past_limit for some in offers.values() for each in some}
    rows = [(*row, why[row[0]]) for row in listed.rows]
    return listed._replace(columns=(*listed.columns, Column("past_limit")), rows=rows, lines=None)


def _once(section: Listing) -> Listing:
    columns = tuple(
        column._replace(undrawn=True, repeats=True) if column.key in _REPEATED else column for column in section.columns
    )
    return section._replace(columns=columns)
