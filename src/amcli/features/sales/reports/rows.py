"""The rows of a sales report, before they are cells: one for each account, product, category or part of the period."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import with_ancestors
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.sales_data import AS_THEY_ARE, Grouping, Line, SalesData
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.targets import SUM, add
from amcli.store.reader import Reader


class Row(NamedTuple):
    """A line under its key and name. `depth`, `parent` and `own` (what it sold itself) are those of a tree."""

    key: str | None
    name: str
    line: Line
    depth: int = 0
    parent: str | None = None
    own: Amount = 0


def of_accounts(survey: SalesData, asked: Collection[int]) -> list[Row]:
    """Each account's own figures, the largest first; those that are one (Reader.one_of) in a row."""
    one_of, period = survey.one_of, survey.window.period
    view = survey.view(Grouping(lambda sums: sums.grouped(survey.as_one(sums.keys))) if one_of else AS_THEY_ARE)
    members: dict[int, list[int]] = {}
    for each in listed(survey, asked):
        if (one := one_of.get(each, each)) is not None:
            members.setdefault(one, []).append(each)
    found = []
    for one, several in members.items():
        aims = [survey.book.own(each, period) for each in several]
        line = survey.line(view, one, add(aims, SUM) if several[1:] else aims[0])
        found.append(Row(survey.accounts[one].code, survey.accounts[one].name, line))
    return largest_first(found)


def of_tree(survey: SalesData, asked: Collection[int]) -> list[Row]:
    """Each account with all below it rolled up, parents before their children, the largest first."""
    window, tree, accounts = survey.window, survey.tree, survey.accounts
    own, rolled = survey.view().sums, survey.view(Grouping(lambda sums: sums.rolled_up(tree)))
    aims = survey.book.rolled_up(window.period)
    shown = with_ancestors(accounts, listed(survey, asked))
    lines = {each: survey.line(rolled, each, aims.get(each)) for each in tree.parent}
    largest = sorted(lines, key=lambda each: (-lines[each].now.amount, accounts[each].code.lower()))
    found = []
    for each in tree.downwards({account: place for place, account in enumerate(largest)}):
        if each in shown:
            above = tree.parent[each]
            parent = None if above is None else accounts[above].code
            sold = own.cell(each).amount
            found.append(Row(accounts[each].code, accounts[each].name, lines[each], tree.depth[each], parent, sold))
    return found


def of_products(survey: SalesData, reader: Reader) -> list[Row]:
    """Each product that was sold or has a target, the largest first; sales of no product have no key."""
    view = survey.view()
    sold = view.sums.known
    found = []
    for number, code, name, _ in reader.run_query(__file__, "report_products"):
        aim = survey.book_of(number).total(survey.window.period)
        if number in sold or aim is not None:
            found.append(Row(code, name, survey.line(view, number, aim)))
    if None in sold:
        found.append(Row(None, "(no product)", survey.line(view, None, None)))
    return largest_first(found)


def of_categories(survey: SalesData, reader: Reader) -> list[Row]:
    """Each category of products that were sold, the largest first. Nobody sets a target for one."""
    groups: dict[int | None, str | None] = {
        number: group for number, _, _, group in reader.run_query(__file__, "report_products")
    }
    groups[None] = None
    view = survey.view(Grouping(lambda sums: sums.grouped(groups.items())))
    return largest_first(
        Row(group, group or "(no category)", survey.line(view, group, None)) for group in map(_text, view.sums.known)
    )


def of_parts(survey: SalesData) -> list[Row]:
    """Each part of the period that the survey was asked for, in order."""
    return [
        Row(look.period.name, look.period.name, survey.line(survey.view_of(look), None, survey.book.total(look.period)))
        for look in survey.parts
    ]


def _text(group: Key) -> str | None:
    return None if group is None else str(group)


def listed(survey: SalesData, asked: Collection[int]) -> list[int]:
    """The accounts that have a row: those asked for by name, all that are live, and of the archived those with sales or
    a target to answer for.
    """
    busy = {*survey.view().sums.known, *survey.book.accounts}
    return [each for each in survey.tree.parent if each in asked or each in busy or not survey.accounts[each].archived]


def largest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.line.now.amount, row.key is None, (row.key or "").lower()))
