"""Why opportunities were lost and to whom, and how many of those that were in a stage were won."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import in_percent
from amcli.base.stages import LOST, WON
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.ended import Amounts, Finished
from amcli.features.pipeline.rules.win_rates import win_rate
from amcli.store.reader import Reader


class Lost(NamedTuple):
    """What was lost for one reason or to one competitor; None: nobody said. amount: of those that have one."""

    word: str | None
    number: int
    amount: Fraction

    def as_json(self, key: str, rates: Rates) -> dict[str, Any]:
        return {key: self.word, "count": self.number, "amount": rates.money(self.amount)}


class StageRate(NamedTuple):
    """A stage of the settings: its probability there, and of those that were in it and ended how many were won."""

    stage: str
    probability: int
    won: int
    lost: int

    @property
    def rate(self) -> Fraction | None:
        return win_rate(self.won, self.lost)

    def as_json(self) -> dict[str, Any]:
        observed = in_percent(self.rate)
        return {**self._asdict(), "win_rate": observed}


def lost_because(found: Sequence[Finished], amounts: Amounts) -> list[Lost]:
    """The lost ones by their reason, the most frequent first, those without one last."""
    return _lost(found, amounts, lambda each: each.reason)


def lost_to(found: Sequence[Finished], amounts: Amounts) -> list[Lost]:
    """The lost ones by competitor."""
    return _lost(found, amounts, lambda each: each.competitor)


def _lost(found: Sequence[Finished], amounts: Amounts, word_of: Callable[[Finished], str | None]) -> list[Lost]:
    groups: dict[str, Lost] = {}
    for each in found:
        if each.outcome == LOST:
            word = word_of(each)
            before = groups.get((word or "").casefold(), Lost(word or None, 0, Fraction(0)))
            amount = before.amount + (amounts.converted(each) or 0)
            groups[(word or "").casefold()] = Lost(before.word, before.number + 1, amount)
    return sorted(groups.values(), key=lambda lost: (lost.word is None, -lost.number, (lost.word or "").casefold()))


def stages_seen(reader: Reader, found: Sequence[Finished]) -> list[StageRate]:
    """Each stage of the settings with what became of those that ever were in it."""
    counts: dict[tuple[str, str], int] = {}
    for each in found:
        for stage in each.stages:
            counts[stage, each.outcome] = counts.get((stage, each.outcome), 0) + 1
    return [
        StageRate(stage.name, stage.probability, counts.get((stage.name, WON), 0), counts.get((stage.name, LOST), 0))
        for stage in reader.env.config.stages
    ]
