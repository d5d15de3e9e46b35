"""What a person sees of budgets: the worst first, each number once, a tick in the bar where its time is."""

from typing import Any

import pytest

from conftest import Cli

# The sample portfolio on 17 September 2026, at three widths.
BUDGETS = {
    60: """
Budgets 2026, USD
account  name               agreed   spent    left   used
────────────────────────────────────────────────────────────
hyundai  Launch rebate      24,000  26,470  -2,470  110 %  !
maruti   Trade fair         18,000  12,776   5,224   71 %  ✓
goody    Co-marketing        4,800   3,180   1,620   66 %  ✓
goody    Volume commitment  20,000  18,292   1,708   92 %  ✓
maruti   Service training    6,000   4,655   1,345   78 %  ✓
parker   Loaner tools        1,200     686     514   57 %  ✓
ford     Quality visits      9,000   3,560   5,440   40 %  ✓
hyundai  Service training    7,500       0   7,500    0 %
────────────────────────────────────────────────────────────
total                       70,500  51,328  19,172   73 %
the total is of the cost budgets; revenue: 18,292 of 20,000
USD
hidden at this width: key, period, direction, agreed_with,
currency, elapsed, ends_at (-f plain shows all)
""",
    80: """
Budgets 2026, USD
                                                                            ends
account  name               agreed   spent    left   used                     at
────────────────────────────────────────────────────────────────────────────────
hyundai  Launch rebate      24,000  26,470  -2,470  110 %  ███████│██  !  37,160
maruti   Trade fair         18,000  12,776   5,224   71 %  ███████│░░  ✓  17,936
goody    Co-marketing        4,800   3,180   1,620   66 %  ██████░│░░  ✓   4,464
goody    Volume commitment  20,000  18,292   1,708   92 %  ████████│░  ✓  22,970
maruti   Service training    6,000   4,655   1,345   78 %  ███████░│░  ✓   5,421
parker   Loaner tools        1,200     686     514   57 %  █████░░░│░  ✓     799
ford     Quality visits      9,000   3,560   5,440   40 %  ███░░░░│░░  ✓   4,998
hyundai  Service training    7,500       0   7,500    0 %  ░░░░░░░░░░
────────────────────────────────────────────────────────────────────────────────
total                       70,500  51,328  19,172   73 %  ███████░░░
the total is of the cost budgets; revenue: 18,292 of 20,000 USD
hidden at this width: key, period, direction, agreed_with, currency, elapsed (-f
plain shows all)
""",
    120: """
Budgets 2026, USD
                                                                                            of    ends
key    account  name               period   agreed   spent    left   used                 time      at
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
B3     hyundai  Launch rebate      2026     24,000  26,470  -2,470  110 %  ███████│██  !  71 %  37,160  ends 13,160 over
B1     maruti   Trade fair         2026     18,000  12,776   5,224   71 %  ███████│░░  ✓  71 %  17,936
B6     goody    Co-marketing       2026      4,800   3,180   1,620   66 %  ██████░│░░  ✓  71 %   4,464
B7     goody    Volume commitment  2026-Q3  20,000  18,292   1,708   92 %  ████████│░  ✓  86 %  22,970
B2     maruti   Service training   2026-Q3   6,000   4,655   1,345   78 %  ███████░│░  ✓  86 %   5,421
B8     parker   Loaner tools       2026-Q3   1,200     686     514   57 %  █████░░░│░  ✓  86 %     799
B5     ford     Quality visits     2026      9,000   3,560   5,440   40 %  ███░░░░│░░  ✓  71 %   4,998
B4     hyundai  Service training   2026-Q4   7,500       0   7,500    0 %  ░░░░░░░░░░      0 %          untouched
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
total                                       70,500  51,328  19,172   73 %  ███████░░░
the total is of the cost budgets; revenue: 18,292 of 20,000 USD
hidden at this width: direction, agreed_with, currency (-f plain shows all)
""",
}


