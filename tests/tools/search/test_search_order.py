"""In what order: the best match first, and the newest where too many match; and by which way through the file."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.time.period import parse_period
from amcli.settings.environment import Env
from amcli.store.derived import rebuild
from amcli.store.open import open_reader
from amcli.store.reader import Reader
from amcli.tools.search.reports import search as module
from amcli.tools.search.reports.search import BEST_OF, search
from conftest import Cli

START = date(2026, 1, 1)
Dated = tuple[str, int, str]  # interaction or deadline, the day of the year, the text


def reader_of(rows: list[Dated]) -> Reader:
    """A portfolio in memory with an account of the word `needle`, a contact, and these interactions and deadlines."""
    connection = open_reader(None)
    connection.execute("INSERT INTO account (code, name, created) VALUES ('acme', 'Needle works', '2020-01-01')")
    connection.execute("INSERT INTO contact (account_id, name) VALUES (1, 'Ann Needle')")
    for kind, day, text in rows:
        when = (START + timedelta(days=day)).isoformat()
        if kind == "interaction":
            sql = "INSERT INTO interaction (account_id, date, kind, text) VALUES (1, ?, 'call', ?)"
        else:
            sql = "INSERT INTO deadline (account_id, due, title, kind, priority) VALUES (1, ?, ?, 'other', 'low')"
        connection.execute(sql, (when, text))
    rebuild(connection)
    return Reader(connection, Env({"AMCLI_CONFIG": "/nonexistent"}))


def ids(reader: Reader, *words: str, **how: Any) -> list[str]:
    """The references found, in their order."""
    return [row[0] for row in search(reader, words, **how).listing.rows]


def test_who_is_called_so_comes_first() -> None:
    """An account and a contact of the name that was typed come before what mentions them, however often."""
    mentions = [("interaction", 1, "needle needle"), ("deadline", 2, "needle needle")]
    reader = reader_of([*mentions, *(("interaction", 3, f"other {n}") for n in range(50))])
    found = ids(reader, "needle")
    assert (set(found[:2]), set(found[2:])) == ({"acme", "C1"}, {"I1", "D1"})


def test_the_best_comes_first() -> None:
    """A title weighs more than a note, two mentions more than one, a short text more than a long; equals by day."""
    rows = [("interaction", 9, "tin " + "and " * 40), ("interaction", 1, "tin tin"), ("interaction", 2, "tin can")]
    filler = [("interaction", 3, f"other {n}") for n in range(50)]
    assert ids(reader_of([*rows, *filler]), "tin") == ["I2", "I3", "I1"]
    same = [("interaction", day, "tin can") for day in (5, 9, 7)]
    assert ids(reader_of([*same, *filler]), "tin") == ["I2", "I3", "I1"]


def test_titles_weigh_more_than_notes(cli: Cli) -> None:
    """Of two deadlines the one that has the word in its title comes first, whatever their days."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    cli.ok("deadline", "add", "acme", "Sign the papers", "--due", "2027-01-01", "--note", "renewal of all")
    cli.ok("deadline", "add", "acme", "Renewal of the frame", "--due", "2026-12-01", "--note", "papers and all")
    for number in range(6):
        cli.ok("log", "acme", f"Something else {number}")
    assert cli.ok("search", "renew", "-f", "ids").split() == ["D2", "D1"]


def many(count: int) -> list[Dated]:
    """So many interactions that hold the word, the longest texts on the newest days."""
    return [("interaction", number % 300, "needle " + "hay " * (number % 300)) for number in range(count)]


def test_too_many_are_the_newest_first() -> None:
    """Up to the bound the best come first, and nothing is said; beyond it the newest, and a person is told so."""
    few, lot = reader_of(many(BEST_OF - 2)), reader_of(many(BEST_OF - 1))
    assert search(few, ["needle"]).for_a_person == ()
    assert set(ids(few, "needle", limit=2)) == {"acme", "C1"}
    found = search(lot, ["needle"], limit=3)
    assert found.for_a_person[0].startswith("1,001 records match")
    assert found.listing.more == BEST_OF - 2
    assert [row[3] for row in found.listing.rows] == [START + timedelta(days=299)] * 3
    assert ids(lot, "needle")[-2:] == ["acme", "C1"]
    assert search(lot, ["needle"], sort="id").for_a_person == ()


