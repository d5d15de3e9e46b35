"""Two more ways to say a reminder: a program of the user's own, and the desktop."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from html import escape
from tempfile import TemporaryFile

from amcli.base.errors import BadValue
from amcli.base.text import quote

# Shorter than the time after which a claim is stale, so that no second run says what this one is still saying.
PATIENCE_S = 300
NO_MARKUP = ("win32", "darwin")
DESKTOPS = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")

Complain = Callable[[str], None]


def program_words(command: str) -> tuple[str, ...]:
    """The words of a command line, its program looked up, to run without a shell. BadValue."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadValue(f"--exec: {quote(command)} is no command line: {str(error).lower()}") from error
    found = shutil.which(words[0]) if words else None
    if found is None:
        raise BadValue(
            f"--exec: there is no program {quote(words[0] if words else '')}: name one, with its path for cron"
        )
    return (os.path.abspath(found), *words[1:])  # noqa: PTH100 (a link stays what it is called)


def send_by_program(words: tuple[str, ...], text: str, complain: Complain) -> bool:
    """Run a program with a text on its standard input; its output is its own. False, with a complaint, if it fails.

    The text lies in a file by then, which has no name: if amcli is killed the program has all of it, or never started.
    """
    try:
        with TemporaryFile() as whole:
            whole.write(text.encode())
            whole.seek(0)
            done = subprocess.run(words, stdin=whole, timeout=PATIENCE_S, check=False)  # noqa: S603 (the user's own program)
    except subprocess.TimeoutExpired:
        complain(f"{words[0]} did not end within {PATIENCE_S // 60} minutes and was stopped")
    except OSError as error:
        complain(f"cannot run {words[0]}: {error.strerror or error}")
    else:
        if done.returncode:
            complain(f"{words[0]} failed with exit code {done.returncode}")
        return done.returncode == 0
    return False


def has_desktop(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a notification can be shown at all: Windows and macOS say so themselves when they refuse."""
    return platform in ("win32", "darwin") or any(environ.get(name) for name in DESKTOPS)


def desktop_sender(platform: str = sys.platform) -> Callable[[str, str], bool]:
    """What shows a title and a text on the desktop, False if that failed. BadValue where the extra is missing.

    A text is data: the notifications of freedesktop.org read their body as markup (`<b>`, `&amp;`), never the title,
    and the package hands it on as it is. On Windows it escapes both itself, and macOS knows no markup.
    """
    from importlib import import_module

    try:
        package = import_module("desktop_notifier.sync")
    except ImportError as error:
        raise BadValue("--notify needs an extra package: pip install 'amcli[notify]'") from error
    import logging

    logging.getLogger("desktop_notifier").setLevel(logging.CRITICAL)  # it logs a failure, and returns as if it had sent
    plain = platform in NO_MARKUP
    desktop = package.DesktopNotifierSync(app_name="amcli")

    def show(title: str, text: str) -> bool:
        shown: list[bool] = []
        desktop.send(title, text if plain else escape(text, quote=False), on_dispatched=lambda: shown.append(True))
        return bool(shown)

    return show
