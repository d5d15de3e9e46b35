"""What a span made in bulk: the records of an import, or of another operation that touched very many, as their count
and sums.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.field_type import Row
from amcli.base.fields import Noun, Type, is_record_currency
from amcli.base.money import from_minor, grouped
from amcli.base.registry import HOMES, NOUNS
from amcli.records.reports.journal_span import Span
from amcli.records.reports.net_rows import NET_ROWS, Many, net_parameters, net_sql
from amcli.records.reports.spelled_fields import lender_of
from amcli.store.reader import Reader
from amcli.store.subjects import owner_of_change, owner_of_row

ADDED, CHANGED, REMOVED = "added", "changed", "removed"  # what became of a record
_HALF = 10**9  # sums are made in two halves, because one of amounts does not fit into 64 bits

# The standing operations of the span, and the ranges of a table that they made.
_RANGES = """FROM operation o CROSS JOIN operation_range r ON r.operation_id = o.id"""
_STANDING = "o.id > :after AND o.id <= :until AND o.state = 'done' AND r.record = :table"
# Those of their rows that other operations touched, each as it was at the end of the span: as the last in it left it,
# else as the first behind it found it. Gone: no image.
_TOUCHED = f"""WITH touched AS MATERIALIZED (
    SELECT o.id AS operation, c.record_id, max(CASE WHEN c.operation_id <= :until THEN c.id END) AS last,
        min(CASE WHEN c.operation_id > :until THEN c.id END) AS next,
        max(c.operation_id > o.id AND c.operation_id <= :until) AS edited
    {_RANGES} CROSS JOIN operation_change c ON c.record = r.record AND c.record_id BETWEEN r.first_id AND r.last_id
    CROSS JOIN operation x ON x.id = c.operation_id AND x.state = 'done' WHERE {_STANDING} GROUP BY 1, 2
), as_of AS (
    SELECT operation, :table AS record, record_id, edited, iif(last IS NULL,
        (SELECT before FROM operation_change WHERE id = next), (SELECT after FROM operation_change WHERE id = last)
    ) AS image FROM touched
)"""

Value = Callable[[str], str]  # from a column to the SQL of its value
Key = tuple[str, str]  # a currency, and the kind of amount
Groups = dict[Key, list[int]]  # of each how many, and the halves of their sum


class Sum(NamedTuple):
    """The amounts of some records in one currency; `kind`: of those that count otherwise than the usual ones do."""

    currency: str
    amount: Decimal
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {grouped(self.amount)} {self.currency}".strip()


class BulkChange(NamedTuple):
    """The records of a noun that one operation added, changed or removed, very many at once.

    size, sums: how many and how much they are at the end of the span. edited: of those added, how many a later
    operation of the span changed; gone: those that came and went in it. owner: the one record that all of them belong
    to, where there is one. command: by which it was done, and what its operation said.
    """

    noun: str
    what: str
    size: int
    sums: tuple[Sum, ...]
    operation: int
    at: str = ""
    command: str = ""
    summary: str = ""
    owner: int | None = None
    edited: int = 0
    gone: int = 0

    def __str__(self) -> str:
        """`240 sales added, 312,400 USD`."""
        noun = HOMES[self.noun].plural if self.size != 1 else self.noun
        later = [f"{self.edited:,} edited since"] * bool(self.edited)
        later += [f"{self.gone:,} more came and went"] * bool(self.gone)
        return ", ".join([f"{self.size:,} {noun} {self.what}", *map(str, self.sums), *later])


def bulk_changes(
    reader: Reader, span: Span, nouns: Sequence[str], owners: Sequence[int] = (), many: Collection[Many] = ()
) -> list[BulkChange]:
    """What operations of the span did in bulk to records of these nouns, in their order.

    owners: only what is, or was, these records'. many: the operations that touched very many rows one by one.
    """
    sql = """SELECT DISTINCT r.record FROM operation o CROSS JOIN operation_range r ON r.operation_id = o.id
        WHERE o.id > :after AND o.id <= :until AND o.state = 'done'"""
    made = {table for (table,) in reader.rows(sql, _ends(span))}
    found: list[BulkChange] = []
    for name in nouns:
        if name in made:
            found += _Ranges(reader, span, NOUNS[name], owners).changes()
        if any(one.table == name for one in many):
            found += _one_by_one(reader, span, NOUNS[name], owners, many)
    return sorted(found, key=lambda one: one.operation)


def made_in_bulk(reader: Reader, span: Span, table: str) -> Iterator[tuple[int, Row]]:
    """The rows of a table that operations of the span made in bulk, as they are at its end: id and image."""
    parameters = {**_ends(span), "table": table}
    later = dict(reader.rows(f"{_TOUCHED} SELECT record_id, image FROM as_of", parameters))
    sql = f"""SELECT t.* {_RANGES} CROSS JOIN "{table}" t ON t.id BETWEEN r.first_id AND r.last_id WHERE {_STANDING}"""
    cursor = reader.rows(sql, parameters)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        if row["id"] not in later:
            yield row["id"], row
    yield from ((record_id, json.loads(image)) for record_id, image in later.items() if image is not None)


class _Ranges:
    """The records of a noun that were made in ranges: summed as they are now, then put right by what the journal knows
    of those that changed since.
    """

    def __init__(self, reader: Reader, span: Span, noun: Noun, owners: Sequence[int]) -> None:
        self._reader, self._noun, self._owners = reader, noun, owners
        self._parameters = {**_ends(span), "table": noun.name}
        self._groups: dict[int, Groups] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self._owner: dict[int, int | None] = {}
        self._edited: dict[int, int] = defaultdict(int)
        self._gone: dict[int, int] = defaultdict(int)

    def changes(self) -> Iterator[BulkChange]:
        """A change for each operation, also for one whose records are all gone again."""
        self._sum_rows()
        self._put_right()
        for operation in sorted({*self._groups, *self._gone}):
            groups = self._groups[operation]
            count = sum(group[0] for group in groups.values())
            if count or self._gone[operation]:
                yield BulkChange(
                    self._noun.name,
                    ADDED,
                    count,
                    _sums(self._reader, self._noun, groups),
                    operation,
                    owner=self._owner.get(operation),
                    edited=self._edited[operation],
                    gone=self._gone[operation],
                )

    def _sum_rows(self) -> None:
        """One pass through the rows, without sorting them; another where they are of several currencies."""
        owner = owner_of_row(self._noun.name, "t")
        parts = ", ".join(_summed(self._noun, _column))
        kinds = self._noun.field(self._noun.signs).choices if self._noun.signs else ("",)
        of_kinds = ", ".join(
            f"{part} FILTER (WHERE kind = '{kind}')" for kind in kinds for part in ("count(*)", "sum(high)", "sum(low)")
        )
        rows = f"""SELECT o.id AS operation, {owner} AS owner, {parts}
            {_RANGES} CROSS JOIN "{self._noun.name}" t ON t.id BETWEEN r.first_id AND r.last_id
            WHERE {_STANDING} {self._whose(owner)}"""
        sql = f"""SELECT operation, min(owner), max(owner), min(currency), max(currency), {of_kinds}
            FROM ({rows}) GROUP BY operation"""
        mixed = []
        for operation, least, most, currency, other, *counted in self._reader.rows(sql, self._parameters):
            self._owner[operation] = (least or None) if least == most else None
            if currency == other:
                for place, kind in enumerate(kinds):
                    self._add(operation, currency, kind, *counted[3 * place : 3 * place + 3])
            else:
                mixed.append(operation)
        if mixed:
            sql = f"""SELECT operation, currency, kind, count(*), sum(high), sum(low)
                FROM ({rows} AND o.id IN (SELECT value FROM json_each(:mixed))) GROUP BY 1, 2, 3"""
            for row in self._reader.rows(sql, {**self._parameters, "mixed": json.dumps(mixed)}):
                self._add(*row)

    def _put_right(self) -> None:
        """Take out those that changed since as they are, and put them in as they were at the end of the span."""
        rows, parameters = self._reader.rows, self._parameters
        sql = f"SELECT 1 {_RANGES} CROSS JOIN operation_change c ON c.record = r.record AND c.record_id "
        if not rows(f"{sql} BETWEEN r.first_id AND r.last_id WHERE {_STANDING} LIMIT 1", parameters).fetchone():
            return
        owner, parts = owner_of_row(self._noun.name, "t"), ", ".join(_summed(self._noun, _column))
        sql = f"""{_TOUCHED} SELECT operation, currency, kind, -count(*), -sum(high), -sum(low) FROM (
            SELECT operation, {parts} FROM touched JOIN "{self._noun.name}" t ON t.id = touched.record_id
            WHERE 1 {self._whose(owner)}) GROUP BY 1, 2, 3"""
        for row in rows(sql, parameters):
            self._add(*row)
        owner, parts = owner_of_change("image"), ", ".join(_summed(self._noun, _in_image))
        sql = f"""{_TOUCHED} SELECT operation, currency, kind, count(*), sum(high), sum(low), sum(edited) FROM (
            SELECT operation, edited, {parts} FROM as_of WHERE image IS NOT NULL {self._whose(owner)})
            GROUP BY 1, 2, 3"""
        for *row, edited in rows(sql, parameters):
            self._add(*row)
            self._edited[row[0]] += edited
        if not self._owners:  # whose they were nobody knows any more
            sql = f"{_TOUCHED} SELECT operation, count(*) FROM as_of WHERE image IS NULL GROUP BY 1"
            self._gone.update(rows(sql, parameters))

    def _add(self, operation: int, currency: str | None, kind: str, count: int, high: int, low: int) -> None:
        _add(self._groups[operation], (currency or "", kind), count, high, low)

    def _whose(self, owner: str) -> str:
        return f"AND {owner} IN ({', '.join(map(str, self._owners))})" if self._owners else ""


def _one_by_one(
    reader: Reader, span: Span, noun: Noun, owners: Sequence[int], many: Collection[Many]
) -> Iterator[BulkChange]:
    """The records that only operations touched which touched very many: a change for each of the last of these, and
    for what it was: added, changed or removed.
    """
    parts = ", ".join(_summed(noun, _in_image))
    was, now = owner_of_change("before"), owner_of_change("after")
    ids = ", ".join(map(str, owners))
    whose = f"WHERE {was} IN ({ids}) OR {now} IN ({ids})" if owners else ""
    sql = f"""{net_sql((noun.name,), many)}
        SELECT operation_id, what, currency, kind, count(*), sum(high), sum(low), min(owner), max(owner) FROM (
            SELECT operation_id,
                iif(before IS NULL, '{ADDED}', iif(after IS NULL, '{REMOVED}', '{CHANGED}')) AS what,
                coalesce({now}, {was}) AS owner, {parts}
            FROM (SELECT *, coalesce(after, before) AS image FROM ({NET_ROWS.format(few=0)})
                WHERE before IS NOT NULL OR after IS NOT NULL) {whose})
        GROUP BY 1, 2, 3, 4"""
    groups: dict[tuple[int, str], Groups] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    found: dict[tuple[int, str], set[int | None]] = defaultdict(set)
    for operation, what, currency, kind, count, high, low, *ends in reader.rows(
        sql, net_parameters(span, (noun.name,), many)
    ):
        _add(groups[operation, what], (currency or "", kind), count, high, low)
        found[operation, what] |= {*ends}
    for (operation, what), sums in groups.items():
        owner = found[operation, what]
        yield BulkChange(
            noun.name,
            what,
            sum(group[0] for group in sums.values()),
            _sums(reader, noun, sums) if what == ADDED else (),
            operation,
            owner=(owner.pop() or None) if len(owner) == 1 else None,
        )


def _summed(noun: Noun, value: Value) -> tuple[str, str, str, str]:
    """The SQL of a record's currency, of its kind where some kinds take away, and of the halves of its amount.

    Summed is what is called its amount: a price, or a value by year, is not one of several.
    """
    amount = next((field for field in noun.fields if field.type is Type.MONEY and field.name == "amount"), None)
    kind = value(noun.field(noun.signs).column) if noun.signs else "''"
    if amount is None:
        return "'' AS currency", f"{kind} AS kind", "0 AS high", "0 AS low"
    own = any(is_record_currency(field) for field in noun.fields)
    lender = None if own else lender_of(noun)
    if lender:
        currency = f'(SELECT currency FROM "{lender.noun}" l WHERE l.id = {value(lender.column)})'
    else:
        currency = value("currency")
    minor = value(amount.column)
    return f"{currency} AS currency", f"{kind} AS kind", f"{minor} / {_HALF} AS high", f"{minor} % {_HALF} AS low"


def _column(column: str) -> str:
    return f't."{column}"'


def _in_image(column: str) -> str:
    return f"json_extract(image, '$.{column}')"


def _add(groups: Groups, key: Key, count: int, high: int | None, low: int | None) -> None:
    group = groups[key]
    group[0] += count
    group[1] += high or 0
    group[2] += low or 0


def _sums(reader: Reader, noun: Noun, groups: Groups) -> tuple[Sum, ...]:
    """The sums of the groups that have any record, the usual kind first."""
    usual = noun.field(noun.signs).default if noun.signs else ""
    found = [
        Sum(currency, from_minor(high * _HALF + low, reader.decimals.get(currency, 0)), kind if kind != usual else "")
        for (currency, kind), (count, high, low) in groups.items()
        if count and currency
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.currency)))


def _ends(span: Span) -> dict[str, Any]:
    return {"after": span.after, "until": span.until}
