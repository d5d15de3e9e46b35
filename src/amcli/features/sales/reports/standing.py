"""Where accounts stood by day: with which owner, in which territories; a sale counts where its account stood on the
sale's own day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.ledger import Key, Reading, Sums
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.stays import Groups, Held, Stay, at, during, stays
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


def standing(
    reader: Reader, keys: Sequence[str], accounts: Collection[int], spans: Iterable[Span], day: date
) -> Standing:
    """Where some accounts stood by each of the keys (row_keys.BY_DAY) on the days of the spans, and on a day."""
    held = [held_by(reader, by, accounts) for by in keys]
    days = [(first, beyond) for first, beyond in spans if first < beyond] or [(day, day)]
    span = (min(first for first, _ in days), max(beyond for _, beyond in days))
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
    """
    found = []
    for whole, apart in zip(sums, Reading(reader, question).sums(rates)[0], strict=True):
        others = whole.grouped((key, key) for key in whole.keys if _account(question, key) not in question.stays)
        for key in apart.keys:
            others.take(key, apart, key)
        for account, places in question.stays.items():
            if day := whole.last_sale(account):
                others.sold_last((account, places.index(at(places, day))), day)
        found.append(others)
    return found


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


def _account(question: Question, key: Key) -> Key:
    return key if question.by == ACCOUNT or not isinstance(key, tuple) else key[0]


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
