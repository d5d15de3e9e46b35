"""What a telephone number is of, by the words that address books say of it: kinds of vCard, and labels of people.

Labels that people write themselves are known by the words for them in the languages that address books are kept in
most. A number that says nothing of itself is one to be called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from amcli.base.pattern import pattern
from amcli.base.text import plain_key

_CELL = frozenset(("cell", "mobile", "iphone", "pcs", "x-mobile"))
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
    r"\b(?:cell|cellular|mobil\w*|handy|gsm\w*|iphone|smartphone|natel|portable|movil|celular|cellulare|telemovel|"
    r"telefonino|komorka|komorkowy|mobiel\w*|kannykka|cep)\b"
)
_MACHINE_LABEL = pattern(r"fax|telecopie|telecopieur|pager|beeper|telex|modem|semafoon|buscapersonas|radiomessagerie")
_PRIVATE_LABEL = pattern(r"\b(?:home|privat\w*|domicile|particular|casa|thuis|hem|hjem|koti|dom|otthon|ev)\b")
_OTHER_LABEL = pattern(r"assistan|callback|sekretar|secretar")


class NumberKind(IntEnum):
    """What a number is of."""

    VOICE = 0
    OTHER = 1
    MOBILE = 2
    MACHINE = 3


def kind_of_number(types: Iterable[str], label: str) -> NumberKind:
    """By the words of its type, and by a label of a person."""
    words, said = {word.lower() for word in types}, plain_key(label)
    if (words & _MACHINE and "voice" not in words) or _MACHINE_LABEL.search(said):
        return NumberKind.MACHINE
    if words & _CELL or _MOBILE_LABEL.search(said):
        return NumberKind.MOBILE
    if words & (_OTHERS | _MACHINE) or _OTHER_LABEL.search(said):
        return NumberKind.OTHER
    return NumberKind.VOICE


def is_private(types: Iterable[str], label: str) -> bool:
    """Whether a number is one at home, and at no work: such a one comes behind the others that nobody prefers."""
    words = {word.lower() for word in types}
    return ("home" in words or _PRIVATE_LABEL.search(plain_key(label)) is not None) and "work" not in words


def place_of_numbers(kinds: Sequence[NumberKind]) -> tuple[int | None, int | None]:
    """Which of some numbers, in the order of preference, is the phone, and which the mobile.

    A second mobile is the phone where there is no other number, that of a machine where there is none at all.
    """
    of = {wanted: [place for place, kind in enumerate(kinds) if kind is wanted] for wanted in NumberKind}
    mobiles = of[NumberKind.MOBILE]
    phones = [*of[NumberKind.VOICE], *of[NumberKind.OTHER], *mobiles[1:]]
    phones += [] if mobiles else of[NumberKind.MACHINE]
    return next(iter(phones), None), next(iter(mobiles), None)
