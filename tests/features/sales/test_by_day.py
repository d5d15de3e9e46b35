"""A sale counts with whoever had its account, and where it lay, on the sale's own day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.features.budgets.reports.budget import budget
from amcli.features.budgets.reports.explain import explain_budget
from amcli.features.sales.reports.explain import explain_sales
from amcli.features.sales.reports.sales import sales
from conftest import Cli

ACCOUNTS, OWNERS, PLACES, PRODUCTS = ("a", "b", "c", "d", "e"), ("nora", "emil", "lena"), ("n", "s"), ("p", "q")
DAY = timedelta(days=1)
Span = tuple[str, str, date, date]  # the account, who or where, first and last day
Sold = tuple[str, date, Decimal, str, str | None]  # account, day, amount, currency, product


class Moves:
    """Three years of sales of accounts that go from one owner to another, and lie in two territories at times."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        first, last = date(2023, 1, 1), date(2025, 12, 31)
        self.book = Portfolio()
        for each in ACCOUNTS:
            self.book.account(each)
        for each in PRODUCTS:
            self.book.product(each, None)
        self.book.rate("USD", "EUR", "0.9", "2021-01-01")
        self.book.rate("USD", "EUR", "0.8", "2025-02-11")
        db = self.book.db
        for code in OWNERS:
            db.execute("INSERT INTO colleague (code, name) VALUES (?, ?)", (code, code.title()))
        for code in PLACES:
            db.execute("INSERT INTO territory (code, name) VALUES (?, ?)", (code, code.upper()))
        self.owned: list[Span] = []
        self.placed: list[Span] = []
        for account in ACCOUNTS:
            days = sorted(first + chance.randrange(1095) * DAY for _ in range(chance.randrange(4)))
            edges = [date.min, *days, date.max]
            for start, beyond in pairwise(edges):
                if start < beyond and chance.random() < 0.85:
                    until = beyond if beyond == date.max else beyond - DAY
                    self._put("owned", account, chance.choice(OWNERS), start, until)
            for place in PLACES:
                start = first + chance.randrange(1095) * DAY
                if chance.random() < 0.7:
                    self._put("placed", account, place, start, chance.choice([date.max, start + 90 * DAY]))
        self.sold: list[Sold] = []
        for _ in range(300):
            day = first + chance.randrange((last - first).days + 1) * DAY
            one = (chance.choice(ACCOUNTS), day, Decimal(chance.randrange(1, 90000)) / 100)
            sale: Sold = (*one, chance.choice(["EUR", "USD"]), chance.choice([None, *PRODUCTS]))
            self.sold.append(sale)
            self.book.sale(sale[0], str(day), str(sale[2]), sale[3], product=sale[4])
        self.book.target("2025", "1095", "a", None, "EUR", False)

    def regroup(self) -> None:
        """Let each account be part of those before it, of one or of another one, from random days on."""
        chance, db = self.chance, self.book.db
        self.above: dict[str, list[tuple[str | None, date]]] = {"a": [(None, date.min)]}
        for place, account in enumerate(ACCOUNTS[1:], 1):
            later = {date(2024, 2, 1) + chance.randrange(660) * DAY for _ in range(chance.randrange(4))}
            spans = [(chance.choice([None, *ACCOUNTS[:place]]), day) for day in [date.min, *sorted(later)]]
            self.above[account] = spans
            for (parent, start), (_, beyond) in pairwise(spans):
                first = None if start == date.min else str(start)
                db.execute(
                    "INSERT INTO membership (account_id, parent_id, start, until) SELECT a.id, p.id, ?, ? "
                    "FROM account a, account p WHERE a.code = ? AND p.code = ?",
                    (first, str(beyond - DAY), account, parent),
                )
            last, since = spans[-1]
            day = None if since == date.min else str(since)
            above = "(SELECT id FROM account WHERE code = ?)"
            db.execute(f"UPDATE account SET parent_id = {above}, parent_since = ? WHERE code = ?", (last, day, account))

    def path(self, account: str, day: date) -> tuple[str, ...]:
        """An account with all above it on a day, the uppermost first."""
        parent = next(parent for parent, start in reversed(self.above[account]) if start <= day)
        return (*(self.path(parent, day) if parent else ()), account)

    def _put(self, kind: str, account: str, who: str, start: date, until: date) -> None:
        days = (None if start == date.min else str(start), None if until == date.max else str(until))
        table, column, noun = {
            "owned": ("assignment", "colleague_id", "colleague"),
            "placed": ("placement", "territory_id", "territory"),
        }[kind]
        more = ("role, ", "'owner', ") if kind == "owned" else ("", "")
        self.book.db.execute(
            f"INSERT INTO {table} ({more[0]}account_id, {column}, start, until) SELECT {more[1]}a.id, t.id, ?, ? "
            f"FROM account a, {noun} t WHERE a.code = ? AND t.code = ?",
            (*days, account, who),
        )
        getattr(self, kind).append((account, who, start, until))

    def groups(self, by: str, sale: Sold) -> list[str | None]:
        """The groups of a sale, by hand."""
        account, day, _, _, product = sale
        if by == "product":
            return [product]
        if by == "month":
            return [f"{day:%Y-%m}"]
        if by == "account":
            return [account]
        held = self.owned if by == "owner" else self.placed
        return [who for code, who, start, until in held if code == account and start <= day <= until] or [None]

    def euros(self, sale: Sold) -> Fraction:
        rate = 1 if sale[3] == "EUR" else Fraction("0.8") if sale[1] >= date(2025, 2, 11) else Fraction("0.9")
        return Fraction(sale[2]) * rate

    def by_hand(self, keys: tuple[str, ...], first: date, last: date) -> dict[tuple[str | None, ...], Fraction]:
        found: dict[tuple[str | None, ...], Fraction] = defaultdict(Fraction)
        for sale in self.sold:
            if first <= sale[1] <= last:
                for one in self.groups(keys[0], sale):
                    for two in self.groups(keys[1], sale) if len(keys) > 1 else [""]:
                        found[(one, two)[: len(keys)]] += self.euros(sale)
        return {key: amount for key, amount in found.items() if amount}


