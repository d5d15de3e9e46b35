"""`report health --backtest`: what past scores were followed by, on whole books and on too few."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from report_samples import Portfolio, named

from amcli.features.health.reports.backtest import backtest_report, explain_backtest
from amcli.features.health.reports.observations import observed
from conftest import Cli

QUARTERS = [f"{year}-{month}-15" for year in (2024, 2025, 2026) for month in ("01", "04", "07", "10")][:10]
CODES = [f"a{number}" for number in range(8)]


def books(seed: int = 1) -> Portfolio:
    """Eight accounts over ten quarters with targets and calls: four go down from 2025 on, and are called less."""
    chance, file = Random(seed), Portfolio()
    for number, code in enumerate(CODES):
        file.account(code, created="2023-01-01", cadence=30)
        for place, day in enumerate(QUARTERS):
            down = Fraction(1, 2) if number < 4 and place >= 4 else 1
            file.sale(code, day, str(int((1000 + 100 * number + chance.randrange(300)) * down)))
            if number >= 4 or place % 2:
                file.interaction(code, day[:8] + "20")
        for year in ("2024", "2025", "2026"):
            file.target(year, "5000", account=code)
    return file


def rows(report: Any) -> list[dict[str, Any]]:
    return [named(report, row) for row in report.rows]


def test_the_probability_is_that_of_all_pairs() -> None:
    """The total counts each pair of an account that fell and one that did not, over all quarters, as the rows of each
    account have them; the rows of the quarters add up to it; twice the same question has the same answer.
    """
    file = books()
    reader = file.reader("2026-07-20")
    found = backtest_report(reader)
    total = named(found, found.total)
    seen = [(one.score, one.fell) for each in observed(reader) for one in each.found]
    fell, held = [score for score, down in seen if down], [score for score, down in seen if not down]
    pairs = [Fraction(1) if one < other else Fraction(one == other, 2) for one in fell for other in held]
    assert total["auc"] == Decimal(round(sum(pairs) / len(pairs) * 1000)) / 1000
    assert (total["fell"], total["held"], total["accounts"]) == (len(fell), len(held), len(seen))
    assert min(len(fell), len(held)) >= 10
    for key in ("accounts", "fell", "held", "without_score"):
        assert sum(row[key] for row in rows(found)) == total[key]
    told = [one for code in CODES for one in rows(explain_backtest(reader, code))]
    assert len(told) == total["accounts"]
    assert sum(one["what"] == "fell" for one in told) == total["fell"]
    assert all((one["sold"] < one["year_before"]) == (one["what"] == "fell") for one in told)
    again = backtest_report(books().reader("2026-07-20"))
    assert (rows(again), again.total, again.notes) == (rows(found), found.total, found.notes)


def test_quarters_that_are_over_booked_and_known_the_year_before() -> None:
    """The first quarter is one of which the year before is in the books; the last one is over and booked to its end."""
    file = books()
    names = [each.quarter.name for each in observed(file.reader("2026-06-30"))]
    assert names[0] == "2025-Q1" and names[-1] == "2026-Q1"
    assert [each.quarter.name for each in observed(file.reader("2026-07-01"))][-1] == "2026-Q1"  # not booked to its end
    file.sale("a0", "2026-06-29", "1")
    assert [each.quarter.name for each in observed(file.reader("2026-07-01"))][-1] == "2026-Q2"
    assert [each.quarter.name for each in observed(file.reader("2026-06-30"))][-1] == "2026-Q1"  # its last day is today
    scored = {str(each.day) for each in observed(file.reader("2026-07-01"))}
    assert "2024-12-31" in scored and "2026-03-31" in scored


def test_who_bought_nothing_in_both_quarters_is_not_counted() -> None:
    """An account with a score and no sales neither fell nor did not; one with sales and no score is counted apart."""
    file = books()
    before = named(backtest_report(file.reader("2026-07-20")), backtest_report(file.reader("2026-07-20")).total)
    file.account("idle", created="2023-01-01", cadence=30)
    file.target("2025", "5000", account="idle")
    file.interaction("idle", "2025-03-20")
    file.account("silent", created="2023-01-01")
    file.sale("silent", "2025-05-02", "5")
    after = named(backtest_report(file.reader("2026-07-20")), backtest_report(file.reader("2026-07-20")).total)
    assert [after[key] - before[key] for key in ("accounts", "fell", "held", "without_score")] == [0, 0, 0, 1]


def test_a_past_score_knows_nothing_of_later_sales() -> None:
    """What was sold after the day changes what followed, and no score of before."""
    file = books()
    before = [[one.score for one in each.found] for each in observed(file.reader("2026-07-20"))]
    file.sale("a5", "2026-06-30", "99999")
    after = [[one.score for one in each.found] for each in observed(file.reader("2026-07-20"))]
    assert after[: len(before)] == before


def test_too_little_to_say(sample: Cli) -> None:
    """With fewer than ten of either kind there is a sentence and no figure."""
    found: Any = sample.json("report", "health", "--backtest")
    assert found["auc"] is None and found["total"]["auc"] is None
    assert found["notes"][0].startswith("too little to say")
    assert "10 of each are the least" in found["notes"][0]
    assert found["total"]["accounts"] == found["total"]["fell"] + found["total"]["held"]


@pytest.mark.parametrize("words", [(), ("--explain", "acme")])
def test_books_that_are_too_short(cli: Cli, words: tuple[str, ...]) -> None:
    """A file with a sale of this year has no past quarter to look at, and says so."""
    cli.ok("account", "add", "Acme")
    cli.ok("sale", "add", "acme", "10 USD", "--on", "2026-09-01")
    found: Any = cli.json("report", "health", "--backtest", *words)
    assert found["rows"] == []
    said = cli.ok("report", "health", "--backtest", *words, "-f", "table", tty=True)
    assert "too little to say" in said or "no score at the end of any quarter" in said
