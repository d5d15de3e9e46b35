"""What a process has that a call in Python has not: Ctrl-C at any moment, and streams that may be closed or full.

The first thing that is imported, so nothing heavy: until it is, Python itself answers Ctrl-C, with a traceback.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

INTERRUPTED = "amcli: interrupted\n"
EXIT_INTERRUPTED = 130  # base/errors.py says what it means; it is not loaded yet where this is needed
interrupted = False  # whether Ctrl-C came, for an error that came of it under another name


class Aside(TextIOWrapper):
    """Standard error. What cannot be said there changes nothing of what is done, and has nowhere else to go."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def end_on_interrupt() -> None:
    """Until the command line is read nothing is begun: Ctrl-C may end the process at once, whatever is imported."""
    _on_interrupt(_end)


def raise_on_interrupt() -> None:
    """From here on Ctrl-C is a KeyboardInterrupt, so that what was begun is taken back."""
    _on_interrupt(_raise)


def ignore_interrupts() -> None:
    """All is done and said: Ctrl-C is too late."""
    _on_interrupt(signal.SIG_IGN)


def prepare_streams() -> None:
    """Give the process its three streams, whatever it was started with.

    A character that the terminal's encoding lacks is spelled out, never a failure; bytes that are no text in the input
    are one. A closed stream is opened in the wrong direction: to use it fails as before, but no file of ours gets its
    number, in which a program of the user's would then print.
    """
    sys.stdin = sys.stdin or _closed(os.O_WRONLY, "r")
    sys.stdout = sys.stdout or _closed(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _closed(os.O_RDONLY, "w")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="strict")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stderr, TextIOWrapper):
        encoding = sys.stderr.encoding
        sys.stderr = Aside(sys.stderr.detach(), encoding=encoding, errors="backslashreplace", line_buffering=True)


def drop_output() -> None:
    """What could not be written is given up: Python would complain once more when it flushes at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _closed(direction: int, mode: str) -> Any:
    descriptor = os.open(os.devnull, direction)  # the lowest number that is free
    os.set_inheritable(descriptor, True)
    return open(descriptor, mode, encoding="utf-8")  # noqa: PTH123 (a descriptor, open as long as the process)


def _on_interrupt(handler: Callable[..., Any] | signal.Handlers) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as whoever started it in the background wants it
        signal.signal(signal.SIGINT, handler)


def _end(*_: Any) -> None:
    with suppress(OSError):
        os.write(2, INTERRUPTED.encode())
    os._exit(EXIT_INTERRUPTED)


def _raise(*_: Any) -> None:
    global interrupted  # noqa: PLW0603 (there is one process)
    interrupted = True
    raise KeyboardInterrupt