def cents(amount: Fraction) -> Decimal:
    return Decimal(round(amount * 100)) / 100


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 60))])
def test_any_moves(seed: int) -> None:
    """By owner, by territory and by both with any other key: what each sold while it was there, this year and last, by
    a count by hand; the total is that of the accounts, and the forecasts of the owners add up to its own.
    """
    moves = Moves(seed)
    reader = moves.book.reader()
    as_of = date(2025, 1, 1) + moves.chance.randrange(365) * DAY
    how: dict[str, Any] = {"period": period("2025"), "as_of": as_of, "currency": "EUR"}
    plain = sales(reader, by="account", **how)
    last = (date(2024, 1, 1), as_of.replace(year=2024))
    for keys in (
        ("owner",), ("territory",), ("owner", "territory"), ("owner", "month"), ("product", "owner"),
        ("territory", "account"),
    ):  # fmt: skip
        report = sales(reader, by=",".join(keys), **how)
        assert report.total is not None
        assert plain.total is not None
        shown = rows_of(report)
        names = ("key", "key2")[: len(keys)]
        now = moves.by_hand(keys, date(2025, 1, 1), as_of)
        found = {tuple(row[name] for name in names): row for row in shown}
        assert {key: row["actual"] for key, row in found.items() if row["actual"]} == {
            key: cents(amount) for key, amount in now.items()
        }
        if "month" not in keys:
            before = moves.by_hand(keys, *last)
            assert {key: row["last_year"] for key, row in found.items() if row["last_year"]} == {
                key: cents(amount) for key, amount in before.items()
            }
        place = [column.key for column in report.columns].index("actual")
        other = [column.key for column in plain.columns].index("actual")
        assert report.total[place] == plain.total[other]
        if keys == ("owner",):
            _adds_up(shown, report.total, [column.key for column in report.columns])


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 80))])
def test_any_tree(seed: int) -> None:
    """Each group has what its accounts sold while they were part of it, by a count by hand, of the portfolio and of one
    account with all below it; the roots add up to the total, and what they are to reach does.
    """
    moves = Moves(seed)
    moves.regroup()
    reader = moves.book.reader()
    as_of = date(2025, 1, 1) + moves.chance.randrange(365) * DAY
    how: dict[str, Any] = {"period": period("2025"), "as_of": as_of, "currency": "EUR", "tree": True}
    for root in ("", moves.chance.choice(ACCOUNTS)):
        report = sales(reader, accounts=[root] if root else (), **how)
        assert report.total is not None
        total = dict(zip([column.key for column in report.columns], report.total, strict=True))
        for column, first, last in (
            ("actual", date(2025, 1, 1), as_of), ("last_year", date(2024, 1, 1), as_of.replace(year=2024))
        ):  # fmt: skip
            sold: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
            for sale in moves.sold:
                path = moves.path(sale[0], sale[1])
                if first <= sale[1] <= last and (not root or root in path):
                    inside = path[path.index(root) :] if root else path
                    sold[()] += moves.euros(sale)
                    for place in range(len(inside)):
                        sold[inside[: place + 1]] += moves.euros(sale)
            assert total[column] == cents(sold.pop((), Fraction())), column
            found = _paths(rows_of(report), column)
            assert {path: amount for path, amount in found.items() if amount} == {
                path: cents(amount) for path, amount in sold.items() if amount
            }, column
        roots = [row for row in rows_of(report) if not row["depth"]]
        for name in ("actual", "forecast") if root else ("actual", "forecast", "target"):
            added = sum((row[name] or Decimal(0) for row in roots), Decimal(0))
            assert abs(added - (total[name] or 0)) <= Decimal("0.01") * len(roots), name


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 80))])
def test_what_is_explained_of_any_tree(seed: int) -> None:
    """The rows behind an account of a tree are the sales of whatever was below it on the day of each, and add up to its
    row: the one of the report about it, and those of the report about all; so they do behind its group's budget, which
    ends where the forecast of that row does.
    """
    moves = Moves(seed)
    moves.regroup()
    for account in ACCOUNTS:
        for name, group in (("All", True), ("Own", False)):
            moves.book.budget(account, name, "2025", "9", "revenue", "EUR", group=group)
    reader = moves.book.reader()
    as_of = date(2025, 1, 1) + moves.chance.randrange(365) * DAY
    how: dict[str, Any] = {"period": period("2025"), "as_of": as_of, "currency": "EUR"}
    whole = rows_of(sales(reader, tree=True, **how))
    budgets = {(row["account"], row["name"]): row for row in rows_of(budget(reader, **how))}
    for account in ACCOUNTS:
        inside = [
            (sale[1], sale[0])
            for sale in moves.sold
            if date(2025, 1, 1) <= sale[1] <= as_of and account in moves.path(sale[0], sale[1])
        ]
        found = explain_sales(reader, account=account, tree=True, **how)
        assert sorted((row["date"], row["account"]) for row in rows_of(found)) == sorted(inside)
        alone = row_of(sales(reader, tree=True, accounts=[account], **how), account)
        assert row_of(found, "total")["converted"] == alone["actual"]
        everywhere = [row["actual"] for row in whole if row["key"] == account]
        assert abs(sum(everywhere) - alone["actual"]) <= Decimal("0.01") * len(everywhere)
        behind = rows_of(explain_budget(reader, account=account, **how))
        assert sorted((row["date"], row["account"]) for row in behind if row["name"] == "All") == sorted(inside)
        own = sorted(
            (sale[1], sale[0])
            for sale in moves.sold
            if sale[0] == account and sale[1].year == 2025 and sale[1] <= as_of
        )
        assert sorted((row["date"], row["account"]) for row in behind if row["name"] == "Own") == own
        spent, ends = (budgets[account, "All"][name] for name in ("spent", "ends_at"))
        assert (spent, ends) == (alone["actual"], alone["forecast"])
        flat = row_of(sales(reader, accounts=[account], **how), account)
        assert budgets[account, "Own"]["ends_at"] == flat["forecast"]


