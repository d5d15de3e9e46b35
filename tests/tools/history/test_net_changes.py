"""What changed between two operations: the property that it makes the second state of the first, and how it is told."""

import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from test_journal import commands

from amcli.base.registry import HOMES, series_columns
from amcli.records.reports import net_changes as engine
from amcli.records.reports.bulk_changes import made_in_bulk
from amcli.records.reports.journal_span import Span
from amcli.records.reports.net_changes import NetChanges, net_changes
from amcli.records.reports.net_rows import net_rows
from amcli.settings.environment import Env
from amcli.store.reader import Reader, reading
from conftest import Cli, tries

State = dict[str, dict[int, dict[str, Any]]]

# What is not of the records: what is computed from them, the journal itself, and the file's own.
BESIDE = ("operation", "sqlite_", "sale_day", "sale_month", "sale_product_month", "backup", "reminder", "portfolio",
          "currency")  # fmt: skip


def state(cli: Cli) -> State:
    """Every row of every table of records by its id, without how often calendars were told of it."""
    found: State = {}
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.row_factory = sqlite3.Row
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not table.startswith(BESIDE) and "_search" not in table:
                rows = connection.execute(f'SELECT * FROM "{table}"')
                found[table] = {row["id"]: plain(table, dict(row)) for row in rows}
    return found


def plain(table: str, row: dict[str, Any]) -> dict[str, Any]:
    counter = series_columns(table) if table in HOMES else None
    return {key: value for key, value in row.items() if not counter or key != counter[0]}


def applied(reader: Reader, span: Span, first: State) -> State:
    """A state with all that a span changed put into it."""
    found = {table: dict(rows) for table, rows in first.items()}
    for row in net_rows(reader, span):
        if row.was is not None:
            assert found[row.table].get(row.record_id) == plain(row.table, dict(row.was)), row
        else:
            assert row.record_id not in found[row.table], row
        if row.now is not None:
            found[row.table][row.record_id] = plain(row.table, dict(row.now))
        elif row.was is not None:
            del found[row.table][row.record_id]
    for table, rows in found.items():
        for record_id, image in made_in_bulk(reader, span, table):
            assert record_id not in rows  # each comes once
            rows[record_id] = plain(table, dict(image))
    return found


@contextmanager
def opened(cli: Cli) -> Iterator[Reader]:
    with reading(Env(cli.environ)) as reader:
        yield reader


def latest(cli: Cli) -> int:
    with closing(sqlite3.connect(cli.db)) as connection:
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def crosses(cli: Cli, verb: str, number: int) -> bool:
    """Whether `undo` or `redo` would now reach back behind an operation."""
    asked = {
        "undo": "SELECT max(id) FROM operation WHERE state = 'done'",
        "redo": "SELECT id FROM operation WHERE state = 'undone' ORDER BY undone DESC, id LIMIT 1",
    }
    with closing(sqlite3.connect(cli.db)) as connection:
        found = connection.execute(asked[verb]).fetchone()
    return found is None or found[0] is None or found[0] <= number


def imported(cli: Cli, chance: random.Random) -> tuple[str, ...]:
    """Sales of a file, some of them in another currency, some there already and said otherwise."""
    file = cli.folder / f"sales-{chance.randrange(10**9)}.csv"
    rows = [
        f"{chance.choice(('maruti', 'eclair'))},{chance.randrange(1, 999)},2026-0{chance.randrange(1, 9)}-01,"
        f"N-{ref},{chance.choice(('sale', 'sale', 'credit'))},{chance.choice(('EUR', 'EUR', 'USD'))}"
        for ref in chance.sample(range(12), chance.randrange(1, 9))
    ]
    file.write_text("\n".join(["account,amount,date,ref,kind,currency", *rows]), encoding="utf-8")
    return "import", "sales", str(file), "--yes", *["--update"] * chance.randrange(2)


def live(cli: Cli, chance: random.Random, steps: int, behind: int) -> None:
    """Do any commands, and undo and redo any that lie behind an operation."""
    for _ in range(steps):
        verb = chance.choice(("do", "do", "do", "import", "set", "undo", "redo", "undo"))
        words: tuple[str, ...] = (verb,)
        if verb in ("undo", "redo"):
            if crosses(cli, verb, behind):
                continue
        elif verb == "import":
            words = imported(cli, chance)
        elif verb == "set":
            words = "config", "set", "signs.good", str(chance.randrange(90, 100))
        else:
            words = commands(chance.randrange(38), chance.randrange(20), chance.randrange(20), cli.dump())
        said = cli(*words)
        note(f"{' '.join(words)}: {said.code} {said.err}")
        assert said.code in range(8), said.err


@settings(
    max_examples=tries(10, 150),
    phases=set(Phase) - {Phase.shrink, Phase.explain},
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
@given(seed=st.integers(0, 2**64))
def test_what_changed_makes_the_second_state_of_the_first(
    tmp_path_factory: pytest.TempPathFactory, agreed_file: Path, seed: int
) -> None:
    """Whatever is done, imported, undone and redone: what changed between two operations, put into the state at the
    first, is the state at the second, also when more has happened since; and it is counted and summed as it is.
    """
    chance = random.Random(seed)
    cli = Cli.on_copy(tmp_path_factory.mktemp("net"), agreed_file)
    live(cli, chance, chance.randrange(6), latest(cli))
    marks = [(latest(cli), state(cli))]
    for _ in range(2):
        live(cli, chance, chance.randrange(2, 12), marks[-1][0])
        marks.append((latest(cli), state(cli)))
    first, second, third = marks
    with opened(cli) as reader:
        for before, after in ((first, second), (second, third), (first, third)):
            span = Span(before[0], after[0])
            assert applied(reader, span, before[1]) == after[1], span
            for many in (0, 2, 50):
                with told_from(many):
                    check_told(net_changes(reader, span, [*HOMES, "setting"]), before[1], after[1])


@contextmanager
def told_from(many: int) -> Iterator[None]:
    """With operations told as bulk from another number of records on."""
    kept = engine.MANY
    engine.MANY = many
    try:
        yield
    finally:
        engine.MANY = kept


def check_told(net: NetChanges, before: State, after: State) -> None:
    """What is told is all that came and went, each once, and the sums of the sales that came are theirs."""
    told: Counter[tuple[str, str]] = Counter()
    for one in net.records:
        told[one.noun, one.what] += one.what != "changed" and one.noun in HOMES
        assert one.operations
    for each in net.bulk:
        told[each.noun, each.what] += each.size if each.what != "changed" else 0
    there: Counter[tuple[str, str]] = Counter()
    for noun in HOMES:
        there[noun, "added"] = len(after[noun].keys() - before[noun].keys())
        there[noun, "removed"] = len(before[noun].keys() - after[noun].keys())
    assert +told == +there
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in net.bulk:
        if (each.noun, each.what) == ("sale", "added"):
            for total in each.sums:
                sums[total.currency] += total.amount
    for one in net.records:
        if (one.noun, one.what) == ("sale", "added") and one.now:
            sums[one.now["currency"]] += amount_of(one.now)
    for record_id in after["sale"].keys() - before["sale"].keys():
        row = after["sale"][record_id]
        sums[row["currency"]] -= amount_of(row)
    assert not any(sums.values())


def amount_of(row: Mapping[str, Any]) -> Decimal:
    return Decimal(row["amount_minor"]).scaleb(0 if row["currency"] == "JPY" else -2)