def screen(cli: Cli, *words: str, width: int = 200) -> list[str]:
    """The lines of the report as a terminal of that width has them."""
    return [
        line.rstrip()
        for line in cli.ok("report", "budget", *words, tty=True, COLUMNS=str(width), NO_COLOR="1").splitlines()
    ]


@pytest.mark.parametrize("width", BUDGETS)
def test_the_sample_budgets(sample: Cli, width: int) -> None:
    """Overspent first, then what burns fastest beside its time; what has not begun says so, without a tick."""
    assert screen(sample, width=width) == BUDGETS[width].strip().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_it_fits(sample: Cli, width: int) -> None:
    """No line is wider than the terminal, and no word of a heading, a code or a name is broken."""
    lines = screen(sample, width=width)
    assert max(map(len, lines)) <= width
    words = {word for line in lines for word in line.split()}
    assert {"account", "hyundai", "name", "Launch", "commitment", "left", "used", "-2,470"} <= words


@pytest.fixture
def ways(cli: Cli) -> Cli:
    """Budgets that go in different ways, in September 2026."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    for name, period, spent, more in (
        ("Within", "2026", "10", ()),
        ("Fast", "2026", "95", ()),
        ("Over", "2026", "101", ()),
        ("Far over", "2026", "150", ()),
        ("Gone", "2026-01-01..2026-06-30", "100", ()),
        ("To come", "2026-Q4", "", ()),
        ("Volume", "2026", "", ("--direction", "revenue")),
    ):
        cli.ok("budget", "add", "acme", name, "--period", period, "--amount", "100", *more)
        if spent:
            cli.ok("budget", "spend", "acme", name, spent, "--on", "2026-03-05")
    cli.ok("sale", "add", "acme", "50", "--on", "2026-02-02")
    return cli


def test_the_worst_first_for_people_alone(ways: Cli) -> None:
    """A cost beyond its amount, then what is furthest from its time; programs have accounts and periods in order."""
    names = ["Far over", "Over", "Fast", "Volume", "Gone", "Within", "To come"]
    shown = screen(ways, "--columns", "name")
    assert [line for line in shown if line in names] == names
    report: Any = ways.json("report", "budget")
    assert [row["name"] for row in report["rows"]] == [
        "Within", "Fast", "Over", "Far over", "Gone", "Volume", "To come",
    ]  # fmt: skip


def test_what_a_budget_comes_to_in_words(ways: Cli) -> None:
    """How far it ends over or short while it runs; a budget that is over or to come has no tick, and nothing is n/a."""
    lines = screen(ways)
    names = ("Over", "Fast", "Volume", "Gone", "To come")
    by_name = {name: next(line for line in lines if f"  {name}  " in line) for name in names}
    assert by_name["Over"].endswith("ends 42 over")
    assert by_name["Fast"].endswith("ends 33 over")
    assert by_name["Gone"].endswith("used up")
    assert by_name["To come"].endswith("untouched")
    assert ["│" in by_name[name] for name in names] == [True] * 3 + [False] * 2
    assert "n/a" not in "\n".join(lines)


def test_it_is_asked_by_what_questions_call_it(sample: Cli) -> None:
    """`--sort -burn` has the budgets that are over first, `forecast` is where each ends."""
    report: Any = sample.json("report", "budget", "--sort", "-burn", "--columns", "name,burn,forecast")
    first = report["rows"][0]
    assert [str(first[key]) for key in ("name", "burn", "ends_at")] == ["Launch rebate", "110.3", "37159.81"]


def test_its_day_where_that_is_not_today(sample: Cli) -> None:
    """The title says the day that counts where nobody would guess it."""
    titles = [screen(sample, *words)[0] for words in ((), ("--as-of", "2026-06-30"), ("--period", "2026-Q2"))]
    assert titles == ["Budgets 2026, USD", "Budgets 2026, USD · as of 30 Jun", "Budgets 2026-Q2, USD"]
