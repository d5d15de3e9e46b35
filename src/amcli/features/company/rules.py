"""How records of several managers stand in one portfolio: by which numbers, and which of them are the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Where there are several managers, a record of the one at place P has the id (P + 1) * STEP + its own; where there is
# one, each has its own id. No file has so large a one (LARGEST_ID).
STEP = 10**13
_ID = re.compile(r"\b([A-Z]{1,2})([0-9]{14,})\b")
_TYPED = re.compile(r"([A-Za-z]{1,2})([0-9]{1,13})")


class Numbering(NamedTuple):
    """The managers, in the order of their places, and whether their records are to be told apart."""

    managers: Sequence[str]
    several: bool

    def of(self, place: int, number: int) -> int:
        """The id of a manager's record."""
        return (place + self.several) * STEP + number

    def place(self, number: int) -> int:
        """The place of the manager whose record it is."""
        return number // STEP - self.several

    def manager(self, number: int) -> str:
        """Whose a record is."""
        return self.managers[self.place(number)]

    def spelled(self, text: str) -> str:
        """A text with the ids of records in it as people know them: `anna/CT3`."""
        return _ID.sub(self._spelled, text) if self.several else text

    def _spelled(self, found: re.Match[str]) -> str:
        place, number = divmod(int(found[2]), STEP)
        return f"{self.managers[place - 1]}/{found[1]}{number}" if place <= len(self.managers) else found[0]

    def typed(self, text: str) -> str:
        """What a person typed for a record, `anna/CT3`, as its id; any other text as it is."""
        manager, slash, reference = text.rpartition("/")
        known = {name.lower(): place for place, name in enumerate(self.managers)}
        found = _TYPED.fullmatch(reference.strip())
        if not slash or found is None or manager.strip().lower() not in known:
            return text
        return f"{found[1].upper()}{self.of(known[manager.strip().lower()], int(found[2]))}"


class Client(NamedTuple):
    """An account of a manager, as far as it says which client it is."""

    id: int
    code: str
    external_id: str | None


def same_clients(accounts: Iterable[Client]) -> dict[int, int]:
    """By the id of an account that of the first one of the same client, of those that are not the first themselves.

    Two accounts of different managers are one client where other systems call them the same (`external_id`), or where
    they have the same code and not two keys of other systems, which would tell them apart.
    """
    keys: dict[str, int] = {}
    codes: dict[str, list[Client]] = {}
    ones: dict[int, int] = {}
    for each in accounts:
        known = [other for other in codes.get(each.code.lower(), ()) if _may_be(each, other)]
        one = keys.get(each.external_id) if each.external_id else None
        if one is None and known:
            one = ones.get(known[0].id, known[0].id)
        if one is not None and one // STEP != each.id // STEP:
            ones[each.id] = one
        if each.external_id:
            keys.setdefault(each.external_id, one or each.id)
        codes.setdefault(each.code.lower(), []).append(each)
    return ones


def _may_be(one: Client, other: Client) -> bool:
    return not (one.external_id and other.external_id)
