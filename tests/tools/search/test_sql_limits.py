"""A query that would never end, or fill the memory, ends with a sentence."""

import pytest

from amcli.tools.search.reports import sql
from conftest import Cli

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT randomblob(2000000000)",
        "SELECT hex(zeroblob(16000000))",
        "SELECT replace(hex(zeroblob(8000000)), '0', 'oooooooo')",
    ],
)
def test_a_value_that_is_too_large(small: Cli, query: str) -> None:
    """A value has at most 16 MB."""
    done = small("sql", query)
    assert (done.code, done.out, len(done.err.splitlines())) == (4, "", 1)
    assert "larger than 16 MB" in done.err


@pytest.mark.parametrize("query", [f"{ENDLESS} SELECT max(x) FROM n", f"{ENDLESS} SELECT x FROM n WHERE x < 0"])
def test_a_query_that_does_not_end(small: Cli, query: str) -> None:
    """It is stopped after --timeout seconds."""
    done = small("sql", query, "--timeout", "1")
    assert (done.code, done.out) == (4, "")
    assert done.err == ("amcli: the query took more than 1 seconds: ask for less, or give it --timeout SECONDS\n")


def test_a_stream_that_does_not_end(small: Cli) -> None:
    """The time counts after the first rows too, where they are written as they come; then they are there."""
    done = small("sql", f"{ENDLESS} SELECT x FROM n WHERE x < 4 OR x % 1000000000 = 0", "--timeout", "1", "-f", "csv")
    assert (done.code, done.out.split()[:3]) == (4, ["x", "1", "2"])
    assert small.ok("sql", "SELECT 1 AS x", "--timeout", "0", "-f", "csv") == "x\n1\n"


@pytest.mark.parametrize(("format_", "code"), [("plain", 4), ("table", 4), ("csv", 0), ("json", 0)])
def test_more_rows_than_can_be_held(small: Cli, monkeypatch: pytest.MonkeyPatch, format_: str, code: int) -> None:
    """Where columns are aligned all rows are in memory: too many are refused; a stream has no such limit."""
    monkeypatch.setattr(sql, "MOST_ROWS", 100)
    many = f"{ENDLESS} SELECT x FROM n LIMIT"
    assert small("sql", f"{many} 100", "-f", format_).code == 0
    done = small("sql", f"{many} 101", "-f", format_)
    assert (done.code, "-f csv" in done.err) == (code, code == 4)


def test_long_texts_in_many_rows(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer rows, when they are long."""
    monkeypatch.setattr(sql, "MOST_TEXT", 10_000)
    assert small("sql", f"{ENDLESS} SELECT hex(zeroblob(500)) FROM n LIMIT 11").code == 4
    assert small("sql", f"{ENDLESS} SELECT hex(zeroblob(500)) FROM n LIMIT 10").code == 0


def test_a_query_without_an_end(small: Cli) -> None:
    """Standard input is read up to the longest query."""
    done = small("sql", "-", stdin="SELECT 1 " + " " * (1 << 20))
    assert (done.code, "longer than 1 MB" in done.err) == (2, True)
