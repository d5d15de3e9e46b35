"""A tree of accounts of which some moved from one group to another: each sale counts in the group that its account was
part of on the sale's own day, and a target by the days. An account that moved has a row below each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import AccountNode, Tree, names
from amcli.features.sales.reports.account_targets import AccountTargets
from amcli.features.sales.reports.ledger import Key, Sums
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.rows import Row, listed
from amcli.features.sales.reports.sales_data import Grouping, Regroup, SalesData
from amcli.features.sales.reports.standing import held_by
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.stays import Stay, during, stays
from amcli.features.sales.rules.targets import CHILDREN, SUM, TargetAmount, add
from amcli.features.sales.rules.window import Span
from amcli.store.reader import Reader

Path = tuple[int, ...]  # an account, and all above it before it


class TreeByDay:
    """Where the accounts of a report stood in the tree on the days that it asks about.

    stays: of those that moved, or that something above them did; paths: by account, or (account, place of the stay),
    as far as it was part of what the report is about.
    """

    def __init__(self, survey: ReportScope, reader: Reader, roots: Collection[int]) -> None:
        """roots: the accounts that the report is about with all below them; none: the whole portfolio."""
        self._survey, self._roots = survey, frozenset(roots)
        self._span = survey.days_asked
        held, _ = held_by(reader, "parent", survey.accounts)
        self._parents = {account: during(stays(each), self._span) for account, each in held.items()}
        self.moved = {account for account, each in self._parents.items() if len(each) > 1}
        self.stays: dict[int, Sequence[Stay]] = {}
        self.paths: dict[Key, Path] = {}
        self.later: dict[Key, Path] = {}
        self._walked: dict[tuple[int, Span], list[tuple[Span, Path]]] = {}
        for account in survey.accounts:
            self._put(account)

    def _put(self, account: int) -> None:
        """Note the paths of an account."""
        found = [(span, self._inside(path)) for span, path in self._known(account, self._span)]
        merged: list[tuple[Span, Path | None]] = []
        for span, path in found:
            if merged and merged[-1][1] == path:
                merged[-1] = ((merged[-1][0][0], span[1]), path)
            else:
                merged.append((span, path))
        if len(merged) > 1:
            self.stays[account] = [Stay(*span, ()) for span, _ in merged]
        day = self._survey.window.as_of
        for place, (span, path) in enumerate(merged):
            if path is not None:
                self.paths[(account, place) if len(merged) > 1 else account] = path
                if span[0] <= day < span[1]:
                    self.later[account] = path

    def _walk(self, account: int, days: Span) -> list[tuple[Span, Path]]:
        """The paths of an account by those of some days on which it had them, in order. It goes up day by day, because
        over all days two accounts may each have been part of the other.
        """
        found: list[tuple[Span, Path]] = []
        for stay in self._parents.get(account) or [Stay(date.min, date.max, ((None,),))]:
            (above,) = stay.groups[0]
            here = stay.within(days)
            if here[0] < here[1]:
                over = [(here, ())] if above is None else self._known(int(above), here)
                found += [(span, (*path, account)) for span, path in over]
        return found

    def _known(self, account: int, days: Span) -> list[tuple[Span, Path]]:
        """As `_walk`, each answer found once."""
        key = (account, days)
        if key not in self._walked:
            self._walked[key] = self._walk(account, days)
        return self._walked[key]

    def _inside(self, path: Path) -> Path | None:
        """A path from the uppermost account on that the report is about; None where it is about none of it."""
        if not self._roots:
            return path
        place = next((place for place, each in enumerate(path) if each in self._roots), None)
        return None if place is None else path[place:]

    def is_as_it_stands(self) -> bool:
        """Whether on all days everything stood where it stands on the report's day, and all of it is in the report."""
        return not self.stays and self.paths.keys() == set(self._survey.tree.parent)

    @cached_property
    def targets(self) -> tuple[dict[Path, TargetAmount], TargetAmount | None]:
        """What each group and account is to reach, by the days on which it stood there; and all together."""
        survey, period = self._survey, self._survey.window.period
        found: dict[Path, list[TargetAmount]] = {}
        totals: list[TargetAmount | None] = []
        for part in self._parts(period):
            here = dict(self._on(part.start))
            members = {each: survey.accounts[each]._replace(parent=_above(path)) for each, path in here.items()}
            book = AccountTargets(survey.targets.of(None), Tree(members, members), survey.whole, survey.rates)
            totals.append(book.total(part))
            for account, aim in book.rolled_up(part).items():
                if aim:
                    found.setdefault(here[account], []).append(aim)
        own = survey.book.own(None, period) if survey.whole else None
        rolled = {path: whole for path, aims in found.items() if (whole := add(aims, _basis(aims)))}
        return rolled, own or add(totals, SUM)

    def _parts(self, period: Period) -> Iterator[Period]:
        """The period cut where an account moved."""
        edges = {stay.start for each in self.stays.values() for stay in each if stay.start in period}
        for first, beyond in pairwise(sorted({*edges, *period.span})):
            yield Period(first, beyond, period.name)

    def _on(self, day: date) -> Iterator[tuple[int, Path]]:
        """The accounts that are part of what the report is about on a day, with their paths."""
        for account in self._survey.accounts:
            places = self.stays.get(account)
            key: Key = account
            if places:
                key = (account, next(place for place, stay in enumerate(places) if stay.start <= day < stay.beyond))
            if path := self.paths.get(key):
                yield account, path

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
    aims, _ = tree.targets
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


def _basis(aims: Sequence[TargetAmount]) -> str:
    """What the target of all days is called: as those of its parts, where they are one."""
    called = {each.basis for each in aims}
    return called.pop() if len(called) == 1 else CHILDREN


def _above(path: Path) -> int | None:
    return path[-2] if len(path) > 1 else None
