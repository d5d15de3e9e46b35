"""Start-up times as ratios to their floors, measured side by side in one run (`make bench`).

These machines are noisy: each pair is run in turn, A B A B …, and what counts is the median of the pairs' ratios.
The floor of a read is the least that anybody could do in the same language with the same libraries; that of a write,
which is committed, is a read. Both sides of a write begin with a fresh copy of the file, which is made untimed.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import more_nouns
from measure import AMCLI, Side, clean_environ, machine, run, write

RUNS = 25
MORE = 20  # nouns that are declared beside those that there are
HERE = Path(__file__).parent
HEADER = (
    "| what | least, amcli | least, floor | median ratio | of CPU time | must | aim |\n|---|---|---|---|---|---|---|"
)
LOG = ("log", "maruti", "Called about the price list", "--on", "2026-09-16")
READ = ("account", "list", "-f", "plain")


class Figure(NamedTuple):
    """One row of the table: a command, its floor, and the ratios that must and should be reached."""

    what: str
    command: Sequence[str]
    floor: Sequence[str]
    must: float
    aim: float
    environ: dict[str, str]
    before: Callable[[], object] = lambda: None


def copy(source: Path, target: Path) -> None:
    """Make the file that a write works on anew, from one that stays as it is."""
    for end in ("-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    shutil.copyfile(source, target)


def main() -> None:
    """Build the data, run every pair, print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "sample.db"
        environ = clean_environ(name, "2026-09-17") | {"AMCLI_DB": str(database)}
        subprocess.run([AMCLI, "demo", "--keep", str(database)], env=environ, check=True, capture_output=True)
        print(f"{machine()}, {RUNS} pairs each\n{HEADER}", flush=True)
        rows = [report(figure) for figure in reads(str(database), environ)]
        rows += [report(figure) for figure in writes(folder, database, environ, [AMCLI], "")]
        more = folder / "more.db"
        shutil.copyfile(database, more)
        more_nouns.declare(folder / "features", MORE, more)
        declared = {**environ, "BENCH_NOUNS": str(MORE), "BENCH_FOLDER": str(folder / "features")}
        program = [sys.executable, str(HERE / "more_nouns.py")]
        rows += [report(figure) for figure in writes(folder, more, declared, program, f", {MORE} more nouns")]
        if "--write" in sys.argv:
            write("starts", [f"{machine()}, {RUNS} pairs each", "", HEADER, *rows])


def reads(database: str, environ: dict[str, str]) -> list[Figure]:
    """Reads and completion, row by row, each against a program that does little else."""
    python = sys.executable
    plain = [python, str(HERE / "floor.py"), database]
    drawn = [python, str(HERE / "floor_rich.py"), database]
    complete = {**environ, "_AMCLI_COMPLETE": "complete_bash", "COMP_WORDS": "amcli account show ma", "COMP_CWORD": "3"}
    rows = [
        Figure(f"read, {kind}: {' '.join(words)}", [AMCLI, *words, "-f", kind], plain, 1.4, 1.25, environ)
        for words, kind in (
            (("account", "list"), "plain"),
            (("account", "list"), "json"),
            (("account", "list"), "csv"),
            (("sale", "list", "--limit", "50"), "json"),
            (("report", "sales"), "json"),
            (("today",), "json"),
        )
    ]
    rows += [
        Figure(f"read, table: {' '.join(words)}", [AMCLI, *words, "-f", "table"], drawn, 1.4, 1.2, environ)
        for words in (("account", "list"), ("report", "sales"), ("today",), ("account", "show", "maruti"))
    ]
    rows.append(Figure("completion: account show ma", [AMCLI], plain, 1.3, 1.1, complete))
    return rows


def writes(folder: Path, database: Path, environ: dict[str, str], program: list[str], with_: str) -> list[Figure]:
    """Committed writes, each against a read of the same program on the same file, a fresh copy for each run.

    program: what is run; with_: what is said of it in the table.
    """
    target = folder / "written.db"
    environ = {**environ, "AMCLI_DB": str(target)}
    logged, undone = folder / "logged.db", folder / "undone.db"
    for source, made, words in ((database, logged, LOG), (logged, undone, ("undo",))):
        copy(source, target)
        subprocess.run([*program, *words], env=environ, check=True, capture_output=True)
        settled = sqlite3.connect(target)
        settled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        settled.close()
        copy(target, made)
    measured = (
        (" ".join(LOG[:2]) + " …", LOG, database, 1.4, 1.2),
        ("sale add maruti 1250", ("sale", "add", "maruti", "1250"), database, 1.4, 1.2),
        ("deadline done D1", ("deadline", "done", "D1"), database, 1.4, 1.2),
        ("undo", ("undo",), logged, 1.3, 1.15),
        ("redo", ("redo",), undone, 1.3, 1.15),
    )
    return [
        Figure(
            f"write{with_}: {what}",
            [*program, *words],
            [*program, *READ],
            must,
            aim,
            environ,
            partial(copy, source, target),
        )
        for what, words, source, must, aim in measured
    ]


def report(figure: Figure) -> str:
    """Run the pairs of one row and print it; the row of the table."""
    ours, floor = (Side(command, before=figure.before) for command in (figure.command, figure.floor))
    run(ours, figure.environ), run(floor, figure.environ)
    pairs = [(run(ours, figure.environ), run(floor, figure.environ)) for _ in range(RUNS)]
    ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
    cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
    times = " | ".join(f"{min(each.seconds for each in side) * 1000:.0f} ms" for side in zip(*pairs, strict=True))
    row = f"| {figure.what} | {times} | **{ratio:.2f} ×** | {cpu:.2f} × | {figure.must} × | {figure.aim} × |"
    print(row + ("" if ratio <= figure.must else "   over the must"), flush=True)
    return row


if __name__ == "__main__":
    main()
