"""The target of a total, where accounts moved from one group to another: by the tree of each day, whatever a row is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from independent import Target, _shares
from report_samples import period, row_of, rows_of
from test_by_day import ACCOUNTS, Moves, cents

from amcli.features.sales.reports.achieved import achieved
from amcli.features.sales.reports.headlines import headline
from amcli.features.sales.reports.sales import sales
from amcli.features.territories.reports.report import Question as Territories
from amcli.features.territories.reports.report import report_territories as territories
from conftest import Cli

SPANS = ("2025", "2025", "2025", "2025-H1", "2025-H2", "2025-Q2", "2025-Q3", "2025-04", "2024..2026", "2025-W30")
KEYS = (
    "account", "month", "quarter", "product", "tier", "tag", "owner", "territory", "month,account", "owner,month",
    "account,product", "territory,owner",
)  # fmt: skip
Holder = tuple[str | None, bool]  # an account and whether all below it too; None: the portfolio


class Aims(Moves):
    """Accounts that move, with targets of their own, of their groups, and at times of the portfolio."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.regroup()
        self.book.db.execute("DELETE FROM target")
        self.targets: list[Target] = []
        chance = self.chance
        holders: list[Holder] = [(account, group) for account in ACCOUNTS for group in (False, True)]
        chosen = [(each, span) for each in holders for span in set(chance.choices(SPANS, k=chance.randrange(3)))]
        if chance.random() < 0.3:
            chosen.append(((None, False), "2025"))
        chance.shuffle(chosen)
        for (account, group), span in chosen:
            amount = Decimal(chance.choice([0, chance.randrange(10**6)])) / 100
            self.book.target(span, str(amount), account, None, "EUR", group)
            days = period(span)
            self.targets.append(Target(days.start, days.end, Fraction(amount), "EUR", account, group))

    def place(self, account: str, day: date, members: Collection[str]) -> tuple[str, ...]:
        """An account with all above it on a day, as far as the report is about them."""
        found: list[str] = []
        for each in reversed(self.path(account, day)):
            if each not in members:
                break
            found.insert(0, each)
        return tuple(found)

    def of_holder(self, holder: Holder, days: Iterable[date]) -> dict[date, Fraction]:
        """What a target gives to each of some days, all of which need one."""
        mine = [
            (place, each, each.amount)
            for place, each in enumerate(self.targets)
            if (each.account, each.group) == holder
        ]
        known, days = _shares(mine), list(days)
        if not all(day in known for day in days):
            return {}
        found = {day: known[day][0] for day in days}
        for _, target, amount in mine:
            if (target.start, target.end - timedelta(days=1)) == (days[0], days[-1]):  # it stands, whatever is finer
                added = sum(found.values(), Fraction())
                found = {day: each * amount / added if added else amount / len(days) for day, each in found.items()}
        return found

    def total(self, text: str, members: Collection[str] = ACCOUNTS) -> tuple[Fraction | None, Fraction | None]:
        """What a period is to reach, and what the portfolio's target leaves over what is given: day by day."""
        span = period(text)
        days = [span.start + timedelta(days=place) for place in range(span.days)]
        year = [date(2025, 1, 1) + timedelta(days=place) for place in range(365)]
        partial = {
            above for day in year for each in ACCOUNTS if each not in members for above in self.path(each, day)
        }  # fmt: skip
        known: dict[tuple[str, bool], dict[date, Fraction]] = {}
        for account in members:
            for group in (False, True) if account not in partial else (False,):
                known[account, group] = {}
                for _, stay in groupby(days, key=lambda day: self.place(account, day, members)):
                    known[account, group] |= self.of_holder((account, group), stay)
        whole = self.of_holder((None, False), days) if set(members) == set(ACCOUNTS) else {}
        given: list[Fraction] = []
        for day in days:
            for account in members:
                above = self.place(account, day, members)
                in_group = [each for each in above if day in known.get((each, True), ())]
                if in_group:
                    given += [known[account, True][day]] if in_group[0] == account else []
                elif day in known[account, False]:
                    given.append(known[account, False][day])
        added = sum(given, Fraction()) if given else None
        if not whole:
            return added, None
        own = sum(whole.values(), Fraction())
        return own, own - added if added is not None else None


