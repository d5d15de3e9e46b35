"""Files of entries (a calendar's events, an address book's cards, mails): all of them or none, in one operation.

What an import of rows does in bulk is done here one by one, because an entry may change what is there already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Generic, NamedTuple, TypeVar

from amcli.base.errors import AmcliError, BadValue, Exit
from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.tools.importing.services.load.rejects import SHOWN_REJECTS, RejectedRow, RowsRejected, drafted

LARGEST_TEXT = 64 * 2**20  # bytes; an export of 100,000 events is about that
# A line that was folded within a character of UTF-8, as programs do that count bytes: the character, then the fold.
_FOLDED = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
NEW, UPDATED, KNOWN = "new", "updated", "known"  # what became of an entry; any other word is a reason to leave it out
OLDER = "older"  # such a reason: what is here is newer
COMPUTED = "computed"  # such a reason: an entry of our own that is no record


EntryText = TypeVar("EntryText")


class EntryError(Exception):
    """An entry that cannot be taken: the property, its text (None: it has none), and why. Never leaves the import."""

    def __init__(self, column: str, value: str | None, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


class Entry(NamedTuple, Generic[EntryText]):
    """An entry as it stands in the file (its text, or where that is), and what takes it into the portfolio and says
    what became of it. place: what it is called where that is not the number of its line.
    """

    line: int
    text: EntryText
    take: Callable[[], str]
    place: str = ""


def take_all(
    env: Env,
    noun: Noun,
    name: str,
    entries: Callable[[UnitOfWork], Iterable[Entry[EntryText]]],
    frame: Callable[[Sequence[EntryText]], str | Iterable[bytes]],
    left_out: Mapping[str, str],
    *,
    dry_run: bool,
    rejects: Path | None,
) -> Change:
    """Take in the entries of a file as records of a noun.

    entries: makes them of the file, before the portfolio is locked; those of an iterator one by one, as they are
    taken. frame: makes a file of the texts of bad entries, to be corrected and imported again. left_out: what to say,
    with {} for how many, of entries whose take returns that word.
    dry_run, rejects: as in ImportRequest. RowsRejected where entries are bad and there is no file for them.
    """
    became: Counter[str] = Counter()
    bad: list[tuple[RejectedRow, EntryText]] = []
    with drafted(rejects, dry_run=dry_run) as file:
        with prepared_operation(env, entries, dry_run=dry_run) as (work, found):
            for entry in found:
                try:
                    with _attempt(work):
                        became[entry.take()] += 1
                except EntryError as error:
                    row = RejectedRow(entry.line, error.column, error.value, error.reason, entry.place)
                    bad.append((row, entry.text))
                except AmcliError as error:
                    near = f"; nearest: {', '.join(error.candidates)}" if error.candidates else ""
                    bad.append((RejectedRow(entry.line, "", "", f"{error.message}{near}", entry.place), entry.text))
            if bad and file is None:
                raise RowsRejected([row for row, _ in bad[:SHOWN_REJECTS]], len(bad), called=("entry", "entries"))
            notes = list(dict.fromkeys(work.notes))
            notes += [text.format(f"{became[word]:,}") for word, text in left_out.items() if became[word]]
            work.summary = _summary(noun, became, name)
            if (work.changes or work.ranges) and not dry_run:
                backups.make_automatic_backup(env.path, "import", work.connection)
            if file:
                notes += _bad([row for row, _ in bad], rejects, dry_run)
                framed = frame([text for _, text in bad])
                file.write_text(framed) if isinstance(framed, str) else file.write_bytes(framed)
        if file and not dry_run:
            notes += file.publish(len(bad))
    verb = "Would have imported" if dry_run else "Imported"
    said = f"{became[UPDATED]:,} updated, {became[KNOWN]:,} already there, {len(bad):,} rejected"
    exit_code = Exit.IN_PART if bad else Exit.DONE
    return Change(f"{verb} {_count(noun, became[NEW])} ({said})", notes=tuple(notes), exit_code=exit_code)


@contextmanager
def _attempt(work: UnitOfWork) -> Iterator[None]:
    """All that an entry does, or nothing of it."""
    changes, notes = len(work.changes), len(work.notes)
    work.connection.execute("SAVEPOINT entry")
    try:
        yield
    except Exception:
        work.connection.execute("ROLLBACK TO entry")
        del work.changes[changes:], work.notes[notes:]
        raise
    finally:
        work.connection.execute("RELEASE entry")


def _summary(noun: Noun, became: Counter[str], name: str) -> str:
    new, updated = became[NEW], became[UPDATED]
    words = [f"imported {_count(noun, new)}"] if new or not updated else []
    words += [f"updated {_count(noun, updated)}"] if updated else []
    return f"{' and '.join(words)} from {name}"


def _bad(rows: Sequence[RejectedRow], rejects: Path | None, dry_run: bool) -> list[str]:
    if not rows:
        return []
    more = [f"and {len(rows) - SHOWN_REJECTS:,} more bad entries"] if len(rows) > SHOWN_REJECTS else []
    entries = "1 bad entry" if len(rows) == 1 else f"{len(rows):,} bad entries"
    where = f"{entries} would go to {rejects}" if dry_run else f"{entries} in {rejects}"
    return [*map(str, rows[:SHOWN_REJECTS]), *more, where]


def _count(noun: Noun, count: int) -> str:
    return f"{count:,} {noun.name if count == 1 else noun.view}"


def decoded_text(
    source: BinaryIO, name: str, encoding: str = "", part_of: Callable[[bytes, str], bytes] | None = None
) -> tuple[str, list[str]]:
    """The whole of a text file in any encoding, with LF alone, and what is to be said of the encoding.

    encoding: what the user says that it is. part_of: takes what is to be read out of the file, which may be packed into
    another one. BadValue where it is in doubt, where bytes are not of it, and where the
    file is too large.
    """
    from io import BytesIO

    from amcli.tools.importing.services.files.encoding import decoded

    whole = data_of(source, name)
    data = _FOLDED.sub(rb"\1\3\2", part_of(whole, name) if part_of else whole)
    broken = 0 if encoding else _broken_lines(data)
    if broken:
        lines = "1 line has" if broken == 1 else f"{broken:,} lines have"
        notes = [f"{name} is in UTF-8, of which {lines} bytes that are no letters: they are read as \ufffd"]
        text = data.decode("utf-8-sig", "replace")
    else:
        found = decoded(BytesIO(data), name, encoding)
        found.source.seek(0)
        text, notes = found.source.read().decode("utf-8-sig"), found.notes
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n"), notes


def _broken_lines(data: bytes) -> int:
    """How many lines are not UTF-8 of a file that is; 0 where all are, and for a file in another encoding."""
    odd = [line for line in data.splitlines() if not line.isascii()]
    broken = sum("\ufffd" in line.decode("utf-8", "replace") for line in odd)
    return broken if 2 * broken < len(odd) else 0


def data_of(source: BinaryIO, name: str) -> bytes:
    """The whole of a file. BadValue where it cannot be read, or is larger than LARGEST_TEXT."""
    try:
        data = source.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise BadValue(f"cannot read {name}: {error.strerror or error}") from error
    if len(data) > LARGEST_TEXT:
        raise BadValue(f"{name} is larger than {LARGEST_TEXT // 2**20} MB: cut it into parts")
    return data
