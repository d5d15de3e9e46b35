"""Hints that may be typed as they stand, and what is said once: found by using the screens for a week."""

from __future__ import annotations

from conftest import Cli


def table(cli: Cli, *words: str, width: str = "80") -> str:
    return cli.ok(*words, "-f", "table", COLUMNS=width)


def test_a_hint_changes_nobody_elses_target(sample: Cli) -> None:
    """Where a report is about one account, the command that sets a target names it."""
    hint = "no target is set: `amcli target set 2026 AMOUNT --account kirchoff` sets one"
    assert hint in table(sample, "report", "sales", "kirchoff")
    span = "2025-07-01..2027-06-30"
    assert f"targets cover only a part of {span}" in table(sample, "report", "sales", "ford", "--period", span)


def test_a_mistake_is_said_without_advice_that_is_none(sample: Cli) -> None:
    """Only a word too many may have wanted quotes."""
    for words in (("report", "sales", "--perod", "2026"), ("sale", "add"), ("deadline", "lst"), ("today", "--x")):
        done = sample(*words)
        assert (done.code, "in quotes" in done.err) == (2, False), done.err


def test_a_screen_names_an_option_that_it_has(sample: Cli) -> None:
    """Several currencies without a rate: the day and the brief say which setting helps, a report its option."""
    sample.ok("sale", "add", "ford", "KWD 5", "--on", "2026-09-01")
    assert "`amcli config set currency KWD` says which one to report in" in table(sample, "today", width="200")
    assert "--currency KWD" in sample("report", "sales").err


def test_what_belongs_to_an_archived_account_is_in_no_list(sample: Cli) -> None:
    """As in `today` and `remind`; it is there where the account or all are asked for."""
    lists = (("deadline", "list"), ("agenda",), ("contact", "list"), ("today",), ("remind",))
    assert all('"ford"' in sample.ok(*words, "-f", "json") for words in lists)
    assert "D18" in table(sample, "agenda")
    sample.ok("account", "archive", "ford")
    for words in lists:
        assert '"ford"' not in sample.ok(*words, "-f", "json"), words
    assert "D18" not in table(sample, "agenda")
    assert "D18" in sample.ok("deadline", "list", "ford", "-f", "ids").split()
    assert "D18" in sample.ok("deadline", "list", "--all", "-f", "ids").split()


def test_more_than_a_screen_says_where_the_rest_is(sample: Cli) -> None:
    """The command behind `and 12 more` lists them."""
    for number in range(20):
        sample.ok("deadline", "add", "ford", f"Late {number}", "--due", "2026-09-01", "-q")
        sample.ok("deadline", "add", "ford", f"Soon {number}", "--due", "2026-09-20", "-q")
    shown = table(sample, "today").splitlines()
    assert len(shown) < 40
    assert " and 15 more: amcli deadline list --overdue" in shown
    assert " and 22 more: amcli deadline list --period 2026-09-18..2026-10-01" in shown
    listed = sample.ok("deadline", "list", "--period", "2026-09-18..2026-10-01", "-f", "ids").split()
    assert len(listed) == 30


def test_a_time_that_has_passed_today_is_late(sample: Cli) -> None:
    """The call of 15:30 at four o'clock; before it, its hour alone."""
    assert "15:30      hyundai" in table(sample, "today")
    sample.environ["AMCLI_TODAY"] = "2026-09-17T16:00"
    assert "15:30 late" in table(sample, "today")


def test_without_any_target_sales_have_the_room(sample: Cli) -> None:
    """No empty columns of a target: what will be sold, last year and growth stand there."""
    for number in [*range(1, 28)]:
        sample.ok("target", "remove", f"T{number}", "--yes")
    shown = table(sample, "report", "sales")
    assert "lands at" not in shown
    assert all(word in shown for word in ("forecast", "last year", "growth"))


def test_a_grid_is_ordered_and_shortened_as_a_grid(sample: Cli) -> None:
    """--sort by its total and --limit take rows of the grid; by another figure the pairs are rows."""
    grid = table(sample, "report", "sales", "--by", "account,product", "--sort", "total", "--limit", "2").splitlines()
    assert [line.split()[0] for line in grid[4:6]] == ["Parker", "Goody"]
    assert "and 3 more: the total counts them too" in grid
    rows = table(sample, "report", "sales", "--by", "account,product", "--sort", "-growth", "--limit", "1", width="200")
    assert "product" in rows


def test_nothing_typed_is_no_value(sample: Cli) -> None:
    """An empty period or amount, as of a script's unset variable, is an error."""
    assert sample("report", "sales", "--against", "").code == 2
    assert sample("sale", "add", "maruti", "", "--product", "oil-filter", "--quantity", "3").code == 2
