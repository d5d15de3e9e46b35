"""A tree of accounts of which some moved from one group to another: each sale counts in the group that its account was
part of on the sale's own day, and a target by the days. An account that moved has a row below each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from amcli.features.accounts.reports.account_tree import AccountNode, names
from amcli.features.sales.reports.account_targets import AccountTargets
from amcli.features.sales.reports.dated_trees import Path, by_places
from amcli.features.sales.reports.ledger import Key, Sums
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.rows import Row, listed
from amcli.features.sales.reports.sales_data import Grouping, Regroup, SalesData
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.stays import Stay, during
from amcli.features.sales.rules.targets import CHILDREN, TargetAmount, added


class TreeByDay:
    """Where the accounts of a report stood in the tree on the days that it asks about.

    stays: of those that moved, or that something above them did; paths: by account, or (account, place of the stay),
    as far as it was part of what the report is about.
    """

    def __init__(self, survey: ReportScope, roots: Collection[int]) -> None:
        """roots: the accounts that the report is about with all below them; none: the whole portfolio."""
        self._survey, self._roots = survey, frozenset(roots)
        self._span = survey.days_asked
        self._parents = {account: during(each, self._span) for account, each in survey.parents.items()}
        self.moved = {account for account, each in self._parents.items() if len(each) > 1}
        self.stays: dict[int, Sequence[Stay]] = {}
        self.paths: dict[Key, Path] = {}
        self.later: dict[Key, Path] = {}
        for account in survey.accounts:
            self._put(account)

    def _put(self, account: int) -> None:
        """Note the paths of an account."""
        merged = self._survey.paths.inside(account, self._span, self._inside)
        if len(merged) > 1:
            self.stays[account] = [Stay(*span, ()) for span, _ in merged]
        day = self._survey.window.as_of
        for place, (span, path) in enumerate(merged):
            if path:
                self.paths[(account, place) if len(merged) > 1 else account] = path
                if span[0] <= day < span[1]:
                    self.later[account] = path

    def _inside(self, path: Path) -> Path:
        """A path from the uppermost account on that the report is about; nothing where it is about none of it."""
        if not self._roots:
            return path
        place = next((place for place, each in enumerate(path) if each in self._roots), len(path))
        return path[place:]

    def is_as_it_stands(self) -> bool:
        """Whether on all days everything stood where it stands on the report's day, and all of it is in the report."""
        return not self.stays and self.paths.keys() == set(self._survey.tree.parent)

    @cached_property
    def book(self) -> AccountTargets:
        """The targets of what the report is about, by the days on which it was so."""
        survey = self._survey
        if not self._roots:
            return survey.book
        dated = by_places(survey.accounts, survey.paths, survey.window.period.span, self._inside)
        return AccountTargets(survey.targets.of(None), dated, survey.whole, survey.rates)

    @cached_property
    def targets(self) -> dict[Path, TargetAmount]:
        """What each group and account is to reach, by the days on which it stood there. Raises MissingRate."""
        found: dict[Path, list[TargetAmount]] = {}
        dated = self.book.dated
        for node, aim in self.book.rolled_up(self._survey.window.period).items():
            if aim:
                found.setdefault(dated.path(node), []).append(aim)
        return {path: whole for path, aims in found.items() if (whole := added(aims, CHILDREN))}

    def grouping(self, *, rolled: bool) -> Grouping:
        """Sums by path; rolled: with all below it."""
        return Grouping(_by_path(self.paths, rolled), self.stays, _by_path(self.later, rolled))

    def together(self) -> Grouping:
        """All that the report is about, as one."""
        return Grouping(
            lambda sums: sums.grouped((key, None) for key in self.paths),
            self.stays,
            lambda sums: sums.grouped((key, None) for key in self.later),
        )


def of_tree_by_day(survey: SalesData, tree: TreeByDay, asked: Collection[int]) -> list[Row]:
    """As rows.of_tree, with a row for each group that an account was part of."""
    own, rolled = survey.view(tree.grouping(rolled=False)).sums, survey.view(tree.grouping(rolled=True))
    aims = tree.targets
    busy = set(listed(survey, asked))
    shown: set[Path] = set()
    for key, path in tree.paths.items():
        account, days = path[-1], None
        if isinstance(key, tuple):
            days = tree.stays[account][key[1]].within(survey.window.period.span)
        if (account in busy and (days is None or days[0] < days[1])) or path in own.known:
            shown |= {path[: place + 1] for place in range(len(path))}
    lines = {path: survey.line(rolled, path, aims.get(path)) for path in shown}
    return [
        Row(
            survey.accounts[path[-1]].code,
            survey.accounts[path[-1]].name,
            lines[path],
            len(path) - 1,
            survey.accounts[path[-2]].code if len(path) > 1 else None,
            own.cell(path).amount,
        )
        for path in _downwards(lines, survey.accounts, {path: line.now.amount for path, line in lines.items()})
    ]


def notes_on_moves(survey: ReportScope, tree: TreeByDay) -> Iterator[str]:
    """Who moved, and so has a row below each group."""
    period = survey.window.period
    moved = {
        account: survey.accounts[account].code
        for account, places in tree.stays.items()
        if account in tree.moved and any(stay.start in period for stay in places[1:])
    }
    if moved:
        yield f"moved, and counted where it was on each day: {names(sorted(moved.values(), key=str.lower))}"


def _downwards(
    paths: Collection[Path], accounts: Mapping[int, AccountNode], amounts: Mapping[Path, Amount]
) -> list[Path]:
    """Every path right before those below it, the largest first."""
    below: dict[Path | None, list[Path]] = {}
    largest = sorted(paths, key=lambda path: (-amounts[path], accounts[path[-1]].code.lower()))
    for path in reversed(largest):  # what is put in last is taken out first
        below.setdefault(path[:-1] if path[:-1] in paths else None, []).append(path)
    found, waiting = [], below.get(None, [])
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting += below.get(here, ())
    return found


def _by_path(paths: Mapping[Key, Path], rolled: bool) -> Regroup:
    def regroup(sums: Sums) -> Sums:
        if not rolled:
            return sums.grouped(paths.items())
        return sums.grouped((key, path[: place + 1]) for key, path in paths.items() for place in range(len(path)))

    return regroup
