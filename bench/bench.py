"""Start-up times as ratios to their floors, measured side by side in one run (`make bench`).

These machines are noisy: each pair is run in turn, A B A B …, and what counts is the median of the pairs' ratios.
A floor is the least that anybody could do in the same language with the same libraries.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measure import AMCLI, Side, clean_environ, machine, run, write

RUNS = 25
HERE = Path(__file__).parent
HEADER = "| what | least, amcli | least, floor | median ratio | must | aim |\n|---|---|---|---|---|---|"


class Figure(NamedTuple):
    """One row of the table: a command, its floor, and the ratios that must and should be reached."""

    what: str
    command: Sequence[str]
    floor: Sequence[str]
    must: float
    aim: float
    environ: dict[str, str]


def main() -> None:
    """Build the data, run every pair, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "sample.db"
        environ = clean_environ(folder, "2026-09-17") | {"AMCLI_DB": str(database)}
        subprocess.run([AMCLI, "demo", "--keep", str(database)], env=environ, check=True, capture_output=True)
        print(f"{machine()}, {RUNS} pairs each\n{HEADER}", flush=True)
        rows = [report(figure) for figure in figures(str(database), environ)]
        if "--write" in sys.argv:
            write("starts", [f"{machine()}, {RUNS} pairs each", "", HEADER, *rows])


def figures(database: str, environ: dict[str, str]) -> list[Figure]:
    """What is measured, row by row."""
    python = sys.executable
    plain = [python, str(HERE / "floor.py"), database]
    drawn = [python, str(HERE / "floor_rich.py"), database]
    write = [python, "-c", "import typer, sqlmodel"]
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
        for words in (("account", "list"), ("report", "sales"))
    ]
    rows.append(Figure("completion: account show ma", [AMCLI], plain, 1.3, 1.1, complete))
    rows.append(Figure("write: log --dry-run", [AMCLI, "log", "maruti", "x", "--dry-run"], write, 1.2, 1.0, environ))
    return rows


def report(figure: Figure) -> str:
    """Run the pairs of one row and print it; the row of the table."""
    ours, floor = Side(figure.command), Side(figure.floor)
    run(ours, figure.environ), run(floor, figure.environ)
    pairs = [(run(ours, figure.environ).seconds, run(floor, figure.environ).seconds) for _ in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    best = [min(column) * 1000 for column in zip(*pairs, strict=True)]
    times = " | ".join(f"{each:.0f} ms" for each in best)
    row = f"| {figure.what} | {times} | **{ratio:.2f} ×** | {figure.must} × | {figure.aim} × |"
    print(row + ("" if ratio <= figure.must else "   over the must"), flush=True)
    return row


if __name__ == "__main__":
    main()
