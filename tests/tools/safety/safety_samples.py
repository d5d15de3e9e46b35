"""What the tests of safety share: a larger portfolio, a look at a file from outside, programs that are killed."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.store import derived
from amcli.store.open import open_writer
from conftest import Cli, Done

ROUNDS = [3, pytest.param(100, marks=pytest.mark.slow)]
ROWS = 20_000
BESIDE = ("-wal", "-shm", "-journal")

ADD_ACCOUNTS = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
    INSERT INTO account (code, name, created) SELECT 'acc-' || i, 'Account ' || i, '2020-01-01' FROM n"""
ADD_SALES = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
    INSERT INTO sale (account_id, date, amount_minor, currency, kind, ref)
    SELECT i % 50 + 1, date('2026-09-16', '-' || (i % 1000) || ' days'), 1000 + i, 'USD', 'sale', 'BULK-' || i FROM n"""
ADD_INTERACTIONS = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
    INSERT INTO interaction (account_id, date, kind, text)
    SELECT i % 50 + 1, date('2026-09-16', '-' || (i % 1000) || ' days'), 'call', 'Call number ' || i FROM n"""


def large(path: Path, rows: int = ROWS) -> Path:
    """A portfolio of 50 accounts with so many sales and interactions."""
    with closing(open_writer(path)) as connection:
        connection.execute("BEGIN")
        connection.execute(ADD_ACCOUNTS)
        for sql in (ADD_SALES, ADD_INTERACTIONS):
            connection.execute(sql, {"rows": rows})
        derived.rebuild(connection)
        connection.execute("COMMIT")
    return path


def asked(path: Path, sql: str) -> Any:
    """The first cell of what a file says, asked from outside."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but where the backups are."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in tables
            if "_search" not in name and name not in ("backup", "sqlite_sequence")
        }


def replace(path: Path, by: Path) -> None:
    """Put a file of one's own in a place, with nothing beside it."""
    for end in BESIDE:
        Path(f"{path}{end}").unlink(missing_ok=True)
    shutil.rmtree(path.parent / "backups", ignore_errors=True)
    shutil.copy(by, path)


def spoil_a_page(path: Path) -> None:
    """Overwrite one page of the file, the index of open deadlines."""
    page = asked(path, "SELECT rootpage FROM sqlite_master WHERE name = 'deadline_open'")
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    path.write_bytes(whole)


def failed(done: Done, *words: str, code: int = 5) -> None:
    """An exit code, one line on stderr that says these words, behind the plan of an import; no stdout, no traceback."""
    assert (done.code, done.out) == (code, ""), done
    lines = done.err.splitlines()
    assert len(lines) == 1 or lines[1].startswith("  columns "), done.err
    assert sum(line.startswith("amcli: ") for line in lines) <= 1, done.err
    assert "Traceback" not in done.err
    assert "unexpected" not in done.err
    for word in words:
        assert word in done.err


def start(cli: Cli, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a program of Python in the surroundings of a portfolio."""
    words = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(words, env={**os.environ, **cli.environ}, stdin=-1, stdout=-1, stderr=-1, bufsize=0)


def kill(process: subprocess.Popen[bytes], path: Path, round_: int) -> bytes:
    """Kill a program while it writes to a file, sooner or later; returns what it had printed.

    Most are killed within some hundredths of a second from when the log beside the file grows, where it gets dangerous.
    """
    chance = random.Random(round_)
    log = Path(f"{path}-wal")
    if round_ % 5:
        patience = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < patience:
            try:
                if log.stat().st_size:
                    break
            except FileNotFoundError:
                pass
            time.sleep(0.001)
        time.sleep(chance.choice((0, 0.02, 0.1, 0.4)) * chance.random())
    else:
        time.sleep(chance.random())
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return out


@pytest.fixture
def little_disk(tmp_path: Path) -> Any:
    """A disk of 3 MB: only root can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = None
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("mount"):
        mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)]
        made = subprocess.run(mount, capture_output=True, check=False)
    if made is None or made.returncode:
        pytest.skip("a disk that is full needs root and the right to mount")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path, free: int = 0) -> Path:
    """Leave so many bytes of a disk; returns the file that takes up the rest."""
    filler = folder / "filler"
    filler.unlink(missing_ok=True)
    about = os.statvfs(folder)
    filler.write_bytes(bytes(max(0, about.f_bavail * about.f_bsize - free)))
    return filler
