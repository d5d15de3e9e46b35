"""What answers come to. All of it is exact: fractions, which are rounded where they are printed alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from amcli.features.models.rules.facts import NO_FACTS, Facts
from amcli.features.models.rules.kind_parts import WHOLE
from amcli.features.models.rules.model import POINTS, ROLES, SUM, Axis, ModelSpec, Result
from amcli.features.models.rules.spelled import spelled

# Figures beside those of axes and parts.
APART, POINT, PEOPLE, ROLES_COVERED = "apart", "point", "people", "roles"
NEAR_WORD = " (near)"  # ends what is told of a distance that is near
DECIDER = "decider"
NO_DECIDER, ONE_PERSON = "no decider", "one person alone"


class Distance(NamedTuple):
    """How far a figure is from the nearest cut-off; below zero where it is below. near: as the model says."""

    axis: str
    apart: Fraction
    cut: Fraction
    near: bool

    @property
    def told(self) -> str:
        """`strengths 0.1 below 3.5 (near)`."""
        where = f"{spelled(abs(self.apart))} {'below' if self.apart < 0 else 'above'}" if self.apart else "on"
        return f"{self.axis} {where} {spelled(self.cut)}{NEAR_WORD if self.near else ''}"


class Outcome(NamedTuple):
    """What answers came to; no result where the codes in `missing` were not answered."""

    result: Result | None
    figures: tuple[tuple[str, Fraction], ...] = ()
    distances: tuple[Distance, ...] = ()
    missing: tuple[str, ...] = ()


def outcome(model: ModelSpec, answers: Mapping[str, int], facts: Facts = NO_FACTS) -> Outcome:
    """What a model of any kind but ROLES says of answers, each a point of its scale. An account without a sale is what
    the model says of such ones, whatever was answered; else nothing is scored where an item is missing.
    """
    if model.never_sold and not facts.sales:
        return Outcome(model.never_sold)
    missing = tuple(item.code for item in model.items if item.code not in answers)
    if missing:
        return Outcome(None, missing=missing)
    if model.kind == POINTS:
        return on_line(model, facts, answers)
    values = [total(axis, answers) if model.counting == SUM else mean(axis, answers) for axis in model.axes]
    figures = [(axis.code, value) for axis, value in zip(model.axes, values, strict=True)]
    return Outcome(
        place(model, values),
        (*figures, *_of_parts(model, answers)),
        tuple(distance(model, axis, value) for axis, value in zip(model.axes, values, strict=True)),
    )


def on_line(model: ModelSpec, facts: Facts, answers: Mapping[str, int]) -> Outcome:
    """The point that the rules of a line come to, with the facts that they rest on."""
    number = point_of(model, facts, answers)
    known = ((name, Fraction(value)) for name, value in facts._asdict().items())
    return Outcome(Result(named_point(model, number)), ((POINT, Fraction(number)), *known))


def total(axis: Axis, answers: Mapping[str, int]) -> Fraction:
    """The sum of the answers."""
    return Fraction(sum(answers[item.code] for item in axis.items))


def mean(axis: Axis, answers: Mapping[str, int]) -> Fraction:
    """Σ weight × answer / 100; without weights all items weigh the same."""
    each = WHOLE / len(axis.items)
    return sum(((item.weight or each) * answers[item.code] for item in axis.items), Fraction(0)) / WHOLE


def band(axis: Axis, value: Fraction) -> Result:
    """The band that a figure is in. What lies on a line is in the upper one."""
    return [each.result for each in axis.bands if each.low <= value][-1]


def place(model: ModelSpec, values: Sequence[Fraction]) -> Result:
    """The cell of a matrix, or the band of a score, for the figures of the axes."""
    bands = [band(axis, value) for axis, value in zip(model.axes, values, strict=True)]
    if not model.cells:
        return bands[0]
    names = tuple(each.name for each in bands)
    return next(cell.result for cell in model.cells if cell.bands == names)


def distance(model: ModelSpec, axis: Axis, value: Fraction) -> Distance:
    """To the cut-off that is nearest, of two as near the upper one. It is near from `near` below on to less than `near`
    above.
    """
    cut = min((each.low for each in axis.bands[1:]), key=lambda low: (abs(value - low), -low))
    apart = value - cut
    return Distance(axis.code, apart, cut, -model.near <= apart < model.near)


def _of_parts(model: ModelSpec, answers: Mapping[str, int]) -> list[tuple[str, Fraction]]:
    """The mean of each part; and how far two are apart, where that is as much as the model tells."""
    means = [(part.code, Fraction(sum(answers[code] for code in part.items), len(part.items))) for part in model.parts]
    if model.apart_from is not None:
        apart = abs(means[0][1] - means[1][1])
        means += [(APART, apart)] if apart >= model.apart_from else []
    return means


def point_of(model: ModelSpec, facts: Facts, answers: Mapping[str, int]) -> int:
    """The uppermost point of a line of which a rule holds, from 1 on; 0 for none. No answer holds nothing."""
    known = {**facts._asdict(), **answers}
    for number in range(len(model.points), 0, -1):
        rules = model.points[number - 1].when
        if any(all(known.get(key, 0) >= least for key, least in rule) for rule in rules):
            return number
    return 0


def named_point(model: ModelSpec, number: int) -> str:
    """`2 repeated deals`, and 0 for what comes before the first point."""
    assert model.start
    result = model.points[number - 1].result if number else model.start
    return f"{number} {result.name}"


def covered(model: ModelSpec, people: Sequence[Collection[str]]) -> tuple[dict[str, int], Outcome]:
    """How many people have each role of a model, and how many of its roles somebody has. people: the roles of each; who
    has none does not count.
    """
    counts = {each.role: sum(each.role in roles for roles in people) for each in model.roles}
    core = [each.role for each in model.roles if not each.later]
    filled = sum(1 for role in core if counts[role])
    having = sum(1 for roles in people if any(role in counts for role in roles))
    figures = ((ROLES_COVERED, Fraction(filled)), (PEOPLE, Fraction(having)))
    return counts, Outcome(Result(f"{filled} of {len(core)} roles"), figures)


def remarks(model: ModelSpec, counts: Mapping[str, int], figures: Mapping[str, Fraction]) -> list[str]:
    """What is to be said beside the roles that are covered. counts: people by role; figures: what `covered` says."""
    if model.kind != ROLES:
        return []
    alone = [ONE_PERSON] if figures.get(PEOPLE) == 1 else []
    return [*([NO_DECIDER] if not counts.get(DECIDER, 1) else []), *alone]
