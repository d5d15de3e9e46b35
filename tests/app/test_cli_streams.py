"""Closed and full streams: a change stands whatever becomes of its report, and nothing ends in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Cli

PROGRAM = "from amcli.app.main import console_main; console_main()"
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def redirected(cli: Cli, redirections: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line as a shell does that was told to redirect it."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -c "{PROGRAM}" "$@" {redirections}', sys.executable, *words],
        env={**os.environ, **cli.environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("gone", [">&-", ">/dev/full"])
def test_a_change_whose_report_is_lost_stands(small: Cli, gone: str) -> None:
    """The change is in the file, the exit code is that of the change, and a line says so with all that was done."""
    rejects = small.folder / "rejects.csv"
    table = small.folder / "sales.csv"
    table.write_text("account,amount,date\nmaruti,5,2026-09-03\nnobody,5,2026-09-03\n")
    for words, code, said in (
        (("log", "maruti", "Called"), 0, "Logged I3 (Called)"),
        (("account", "add", "New", "-q"), 0, "Added account new (New)"),
        (("undo",), 0, "Undone"),
        (("import", "sales", str(table), "--rejects", str(rejects)), 6, "Imported 1 sale"),
    ):
        done = redirected(small, gone, *words)
        last = done.stderr.decode().splitlines()[-1]
        assert (done.returncode, last.startswith("amcli: standard output cannot be written to (")) == (code, True), last
        assert f"but this was done: {said}" in last
    assert small.ok("interaction", "show", "I3").count("Called")


@pytest.mark.parametrize("gone", [">&-", ">/dev/full"])
def test_a_result_that_is_lost(small: Cli, gone: str) -> None:
    """Where the result is all there is, exit 2 and one line; a dry run has done nothing either."""
    before = small.dump()
    for words in (
        ("account", "list"), ("today",), ("export", "all"), ("sql", "SELECT 1"), ("--help",), ("--version",),
        ("remind", "--once"), ("account", "add", "New", "--dry-run"),
    ):  # fmt: skip
        done = redirected(small, gone, *words)
        assert done.returncode == 2, done
        assert done.stderr.startswith(b"amcli: cannot write the result: ")
        assert done.stderr.count(b"\n") == 1
    assert small.dump() | {"reminder_run": []} == before


@pytest.mark.parametrize("gone", ["2>&-", "2>/dev/full"])
def test_what_is_said_beside_the_result_may_be_lost(small: Cli, gone: str) -> None:
    """Without standard error the exit codes and the results are the same, notes and errors or not."""
    for words, code, out in (
        (("account", "list", "-f", "ids"), 0, b"eclair\n"),
        (("account", "add", "New\x07", "-q"), 0, b"new\n"),  # has a note
        (("account", "show", "nobody"), 3, b""),
        (("account", "show", "nobody", "-f", "json"), 3, b""),
        (("account", "nonsense"), 2, b""),
        (("log", "maruti", "x", "--next", "y"), 2, b""),
        (("remind", "--exec", "false"), 1, b""),
    ):
        done = redirected(small, gone, *words)
        assert (done.returncode, done.stdout.startswith(out)) == (code, True), (words, done)
    done = redirected(small, f">&- {gone}", "account", "add", "Newer")
    assert (done.returncode, "newer" in small.ok("account", "list", "-f", "ids")) == (0, True)


@pytest.mark.parametrize(
    "words",
    [("log", "maruti", "-"), ("account", "archive", "-"), ("account", "edit", "-", "--tier", "1"), ("sql", "-"),
     ("import", "sales", "-")],
)  # fmt: skip
def test_a_closed_standard_input(small: Cli, words: tuple[str, ...]) -> None:
    """What is to be read and cannot be is exit 2 and a line that names it."""
    done = redirected(small, "<&-", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"amcli: cannot read standard input: ")
    assert done.stderr.count(b"\n") == 1


def test_a_closed_stream_is_nobody_elses(small: Cli) -> None:
    """No file that is opened later gets the number of a closed stream, where another program would print into it."""
    seen = small.folder / "seen"
    program = f"sh -c 'ls -l /proc/$$/fd > {seen}'"
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    redirected(small, "<&- >&- 2>&-", "remind", "--exec", program)
    for line in seen.read_text().splitlines():
        if " -> " in line and line.split(" -> ")[0].split()[-1] in ("1", "2"):
            assert line.endswith((" -> /dev/null", f" -> {seen}")), line


def test_input_that_is_no_text_in_any_locale(small: Cli) -> None:
    """Where Python would let bytes pass that are no text, they are refused all the same."""
    (small.folder / "bytes").write_bytes(b"M\xfcller\n")
    for locale in ("C", "C.UTF-8"):
        small.environ["LC_ALL"] = locale
        done = redirected(small, f"<{small.folder / 'bytes'}", "log", "maruti", "-")
        assert (done.returncode, done.stderr) == (2, b"amcli: standard input is not text in UTF-8\n")
