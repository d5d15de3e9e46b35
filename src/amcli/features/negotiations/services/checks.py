"""What a negotiation and its points ask for beyond their fields. No complaint holds what is private."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.text import name_key, quote
from amcli.features.negotiations.nouns import AGREED
from amcli.features.negotiations.rules.sides import told_by
from amcli.features.negotiations.services.found import number_of, open_negotiation, points_of
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_negotiation(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """It ended on a day with an outcome, or did not; agreed is what has a value for each point. BadValue, Refused."""
    whole = {**(work.row("negotiation", record_id) if record_id is not None else {}), **row}
    if bool(whole.get("outcome")) != bool(whole.get("closed")):
        raise BadValue("a negotiation ends with its outcome: `amcli negotiation close` sets both")
    if whole.get("closed") and whole["closed"] < whole["started"]:
        raise BadValue(f"a negotiation does not end ({whole['closed']}) before it began ({whole['started']})")
    if record_id is None:
        return
    first, last = _first_and_last(work, record_id)
    if "started" in row and first and first < whole["started"]:
        raise BadValue(f"something was offered on {first}: NG{record_id} began on that day, or before")
    if "closed" in row and row["closed"] and last and row["closed"] < last:
        raise BadValue(f"something became of NG{record_id} on {last}: it ended on that day, or later")
    if row.get("outcome") == AGREED:
        _refuse_unsettled(work, record_id)


def _first_and_last(work: UnitOfWork, record_id: int) -> tuple[str | None, str | None]:
    """The days of the first and of the last offer, withdrawal or agreement."""
    sql = """SELECT min(day), max(day) FROM (
        SELECT o.day FROM offer o JOIN point p ON p.id = o.point_id WHERE p.negotiation_id = :id UNION ALL
        SELECT o.withdrawn FROM offer o JOIN point p ON p.id = o.point_id WHERE p.negotiation_id = :id UNION ALL
        SELECT agreed_on FROM point WHERE negotiation_id = :id)"""
    first, last = work.connection.execute(sql, {"id": record_id}).fetchone()
    return first, last


def _refuse_unsettled(work: UnitOfWork, record_id: int) -> None:
    """Raises Refused where a point has no agreed value."""
    left = [each["name"] for each in points_of(work, record_id) if each["agreed"] is None]
    if left:
        typed = " ".join(quote(f"{name}=V") if " " in name else f"{name}=V" for name in left)
        have = "has" if len(left) == 1 else "have"
        raise Refused(
            f"{', '.join(left)} of NG{record_id} {have} no agreed value: type `amcli negotiation agree NG{record_id} "
            f"{typed}` first"
        )


def check_point(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A name is one point of a negotiation; its aim, limit and what is better agree. Raises BadValue."""
    whole = {**(work.row("point", record_id) if record_id is not None else {}), **row}
    for other in points_of(work, whole["negotiation_id"]):
        if other["id"] != record_id and name_key(other["name"]) == name_key(whole["name"]):
            raise BadValue(f"NG{whole['negotiation_id']} has a point {other['name']} already: PT{other['id']}")
    whole = {"aim": None, "limit": None, **whole}
    told = told_by(number_of(whole, "aim"), number_of(whole, "limit"))
    if told and whole.get("better") not in (None, told):
        raise BadValue(
            f"what is better on {whole['name']} contradicts its aim and its limit: type the one that is wrong, or "
            "--better '' to read it of them"
        )


def refuse_removal(work: UnitOfWork, record_id: int) -> None:
    """A point of a negotiation that has ended stays: what was agreed is of all its points. Raises Refused."""
    open_negotiation(work, f"NG{work.row('point', record_id)['negotiation_id']}")
