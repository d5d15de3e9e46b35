"""Pages asked for on the command line: what they have, where they go, and what is no page."""

import builtins
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

REPORT = ("report", "activity")


class Table(HTMLParser):
    """The cells of a page's tables by row, the heads among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def test_a_page_on_a_terminal_is_its_text(small: Cli) -> None:
    """html and eml are text, which a terminal shows as a pipe gets it; a pdf is refused there, and nothing is said."""
    for format_ in ("html", "eml"):
        assert small.ok(*REPORT, "-f", format_, tty=True) == small.ok(*REPORT, "-f", format_)
    done = small(*REPORT, "-f", "pdf", tty=True)
    assert (done.code, done.out) == (2, "")
    assert "pdf is nothing to read on a terminal: add -o FILE.pdf, or pipe it" in done.err


def test_a_page_is_the_same_page_again(sample: Cli) -> None:
    """The same bytes for the same data and day."""
    for words in (REPORT, ("plan", "show", "PL1"), ("today",)):
        for format_ in ("html", "eml"):
            assert sample.ok(*words, "-f", format_) == sample.ok(*words, "-f", format_)


def test_columns_order_and_limit_of_a_page(small: Cli) -> None:
    """--columns, --sort and --limit do what they do elsewhere."""
    words = ("sale", "list", "--columns", "id,amount,ref", "--sort", "amount", "-f", "html")
    assert [row[0] for row in Table(small.ok(*words)).rows] == ["id", "S2", "S1", "S3"]
    assert Table(small.ok(*words, "--limit", "1")).rows == [["id", "amount", "ref"], ["S2", "99.00", ""]]
    chosen = small.ok("report", "activity", "--columns", "key,visit", "--limit", "1", "-f", "html")
    assert [len(row) for row in Table(chosen).rows[:2]] == [2, 2]
    assert small("sale", "list", "--columns", "nope", "-f", "html").code == 2
    assert small("sale", "list", "--sort", "nope", "-f", "html").code == 2


def test_a_page_of_chosen_columns_has_no_chart(sample: Cli) -> None:
    """The chart is of columns that may be left out."""
    assert "<svg" in sample.ok("report", "sales", "-f", "html")
    assert "<svg" not in sample.ok("report", "sales", "--columns", "key,actual", "-f", "html")


def test_an_export_is_a_page_too(small: Cli) -> None:
    """`export accounts -o x.html` has every account, also the archived; the whole portfolio is JSON alone."""
    file = small.folder / "x.html"
    small.ok("export", "accounts", "-o", str(file))
    rows = Table(file.read_text(encoding="utf-8")).rows
    assert [row[0] for row in rows] == ["code", "maruti", "maruti-service", "eclair", "old-garage"]
    for format_ in ("html", "eml", "pdf"):
        file = small.folder / f"all.{format_}"
        done = small("export", "all", "-o", str(file))
        assert (done.code, file.exists()) == (2, False)
        assert f"a whole portfolio is one JSON document: leave out {format_}, or export one kind" in done.err


@pytest.mark.parametrize("format_", ["html", "eml", "pdf"])
def test_a_sentence_is_no_page(small: Cli, format_: str) -> None:
    """What answers with a sentence has no page, and a change that is asked for as one is not made."""
    done = small("config", "path", "-f", format_)
    assert (done.code, done.out) == (2, "")
    assert f"this result has no rows for {format_}: use another format" in done.err
    done = small("backup", str(small.folder / "b.db"), "-f", format_)
    assert (done.code, (small.folder / "b.db").exists()) == (2, False)
    assert "is a format of rows, and this has none" in done.err


@pytest.mark.parametrize("error", [ImportError("no module"), OSError("cannot load library 'libpango-1.0-0'")])
def test_a_pdf_without_what_makes_it(small: Cli, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Without the extra, or without pango, it is one line that says what to install; the file there was stays."""
    find = builtins.__import__

    def found(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise error
        return find(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", found)
    file: Path = small.folder / "x.pdf"
    file.write_text("as it was")
    done = small(*REPORT, "-o", str(file))
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert 'pdf needs an extra package: pip install "amcli[pdf]", and the system\'s pango' in done.err
    assert file.read_text() == "as it was"


@pytest.mark.parametrize("format", ["html", "eml"])
def test_an_empty_file_has_a_page_of_how_to_begin(cli: Cli, format: str) -> None:
    """As it has a text; another sentence is no page."""
    cli.ok("account", "add", "Ab")
    cli.ok("account", "remove", "ab", "--yes")
    assert "There is no account yet." in cli.ok("today", "-f", format)
    assert cli("config", "path", "-f", format).code == 2
