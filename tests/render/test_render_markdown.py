"""markdown: a GitHub table in which a user's text is data, read back by a Markdown parser."""

from __future__ import annotations

import re

from hypothesis import given
from markdown_it import MarkdownIt
from render_samples import ANY_TEXT, listing, one_cell, record, report, shown

from amcli.base.results import Column, Kind, Listing
from amcli.base.text import clean

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_listing() -> None:
    """Numbers to the right and as a person reads them, with all their decimals."""
    assert shown(listing(), "markdown").splitlines() == [
        "| code | account | tier | weight | sales | attainment | due | tags | live | months |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- | --- |",
        "| maruti | Maruti | 1 | 2.5 | 1,234,567.80 | 43.3 % | 2026-12-01 | car, key | yes | 1 2.5 |",
        "| goody | Goody Service |  |  | -0.05 | n/a | 2026-12-01T15:30 |  | no |  |",
    ]


def test_report_has_a_bold_total() -> None:
    """Below the title; the total is the last row, in bold, with its label; then the notes."""
    lines = shown(report(), "markdown").splitlines()
    assert lines[0] == "### Sales 2026"
    assert lines[-3:] == ["| **total** |  | **520,097.50** | **88.2 %** | **!** |", "", "Rest has no target."]
    assert len(lines) == 11


def test_record() -> None:
    """What the record holds, then the sections that have rows."""
    assert shown(record(), "markdown").splitlines() == [
        "| field | value |",
        "| --- | --- |",
        "| code | maruti |",
        "| name | Maruti |",
        "| growth | n/a |",
        "| note | First line second line |",
        "",
        "### Contacts",
        "",
        "| id | roles |",
        "| --- | --- |",
        "| C1 | buyer, user |",
    ]


def test_empty_is_a_header_alone() -> None:
    """No row is still a table."""
    assert shown(Listing("x", (Column("n", Kind.INT),), []), "markdown") == "| n |\n| ---: |\n"


@given(ANY_TEXT)
def test_any_text_is_data(text: str) -> None:
    """A parser finds one cell that holds the text and nothing else: no markup, no HTML, no second cell."""
    tokens = PARSER.parse(shown(one_cell(text), "markdown"))
    cells = [token.children or [] for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens].count("td_open") == 1
    assert len(cells) == 2
    assert {child.type for child in cells[1]} <= {"text", "text_special"}
    read = "".join(child.content for child in cells[1])
    assert read.strip() == re.sub("[\n\t\u2028\u2029]", " ", clean(text)[0]).strip()
