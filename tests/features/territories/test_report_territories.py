"""Where accounts lie: the tree, figures of a node and all below it, overlaps, moves, owners; over random trees too."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period, rows_of

from amcli.features.territories.reports.report import Question, report_territories
from conftest import Cli

D = Decimal
# Parents stand below and above; the codes are made of the names.
TERRITORIES = """name,parent,level
Alpha,East,district
East,World,division
World,,global
Beta,East,district
West,World,division
Key accounts,,global
"""
PLACEMENTS = """account,territory,from,until
one,alpha,,
two,alpha,,2026-06-30
two,beta,2026-07-01,
both,alpha,,
both,beta,2026-03-01,
both,key-accounts,2026-03-01,
left,west,,2026-02-28
"""
OWNERS = """account,colleague,role,from
one,Nora Wexley,owner,
two,nora wexley,owner,
both,Emil Trask,owner,
left,Emil Trask,owner,2026-02-01
nowhere,Ida Combe,media,
"""
SALES = """account,date,amount,currency,kind
one,2026-01-10,100,EUR,sale
two,2026-06-30,20,EUR,sale
two,2026-07-01,50,USD,sale
two,2026-07-01,3,EUR,credit
both,2026-02-28,1000,EUR,sale
both,2026-03-01,2000,EUR,sale
left,2026-02-28,7,EUR,sale
left,2026-03-01,400,EUR,sale
nowhere,2026-04-01,5,EUR,sale
one,2026-10-01,9999,EUR,sale
"""


@pytest.fixture
def world(cli: Cli, tmp_path: Path) -> Cli:
    """Five accounts, of which one moved, one lies in three territories since March, one left and one lies nowhere."""
    for code in ("one", "two", "both", "left", "nowhere"):
        cli.ok("account", "add", code.title(), "--code", code)
    cli.ok("rate", "set", "USD", "EUR", "0.5", "--on", "2026-01-01")
    for kind, text in (("territories", TERRITORIES), ("placements", PLACEMENTS), ("sales", SALES)):
        (tmp_path / f"{kind}.csv").write_text(text)
        cli.ok("import", kind, str(tmp_path / f"{kind}.csv"))
    (tmp_path / "assignments.csv").write_text(OWNERS)
    cli.ok("import", "assignments", str(tmp_path / "assignments.csv"), "--create-missing")
    for account, amount in (("one", "365"), ("two", "730"), ("both", "3650")):
        cli.ok("target", "set", "2026", f"{amount} EUR", "--account", account)
    cli.ok("target", "set", "2026", "6000 EUR")
    return cli


def asked(cli: Cli, *more: str) -> Any:
    return cli.json("report", "territories", "--period", "2026", "--currency", "EUR", *more)


def test_each_node_counts_an_account_and_a_sale_once(world: Cli) -> None:
    """Rolled up and own figures; sales by their own day, targets by days; who lies in none; the total of the sales."""
    report = asked(world)
    rows = {row["key"]: row for row in report["rows"]}
    keys = ("depth", "parent", "accounts", "own_accounts", "actual", "own_actual", "target", "own_target")
    assert {key: tuple(row[each] for each in keys) for key, row in rows.items()} == {
        "world": (0, None, 3, 0, D("3149.00"), D("0.00"), D("4745.00"), None),
        "east": (1, "world", 3, 0, D("3142.00"), D("0.00"), D("4745.00"), None),
        "alpha": (2, "east", 2, 2, D("3120.00"), D("3120.00"), D("4377.00"), D("4377.00")),
        "beta": (2, "east", 2, 2, D("2022.00"), D("2022.00"), D("3428.00"), D("3428.00")),
        "west": (1, "world", 0, 0, D("7.00"), D("7.00"), None, None),
        "key-accounts": (0, None, 1, 1, D("2000.00"), D("2000.00"), D("3060.00"), D("3060.00")),
        None: (0, None, 2, 2, D("405.00"), D("405.00"), None, None),
    }
    assert list(rows) == ["world", "east", "alpha", "beta", "west", "key-accounts", None]
    total = report["total"]
    sold: Any = world.json("report", "sales", "--period", "2026", "--currency", "EUR")
    for key in ("actual", "target", "attainment", "lines"):
        assert total[key] == sold["total"][key], key
    assert (total["accounts"], total["actual"]) == (5, D("3554.00"))
    own = sum(row["own_actual"] for row in rows.values())
    assert own - report["overlap"] == total["actual"]
    assert report["overlaps"] == [
        {"account": "both", "name": "Both", "territories": ["alpha", "beta", "key-accounts"], "from": "2026-03-01",
         "until": "2026-12-31", "currency": "EUR", "actual": D("2000.00"), "counted_again": D("4000.00")}
    ]  # fmt: skip
    earlier = {row["key"]: row["accounts"] for row in asked(world, "--as-of", "2026-02-10")["rows"]}
    assert (earlier["alpha"], earlier["beta"], earlier["west"], earlier["key-accounts"]) == (3, 0, 1, 0)
    for said in ("in no territory: left, nowhere", "moved in 2026, each sale by its own day: both, left, two",
                 "none of left, nowhere", "add to 4,745, that of the total is 6,000"):  # fmt: skip
        assert said in " · ".join(report["notes"])


def test_targets_behind_a_node_are_in_whole_cents(world: Cli) -> None:
    """A target by the days is rounded where it is shown; that the rows come to other cents than the total is said."""
    world.ok("target", "set", "2026", "100 EUR", "--account", "one")
    world.ok("territory", "add", "Gamma", "--parent", "world")
    seen = set()
    for words in (("--add-territory", "beta", "--from", "2026-02-03"),
                  ("--add-territory", "gamma", "--from", "2026-06-05"),
                  ("--remove-territory", "beta", "--from", "2026-11-07")):  # fmt: skip
        world.ok("account", "edit", "one", *words)
        report = asked(world, "--explain", "world")
        targets = [row["target"] for row in report["rows"] if row["target"] is not None]
        assert all(target == round(target, 2) for target in targets)
        told = "each rounded by itself, and their total once" in " ".join(report.get("notes", []))
        assert told == (sum(targets) != report["total"]["target"])
        seen.add(told)
    assert seen == {True, False}


def test_rows_by_territory_say_that_they_are_of_it_alone(world: Cli) -> None:
    """And what adds up the ones below; an owner's account changed hands, a territory's moved."""
    by_place: Any = world.json("report", "sales", "--by", "territory", "--period", "2026", "--currency", "EUR")
    assert "amcli report territories` adds what lies below it" in " ".join(by_place["notes"])
    by_owner: Any = world.json("report", "sales", "--by", "owner", "--period", "2026", "--currency", "EUR")
    assert "changed hands, and counted for whoever had it on each day: left" in " ".join(by_owner["notes"])


def test_what_is_behind_a_node(world: Cli) -> None:
    """The accounts of a node with their days; what lies in several; the node of each owner; three questions at once."""
    report = asked(world, "--explain", "beta")
    spans = [
        (row["key"], row["from"], row["until"], row["days"], row["actual"], row["target"]) for row in report["rows"]
    ]
    assert spans == [
        ("both", "2026-03-01", "2026-12-31", 306, D("2000.00"), D("3060.00")),
        ("two", "2026-07-01", "2026-12-31", 184, D("22.00"), D("368.00")),
    ]
    assert (report["total"]["actual"], report["total"]["target"]) == (D("2022.00"), D("3428.00"))
    nowhere = asked(world, "--explain", "none")["rows"]
    assert [(row["key"], row["from"], row["actual"]) for row in nowhere] == [
        ("left", "2026-03-01", D("400.00")), ("nowhere", "2026-01-01", D("5.00")),
    ]  # fmt: skip
    again = asked(world, "--overlaps")
    assert (again["rows"][0]["territories"], again["total"]["counted_again"]) == (
        ["alpha", "beta", "key-accounts"], D("4000.00"),
    )  # fmt: skip
    owners = {row["key"]: row for row in asked(world, "--owners")["rows"]}
    nora, emil = owners["nora-wexley"], owners["emil-trask"]
    assert (nora["territory"], nora["level"], nora["others"]) == ("east", "division", ["both"])
    assert (emil["territory"], emil["accounts"], emil["unplaced"]) == (None, 2, 1)
    then = {row["key"]: row for row in asked(world, "--owners", "--as-of", "2026-02-10")["rows"]}["emil-trask"]
    assert (then["territory"], then["others"], then["unplaced"]) == ("world", ["one", "two"], 0)
    assert "owners, and the lowest territory" in world.ok("report", "territories", "--period", "2026", "--currency",
                                                         "EUR", tty=True, COLUMNS="200")  # fmt: skip
    assert world("report", "territories", "--owners", "--overlaps").code == 2
    assert world("report", "territories", "--explain", "nowhere-land").code == 3


def test_the_tree_and_what_lies_below(world: Cli) -> None:
    """A list as the tree, of some of them too; `show` has all that is below, and the accounts in it."""
    tree: Any = world.json("territory", "list", "--tree")
    assert [(row["code"], row["depth"]) for row in tree] == [
        ("key-accounts", 0), ("world", 0), ("east", 1), ("alpha", 2), ("beta", 2), ("west", 1),
    ]  # fmt: skip
    assert "    alpha" in world.ok("territory", "list", "--tree", tty=True)
    districts: Any = world.json("territory", "list", "--tree", "--level", "district")
    assert [(row["code"], row["depth"]) for row in districts] == [("alpha", 0), ("beta", 0)]
    shown: Any = world.json("territory", "show", "world")
    assert [row["code"] for row in shown["territories"]] == ["alpha", "beta", "east", "west"]
    assert [(row["account"], row["territory"]) for row in shown["placements"]] == [
        ("both", "alpha"), ("both", "beta"), ("one", "alpha"), ("two", "beta"),
    ]  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[int | None], list[tuple[int, int, int, int]], list[tuple[int, int, int]]]:
    """The parents of territories; placements of four accounts by the days of a year, at most one in a territory on a
    day; sales of accounts by days.
    """
    parents = [draw(st.sampled_from([None, *range(number)])) for number in range(draw(st.integers(1, 7)))]
    placed = []
    for account in range(4):
        for territory in draw(st.sets(st.integers(0, len(parents) - 1), max_size=3)):
            first, last = sorted(draw(st.tuples(st.integers(0, 364), st.integers(0, 364))))
            placed.append((account, territory, first, last))
    sale = st.tuples(st.integers(0, 3), st.integers(0, 364), st.integers(1, 999))
    return parents, placed, draw(st.lists(sale, max_size=12))


def day(number: int) -> str:
    """A day of 2025."""
    return (date(2025, 1, 1) + timedelta(days=number)).isoformat()


def check_nodes(parents: list[int | None], placed: list[tuple[int, int, int, int]], sales: list[Any]) -> None:
    """Each node against a count of our own, sale by sale; and that what overlaps, less once, makes the total."""
    book = Portfolio()
    for account in range(4):
        book.account(f"a{account}")
    rows = [(each + 1, f"t{each}", f"T{each}", None if above is None else above + 1)
            for each, above in enumerate(parents)]  # fmt: skip
    book.db.executemany("INSERT INTO territory (id, code, name, parent_id) VALUES (?, ?, ?, ?)", rows)
    book.db.executemany(
        "INSERT INTO placement (account_id, territory_id, start, until) VALUES (?, ?, ?, ?)",
        [(book.accounts[f"a{account}"], territory + 1, day(first), day(last))
         for account, territory, first, last in placed],
    )  # fmt: skip
    for account, on, amount in sales:
        book.sale(f"a{account}", day(on), str(amount))

    def above(node: int | None) -> Iterator[int]:
        while node is not None:
            yield node
            node = parents[node]

    def lies(account: int, on: int, node: int) -> bool:
        return any(who == account and first <= on <= last and node in above(territory)
                   for who, territory, first, last in placed)  # fmt: skip

    report = report_territories(book.reader(), Question(period("2025"), None))
    found = {row["key"]: row for row in rows_of(report)}
    for node in range(len(parents)):
        sold = [amount for account, on, amount in sales if lies(account, on, node)]
        inside = sum(lies(account, 364, node) for account in range(4))
        row = found[f"t{node}"]
        assert (row["accounts"], row["actual"], row["lines"]) == (inside, sum(sold), len(sold))
    assert report.total is not None
    total = report.total[[column.key for column in report.columns].index("actual")]
    assert total == sum(amount for *_, amount in sales)
    assert sum(row["own_actual"] for row in found.values()) - report.facts["overlap"] == total


@settings(max_examples=12)
@given(worlds())
def test_random_trees(world: Any) -> None:
    """Whatever lies where: each node counts an account and a sale once."""
    check_nodes(*world)


@pytest.mark.slow
@settings(max_examples=400)
@given(worlds())
def test_many_random_trees(world: Any) -> None:
    """The same of many more."""
    check_nodes(*world)
