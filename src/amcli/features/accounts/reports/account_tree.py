"""The accounts a report is about, and the tree that they form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from amcli.base.hints import hinted
from amcli.features.accounts.rules import PARENT_ON
from amcli.store.reader import Reader, query_text

NO_ACCOUNTS = hinted("no accounts yet", ": `amcli account add NAME` adds one")
_NAMED = 5  # so many names make a sentence


class AccountNode(NamedTuple):
    """An account, as reports need it; `id` and `parent` are row ids."""

    id: int
    code: str
    name: str
    parent: int | None
    tier: int | None
    cadence: int | None
    created: date
    archived: bool


class Child(Protocol):
    """What may have a parent of its own kind, such as an account or a territory."""

    @property
    def parent(self) -> int | None: ...


def load(reader: Reader, day: date | None = None) -> dict[int, AccountNode]:
    """All accounts by row id, in the order of their codes, with what they are part of on a day, or today."""
    sql = query_text(__file__, "report_accounts").replace("{parent}", PARENT_ON)
    return {
        record_id: AccountNode(
            record_id, code, name, parent, tier, cadence, date.fromisoformat(created), archived is not None
        )
        for record_id, code, name, parent, tier, cadence, created, archived in reader.rows(
            sql, {"day": (day or reader.env.today).isoformat()}
        )
    }


def find_accounts(reader: Reader, texts: Sequence[str]) -> set[int]:
    """The row ids of the accounts that the texts name. Raises NotFound or Ambiguous."""
    return {reader.find_owner("account", text).record_id for text in texts}


def with_descendants(accounts: Mapping[int, AccountNode], ids: Collection[int]) -> set[int]:
    """The accounts, and all below them."""
    below: dict[int | None, list[int]] = {}
    for account in accounts.values():
        below.setdefault(account.parent, []).append(account.id)
    found: set[int] = set()
    waiting = list(ids)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += below.get(each, ())
    return found


def ever_moved(reader: Reader) -> bool:
    """Whether the file tells of an account that was part of another one before, or not always of what it is part of."""
    sql = "SELECT EXISTS (SELECT 1 FROM membership) OR EXISTS (SELECT 1 FROM account WHERE parent_since IS NOT NULL)"
    return bool(reader.rows(sql).fetchone()[0])


def ever_below(reader: Reader, ids: Collection[int]) -> set[int]:
    """The accounts, and all that are or ever were below them."""
    sql = """WITH RECURSIVE below (id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT a.id FROM below JOIN account AS a ON a.parent_id = below.id
        UNION SELECT m.account_id FROM below JOIN membership AS m ON m.parent_id = below.id
    ) SELECT id FROM below"""
    return {account for (account,) in reader.rows(sql, (as_json(ids),))}


def with_ancestors(accounts: Mapping[int, Child], ids: Iterable[int]) -> set[int]:
    """The accounts, and all above them."""
    found: set[int] = set()
    for each in ids:
        here: int | None = each
        while here is not None and here not in found:
            found.add(here)
            here = accounts[here].parent
    return found


def names(keys: Sequence[str]) -> str:
    """`a, b, c and 12 more`."""
    shown = ", ".join(keys[:_NAMED])
    return f"{shown} and {len(keys) - _NAMED} more" if len(keys) > _NAMED else shown


def as_json(ids: Collection[int] | None) -> str | None:
    """Row ids as a JSON array, for a query; numbers need no json module, which costs a start three milliseconds."""
    return None if ids is None else str(sorted(ids))


class Tree:
    """Some of the accounts, or of what else is a tree, with their parents, as far as those are among them; the others
    are its roots.

    `partial`: the accounts that have one below them which is not among the members.
    """

    def __init__(self, accounts: Mapping[int, Child], members: Collection[int]) -> None:
        self.parent: dict[int, int | None] = {}
        self.children: dict[int | None, list[int]] = {None: []}
        for each in members:
            parent = accounts[each].parent
            above = parent if parent in members else None
            self.parent[each] = above
            self.children.setdefault(above, []).append(each)
        self.partial = with_ancestors(accounts, (each for each in accounts if each not in members))
        self.depth: dict[int, int] = {}
        waiting = [(each, 0) for each in self.roots]
        while waiting:
            each, depth = waiting.pop()
            self.depth[each] = depth
            waiting += [(child, depth + 1) for child in self.children.get(each, ())]

    @property
    def roots(self) -> list[int]:
        return self.children[None]

    def upwards(self) -> list[int]:
        """Every account after all of those below it."""
        return list(reversed(self.depth))

    def downwards(self, order: dict[int, int]) -> list[int]:
        """Every account right before those below it; accounts of one parent by `order`, the lowest first."""
        found = []
        waiting = sorted(self.roots, key=order.__getitem__, reverse=True)
        while waiting:
            each = waiting.pop()
            found.append(each)
            waiting += sorted(self.children.get(each, ()), key=order.__getitem__, reverse=True)
        return found
