"""Exports: all records of one kind, the oldest first, or the whole portfolio as one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import Noun, Type
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Document, Kind, Listing, RowFormat
from amcli.base.time.dates import Look, parse_date
from amcli.base.time.period import parse_period
from amcli.records.portfolio_document import CURRENCIES, FORMAT, HEAD, REMINDERS, SETTINGS, Part, parts
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader
from amcli.tools.search.reports.sql import execute, explained

ACCOUNT = "account"


class CountedExport(NamedTuple):
    """An export, and what says how many rows it will have."""

    result: Listing | Document
    total: Callable[[], int]


def columns_of(noun: Noun) -> tuple[Column, ...]:
    """The columns of an export: those of the list, and what else is needed to take the records back."""
    return noun.columns + noun.exported


def document_columns(part: Part) -> list[Column]:
    """The columns of a kind in the whole portfolio, where alone what is private stands: no list has a column of it."""
    known = {column.key: column for column in columns_of(part.noun)}
    return [known.get(key) or Column(key, field.kind) for key, field in part.fields.items()]


def day_of(noun: Noun) -> str:
    """The column of the day that a record is of, or on which it was made; nothing where it has none."""
    return noun.day or noun.made


def is_of_account(noun: Noun) -> bool:
    """Whether a record belongs to an account, by a field of its own or by what it is listed within."""
    own = any(field.noun == ACCOUNT and noun.name != ACCOUNT for field in noun.fields)
    return own or noun.within == ACCOUNT


def records(
    reader: Reader, kind: str, *, since: str = "", period: str = "", account: str = "", where: str = ""
) -> CountedExport:
    """Every record of a kind, also the done and the archived, that the options leave in; the lowest id first.

    kind: a noun's plural. where: SQL over the columns of its view. Raises BadValue for an option that means nothing for
    the kind and for SQL that is wrong, Refused for SQL that does not only read.
    """
    noun = parts()[kind].noun
    terms = _terms(reader, noun, since, period, account)
    if where:
        terms.append((_condition(reader, noun, where), ()))
    test = " AND ".join(term for term, _ in terms) or "1"
    given = tuple(value for _, values in terms for value in values)
    found = rows_of(reader, noun.name, test, given, "record_id", columns=columns_of(noun), as_said=True)

    def total() -> int:
        table = noun.view if terms else noun.name
        return int(reader.rows(f'SELECT count(*) FROM "{table}" AS v WHERE {test}', given).fetchone()[0])

    return CountedExport(_explained(found) if where else found, total)


def portfolio(reader: Reader) -> CountedExport:
    """All records, as the document that `import all` takes back: see records/portfolio_document.py."""
    last = dict(reader.rows("SELECT name, seq FROM sqlite_sequence"))
    head = {
        "format": FORMAT,
        "portfolio": reader.rows("SELECT uid FROM portfolio").fetchone()[0],
        "last_ids": {kind: last.get(part.noun.name, 0) for kind, part in parts().items()},
    }
    sections = [
        _plain(reader, "settings", SETTINGS, "SELECT key, value FROM setting WHERE value <> ''"),
        _plain(reader, "currencies", CURRENCIES, _used_currencies()),
        *(_section(reader, part) for part in parts().values()),
        _plain(reader, "reminders", REMINDERS, "SELECT said, said_at FROM reminder WHERE said_at IS NOT NULL"),
    ]
    tables = [part.noun.name for part in parts().values()]

    def total() -> int:
        return sum(int(reader.rows(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables)

    return CountedExport(Document(HEAD, head, tuple(sections)), total)


def _used_currencies() -> str:
    """The currencies that amounts, prices and rates are in: what their fields hold."""
    fields = [(noun, field) for noun in NOUNS.values() for field in noun.fields if field.type is Type.CURRENCY]
    used = " UNION ".join(f"SELECT {field.column} FROM {noun.name}" for noun, field in fields)
    return f"SELECT code, name, decimals FROM currency WHERE code IN ({used})"


def _section(reader: Reader, part: Part) -> Listing:
    """A kind of record."""
    found = rows_of(reader, part.noun.name, "1", (), "record_id", columns=document_columns(part), as_said=True)
    return found._replace(noun=part.noun.view)


def _plain(reader: Reader, noun: str, keys: Sequence[str], sql: str) -> Listing:
    """A part of the document that is no noun's. It is asked for when it is written."""
    columns = tuple(Column(key, Kind.INT if key == "decimals" else Kind.TEXT) for key in keys)
    rows = (row for query in (f"{sql} ORDER BY {keys[0]}",) for row in reader.rows(query))
    return Listing(noun, columns, rows, keys[0])


def _terms(reader: Reader, noun: Noun, since: str, period: str, account: str) -> list[tuple[str, Sequence[Any]]]:
    """The options as SQL over the view, and its parameters."""
    env = reader.env
    day = day_of(noun)
    for option, value in (("--since", since), ("--period", period)):
        if value and not day:
            raise BadValue(f"{option} means nothing for {noun.view}: they have no day")
    terms: list[tuple[str, Sequence[Any]]] = []
    if since:
        terms.append((f'"{day}" >= ?', (parse_date(since, env.today, Look.BACK).isoformat(),)))
    if period:
        wanted = parse_period(period, env.today, env.config.fiscal)
        last = "end" if any(field.name == "period" for field in noun.fields) else ""
        test = f'"{day}" < ? AND ' + (f'"{last}" > ?' if last else f'"{day}" >= ?')
        terms.append((test, (wanted.end.isoformat(), wanted.start.isoformat())))
    if account:
        if not is_of_account(noun):
            raise BadValue(f"--account means nothing for {noun.view}: they are of no account")
        terms.append(("account_id = ?", (reader.find_owner("account", account).record_id,)))
    return terms


def _condition(reader: Reader, noun: Noun, where: str) -> str:
    """The user's condition between parentheses that it cannot leave, on a connection that from here on only reads.

    What closes a parenthesis that it did not open is wrong where there is none around it; what holds more than a
    condition (an ORDER BY, say) is wrong between two. So it has to stand both ways.
    """
    _ = reader.env.config  # periods are spelled by the settings, which are below the views that a condition may read
    for condition in (where, f"(\n{where}\n)"):
        execute(reader, f'EXPLAIN SELECT 1 FROM "{noun.view}" AS v WHERE {condition}')
    return f"(\n{where}\n)"


def _explained(listing: Listing) -> Listing:
    """The listing, with what its SQL does wrong half way said in one line."""
    lines = listing.lines
    assert lines is not None

    def safe(keys: Sequence[str], style: RowFormat) -> Iterator[list[str]] | None:
        blocks = lines(keys, style)
        return None if blocks is None else explained(blocks)

    return listing._replace(rows=explained(listing.rows), lines=safe)
