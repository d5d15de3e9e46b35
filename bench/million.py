"""A million rows in and out, and what a million rows cost those who ask for a few (`make bench`).

Everything is built here, from a fixed seed. Each figure runs both sides in turn, as whole processes, on the same data:
amcli, and the least that the sqlite3 shell needs for the same work, or amcli itself on a small portfolio.
`--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

from measure import AMCLI, Figure, Side, clean_environ, compare, machine, run, write

from amcli.store import derived
from amcli.store.open import open_writer

TODAY = "2026-09-17"
MILLION = 1_000_000
ACCOUNTS, PRODUCTS = 500, 100
MANY_ACCOUNTS = 5_000
OPPORTUNITIES = DEADLINES = INTERACTIONS = 100_000
# Where opportunities end up, one after the other: three in five are open.
LAST_STAGES = (("won", 100), ("lost", 0), ("proposal", 50), ("negotiation", 75), ("verbal", 90))
GROUPS = 40
COLLEAGUES, TERRITORIES = 60, 300
HEADER = "| what | amcli | floor | ratio | must | aim | peak memory |\n|---|---|---|---|---|---|---|"
FIRST = ("ka", "lo", "mi", "ne", "pu", "ra", "so", "ti")
SECOND = ("bel", "dan", "fir", "gol", "hem", "jun", "kor", "lam", "nor", "pel", "quil", "ros", "sten", "tur", "vek")
WORDS = [first + second for first in FIRST for second in SECOND]
# The same work in the shell: to a temporary table, then the join, then the same indexes.
SHELL_IMPORT = """.mode csv
PRAGMA foreign_keys=ON;
BEGIN;
{drop}
CREATE TEMP TABLE t (date, account, product, amount, cost, currency, ref);
.import --skip 1 {csv} t
INSERT INTO sale (account_id, product_id, date, amount_minor, currency, kind, cost_minor, ref)
    SELECT a.id, p.id, t.date, CAST(round(t.amount * 100) AS INTEGER), t.currency, 'sale',
        CAST(round(t.cost * 100) AS INTEGER), t.ref
    FROM t JOIN account a ON a.code = t.account JOIN product p ON p.code = t.product;
{create}
COMMIT;
"""
# The seven sums of a forecast, as of TODAY, of each account, from the sales themselves.
SHELL_SUMS = """WITH s AS (
    SELECT account_id, date, CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END AS minor
    FROM sale WHERE kind <> 'purchase' AND date >= '2023-09-18' AND date < '2026-09-18'
)
SELECT account_id, sum(CASE WHEN date >= '2026-01-01' THEN minor END),
    sum(CASE WHEN date >= '2025-01-01' AND date < '2025-09-18' THEN minor END),
    sum(CASE WHEN date >= '2025-09-18' AND date < '2026-01-01' THEN minor END),
    sum(CASE WHEN date >= '2024-09-18' THEN minor END),
    sum(CASE WHEN date >= '2024-01-01' AND date < '2024-09-18' THEN minor END),
    sum(CASE WHEN date >= '2024-09-18' AND date < '2025-01-01' THEN minor END),
    sum(CASE WHEN date < '2025-09-18' THEN minor END)
FROM s GROUP BY account_id;
"""


def main() -> None:
    """Build the data, measure everything, print the table and write it down where that is asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = clean_environ(name, TODAY)
        print(f"{machine()}\n{HEADER}", flush=True)
        rows = [compare(figure, environ) for figure in _figures(folder, environ)]
        if "--write" in sys.argv:
            write("a million", [machine(), "", HEADER, *rows])


def _figures(folder: Path, environ: dict[str, str]) -> Iterator[Figure]:
    empty = build(folder / "empty.db")
    csv = sales_csv(folder / "sales.csv", MILLION)
    yield from _in_and_out(folder, empty, csv, environ)
    yield from _pipeline(folder, environ)
    yield from _few_of_many(folder, environ)
    yield from _agreements(folder)


