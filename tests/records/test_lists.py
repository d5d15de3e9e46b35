"""Lists: every filter, the order, the limit, the columns, what a terminal and a pipe get, and nothing at all."""

import json
import sqlite3
from typing import Any

import pytest

from conftest import Cli

# Noun, options, and the references that are listed, in order.
FILTERS: tuple[tuple[str, str, str], ...] = (
    ("account", "", "eclair maruti maruti-service"),
    ("account", "--all", "eclair maruti maruti-service old-garage"),
    ("account", "--name maruti", "maruti maruti-service"),
    ("account", "--name éCLAIR", "eclair"),
    ("account", "--code MARUTI", "maruti"),
    ("account", "--parent maruti", "maruti-service"),
    ("account", "--parent=", "eclair maruti"),
    ("account", "--tier 1", "maruti"),
    ("account", "--tier=", "eclair"),
    ("account", "--category Car_maker", "maruti"),
    ("account", "--category car", ""),
    ("account", "--scope NATIONAL", "maruti"),
    ("account", "--currency eur", "maruti-service"),
    ("account", "--cadence 21", "maruti"),
    ("account", "--phone +91_11_4678", "maruti"),
    ("account", "--website https://maruti.example", "maruti"),
    ("account", "--address plot", "maruti"),
    ("account", "--city new_delhi --country india", "maruti"),
    ("account", "--city new_delhi --country france", ""),
    ("account", "--external-id x-1", "maruti"),
    ("account", "--note late", "maruti"),
    ("account", "--tag oem", "maruti"),
    ("account", "--tag OEM --tag india", "maruti"),
    ("account", "--tag oem --tag none", ""),
    ("account", "--tag=", "eclair maruti-service"),
    ("contact", "", "C3 C1 C2"),
    ("contact", "--account maruti", "C1 C2"),
    ("contact", "--name rao", "C3 C1"),
    ("contact", "--role decider", "C1"),
    ("contact", "--role Buyer --role decider", "C1"),
    ("contact", "--role=", "C3"),
    ("contact", "--title purchasing", "C1"),
    ("contact", "--email ASHA@example.com", "C1"),
    ("contact", "--phone 12 --note riser", "C1"),
    ("contact", "--reports-to C1", "C2"),
    ("contact", "--reports-to=", "C3 C1"),
    ("interaction", "", "I1 I2"),
    ("interaction", "--account eclair", "I2"),
    ("interaction", "--text price", "I1"),
    ("interaction", "--kind visit", "I2"),
    ("interaction", "--on 2026-08-01", "I2"),
    ("interaction", "--with C1", "I1"),
    ("interaction", "--with C1 --with C2", ""),
    ("interaction", "--minutes 20", "I1"),
    ("interaction", "--minutes=", "I2"),
    ("interaction", "--period 2026-08", "I2"),
    ("interaction", "--period this-month", "I1"),
    ("deadline", "", "D1 D2"),
    ("deadline", "--all", "D3 D1 D2"),
    ("deadline", "--account maruti", "D1 D2"),
    ("deadline", "--title offer", "D1"),
    ("deadline", "--due 2026-12-01", "D2"),
    ("deadline", "--due fri", "D1"),
    ("deadline", "--kind contract --priority HIGH", "D2"),
    ("deadline", "--note copies", "D2"),
    ("deadline", "--done 2026-09-02", "D3"),
    ("deadline", "--done=", "D1 D2"),
    ("deadline", "--period 2026-09 --all", "D3 D1"),
    ("deadline", "--period 2026-12", "D2"),
    ("budget", "", "B1 B2"),
    ("budget", "--account maruti --name fair", "B1"),
    ("budget", "--period 2026-Q3", "B1 B2"),
    ("budget", "--period 2026-Q4", "B1"),
    ("budget", "--period 2025", ""),
    ("budget", "--amount 12,000", "B1"),
    ("budget", "--amount EUR_300", ""),
    ("budget", "--amount 300.00_USD", "B2"),
    ("budget", "--agreed-with both", "B1"),
    ("budget", "--agreed-with=", "B2"),
    ("budget", "--direction revenue --currency usd", "B2"),
    ("budget", "--note hall", "B1"),
    ("expense", "--account maruti", "X1"),
    ("expense", "--account eclair", ""),
    ("expense", "--budget trade_fair", "X1"),
    ("expense", "--budget B2", ""),
    ("expense", "--amount 480 --on 2026-09-03 --memo STA", "X1"),
    ("expense", "--period this-month", "X1"),
    ("product", "", "clutch pad"),
    ("product", "--name pad", "pad"),
    ("product", "--code PAD", "pad"),
    ("product", "--category brakes", "pad"),
    ("product", "--category=", "clutch"),
    ("product", "--price 120.5", "clutch"),
    ("product", "--price 120.505", ""),
    ("product", "--currency EUR", "clutch"),
    ("sale", "", "S2 S1 S3"),
    ("sale", "--account maruti", "S2 S1"),
    ("sale", "--amount 5000", "S3"),
    ("sale", "--amount 5000.00", ""),
    ("sale", "--amount 999999999999999", ""),
    ("sale", "--product pad", "S1"),
    ("sale", "--product=", "S2 S3"),
    ("sale", "--quantity 25.0", "S1"),
    ("sale", "--cost 800", "S1"),
    ("sale", "--on 2026-09-02", "S2"),
    ("sale", "--ref inv-1", "S1"),
    ("sale", "--kind credit", "S2"),
    ("sale", "--currency JPY", "S3"),
    ("sale", "--period 2026-09-01..2026-09-01", "S1"),
    ("sale", "--period ytd --account eclair", "S3"),
    ("target", "", "T1 T3 T2"),
    ("target", "--account=", "T1 T3"),
    ("target", "--account maruti", "T2"),
    ("target", "--product pad", "T3"),
    ("target", "--period 2026-Q4", "T1 T3 T2"),
    ("target", "--period 2026-Q3", "T1 T3"),
    ("target", "--amount 50000 --currency USD", "T2"),
    ("rate", "", "R2 R1"),
    ("rate", "--from usd", "R1"),
    ("rate", "--to USD", "R2"),
    ("rate", "--rate 0.920", "R1"),
    ("rate", "--on today", "R2"),
    ("rate", "--period 2026-09", "R2 R1"),
)


