"""Where accounts stood by day: with which owner, in which territories; a sale counts where its account stood on the
sale's own day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, cast

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.ledger import Key, Reading, Sums
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.stays import Groups, Held, Stay, at, during, hull, stays
from amcli.features.sales.rules.window import Span
from amcli.store.reader import Reader


class Places(NamedTuple):
    """The groups of one key: by account, and by (account, place of the stay) of those that moved. later: by account, as
    of the day of the report. names: what people call the groups, where that is not what they are.
    """

    groups: Mapping[Key, Groups]
    later: Mapping[Key, Groups]
    names: Mapping[str, str]


class Standing(NamedTuple):
    """The stays of the accounts that moved on the days of a report, by any of its keys; and the groups of each key."""

    stays: Mapping[int, Sequence[Stay]]
    places: tuple[Places, ...]


def standing(reader: Reader, keys: Sequence[str], accounts: Collection[int], span: Span, day: date) -> Standing:
    """Where some accounts stood by each of the keys (row_keys.BY_DAY) on the days of a span, and on a day."""
    held = [held_by(reader, by, accounts) for by in keys]
    moved: dict[int, Sequence[Stay]] = {}
    groups: list[dict[Key, Groups]] = [{} for _ in keys]
    later: list[dict[Key, Groups]] = [{} for _ in keys]
    for account in dict.fromkeys(account for by_account, _ in held for account in by_account):
        every = stays(*(by_account.get(account, ()) for by_account, _ in held))
        here = during(every, span)
        if len(here) > 1:
            moved[account] = here
        for place, _ in enumerate(keys):
            later[place][account] = at(every, day).groups[place]
            told: list[Key] = [account] if len(here) == 1 else [(account, number) for number, _ in enumerate(here)]
            groups[place] |= {key: stay.groups[place] for key, stay in zip(told, here, strict=True)}
    return Standing(
        moved, tuple(Places(*each) for each in zip(groups, later, (names for _, names in held), strict=True))
    )


def told_apart(reader: Reader, rates: Rates, sums: Sequence[Sums], question: Question) -> list[Sums]:
    """The sums of the looks of a question with what is of each account that moved under (account, place of the stay)
    instead of the account; with a product beside it in a pair, as it was before. sums: of all accounts.

    One stay of each account is not asked for: it has what the others leave of the whole.
    """
    left = _left(sums, question)
    asked = {
        account: [stay._replace(beyond=stay.start) if place == left.get(account) else stay for place, stay in held]
        for account, held in ((account, list(enumerate(places))) for account, places in question.stays.items())
    }
    found = []
    for whole, apart in zip(sums, Reading(reader, question._replace(stays=asked)).sums(rates)[0], strict=True):
        others = whole.grouped((key, key) for key in whole.keys if account_of(key) not in question.stays)
        for key in apart.keys:
            others.take(key, apart, key)
        mine = [(_whole(question, key), key) for key in apart.keys]
        rest = whole.less(
            [
                *((key, Sums(), key) for key in whole.keys if account_of(key) in left),
                *((key, apart, its) for key, its in mine if account_of(key) in left),
            ]
        )
        for key in rest.keys:
            account = account_of(key)
            others.take(_of_stay(question, key, left[account]), rest, key)
        for account, places in question.stays.items():
            if day := whole.last_sale(account):
                others.sold_last((account, places.index(at(places, day))), day)
        found.append(others)
    return found


def _left(sums: Sequence[Sums], question: Question) -> dict[int, int]:
    """By account the place of its longest stay, of those whose stays hold all the days and whose amounts have rates."""
    spans = [span for look in question.looks for span in look]
    if not any(first < beyond for first, beyond in spans):
        return {}
    span = hull(spans, date.min)
    lacking = {account_of(key) for each in sums for key in each.keys_lacking}
    found = {}
    for account, places in question.stays.items():
        within = [stay.within(span) for stay in places]
        gaps = any(one.beyond != two.start for one, two in pairwise(places))
        if account not in lacking and not gaps and places[0].start <= span[0] and places[-1].beyond >= span[1]:
            lengths = [beyond - first for first, beyond in within]
            found[account] = lengths.index(max(lengths))
    return found


def _whole(question: Question, key: Key) -> Key:
    """The key of the sums of all days, for that of one stay."""
    first, second = cast("tuple[Any, Any]", key)
    return first if question.by == ACCOUNT else (first[0], second)


def _of_stay(question: Question, key: Key, place: int) -> Key:
    """And the other way round."""
    return (key, place) if question.by == ACCOUNT else ((key[0], place), key[1])  # type: ignore[index]


def days_of(account: int, held: Mapping[int, Sequence[Stay]], period: Period) -> Iterator[tuple[Key, Period]]:
    """The days of a period that an account counts on, and under which key: all, or of one that moved those of each of
    its stays.
    """
    if account not in held:
        yield account, period
        return
    for place, stay in enumerate(held[account]):
        first, beyond = stay.within(period.span)
        if first < beyond:
            yield (account, place), Period(first, beyond, period.name)


def account_of(key: Key) -> int:
    """Whose a key of an account, of one of its stays, or of it with a product is."""
    account: int = key[0] if isinstance(key, tuple) else key  # type: ignore[assignment]
    return account


def held_by(reader: Reader, by: str, accounts: Collection[int]) -> tuple[dict[int, list[Held]], dict[str, str]]:
    """What held of each account by a key, and what people call its groups."""
    held: dict[int, list[Held]] = {}
    names = {}
    for account, code, name, start, until in reader.run_query(__file__, f"standing_{by}"):
        if account in accounts:
            first, last = (date.fromisoformat(day) if day else None for day in (start, until))
            held.setdefault(account, []).append(Held(code, first, last))
        names[code] = name
    return held, names


def parents_of(reader: Reader, accounts: Collection[int]) -> dict[int, list[Stay]]:
    """What each of some accounts that ever was part of another one was part of, on all days."""
    held, _ = held_by(reader, "parent", accounts)
    return {account: stays(each) for account, each in held.items()}