def _paths(rows: list[dict[str, Any]], column: str) -> dict[tuple[str, ...], Decimal]:
    """A column of a tree by the path of each row."""
    found: dict[tuple[str, ...], Decimal] = {}
    path: list[str] = []
    for row in rows:
        path = [*path[: row["depth"]], row["key"]]
        assert tuple(path) not in found
        found[tuple(path)] = row[column]
    return found


def _adds_up(rows: list[dict[str, Any]], total: Sequence[Any], columns: list[str]) -> None:
    """The rows to the total, to a cent a row: what they sold, what they are to reach, where they will end."""
    whole = dict(zip(columns, total, strict=True))
    for name in ("actual", "target", "forecast"):
        added = sum((row[name] or Decimal(0) for row in rows), Decimal(0))
        assert abs(added - (whole[name] or 0)) <= Decimal("0.01") * len(rows), name


@pytest.fixture
def plant(cli: Cli) -> Cli:
    """A plant that is part of Alpha to the end of June and of Beta from July on, and sold 100 in each half year."""
    for name in ("Alpha", "Beta"):
        cli.ok("account", "add", name)
    cli.ok("account", "add", "Plant", "--parent", "alpha")
    cli.ok("account", "edit", "plant", "--parent", "beta", "--from", "2026-07-01")
    for day in ("2026-03-01", "2026-08-01"):
        cli.ok("sale", "add", "plant", "100", "--on", day)
    return cli


