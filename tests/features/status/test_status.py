"""`report status`: one page of the figures that the reports have, and no figure of its own."""

import re
from email import message_from_string, policy
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

GOLDEN = Path(__file__).parent / "golden"
SINCE = ("--since", "2026-07-01")
PARTS = (
    "summary", "sales", "pipeline", "accounts", "months", "changes", "key_accounts", "risks", "decisions",
    "next_steps", "deadlines", "unknown",
)  # fmt: skip


def page(cli: Cli, *options: str) -> Any:
    return cli.json("report", "status", *options)


def told(found: Any) -> list[str]:
    """The sentences at the head of the page."""
    return [one["text"] for one in found["summary"]]


@pytest.mark.parametrize("format", ["markdown", "json", "html"])
def test_the_page_of_the_sample_data_to_the_letter(sample: Cli, format: str) -> None:
    """In each format that is kept; of html without the style, which other tests look at."""
    shown = sample.ok("report", "status", *SINCE, "-f", format)
    shown = re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", shown, flags=re.DOTALL)
    ending = {"markdown": "md"}.get(format, format)
    assert shown == (GOLDEN / f"status.{ending}").read_text(encoding="utf-8")


def test_its_parts_stand_in_the_order_in_which_a_director_asks(sample: Cli) -> None:
    """State, what changed, key accounts, risks, decisions, next; one heading of the first level, no command line."""
    found = page(sample)
    assert tuple(key for key, value in found.items() if isinstance(value, list)) == PARTS
    shown = sample.ok("report", "status", "-f", "markdown")
    assert [line for line in shown.splitlines() if line.startswith("# ")] == ["# Status 2026, 17 Sep 2026"]
    assert "amcli " not in shown
    html = sample.ok("report", "status", "-f", "html")
    assert (html.count("<h1>"), "amcli " in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)) == (1, False)
    assert len(html) < 200_000


@pytest.mark.parametrize("options", [(), ("--period", "2026-Q3"), ("--as-of", "2026-06-30"), ("--period", "2025")])
def test_sales_and_accounts_are_those_of_the_report(sample: Cli, options: tuple[str, ...]) -> None:
    """The total, each account, and the accounts in the order of the report."""
    found = page(sample, *options)
    report: Any = sample.json("report", "sales", *options)
    (sales,) = found["sales"]
    shared = set(sales) & set(report["total"]) - {"booked_to"}
    assert len(shared) >= 12
    assert {key: sales[key] for key in shared} == {key: report["total"][key] for key in shared}
    by_code = {row["key"]: row for row in report["rows"]}
    for each in found["accounts"]:
        row = by_code[each["account"]]
        assert {key: each[key] for key in set(each) & set(row)} == {key: row[key] for key in set(each) & set(row)}
    shorts = [each["shortfall"] for each in found["accounts"] if each["shortfall"] is not None]
    assert shorts == sorted(shorts, reverse=True)


def test_each_month_is_the_report_on_sales_up_to_its_end(sample: Cli) -> None:
    """Sold, target, forecast and its ends; the last one is the year."""
    months = page(sample)["months"]
    (now,) = [each for each in months if not each["month"].startswith("2026-")]
    whole: Any = sample.json("report", "sales")
    total = whole["total"]
    assert (now["month"], now["actual"], now["target"], now["forecast"]) == (
        "17 Sep 2026", total["actual"], total["expected"], None
    )  # fmt: skip
    months.remove(now)
    assert [each["month"] for each in months] == [f"2026-{number:02}" for number in range(1, 13)]
    for each in months:
        report: Any = sample.json("report", "sales", "--period", f"2026-01..{each['month']}")
        total = report["total"]
        assert each["target"] == total["target"]
        assert each["actual"] == (None if each["month"] >= "2026-09" else total["actual"])
        keys = ("forecast", "forecast_low", "forecast_high")
        over = each["month"] < "2026-09"
        assert [each[key] for key in keys] == [None if over else total[key] for key in keys]


def test_the_pipeline_is_that_of_its_reports(sample: Cli) -> None:
    """What closes in the year as `report sales` has it beside its gap, coverage as `report pipeline`."""
    (found,) = page(sample)["pipeline"]
    beside: Any = sample.json("report", "sales")
    assert {key: found[key] for key in beside["pipeline"]} == beside["pipeline"]
    report: Any = sample.json("report", "pipeline")
    assert (found["coverage"], found["needed_coverage"]) == (report["coverage"], report["needed_coverage"])


@pytest.mark.parametrize("options", [(), ("--as-of", "2026-06-30")])
def test_key_accounts_are_as_healthy_as_in_the_report(sample: Cli, options: tuple[str, ...]) -> None:
    """Score and warnings of `report health`, in its order; figures of `report sales`; the plan of `plan list`."""
    found = page(sample, *options)["key_accounts"]
    report: Any = sample.json("report", "health", "--tier", "1", *options)
    assert [(one["account"], one["score"], one["warnings"]) for one in found] == [
        (row["account"], row["score"], row["warnings"]) for row in report["rows"]
    ]
    sales: Any = sample.json("report", "sales", *options)
    rows = {row["key"]: row for row in sales["rows"]}
    assert all(one["actual"] == rows[one["account"]]["actual"] for one in found)
    if not options:
        plans: Any = sample.json("plan", "list")
        ages = {row["account"]: row["age"] for row in plans}
        assert [one["plan_age"] for one in found] == [ages.get(one["account"]) for one in found]
        assert [one["last_spoken"] for one in found] == ["2026-09-08", "2026-09-15"]


