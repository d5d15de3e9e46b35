"""Sales by what accounts have in common: their tier, scope, city, country, tags or category."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from amcli.base.field_type import SEPARATOR
from amcli.features.accounts.reports.account_tree import names
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.row_keys import OF_ACCOUNTS
from amcli.features.sales.reports.rows import Row, largest_first, listed
from amcli.features.sales.reports.sales_data import SalesData
from amcli.features.sales.rules.targets import SUM, add
from amcli.store.reader import Reader, query_text

Groups = tuple[str | None, ...]  # those of one account: several tags, or None alone
NO_GROUP: Groups = (None,)


def groups_of(reader: Reader, by: str) -> dict[Key, Groups]:
    """The groups of each account that is in one: by its tier, say. A tag is a group of each account that has it."""
    sql = query_text(__file__, "account_groups").replace("{column}", OF_ACCOUNTS[by])
    if by == "tag":
        return {account: tuple(filter(None, text.split(SEPARATOR))) or NO_GROUP for account, text in reader.rows(sql)}
    return {account: (str(value),) for account, value in reader.rows(sql)}


def group_name(key: str | None, by: str) -> str:
    """What a person reads: the group itself, `(no tier)` for accounts without."""
    return key or f"(no {by.replace('-', ' ')})"


def of_groups(survey: SalesData, groups: Mapping[Key, Groups], by: str, asked: Collection[int]) -> list[Row]:
    """A row for each group that an account of the report has, the largest first: what its accounts sold themselves,
    beside the sum of their own targets.
    """
    members: dict[str | None, list[int]] = {}
    for account in survey.tree.parent:
        for group in groups.get(account, NO_GROUP):
            members.setdefault(group, []).append(account)
    view = survey.view(lambda sums: sums.grouped((each, group) for group in members for each in members[group]))
    period, shown = survey.window.period, set(listed(survey, asked))
    found = []
    for group, accounts in members.items():
        if not shown.isdisjoint(accounts):
            aim = add((survey.book.own(each, period) for each in accounts), SUM)
            found.append(Row(group, group_name(group, by), survey.line(view, group, aim)))
    return largest_first(found)


def group_notes(survey: SalesData, groups: Mapping[Key, Groups]) -> Iterator[str]:
    """What a person should know of such rows: who counts in several, and who has no target."""
    if several := _codes(survey, {each for each in groups if len(groups[each]) > 1}):
        yield on_several_tags(several)
    sold = {each for each in survey.tree.parent if each in survey.view().sums.known}
    without = {each for each in sold if survey.book.own(each, survey.window.period) is None}
    if without and len(without) < len(sold):
        yield f"the target of a row adds up those of its accounts: no target for {names(_codes(survey, without))}"


def on_several_tags(codes: Sequence[str]) -> str:
    """Who counts in several rows."""
    return f"an account with several tags counts in each of their rows, and once in the total: {names(codes)}"


def _codes(survey: SalesData, some: Collection[Key]) -> list[str]:
    """The codes of those of them that the report is about, in order."""
    return [node.code for node in survey.accounts.values() if node.id in some and node.id in survey.tree.parent]
