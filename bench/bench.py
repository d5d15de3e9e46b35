"""Start-up times as ratios to their floors, measured side by side in one run (`make bench`).

These machines are noisy: each pair is run in turn, A B A B …, and what counts is the median of the pairs' ratios.
A floor is the least that anybody could do in the same language with the same libraries.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 25
HERE = Path(__file__).parent
AMCLI = str(Path(sys.executable).with_name("amcli"))


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
        print(
            f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {RUNS} pairs each"
        )
        print(f"{'what':44}{'median':>8}{'least':>8}{'must':>7}{'aim':>7}  ms (amcli / floor)")
        for figure in figures(str(database), environ):
            report(figure)


def clean_environ(folder: str, today: str) -> dict[str, str]:
    """The environment of every run: compiled modules are kept, the day is fixed, nobody's configuration is read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "AMCLI_CONFIG": str(Path(folder) / "config.toml"), "AMCLI_TODAY": today}


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


def report(figure: Figure) -> None:
    """Run the pairs of one row and print it."""
    seconds(figure.command, figure.environ), seconds(figure.floor, figure.environ)
    pairs = [(seconds(figure.command, figure.environ), seconds(figure.floor, figure.environ)) for _ in range(RUNS)]
    ratio = statistics.median(one / floor for one, floor in pairs)
    best = [min(column) for column in zip(*pairs, strict=True)]
    verdict = "" if ratio <= figure.must else "  over the must"
    print(
        f"{figure.what:44}{ratio:>7.2f}×{best[0] / best[1]:>7.2f}×{figure.must:>7.2f}{figure.aim:>7.2f}"
        f"  {best[0] * 1000:.0f} / {best[1] * 1000:.0f}{verdict}"
    )


def seconds(command: Sequence[str], environ: dict[str, str]) -> float:
    """Wall time of one whole process; it must succeed."""
    start = time.perf_counter()
    done = subprocess.run(command, env=environ, capture_output=True, check=False)
    elapsed = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{command}: exit {done.returncode}\n{done.stderr.decode()}")
    return elapsed


if __name__ == "__main__":
    main()