def typed(options: str) -> list[str]:
    """Options of the table: words, where _ is a space."""
    return [word.replace("_", " ") for word in options.split()]


@pytest.mark.parametrize(("noun", "options", "wanted"), FILTERS)
def test_filters(small: Cli, noun: str, options: str, wanted: str) -> None:
    """`list` filters by every option of `add`: a name or a text by a part, other text whole, both in any case; a
    record by any way to name it; an empty text asks for records without a value; filters add up.
    """
    assert small.ok(noun, "list", *typed(options), "-f", "ids").split() == wanted.split()


WRONG: tuple[tuple[str, str, int], ...] = (
    ("account", "--tier x", 2),
    ("account", "--tier ²", 2),
    ("account", "--scope nowhere", 2),
    ("account", "--parent nobody", 3),
    ("contact", "--role king", 2),
    ("contact", "--account nobody", 3),
    ("interaction", "--with asha_rao", 3),
    ("interaction", "--on 05/06/2026", 2),
    ("interaction", "--period Q4-2026", 2),
    ("interaction", "--minutes -1", 2),
    ("deadline", "--due soon", 2),
    ("deadline", "--priority urgent", 2),
    ("budget", "--amount x", 2),
    ("budget", "--period x", 2),
    ("expense", "--budget nothing", 3),
    ("sale", "--quantity x", 2),
    ("sale", "--kind gift", 2),
    ("sale", "--product nothing", 3),
    ("rate", "--rate x", 2),
    ("sale", "--filter amount>=1000", 2),
    ("sale", "--value 5", 2),
    ("product", "--period 2026", 2),
    ("sale", "--sort nothing", 2),
    ("sale", "--sort amount,-nothing", 2),
    ("sale", "--sort ,", 2),
    ("sale", "--columns nothing", 2),
    ("sale", "--columns amount,nothing", 2),
    ("sale", "--limit -1", 2),
    ("sale", "--limit x", 2),
    ("sale", "--limit 10000000000000000000000000", 2),
    ("sale", "-f xml", 2),
    ("sale", "-f Table", 2),
    ("sale", "maruti extra", 2),
    ("sale", "nobody", 3),
    ("rate", "extra", 2),
)


