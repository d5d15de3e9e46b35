"""The fast way through plain rows says just what the ordinary way says, and what an import costs does not run away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.settings.environment import Env
from amcli.store.session import operation
from amcli.tools.importing.services.rows.columnwise import Columnwise
from amcli.tools.importing.services.rows.import_context import ImportContext
from conftest import Cli, tries

ACCOUNTS = st.sampled_from(
    ["maruti", "MARUTI", "Maruti Suzuki", "Eclair Motors", "A1", "nobody", "NOBODY", "", " maruti "]
)
AMOUNTS = st.one_of(
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(0, 10**16).map(str),
    st.sampled_from(
        [
            "1,250.00",
            "1.234,56",
            "-5",
            "(45.00)",
            "$12",
            "USD 7",
            "JPY 7",
            "٣",
            "1.",
            ".5",
            "",
            " 7 ",
            "0.125",
            "5.00\n6.00",
        ]
    ),
)
DAYS = st.sampled_from(["2026-01-01", "2026-02-30", "2026-09-17", "today", "01.02.2026", "2026-01-01T10:00:00Z", ""])
REFS = st.one_of(st.text(max_size=6), st.sampled_from(["'=1+1", "' ", "A\x07B", "INV-1", "\u202eabc", "S1"]))
SALES = st.fixed_dictionaries(
    {"account": ACCOUNTS, "amount": AMOUNTS, "date": DAYS},
    optional={
        "ref": REFS,
        "cost": AMOUNTS,
        "currency": st.sampled_from(["USD", "eur", "JPY", "XXQ", ""]),
        "kind": st.sampled_from(["sale", "credit", "Purchase", "", "gift"]),
        "product": st.sampled_from(["pad", "Bráke pad", "", "cog", "Cog"]),
        "Type": st.sampled_from(["Invoice", "Invoice", "Credit Note", "Avoir", "Estimate", "", "Foo"]),
        "Status": st.sampled_from(["Paid", "Paid", "overdue", "Void", "Draft", "", "On the way"]),
        "quantity": st.sampled_from(["1", "2.50", "-3", "", "x"]),
    },
)


REJECTS = "bad.csv"


def result(base: Path, columns: list[str], rows: list[dict[str, str]], *options: str) -> Any:
    """What an import of the rows leaves in a copy of the portfolio, and what it says."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        shutil.copy(base, cli.db)
        options = tuple(f"--rejects={cli.folder / REJECTS}" if option == "--rejects" else option for option in options)
        done = cli("import", "sales", "-", *options, stdin=text.getvalue().encode("utf-8", "surrogatepass"))
        done = replace(done, err=done.err.replace(folder, ""))
        found = cli.dump()
        found.pop("backup")
        bad = cli.folder / REJECTS
        return done, found, bad.read_text() if bad.exists() else ""


TITLES = {
    "amount": st.sampled_from(["amount", "amount", "amount (USD)", "Amount EUR", "amount ($)"]),
    "cost": st.sampled_from(["cost", "cost", "cost (USD)", "cost €"]),
}


@given(
    rows=st.lists(SALES, min_size=1, max_size=6),
    options=st.sets(st.sampled_from(["--create-missing", "--round", '--map=currency="USD"', "--rejects"])),
    titles=st.fixed_dictionaries(TITLES),
)
@settings(max_examples=tries(10, 80))
def test_both_ways_say_the_same(
    small_file: Path, rows: list[dict[str, str]], options: set[str], titles: dict[str, str]
) -> None:
    """Plain rows and unusual ones, good and bad: the records, the messages and the exit code are the same."""
    rows = [{titles.get(column, column): text for column, text in row.items()} for row in rows]
    columns = sorted({column for row in rows for column in row})
    fast = result(small_file, columns, rows, *sorted(options))
    way = Columnwise.__call__
    Columnwise.__call__ = lambda self, rows: None  # type: ignore[method-assign]
    try:
        slow = result(small_file, columns, rows, *sorted(options))
    finally:
        Columnwise.__call__ = way  # type: ignore[method-assign]
    assert fast == slow


def test_rows_that_name_one_missing_account_in_two_ways_are_of_that_account(small: Cli) -> None:
    """Also where a bad row before them is the only one to name another: its account is not made, and those made have
    other numbers than they would have with it.
    """
    rows = "Acme,2026-01-01,x\nZeta,2026-01-01,5\nZETA,2026-01-01,6\nBeta,2026-01-01,7\n"
    bad = str(small.folder / REJECTS)
    small("import", "sales", "-", "--create-missing", "--rejects", bad, stdin=f"account,date,amount\n{rows}")
    found: Any = small.json("sale", "list", "--on", "2026-01-01")
    assert sorted((row["account"], row["amount"]) for row in found) == [("Beta", 7), ("Zeta", 5), ("Zeta", 6)]
    assert small("account", "show", "Acme").code == 3


def test_nothing_is_known_of_what_a_bad_row_alone_would_have_made(small: Cli) -> None:
    """Neither by the name that it was made for nor by another that its row has for it: its number is free again."""
    with operation(Env(small.environ), dry_run=True) as work:
        context = ImportContext(work, create_missing=True, rounding=False)
        made = {context.record_id("account", name, None) for name in ("Zeta", "ZETA")}
        context.discard_row()
        other = context.record_id("account", "Beta", None)
        context.accept_row()
        again = context.record_id("account", "ZETA", None)
        assert (len(made), made == {other}, again == other) == (1, True, False)
        assert [each.name for each in context.made["account"]] == ["Beta", "ZETA"]


