"""Sales by what accounts have in common: their tier, scope, city, country, tags or category, owner or territory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from amcli.base.field_type import SEPARATOR
from amcli.base.hints import hinted
from amcli.features.accounts.reports.account_tree import names
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.row_keys import OF_ACCOUNTS, WHERE, WHO
from amcli.features.sales.reports.rows import Row, largest_first, listed
from amcli.features.sales.reports.sales_data import Grouping, Regroup, SalesData
from amcli.features.sales.reports.standing import Places, Standing, account_of, days_of, standing
from amcli.features.sales.rules.stays import NO_GROUP, Groups, Stay
from amcli.features.sales.rules.targets import SUM, add
from amcli.store.reader import Reader, query_text


def groups_of(reader: Reader, by: str) -> dict[Key, Groups]:
    """The groups of each account that is in one: by its tier, say. A tag is a group of each account that has it."""
    sql = query_text(__file__, "account_groups").replace("{column}", OF_ACCOUNTS[by])
    if by == "tag":
        return {account: tuple(filter(None, text.split(SEPARATOR))) or NO_GROUP for account, text in reader.rows(sql)}
    return {account: (str(value),) for account, value in reader.rows(sql)}


def group_name(key: str | None, by: str) -> str:
    """What a person reads: the group itself, `(no tier)` for accounts without."""
    return key or f"(no {by.replace('-', ' ')})"


def where_they_are(survey: SalesData, reader: Reader, by: str) -> Standing:
    """Who is in which groups of a key, over all the days that a report asks about."""
    if by in OF_ACCOUNTS:
        groups = groups_of(reader, by)
        return Standing({}, (Places(groups, groups, {}),))
    return standing(reader, (by,), survey.tree.parent, survey.days_asked, survey.window.as_of)


def of_groups(survey: SalesData, who: Standing, by: str, asked: Collection[int]) -> list[Row]:
    """A row for each group that an account of the report has, the largest first: what its accounts sold themselves,
    beside the sum of their own targets; of an account that moved what it sold, and is to reach, while it was there.
    """
    (places,) = who.places
    members = _members(survey, places.groups, who.stays)
    later = _members(survey, places.later, {}) if who.stays else members
    grouping = Grouping(_regroup(members), who.stays, _regroup(later) if who.stays else None)
    view, shown = survey.view(grouping), set(listed(survey, asked))
    days = dict(pair for account in survey.tree.parent for pair in days_of(account, who.stays, survey.window.period))
    found = []
    for group in {**members, **later}:
        here = [(account, days[key]) for key in members.get(group, ()) if (account := account_of(key)) and key in days]
        if group in view.sums.known or not shown.isdisjoint(account for account, _ in here):
            aim = add((survey.book.own(*each) for each in here), SUM)
            name = places.names.get(group or "") or group_name(group, by)
            found.append(Row(group, name, survey.line(view, group, aim)))
    return largest_first(found)


def _members(
    survey: SalesData, groups: Mapping[Key, Groups], stays: Mapping[int, Sequence[Stay]]
) -> dict[str | None, list[Key]]:
    """The accounts, and the stays of those that moved, by each group."""
    found: dict[str | None, list[Key]] = {}
    for account in survey.tree.parent:
        if survey.one_of.get(account, account) is None:
            continue
        keys: list[Key] = [(account, place) for place, _ in enumerate(stays.get(account, ()))]
        for key in keys or [account]:
            for group in groups.get(key, NO_GROUP):
                found.setdefault(group, []).append(key)
    return found


def _regroup(members: Mapping[str | None, Sequence[Key]]) -> Regroup:
    return lambda sums: sums.grouped((key, group) for group, keys in members.items() for key in keys)


def group_notes(survey: SalesData, who: Standing, by: str) -> Iterator[str]:
    """What a person should know of such rows: who counts in several, who moved, and who has no target."""
    (places,) = who.places
    if by == WHERE:
        yield hinted(
            "a row is of what lies in the territory itself", ": `amcli report territories` adds what lies below it"
        )
    if several := _codes(survey, {account_of(key) for key, groups in places.groups.items() if len(groups) > 1}):
        yield on_several(several, by)
    if who.stays:
        what = "changed hands, and counted for whoever had it" if by == WHO else "moved, and counted where it was"
        yield f"{what} on each day: {names(_codes(survey, set(who.stays)))}"
    sold = {each for each in survey.tree.parent if each in survey.view().sums.known}
    without = {each for each in sold if survey.book.own(each, survey.window.period) is None}
    if without and len(without) < len(sold):
        yield f"the target of a row adds up those of its accounts: no target for {names(_codes(survey, without))}"


def on_several(codes: Sequence[str], by: str) -> str:
    """Who counts in several rows."""
    several = "tags" if by == "tag" else "territories"
    return f"an account with several {several} counts in each of their rows, and once in the total: {names(codes)}"


def _codes(survey: SalesData, some: Collection[Key]) -> list[str]:
    """The codes of those of them that the report is about, in order."""
    return [node.code for node in survey.accounts.values() if node.id in some and node.id in survey.tree.parent]
