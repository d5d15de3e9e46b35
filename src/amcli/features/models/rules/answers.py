"""Answers as they are typed and kept: ITEM=N, or the result itself where it is declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import name_key, nearest, quote
from amcli.features.models.rules.model import DECLARED, ROLES, Item, ModelSpec, Result
from amcli.features.models.rules.score import named_point


class Answers(NamedTuple):
    """What was answered by item, in the order of the model; or what was declared, with what it is called."""

    items: Mapping[str, int]
    declared: Result | None = None

    @property
    def kept(self) -> tuple[str, ...]:
        """As a record keeps them."""
        if self.declared:
            return (f"{DECLARED}={self.declared.name}",)
        return tuple(f"{code}={number}" for code, number in self.items.items())


def read_answers(model: ModelSpec, words: Sequence[str]) -> Answers:
    """What was typed for a model. BadValue for an item, a value or a result that it does not have, with the nearest."""
    found: dict[str, int] = {}
    declared: Result | None = None
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or key.strip().lower() == DECLARED:
            if declared is not None or found:
                raise BadValue(f"{quote(word)}: a result that is declared stands alone, without anything beside it")
            declared = read_declared(model, value if equals else word)
            continue
        item = _item(model, key.strip())
        number = read_answer(model, item, value)
        if declared is not None or found.get(item.code, number) != number:
            raise BadValue(
                f"{item.code} is answered twice, with {found[item.code]} and {number}: type one of them"
                if declared is None
                else f"{quote(word)} beside a declared result: type one or the other"
            )
        found[item.code] = number
    return Answers({item.code: found[item.code] for item in model.items if item.code in found}, declared)


def _item(model: ModelSpec, text: str) -> Item:
    for item in model.items:
        if name_key(item.code) == name_key(text):
            return item
    codes = [item.code for item in model.items]
    if not codes:
        raise BadValue(f"{model.code} has nothing to answer: leave out {quote(text)}")
    raise BadValue(f"{model.code} has no item {quote(text)}: use {', '.join(codes)}", nearest(text, codes))


def read_answer(model: ModelSpec, item: Item, text: str) -> int:
    """A point of the scale. BadValue, with what each means."""
    word = text.strip()
    first, last = model.scale
    if word.isascii() and word.isdigit() and len(word) < 4 and first <= int(word) <= last:
        return int(word)
    told = ", ".join(f"{number} {words}" for number, words in enumerate(item.words, first))
    raise BadValue(
        f"{item.code} takes a whole number from {first} to {last}, not {quote(word)}: {told}",
        [f"{item.code}={first}", f"{item.code}={last}"],
    )


def read_declared(model: ModelSpec, text: str) -> Result:
    """The result that is declared, by its name, its beginning, or on a line its number. BadValue."""
    word = name_key(text)
    results = declarable(model)
    called = {name_key(each.name): each for each in results}
    if model.points:
        called |= {str(number): each for number, each in enumerate(results)}
        called |= {name_key(each.name.partition(" ")[2]): each for each in results}
    if word in called:
        return called[word]
    begun = {each for key, each in called.items() if word and key.startswith(word)}
    if len(begun) == 1:
        return begun.pop()
    names = [each.name for each in results]
    if not names:
        how = "it is counted from the contacts" if model.kind == ROLES else "type ITEM=N"
        raise BadValue(f"{quote(text)}: no result of {model.code} is declared: {how}")
    raise BadValue(
        f"{quote(text)} is neither ITEM=N nor a result of {model.code} that may be declared: {', '.join(names)}",
        nearest(text, names),
    )


def declarable(model: ModelSpec) -> list[Result]:
    """The results that may be declared; those of a line with their numbers, from that before the first point on."""
    if model.points:
        return [Result(named_point(model, number)) for number in range(len(model.points) + 1)]
    return list(model.declared)


def kept_answers(kept: Iterable[str]) -> dict[str, str]:
    """What a record has, by item; and under DECLARED what was declared."""
    return dict(each.partition("=")[::2] for each in kept)
