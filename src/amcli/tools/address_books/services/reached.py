"""Which of the numbers and addresses of a card are a contact's: by their kinds and labels, then by preference.

The kinds are those of vCard 2.1, 3.0 and 4.0, of Apple's labels, Android's and Evolution's; labels that people write
themselves are known by the words for them in the languages that address books are kept in most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from amcli.base.address_card import CardLine, plain_value
from amcli.base.pattern import pattern
from amcli.base.text import clean, plain_key

_CELL = frozenset(["cell", "mobile", "iphone", "pcs", "x-mobile"])
_MACHINE = frozenset(
    (
        *("fax", "facsimile", "pager", "modem", "bbs", "tlx", "telex", "x-telex", "x-tlx", "textphone", "tty", "x-tty"),
        *("tty-tdd", "x-evolution-telex", "x-evolution-ttytdd"),
    )
)
_OTHERS = frozenset(  # whose number it is not, or not the first
    (
        *("assistant", "x-assistant", "x-evolution-assistant", "callback", "x-callback", "x-evolution-callback"),
        *("car", "radio", "x-evolution-radio", "video"),
    )
)
_MOBILE_LABEL = pattern(
    r"\b(?:cell|cellular|mobile?|mobil\w*|handy|gsm|iphone|smartphone|natel|portable|gsm-\w*|movil|celular|cellulare|"
    r"telemovel|telefonino|komorka|komorkowy|mobiel|kannykka|cep)\b"
)
_MACHINE_LABEL = pattern(r"fax|telecopie|telefax|pager|beeper|telex|telecopieur|modem|semafoon|buscapersonas")
_OTHER_LABEL = pattern(r"assistan|callback|sekretar|secretar")
_NO_ADDRESS = frozenset(["x400", "tlx", "telex", "x-400", "prodigy", "mcimail", "eworld", "applelink", "aol-im"])
_NONE = 101  # behind all that are preferred


class Kind(IntEnum):
    """What a number is of, the best first."""

    VOICE = 0
    OTHER = 1
    MOBILE = 2
    MACHINE = 3


class Choice(NamedTuple):
    """The lines that have the values of our fields, by field; and whether the phone is the number of a machine."""

    fields: Mapping[str, CardLine]
    only_a_machine: bool = False


def choose_lines(lines: Sequence[CardLine]) -> Choice:
    """The phone, the mobile, and the two addresses: of each kind the one that is preferred, else the first."""
    labels = {line.group.lower(): plain_value(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
    kinds: dict[Kind, list[CardLine]] = {kind: [] for kind in Kind}
    for line in _preferred(lines, "TEL"):
        if number_of_line(line):
            kinds[_kind(line, labels)].append(line)
    found: dict[str, CardLine] = {}
    voices = [*kinds[Kind.VOICE], *kinds[Kind.OTHER]]
    if kinds[Kind.MOBILE]:
        found["mobile"] = kinds[Kind.MOBILE][0]
    machines = kinds[Kind.MACHINE] if not found else []
    if voices or machines:
        found["phone"] = [*voices, *machines][0]
    addresses = [line for line in _preferred(lines, "EMAIL") if _is_address(line)]
    seen: dict[str, CardLine] = {}
    for line in addresses:
        seen.setdefault(address_of_line(line).casefold(), line)
    found |= dict(zip(("email", "email_other"), seen.values(), strict=False))
    return Choice(found, not voices and bool(machines))


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


def _kind(line: CardLine, labels: Mapping[str, str]) -> Kind:
    types = {word.lower() for word in line.values("TYPE")}
    label = plain_key(" ".join([labels.get(line.group.lower(), "") if line.group else "", *line.values("X-LABEL")]))
    if (types & _MACHINE and "voice" not in types) or _MACHINE_LABEL.search(label):
        return Kind.MACHINE
    if types & _CELL or _MOBILE_LABEL.search(label):
        return Kind.MOBILE
    if types & (_OTHERS | _MACHINE) or _OTHER_LABEL.search(label):
        return Kind.OTHER
    return Kind.VOICE
