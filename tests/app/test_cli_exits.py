"""Exit codes and errors: what a script may rely on."""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from amcli.base.errors import Exit
from conftest import ROOT, Cli

# Exit code and, for a failure, the code in JSON; the command line that gets it on the small portfolio.
CONTRACT: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (0, "", ("account", "list")),
    (0, "", ("account", "list", "--name", "nothing-like-this")),
    (0, "", ("--help",)),
    (0, "", ("-h",)),
    (0, "", ("--version",)),
    (0, "", ("account",)),
    (0, "", ("account", "--help")),
    (0, "", ("account", "add", "New")),
    (0, "", ("account", "edit", "maruti", "--tier", "1")),
    (0, "", ("undo",)),
    (2, "bad_value", ("nonsense",)),
    (2, "bad_value", ("account", "nonsense")),
    (2, "bad_value", ("account", "add")),
    (2, "bad_value", ("account", "add", "")),
    (2, "bad_value", ("account", "add", "  ")),
    (2, "bad_value", ("account", "add", "x", "y")),
    (2, "bad_value", ("account", "list", "--nonsense")),
    (2, "bad_value", ("account", "list", "-f")),
    (2, "bad_value", ("account", "list", "-f", "xml")),
    (2, "bad_value", ("account", "add", "x", "--tier", "4")),
    (2, "bad_value", ("account", "add", "x", "--tier", "one")),
    (2, "bad_value", ("account", "add", "x", "--scope", "galactic")),
    (2, "bad_value", ("account", "add", "x", "--currency", "XQQ")),
    (2, "bad_value", ("account", "add", "x", "--cadence", "0")),
    (2, "bad_value", ("account", "add", "x", "--code", "A 1")),
    (2, "bad_value", ("contact", "add", "maruti", "x", "--role", "king")),
    (2, "bad_value", ("deadline", "add", "maruti", "x")),
    (2, "bad_value", ("deadline", "add", "maruti", "x", "--due", "05/06/2026")),
    (2, "bad_value", ("sale", "add", "maruti", "1.005")),
    (2, "bad_value", ("sale", "add", "maruti", "1,00")),
    (2, "bad_value", ("sale", "add", "maruti", "-5")),
    (2, "bad_value", ("sale", "add", "maruti", "EUR 5", "--currency", "USD")),
    (2, "bad_value", ("sale", "add", "maruti", "EUR 5", "--cost", "USD 3")),
    (2, "bad_value", ("sale", "add", "maruti", "JPY 5.0")),
    (2, "bad_value", ("sale", "add", "maruti", "1000000000000000")),
    (2, "bad_value", ("sale", "add", "maruti", "5", "--quantity", "-1")),
    (2, "bad_value", ("budget", "add", "maruti", "x", "--period", "Q4-2026", "--amount", "5")),
    (2, "bad_value", ("rate", "set", "USD", "USD", "1")),
    (2, "bad_value", ("rate", "set", "USD", "EUR", "0")),
    (2, "bad_value", ("target", "set", "2026-Q5", "5")),
    (2, "bad_value", ("log", "maruti")),
    (2, "bad_value", ("log", "maruti", "x", "--next", "y")),
    (2, "bad_value", ("log", "maruti", "x", "--due", "fri")),
    (2, "bad_value", ("account", "list", "-o", "/no/such/folder/x.csv")),
    (2, "bad_value", ("account", "list", "-o", ".")),
    (2, "bad_value", ("sql", "SELEC 1")),
    (2, "bad_value", ("sql", "SELECT 1; SELECT 2")),
    (2, "bad_value", ("search", " ")),
    (2, "bad_value", ("search", "x", "--kind", "target")),
    (2, "bad_value", ("config", "get", "colour")),
    (2, "bad_value", ("config", "set", "fiscal.start", "13")),
    (2, "bad_value", ("--today", "last wed", "account", "list")),
    (3, "not_found", ("contact", "show", "C99")),
    (3, "not_found", ("log", "nobody", "x")),
    (3, "not_found", ("sale", "add", "maruti", "5", "--product", "nothing")),
    (3, "not_found", ("history", "H99")),
    (3, "not_found", ("budget", "spend", "maruti", "Trade fair", "5", "--on", "2001-01-01")),
    (3, "ambiguous", ("contact", "show", "Asha Rao")),
    (3, "ambiguous", ("log", "mar", "x")),
    (4, "refused", ("account", "add", "x", "--code", "MARUTI")),
    (4, "refused", ("account", "remove", "maruti", "--yes")),
    (4, "refused", ("account", "remove", "old-garage")),
    (4, "refused", ("account", "edit", "maruti", "--parent", "maruti-service")),
    (4, "refused", ("account", "edit", "maruti", "--parent", "maruti")),
    (4, "refused", ("contact", "edit", "C1", "--reports-to", "C2")),
    (4, "refused", ("contact", "edit", "C2", "--account", "eclair")),
    (4, "refused", ("sale", "add", "maruti", "5", "--ref", "INV-1")),
    (4, "refused", ("redo",)),
    (4, "refused", ("sql", "DELETE FROM account")),
    (4, "refused", ("sql", "ATTACH 'x.db' AS x")),
    (5, "database", ("--db", "/no/such/file.db", "account", "list")),
    (5, "database", ("--db", "/no/such/file.db", "account", "add", "x")),
    (5, "database", ("--db", ".", "account", "list")),
)


