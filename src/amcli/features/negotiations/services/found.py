"""Which negotiation and which point of it are meant, what was offered, and on which day something happened."""

from __future__ import annotations

from decimal import Decimal

from amcli.base.errors import BadValue, NotFound, Refused
from amcli.base.text import name_key, nearest, quote
from amcli.features.negotiations.nouns import NEGOTIATION, POINT
from amcli.features.negotiations.rules.sides import Offered, offered
from amcli.records.services.named import past_day
from amcli.store.lookup import id_number
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def negotiation(work: UnitOfWork, text: str) -> Row:
    """The negotiation that a text names. Raises NotFound and Ambiguous."""
    return work.row(NEGOTIATION.name, work.find(NEGOTIATION.name, text).record_id)


def open_negotiation(work: UnitOfWork, text: str) -> Row:
    """The same, which has not ended. Refused where it has."""
    row = negotiation(work, text)
    if row["closed"]:
        called = f"NG{row['id']}"
        raise Refused(
            f"{called} ended on {row['closed']}, {row['outcome']}: `amcli negotiation reopen {called}` opens it again"
        )
    return row


def point_if_there(work: UnitOfWork, of: Row, text: str) -> Row | None:
    """The point of a negotiation that is called so in any case, or has that id. NotFound for an id of another one."""
    points = points_of(work, of["id"])
    if found := next((each for each in points if name_key(each["name"]) == name_key(text)), None):
        return found
    number = id_number(POINT.letter, text.strip())
    if number is None:
        return None
    found = next((each for each in points if each["id"] == number), None)
    if found is None:
        whose = work.scalar("SELECT negotiation_id FROM point WHERE id = ?", number)
        raise NotFound(
            f"PT{number} is a point of NG{whose}, not of NG{of['id']}" if whose else f"there is no point PT{number}"
        )
    return found


def point_of(work: UnitOfWork, of: Row, text: str) -> Row:
    """The same; NotFound with the nearest where there is none."""
    found = point_if_there(work, of, text)
    if found:
        return found
    names = [each["name"] for each in points_of(work, of["id"])]
    instead = f": `amcli negotiation point NG{of['id']} NAME` adds one"
    raise NotFound(f"NG{of['id']} has no point {quote(text)}{instead}", nearest(text, names) or names[:3])


def points_of(work: UnitOfWork, negotiation_id: int) -> list[Row]:
    """The points of a negotiation, the first one first."""
    ids = work.connection.execute("SELECT id FROM point WHERE negotiation_id = ? ORDER BY id", (negotiation_id,))
    return [work.row(POINT.name, number) for (number,) in ids.fetchall()]


def offers_on(work: UnitOfWork, point_id: int) -> list[Offered]:
    """What was offered on a point, in order, with what was withdrawn."""
    sql = """SELECT id, day, side, value, in_return, withdrawn, past_limit FROM offer WHERE point_id = ?
        ORDER BY day, id"""
    return [offered(*row) for row in work.connection.execute(sql, (point_id,))]


def number_of(row: Row, column: str) -> Decimal | None:
    """A value of a point."""
    return None if row[column] is None else Decimal(row[column])


def day_in(work: UnitOfWork, of: Row, text: str) -> str:
    """The day of `--on`, as ISO; today where it is empty. BadValue for one that is to come, or before it began."""
    day = past_day(work, text)
    if day < of["started"]:
        raise BadValue(f"NG{of['id']} began on {of['started']}: --on is that day, or a later one")
    work.day = day
    return day
