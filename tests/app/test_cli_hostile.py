"""Hostile text through the real command line: it is data, whatever it looks like."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.text import clean, is_empty, one_line, unescape_cell
from conftest import Cli, tries

PIECES = (
    "[bold]X", "[/x]", "[link=http://x]", "\\[x]", ":smile:", "'", '"', '""', "`", "$(x)", ";", "\\", "%s", "{x}",
    "--", "-x", "\n", "\r\n", "\r", "\t", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\u202e", "\u2066",
    "\u200f", "\ufeff", "\u2028", "=1+1", "@SUM(A1)", "+1", "-1", "＝1", "|", "NULL", "null", "é", "e\u0301", "日本",
    "\U0001f600", " ", "\xa0", ",", "0", "1e5", "<b>", "&amp;",
)  # fmt: skip
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
hostile = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=6).map("".join))


@pytest.fixture(scope="module")
def probe(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A portfolio that all examples of this page share: each writes over the same records."""
    cli = Cli(tmp_path_factory.mktemp("hostile"))
    shutil.copy(small_file, cli.db)
    return cli


def as_kept(text: str) -> str | None:
    """What the file holds of a text: clean, and nothing where there is only space."""
    kept = clean(text)[0]
    return kept if kept.strip() else None


@settings(max_examples=tries(8, 80))
@given(text=hostile)
def test_what_goes_in_comes_out(probe: Cli, text: str) -> None:
    """Text survives as it was, but for the control characters that were taken out, with a note: in JSON to the
    letter, in csv after unescaping, and no control character is in any format.
    """
    argument = text.replace("\0", "")  # an argument cannot hold one
    kept = as_kept(argument)
    done = probe("account", "edit", "maruti", f"--note={argument}", f"--city={argument}", "--add-tag", "oem")
    assert done.code == 0, done.err
    assert ("control character" in done.err) == (clean(argument)[1] > 0)
    rows: Any = probe.json("account", "list", "--columns", "note,city")
    assert rows[1] == {"note": kept, "city": kept}
    table = csv.DictReader(io.StringIO(probe.ok("account", "list", "-f", "csv")))
    (row,) = [row for row in table if row["code"] == "maruti"]
    assert unescape_cell(row["note"]) == (kept or "")
    for format_ in ("plain", "table", "tsv", "markdown", "jsonl", "csv"):
        shown = probe.ok("account", "list", "--columns", "code,note,city", "-f", format_)
        assert not CONTROL.search(shown.replace("\r", "") if format_ == "csv" else shown), format_
    shown = probe.ok("account", "list", "--columns", "note", tty=True)
    assert not CONTROL.search(COLOUR.sub("", shown))


@settings(max_examples=tries(6, 60))
@given(text=hostile)
def test_names_and_texts(probe: Cli, text: str) -> None:
    """Names and what was logged may be any text that is not empty; a code is made of any name."""
    argument = text.replace("\0", "")
    before = probe.dump()
    for words, key in (
        (("account", "add", "--", argument), "account"),
        (("contact", "add", "maruti", "--", argument), "contact"),
        (("product", "add", "--", argument), "product"),
        (("log", "maruti", "-"), "interaction"),
    ):
        piped = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        kept = as_kept(piped if key == "interaction" else argument)
        kept = None if is_empty(kept or "") else kept  # what nobody can see is none
        done = probe(*words, stdin=text)
        assert done.code == (0 if kept else 2), (words, done)
        assert not CONTROL.search(done.out + done.err)
        assert len(done.out.splitlines()) == bool(kept)
        if kept:
            order = "-id" if key in ("contact", "interaction") else "-id,name"
            rows: Any = probe.json(key, "list", "--sort", order)
            field = "text" if key == "interaction" else "name"
            assert kept in [row[field] for row in rows]
            probe.ok("undo")
    assert probe.dump() == before


