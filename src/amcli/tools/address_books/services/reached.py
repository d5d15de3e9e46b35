"""Which of the numbers and addresses of a card are a contact's: by their kinds and labels, then by preference.

The kinds are those of vCard 2.1, 3.0 and 4.0, of Apple's labels, Android's and Evolution's (base/phone_kinds.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from amcli.base.address_card import CardLine, plain_value
from amcli.base.phone_kinds import NumberKind, is_private, kind_of_number, place_of_numbers
from amcli.base.text import clean

_NO_ADDRESS = frozenset(["x400", "tlx", "telex", "x-400", "prodigy", "mcimail", "eworld", "applelink", "aol-im"])
_NONE = 101  # behind all that are preferred


class Choice(NamedTuple):
    """The lines that have the values of our fields, by field; and whether the phone is the number of a machine."""

    fields: Mapping[str, CardLine]
    only_a_machine: bool = False


def choose_lines(lines: Sequence[CardLine]) -> Choice:
    """The phone, the mobile, and the two addresses: of each kind the one that is preferred, else the first."""
    labels = {line.group.lower(): plain_value(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
    numbers = [line for line in _preferred(lines, "TEL") if number_of_line(line)]
    numbers.sort(key=lambda line: (preference(line), is_private(*_said_of(line, labels))))
    kinds = [_kind(line, labels) for line in numbers]
    places = dict(zip(("phone", "mobile"), place_of_numbers(kinds), strict=True))
    found = {field: numbers[place] for field, place in places.items() if place is not None}
    machine = places["phone"] is not None and kinds[places["phone"]] is NumberKind.MACHINE
    addresses = [line for line in _preferred(lines, "EMAIL") if _is_address(line)]
    seen: dict[str, CardLine] = {}
    for line in addresses:
        seen.setdefault(address_of_line(line).casefold(), line)
    found |= dict(zip(("email", "email_other"), seen.values(), strict=False))
    return Choice(found, machine)


def number_of_line(line: CardLine) -> str:
    """The number of a TEL line."""
    return " ".join(clean(plain_value(line.value))[0].split())


def address_of_line(line: CardLine) -> str:
    """The address of an EMAIL line."""
    return clean(plain_value(line.value))[0].strip().strip("<>")


def preference(line: CardLine) -> int:
    """1 is preferred most: PREF=1 in 4.0, TYPE=pref in 3.0, the bare word in 2.1."""
    if any(word.lower() == "pref" for word in line.values("TYPE")):
        return 1
    said = next(iter(line.values("PREF")), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else _NONE


def _preferred(lines: Sequence[CardLine], name: str) -> list[CardLine]:
    return sorted((line for line in lines if line.name == name), key=preference)


def _is_address(line: CardLine) -> bool:
    types = {word.lower() for word in line.values("TYPE")}
    return "@" in line.value and not types & _NO_ADDRESS


def _kind(line: CardLine, labels: Mapping[str, str]) -> NumberKind:
    return kind_of_number(*_said_of(line, labels))


def _said_of(line: CardLine, labels: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The words of its type, and its label."""
    label = labels.get(line.group.lower(), "") if line.group else ""
    return line.values("TYPE"), " ".join([label, *line.values("X-LABEL")])