@pytest.mark.parametrize(("noun", "options", "code"), WRONG)
def test_what_is_not_accepted_is_an_error(small: Cli, noun: str, options: str, code: int) -> None:
    """An unknown option, format, column, order, period or word is never ignored: one line, and nothing on stdout."""
    done = small(noun, "list", *typed(options))
    assert (done.code, done.out) == (code, ""), done
    assert len(done.err.splitlines()) == 1


ORDERS = {
    ("sale", "amount"): "S2 S1 S3",
    ("sale", "-amount"): "S3 S1 S2",
    ("sale", "account,-date"): "S3 S2 S1",
    ("sale", "ref"): "S1 S2 S3",
    ("sale", "-id"): "S3 S2 S1",
    ("sale", "quantity"): "S1 S2 S3",
    ("deadline", "-due"): "D2 D1",
    ("deadline", "priority"): "D2 D1",
    ("contact", "reports_to,-id"): "C2 C3 C1",
    ("target", "period"): "T1 T3 T2",
    ("target", "-period,amount"): "T2 T3 T1",
    ("rate", "-rate"): "R2 R1",
    ("budget", "amount"): "B2 B1",
    ("account", "-name"): "eclair maruti maruti-service",
    ("account", "tier,name"): "maruti maruti-service eclair",
    ("interaction", "with"): "I1 I2",
}


@pytest.mark.parametrize(("noun", "order"), ORDERS)
def test_sort(small: Cli, noun: str, order: str) -> None:
    """--sort takes any columns, `-` turns one round, amounts and quantities are numbers, nothing comes last."""
    assert small.ok(noun, "list", "--sort", order, "-f", "ids").split() == ORDERS[noun, order].split()
    assert small.ok(noun, "list", f"--sort={order}", "-f", "ids").split() == ORDERS[noun, order].split()


def test_any_column_sorts(small: Cli) -> None:
    """Every key of every list can be sorted by, the first and the last of them both ways."""
    for noun in (
        "account",
        "contact",
        "interaction",
        "deadline",
        "budget",
        "expense",
        "product",
        "sale",
        "target",
        "rate",
    ):
        rows: Any = small.json(noun, "list")
        keys = [*rows[0]]
        for order in (*keys, f"-{keys[0]}", f"-{keys[-1]}"):
            assert len(small.ok(noun, "list", "--sort", order, "-f", "ids").split()) == len(rows)


def test_limit(small: Cli) -> None:
    """--limit keeps the first rows, in every format; 0 keeps none; it says nothing about the rest in a pipe."""
    assert small.ok("sale", "list", "--limit", "2", "-f", "ids").split() == ["S2", "S1"]
    assert small.json("sale", "list", "--limit", "0") == []
    done = small("sale", "list", "--limit", "1")
    assert (len(done.lines), done.err) == (2, "")


