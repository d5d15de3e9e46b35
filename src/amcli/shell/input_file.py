"""The file that a command reads: its own bytes where it has them, else (a pipe, standard input) a copy of all of it.

A copy, because an import reads the file twice, and because nobody else should wait for a slow pipe while it holds the
portfolio.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, cast

from amcli.base.errors import BadValue
from amcli.base.text import shown_bytes

BLOCK = 1 << 20
IN_MEMORY = 4 << 20
LONGEST_LINE = 1 << 26  # bytes; what has no line end for so long (/dev/zero) is not read to its end
LARGEST = 1 << 34


@contextmanager
def open_input(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`, to be read from the start as often as one likes. BadValue."""
    if name == "-":
        with _copied(sys.stdin.buffer, "standard input") as copy:
            yield copy
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 (closed below; only opening it may fail in this way)
    except OSError as error:
        raise BadValue(f"cannot read {name}: {error.strerror or error}") from error
    with stream:
        if Path(name).is_file():
            yield stream
            return
        with _copied(stream, name) as copy:
            yield copy


def title_of(name: str) -> str:
    """What messages and the history call a file."""
    return "standard input" if name == "-" else shown_bytes(Path(name).name)


def is_same(name: str, other: str) -> bool:
    """Whether the file that is read, or standard input for `-`, has another name too. A pipe or a device has not."""
    try:
        read = os.fstat(sys.stdin.fileno()) if name == "-" else Path(name).stat()
        return S_ISREG(read.st_mode) and os.path.samestat(read, Path(other).stat())
    except OSError:
        return False


@contextmanager
def _copied(source: BinaryIO, name: str) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        try:
            _copy(source, cast("BinaryIO", copy), name)
        except OSError as error:
            raise BadValue(f"cannot read {name}: {error.strerror or error}") from error
        copy.seek(0)
        yield cast("BinaryIO", copy)


def _copy(source: BinaryIO, copy: BinaryIO, name: str) -> None:
    since_line_end = size = 0
    while block := source.read(BLOCK):
        copy.write(block)
        size += len(block)
        end = block.rfind(b"\n")
        since_line_end = since_line_end + len(block) if end < 0 else len(block) - end
        if since_line_end > LONGEST_LINE:
            raise BadValue(f"{name} has no line end in {LONGEST_LINE >> 20} MB: this is no file of records")
        if size > LARGEST:
            raise BadValue(f"{name} is larger than {LARGEST >> 30} GB: import it in parts")


def count_lines(source: BinaryIO) -> int:
    """How many line ends there are; the source stands at its start again."""
    count = 0
    while block := source.read(BLOCK):
        count += block.count(b"\n")
    source.seek(0)
    return count