def test_a_terminal_hears_of_the_order(cli: Cli) -> None:
    """The note goes to a person's terminal alone; a pipe gets the rows and silence."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    file = cli.folder / "calls.csv"
    file.write_text("account,text,date\n" + "".join(f"acme,needle {n},2026-01-01\n" for n in range(BEST_OF + 1)))
    cli.ok("import", "interactions", str(file))
    done = cli("search", "needle", "-f", "ids")
    assert (len(done.lines), done.err) == (BEST_OF + 1, "")
    shown = cli("search", "needle", tty=True, NO_COLOR="1")
    assert "1,001 records match: the newest come first" in shown.err
    assert cli("search", "needle", "--sort", "id", tty=True, NO_COLOR="1").err.count("match") == 0


dated = st.tuples(
    st.sampled_from(["interaction", "deadline"]), st.integers(0, 60), st.sampled_from(["needle", "needle hay", "hay"])
)
periods = st.sampled_from(["", "2026-01", "2026-01-10..2026-02-01", "2025", "2026-02"])


@settings(max_examples=40)
@given(st.lists(dated, max_size=14), periods, st.sampled_from(["", "acme"]), st.none() | st.integers(0, 6))
def test_both_ways_find_the_same(rows: list[Dated], period: str, account: str, limit: int | None) -> None:
    """Best first or newest first, in a period and an account or not: the same records, and they are the right ones."""
    reader = reader_of(rows)
    numbers = {"interaction": 0, "deadline": 0}
    wanted = [] if period else [("", "acme"), ("", "C1")]
    span = parse_period(period, START, reader.env.config.fiscal) if period else None
    for kind, day, text in rows:
        numbers[kind] += 1
        when = START + timedelta(days=day)
        if "needle" in text and (span is None or when in span):
            wanted.append((str(when), f"{kind[0].upper()}{numbers[kind]}"))
    best = ids(reader, "needle", period=period, account=account)
    assert sorted(best) == sorted(name for _, name in wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BEST_OF", -1)
        newest = search(reader, ["needle"], period=period, account=account)
        all_days = [str(row[3] or "") for row in newest.listing.rows]
        assert all_days == sorted((day for day, _ in wanted), reverse=True)
        found = search(reader, ["needle"], period=period, account=account, limit=limit).listing
        shown = [row[0] for row in found.rows]
        assert shown == ids(reader, "needle", period=period, account=account)[:limit]
        assert len(shown) + found.more == len(wanted)


def statements(reader: Reader, *words: str, **how: Any) -> list[str]:
    """The statements of one search, FTS5's own left out."""
    said: list[str] = []
    reader.connection.set_trace_callback(said.append)
    ids(reader, *words, **how)
    reader.connection.set_trace_callback(None)
    return [text for text in said if "_search MATCH" in text]


def steps(reader: Reader, sql: str) -> list[str]:
    return [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize("how", [{}, {"period": "2026"}, {"account": "acme"}], ids=["all", "period", "account"])
def test_only_what_matches_is_looked_at(how: dict[str, Any]) -> None:
    """The words are looked up in the search tables, a reference in its index, and a record by its number; no table is
    read through.
    """
    reader = reader_of(many(5))
    for sql in statements(reader, "needle", **how):
        for step in steps(reader, sql):
            if step.startswith(("SCAN", "SEARCH")) and "(subquery" not in step and "CONSTANT" not in step:
                ways = ("VIRTUAL TABLE INDEX", "USING INTEGER PRIMARY KEY", "sale_ref_text (ref>? AND ref<?)")
                assert any(way in step for way in ways), step
                assert "VIRTUAL TABLE INDEX" not in step or "M" in step.rpartition(":")[2], step


def test_the_newest_are_found_from_the_newest_back() -> None:
    """Where too many match, the days are walked in the order of their index, and no text is read for its day."""
    reader = reader_of(many(BEST_OF + 1))
    (plan,) = (steps(reader, sql) for sql in statements(reader, "needle", limit=50) if "snippet" in sql)
    assert "SCAN interaction USING COVERING INDEX interaction_date" in plan


def test_as_many_statements_for_many_as_for_few() -> None:
    """A search is two statements however many records there are, one more in a period."""
    for count in (1, 200, BEST_OF + 1):
        reader = reader_of(many(count))
        assert len(statements(reader, "needle", limit=50)) == 2
        assert len(statements(reader, "needle", limit=50, period="2026")) == 3
