"""The tree of the accounts of a report over some days: what moved in it has a node for each place where it stood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.sales.rules.stays import Stay
from amcli.features.sales.rules.window import Span

Path = tuple[int, ...]  # an account, and all above it before it
Inside = Callable[[Path], Path]  # what of a path the report is about, down to the account; nothing: none of it


class Paths:
    """Where accounts stood in the tree. parents: what each was part of by its days; none: of nothing, always."""

    def __init__(self, parents: Mapping[int, Sequence[Stay]]) -> None:
        self._parents = parents
        self._known: dict[tuple[int, Span], list[tuple[Span, Path]]] = {}

    def of(self, account: int, days: Span) -> list[tuple[Span, Path]]:
        """The paths of an account by those of some days on which it had them, in order."""
        key = (account, days)
        if key not in self._known:
            self._known[key] = list(self._walk(account, days))
        return self._known[key]

    def inside(self, account: int, days: Span, inside: Inside) -> list[tuple[Span, Path]]:
        """The same as far as the report is about it, those of one path on end as one."""
        found: list[tuple[Span, Path]] = []
        for span, whole in self.of(account, days):
            path = inside(whole)
            if found and found[-1][1] == path:
                found[-1] = ((found[-1][0][0], span[1]), path)
            else:
                found.append((span, path))
        return found

    def _walk(self, account: int, days: Span) -> Iterator[tuple[Span, Path]]:
        """Up day by day, because over all days two accounts may each have been part of the other."""
        if account not in self._parents:
            yield days, (account,)
        for stay in self._parents.get(account, ()):
            above, here = parent_in(stay), stay.within(days)
            if here[0] < here[1]:
                over: list[tuple[Span, Path]] = [(here, ())] if above is None else self.of(above, here)
                yield from ((span, (*path, account)) for span, path in over)


class Place(NamedTuple):
    """A node: an account on the days of a span, on which all above it was the same, the node `parent` right above."""

    account: int
    path: Path
    span: Span
    parent: int | None


class DatedTree:
    """A tree of nodes: of the accounts as they are, or where they moved of their places.

    moved: whether its nodes are places. partial: those of accounts that had one below them which is not in the tree.
    """

    def __init__(self, tree: Tree, places: Mapping[int, Place] | None = None, partial: Collection[int] = ()) -> None:
        self.tree, self.partial, self.moved = tree, tree.partial, places is not None
        self._places = places
        self._nodes: dict[int, list[int]] = {}
        if places is not None:
            for node, place in places.items():
                self._nodes.setdefault(place.account, []).append(node)
            self.partial = {node for node, place in places.items() if place.account in partial}

    def nodes(self, account: int) -> Sequence[int]:
        """Those of an account."""
        if self._places is None:
            return [account] if account in self.tree.parent else []
        return self._nodes.get(account, [])

    def account(self, node: int) -> int:
        """Whose a node is."""
        return node if self._places is None else self._places[node].account

    def path(self, node: int) -> Path:
        """The account of a node, and all above it before it."""
        if self._places is not None:
            return self._places[node].path
        above = self.tree.parent[node]
        return (*(() if above is None else self.path(above)), node)

    def days(self, node: int, period: Period) -> Period | None:
        """The days of a period on which an account stood at a node; None where there is none."""
        if self._places is None:
            return period
        (first, beyond), (start, end) = self._places[node].span, period.span
        first, beyond = max(first, start), min(beyond, end)
        return Period(first, beyond, period.name) if first < beyond else None


def by_places(
    accounts: Iterable[int], paths: Paths, days: Span, inside: Inside, partial: Collection[int] = ()
) -> DatedTree:
    """The tree over some days, with a node for each place where one of the accounts stood on them. partial: those that
    had one below them which is not in it.
    """
    stood = {account: paths.inside(account, days, inside) for account in accounts}
    numbers: dict[int, list[tuple[Span, int]]] = {}
    found: list[tuple[int, Path, Span]] = []
    for account, places in stood.items():
        for span, path in places:
            if path:
                numbers.setdefault(account, []).append((span, len(found)))
                found.append((account, path, span))
    nodes = {
        number: Place(account, path, span, _node_of(numbers, path, span) if len(path) > 1 else None)
        for number, (account, path, span) in enumerate(found)
    }
    return DatedTree(Tree(nodes, nodes), nodes, partial)


def _node_of(numbers: Mapping[int, Sequence[tuple[Span, int]]], path: Path, span: Span) -> int:
    """The node right above one: it stood where it did on all of these days, and maybe on more."""
    return next(number for (first, beyond), number in numbers[path[-2]] if first <= span[0] < beyond)


def parent_in(stay: Stay) -> int | None:
    """What an account was part of in a stay by its parent."""
    ((above,),) = stay.groups
    return None if above is None else int(above)