@pytest.mark.parametrize(("code", "name", "words"), CONTRACT)
def test_exit_code(small: Cli, code: int, name: str, words: tuple[str, ...]) -> None:
    """The documented code; a failure is one line on stderr that begins with `amcli: `; nothing is printed or done."""
    before = small.dump(journal=True)
    done = small(*words)
    assert done.code == code, done
    if code:
        assert done.out == ""
        assert done.err.startswith("amcli: ")
        assert len(done.err.splitlines()) == 1
        assert "Traceback" not in done.err
        assert small.dump(journal=True) == before
    else:
        assert "amcli:" not in done.err


PRINTING = {"list", "show", "history", "search", "sql", "get"}
FAILING = [each for each in CONTRACT if each[0] and PRINTING.intersection(each[2]) and "-f" not in each[2]]


@pytest.mark.parametrize(("code", "name", "words"), FAILING)
@pytest.mark.parametrize("flag", [("-f", "json"), ("--format=json",), ("-fjson",), ("--format", "jsonl")])
def test_errors_in_json(small: Cli, code: int, name: str, words: tuple[str, ...], flag: tuple[str, ...]) -> None:
    """With -f json an error is one JSON object on stderr, whatever was wrong, and the exit code is the same."""
    done = small(*words, *flag)
    assert (done.code, done.out) == (code, "")
    error: Any = json.loads(done.err)
    assert list(error) == ["error"]
    assert list(error["error"]) == ["code", "message", "candidates"]
    assert error["error"]["code"] == name
    assert error["error"]["message"]
    assert isinstance(error["error"]["candidates"], list)


def test_candidates_in_json(small: Cli) -> None:
    """The nearest names and the candidates are a list of their own in JSON."""
    for words, wanted in (
        (("contact", "show", "asha rao"), ["C3 (Asha Rao)", "C1 (Asha Rao)"]),
        (("contact", "show", "asha ra"), ["Asha Rao"]),
        (("sale", "list", "--account", "marutti"), ["maruti"]),
        (("account", "lst"), ["list"]),
        (("acount", "list"), ["account"]),
        (("config", "get", "fiscal"), ["fiscal.start"]),
    ):
        error: Any = json.loads(small(*words, "-f", "json").err)["error"]
        assert error["candidates"], words
        assert any(wanted[0].split(" (")[-1].rstrip(")") in each for each in error["candidates"]), words
        assert len(error["candidates"]) <= 3


def test_the_codes_are_documented() -> None:
    """docs/exit-codes.md has a line for each exit code and for no other."""
    page = (ROOT / "docs" / "exit-codes.md").read_text()
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == [int(code) for code in Exit]


def test_a_number_that_looks_like_an_option(small: Cli) -> None:
    """The message shows what was typed, whole, and how a text that begins with - is typed."""
    done = small("sale", "add", "maruti", "-45")
    assert "'-45'" in done.err
    assert small.ok("log", "maruti", "--", "-5% agreed").startswith("Logged I3 (-5% agreed)")
    assert "'-5%'" in small("log", "maruti", "-5%").err


