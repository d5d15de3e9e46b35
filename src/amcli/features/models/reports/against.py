"""What of an account does not go together, over its standings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.models.reports.library import BUILT_IN, BUYING_CENTRE, CONTINUUM
from amcli.features.models.reports.standings import SAID, Standing, Standings
from amcli.features.models.rules.contradictions import (
    ABOVE,
    KEY,
    NO_TIER,
    RECORDS,
    ROLES,
    TIER,
    Word,
    contradictions,
)
from amcli.features.models.rules.score import named_point

_MODELS: dict[str, tuple[str, ...]] = {TIER: (), ROLES: (BUYING_CENTRE,), RECORDS: (CONTINUUM,)}


class Stand(NamedTuple):
    """An account, how it stands by each model, and what does not go together: the models it is about, a sentence."""

    account: AccountNode
    standings: Sequence[Standing]
    against: Sequence[tuple[tuple[str, ...], str]]


def stand_of(data: Standings, account: AccountNode) -> Stand:
    """An account by all models, and where these contradict each other, its tier or the records."""
    standings = data.of(account)
    words = _words(account.tier, standings)
    found = []
    for each, said in contradictions(words):
        sides = (_MODELS.get(side.what, (side.what,)) for side in (each.one, each.other))
        found.append((tuple(dict.fromkeys(code for codes in sides for code in codes)), said))
    return Stand(account, standings, found)


def _words(tier: int | None, standings: Sequence[Standing]) -> dict[str, list[Word]]:
    """What an account is, by what is compared."""
    words = {TIER: [_tier(tier)]}
    for one in standings:
        if one.code not in BUILT_IN or one.result is None:
            continue
        if one.code == BUYING_CENTRE:
            words[ROLES] = [Word(each, each) for each in one.remarks]
            continue
        word = one.result.partition(" ")[2] if one.code == CONTINUUM else one.result
        words[one.code] = [Word(word, one.result)]
        if one.state == SAID and one.model and one.records is not None and one.records > _number(one.result):
            words[RECORDS] = [Word(ABOVE, f"the records come to {named_point(one.model, one.records)}")]
    return words


def _tier(tier: int | None) -> Word:
    if tier is None:
        return Word(NO_TIER, NO_TIER)
    word = f"tier {tier}"
    return Word(word, f"key account ({word})" if word == KEY else word)


def _number(result: str) -> int:
    """The number of a point, which stands before its name; of other texts, as another hand may have written, 0."""
    digits = result.partition(" ")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