@settings(max_examples=tries(6, 60))
@given(text=hostile)
def test_errors_show_it_on_one_clean_line(probe: Cli, text: str) -> None:
    """Whatever was wrong, the message is one short line without a control character, in words and in JSON."""
    argument = text.replace("\0", "")
    for words in (
        ("contact", "show", "--", argument),
        ("sale", "add", "maruti", "--", f"x{argument}"),
        ("sale", "list", f"--sort=x{argument}"),
        ("sale", "list", f"--columns=x{argument}"),
        ("sale", "list", f"--period=x{argument}"),
        ("sale", "list", f"--x{argument}"),
        ("sale", f"x{argument}"),
        (f"x{argument}",),
        ("account", "add", "x", f"--code=A1{argument}"),
        ("account", "add", "x", f"--scope=x{argument}"),
        ("deadline", "add", "maruti", "x", f"--due=x{argument}"),
        ("config", "get", f"x{argument}"),
        ("history", "--", f"x{argument}"),
        ("--db", f"/no/such/{argument.replace('/', '')}", "account", "list"),
    ):
        for flag in ((), ("-f", "json")):
            done = probe(*(words if "--" in words else (*words, *flag)))
            if done.code == 0:
                continue
            assert done.code in (2, 3, 4, 5), (words, done)
            assert len(done.err.splitlines()) == 1, (words, done)
            assert not CONTROL.search(done.err)
            assert len(done.err) < 700


def test_ten_thousand_characters(small: Cli) -> None:
    """A text of ten thousand characters is kept whole, and the sentence about it stays short."""
    text = "“é日👩‍👧 " * 2000
    done = small("log", "maruti", "-", stdin=text)
    assert len(done.out) < 150
    shown: Any = small.json("interaction", "show", "I3")
    assert shown["text"] == text
    assert len(small("account", "add", text).out) < 200
    assert len(small("contact", "show", text).err) < 200


RUNS = ("=1+1", "+cmd|x", "-2+3", "@SUM(1)", "\tx", "＝1", "'=1", " =1")
STAYS = ("-5", "+49 30 123-45", "'x", "1.5")


@pytest.mark.parametrize("cell", [*RUNS, *STAYS])
def test_what_a_spreadsheet_would_run(small: Cli, cell: str) -> None:
    """In csv a text that a spreadsheet would run is escaped, a number or a phone number is not; JSON has it as is."""
    small.ok("account", "edit", "maruti", f"--phone={cell}")
    table = csv.DictReader(io.StringIO(small.ok("account", "list", "-f", "csv")))
    (written,) = [row["phone"] for row in table if row["code"] == "maruti"]
    assert unescape_cell(written) == cell
    assert (written == cell) == (cell in STAYS)
    rows: Any = small.json("account", "list", "--code", "maruti")
    assert rows[0]["phone"] == cell


def test_control_characters_that_another_tool_wrote(small: Cli) -> None:
    """What other hands put into the file reaches no terminal either."""
    import sqlite3

    connection = sqlite3.connect(small.db)
    connection.execute(
        "UPDATE account SET name = 'x' || char(27) || '[31mred' || char(8238) || char(0) || 'y' WHERE id = 1"
    )
    connection.commit()
    connection.close()
    for format_ in ("plain", "table", "markdown", "csv", "tsv", "json", "jsonl"):
        shown = small.ok("account", "list", "-f", format_)
        assert "red" in shown
        assert not CONTROL.search(shown)
    assert not CONTROL.search(COLOUR.sub("", small.ok("account", "list", tty=True)))
    done = small("account", "edit", "A1", "--tier", "3")
    assert not CONTROL.search(done.out + done.err)


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_control_characters_in_a_damaged_page(small: Cli, format_: str) -> None:
    """A disk may spoil a row and leave its index as it was: what is shown is looked at where it is read."""
    whole = small.db.read_bytes()
    assert whole.count(b"marutiMaruti Suzuki") == 1
    small.db.write_bytes(whole.replace(b"marutiMaruti Suzuki", b"\x01\0rutiMaruti Suzuki"))
    shown = small.ok("sale", "list", "-f", format_)
    assert "ruti" in shown
    assert not CONTROL.search(shown.replace("\r", ""))
    if format_ == "jsonl":
        assert {json.loads(line)["account_name"] for line in shown.splitlines()} == {"Maruti Suzuki", "Éclair Motors"}


def test_one_line_is_what_terminals_get(small: Cli) -> None:
    """A text of lines and tabs takes one line of a list."""
    small.ok("log", "maruti", "-", stdin="a\nb\tc")
    assert one_line("a\nb\tc") in small.ok("interaction", "list")