def test_what_a_bad_row_names_behind_its_bad_cell_is_not_offered(small: Cli) -> None:
    """--create-missing makes what rows lack, and a bad row is read no further than to its bad cell."""
    row = "maruti,2026-01-01,{},{},pad,USD\n"
    text = f"account,date,amount,product,ref,currency\n{row.format('x', 'cog')}{row.format('5', 'wheel')}"
    done = small("import", "sales", "-", stdin=text)
    assert done.code == 2
    assert [line.strip() for line in done.err.splitlines()[-1:]] == [
        "--create-missing makes the 1 product that there is not: wheel"
    ]


def test_an_amount_of_two_lines_is_a_bad_cell(small: Cli) -> None:
    """It is no two amounts."""
    done = small("import", "sales", "-", stdin='account,date,amount\nmaruti,2026-01-01,"5.00\n6.00"\n')
    assert (done.code, "line 2, amount '5.00 ⏎ 6.00': is not an amount" in done.err) == (2, True), done.err


@pytest.mark.parametrize(
    ("title", "options"), [("amount", []), ("amount (USD)", []), ("amount", ["--map", 'currency="USD"'])]
)
def test_plain_rows_do_take_the_fast_way(
    small: Cli, monkeypatch: pytest.MonkeyPatch, title: str, options: list[str]
) -> None:
    """An ordinary file of invoices is not read row by row: the reader of single rows is never called."""
    from amcli.tools.importing.services.rows.row_reader import RowReader

    monkeypatch.setattr(RowReader, "__call__", lambda self, cells: pytest.fail("row by row"))
    rows = "\n".join(f"maruti,2026-09-0{n % 9 + 1},{n}.50,INV-{n},pad,USD,,3.00" for n in range(2, 9_000))
    text = f"account,date,{title},ref,product,currency,kind,cost\n{rows}\n"
    assert (
        small.ok("import", "sales", "-", *options, stdin=text) == "Imported 8,998 sales (0 already there, 0 rejected)\n"
    )


def statements(cli: Cli, monkeypatch: pytest.MonkeyPatch, *words: str, **more: Any) -> list[str]:
    """The SQL that a command runs, a batch of rows counting once."""
    connect, seen = sqlite3.connect, []

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(lambda sql: seen.append(sql.partition(" VALUES ")[0]))
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    cli.ok(*words, **more)
    monkeypatch.undo()
    return [sql for sql in seen if not sql.startswith("INSERT INTO staged")]


def test_the_number_of_statements_does_not_grow_with_the_rows(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand rows and fifteen thousand are the same few statements, but for the indexes built afterwards."""
    counts = []
    for rows in (1_000, 15_000):
        other = Cli(tmp_path / str(rows))
        other.folder.mkdir()
        other.ok("account", "add", "Acme", "--code", "acme")
        body = "\n".join(f"acme,2026-01-0{n % 9 + 1},{n},R{n}" for n in range(rows))
        counts.append(
            len(statements(other, monkeypatch, "import", "sales", "-", stdin=f"account,date,amount,ref\n{body}\n"))
        )
    assert counts[1] <= counts[0] + 2 * 6 + 1, counts  # the six indexes found, dropped and created


def test_indexes_are_all_there_after_a_large_import(cli: Cli) -> None:
    """What was taken away for the time of the import is built again, the same as the migrations have it."""
    cli.ok("account", "add", "Acme", "--code", "acme")
    connection = sqlite3.connect(cli.db)
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    before = connection.execute(sql).fetchall()
    body = "\n".join(f"acme,2026-01-0{n % 9 + 1},{n},R{n}" for n in range(12_000))
    cli.ok("import", "sales", "-", stdin=f"account,date,amount,ref\n{body}\n")
    assert connection.execute(sql).fetchall() == before
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT 1 FROM sale WHERE account_id = 1 AND kind = 'sale' AND ref = 'R5'"
    )
    assert "sale_ref" in plan.fetchone()[3]
    connection.close()


# The kernel's own count for this very process: a child's resource usage would begin with its parent's.
MEASURED = """
import re, sys
from amcli.app.main import main
code = main()
print(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.no_cover
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a child process is read as Linux counts it")
def test_memory_stays_flat(cli: Cli, tmp_path: Path) -> None:
    """150,000 rows take hardly more memory than 5,000, and less than 150 MB; so does reading them out again."""
    cli.ok("account", "add", "Acme", "--code", "acme")

    def peak(*words: str) -> float:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *words],
            env={**os.environ, **cli.environ}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(done.stderr.split()[-1]) / 1024

    peaks: dict[int, list[float]] = {}
    for rows in (5_000, 150_000):
        path = tmp_path / f"{rows}.csv"
        with path.open("w") as file:
            file.write("account,date,amount,ref,quantity\n")
            file.writelines(f"acme,2026-01-0{n % 9 + 1},{n}.00,{rows}-{n},{n}\n" for n in range(rows))
        peaks[rows] = [peak("import", "sales", str(path)), peak("export", "sales", "-f", "csv")]
    assert peaks[150_000][0] < min(150, peaks[5_000][0] + 40), peaks
    assert peaks[150_000][1] < min(80, peaks[5_000][1] + 15), peaks
