"""The list of accounts, or of another noun whose records have a parent and a code, as the tree that they form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amcli.base.fields import Noun, Scope
from amcli.base.results import Column, Kind, Listing
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.accounts.reports.account_tree import Child, Tree, load
from amcli.records.reports.listing import Terms, listing
from amcli.store.reader import Reader

# A person sees how deep an account stands by its indented code.
BRANCH, DEPTH = Column("branch", header="code", table_only=True), Column("depth", Kind.INT, rank=7, undrawn=True)
_INDENT = "  "


def account_tree(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope,
    sort: str = "",
    limit: int | None = None,
    extra: Terms | None = None,
) -> Listing:
    """The accounts that match, each below its parent; those of one parent in the order asked for.

    An account whose parent is not among them stands on the left: `depth` counts the parents in this list.
    """
    return as_tree(ACCOUNT, load(reader), listing(reader, ACCOUNT, given, scope, sort=sort, extra=extra), limit)


def as_tree(noun: Noun, nodes: Mapping[int, Child], found: Listing, limit: int | None = None) -> Listing:
    """The records of a list of a coded noun, each below its parent. nodes: all records of the noun by their row ids."""
    keys = [column.key for column in noun.columns]
    code, number = keys.index("code"), keys.index("id")
    rows = {int(row[number].removeprefix(noun.letter)): row for row in found.rows}
    tree = Tree(nodes, rows)
    order = {each: place for place, each in enumerate(rows)}
    lines = [
        (_INDENT * tree.depth[each] + rows[each][code], *rows[each], tree.depth[each]) for each in tree.downwards(order)
    ]
    shown = lines if limit is None else lines[:limit]
    columns = tuple(column._replace(undrawn=True) if column.key == "code" else column for column in found.columns)
    return found._replace(columns=(BRANCH, *columns, DEPTH), rows=shown, more=len(lines) - len(shown), lines=None)
