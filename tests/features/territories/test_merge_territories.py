"""`territory merge`: one territory of several, with what lies in them and below them."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, tries

FIRST = date(2026, 1, 1)


def tree(cli: Cli) -> dict[str, Any]:
    rows: Any = cli.json("territory", "list")
    return {row["code"]: row["parent"] for row in rows}


def test_what_lies_in_both_lies_in_one(sample: Cli) -> None:
    """What is below the one that goes is below the one that stays, what lay in it lies there, each account once on a
    day; what it was called finds it; undo and redo take it back and do it again, and the file is in order.
    """
    sample.ok("territory", "add", "Great Lakes", "--code", "lakes", "--level", "region", "--note", "From the CRM")
    sample.ok("territory", "edit", "ohio", "--parent", "lakes")
    sample.ok("placement", "add", "ford", "lakes", "--from", "2026-01-01")
    sample.ok("placement", "add", "ford", "midwest", "--from", "2025-01-01", "--until", "2026-06-30")
    sample.ok("placement", "add", "goody", "lakes", "--from", "2026-03-01")
    before = sample.dump()
    would = sample.ok("territory", "merge", "lakes", "--into", "midwest", "--dry-run")
    assert would == "Would have merged territory lakes (Great Lakes) into midwest (Midwest)\n"
    assert sample.dump() == before
    done = sample("territory", "merge", "midwest", "lakes", "--yes")
    assert done.out == "Merged territory lakes (Great Lakes) into midwest (Midwest)\n"
    after = sample.dump()
    assert (tree(sample)["ohio"], "lakes" in tree(sample)) == ("midwest", False)
    placed: Any = sample.json("placement", "list", "--territory", "midwest", "--all")
    assert [(row["account"], row["from"], row["until"]) for row in placed] == [
        ("ford", "2025-01-01", "2026-06-30"), ("ford", "2026-07-01", None), ("goody", "2026-03-01", None),
    ]  # fmt: skip
    shown: Any = sample.json("territory", "show", "Great Lakes")
    assert (shown["code"], shown["note"], shown["level"]) == ("midwest", "From the CRM", "region")
    assert sample("doctor").code == 0
    last: Any = sample.json("history", "--limit", "1")
    assert last[0]["summary"] == "merged territory lakes (Great Lakes) into midwest (Midwest)"
    sample.ok("undo")
    assert sample.dump() == before
    sample.ok("redo")
    assert sample.dump() == after


def test_none_comes_to_be_above_itself(sample: Cli) -> None:
    """What is right below the one that goes takes its place, and the others are below it; from further below is
    refused, and so is one with itself, one alone, and one that nobody is called.
    """
    before = sample.dump()
    refused = sample("territory", "merge", "michigan", "americas", "--yes")
    assert (refused.code, "americas is further above michigan: merge it with what is between" in refused.err) == (
        4,
        True,
    )
    assert sample("territory", "merge", "ohio", "ohio", "--yes").code == 4
    alone = sample("territory", "merge", "ohio", "--yes")
    assert (alone.code, "`amcli territory merge A B` keeps A, and so does `merge B --into A`" in alone.err) == (2, True)
    assert sample("territory", "merge", "ohio", "--into", "nowhere", "--yes").code == 3
    assert sample("territory", "merge", "ohio", "michigan").code == 4  # nobody can be asked
    assert sample.dump() == before
    sample.ok("territory", "merge", "midwest", "--into", "michigan", "--yes")
    found = tree(sample)
    assert (found["michigan"], found["ohio"]) == ("americas", "michigan")


def test_the_parent_of_the_one_that_goes_is_said(sample: Cli) -> None:
    """The one that stays keeps its own place in the tree, also the top, and the note says what to type."""
    done = sample("territory", "merge", "india", "--into", "worldwide", "--yes")
    assert (
        "india has the parent asia and worldwide none, which holds: `amcli territory edit worldwide --parent asia`"
        in (done.err)
    )
    assert tree(sample)["worldwide"] is None


def test_the_next_file_finds_it(cli: Cli) -> None:
    """A file that still calls it by the other name puts accounts where it went."""
    for name in ("North", "Norden"):
        cli.ok("territory", "add", name)
    cli.ok("territory", "merge", "Norden", "--into", "North", "--yes")
    file = cli.folder / "crm.csv"
    file.write_text("name,territory\nAcme,Norden\n")
    cli.ok("import", "accounts", str(file), "--create-missing")
    placed: Any = cli.json("placement", "list")
    assert [(row["account"], row["territory"]) for row in placed] == [("acme", "north")]
    assert len(tree(cli)) == 1


def places() -> st.SearchStrategy[list[tuple[int, int | None]]]:
    """Spans of days that do not overlap: the first day, and for how many (None: open)."""
    return st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 9)), max_size=4).map(apart)


def apart(spans: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    kept: list[tuple[int, int | None]] = []
    for start, length in sorted(spans, key=lambda span: span[0]):
        if not kept or (kept[-1][1] is not None and start > kept[-1][0] + kept[-1][1]):
            kept.append((start, length))
    return kept


@settings(max_examples=tries(12, 80))
@given(one=places(), other=places())
def test_an_account_lies_there_once_on_each_day_on_which_it_lay_in_either(
    tmp_path_factory: pytest.TempPathFactory, one: list[tuple[int, int | None]], other: list[tuple[int, int | None]]
) -> None:
    """Whatever the days in both were."""
    cli = Cli(tmp_path_factory.mktemp("places"))
    cli.ok("account", "add", "Acme")
    said = []
    for name, spans in (("one", one), ("two", other)):
        cli.ok("territory", "add", name, "--code", name)
        for start, length in spans:
            until = "" if length is None else FIRST + timedelta(start + length)
            said.append(f"acme,{name},{FIRST + timedelta(start)},{until}")
    file = cli.folder / "places.csv"
    file.write_text("\n".join(["account,territory,from,until", *said]) + "\n")
    if said:
        cli.ok("import", "placements", str(file))
    cli.ok("territory", "merge", "two", "--into", "one", "--yes")
    with closing(sqlite3.connect(cli.db)) as connection:
        for offset in range(-1, 45):
            day = (FIRST + timedelta(offset)).isoformat()
            lay = any(start <= offset and (days is None or offset <= start + days) for start, days in (*one, *other))
            sql = "SELECT count(*) FROM placement WHERE start <= ?1 AND (until IS NULL OR until >= ?1)"
            assert connection.execute(sql, (day,)).fetchone() == (int(lay),), day
