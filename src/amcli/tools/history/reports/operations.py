"""The list of operations: which of them, when each was, and from what to what it changed the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.registry import HOMES, noun_called
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import nearest, quote
from amcli.base.time.dates import parse_date
from amcli.records.reports.journal_span import moment_of
from amcli.records.reports.listing import view_rows
from amcli.records.reports.merged_owners import with_merged
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.tools.history.reports.of_record import OfRecord, of_record, record_meant
from amcli.tools.history.reports.spelled_changes import SpelledChanges

OPERATIONS = (
    Column("id"),
    Column("at", moment=True),
    Column("summary"),
    Column("state", rank=1),
    Column("records", Kind.INT, rank=3),
    Column("command", rank=2),
)
STANDS = "done"
# For people, who ask for the command behind a change with its id.
_COLUMNS = (
    *OPERATIONS[:2],
    Column("what", table_only=True),
    *(column._replace(undrawn=True) for column in OPERATIONS[2:]),
    Column("change", undrawn=True),
)


class Wanted(NamedTuple):
    """Which operations: of whose records (`owners`, ids), of which nouns, from when and until before when (UTC); or
    those of one record.
    """

    owners: tuple[int, ...] = ()
    nouns: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    record: OfRecord | None = None


ALL = Wanted()


def wanted(
    reader: Reader, *, which: str = "", account: str = "", kinds: Sequence[str] = (), since: str = "", until: str = ""
) -> Wanted:
    """Read what narrows the list. which: a record by its code or id, or an account. account: also what was once of one
    that was merged into it. since, until: days in the configured zone, both in. Raises BadValue, NotFound, Ambiguous.
    """
    nouns = nouns_named(kinds)
    owners: tuple[int, ...] = ()
    meant = record_meant(reader, which) if which else None
    record = of_record(reader, *meant, nouns) if meant else None
    account = "" if meant else account or which
    if account:
        owners = with_merged(reader, account)
    first, last = (parse_date(text, reader.env.today) if text else None for text in (since, until))
    if first and last and first > last:
        raise BadValue(f"--since {first} is after --until {last}: nothing lies between them")
    following = last + timedelta(days=1) if last and last < date.max else None
    start, end = (moment_of(reader.env, day) if day else "" for day in (first, following))
    return Wanted(owners, () if record else nouns, start, end, record)


def operations(reader: Reader, which: Wanted = ALL, *, sort: str = "", limit: int | None = None) -> Listing:
    """The operations, the newest first, with their state: done, undone, or dropped (undone and overtaken).

    What each changed is told of the records that were asked for. BadValue for a `sort` by what is no column.
    """
    order = _order(sort)
    where, values = _condition(which)
    total = reader.rows(f"SELECT count(*) FROM operation o WHERE {where}", values).fetchone()[0]
    most = f" ORDER BY o.id DESC LIMIT {int(limit)}" if limit is not None and not sort else ""
    picked = f"record_id IN (SELECT o.id FROM operation o WHERE {where}{most})" if where != "1" or most else "1"
    found = view_rows(reader, "operation", "operations", OPERATIONS, picked, values, order)
    rows = found.rows if limit is None else _first(found.rows, limit)
    return found._replace(
        columns=_COLUMNS,
        rows=_with_changes(reader, which, rows),
        empty="no such change" if which != ALL else found.empty,
        more=0 if limit is None else max(0, total - limit),
    )


def _with_changes(reader: Reader, which: Wanted, rows: Any) -> Iterator[Sequence[Any]]:
    only = which.record.changes if which.record else ""
    changes = SpelledChanges(reader, which.owners, which.nouns, only=only, parts=bool(only))
    for number, at, summary, state, records, command in rows:
        said = changes.of(int(number[1:]))
        mark = "" if state == STANDS else "undone: "
        yield number, at, f"{mark}{said.beside(summary)}", summary, state, records, command, str(said) or None


def _first(rows: Any, limit: int) -> Iterator[Any]:
    from itertools import islice

    return islice(iter(rows), limit)


def _condition(which: Wanted) -> tuple[str, tuple[Any, ...]]:
    """The operations `o` as SQL, each part of it answered by an index."""
    terms: list[str] = []
    values: list[Any] = []
    touched: list[str] = []
    for column, accepted in (("account_id", which.owners), ("record", which.nouns)):
        if accepted:
            touched.append(f"{column} IN ({', '.join('?' * len(accepted))})")
            values += accepted
    if touched:
        terms.append(f"o.id IN (SELECT operation_id FROM operation_subject WHERE {' AND '.join(touched)})")
    if which.record:
        terms.append(f"o.id IN ({which.record.operations})")
    for sign, moment in ((">=", which.start), ("<", which.end)):
        if moment:
            terms.append(f"o.at {sign} ?")
            values.append(moment)
    return " AND ".join(terms) or "1", tuple(values)


def _order(sort: str) -> str:
    keys = [column.key for column in OPERATIONS]
    parts = []
    for word in (part.strip() for part in sort.split(",") if part.strip()):
        key = word.removeprefix("-")
        if key not in keys:
            raise BadValue(f"cannot sort by {quote(key)}: use {', '.join(keys)}", nearest(key, keys, 1))
        parts.append(f'"{"record_id" if key == "id" else key}" {"DESC" if word.startswith("-") else "ASC"}')
    return ", ".join([*parts, "record_id DESC"])


def nouns_named(kinds: Sequence[str]) -> tuple[str, ...]:
    """The nouns of names or plurals, each once, and `setting` for the settings. BadValue."""
    return tuple(dict.fromkeys(_noun_named(kind) for kind in kinds))


def _noun_named(word: str) -> str:
    """A noun by its name or its plural, or the settings. BadValue."""
    noun = noun_called(word)
    if noun:
        return noun.name
    if word.strip().lower() in (SETTING, f"{SETTING}s"):
        return SETTING
    accepted = [*HOMES, SETTING]
    raise BadValue(f"nothing is called {quote(word)}: use {', '.join(accepted)}", nearest(word, accepted, 1))
