"""The mails of files, one after the other: a single mail, an mbox, a maildir, a folder of single mails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.mail.mbox import begins_mbox, mails_of, unmarked
from amcli.base.mail.message import MOST
from amcli.base.text import quote
from amcli.shell.input_file import open_input, title_of
from amcli.tools.importing.services.files.other_texts import other_kind

FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an Outlook .msg file: save the mail as .eml, or the folder as mbox",
    b"!BDN": "an Outlook .pst file: turn it into an mbox first (readpst does that)",
    b"PK\x03\x04": "a zip file: unpack it first",
    b"\x1f\x8b": "packed by gzip: unpack it first",
    b"%PDF": "a PDF file",
}
DRAFTED, GONE = "D", "T"  # flags of a maildir: still being written, thrown away
_SINGLE = (".eml", ".emlx")
SAID = 5  # files that a note names


class MailPlace(NamedTuple):
    """Where a mail lies: the number of the file, and which bytes of it."""

    file: int
    offset: int
    length: int


class FoundMail(NamedTuple):
    """A mail, its bytes as far as they are read. number: within its file. flags: what a maildir says of it. wrong: why
    the file is none of mails, where others are read beside it.
    """

    place: MailPlace
    number: int
    data: bytes
    flags: str
    wrong: str = ""


class MailFiles:
    """Files that hold mails, opened when they are read; what can be read but once is kept open."""

    def __init__(self, names: Sequence[str], held: ExitStack) -> None:
        """BadValue for a file that cannot be read, and a folder without mails."""
        self.notes: list[str] = []
        self._held = held
        self._open: dict[int, BinaryIO] = {}
        self.files: list[str] = []
        if list(names).count("-") > 1:
            raise BadValue("standard input is one file: name it once")
        for name in names:
            if name != "-" and Path(name).is_dir():
                self.files += [str(path) for path in self._folder(Path(name))]
                continue
            if name == "-" or not Path(name).is_file():
                self._open[len(self.files)] = held.enter_context(open_input(name))
            self.files.append(name)

    @property
    def title(self) -> str:
        """What messages call all of it."""
        return title_of(self.files[0]) if len(self.files) == 1 else f"{len(self.files):,} files"

    def title_of(self, number: int) -> str:
        """What messages call one of several files; empty where there is one."""
        return title_of(self.files[number]) if len(self.files) > 1 else ""

    def mails(self) -> Iterator[FoundMail]:
        """All mails in order. BadValue for a file of another kind; one of several is found as a mail that is wrong."""
        empty: list[str] = []
        for number, name in enumerate(self.files):
            with ExitStack() as stack:
                source = self._source(number, stack)
                try:
                    count = 0
                    for count, (offset, length, data) in enumerate(_mails_in(source), 1):
                        yield FoundMail(MailPlace(number, offset, length), count, data, _flags(name))
                except _NoMails as error:
                    if len(self.files) == 1:
                        raise BadValue(f"{title_of(name)} {error.reason}") from error
                    yield FoundMail(MailPlace(number, 0, MOST), 1, b"", "", error.reason)
                    continue
                if not count:
                    empty.append(title_of(name))
        if empty:
            others = f" and {len(empty) - SAID:,} more" if len(empty) > SAID else ""
            self.notes.append(f"without a mail in them: {len(empty):,}: {', '.join(empty[:SAID])}{others}")

    def whole(self, place: MailPlace) -> bytes:
        """All bytes of a mail."""
        with ExitStack() as stack:
            source = self._source(place.file, stack)
            in_mbox = begins_mbox(source.read(5))
            source.seek(place.offset)
            data = source.read(place.length)
            return unmarked(data) if in_mbox else data

    def _source(self, number: int, stack: ExitStack) -> BinaryIO:
        source = self._open.get(number)
        if source is None:
            return stack.enter_context(open_input(self.files[number]))
        source.seek(0)
        return source

    def _folder(self, folder: Path) -> list[Path]:
        try:
            if (folder / "cur").is_dir() or (folder / "new").is_dir():
                found = [path for part in ("cur", "new") for path in _files(folder / part)]
                below = [path for path in sorted(folder.iterdir()) if path.is_dir() and (path / "cur").is_dir()]
                if below:
                    names = ", ".join(path.name for path in below[:5])
                    self.notes.append(f"{folder} has folders of its own, which are read where they are named: {names}")
                return found
            if (folder / "mbox").is_file():  # Apple Mail exports a folder with this name in it
                return [folder / "mbox"]
            found = [path for path in _files(folder) if path.suffix.lower() in _SINGLE or path.name.isdigit()]
        except OSError as error:
            raise BadValue(f"cannot read {folder}: {error.strerror or error}") from error
        if not found:
            raise BadValue(f"{folder} is no maildir, and has no .eml file in it: name an mbox, a maildir or .eml files")
        return found


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _flags(name: str) -> str:
    """What a file's name in a maildir says of its mail."""
    _, mark, flags = Path(name).name.rpartition("2,")
    return flags if mark and flags.isalpha() else ""


class _NoMails(Exception):
    """A file of another kind, and what it is. Never leaves this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _mails_in(source: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Where each mail lies in a file, and its bytes. _NoMails for a file of another kind."""
    source.seek(0)
    head = source.read(64)
    source.seek(0)
    what = next((what for mark, what in FOREIGN.items() if head.startswith(mark)), other_kind(head, mails=False))
    if what:
        raise _NoMails(f"is no mail but {what}")
    if not head.strip():
        return
    if begins_mbox(head):
        yield from mails_of(source, MOST)
        return
    offset = len(head) - len(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    first = head.split(b"\n", 1)[0].strip()
    if first.isdigit() and b"\n" in head:  # .emlx of Apple Mail: how long the mail is, the mail, a property list
        offset = head.index(b"\n") + 1
        source.seek(offset)
        yield offset, int(first[:12]), source.read(min(int(first[:12]), MOST))
        return
    source.seek(offset)
    data = source.read(MOST)
    if b"\0" in head:
        raise _NoMails(f"is no mail: it begins with {quote(head[:20].decode('latin-1'))}")
    length = len(data)
    while rest := source.read(1 << 20):
        length += len(rest)
    yield offset, length, data
