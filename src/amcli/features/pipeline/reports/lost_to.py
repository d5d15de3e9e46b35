"""Why opportunities were lost and to whom, and how many of those that were in a stage were won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import in_percent
from amcli.base.stages import LOST, WON
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.ended import Amounts, Finished
from amcli.features.pipeline.rules.gone_stages import gone
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
    """A stage: its probability in the settings, None where they have it no more, and of those that were in it and ended
    how many were won.
    """

    stage: str
    probability: int | None
    won: int
    lost: int

    @property
    def rate(self) -> Fraction | None:
        return win_rate(self.won, self.lost)

    def as_json(self) -> dict[str, Any]:
        observed = in_percent(self.rate)
        return {**self._asdict(), "win_rate": observed}


class Lessons(NamedTuple):
    """What the ends say: the lost ones by their reason and by competitor, the most frequent first and those without one
    last; and each stage with what became of those that were in it.
    """

    reasons: list[Lost]
    competitors: list[Lost]
    stages: list[StageRate]

    def as_json(self, rates: Rates) -> dict[str, Any]:
        return {
            "reasons": [each.as_json("reason", rates) for each in self.reasons],
            "competitors": [each.as_json("competitor", rates) for each in self.competitors],
            "stages": [stage.as_json() for stage in self.stages],
        }


def lessons(reader: Reader, found: Sequence[Finished], amounts: Amounts) -> Lessons:
    """What is to be learned of what ended."""
    return Lessons(
        _lost(found, amounts, lambda each: each.reason),
        _lost(found, amounts, lambda each: each.competitor),
        _stages_seen(reader, found),
    )


def _lost(found: Sequence[Finished], amounts: Amounts, word_of: Callable[[Finished], str | None]) -> list[Lost]:
    groups: dict[str, Lost] = {}
    for each in found:
        if each.outcome == LOST:
            word = word_of(each)
            before = groups.get((word or "").casefold(), Lost(word or None, 0, Fraction(0)))
            amount = before.amount + (amounts.converted(each) or 0)
            groups[(word or "").casefold()] = Lost(before.word, before.number + 1, amount)
    return sorted(groups.values(), key=lambda lost: (lost.word is None, -lost.number, (lost.word or "").casefold()))


def _stages_seen(reader: Reader, found: Sequence[Finished]) -> list[StageRate]:
    """Each stage of the settings with what became of those that ever were in it; then those that are no more."""
    counts: dict[str, Counter[str]] = {}
    for each in found:
        for stage in each.stages:
            counts.setdefault(stage, Counter())[each.outcome] += 1
    settings = reader.env.config.stages
    there: dict[str, int | None] = {stage.name: stage.probability for stage in settings}
    there |= dict.fromkeys(gone({name: ends.total() for name, ends in counts.items()}, settings))
    none = Counter[str]()
    return [
        StageRate(name, probability, counts.get(name, none)[WON], counts.get(name, none)[LOST])
        for name, probability in there.items()
    ]
