"""Where results go and how they look: formats, files, colours, widths, the clock."""

import csv
import io
import json
import os
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

LIST = ("sale", "list")


def test_a_terminal_gets_a_table_and_a_pipe_plain_text(small: Cli) -> None:
    """A terminal gets the Rich table with colour; a pipe gets aligned columns, nothing cut off, no colour."""
    table, plain = small.ok(*LIST, tty=True), small.ok(*LIST)
    assert "\x1b[" in table
    assert "1,250.50" in table
    assert "\x1b" not in plain
    assert "1250.50" in plain
    assert plain.splitlines()[0].startswith("ID  DATE")
    assert small.ok(*LIST, "-f", "plain", tty=True) == plain


def test_nothing_is_cut_off_in_a_pipe(small: Cli) -> None:
    """A pipe gets a text of ten thousand characters whole, whatever the width of anything."""
    text = "word " * 2000 + "end"
    small.ok("log", "maruti", text)
    for format_ in ("plain", "csv", "tsv", "json", "jsonl", "markdown"):
        assert text in small.ok("interaction", "list", "-f", format_, COLUMNS="20")


@pytest.mark.parametrize(
    "environ",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "unknown"}, {"TERM": "dumb", "COLUMNS": "200"}],
)
def test_no_colour(small: Cli, environ: dict[str, str]) -> None:
    """NO_COLOR and a dumb TERM are honoured: no escape sequence at all, not even bold."""
    assert "\x1b" not in small.ok(*LIST, tty=True, **environ)


def test_no_color_option(small: Cli) -> None:
    """--no-color does the same; an empty NO_COLOR means nothing."""
    assert "\x1b" not in small.ok("--no-color", *LIST, tty=True)
    assert "\x1b" in small.ok(*LIST, tty=True, NO_COLOR="")


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_columns(small: Cli, columns: int) -> None:
    """A table is as wide as COLUMNS at the most."""
    shown = small.ok("deadline", "list", "--all", tty=True, NO_COLOR="1", COLUMNS=str(columns))
    assert max(map(len, shown.splitlines())) <= columns


def test_a_wider_terminal_shows_more(small: Cli) -> None:
    """The reference is always there; lesser columns come with the room for them."""
    narrow, wide = (small.ok("sale", "list", tty=True, NO_COLOR="1", COLUMNS=each) for each in ("60", "200"))
    assert "S1" in narrow
    assert "INV-1" in wide
    assert len(narrow.splitlines()[0].split()) < len(wide.splitlines()[0].split())


@pytest.mark.parametrize("columns", ["x", "-1", "0", "", "99999999999", "²"])
def test_columns_that_are_no_width(small: Cli, columns: str) -> None:
    """A COLUMNS that is no width is not looked at."""
    assert "S1" in small.ok(*LIST, tty=True, COLUMNS=columns)


ENDINGS = {
    "x.csv": "csv", "x.CSV": "csv", "x.tsv": "tsv", "x.json": "json", "x.jsonl": "jsonl", "x.md": "markdown",
    "x.html": "html", "x.HTM": "html", "x.eml": "eml", "x.txt": "plain", "x": "plain", ".csv": "plain",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDINGS)
def test_an_output_file_by_its_ending(small: Cli, name: str) -> None:
    """-o writes to a file in the format of its ending, also on a terminal, and prints nothing; -f goes before."""
    for tty in (False, True):
        path = small.folder / f"{tty}{'' if name[0] == '.' else '-'}{name}" if name[0] != "." else small.folder / name
        done = small(*LIST, "-o", str(path), tty=tty)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert path.read_text() == small.ok(*LIST, "-f", ENDINGS[name])
        small.ok(*LIST, "-o", str(path), "-f", "ids")
        assert path.read_text() == "S2\nS1\nS3\n"


