"""Who is who on both sides, as on a card: no part in deciding, no stance, no hours; and what the client asked for."""

from __future__ import annotations

from amcli.base.results import Column, Kind, Listing
from amcli.features.handover.reports.facts import part
from amcli.features.review.reports.asked import Asked, chosen
from amcli.features.team.nouns import OWNER

_CARD = (
    Column("name"),
    Column("title", rank=1),
    Column("phone", rank=1),
    Column("email", rank=1),
)
_KEYS = tuple(column.key for column in _CARD)
_NEEDS = (
    Column("id", repeats=True),
    Column("text", header="need"),
    Column("contact", header="voiced by", rank=1),
    Column("day", Kind.DATE, header="on"),
    Column("state"),
    Column("met", Kind.DATE, rank=1),
)
OPEN, MET = "open", "met"


def ours(asked: Asked) -> Listing:
    """Who of us works for the client today, whoever answers for it first, each once."""
    day = asked.today.isoformat()
    working = asked.rows(
        "assignment", ("colleague",), "(start IS NULL OR start <= ?) AND (until IS NULL OR until >= ?)", (day, day),
        f"role <> '{OWNER}', record_id",
    )  # fmt: skip
    cards = {each["code"]: each for each in chosen(asked.reader, "colleague", ("code", *_KEYS), _THERE, (day,), "code")}
    codes = dict.fromkeys(each["colleague"] for each in working if each["colleague"] in cards)
    return part("our_people", "Our people", _CARD, [cards[code] for code in codes])


_THERE = '"left" IS NULL OR "left" > ?'


def theirs(asked: Asked) -> Listing:
    """Who is there at the client."""
    found = asked.rows("contact", _KEYS, _THERE, (asked.today.isoformat(),), "name, record_id")
    return asked.part("your_people", "Your people", _CARD, found)


def needs(asked: Asked) -> Listing:
    """What the client asked for: what is open, what was voiced or met in the period."""
    start, end = asked.days
    where = "met IS NULL OR (met >= ? AND met < ?) OR (day >= ? AND day < ?)"
    found = asked.rows(
        "need", ("id", "text", "contact", "day", "met"), where, (start, end, start, end), "day, record_id"
    )
    told = [{**each, "state": MET if each["met"] else OPEN} for each in found]
    return asked.part("needs", "What you need", _NEEDS, told)