def _agreements(folder: Path) -> Iterator[Figure]:
    """The screen of the day of a hundred times as many contracts and issues and a thousand times as many sales."""
    few = build(folder / "few.db", sales=1_000, contracts=20, issues=100)
    many = build(folder / "agreed.db", sales=MILLION, contracts=2_000, issues=10_000)
    for style in ("json", "table"):
        yield Figure(
            f"today -f {style}, 2,000 contracts, 10,000 issues, 1,000,000 sales: against 20, 100, 1,000",
            Side([AMCLI, "--db", str(many), "today", "-f", style]),
            Side([AMCLI, "--db", str(few), "today", "-f", style]),
            1.5, 1.3, pairs=11,
        )  # fmt: skip
    for path in (few, many):
        _remove(path)


def _pipeline(folder: Path, environ: dict[str, str]) -> Iterator[Figure]:
    """A question about 100,000 opportunities, each with three steps: the floor is its own statements in the shell."""
    path = build(folder / "pipeline.db", opportunities=OPPORTUNITIES)
    start = statistics.median(run(Side([AMCLI, "--db", str(path), "rate", "list"]), environ).seconds for _ in range(9))
    for words in (("pipeline",), ("pipeline", "--by", "account"), ("pipeline", "--as-of", "2026-03-31")):
        script = folder / f"pipeline{len(words)}{words[-1]}.sql"
        script.write_text(_report_sql(path, environ, *words))
        yield Figure(
            f"report {' '.join(words)} over {OPPORTUNITIES:,} opportunities",
            Side([AMCLI, "--db", str(path), "report", *words, "-f", "json"]),
            Side(["sqlite3", str(path)], script),
            1.5, 1.2, pairs=7, plus=start,
        )  # fmt: skip
    _remove(path)


def _in_and_out(folder: Path, empty: Path, csv: Path, environ: dict[str, str]) -> Iterator[Figure]:
    full, shell = folder / "full.db", folder / "shell.db"
    script = folder / "import.sql"
    script.write_text(SHELL_IMPORT.format(csv=csv, **_indexes(empty)))
    takes_in = [AMCLI, "--db", str(full), "import", "sales", str(csv)]
    floor = Side(["sqlite3", str(shell)], script, before=lambda: _fresh(empty, shell))
    first = Side(takes_in, before=lambda: _fresh(empty, full))
    yield Figure("import of 1,000,000 sales", first, floor, 2.5, 1.5, 150)
    yield Figure("the same file again, which adds nothing", Side(takes_in), floor, 2.5, 1.5, 150, pairs=1)
    _remove(shell)
    view = "SELECT id, date, account, account_name, amount, currency, kind, product, quantity, cost, ref FROM sales"
    yield Figure(
        "export of 1,000,000 sales as csv",
        Side([AMCLI, "--db", str(full), "export", "sales", "-f", "csv"]),
        Side(["sqlite3", "-csv", "-header", str(full), f"{view} ORDER BY record_id"]),
        3.0, 2.0, 80, pairs=5,
    )  # fmt: skip
    start = statistics.median(run(Side([AMCLI, "--db", str(empty), "rate", "list"]), environ).seconds for _ in range(9))
    report = folder / "report.sql"
    report.write_text(_report_sql(full, environ, "sales"))
    yield Figure(
        "report sales over 1,000,000 sales",
        Side([AMCLI, "--db", str(full), "report", "sales", "-f", "json"]),
        Side(["sqlite3", str(full)], report),
        1.5, 1.2, pairs=7, plus=start,
    )  # fmt: skip
    _into_groups(full)
    whitespace = folder / "whitespace.sql"
    whitespace.write_text(_report_sql(full, environ, "whitespace"))
    yield Figure(
        f"report whitespace over 1,000,000 sales, {ACCOUNTS} accounts, {GROUPS} groups",
        Side([AMCLI, "--db", str(full), "report", "whitespace", "-f", "json"]),
        Side(["sqlite3", str(full)], whitespace),
        1.5, 1.4, pairs=7, plus=start,
    )  # fmt: skip
    yield from _about_key_accounts(full)
    yield Figure(
        f"report status over 1,000,000 sales, {ACCOUNTS} accounts: against report sales",
        Side([AMCLI, "--db", str(full), "report", "status", "-f", "json"]),
        Side([AMCLI, "--db", str(full), "report", "sales", "-f", "json"]),
        2.0, 1.8, pairs=11,
    )  # fmt: skip
    copy, check = folder / "copy.db", folder / "backup.sql"
    check.write_text(f".backup {copy}\n.open {copy}\nPRAGMA integrity_check;\n")
    yield Figure(
        "backup of 1,000,000 sales, checked",
        Side([AMCLI, "--db", str(full), "backup", str(copy)], before=lambda: _remove(copy)),
        Side(["sqlite3", str(full)], check, before=lambda: _remove(copy)),
        1.5, 1.2,
    )  # fmt: skip
    for path in (full, copy):
        _remove(path)


