"""The stages of an opportunity: those of the settings in their order, the idea before them and the three ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import name_key, nearest, plain_key, quote

IDEA, WON, LOST, UNDECIDED = "idea", "won", "lost", "undecided"
ENDS = (WON, LOST, UNDECIDED)
ACCEPTED = "stages are words with a probability in percent and the days one takes, such as `lead 10 30, proposal 50 21`"
LONGEST = 3650  # days
LONGEST_WORD = 30


class Stage(NamedTuple):
    """A stage: its probability in percent, and the days that an opportunity usually stays in it (0: not said)."""

    name: str
    probability: int
    days: int = 0


BEFORE_ALL = Stage(IDEA, 0)
OF_AN_END = {WON: 100, LOST: 0, UNDECIDED: 0}
VERB_OF_END = {WON: WON, LOST: LOST, UNDECIDED: f"close --{UNDECIDED}"}


def parse_stages(text: str) -> tuple[Stage, ...]:
    """The stages of a setting, in its order, without the idea and the ends. BadValue says what is accepted."""
    stages = tuple(_stage(part.split()) for part in text.split(","))
    names = [stage.name for stage in stages]
    keys = [name_key(name) for name in names]
    twice = next((name for name, key in zip(names, keys, strict=True) if keys.count(key) > 1), "")
    if twice:
        raise BadValue(f"the stage {quote(twice)} stands twice: {ACCEPTED}")
    return stages


def _stage(words: Sequence[str]) -> Stage:
    numbers = [int(word) for word in words[1:] if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(words) != 3 or len(numbers) != 2 or numbers[0] > 100 or not 1 <= numbers[1] <= LONGEST:
        raise BadValue(f"{quote(' '.join(words))} is no stage: {ACCEPTED}")
    name = words[0].lower()
    if name in (IDEA, *ENDS):
        raise BadValue(f"{quote(name)} is there anyway, and cannot be set: {ACCEPTED}")
    if name.startswith("-"):
        raise BadValue(f"{quote(name)} would be taken for an option: {ACCEPTED}")
    if len(name) > LONGEST_WORD:
        raise BadValue(f"{quote(name)} is too long for a stage, which has up to {LONGEST_WORD} characters")
    return Stage(name, *numbers)


def spell_stages(stages: Sequence[Stage]) -> str:
    """The same as the setting is written."""
    return ", ".join(f"{stage.name} {stage.probability} {stage.days}" for stage in stages)


def stage_called(text: str, stages: Sequence[Stage]) -> Stage:
    """The open stage of that name, in any case, the idea among them; without accents where only one is called so.

    BadValue names those that there are.
    """
    for key in (name_key, plain_key):
        named = [stage for stage in (BEFORE_ALL, *stages) if key(stage.name) == key(text)]
        if len(named) == 1:
            return named[0]
    known, word = [stage.name for stage in (BEFORE_ALL, *stages)], text.strip().lower()
    if word in ENDS:
        raise BadValue(f"{quote(word)} is an end: type `amcli opportunity {VERB_OF_END[word]}` with its id")
    raise BadValue(f"{quote(text)} is no stage: use one of {', '.join(known)}", nearest(word, known))
