"""How the rows of several managers become the rows of one portfolio.

Each keeps its manager in its id (rules.py). An account stays its manager's: he has targets for it, it has its place in
his tree, and what several have of the same client is put together by whoever reports on it (Reader.one_of). What has a
code otherwise, a product or a colleague, is one record where the codes are. Where there are several managers, each is
the account above all of his, and what he is to reach altogether is the target of that group; so the rules for trees and
groups hold for managers too.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from amcli.base.registry import NOUNS
from amcli.base.text import name_key
from amcli.base.time.day_span import DaySpan
from amcli.features.accounts.nouns import ACCOUNT, MEMBERSHIP
from amcli.features.company.reports.odd_rows import OddRows
from amcli.features.company.reports.sources import Source
from amcli.features.company.rules import STEP, Client, Numbering, same_clients
from amcli.features.sales.nouns import TARGET
from amcli.features.team.nouns import COLLEAGUE
from amcli.records.portfolio_document import LARGEST_ID

_EVER, _BEYOND = "0001-01-01", "9999-12-31"
_BY_WHOM = f"{COLLEAGUE.name}_id"
_NO_WORDS = "-"  # where a file has words that nobody but their manager sees


class Place(Enum):
    """Where what belongs to an account stands: with that account, with the first of the same client, or with the
    account of its manager.
    """

    OWN = "own"
    CLIENT = "client"
    MANAGER = "manager"


class Reference(NamedTuple):
    """A column that holds ids, its place in a row, and by an id that of the record which stands for it."""

    column: str
    spot: int
    kept: Mapping[int, int]


class Joined:
    """The one portfolio, in a connection that looks at no references."""

    def __init__(self, connection: sqlite3.Connection, source: Source, place: Place, *, apart: bool = False) -> None:
        """place: where the records of an account stand. apart: each manager is above his accounts, also one alone."""
        self._connection, self._source, self._place = connection, source, place
        managers = [each.manager for each in source.publications]
        self.several = apart or len(managers) > 1
        self.numbering = Numbering(managers, self.several)
        self.one_of: dict[int, int | None] = {}
        self.remarks: list[str] = []
        self._kept: dict[str, dict[int, int]] = {}  # by noun: the id of a record that is another one, and of that
        self._odd_rows = OddRows(connection, self.numbering)
        self._place_now = 0  # of the manager whose row is written
        self.own_names: dict[str, list[int]] = {}  # the accounts that their managers, or other systems, call so
        self._me: dict[int, int] = {}  # by the place of a manager: the colleague who he is himself

    def take(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, the place of their manager first, as the one portfolio has them.

        DatabaseError names the manager of one that no file of amcli can have: it was written by other hands.
        """
        try:
            self._take(table, columns, rows)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
            raise self._odd_rows.error(self._place_now, table, str(error)) from error
        self._odd_rows.refuse(table)

    def _take(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        numbered = self._numbered(table, columns, rows)
        if table == ACCOUNT.name:
            self._take_accounts(columns, [dict(zip(columns, each, strict=True)) for _, each in numbered])
        elif table in NOUNS and NOUNS[table].coded:
            self._insert(table, columns, self._first_of_code(table, columns, numbered))
        elif table == TARGET.name and self.several:
            self._insert(table, columns, [self._of_group(columns, *each) for each in numbered])
        else:
            self._insert(table, columns, (each for _, each in numbered))
        if table == TARGET.name:
            self._take_manager_targets()

    def _numbered(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> Iterator[tuple[int, list[Any]]]:
        """The rows with the ids of the one portfolio, each with the place of its manager."""
        refers = self._odd_rows.refers(table)
        spots = [
            Reference(name, spot, self._stands_for(table, refers[name]))
            for spot, name in enumerate(columns) if name in refers
        ]  # fmt: skip
        uids = [spot for spot, name in enumerate(columns) if name == "uid"] if self.several else []
        whose = columns.index(_BY_WHOM) if self.several and _BY_WHOM in columns and table != COLLEAGUE.name else None
        for place, *values in rows:
            self._place_now = place
            self._renumber(table, place, values, spots)
            for spot in uids:  # two may have one invitation
                values[spot] = values[spot] and f"{values[spot]} {place}"
            if whose is not None and values[whose] is None:  # nobody named is whoever keeps the portfolio
                values[whose] = self._me.get(place)
            yield place, values

    def _renumber(self, table: str, place: int, values: list[Any], spots: Sequence[Reference]) -> None:
        """Give a row the ids of the one portfolio. DatabaseError for one that no file has."""
        for column, spot, kept in spots:
            number = values[spot]
            if number:  # totals have 0 where there is none
                if not 0 < number < STEP:
                    raise self._odd_rows.error(place, table, f"{column} {number} is the id of nothing")
                number = self.numbering.of(place, number)
                values[spot] = kept.get(number, number)

    def _stands_for(self, table: str, other: str) -> Mapping[int, int]:
        """What a reference of a table names instead, by what it names."""
        if other == ACCOUNT.name:
            return self._kept.get(other, {}) if table in NOUNS and NOUNS[table].of_client else {}
        return self._kept.get(other, {})

    def _insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        info = self._connection.execute(f"PRAGMA table_info('{table}')").fetchall()
        lacking = [
            name for _, name, kind, needed, default, _ in info
            if needed and default is None and name not in columns and kind == "TEXT"
        ]  # fmt: skip
        names = ", ".join(f'"{name}"' for name in (*columns, *lacking))
        marks = ", ".join([*"?" * len(columns), *(f"'{_NO_WORDS}'" for _ in lacking)])
        or_ignore = "OR IGNORE " if table.endswith("_alias") else ""  # of two records that are one here
        sql = f'INSERT {or_ignore}INTO "{table}" ({names}) VALUES ({marks})'
        if all(name != "id" for name in columns):  # totals, of which several managers have one of the same day
            sums = (name for _, name, kind, _, _, key in info if not key and kind == "INTEGER")
            sql += f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = {name} + excluded.{name}' for name in sums)}"
        self._connection.executemany(sql, rows)

    def _first_of_code(
        self, table: str, columns: Sequence[str], rows: Iterable[tuple[int, list[Any]]]
    ) -> Iterator[list[Any]]:
        """The records of a noun that has codes, each code once: what another manager calls so too is the same."""
        number, code, name = (columns.index(each) for each in ("id", "code", "name"))
        kept, names = self._kept.setdefault(table, {}), dict[str, tuple[int, str, str]]()
        first: list[list[Any]] = []
        every = sorted(rows, key=lambda row: int(row[1][number]))
        for place, values in every:
            whose, called = self.numbering.managers[place], str(values[name])
            one = names.setdefault(str(values[code]).lower(), (values[number], called, whose))
            if one[0] == values[number]:
                first.append(values)
                continue
            kept[values[number]] = one[0]
            if name_key(one[1]) != name_key(called):
                both = f"{one[1]} of {one[2]} and {called} of {whose}"
                self.remarks.append(f"{values[code]} is {both}: taken as one {table}")
        itself = [spot for spot, column in enumerate(columns) if self._odd_rows.refers(table).get(column) == table]
        for values in first:
            for spot in itself:
                values[spot] = kept.get(values[spot], values[spot])
            yield values
        if table == COLLEAGUE.name:
            self._note_who_keeps(number, code, every)

    def _note_who_keeps(self, number: int, code: int, rows: Iterable[tuple[int, list[Any]]]) -> None:
        """Which colleague each manager is, by the code that he has among them."""
        kept, me = (
            self._kept[COLLEAGUE.name],
            {each: one.me.lower() for each, one in enumerate(self._source.publications)},
        )
        for place, values in rows:
            if me[place] == str(values[code]).lower():
                self._me[place] = kept.get(values[number], values[number])

    def _take_accounts(self, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        """Accounts, each by a code that no other one has: with its manager behind it such a code may be a long one."""
        managers, of = self.numbering.managers, self.numbering.of
        rows = sorted(rows, key=lambda each: int(each["id"]))
        for each in rows:
            for name in {each["code"].lower(), (each["external_id"] or each["code"]).lower()}:
                self.own_names.setdefault(name, []).append(each["id"])
        if not self.several:
            self._insert(ACCOUNT.name, columns, [list(each.values()) for each in rows])
            return
        alike = Counter(name.lower() for name in managers)  # Anna and anna are two roles, and would be one code
        called = [f"{name}@{place}" if alike[name.lower()] > 1 else name for place, name in enumerate(managers)]
        clients = same_clients([Client(each["id"], each["code"], each["external_id"]) for each in rows])
        named = Counter(code for several in clients for code in {each.code.lower() for each in several})
        by_id, same = {each["id"]: each for each in rows}, dict[int, int]()
        for several in clients:
            first, *others = several
            same |= {each.id: first.id for each in others}
            alone = named[first.code.lower()] == 1 and first.code.lower() not in alike
            for other in several[alone:]:  # the first has the code where no other client is called so
                by_id[other.id]["code"] = f"{other.code}@{called[self.numbering.place(other.id)]}"
        self._connection.execute("PRAGMA ignore_check_constraints = ON")
        self._insert(ACCOUNT.name, columns, [list(each.values()) for each in rows])
        archived = None if self._place is Place.MANAGER else _EVER  # no list of accounts has one that sells nothing
        roots = [(of(place, 0), called[place], name, _EVER, archived) for place, name in enumerate(managers)]
        self._insert(ACCOUNT.name, ("id", "code", "name", "created", "archived"), roots)
        self._connection.execute("PRAGMA ignore_check_constraints = OFF")
        self.one_of |= same
        self.one_of |= {root: None for root, *_ in roots}
        match self._place:
            case Place.CLIENT:
                self._kept[ACCOUNT.name] = same
            case Place.MANAGER:
                self._kept[ACCOUNT.name] = {each["id"]: each["id"] // STEP * STEP for each in rows}

    def hang_up(self) -> None:
        """Let what is part of nothing be part of its manager, on all days on which it is. Accounts and memberships are
        there.
        """
        self._odd_rows.refuse_circles_by_day()
        if not self.several:
            return
        held: dict[int, list[DaySpan]] = {}
        read = self._connection.execute
        for account, start, until in read("SELECT account_id, start, until FROM membership"):
            held.setdefault(account, []).append(DaySpan(start, until))
        gaps: list[tuple[int, int, str | None, str]] = []
        roots: list[tuple[int, str | None, int]] = []
        for account, parent, since in read("SELECT id, parent_id, parent_since FROM account WHERE id % ?", (STEP,)):
            root, spans = account // STEP * STEP, held.get(account, [])
            here = [DaySpan(since, None)] if parent is not None else []
            free = DaySpan(None, None).minus([*spans, *here])
            gaps += [(account, root, start, until) for start, until in free if until]
            if parent is None:
                first = next((start for start, until in free if not until), _BEYOND)
                roots.append((root, first, account))
        self._connection.executemany("UPDATE account SET parent_id = ?, parent_since = ? WHERE id = ?", roots)
        # Behind the ids of what was there: nobody names them.
        last = read("SELECT coalesce(max(id), 0) FROM membership").fetchone()[0]
        rows = [(last + number, *gap) for number, gap in enumerate(gaps, 1)]
        self._insert(MEMBERSHIP.name, ("id", "account_id", "parent_id", "start", "until"), rows)

    def refers(self, table: str) -> dict[str, str]:
        """The columns of a table that hold ids, and the table that each names; nothing for its own."""
        return self._odd_rows.refers(table)

    def _of_group(self, columns: Sequence[str], place: int, values: list[Any]) -> list[Any]:
        """A manager's target for all of his accounts as the target of his group."""
        account, group = columns.index("account_id"), columns.index("group")
        if values[account] is None:
            values[account], values[group] = self.numbering.of(place, 0), 1
        return values

    def _take_manager_targets(self) -> None:
        """What a director wants of a manager stands in place of what he set himself for the same period; of what he set
        for others it is a finer or a coarser one, as in a file.
        """
        places = {name: place for place, name in enumerate(self.numbering.managers)}
        wanted = [each for each in self._source.targets() if each.manager in places]
        whose = {each: self.numbering.of(places[each.manager], 0) if self.several else None for each in wanted}
        mine = """DELETE FROM target WHERE product_id IS NULL AND account_id IS ? AND "group" = ? AND "start" = ?
            AND "end" = ?"""
        for number, each in enumerate(wanted, 1):
            root, group, start, end = whose[each], int(self.several), each.start.isoformat(), each.end.isoformat()
            self._connection.execute(mine, (root, group, start, end))
            own = self.numbering.of(places[each.manager], LARGEST_ID + number)
            row = (own, start, end, root, each.minor, each.currency, group)
            self._insert(TARGET.name, ("id", "start", "end", "account_id", "amount_minor", "currency", "group"), [row])