def test_risks_are_what_the_reports_warn_of(sample: Cli) -> None:
    """Each issue, contract, budget and promise that another report says is late, over or ends; the worst first."""
    found = page(sample)["risks"]
    assert [one["risk"] for one in found] == ["issue", "contract", "contract", "budget", *["late promise"] * 3]
    issues: Any = sample.json("report", "issues")
    wanted = [row["id"] for row in issues["rows"] if row["severity"] == "critical" or row["late"]]
    assert [one["id"] for one in found if one["risk"] == "issue"] == wanted
    contracts: Any = sample.json("report", "contracts")
    values = {row["id"]: row["value_a_year"] for row in contracts["rows"]}
    named = [one for one in found if one["risk"] == "contract"]
    assert [one["id"] for one in named] == ["CT5", "CT4"]
    assert all(one["figures"] == f"{values[one['id']]:,.0f} USD a year" for one in named)
    budgets: Any = sample.json("report", "budget", "--period", "2026")
    (over,) = [row for row in budgets["rows"] if row["key"] == "B3"]
    (said,) = [one["figures"] for one in found if one["risk"] == "budget"]
    assert said == f"{over['spent']:,.0f} of {over['agreed']:,.0f} USD spent"
    day: Any = sample.json("today")
    late = [(one["id"], f"{-one['days']} d late") for one in day["overdue"]]
    assert [(one["id"], one["figures"]) for one in found if one["risk"] == "late promise"] == late
    assert {one["owner"] for one in found} == {"Mara Quillstone", "Oskar Brenfield"}


def test_what_is_next_is_what_next_says(sample: Cli) -> None:
    """The first five proposals, and how many there are besides; what is due in fourteen days and matters."""
    found = page(sample)
    report: Any = sample.json("next")
    assert [(one["name"], one["reason"], one["stake"]) for one in found["next_steps"]] == [
        (row["name"], row["reason"], row["stake"]) for row in report["rows"][:5]
    ]
    assert f"and {report['proposals'] - 5} more" in sample.ok("report", "status", "-f", "markdown")
    assert [one["id"] for one in found["deadlines"]] == ["D13", "D19", "CT5", "D8", "D2", "CT5"]


def test_the_sentences_say_the_same_figures(sample: Cli) -> None:
    """What was sold, where it lands, between what, and what is asked first."""
    sold, lands, changed, risk, asked = told(page(sample, "--since", "2026-07-01"))
    assert sold == (
        "Sold so far in 2026: 2,145,716 USD of a target of 3,400,000, 63 %; that is 276,201 behind an even pace."
    )
    assert lands.startswith("It is expected to end at 3,175,797 USD, 93 % of the target, 224,203 short of it; ")
    assert "between 3,037,032 and 3,314,561, so the target is likely to be missed." in lands
    assert changed == (
        "Since 1 Jul 2026: 548,626 USD sold, 1 opportunity lost, 3 issues raised, 2 issues closed, "
        "3 opportunities opened."
    )
    assert risk == (
        "Most at risk: critical issue at Ford; contract at Parker Repair Shoppe and 1 other account; "
        "overspent budget at Hyundai; late promise at Ford and 2 other accounts."
    )
    assert asked.startswith("Asked of you: 2 decisions. First, by 23 Sep 2026, Parker Repair Shoppe: Give notice of ")


def test_what_the_range_means(sample: Cli) -> None:
    """A target below it, within it, above it, and none."""
    for amount, means in (("3000000", "likely to be reached"), ("3200000", "may be reached or missed")):
        sample.ok("target", "set", "2026", amount)
        assert f"so the target {'is ' * means.startswith('likely')}{means}." in told(page(sample))[1]
    targets: Any = sample.json("target", "list")
    for row in targets:
        sample.ok("target", "remove", row["id"], "--yes")
    found = page(sample)
    assert told(found)[0] == "Sold so far in 2026: 2,145,716 USD; no target is set."
    assert told(found)[1].endswith("four times in five between 3,037,032 and 3,314,561.")
    assert {one["state"] for one in found["accounts"]} == {"no target"}


def test_the_text_of_a_mail_has_every_column_of_the_page(sample: Cli) -> None:
    """What does not fit beside stands below; nothing says what to type, and sentences are no table."""
    mail = message_from_string(sample.ok("report", "status", *SINCE, "-f", "eml"), policy=policy.default)
    text, html = (part.get_content() for part in mail.walk() if not part.is_multipart())
    assert ("hidden at this width" in text, "heading" in text) == (False, False)
    heads = set(re.findall(r'<th (?:class="[a-z ]+" )?scope="col">([^<]+)</th>', html))
    assert len(heads) > 25
    flat = " ".join(text.split())
    folded = {head for head in heads if " " in head and head not in flat}  # heads of columns, a word below the other
    assert not {head for head in heads - folded if head not in text}
    assert all(word in flat for head in folded for word in head.split())
    report = message_from_string(sample.ok("report", "sales", "-f", "eml"), policy=policy.default)
    plain = next(part.get_content() for part in report.walk() if part.get_content_type() == "text/plain")
    assert "hidden at this width" not in plain
