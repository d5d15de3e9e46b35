"""The line that says how far a long run is."""

import io
import json
import os
import pty
import re
import sys
from typing import Any

import pytest

from amcli.shell import progress
from conftest import Cli, Terminal


def test_the_words() -> None:
    """Rows so far, rows a second, and the time left where the number is known."""
    assert progress.line(250_000, 1_000_000, "sales", 2.5) == "250,000 of 1,000,000 sales, 100,000 a second, 0:08 left"
    assert progress.line(250_000, None, "rows", 2.5) == "250,000 rows, 100,000 a second"
    assert progress.line(0, 10, "rows", 0) == "0 of 10 rows, 0 a second"
    assert progress.line(20, 10, "rows", 1) == "20 of 10 rows, 20 a second, 0:00 left"
    assert [progress.clock(seconds) for seconds in (0, 59.6, 750, 3725)] == ["0:00", "1:00", "12:30", "1:02:05"]


def test_it_is_drawn_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is told: one line, drawn anew, erased at the end, also when the run fails."""
    clock = iter(number / 50 for number in range(1_000))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    err = Terminal()
    with pytest.raises(KeyboardInterrupt), progress.progress(err, None, "rows") as tell:
        for rows in range(100):
            tell(rows)
        raise KeyboardInterrupt
    drawn = err.getvalue().split("\r\x1b[K")
    assert 15 <= len(drawn) <= 22
    assert drawn[0] == drawn[-1] == ""
    assert "\n" not in err.getvalue()


def test_a_short_run_says_nothing() -> None:
    """What is over at once draws nothing and erases nothing."""
    err = Terminal()
    with progress.progress(err, 10, "rows") as tell:
        tell(10)
    assert err.getvalue() == ""


def test_no_terminal_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe gets no line."""
    monkeypatch.setattr(progress, "PAUSE", 0)
    err = io.StringIO()
    with progress.progress(err, 10, "rows") as tell:
        tell(10)
    assert err.getvalue() == ""


@pytest.mark.parametrize("words", [("sales", "-f", "csv"), ("sales", "-f", "json"), ("sales", "-f", "plain"), ("all",)])
def test_an_export_into_a_file(sample: Cli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """With -o on a terminal the line counts up to all the rows, and the file is what a pipe would get."""
    monkeypatch.setattr(progress, "PAUSE", -1)
    path = sample.folder / "x.json"
    done = sample("export", *words, "-o", str(path), tty=True)
    assert (done.code, done.out) == (0, "")
    seen = re.findall(r"([\d,]+) of ([\d,]+) (sales|records)", done.err)
    quiet = sample("export", *words)
    assert quiet.err == ""
    assert path.read_text() == quiet.out
    if words[-1] in ("csv", "json"):
        records: Any = json.loads(sample.ok("export", "sales", "-f", "json"))
        assert seen[-1][0] == seen[-1][1] == f"{len(records):,}"
    assert done.err.endswith("\r\x1b[K") or not done.err


def test_an_export_to_the_terminal_itself(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that scroll by are progress enough."""
    monkeypatch.setattr(progress, "PAUSE", -1)
    assert sample("export", "sales", tty=True).err == ""


def test_a_pipe_beside_a_terminal(sample: Cli) -> None:
    """`amcli export sales | …` on a terminal: the rows go into the pipe, whole, and nothing else does."""
    leader, follower = pty.openpty()
    done = sample.spawn("export", "sales", stderr=follower)
    out, _ = done.communicate()
    os.close(follower)
    os.close(leader)
    assert done.returncode == 0
    assert out.decode() == sample.ok("export", "sales")
    assert sys.stderr is not None