def told(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else cents(amount)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "seed", [*range(5), 81, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 81))]
)
def test_any_total(seed: int, tmp_path: Path) -> None:
    """The total of every report is that of the tree, and a sum of the days by hand; each month's is that of its days,
    and what of the portfolio's target is given to nobody is.
    """
    aims = Aims(seed)
    (tmp_path / "config.toml").write_text('currency = "EUR"')
    reader = aims.book.reader(config=tmp_path / "config.toml")
    as_of = date(2024, 6, 1) + aims.chance.randrange(900) * timedelta(days=1)
    how: dict[str, Any] = {"period": period("2025"), "as_of": as_of, "currency": "EUR"}
    total, left = aims.total("2025")
    tree = sales(reader, tree=True, **how)
    for name, report in (("tree", tree), *((by, sales(reader, by=by, **how)) for by in KEYS)):
        assert row_of(report, "total")["target"] == told(total), name
        assert report.facts["unallocated"] == told(left), name
    of_months = sales(reader, by="month", **how)
    for row in rows_of(of_months):
        assert row["target"] == told(aims.total(row["key"])[0]), row["key"]
    roots = [row["target"] for row in rows_of(tree) if not row["depth"] and row["target"] is not None]
    given = None if total is None else total - (left or 0)
    if roots and (left is not None or not any(each.account is None for each in aims.targets)):
        assert abs(sum(roots) - (cents(given) if given is not None else 0)) <= Decimal("0.01") * len(roots)
    of_places = territories(reader, Territories(period("2025"), as_of, currency="EUR"))
    assert row_of(of_places, "total")["target"] == told(total)
    assert headline(reader, period("2025"), as_of).target == told(total)
    reached = achieved(reader, period("2025"), as_of, None, "EUR").target
    assert told(None if reached is None else reached / 100) == told(total)
    some = aims.chance.sample(ACCOUNTS, k=aims.chance.randrange(1, len(ACCOUNTS)))
    for by in ("account", "month", "owner"):
        assert row_of(sales(reader, by=by, accounts=some, **how), "total")["target"] == told(
            aims.total("2025", some)[0]
        )


@pytest.fixture
def group(cli: Cli) -> Cli:
    """X with a group target of 1,200; Z with one of 120, which is part of X from July on."""
    for name in ("X", "Z"):
        cli.ok("account", "add", name)
    cli.ok("target", "set", "2026", "1200", "--account", "x", "--group")
    cli.ok("target", "set", "2026", "120", "--account", "z")
    cli.ok("account", "edit", "z", "--parent", "x", "--from", "2026-07-01")
    return cli


BY_DAY = Decimal("1259.51")  # 1,200, and of Z's 120 the 181 days on which it was part of nothing


@pytest.mark.parametrize("words", [("--tree",), (), ("--by", "month"), ("--by", "owner"), ("--by", "month,account"),
                                   ("--account", "x", "--account", "z")])  # fmt: skip
def test_the_total_is_one(group: Cli, words: tuple[str, ...]) -> None:
    """What a row is says nothing about the total, although Z is part of X on the day of the report."""
    report: Any = group.json("report", "sales", "--period", "2026", "--as-of", "2026-12-31", *words)
    assert report["total"]["target"] == BY_DAY


def test_the_screen_of_today_says_the_same(group: Cli) -> None:
    """The line on sales of `today` has the target of the report."""
    found: Any = group.json("today")
    assert [line["target"] for line in found["sales"]] == [BY_DAY]


def test_what_nobody_was_given_is_by_day(group: Cli) -> None:
    """Of X's target Z holds the days on which it was part of X: 60.49."""
    report: Any = group.json("report", "sales", "--period", "2026", "--tree")
    assert "of the target of x: 1,140 given to nobody" in report["notes"]


def test_a_target_stands_where_others_moved(group: Cli) -> None:
    """One that finer ones exceed, of an account that stayed where it was, is itself in the tree and the total, and
    one of a part of the period does not count because another account moved on its last day.
    """
    for name in ("Y", "W"):
        group.ok("account", "add", name)
    for name, span, amount in (("y", "2026", "1000"), ("y", "2026-H1", "1500"), ("w", "2026-H1", "70")):
        group.ok("target", "set", span, amount, "--account", name)
    for words in ((), ("--tree",)):
        report: Any = group.json("report", "sales", "--period", "2026", *words)
        rows = {row["key"]: row for row in report["rows"]}
        assert (rows["y"]["target"], rows["y"]["target_basis"], rows["w"]["target"]) == (1000, "own", None)
        assert report["total"]["target"] == 1000 + BY_DAY


def test_a_group_of_which_a_part_is_left_out_is_not_compared(group: Cli) -> None:
    """X alone has no target, as when Z was part of it all year: half a year of the group's would be none of both."""
    report: Any = group.json("report", "sales", "--period", "2026", "--account", "x")
    assert report["total"]["target"] is None


def test_an_account_alone_stood_nowhere_else(group: Cli) -> None:
    """Where what an account moved into is not in the report, its target is whole, and is called what it is."""
    report: Any = group.json("report", "sales", "--period", "2026", "--account", "z")
    assert (report["total"]["target"], report["total"]["target_basis"]) == (120, "own")
