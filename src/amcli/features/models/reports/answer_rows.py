"""The answers that an assessment keeps, in the words of its model where that is still there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.results import Column, Kind
from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.model import SUM, Item, ModelSpec
from amcli.features.models.rules.spelled import spelled

ANSWER_COLUMNS = (
    Column("axis", rank=2),
    Column("key", header="item"),
    Column("name", rank=1),
    Column("answer", undefined=True),
    Column("words"),
    Column("weight", Kind.NUMBER, rank=2),
    Column("adds", Kind.NUMBER, undefined=True, rank=1),
)
# Of a model that is not there any more: what nobody knows is n/a.
UNWEIGHTED_COLUMNS = tuple(
    column._replace(undefined=True) if column.key in ("words", "weight", "adds") else column
    for column in ANSWER_COLUMNS
)


def answer_rows(model: ModelSpec | None, answers: Sequence[str]) -> list[tuple[Any, ...]]:
    """A row for each item of the model, n/a where it was not answered, and for what else is kept. adds: what an answer
    brings to its axis, which these add up to.
    """
    kept = kept_answers(answers)
    rows: list[tuple[Any, ...]] = []
    for axis in model.axes if model else ():
        for item in axis.items:
            text = kept.pop(item.code, None)
            number = _point(model, text)
            share = _share(model, item, len(axis.items))
            rows.append((
                axis.code, item.code, item.name, text, None if number is None else _words(model, item, number),
                None if item.weight is None else Decimal(spelled(item.weight)),
                None if number is None or share is None else Decimal(spelled(share * number)),
            ))  # fmt: skip
    rows += [(None, key, None, text, None, None, None) for key, text in kept.items()]
    return rows


def _point(model: ModelSpec | None, text: str | None) -> int | None:
    """An answer as a point of the scale of today; None where it is none."""
    if model is None or text is None or not (text.isascii() and text.isdigit() and len(text) < 4):
        return None
    return int(text) if model.scale[0] <= int(text) <= model.scale[1] else None


def _words(model: ModelSpec | None, item: Item, number: int) -> str:
    assert model
    return item.words[number - model.scale[0]]


def _share(model: ModelSpec | None, item: Item, items: int) -> Fraction | None:
    """By what an answer is multiplied."""
    if model is None or not model.axes[0].bands:
        return None
    if model.counting == SUM:
        return Fraction(1)
    return item.weight / 100 if item.weight is not None else Fraction(1, items)