def _many_accounts(folder: Path, environ: dict[str, str]) -> Figure:
    """The floor is what the shell needs to add up from the sales what the report says of each account."""
    many = build(folder / "many.db", sales=MILLION, accounts=MANY_ACCOUNTS)
    start = statistics.median(run(Side([AMCLI, "--db", str(many), "rate", "list"]), environ).seconds for _ in range(9))
    script = folder / "sums.sql"
    script.write_text(SHELL_SUMS)
    return Figure(
        f"report sales of {MANY_ACCOUNTS:,} accounts over 1,000,000 sales",
        Side([AMCLI, "--db", str(many), "report", "sales", "-f", "json"]),
        Side(["sqlite3", str(many)], script),
        4.0, 3.0, pairs=7, plus=start,
    )  # fmt: skip


def _few_of_many(folder: Path, environ: dict[str, str]) -> Iterator[Figure]:
    yield _many_accounts(folder, environ)
    small = build(folder / "small.db", sales=1_000, interactions=1_000, deadlines=1_000)
    large = build(folder / "large.db", sales=MILLION, interactions=MILLION, deadlines=DEADLINES)
    for what, words, must, aim in (
        ("today", ["today", "-f", "json"], 1.5, 1.2),
        ("remind", ["remind", "-f", "json"], 1.5, 1.2),
        ("search, a word in 1,000 records", ["search", "thousandfold", "-f", "json"], 1.5, 1.2),
        ("search, a word in all 1,000,000, newest first", ["search", "call", "--limit", "50", "-f", "json"], 10, 5),
        ("account list", ["account", "list", "-f", "json"], 1.5, 1.2),
        ("sale list --limit 50", ["sale", "list", "--limit", "50", "-f", "json"], 1.5, 1.2),
    ):
        yield Figure(
            f"{what}: large against small",
            Side([AMCLI, "--db", str(large), *words]),
            Side([AMCLI, "--db", str(small), *words]),
            must, aim, pairs=11,
        )  # fmt: skip
    _people_and_places(large)
    for report in (
        "report sales --by owner",
        "report sales --by territory",
        "report territories",
        "report ownership",
        "report team",
        "assignment plan",
    ):
        yield Figure(
            f"{report}, {TERRITORIES} territories, {ACCOUNTS} accounts that moved: against report sales",
            Side([AMCLI, "--db", str(large), *report.split(), "-f", "json"]),
            Side([AMCLI, "--db", str(large), "report", "sales", "-f", "json"]),
            1.5, 1.3, pairs=11,
        )  # fmt: skip


def _about_key_accounts(full: Path) -> Iterator[Figure]:
    """What reads everything of every account, against the report that adds up the sales alone."""
    _add_what_is_known(full)
    for words in ("next --limit 20", "report health", "report concentration", "report models"):
        yield Figure(
            f"{words}, {ACCOUNTS} accounts of which much is known: against report sales",
            Side([AMCLI, "--db", str(full), *words.split(), "-f", "json"]),
            Side([AMCLI, "--db", str(full), "report", "sales", "-f", "json"]),
            1.5, 1.3, pairs=11,
        )  # fmt: skip


def build(
    path: Path,
    *,
    sales: int = 0,
    interactions: int = 0,
    deadlines: int = 0,
    accounts: int = ACCOUNTS,
    opportunities: int = 0,
    contracts: int = 0,
    issues: int = 0,
) -> Path:
    """A portfolio of that size. Nine deadlines in ten are done, and one of the open in ten is due this month."""
    connection = open_writer(path)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO account (code, name, tier, created) VALUES (?, ?, ?, '2016-01-01')",
        ((f"acc-{n}", f"Account {n}", n % 3 + 1) for n in range(accounts)),
    )
    connection.executemany(
        "INSERT INTO product (code, name) VALUES (?, ?)", ((f"prod-{n}", f"Product {n}") for n in range(PRODUCTS))
    )
    _add_work(connection, deadlines, interactions)
    connection.executemany(
        """INSERT INTO sale (account_id, product_id, date, amount_minor, currency, kind)
        VALUES (?, ?, ?, ?, 'USD', 'sale')""",
        ((n % accounts + 1, n % PRODUCTS + 1, _day(n, "2026-09-16", -1), n % 99_991 + 1) for n in range(sales)),
    )
    if opportunities:
        _add_opportunities(connection, opportunities)
    _add_contracts(connection, contracts)
    _add_issues(connection, issues)
    _finish(connection)
    return path


