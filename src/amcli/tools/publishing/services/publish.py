"""`amcli publish`: the portfolio as it is now becomes the manager's rows in the company's database, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from amcli import __version__
from amcli.base.errors import DatabaseError, Refused
from amcli.base.text import number_of, one_line
from amcli.records.published import SCHEMA, Published, published
from amcli.settings.environment import Env
from amcli.store.connect import must_be_there
from amcli.store.migrate import LATEST
from amcli.store.reader import Reader, reading
from amcli.tools.publishing.services.connection import UNDONE, company_server, connected
from amcli.tools.publishing.services.copy_text import CopyText
from amcli.tools.publishing.services.publisher import TableThere, must_be_fit
from amcli.tools.publishing.services.transfer import SETTINGS, Difference, send, settle
from amcli.tools.publishing.services.turn import take_turn

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

Tell = Callable[[int], None]  # is told the rows so far


class Former(NamedTuple):
    """What a manager published last."""

    at: datetime
    version: int
    hash: str
    uid: str


class Publication(NamedTuple):
    """What was published: by whom, what differed by table, and when the very same was published before, if it was."""

    manager: str
    differences: Mapping[str, Difference]
    same_as: datetime | None

    @property
    def total(self) -> Difference:
        return Difference(*map(sum, zip(*self.differences.values(), strict=True)))

    @property
    def records(self) -> int:
        total = self.total
        return total.new + total.changed + total.same


class _Pass:
    """One look at the file, and what of it goes to the server."""

    def __init__(self, reader: Reader, company: Company, tables: Mapping[str, TableThere], tell: Tell) -> None:
        self._reader = reader
        self._company = company
        self._tables = tables
        self.wanted = published(reader.connection)
        self._tell, self._told = tell, 0

    def text_of(self, table: Published) -> CopyText:
        return CopyText(self._reader.connection, table)

    def look(self, table: Published) -> CopyText:
        """Read a table for its hash and its count."""
        text = self.text_of(table)
        for block in text.blocks():
            self._heard(block.rows)
        return text

    def transfer(self, table: Published) -> tuple[CopyText, Difference]:
        """Send a table and write what differs."""
        text = self.text_of(table)

        def lines() -> Iterator[bytes]:
            for line, rows in text.lines():
                yield line
                self._heard(rows)

        if text.rows:
            send(self._company, table, lines())
        return text, settle(self._company, table, self._tables[table.name], text.rows)

    def _heard(self, rows: int) -> None:
        self._told += rows
        self._tell(self._told)


def publish(
    env: Env, typed: str = "", *, dry_run: bool = False, replace: bool = False, tell: Tell = lambda _: None
) -> Publication:
    """Publish the portfolio. A dry run does all of it and takes it back.

    typed: the DSN of `--to`. replace: write all anew, also where another portfolio was published before. BadValue,
    Refused and DatabaseError as the parts raise them; whatever is raised, the rows of before stand.
    """
    server = company_server(env, typed)
    if env.to_read() is None:
        must_be_there(env.path)  # an empty portfolio would take away all that was published
    with connected(server) as company:
        with reading(env) as reader:
            wanted = published(reader.connection)
        publisher, tables = must_be_fit(company, UNDONE, wanted)
        company.execute(SETTINGS.encode())
        take_turn(company, publisher.name, env.tell_waiting)
        before = former(company)
        with reading(env) as reader:  # from here on the file as it is now, when nobody else of the same name publishes
            uid = str(reader.rows("SELECT uid FROM portfolio").fetchone()[0])
            if before and before.uid != uid and not replace:
                raise _another(publisher.name, before, env)
            done = _transferred(_Pass(reader, company, tables, tell), None if replace else before)
            me = env.config.text("me")
        _note(company, *done[1:], uid, me)
        same = before and before.hash == done[1] and not any(sum(each[:-1]) for each in done[0].values())
        found = Publication(publisher.name, done[0], before.at if before and same else None)
        if dry_run:
            company.rollback()
        else:
            _commit(company, env, told_publication(found))
    return found


def former(company: Company) -> Former | None:
    """What the role of the connection published last."""
    row = company.execute(
        f"SELECT published_at, version, hash, uid FROM {SCHEMA}.publication WHERE manager = current_user::text".encode()
    ).fetchone()
    return Former(*row) if row else None


def told_publication(done: Publication) -> str:
    """What was done, in one sentence."""
    records, total = number_of(done.records, "record"), done.total
    manager = one_line(done.manager)
    if done.same_as:
        return f"published {records} as {manager}, the same as on {done.same_as.astimezone():%Y-%m-%d %H:%M}"
    return f"published {records} as {manager}: {total.new:,} new, {total.changed:,} changed, {total.gone:,} gone"


def _transferred(work: _Pass, before: Former | None) -> tuple[dict[str, Difference], str, dict[str, int]]:
    """What differed by table, the hash over all of it, and how many rows each has. A table whose hash is that of before
    stays as it is.
    """
    known = before.hash.split() if before and before.version == LATEST else []
    found: dict[str, tuple[CopyText, Difference]] = {}
    for table in work.wanted:
        text = work.look(table) if known else None
        if text and _entry(table, text) in known:
            found[table.name] = text, Difference(same=text.rows)
        else:
            found[table.name] = work.transfer(table)
    hash_ = " ".join(_entry(table, found[table.name][0]) for table in work.wanted)
    differences = {name: difference for name, (_, difference) in found.items()}
    return differences, hash_, {name: text.rows for name, (text, _) in found.items()}


def _entry(table: Published, text: CopyText) -> str:
    return f"{table.name}:{text.digest}"


def _note(company: Company, hash_: str, counts: Mapping[str, int], uid: str, me: str) -> None:
    """Write the row that says what was published; also where it is the same, which is then of now."""
    import json

    columns = ("published_at", "version", "amcli", "hash", "counts", "uid", "me")
    company.execute(
        f"INSERT INTO {SCHEMA}.publication (manager, {', '.join(columns)}) "
        "VALUES (current_user::text, clock_timestamp(), %s, %s, %s, %s, %s, %s) "
        f"ON CONFLICT (manager) DO UPDATE SET {', '.join(f'{each} = excluded.{each}' for each in columns)}".encode(),
        (LATEST, __version__, hash_, json.dumps(counts), uid, me or None),
    )


def _commit(company: Company, env: Env, done: str) -> None:
    """DatabaseError where the connection breaks meanwhile: then nobody here knows."""
    import psycopg

    try:
        company.commit()
    except psycopg.OperationalError as error:
        if error.sqlstate:
            raise
        raise DatabaseError(
            "the connection to the server broke while it was told to keep what was published: `amcli publish check` "
            "says whether it did, and to publish again does no harm"
        ) from None
    env.committed = done


def _another(manager: str, before: Former, env: Env) -> Refused:
    day = f"{before.at.astimezone():%Y-%m-%d}"
    return Refused(
        f"{one_line(manager)} published another portfolio on {day}, whose rows those of {env.path} would replace: "
        "nothing was published. If that is meant: `amcli publish --replace`"
    )
