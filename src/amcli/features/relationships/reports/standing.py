"""How we stand with the people of an account: what of its buying centre is covered, and what asks for a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.activity.rules import cadence_of
from amcli.features.relationships.reports.coverage import coverage_of
from amcli.features.relationships.reports.people import Person, people_of
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS, Coverage
from amcli.store.reader import Reader

NO_DECIDER, NOBODY, SILENT, SINGLE = "no decider", "nobody known", "nobody spoken with", "single-threaded"


class Standing(NamedTuple):
    """An account, its people who are there, and how they are covered. cadence: the days it may be silent."""

    account: AccountNode
    people: Sequence[Person]
    coverage: Coverage
    cadence: int
    day: date

    @property
    def quiet(self) -> list[Person]:
        """The key people who went quiet, the longest silent first."""
        found = [each for each in self.people if each.is_quiet(self.cadence, self.day)]
        return sorted(found, key=lambda each: each.last or self.day)

    @property
    def unmet(self) -> list[Person]:
        """The key people who were never spoken with."""
        return [each for each in self.people if each.is_unmet(self.day)]

    @property
    def against(self) -> list[Person]:
        """The key people who are against us."""
        return [each for each in self.people if each.is_against]

    @property
    def worst_first(self) -> tuple[object, ...]:
        """Its place among others: the key accounts first, then the other tiers; among these who lacks a decider, with
        whom nobody speaks, then one person alone, who have quiet or hostile key people, and the fewest roles.
        """
        seen = self.coverage
        lost = len(self.quiet) + len(self.unmet) + len(self.against)
        return (
            self.account.tier or 4, seen.has_decider, min(seen.active, 2), -lost, seen.covered,
            self.account.code.lower(),
        )  # fmt: skip

    def warnings(self) -> Iterator[str]:
        """What asks for a look, in words and names."""
        seen = self.coverage
        if not seen.people:
            yield NOBODY
            return
        if not seen.has_decider:
            yield NO_DECIDER
        if not seen.active:
            yield f"{SILENT} in {ACTIVE_DAYS} days"
        if seen.single_threaded:
            yield SINGLE
        lost = {*self.quiet, *self.unmet, *self.against}
        yield from (self._told(each) for each in self.people if each in lost)

    def _told(self, each: Person) -> str:
        """`Walter Brindlemoor sceptic and quiet 41 d`."""
        told = [each.stance or ""] if each.is_against else []
        if each.is_quiet(self.cadence, self.day):
            told.append(f"quiet {each.days(self.day)} d")
        elif each.is_unmet(self.day):
            told.append("never spoken with")
        return f"{each.name} {' and '.join(told)}"


def standings(reader: Reader, accounts: dict[int, AccountNode], day: date, alone: int | None = None) -> list[Standing]:
    """Those of the live accounts on a day, or of one account by its row id, the worst first."""
    people, cadences = people_of(reader, day, alone), reader.env.config.cadences
    found = [
        Standing(node, people.get(each, ()), covered, cadence_of(node.cadence, node.tier, cadences), day)
        for each, covered in coverage_of(reader, day, alone).items()
        for node in (accounts[each],)
    ]
    return sorted(found, key=lambda each: each.worst_first)
