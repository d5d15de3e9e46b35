"""What the verbs write into the note of an issue, each with its moment, and how that is read again: an answer that it
had, with its cost and whether it was accepted; why it was opened again, or taken to somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from amcli.base.money import grouped

ANSWER, END, AGAIN, TAKEN = "Answered", "Closed", "Opened again", "Taken to"
_ACCEPTED = {"yes": "accepted", "no": "not accepted"}
_MOMENT = r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?"
_LINE = re.compile(
    rf"(?:(?P<what>{ANSWER}|{END}|{AGAIN})|{TAKEN} \S+) (?P<at>{_MOMENT})"
    rf"(?:, cost (?P<cost>[0-9][0-9,.]*) (?P<currency>[A-Z]{{3}}))?(?:, closed (?P<closed>{_MOMENT}))?"
    r"(?:, (?P<accepted>(?:not )?accepted))?(?:: (?P<text>.*))?"
)
_FURTHER = "  "  # begins the further lines of a text of several


class Told(NamedTuple):
    """A line of a note that a verb wrote. at, closed: moments as sentences say them; accepted: in words."""

    what: str
    at: str
    text: str = ""
    cost: Decimal | None = None
    currency: str = ""
    closed: str = ""
    accepted: str = ""


class Note(NamedTuple):
    """A note taken apart: what the verbs wrote, and the lines of whoever keeps the file."""

    told: tuple[Told, ...]
    lines: tuple[str, ...]


def answered_line(
    text: str, at: str, cost: Decimal | None, currency: str | None, closed: str | None, accepted: str | None
) -> str:
    """The line of an answer that an issue had; without a text that of an end without one."""
    ends = f", {_ACCEPTED[accepted]}" if accepted else ""
    if not text:
        return f"{END} {closed}{ends}"
    paid = f", {spelled_cost(cost, currency)}" if cost else ""
    return dated_line(f"{ANSWER} {at}{paid}{f', closed {closed}' if closed else ''}{ends}", text)


def spelled_cost(cost: Decimal, currency: str | None) -> str:
    """`cost 1,620 USD`."""
    return f"cost {grouped(cost, cost == cost.to_integral_value())} {currency}"


def dated_line(begins: str, text: str) -> str:
    """A line of a note, and how the further ones of its text stand below it."""
    first, *others = text.strip().splitlines()
    return "\n".join([f"{begins}: {first}", *(f"{_FURTHER}{line}" for line in others)])


def taken_apart(note: str | None) -> Note:
    """What the verbs wrote into a note, in the order in which it stands there, and the rest."""
    told, rest = list[Told](), list[str]()
    below = False
    for line in (note or "").splitlines():
        if match := _LINE.fullmatch(line):
            told.append(_told(match))
            below = True
        elif below and line.startswith(_FURTHER):
            told[-1] = told[-1]._replace(text=f"{told[-1].text}\n{line.removeprefix(_FURTHER)}")
        else:
            rest.append(line)
            below = False
    return Note(tuple(told), tuple(rest))


def costs(note: str | None, currency: str | None) -> Decimal:
    """What the answers in a note cost, of those in a currency."""
    return sum((each.cost for each in taken_apart(note).told if each.cost and each.currency == currency), Decimal(0))


def happened(note: str | None) -> Iterator[tuple[str, str, str]]:
    """What the verbs wrote: what it is about, its moment, and what is said of it."""
    for each in taken_apart(note).told:
        if each.what == ANSWER:
            paid = f", {spelled_cost(each.cost, each.currency)}" if each.cost else ""
            yield ANSWER, each.at, f"{each.text}{paid}"
            if each.closed and each.accepted:
                yield END, each.closed, each.accepted
        elif said := each.text or each.accepted:
            yield each.what, each.at, said


def _told(match: re.Match[str]) -> Told:
    parts = {name: part or "" for name, part in match.groupdict().items()}
    cost = Decimal(parts["cost"].replace(",", "")) if parts["cost"] else None
    return Told(
        parts["what"] or TAKEN, parts["at"], parts["text"], cost, parts["currency"], parts["closed"], parts["accepted"]
    )
