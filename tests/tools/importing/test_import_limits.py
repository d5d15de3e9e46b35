"""Hostile files: an error in a sentence, within seconds and within 500 MB; and what is odd but good goes in."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from signal import SIGKILL

import pytest
from importing_samples import SHEET, SHEET_BEGIN, TEXTS, TEXTS_BEGIN, archive

from conftest import Cli

SECONDS = 20  # of the processor, which others that are at work do not make more; mostly it is one or two
PATIENCE = 180  # seconds, after which it hangs
MEGABYTES = 500
MEGABYTE = 2**20
# It notes its own peak as it ends: what the system says of a child counts what its parent had when it was forked.
PROGRAM = """
import os, sys
from pathlib import Path
end = os._exit
def leave(code):
    if sys.platform == "linux":
        Path(os.environ["PEAK"]).write_text(Path("/proc/self/status").read_text())
    end(code)
os._exit = leave
from amcli.app.main import console_main
console_main()
"""


def run(cli: Cli, kind: str, file: Path | str, *options: str, stdin: object = subprocess.DEVNULL) -> tuple[int, str]:
    """Import a file in a process of its own: its exit code and what it says, once it kept within the limits."""
    command = [sys.executable, "-c", PROGRAM, "import", kind, str(file), *options]
    log = cli.folder / "said"
    environ = {**os.environ, **cli.environ, "PEAK": str(cli.folder / "peak")}
    with log.open("wb") as stream:
        process = subprocess.Popen(  # type: ignore[call-overload]
            command, env=environ, stdin=stdin, stdout=stream, stderr=stream
        )
        timer = threading.Timer(PATIENCE, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss // (1024 if sys.platform != "darwin" else MEGABYTE)
    if (noted := cli.folder / "peak").exists():
        peak = int(noted.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    said = log.read_text(errors="replace")
    assert process.returncode != -SIGKILL, f"it hangs: {said[-500:]}"
    assert usage.ru_utime + usage.ru_stime < SECONDS, said[-500:]
    assert peak < MEGABYTES, f"{peak} MB"
    assert "Traceback" not in said
    return process.returncode, said


def written(cli: Cli, blocks: Iterable[bytes], name: str = "rows.csv") -> Path:
    path = cli.folder / name
    with path.open("wb") as stream:
        stream.writelines(blocks)
    return path


def times(block: bytes, megabytes: int) -> Iterable[bytes]:
    """So many megabytes of a block."""
    return [block * (MEGABYTE // len(block))] * megabytes


CSV: dict[str, tuple[Callable[[], Iterable[bytes]], str]] = {
    "ten megabytes in one cell": (
        lambda: [b"name\n", *times(b"x", 10), b"\n"], "line 2: has a cell of more than 1,000,000 characters"
    ),
    "ten megabytes of small cells": (
        lambda: [b"name\n", *times(b"ab,", 10), b"\n"], "cells, and the header has 1 cell"
    ),
    "many such lines": (
        lambda: [b"name\n", *[b"".join([*times(b"abc,", 1), b"\n"])] * 20], "20 rows are bad"
    ),
    "a line without an end": (lambda: [b"name\n", *times(b"x", 40)], "line 2 is longer than 16,777,216 characters"),
    "a header without an end": (lambda: times(b"x,", 40), "line 1 is longer than 16,777,216 characters"),
    "a hundred thousand columns": (
        lambda: [b",".join(b"c%d" % n for n in range(100_000)), b"\n"],
        "rows.csv has 100,000 columns: at most 1,000 can be read",
    ),
    "zeros": (lambda: [b"name\n", *times(b"\0", 40)], "line 2 is longer than 16,777,216 characters"),
    "a quote that swallows the file": (
        lambda: [b'name\n"open\n', *times(b"a good row\n", 40)], "a quote is opened on line 2 and not closed"
    ),
    "cells of many lines in one row": (
        lambda: [b"name\n", *[b'"' + b"a\n" * 400_000 + b'",'] * 20, b"\n"], "not closed properly"
    ),
    "random bytes": (lambda: [b"name\n", os.urandom(MEGABYTE)], ""),
    "a very long number": (lambda: [b"name,tier\n", b"x," + b"9" * 900_000 + b"\n"], "line 2, tier '9999"),
}  # fmt: skip


SLOW = {"ten megabytes of small cells"}  # as "many such lines", more of it


@pytest.mark.parametrize("what", [pytest.param(what, marks=pytest.mark.slow) if what in SLOW else what for what in CSV])
def test_a_hostile_text_file(cli: Cli, what: str) -> None:
    """One sentence, exit 2, and nothing went in."""
    blocks, says = CSV[what]
    code, said = run(cli, "accounts", written(cli, blocks()))
    assert (code, says in said) == (2, True), said[-500:]
    assert len(said) < 5_000
    assert not cli.db.exists() or not cli.json("account", "list")


BOMBS: dict[str, Callable[[], dict[str, Iterable[bytes]]]] = {
    "a million columns": lambda: {SHEET: [SHEET_BEGIN, b"<row>", *[b"<c><v>1</v></c>" * 10_000] * 100]},
    "a text of 200 MB": lambda: {SHEET: [SHEET_BEGIN, b"<row><c><is><t>", *[b" " * MEGABYTE] * 200]},
    "shared texts of 101 MB": lambda: {TEXTS: [TEXTS_BEGIN, *[b"<si><t>some text</t></si>" * 40_000] * 115]},
    "the most shared texts": lambda: {TEXTS: [TEXTS_BEGIN, *[b"<si><t>some text</t></si>" * 10_000] * 101]},
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_of_a_workbook(cli: Cli, what: str) -> None:
    """A few hundred kilobytes that unpack to very much."""
    file = written(cli, [archive(BOMBS[what]()).getvalue()], "bomb.xlsx")
    code, said = run(cli, "accounts", file)
    assert (code, "bomb.xlsx is too large for a workbook, or made to look small" in said) == (2, True), said[-500:]


JSON: dict[str, tuple[Callable[[], Iterable[bytes]], str]] = {
    "a text without an end": (lambda: [b'[{"name":"', *times(b"x", 40)], "holds a record of more than 4,194,304 bytes"),
    "brackets": (lambda: times(b"[", 10), "is nested more than 40 deep"),
    "a record of many values": (
        lambda: [b'[{"name":"x","tags":[', *times(b"1,", 40)], "holds a record of more than 4,194,304 bytes"
    ),
    "a line without an end": (
        lambda: [b'{"name":"x"}\n{"name":"', *times(b"x", 40), b'"}\n'], "line 2 is longer than 4,194,304 bytes"
    ),
    "a hundred thousand columns": (
        lambda: [b"[", b",".join(b'{"c%d":1}' % n for n in range(100_000)), b"]"], "has 1,000"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", JSON)
def test_a_hostile_document(cli: Cli, what: str) -> None:
    """One sentence, exit 2."""
    blocks, says = JSON[what]
    code, said = run(cli, "accounts", written(cli, blocks(), "rows.json"))
    assert (code, says in said or "accounts need the name" in said) == (2, True), said[-500:]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero")
def test_a_device_that_never_ends(cli: Cli) -> None:
    """By its name, and as standard input."""
    code, said = run(cli, "accounts", "/dev/zero")
    assert (code, "has no line end in 64 MB" in said) == (2, True), said
    with Path("/dev/zero").open("rb") as zero:
        code, said = run(cli, "accounts", "-", stdin=zero)
    assert (code, "has no line end in 64 MB" in said) == (2, True), said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_read_to_its_end(cli: Cli) -> None:
    """Whatever comes out of it, and a workbook too."""
    for number, data in enumerate((b"name\nAcme\n", archive({SHEET: [SHEET_BEGIN, _ROWS]}).getvalue())):
        pipe = cli.folder / f"pipe{number}"
        os.mkfifo(pipe)
        writer = threading.Thread(target=pipe.write_bytes, args=(data,))
        writer.start()
        code, said = run(cli, "accounts", pipe)
        writer.join()
        assert code == 0, said
    assert {row["name"] for row in cli.json("account", "list")} == {"Acme", "Bolt"}  # type: ignore[attr-defined]


_ROWS = (
    b'<row><c t="inlineStr"><is><t>name</t></is></c></row><row><c t="inlineStr"><is><t>Bolt</t></is></c></row>'
    b"</sheetData></worksheet>"
)


def test_what_is_odd_but_good_goes_in(cli: Cli) -> None:
    """NUL bytes are taken out and said, formulas are text, an escape of ours is undone, quotes may hold anything."""
    text = (
        b'name,note\n"A\0cme","=HYPERLINK(""http://x"")"\nBolt,\'=1+1\n"Two\nlines","a ""quoted"", word"\n'
        b"@SUM(A1),+49 30 123\n"
    )
    code, said = run(cli, "accounts", written(cli, [text]))
    assert code == 0, said
    assert "took 1 control character out of the name" in said
    found = cli.json("sql", "SELECT name, note FROM accounts ORDER BY record_id")
    assert [tuple(row.values()) for row in found] == [  # type: ignore[attr-defined]
        ("Acme", '=HYPERLINK("http://x")'), ("Bolt", "=1+1"), ("Two\nlines", 'a "quoted", word'),
        ("@SUM(A1)", "+49 30 123"),
    ]  # fmt: skip


@pytest.mark.no_cover
@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, pytest.param(zipfile.ZIP_LZMA, marks=pytest.mark.slow)])
@pytest.mark.parametrize("part", [SHEET, TEXTS])
def test_a_part_that_is_unpacked_at_once(cli: Cli, packed: int, part: str) -> None:
    """A few kilobytes that bzip2 or LZMA make a gigabyte of: no spreadsheet packs so, and they are not unpacked."""
    path = cli.folder / "bomb.xlsx"
    with zipfile.ZipFile(archive({})) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            bomb = name == part
            made.writestr(name, bytes(200 * MEGABYTE) if bomb else given.read(name), packed if bomb else None)
    code, said = run(cli, "accounts", path)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "too large for a workbook" in said


@pytest.mark.parametrize("number", [b"1048577", b"9999999"])
def test_a_row_beyond_the_last(cli: Cli, number: bytes) -> None:
    """A row after Excel's last one is refused, because all rows before it would be made."""
    path = cli.folder / "far.xlsx"
    row = b'<row r="1"><c t="inlineStr"><is><t>name</t></is></c></row><row r="' + number + b'"><c/></row>'
    path.write_bytes(archive({SHEET: [SHEET_BEGIN, row, b"</sheetData></worksheet>"]}).getvalue())
    code, said = run(cli, "accounts", path)
    assert (code, "too large for a workbook" in said) == (2, True)
