"""How records of several managers stand in one portfolio: by which numbers, and which of them are the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.registry import NOUNS
from amcli.records.portfolio_document import LARGEST_ID

# Where there are several managers, a record of the one at place P has the id (P + 1) * STEP + its own; where there is
# one, each has its own id. No file has so large a one (LARGEST_ID).
STEP = 10**13
_ID = re.compile(rf"\b({'|'.join(noun.letter for noun in NOUNS.values())})([0-9]{{14,19}})\b")
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
        if not (0 < place <= len(self.managers) and number):
            return found[0]
        return f"{self.managers[place - 1]}/{found[1]}{number if number <= LARGEST_ID else ' of the company'}"

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


def same_clients(accounts: Sequence[Client]) -> list[list[Client]]:
    """The accounts of each client, in the order in which they come; whatever that order is, the clients are the same.

    Accounts are of one client where other systems call them the same (`external_id`), or where they have the same code
    and at most one such key among all of that code. Of a code with several keys those without one are a client of
    their own, for nobody knows of which they are.
    """
    codes: dict[str, list[Client]] = {}
    for each in accounts:
        codes.setdefault(each.code.lower(), []).append(each)
    found: dict[tuple[str, str], list[Client]] = {}
    for each in accounts:
        keys = {other.external_id for other in codes[each.code.lower()] if other.external_id}
        key = each.external_id or (next(iter(keys)) if len(keys) == 1 else None)
        found.setdefault(("key", key) if key else ("code", each.code.lower()), []).append(each)
    return list(found.values())
