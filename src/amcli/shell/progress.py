"""How far a long run has come, on one line of a terminal: rows so far, rows a second, time left where it is known."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

PAUSE = 0.1  # seconds between two drawings, at the least
CLEAR = "\r\x1b[K"  # the line


@contextmanager
def progress(err: TextIO, total: int | None, what: str) -> Iterator[Callable[[int], None]]:
    """Hand in a function that is told the rows so far, as often as one likes.

    total: how many there will be, where that is known. what: the rows' name, such as `sales`. The line is erased at
    the end, however that comes; a stream that is no terminal hears nothing.
    """
    if not err.isatty():
        yield lambda _: None
        return
    start = drawn = monotonic()
    shown = False

    def tell(rows: int) -> None:
        nonlocal drawn, shown
        now = monotonic()
        if now - drawn < PAUSE:
            return
        drawn, shown = now, True
        err.write(f"{CLEAR}{line(rows, total, what, now - start)}")
        err.flush()

    try:
        yield tell
    finally:
        if shown:
            err.write(CLEAR)
            err.flush()


def line(rows: int, total: int | None, what: str, seconds: float) -> str:
    """`250,000 of 1,000,000 sales, 100,000 a second, 0:08 left`."""
    of = f" of {total:,}" if total is not None else ""
    rate = rows / seconds if seconds > 0 else 0.0
    told = f"{rows:,}{of} {what}, {rate:,.0f} a second"
    if total is None or not rate:
        return told
    return f"{told}, {clock(max(total - rows, 0) / rate)} left"


def clock(seconds: float) -> str:
    """`0:08`, `12:30`, `1:02:05`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
