"""What the benchmarks share: whole processes, timed in turn, with their peak memory, and the table they end up in."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

AMCLI = str(Path(sys.executable).with_name("amcli"))
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


class Side(NamedTuple):
    """One of the two that are compared: a command, its standard input, and what is done before each run, untimed."""

    command: Sequence[str]
    stdin: Path | None = None
    before: Callable[[], object] = lambda: None


class Ran(NamedTuple):
    """How long a process took, its peak memory in MB, and its CPU time, which other programs hardly move."""

    seconds: float
    megabytes: float
    cpu: float


class Figure(NamedTuple):
    """A row of the table. plus: seconds that are added to the floor, such as the start of a read command."""

    what: str
    ours: Side
    floor: Side
    must: float
    aim: float
    memory: int | None = None
    pairs: int = 3
    plus: float = 0.0


def clean_environ(folder: str, today: str) -> dict[str, str]:
    """The environment of every run: compiled modules are kept, the day is fixed, nobody's configuration is read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "AMCLI_CONFIG": str(Path(folder) / "config.toml"), "AMCLI_TODAY": today}


def run(side: Side, environ: Mapping[str, str]) -> Ran:
    """One whole process, its output thrown away; it must succeed."""
    side.before()
    stdin = side.stdin.open("rb") if side.stdin else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(
        side.command, env=dict(environ), stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if not isinstance(stdin, int):
        stdin.close()
    if process.returncode:
        raise RuntimeError(f"{side.command}: exit {process.returncode}")
    return Ran(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def compare(figure: Figure, environ: Mapping[str, str]) -> str:
    """Run both sides in turn; the table's row, which is also printed."""
    pairs = [(run(figure.ours, environ), run(figure.floor, environ)) for _ in range(figure.pairs)]
    ratio = statistics.median(ours.seconds / (floor.seconds + figure.plus) for ours, floor in pairs)
    ours, floor = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
    peak = max(pair[0].megabytes for pair in pairs)
    memory = f"{peak:.0f} MB of {figure.memory}" if figure.memory else f"{peak:.0f} MB"
    row = (
        f"| {figure.what} | {ours:.2f} s | {floor + figure.plus:.2f} s | **{ratio:.2f} ×** | {figure.must} × | "
        f"{figure.aim} × | {memory} |"
    )
    over = "   over the must" if ratio > figure.must or (figure.memory and peak > figure.memory) else ""
    print(row + over, flush=True)
    return row


def machine() -> str:
    """What it was measured on, without the machine's name."""
    model = "unknown processor"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (found := re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())):
        model = found[1]
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def write(section: str, lines: Sequence[str]) -> None:
    """Put lines into the page, between the marks of a section."""
    begin, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text("\n".join([before + begin, *lines, end]) + after, encoding="utf-8")
