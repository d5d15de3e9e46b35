"""The files that are amcli's own, which no output may be written over."""

from __future__ import annotations

import os
import re
from pathlib import Path
from unicodedata import normalize

from amcli.base.errors import BadValue
from amcli.settings.config import config_path
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.atomic_file import BESIDE
from amcli.store.places import behind, descriptor_of, is_stream
from amcli.store.queue import lock_file

PORTFOLIO, CONFIGURATION = "the portfolio itself", "the configuration"
# How a database begins, and a backup under a passphrase: nothing that is written as an output does.
DATABASE, SEALED = b"SQLite format 3\0", (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")


def refuse_own_file(env: Env, file: str, *, but: str = "", over_database: bool = False) -> None:
    """BadValue where writing to `file` would write over a file of amcli's own, under whatever name or link.

    These are the portfolio, what SQLite keeps beside it, its backups and their folder, the configuration; there or not
    yet. A device or a pipe is none of them. A descriptor that is not open is refused too: by the time it is written to
    it may be one of the portfolio's. but: PORTFOLIO or CONFIGURATION, which is then not looked for. over_database:
    whether another database, such as an older backup, may be replaced. To be asked before anything is done.
    """
    path = Path(file)
    try:
        number = descriptor_of(path)
        if number is not None:
            os.fstat(number)
        elif not is_stream(path):
            behind(path)
        own = _own(env, path, but)
        if not own and not over_database and path.is_file():
            own = _database(path)
    except OSError as error:
        raise BadValue(f"cannot write {file}: {error.strerror or error}") from error
    if own:
        raise BadValue(f"{file} is {own}: name another file")


def _own(env: Env, path: Path, but: str) -> str:
    """Which of amcli's own files a path leads to, as words for a person; nothing for any other."""
    whole = behind(env.path)
    folder = backups.folder_of(env.path)
    if but != PORTFOLIO and _is_same(path, whole):
        return PORTFOLIO
    if any(_is_same(path, own) for own in (*(Path(f"{whole}{end}") for end in BESIDE), lock_file(whole))):
        return f"a part of {PORTFOLIO}"
    if _is_same(path, folder) and not folder.is_dir():  # else it is a folder, which the writer itself knows about
        return "the folder of the portfolio's backups"
    named = re.match(rf"{re.escape(whole.stem)}-\d{{8}}T\d{{6}}Z", behind(path).name)  # damaged ones too
    if (named and _is_same(behind(path).parent, folder)) or any(
        _is_same(path, one.path) for one in backups.find_backups(whole)
    ):
        return "a backup of the portfolio"
    if but != CONFIGURATION and _is_same(path, config_path(env.environ)):
        return CONFIGURATION
    return ""


def _is_same(path: Path, own: Path) -> bool:
    """Whether two paths are one file: by what the system says of those that are there, else by where they lead."""
    try:
        return path.samefile(own)
    except OSError:
        return _spelled(path) == _spelled(own)


def _spelled(path: Path) -> str:
    """A path in one spelling, for systems that take several for the same."""
    return normalize("NFC", os.path.realpath(path)).casefold()


def _database(path: Path) -> str:
    """What a file is that nobody writes an output over on purpose, by how it begins."""
    try:
        with path.open("rb") as source:
            begins = source.read(max(map(len, SEALED)))
    except PermissionError:  # the writer will say what of it is not allowed
        return ""
    if begins.startswith(DATABASE):
        return "a database"
    return "an encrypted backup" if begins.startswith(SEALED) else ""
