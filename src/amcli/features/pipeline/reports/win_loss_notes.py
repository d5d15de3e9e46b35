"""What a person should know of what ended, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amcli.base.money import in_percent, whole_percent
from amcli.base.text import number_of
from amcli.features.pipeline.reports.ended import Amounts, Finished, Sums, on_missing_rates
from amcli.features.pipeline.reports.lost_to import Lessons, Lost, StageRate

_NAMED = 5  # reasons or competitors in a sentence; json has all


def notes(learned: Lessons, found: Sequence[Finished], total: Sums, amounts: Amounts) -> tuple[str, ...]:
    """Why and to whom they were lost, what the stages came to, and what is in no amount."""
    return (
        *_lost("lost because", learned.reasons, "no reason given", amounts),
        *_lost("lost to", learned.competitors, "nobody named", amounts),
        *_on_stages(learned.stages),
        *_on_amounts(total),
        *on_missing_rates(found, amounts),
    )


def _lost(heading: str, lost: Sequence[Lost], nobody: str, amounts: Amounts) -> Iterator[str]:
    if not any(each.word for each in lost):
        return
    said = []
    for each in lost[:_NAMED]:
        amount = f" ({amounts.rates.spell_whole(each.amount)})" if each.amount else ""
        said.append(f"{each.word or nobody} {each.number}{amount}")
    if len(lost) > _NAMED:
        said.append(f"{len(lost) - _NAMED} more")
    yield f"{heading}: {', '.join(said)}"


def _on_stages(stages: Sequence[StageRate]) -> Iterator[str]:
    """`won of those that were in a stage (its setting): lead 31 % (10), proposal 55 % (50)`."""
    said = []
    for stage in stages:
        rate = in_percent(stage.rate)
        if rate is not None:
            setting = "no more a stage" if stage.probability is None else stage.probability
            said.append(f"{stage.stage} {whole_percent(rate)} ({setting})")
    if said:
        yield f"won of those that were in a stage (its setting): {', '.join(said)}"


def _on_amounts(total: Sums) -> Iterator[str]:
    if total.unpriced:
        verb = "has" if total.unpriced == 1 else "have"
        yield f"{number_of(total.unpriced, 'of them', 'of them')} {verb} no amount: counted, and in no amount"
    if not total.by_value:
        what = "lost" if total.lost and not total.lost_amount else "won"
        yield f"no rate by value: none of the {what} ones has an amount above zero"