def test_a_groups_budget_counts_by_day(plant: Cli) -> None:
    """What a plant sold counts in the budget of the group that it was part of on the day, and is explained so."""
    for name in ("alpha", "beta"):
        plant.ok(
            "budget", "add", name, "Volume", "--period", "2026", "--amount", "9", "--direction", "revenue", "--group"
        )
    report: Any = plant.json("report", "budget", "--period", "2026")
    assert {row["account"]: row["spent"] for row in report["rows"]} == {"alpha": 100, "beta": 100}
    for name, day in (("alpha", "2026-03-01"), ("beta", "2026-08-01")):
        found: Any = plant.json("report", "budget", "--period", "2026", "--explain", name)
        assert [row["date"] for row in found["rows"]] == [day]
        assert found["total"]["converted"] == 100


def test_the_rows_behind_a_group_are_those_of_its_row(plant: Cli) -> None:
    """--explain with --tree lists what the row of the account adds up, says who moved, and names the target by day."""
    plant.ok("target", "set", "2026", "365", "--account", "plant")
    for name, day in (("alpha", "2026-03-01"), ("beta", "2026-08-01")):
        report: Any = plant.json("report", "sales", "--period", "2026", "--tree", "--account", name)
        found: Any = plant.json("report", "sales", "--period", "2026", "--tree", "--explain", name)
        assert [row["date"] for row in found["rows"]] == [day]
        row = report["rows"][0]
        assert (row["key"], row["actual"]) == (name, found["total"]["converted"])
        notes = " ".join(found["notes"])
        assert f"target with those below {row['target']:.2f}" in notes
        assert "moved, and counted where it was on each day: plant" in notes
        forecast: Any = plant.json(
            "report", "sales", "--period", "2026", "--tree", "--account", name, "--explain", "forecast"
        )
        assert forecast["total"]["forecast"] == row["forecast"]
        brief: Any = plant.json("account", "show", name)
        (line,) = (line for line in brief["sales"] if line["of"] == "group")
        assert (line["actual"], line["target"]) == (100, row["target"])


def test_a_groups_target_holds_on_all_days(plant: Cli) -> None:
    """The target of a group is whole in the report about it too, although what is below it was not on all days."""
    plant.ok("target", "set", "2026", "1200", "--account", "beta", "--group")
    for words in ((), ("--account", "beta")):
        report: Any = plant.json("report", "sales", "--period", "2026", "--tree", *words)
        (row,) = (row for row in report["rows"] if row["key"] == "beta")
        assert (row["target"], row["target_basis"]) == (1200, "group")