def test_columns(small: Cli) -> None:
    """--columns picks keys in the order given, in each format; `ids` still knows the reference."""
    rows: Any = small.json("sale", "list", "--columns", "currency, amount ,id")
    assert [list(row) for row in rows] == [["currency", "amount", "id"]] * 3
    assert (
        small.ok("sale", "list", "--columns", "amount,ref", "-f", "csv") == "amount,ref\n99.00,\n1250.50,INV-1\n5000,\n"
    )
    assert small.ok("sale", "list", "--columns", "amount", "-f", "ids").split() == ["S2", "S1", "S3"]
    shown: Any = small.json("budget", "show", "B1", "--columns", "name")
    assert shown == {"name": "Trade fair"}


@pytest.fixture
def many(small: Cli) -> Cli:
    """The small portfolio and 120 more sales, one a day."""
    connection = sqlite3.connect(small.db)
    connection.execute(
        "WITH RECURSIVE day(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM day WHERE n < 119) "
        "INSERT INTO sale (account_id, date, amount_minor, currency, kind) "
        "SELECT 2, date('2026-01-01', n || ' days'), n, 'EUR', 'sale' FROM day"
    )
    connection.commit()
    connection.close()
    return small


def test_a_terminal_shows_the_newest_fifty(many: Cli) -> None:
    """On a terminal a list shows 50 rows, the newest first, and says how many more there are; --limit goes before."""
    shown = many.ok("sale", "list", tty=True, NO_COLOR="1")
    lines = [line for line in shown.splitlines() if line.startswith("S")]
    assert len(lines) == 50
    assert lines[0].startswith("S2 ")
    assert "73 more" in shown
    assert len([line for line in many.ok("sale", "list", "--limit", "60", tty=True).splitlines() if "S" in line]) >= 60
    assert "more" not in many.ok("sale", "list", "--account", "eclair", tty=True).lower()


@pytest.mark.parametrize("format_", ["plain", "csv", "tsv", "json", "jsonl", "markdown", "ids"])
def test_a_pipe_gets_all(many: Cli, format_: str) -> None:
    """A pipe gets every row; so does a terminal that asks for any format but a table, and a file."""
    assert many.ok("sale", "list", "-f", format_).count("EUR" if format_ != "ids" else "S") >= 120
    assert many.ok("sale", "list", "-f", format_, tty=True) == many.ok("sale", "list", "-f", format_)
    out = many.folder / "out"
    many.ok("sale", "list", "-o", str(out), tty=True)
    assert out.read_text().count("EUR") == 120


EMPTY = {
    "plain": "",
    "csv": "id,date,account,account_name,amount,currency,kind,product,quantity,cost,ref,opportunity\n",
    "tsv": "id\tdate\taccount\taccount_name\tamount\tcurrency\tkind\tproduct\tquantity\tcost\tref\topportunity\n",
    "json": "[]\n",
    "jsonl": "",
    "ids": "",
}


@pytest.mark.parametrize("format_", EMPTY)
def test_nothing_found(small: Cli, format_: str) -> None:
    """Nothing found is exit 0 and still valid: `[]`, or a header alone; only a terminal is told."""
    done = small("sale", "list", "--period", "1999", "-f", format_)
    assert (done.code, done.out, done.err) == (0, EMPTY[format_], "")


def test_nothing_found_on_a_terminal(small: Cli) -> None:
    """A person is told that nothing was found, and exit is 0."""
    for words in (("sale", "list", "--period", "1999"), ("search", "nothing-like-this"), ("sql", "SELECT 1 WHERE 0")):
        done = small(*words, tty=True)
        assert done.code == 0
        assert "no" in (done.out + done.err).lower()
    assert "| id |" in small.ok("sale", "list", "--period", "1999", "-f", "markdown")


def test_an_empty_portfolio(cli: Cli) -> None:
    """Every list of a file without a record is an empty array."""
    cli.db.touch()
    for noun in (
        "account",
        "contact",
        "interaction",
        "deadline",
        "budget",
        "expense",
        "product",
        "sale",
        "target",
        "rate",
    ):
        assert json.loads(cli.ok(noun, "list", "-f", "json")) == []
    assert cli.json("history") == []