def test_an_output_file_is_whole_or_as_it_was(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that fails half way leaves the old file, no part of a new one, and no draft."""
    from amcli.render import plain

    def broken(result: Any, out: Any) -> None:
        out.write("half")
        raise OSError(28, "No space left on device")

    path = small.folder / "out.txt"
    small.ok(*LIST, "-o", str(path))
    before = path.read_text(), sorted(small.folder.iterdir())
    monkeypatch.setattr(plain, "write_plain", broken)
    done = small(*LIST, "-o", str(path))
    assert (done.code, "No space left" in done.err) == (2, True)
    assert (path.read_text(), sorted(small.folder.iterdir())) == before
    for words in (
        ("sale", "list", "--columns", "nothing"),
        ("sale", "list", "-f", "xml"),
        ("sale", "list", "--sort", "x"),
    ):
        assert small(*words, "-o", str(path)).code == 2
    assert (path.read_text(), sorted(small.folder.iterdir())) == before


def test_an_output_file_behind_a_link(small: Cli) -> None:
    """A link stays a link: what it points to is replaced."""
    target, link = small.folder / "target.csv", small.folder / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    small.ok(*LIST, "-o", str(link))
    assert link.is_symlink()
    assert target.read_text().startswith("id,date")


def test_a_device_is_written_to(small: Cli) -> None:
    """/dev/null stays a device, and a pipe with a name is written into."""
    small.ok(*LIST, "-o", "/dev/null")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116
    pipe = small.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    small.ok(*LIST, "-o", str(pipe), "-f", "ids")
    assert os.read(reader, 1000) == b"S2\nS1\nS3\n"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_formats_of_a_record(small: Cli) -> None:
    """A record opened has every format too."""
    assert json.loads(small.ok("budget", "show", "B1", "-f", "json"))["expenses"][0]["id"] == "X1"
    assert json.loads(small.ok("budget", "show", "B1", "-f", "jsonl"))["name"] == "Trade fair"
    (row,) = csv.DictReader(io.StringIO(small.ok("budget", "show", "B1", "-f", "csv")))
    assert row["amount"] == "12000.00"
    assert small.ok("budget", "show", "B1", "-f", "ids") == "B1\n"
    for format_ in ("plain", "table", "markdown"):
        assert "Trade fair" in small.ok("budget", "show", "B1", "-f", format_)


def test_the_day_can_be_fixed(small: Cli) -> None:
    """--today goes before AMCLI_TODAY; both replace the clock of every rule, but not of the journal."""
    small.ok("--today", "2024-02-29", "sale", "add", "maruti", "5")
    sales: Any = small.json("sale", "list", "--sort", "date", "--limit", "1")
    assert sales[0]["date"] == "2024-02-29"
    small.ok("sale", "add", "maruti", "5", AMCLI_TODAY="2023-01-01T23:59")
    sales = small.json("sale", "list", "--sort", "date", "--limit", "1")
    assert sales[0]["date"] == "2023-01-01"
    history: Any = small.json("history", "--limit", "1")
    assert not history[0]["at"].startswith("2023")
    assert history[0]["at"].endswith("Z")


def test_the_day_may_be_relative(small: Cli) -> None:
    """`--today +1w` is a week after AMCLI_TODAY, and that, where it is relative, after the machine's day."""
    small.ok("--today", "fri 10:00", "sale", "add", "maruti", "5", AMCLI_TODAY="2026-09-17 8:00")
    sales: Any = small.json("sale", "list", "--limit", "1")
    assert sales[0]["date"] == "2026-09-18"
    small.ok("sale", "add", "maruti", "5", AMCLI_TODAY="+4000w")
    sales = small.json("sale", "list", "--limit", "1")
    assert sales[0]["date"] == f"{date.today() + timedelta(weeks=4000)}"


@pytest.mark.parametrize("text", ["05/06/2026", "last wed", "2026-02-30", "x", "10:00", "fri 24:00"])
def test_a_wrong_day_is_said_at_once(small: Cli, text: str) -> None:
    """A wrong --today or AMCLI_TODAY is exit 2 whatever the command."""
    assert small("--today", text, "account", "list").code == 2
    assert small("config", "path", AMCLI_TODAY=text).code == 2


def test_a_character_that_the_terminal_lacks(small: Cli) -> None:
    """On a terminal of another encoding a letter it lacks is spelled out; that is no failure."""
    done = small.spawn("account", "list", "-f", "csv", environ={"PYTHONIOENCODING": "ascii"})
    out, err = done.communicate()
    assert (done.returncode, err) == (0, b"")
    assert rb"\xc9clair Motors" in out


def test_a_full_disk_behind_standard_output(small: Cli) -> None:
    """When standard output cannot be written it is exit 2 and one line, and nothing more at the end."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = small.spawn("account", "list", stdout=full)
        _, err = done.communicate()
    assert (done.returncode, err) == (2, b"amcli: cannot write the result: No space left on device\n")
