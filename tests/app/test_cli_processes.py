"""What only a process of its own can show: signals and pipes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from conftest import Cli

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
STREAM = f"{NUMBERS} SELECT i FROM n"
# The first row is larger than any buffer, so that whoever reads it knows that the third is being looked for.
ENDLESS = f"{NUMBERS} SELECT printf('%.*c', 100000, 'x') UNION ALL SELECT 'y' UNION ALL SELECT max(i) FROM n"


@pytest.mark.parametrize("query", [ENDLESS, STREAM])
def test_ctrl_c_ends_a_long_query_at_once(small: Cli, query: str) -> None:
    """Ctrl-C in the middle of a statement or of its rows is exit 130 within a second or two, in a word."""
    process = small.spawn("sql", query, "-f", "csv")
    assert process.stdout is not None
    assert len(process.stdout.read(100_000)) == 100_000
    time.sleep(0.3)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=10)
    finally:
        process.kill()
    assert time.monotonic() - start < 2
    assert (process.returncode, err) == (130, b"amcli: interrupted\n")


def test_ctrl_c_while_waiting_for_input_changes_nothing(small: Cli) -> None:
    """Ctrl-C before the text is in leaves the file as it was."""
    before = small.dump(journal=True)
    process = small.spawn("log", "maruti", "-")
    assert process.stdin is not None
    process.stdin.write(b"word " * 100_000)  # more than a pipe holds: somebody reads, and soon waits for more
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.read() == b"amcli: interrupted\n"
    assert process.wait() == 130
    assert small.dump(journal=True) == before


@pytest.mark.parametrize("named", [True, False])
def test_a_portfolio_that_goes_while_a_command_waits_for_input(small: Cli, named: bool) -> None:
    """It is not made anew, empty, to say that a record is not in it: exit 5, and what happened; also in its default
    place.
    """
    default = small.folder / "data" / "amcli" / "amcli.db"
    environ = {} if named else {"AMCLI_DB": "", "XDG_DATA_HOME": str(small.folder / "data")}
    if not named:
        default.parent.mkdir(parents=True)
        small.db.rename(default)
    there = small.db if named else default
    process = small.spawn("log", "maruti", "-", environ=environ)
    assert process.stdin is not None
    process.stdin.write(b"word " * 100_000)  # as above
    there.rename(small.folder / "moved.db")
    _, err = process.communicate(timeout=30)
    assert process.returncode == 5
    said = f"{there} is gone while this ran (by a sync folder?): nothing was changed; do it again"
    assert err.decode().startswith(f"amcli: {said}")
    assert not there.exists()


@pytest.mark.parametrize("format_", ["csv", "jsonl", "plain", "ids"])
def test_a_reader_that_has_enough(small: Cli, format_: str) -> None:
    """`| head -1` ends the command quietly, also when there is no end to the rows."""
    query = STREAM if format_ != "plain" else f"{STREAM} LIMIT 200000"
    process = small.spawn("sql", query, "-f", format_)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("words", [("account", "list"), ("account", "list", "-f", "table"), ("sale", "--help")])
def test_a_reader_that_left(small: Cli, words: tuple[str, ...]) -> None:
    """A pipe that nobody reads from the start is no failure either, nor complained about at the end."""
    process = small.spawn(*words)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, b"")


def test_a_closed_standard_error_or_input(small: Cli) -> None:
    """A cron job without standard input, and a shell that closed it, are served like any other."""
    program = "from amcli.app.main import console_main; console_main()"
    done = subprocess.run(
        ["sh", "-c", f'"$0" -c "{program}" account list -f ids <&-', sys.executable],
        env={**os.environ, **small.environ},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()[:1], done.stderr) == (0, [b"eclair"], b"")


def test_a_write_and_a_reader_do_not_wait(small: Cli) -> None:
    """A reader that is not done keeps no writer waiting, and reads on in its own snapshot."""
    reader = small.spawn("sql", f"SELECT n.i FROM ({STREAM} LIMIT 300000) AS n, rates", "-f", "ids")
    assert reader.stdout is not None
    assert reader.stdout.readline() == b"1\n"
    start = time.monotonic()
    small.ok("rate", "remove", "R1", "R2", "--yes")
    assert time.monotonic() - start < 8
    rest = reader.stdout.read().split()
    reader.wait()
    assert len(rest) == 2 * 300_000 - 1
