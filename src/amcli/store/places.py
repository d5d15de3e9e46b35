"""What a path that somebody typed leads to: a file, there or not, or a device, a pipe, an open descriptor."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from stat import S_ISDIR, S_ISREG

LINKS = 40  # that the system follows one after the other
# Flags that not every system has.
NO_FOLLOW, BINARY = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_BINARY", 0)
NO_TERMINAL, NO_WAIT = getattr(os, "O_NOCTTY", 0), getattr(os, "O_NONBLOCK", 0)


def real(path: Path) -> Path:
    """The same path without the links on its way. Links that lead in a circle stay: nothing can be done there anyway.

    (Path.resolve fails for these, with a RuntimeError before Python 3.13.)
    """
    return Path(os.path.realpath(path))


def behind(path: Path) -> Path:
    """The file that a path leads to through all links, there or not. OSError for links that lead in a circle."""
    whole = real(path)
    if whole.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return whole


def is_stream(path: Path) -> bool:
    """Whether what is written to a path goes on to somewhere, so that there is no file to be replaced."""
    if descriptor_of(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


def descriptor_of(path: Path) -> int | None:
    """The number of an open file of this very process that /dev/stdout, /dev/fd/63 or a link to one means.

    To open it by its name would begin a file anew that standard output was to be added to (`>> log`).
    """
    here = str(path)
    for _ in range(LINKS):
        folder, name = os.path.split(os.path.abspath(here))  # noqa: PTH100 (a link itself is looked at)
        here = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118
        if match := re.fullmatch(rf"(?:/dev/fd|/proc/(?:self|{os.getpid()})/fd)/([0-9]{{1,9}})", here):
            return int(match[1])
        try:
            here = os.path.join(os.path.dirname(here), os.readlink(here))  # noqa: PTH115, PTH118, PTH120
        except (OSError, ValueError):
            break
    return None


def open_stream(path: Path) -> int:
    """A device or a pipe, never made nor emptied."""
    number = descriptor_of(path)
    return os.open(path, os.O_WRONLY | NO_TERMINAL | BINARY) if number is None else os.dup(number)
