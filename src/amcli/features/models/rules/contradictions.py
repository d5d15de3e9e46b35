"""Where two models, or a model and the records, do not go together. The list is amcli's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

# What is compared, beside the models by their codes: the tier, what the records say of the line, the remarks on roles.
TIER, RECORDS, ROLES = "tier", "records", "roles"
KEY, LOW_TIER, NO_TIER = "tier 1", "tier 3", "no tier"
ABOVE = "further on than was declared"


class Side(NamedTuple):
    """One side of a contradiction: what of an account, and any of which words."""

    what: str
    words: tuple[str, ...]


class Contradiction(NamedTuple):
    """Two things that do not go together: its code, both sides, and why."""

    code: str
    one: Side
    other: Side
    why: str


class Word(NamedTuple):
    """What an account is by one thing: the word that is compared, and how it is said."""

    word: str
    said: str


_CLOSE = Side("stages", ("partnership KAM", "synergistic KAM"))
_INVEST = Side("selection", ("invest for growth", "invest selectively"))
_GROW = Side("selection", ("invest for growth",))
_LEAVING = Side("stages", ("uncoupling KAM",))
CONTRADICTIONS = (
    Contradiction("close-captive", _CLOSE, Side("portfolio", ("captive supplier",)), "we alone have invested"),
    Contradiction("close-market", _CLOSE, Side("portfolio", ("market exchange",)), "neither has invested"),
    Contradiction("close-no-decider", _CLOSE, Side(ROLES, ("no decider",)), "nobody known to us there decides"),
    Contradiction(
        "partnership-early", Side("portfolio", ("strategic partnership",)), Side("stages", ("pre-KAM", "early-KAM")),
        "both have invested more than they deal with each other",
    ),
    Contradiction(
        "grow-single-deals", _GROW, Side("continuum", ("no exchange yet", "single deals")), "it hardly buys so far"
    ),
    Contradiction("invest-uncoupling", _INVEST, _LEAVING, "what is put in goes with the account"),
    Contradiction("key-uncoupling", Side(TIER, (KEY,)), _LEAVING, "a key account that ends has another plan"),
    Contradiction(
        "key-no-growth", Side(TIER, (KEY,)), Side("selection", ("manage for cash", "withdraw")),
        "the tier asks for more than the matrix",
    ),
    Contradiction(
        "grow-low-tier", _GROW, Side(TIER, (LOW_TIER, NO_TIER)), "the matrix asks for more than the tier"
    ),
    Contradiction(
        "withdraw-partnership", Side("selection", ("withdraw",)), Side("portfolio", ("strategic partnership",)),
        "both lose what they have invested",
    ),
    Contradiction(
        "declared-behind-records", Side("continuum", ("",)), Side(RECORDS, (ABOVE,)), "declare it again, or leave it"
    ),
)  # fmt: skip


def contradictions(words: Mapping[str, Collection[Word]]) -> Iterator[tuple[Contradiction, str]]:
    """Those that hold of an account, each with its sentence. words: what it is, by what is compared; what is not known
    contradicts nothing. An empty word of a side stands for any.
    """
    for each in CONTRADICTIONS:
        one, other = (_held(side, words) for side in (each.one, each.other))
        if one and other:
            yield each, f"{one}, but {other}: {each.why}"


def _held(side: Side, words: Mapping[str, Collection[Word]]) -> str:
    """How what holds of a side is said; nothing where nothing does."""
    held = [each.said for each in words.get(side.what, ()) if each.word in side.words or "" in side.words]
    return held[0] if held else ""
