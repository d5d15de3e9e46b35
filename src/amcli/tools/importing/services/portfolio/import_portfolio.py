"""`import all`: a whole portfolio, as `export all` wrote it, into an empty file. All of it or nothing, one operation.

Records keep their ids, and the portfolio its name, so that a second export is the same document to the byte. They are
read one by one and written in batches; where the file refuses a batch, its records are tried one after the other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from amcli.base.errors import BadValue, Refused
from amcli.base.field_type import ValueRejected
from amcli.base.results import Change
from amcli.base.text import clean, number_of, quote, with_article
from amcli.records.portfolio_document import (
    CURRENCIES,
    FORMAT,
    HEAD,
    LARGEST_ID,
    REMINDERS,
    SETTINGS,
    SETTINGS_SINCE,
    Part,
    by_code,
    parts,
)
from amcli.records.services.checks import settings_of_none
from amcli.settings.environment import Env
from amcli.settings.setting import read_row
from amcli.store.agreement import about_strangers
from amcli.store.session import UnitOfWork, operation
from amcli.store.settings import keep_settings, settings_of
from amcli.store.staging import indexed_afterwards, last_id
from amcli.tools.importing.services.portfolio.json_stream import JsonStream
from amcli.tools.importing.services.portfolio.records import Records, keyed
from amcli.tools.importing.services.portfolio.values import Values

BATCH = 5_000


def import_portfolio(
    env: Env, source: BinaryIO, *, source_name: str, dry_run: bool, progress: Callable[[int], None] | None = None
) -> Change:
    """Take in the document; how many records of each kind it had.

    source_name: what messages and the history call it. Refused where the portfolio has records, BadValue for anything
    wrong in the document, which is taken in as a whole or not at all. progress: hears, now and then, how many records
    were read.
    """
    stream = JsonStream(source, source_name)
    with operation(env, dry_run=dry_run, settle=False) as work:  # a document brings its own settings
        _must_be_empty(work)
        run = _PortfolioRun(work, stream, progress)
        run.read()
        work.summary = f"imported a portfolio of {number_of(run.count, 'record')} from {source_name}"
    counted = ", ".join(
        f"{count:,} {kind if count > 1 else parts()[kind].noun.name}" for kind, count in run.counts.items() if count
    )
    verb = "Would have imported" if dry_run else "Imported"
    removed = run.values.removed
    notes = (f"removed {number_of(removed, 'control character')} from texts",) if removed else ()
    return Change(f"{verb} {number_of(run.count, 'record')}{': ' if counted else ''}{counted}", notes=notes)


def _keys(written: int = FORMAT) -> tuple[str, ...]:
    """The keys of a document of that format, in the order in which `export all` writes them."""
    settings = ("settings",) if written >= SETTINGS_SINCE else ()
    return (HEAD, *settings, "currencies", *parts(written), "reminders")


def _must_be_empty(work: UnitOfWork) -> None:
    for part in parts().values():
        if work.scalar(f"SELECT 1 FROM {part.noun.name} LIMIT 1"):
            raise Refused(
                f"{work.env.path} has {part.noun.view} already: a whole portfolio goes into an empty file, such as "
                "--db NEW.db"
            )


class _PortfolioRun:
    """One document on its way into the file."""

    def __init__(self, work: UnitOfWork, stream: JsonStream, progress: Callable[[int], None] | None) -> None:
        self._work, self._stream, self._progress = work, stream, progress
        self._execute = work.connection.execute
        self.values = Values(work.connection)
        self.values.know_currencies()
        self.counts: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._written = FORMAT

    @property
    def count(self) -> int:
        """How many records were read so far."""
        return sum(self.counts.values())

    def read(self) -> None:
        """All of it, in the order in which it is written."""
        expected = iter(_keys())
        for key in self._stream.members():
            wanted = next(expected, "")
            if key != wanted:
                raise self._stream.wrong(_misplaced(key, wanted))
            if key == HEAD:
                self._head(self._stream.value())
                expected = iter(_keys(self._written)[1:])
            elif key == "settings":
                self._settings()
            elif key == "currencies":
                self._currencies()
            elif key == "reminders":
                self._reminders()
            else:
                self._part(parts()[key])
        if missing := next(expected, ""):
            raise self._stream.wrong(_misplaced("", missing))
        self._check_keeper()
        for table, number in self._last.items():
            if number > last_id(self._work.connection, table):  # given once, and removed: not to be given again
                self._execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
                self._execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))

    def _head(self, value: Any) -> None:
        """The format, the portfolio's name, and the numbers that were given last."""
        head = keyed(value)
        found, uid = head.get("format"), head.get("portfolio")
        if type(found) is int and found > FORMAT:
            raise self._stream.wrong(
                f"a newer amcli wrote this (format {found}, this one reads {FORMAT}): upgrade amcli"
            )
        last = keyed(head.get("last_ids"))
        numbers = all(type(number) is int and number >= 0 for number in last.values())
        named = isinstance(uid, str) and uid and not clean(uid)[1]
        if (
            type(found) is not int
            or found < 1
            or len(head) != 3
            or set(last) != set(parts(found))
            or not numbers
            or not named
        ):
            raise self._stream.wrong(f"{quote(HEAD)} is not as `amcli export all` writes it")
        if over := [kind for kind, number in last.items() if number > LARGEST_ID]:
            raise self._stream.wrong(f"last_ids: {over[0]} is too large for an id, which goes up to {LARGEST_ID}")
        self._written = found
        self._last = {parts()[kind].noun.name: number for kind, number in last.items()}
        self._execute("UPDATE portfolio SET uid = ?", (uid,))

    def _settings(self) -> None:
        """The settings, in place of those that the file has: it is to say what the document's portfolio says."""
        found: dict[str, str] = {}
        for record in self._stream.items():
            pair = keyed(record)
            key, value = (pair.get(name, "") for name in SETTINGS)
            texts = all(isinstance(each, str) and each and not clean(each)[1] for each in (key, value))
            if len(pair) != 2 or not texts or key in found:
                raise self._stream.wrong(f"settings: each has {' and '.join(SETTINGS)}, both texts, and is there once")
            try:
                found[key] = str(read_row(key, value))
            except BadValue as error:
                raise self._stream.wrong(f"settings: {error.message}") from error
        keep_settings(self._work, {**dict.fromkeys(settings_of(self._work.connection), ""), **found})

    def _check_keeper(self) -> None:
        """The record that a setting names is one of the document's."""
        for one, code in settings_of_none(self._work):
            raise self._stream.wrong(f"settings: {one.key} is {quote(code)}, which no {one.noun} is called")

    def _currencies(self) -> None:
        """What the amounts are counted in, with the decimals that they had."""
        for record in self._stream.items():
            found = keyed(record)
            code, name, decimals = (found.get(key, "") for key in CURRENCIES)
            coded = isinstance(code, str) and len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()
            counted = type(decimals) is int and 0 <= decimals <= 4
            if len(found) != 3 or not coded or not isinstance(name, str) or not counted:
                raise self._stream.wrong(f"currencies: {quote(str(code))} is no currency with a name and its decimals")
            self._execute(
                """INSERT INTO currency (code, name, decimals, unit) VALUES (?, ?, ?, ?) ON CONFLICT (code)
                DO UPDATE SET name = excluded.name, decimals = excluded.decimals, unit = excluded.unit""",
                (code, clean(name)[0], decimals, 10**decimals),
            )
        self.values.know_currencies()

    def _reminders(self) -> None:
        """What was said once is not said again."""
        for record in self._stream.items():
            found = keyed(record)
            said, at = (found.get(key) for key in REMINDERS)
            if len(found) != 2 or not all(isinstance(each, str) and each and not clean(each)[1] for each in (said, at)):
                raise self._stream.wrong(f"reminders: a record has other than {' and '.join(REMINDERS)}")
            sql = "INSERT OR IGNORE INTO reminder (said, claimed_at, said_at) VALUES (?, ?, ?)"
            self._execute(sql, (said, at, at))

    def _part(self, part: Part) -> None:
        """All records of one kind. Sorting their indexes once, afterwards, beats a million insertions into each."""
        table, connection = part.noun.name, self._work.connection
        self._execute("CREATE TEMP TABLE upward (id INTEGER PRIMARY KEY, above)")
        beside = [name for name, *_ in part.links.values()] + [f"{table}_alias"] * part.noun.aliased
        links = {name: last_id(connection, name) for name in beside}
        try:
            with indexed_afterwards(connection, table, wanted=True):
                self._take_in(part)
                if part.self_reference:
                    self._resolve_parents(part)
            self._check_about(part)
        except sqlite3.IntegrityError as error:
            raise self._bad(part, self._twice(part, error), _rule(error, part)) from error
        for name, before in links.items():
            if (last := last_id(connection, name)) > before:
                self._work.ranges.append((name, before + 1, last))
        self._execute("DROP TABLE upward")
        for format_, statement in sorted(part.noun.upgrades.items()):
            if self._written < format_:
                self._execute(statement)

    def _take_in(self, part: Part) -> None:
        records = Records(part, self.values, self._written)
        lowest, highest, before = 2**63, 0, self.count
        for batch in _batches(self._read(part.noun.view, records)):
            self._write(part, records.insert, batch)
            for key, (table, own, theirs) in part.links.items():
                self._write(part, f"INSERT INTO {table} ({own}, {theirs}) VALUES (?, ?)", records.links[key])
            if part.noun.aliased:
                name = part.noun.name
                sql = f"INSERT INTO {name}_alias ({name}_id, kind, text) VALUES (?, ?, ?)"
                self._write(part, sql, records.aliases)
            self._work.connection.executemany("INSERT INTO upward VALUES (?, ?)", records.parents)
            records.clear_pending()
            ids = [row[0] for row in batch]
            lowest, highest = min(lowest, *ids), max(highest, *ids)
            self.counts[part.noun.view] = self.counts.get(part.noun.view, 0) + len(batch)
            if self._progress:
                self._progress(self.count)
        if self.count > before:
            self._work.ranges.append((part.noun.name, lowest, highest))

    def _read(self, kind: str, records: Records) -> Iterator[tuple[Any, ...]]:
        for place, record in enumerate(self._stream.items(), 1):
            try:
                yield records.read(record)
            except ValueRejected as error:
                name = keyed(record).get("id")
                which = f"{name} (record {place:,})" if isinstance(name, str) else f"record {place:,}"
                raise self._stream.wrong(f"{kind}: {which}: {error}") from error

    def _write(self, part: Part, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """A batch as a whole; where that fails, one by one until the one that is wrong."""
        connection = self._work.connection
        connection.execute("SAVEPOINT batch")
        try:
            connection.executemany(sql, rows)
        except sqlite3.IntegrityError:
            connection.execute("ROLLBACK TO batch")
            for row in rows:
                try:
                    connection.execute(sql, row)
                except sqlite3.IntegrityError as error:
                    raise self._bad(part, row[0], _rule(error, part)) from error
        connection.execute("RELEASE batch")

    def _bad(self, part: Part, record_id: int, why: str) -> BadValue:
        return BadValue(f"{self._stream.name}: {part.noun.view}: {part.noun.letter}{record_id}: {why}")

    def _twice(self, part: Part, error: sqlite3.IntegrityError) -> int:
        """The later of two records with the same key, where an index over all of them found that there are two."""
        named = str(error).partition(": ")[2]
        columns = [name.partition(".")[2] for name in named.split(", ")] if "." in named else []
        test = " AND ".join(f'"{name}" IS NOT NULL' for name in columns) or "1"
        keys = ", ".join(f'"{name}"' for name in columns or part.noun.keys[-1])
        sql = f"SELECT max(id) FROM {part.noun.name} WHERE {test} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
        return int(self._work.scalar(sql))

    def _resolve_parents(self, part: Part) -> None:
        """Parents and the like, all of which are there by now: none may be missing, and none be below itself."""
        table, key, value = part.noun.name, part.self_reference, self._work.scalar
        field = part.fields[key]
        source = "code" if by_code(field) else "id"
        self._execute(f"UPDATE upward SET above = (SELECT t.id FROM {table} t WHERE t.{source} = upward.above)")
        if record_id := value("SELECT id FROM upward WHERE above IS NULL LIMIT 1"):
            raise self._bad(part, record_id, f"{key} is not in the document")
        self._execute("CREATE INDEX temp.upward_above ON upward (above)")
        circle = f"""WITH RECURSIVE down(id) AS (
                SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM upward)
                UNION ALL SELECT u.id FROM down JOIN upward u ON u.above = down.id
            ) SELECT id FROM upward WHERE id NOT IN (SELECT id FROM down) LIMIT 1"""
        if record_id := value(circle):
            raise self._bad(part, record_id, f"{key} leads back to itself")
        self._execute(
            f"""UPDATE {table} SET {field.column} = (SELECT above FROM upward u WHERE u.id = {table}.id)
            WHERE id IN (SELECT id FROM upward)"""
        )
        owner = part.noun.owner
        if owner is None or not field.same_owner:
            return
        stranger = f"""SELECT t.id FROM {table} t JOIN {table} parent ON parent.id = t.{field.column}
            WHERE parent.{owner.column} <> t.{owner.column} LIMIT 1"""
        if record_id := value(stranger):
            raise self._bad(part, record_id, f"{key} is {with_article(table)} of another {owner.noun}")

    def _check_about(self, part: Part) -> None:
        """What a record is about belongs to its own account."""
        for one in about_strangers(self._work.connection, part.noun, 1):
            raise self._bad(part, one.record, f"the {one.subject} that it is about is of another {one.owner.noun}")


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _misplaced(key: str, wanted: str) -> str:
    """What is wrong with a key where another was expected; no key is the end, and so is nothing wanted."""
    if wanted == HEAD:
        return f"this is no portfolio: it does not begin with {quote(HEAD)}, as what `amcli export all` writes does"
    if key and key not in _keys():
        return f"{quote(key)} is no part of a portfolio: there are {', '.join(_keys())}"
    return f"{quote(wanted) if wanted else 'the end'} is expected here, not {quote(key) if key else 'the end'}"


def _rule(error: sqlite3.IntegrityError, part: Part) -> str:
    """What the file has against a record."""
    what, _, rule = str(error).partition(": ")
    if what.startswith("UNIQUE"):
        keys = "start, end, account and product" if "target_key" in rule else rule.replace(rule.split(".")[0] + ".", "")
        return f"its {keys} is there twice"
    if what.startswith("FOREIGN KEY"):
        named = [f"{key} names no {part.fields[key].noun}" for key in part.links]
        return f"{' or '.join(named) or 'it names a record that is none'} of the document"
    if rule == "start":  # all that SQLite says of `"start" < "end"`
        return "its start is not before its end"
    return f"it breaks the rule {rule or what}"