def _finish(connection: sqlite3.Connection) -> None:
    derived.rebuild(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _add_work(connection: sqlite3.Connection, deadlines: int, interactions: int) -> None:
    connection.executemany(
        "INSERT INTO deadline (account_id, title, due, kind, priority, done) VALUES (?, ?, ?, 'other', 'normal', ?)",
        (
            (n % ACCOUNTS + 1, f"Deadline {n}", _day(n, "2026-09-01", 1), "2026-08-01" if n % 10 else None)
            for n in range(deadlines)
        ),
    )
    connection.executemany(
        "INSERT INTO interaction (account_id, date, kind, text) VALUES (?, ?, ?, ?)", _interactions(interactions)
    )


def _add_opportunities(connection: sqlite3.Connection, count: int) -> None:
    """Each with three steps of thirty days, one in fifty without an amount; the steps stand as the days went by."""
    first = date(2024, 1, 1)
    records: list[tuple[Any, ...]] = []
    steps: list[tuple[Any, ...]] = []
    for n in range(count):
        days = [(first + timedelta(days=n * 7 % 900 + 30 * step)).isoformat() for step in range(3)]
        stage, probability = LAST_STAGES[n % 5]
        amount = None if n % 50 == 7 else (n % 9_991 + 1) * 100
        dated = (amount, "USD", _day(n % 540, "2026-01-01", 1), ("commit", "pipeline", "best")[n % 3])
        closed = days[2] if stage in ("won", "lost") else None
        kind = ("new", "upsell", "cross-sell")[n % 3]
        records.append(
            (n + 1, n % ACCOUNTS + 1, f"Deal {n}", stage, probability, kind, days[0], days[2], closed, *dated)
        )
        stages = (("lead", 10), ("qualified", 25), (stage, probability))
        steps += [(n + 1, day, day, *moved, *dated) for day, moved in zip(days, stages, strict=True)]
    steps.sort(key=itemgetter(1))
    dated_columns = "amount_minor, currency, close, forecast"
    connection.executemany(
        f"""INSERT INTO opportunity (id, account_id, name, stage, probability, kind, created, since, closed,
        {dated_columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        records,
    )
    connection.executemany(
        f"""INSERT INTO step (opportunity_id, day, since, stage, probability, {dated_columns})
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        steps,
    )


def _add_contracts(connection: sqlite3.Connection, count: int) -> None:
    """Six in ten renew themselves each year, since up to ten years; three are renewed by agreement, one in a hundred of
    which ended lately; one ends for good.
    """
    for n in range(count):
        sort = n % 10
        start = date(2016, 1, 1) + timedelta(days=n * 37 % 3650)
        end = start + timedelta(days=364)
        if sort > 5:
            start, end = (date(year, 9, 10) + timedelta(days=n * 13 % 730) for year in (2024, 2026))
        renews, notice = "tacit" if sort < 6 else "express" if sort < 9 else "no", ("3m", "90d", "1m", "6w")[n % 4]
        row = (n % ACCOUNTS + 1, f"Contract {n}", f"{start}", f"{end}", renews, notice, (n % 991 + 1) * 10_000)
        connection.execute(
            """INSERT INTO contract (account_id, name, kind, start, "end", renews, notice, value_minor, currency, per)
            VALUES (?, ?, 'supply', ?, ?, ?, ?, ?, 'USD', 'year')""",
            row,
        )
        connection.execute(
            """INSERT INTO term (contract_id, start, "end", value_minor, currency, per)
            VALUES (?, ?, ?, ?, 'USD', 'year')""",
            (n + 1, row[2], row[3], row[-1]),
        )


def _add_issues(connection: sqlite3.Connection, count: int) -> None:
    """Heard of in two hours and closed within ten days; one in a hundred, raised this month, is open."""
    for n in range(count):
        is_open = n % 100 == 99
        opened = (
            datetime(2026, 9, n // 100 % 16 + 1, 9) if is_open else datetime(2016, 1, 4, 9) + timedelta(hours=9 * n)
        )
        heard, closed = opened + timedelta(hours=2), opened + timedelta(days=n % 10 + 1)
        severity = ("critical", "high", "normal", "low")[n // 100 % 4 if is_open else n % 4]
        stages = [("received", opened), ("acknowledged", heard)] + [("closed", closed)] * (not is_open)
        at = [moment.isoformat(timespec="minutes") for _, moment in stages]
        connection.execute(
            """INSERT INTO issue (account_id, title, severity, cause, opened, stage, acknowledged, closed)
            VALUES (?, ?, ?, 'quality', ?, ?, ?, ?)""",
            (n % ACCOUNTS + 1, f"Issue {n}", severity, at[0], stages[-1][0], at[1], at[2] if at[2:] else None),
        )
        connection.executemany(
            "INSERT INTO phase (issue_id, at, stage, severity) VALUES (?, ?, ?, ?)",
            ((n + 1, when, stage, severity) for (stage, _), when in zip(stages, at, strict=True)),
        )


def _interactions(count: int) -> Iterator[tuple[int, str, str, str]]:
    """Varied words; `call` is in all of them, `thousandfold` in a thousand."""
    chosen = random.Random(7)
    every = max(1, count // 1_000)
    for n in range(count):
        text = f"call {' '.join(chosen.choices(WORDS, k=8))} {n}"
        kind = "note" if n % 5 == 0 else "call"
        yield n % ACCOUNTS + 1, _day(n, "2026-09-16", -1), kind, f"{text} thousandfold" if n % every == 0 else text


def _day(n: int, start: str, sign: int) -> str:
    """Ten years of days from a start on, n after n."""
    return (date.fromisoformat(start) + timedelta(days=sign * (n % 3650))).isoformat()


def sales_csv(path: Path, count: int) -> Path:
    """Sales as an ERP exports them: in no order, each with its reference."""
    chosen = random.Random(7)
    first = date(2017, 1, 1)
    days = [(first + timedelta(days=n)).isoformat() for n in range(3650)]
    with path.open("w") as file:
        file.write("date,account,product,amount,cost,currency,ref\n")
        for n in range(count):
            who = f"acc-{chosen.randrange(ACCOUNTS)},prod-{chosen.randrange(PRODUCTS)}"
            amount = f"{chosen.randrange(1, 100_000)}.{chosen.randrange(100):02}"
            file.write(f"{chosen.choice(days)},{who},{amount},{chosen.randrange(1, 9_999)}.00,USD,INV-{n}\n")
    return path


def _indexes(path: Path) -> dict[str, str]:
    """What takes the indexes of sales away, and what builds them again."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'sale' AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    return {
        "drop": "".join(f"DROP INDEX {name};\n" for name, _ in rows),
        "create": "".join(f"{sql};\n" for _, sql in rows),
    }


def _into_groups(path: Path) -> None:
    """Each product in one of the groups."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE product SET category = 'Group ' || (id % {GROUPS})")
        connection.execute("INSERT INTO product_search (product_search) VALUES ('rebuild')")


def _add_what_is_known(path: Path) -> None:
    """What was done and is to be done; of each account a target, three people, some of them spoken with, a contract, an
    issue, pulses, assessments; of each fifth one a plan with an objective.
    """
    connection = open_writer(path)
    connection.execute("BEGIN")
    _add_work(connection, DEADLINES, INTERACTIONS)
    for account in range(1, ACCOUNTS + 1):
        _add_people(connection, account)
        for sql, rows in _known_of(account).items():
            connection.executemany(sql, rows)
    _finish(connection)


def _add_people(connection: sqlite3.Connection, account: int) -> None:
    roles = ("buyer", "user;influencer", "decider", "gatekeeper", None)
    person = "INSERT INTO contact (account_id, name, roles) VALUES (?, ?, ?)"
    spoken = """INSERT INTO interaction_contact (interaction_id, contact_id)
        SELECT id, ? FROM interaction WHERE account_id = ? AND date > ?"""
    for place in range(3):
        row = (account, f"Person {place}", roles[(account + place) % len(roles)])
        connection.execute(spoken, (connection.execute(person, row).lastrowid, account, f"2026-{place + 5:02}-01"))


def _known_of(account: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of an account, by the statement that writes them."""
    year, end = ("2026-01-01", "2027-01-01"), f"2026-{account % 12 + 1:02}-28"
    closed = "2026-06-01" if account % 3 else None
    severity, stage = ("critical", "high", "low")[account % 3], "closed" if closed else "received"
    models = ("stages", "selection", "portfolio", "continuum")
    plans = [account] if account % 5 == 0 else []
    return {
        "INSERT INTO target (account_id, start, \"end\", amount_minor, currency) VALUES (?, ?, ?, ?, 'USD')": [
            (account, *year, (account % 90 + 10) * 1_000_000)
        ],
        """INSERT INTO contract (account_id, name, kind, start, "end", renews, notice)
            VALUES (?, 'Frame', 'frame', '2025-01-01', ?, ?, '3m')""": [
            (account, end, ("tacit", "express")[account % 2])
        ],
        """INSERT INTO issue (account_id, title, severity, cause, opened, stage, closed)
            VALUES (?, 'Late', ?, 'delivery', '2026-05-01', ?, ?)""": [(account, severity, stage, closed)],
        "INSERT INTO pulse (account_id, day, score) VALUES (?, ?, ?)": [
            (account, f"2026-0{month}-09", (account + month) % 5 + 1) for month in range(1, 9)
        ],
        "INSERT INTO assessment (account_id, model, day, answers, result) VALUES (?, ?, ?, 'contacts=3', 'mid-KAM')": [
            (account, models[place % len(models)], f"20{24 + place % 3}-04-01") for place in range(12)
        ],
        "INSERT INTO plan (id, account_id, start, \"end\", written, text) VALUES (?, ?, ?, ?, '2026-05-05', 'Grow')": [
            (each, each, *year) for each in plans
        ],
        """INSERT INTO objective (account_id, plan_id, number, title, measure, goal, currency, due)
            VALUES (?, ?, 1, 'Sell', 'sales', '900000', 'USD', '2026-12-31')""": [(each, each) for each in plans],
    }


def _people_and_places(path: Path) -> None:
    """A tree of territories, and accounts each in two of them: every account has another owner, and lies in another
    territory besides one that stays, since a day of this year.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO territory (code, name, parent_id) VALUES (?, ?, ?)",
            ((f"territory-{n}", f"Territory {n}", (n - 1) // 4 + 1 if n else None) for n in range(TERRITORIES)),
        )
        connection.executemany(
            "INSERT INTO colleague (code, name) VALUES (?, ?)",
            ((f"colleague-{n}", f"Colleague {n}") for n in range(COLLEAGUES)),
        )
        for n in range(ACCOUNTS):
            last, first = f"2026-0{n % 8 + 1}-14", f"2026-0{n % 8 + 1}-15"
            spans = ((n, None, last), (n + 7, first, None))
            connection.executemany(
                "INSERT INTO assignment (account_id, colleague_id, role, start, until) VALUES (?, ?, 'owner', ?, ?)",
                ((n + 1, who % COLLEAGUES + 1, *days) for who, *days in spans),
            )
            connection.executemany(
                "INSERT INTO placement (account_id, territory_id, start, until) VALUES (?, ?, ?, ?)",
                ((n + 1, where % TERRITORIES + 1, *days) for where, *days in (*spans, (n + 31, None, None))),
            )


def _report_sql(path: Path, environ: dict[str, str], *question: str) -> str:
    """The very statements that a report runs, as the shell can run them."""
    import os

    from amcli.app.main import main as amcli

    seen: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(seen.append)
        return connection

    setattr(sqlite3, "connect", traced)  # noqa: B010 (mypy knows too much of it)
    kept = dict(os.environ)
    try:
        os.environ.update(environ)
        amcli(["--db", str(path), "report", *question, "-f", "json", "-o", os.devnull])
    finally:
        setattr(sqlite3, "connect", connect)  # noqa: B010
        os.environ.clear()
        os.environ.update(kept)
    return "".join(f"{sql};\n" for sql in seen if sql.lstrip().upper().startswith(("SELECT", "WITH", "--")))


def _fresh(source: Path, target: Path) -> None:
    _remove(target)
    shutil.copy(source, target)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