def test_an_unexpected_failure(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect is exit 70 and one line; the traceback comes with --debug alone."""
    from amcli.records.reports import listing

    def broken(*_: object, **__: object) -> None:
        raise KeyError("boom\nwith two lines")

    monkeypatch.setattr(listing, "listing", broken)
    done = small("account", "list")
    assert (done.code, done.out) == (70, "")
    assert done.err.startswith("amcli: unexpected: KeyError")
    assert "--debug" in done.err
    assert len(done.err.splitlines()) == 1
    error: Any = json.loads(small("account", "list", "-f", "json").err)
    assert error["error"]["code"] == "unexpected"
    done = small("--debug", "account", "list")
    assert (done.code, done.out) == (70, "")
    assert done.err.startswith("Traceback")
    assert "in broken" in done.err


def test_a_defect_of_a_write_leaves_nothing(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in the middle of a change rolls all of it back."""
    from amcli.features.deadlines.services import deadlines

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    before = small.dump(journal=True)
    monkeypatch.setattr(deadlines, "close", broken)
    assert small("log", "maruti", "x", "--next", "y", "--due", "fri", "--done", "D1").code == 70
    assert small.dump(journal=True) == before


def test_a_noun_alone_shows_its_help(small: Cli) -> None:
    """`amcli account` shows the verbs, as `--help` does."""
    done = small("account")
    assert done.err == ""
    assert done.out == small.ok("account", "--help")
    assert "archive" in done.out


def test_a_command_line_that_is_no_text(small: Cli) -> None:
    """Bytes that are no UTF-8, on the command line or in the input, are exit 2 and one line, and nothing is written."""
    before = small.dump(journal=True)
    for words, stdin in (
        (("account", "list", "--city", "\udcff"), b""),
        (("contact", "show", "\udcff"), b""),
        (("sql", "\udcff"), b""),
        (("search", "\udcff"), b""),
        (("account", "list", "-f", "\udcff"), b""),
        (("account", "add", "M\udcfcller"), b""),
        (("account", "add", "x", "--tag", "a", "--tag", "\udcfc"), b""),
        (("account", "edit", "maruti", "--note", "M\udcfcller"), b""),
        (("log", "maruti", "M\udcfcller"), b""),
        (("log", "maruti", "x", "--next", "\udcfc", "--due", "fri"), b""),
        (("log", "maruti", "-"), b"\xff\xfe"),
        (("account", "edit", "-", "--tier", "1"), b"\xff"),
        (("sql", "-"), b"\xff"),
    ):
        done = small(*words, stdin=stdin)
        assert (done.code, "UTF-8" in done.err) == (2, True), (words, done)
        assert len(done.err.splitlines()) == 1
    assert r"NAME: 'M\xfcller'" in small("account", "add", "M\udcfcller").err
    assert small.dump(journal=True) == before


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there every name of a file is text")
def test_the_name_of_a_file_may_be_any_bytes(small: Cli) -> None:
    """What is refused as a text works as a name: of the portfolio, of what is read and written, of a program."""
    place = small.folder / "f\udcfc"
    place.mkdir()
    named: Any = {"AMCLI_DB": str(place / "p\udcfc.db"), "AMCLI_CONFIG": str(place / "c\udcfc.toml")}
    shutil.copy(small.db, named["AMCLI_DB"])
    table, rejects, backup = (str(place / f"{name}\udcfc") for name in ("sales", "rejects", "backup"))
    Path(table).write_text("account,amount,date\nmaruti,5,2026-09-03\nnobody,5,2026-09-03\n")
    program = place / "p\udcfc.sh"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    for words, code in (
        (("account", "list", "-o", f"{table}.out"), 0),
        (("--db", named["AMCLI_DB"], "account", "add", "New"), 0),
        (("import", "sales", table, "--rejects", rejects), 6),
        (("backup", backup), 0),
        (("backup",), 0),
        (("restore", backup, "--yes"), 0),
        (("undo",), 0),
        (("remind", "--once", "-o", f"{table}.txt"), 0),
        (("remind", "--exec", str(program)), 0),
        (("config", "set", "currency", "EUR"), 0),
        (("history",), 0),
        (("doctor",), 0),
        (("export", "all", "-o", f"{table}.json"), 0),
        (("--db", f"{table}.db", "import", "all", f"{table}.json"), 0),
        (("demo", "--keep", f"{table}.demo"), 0),
    ):
        done = small(*words, **named)
        assert done.code == code, (words, done)
    assert "rejects\ufffd" in small("import", "sales", table, "--rejects", rejects, **named).err
