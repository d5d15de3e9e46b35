"""Rows that cannot be taken: what is said of them, and the file that they can be corrected in."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from amcli.base.errors import BadValue, Exit
from amcli.base.text import escape_cell, one_line, quote
from amcli.store.atomic_file import Draft, drafting
from amcli.store.places import is_stream
from amcli.tools.importing.services.columns.header import REJECT_COLUMNS, reject_columns, rejected

SHOWN_REJECTS = 100  # rows that are said; the others are counted


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A bad row: the line it begins on, the column and the value (empty where the row as a whole is bad), and why.

    The value is None where it is not the text of the cell that counts, but the record that the cell names. place: what
    is said in the place of its line, such as `mail 3`.
    """

    line: int
    column: str
    value: str | None
    reason: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place or f'line {self.line}'}{self._cell(', ')}{self.reason}"

    @property
    def why(self) -> str:
        """The same without the line."""
        return f"{self._cell('')}{self.reason}"

    def _cell(self, before: str) -> str:
        if not self.column:
            return ": " if before else ""
        return f"{before}{one_line(self.column)}{'' if self.value is None else f' {quote(self.value)}'}: "


class RowsRejected(BadValue):
    """Nothing went in because of bad rows. `rows` are the first hundred of `total`."""

    def __init__(
        self,
        rows: Sequence[RejectedRow],
        total: int,
        gathered: Sequence[str] = (),
        many: int = 0,
        helps: Sequence[str] = (),
        *,
        called: tuple[str, str] = ("row", "rows"),
    ) -> None:
        """gathered: what is said of `many` of them at once; `rows` are of the others. helps: what makes them good.
        called: what one is, and several are, in the file.
        """
        one, several = called
        bad = f"1 {one} is bad" if total == 1 else f"{total:,} {several} are bad"
        others = total - many - len(rows)
        said = [*gathered, *map(str, rows), *([f"and {others:,} more"] if others else [])]
        first = f"{len(said)} things are wrong with them" if gathered and len(said) > 1 else said[0]
        super().__init__(
            f"{bad}, so nothing was imported (--rejects FILE would take the others): {first}",
            details=[*said, *helps] if len(said) > 1 or helps else (),
        )
        self.rows = tuple(rows)
        self.total = total


class RejectsUnwritten(BadValue):
    """The good rows are in, and the bad ones are not where they were wanted."""

    exit = Exit.IN_PART


class RejectsFile:
    """The draft of a rejects file: the original columns, then `line` and `reason`, ready to be imported again."""

    def __init__(self, path: Path, draft: Draft | None, stream: TextIO) -> None:
        self.path, self._draft, self._stream = path, draft, stream

    def write(self, header: Sequence[str], delimiter: str, rows: Iterable[tuple[RejectedRow, Sequence[str]]]) -> None:
        """Write everything, down to the disk. Cells stay as they were in the file that they came from. BadValue."""
        width = len(header)
        old = reject_columns(header)
        kept = _without(header, old)
        added = [name if name not in kept else rejected(name) for name in REJECT_COLUMNS]
        try:
            writer = csv.writer(self._stream, delimiter=delimiter, lineterminator="\n")
            writer.writerow([*kept, *added])
            for row, cells in rows:
                padded = [*cells, *[""] * (width - len(cells))]
                beyond = padded[width:]  # kept to the right, so that nothing is lost and every column stays in place
                writer.writerow([*_without(padded[:width], old), row.line, escape_cell(row.why), *beyond])
            self._to_disk()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def write_text(self, text: str) -> None:
        """Write a text of any format, down to the disk. BadValue where that cannot be done."""
        try:
            self._stream.write(text)
            self._to_disk()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def write_bytes(self, parts: Iterable[bytes]) -> None:
        """Write what is no text of ours as it is, down to the disk. BadValue where that cannot be done."""
        try:
            self._stream.flush()
            for part in parts:
                self._stream.buffer.write(part)
            self._to_disk()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _to_disk(self) -> None:
        self._stream.flush()
        if self._draft:
            os.fsync(self._stream.fileno())

    def publish(self, count: int) -> list[str]:
        """Put the draft with so many bad rows in its place, or into the device or pipe: the good rows are in by now.

        RejectsUnwritten where that cannot be done: it says where the bad rows are instead. Where there are none nothing
        is lost, and a note says it.
        """
        if self._draft is None:
            return []
        try:
            self._draft.publish()
        except BrokenPipeError:
            return []  # whoever read the pipe has enough
        except OSError as error:
            why = f"{self.path} cannot be written ({error.strerror or error})"
            if not count:
                return [f"no row is bad, so nothing is lost, but {why}"]
            self._draft.kept = True
            raise RejectsUnwritten(
                f"the good rows went in, but {why}: the rejected ones are in {self._draft.path}"
            ) from error
        return []


@contextmanager
def drafted(path: Path | None, *, dry_run: bool) -> Iterator[RejectsFile | None]:
    """A draft of the file, gone at the end unless it was published. BadValue where it cannot be written.

    A pipe gets its rows when the good ones are in, so that a slow reader keeps nobody from the portfolio. A dry run
    does not touch it: whoever reads it would take that for the end.
    """
    if path is None:
        yield None
        return
    if dry_run and is_stream(path):
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            yield RejectsFile(path, None, nowhere)
        return
    with ExitStack() as stack:
        try:
            draft = stack.enter_context(drafting(path))
            stream = stack.enter_context(draft.stream())
        except OSError as error:
            raise _unwritable(path, error) from error
        yield RejectsFile(path, draft, stream)


def is_rejects(header: Sequence[str]) -> bool:
    """Whether a file with these columns is itself one of rejected rows."""
    return bool(reject_columns(header))


def _unwritable(path: Path, error: OSError) -> BadValue:
    return BadValue(f"cannot write {path}: {error.strerror or error}")


def _without(cells: Sequence[str], numbers: Set[int]) -> list[str]:
    return [cell for n, cell in enumerate(cells) if n not in numbers]
