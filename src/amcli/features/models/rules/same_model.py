"""Whether a model says of kept answers what it said when they were given. Else another has been put in its place since.

No assessment keeps its model. What its answers come to today is the one trace of it that cannot be wrong: where that is
what was kept, the weights and cut-offs that are shown beside the answers are those that brought the result.
"""

from __future__ import annotations

from collections.abc import Sequence

from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.facts import FACTS, NO_FACTS
from amcli.features.models.rules.model import DECLARED, POINTS, ROLES, ModelSpec
from amcli.features.models.rules.score import outcome
from amcli.features.models.rules.spelled import spelled


def says_the_same(
    model: ModelSpec, answers: Sequence[str], result: str | None, scores: Sequence[str], near: str | None
) -> bool:
    """Whether the answers of an assessment come to its result, scores and distances by the model as it is today. What
    was declared, and what was counted from the records of its day, cannot be asked again, and is taken to.
    """
    kept = kept_answers(answers)
    counted = model.never_sold is not None and result == model.never_sold.name and not scores
    if model.kind == ROLES or DECLARED in kept or counted:
        return True
    figures = dict(each.partition("=")[::2] for each in scores)
    given = {code: int(text) for code, text in kept.items() if code not in FACTS and text.isdecimal()}
    first, last = model.scale
    codes = {item.code for item in model.items}
    if not given.keys() <= codes or not all(first <= number <= last for number in given.values()):
        return False
    facts = NO_FACTS._replace(sales=1)
    if model.kind == POINTS:
        facts = NO_FACTS._replace(**{name: int(figures[name]) for name in FACTS if figures.get(name, "").isdecimal()})
    found = outcome(model, given, facts)
    return (
        found.result.name if found.result else None,
        [f"{name}={spelled(value)}" for name, value in found.figures],
    ) == (
        result,
        list(scores),
    ) and "; ".join(each.told for each in found.distances) == (near or "")
