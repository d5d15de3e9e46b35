"""`report review`: what was bought, agreed, promised and solved, as both sides know it."""

from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from review_samples import fill

from amcli.features.deadlines.nouns import DEADLINES
from conftest import Cli


@pytest.fixture(scope="module")
def filled_file(agreed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(Cli.on_copy(tmp_path_factory.mktemp("review"), agreed_file)).db


@pytest.fixture
def filled(tmp_path: Path, filled_file: Path) -> Cli:
    return Cli.on_copy(tmp_path, filled_file)


def review(cli: Cli, *words: str) -> Any:
    return cli.json("report", "review", "maruti", *words)


def titles(found: Any, part: str) -> list[str]:
    return [each["title"] for each in found[part]]


def test_each_part_says_what_both_sides_know(filled: Cli) -> None:
    """Of a quarter that runs: purchases beside the year before, agreements, issues, what each side owes, who is who."""
    found = review(filled, "--period", "this-quarter")
    assert (found["period"], found["start"], found["end"], found["compared"], found["as_of"]) == (
        "2026-Q3", "2026-07-01", "2026-09-30", "2025-Q3", "2026-09-17",
    )  # fmt: skip
    assert found["totals"] == [
        {"currency": "USD", "bought": Decimal("1451.50"), "before": Decimal("700.00"), "change": Decimal("107.4")}
    ]
    assert [(each["product"], each["units"], each["bought"]) for each in found["products"]] == [
        ("Brake pad", 25, Decimal("1250.50")), ("No product named", None, Decimal("201.00")),
    ]  # fmt: skip
    assert [(each["name"], each["agreed"], each["reached"]) for each in found["volumes"]] == [
        ("Volume", 9000, Decimal("1451.50"))
    ]
    assert [(each["name"], each["agreed"], each["spent"], each["left"]) for each in found["budgets"]] == [
        ("Trade fair", 12000, 480, 11520)
    ]
    assert titles(found, "open_issues") == ["Pads squeal"]
    closed = [(each["title"], each["agreed"], each["days_to_answer"], each["days_to_close"], each["accepted"])
              for each in found["closed_issues"]]  # fmt: skip
    assert closed == [("Late invoices", "Credited", 48, 50, "yes")]
    assert [(each["until"], each["kept"], each["due"]) for each in found["service"]] == [
        ("acknowledged", 1, 2), ("closed", 0, 1),
    ]  # fmt: skip
    assert [(each["name"], each["end"], each["arrive_by"]) for each in found["contracts"]] == [
        ("Service", "2026-09-30", "2026-07-31"), ("Frame agreement", "2026-12-31", "2026-09-30"),
        ("Tooling", "2027-12-31", None),
    ]  # fmt: skip
    assert [(each["title"], each["owed_by"], each["days_late"]) for each in found["owed"]] == [
        ("Our samples", "us", 4), ("Their forecast", "client", 7),
    ]  # fmt: skip
    assert titles(found, "next_steps") == ["New pads", "Monthly report", "Review day"]
    assert titles(found, "trainings") == ["Fitter course", "Second course"]
    assert [(each["date"], each["title"], each["with"], each["ours"]) for each in found["meetings"]] == [
        ("2026-09-02", "Plant visit", ["Asha Rao"], "Nora Vance"), ("2026-09-03", "Line walk", None, "Otto Kern"),
        ("2026-09-09", None, ["Ravi Iyer"], "Nora Vance"),
    ]  # fmt: skip
    assert [(each["text"], each["state"]) for each in found["needs"]] == [
        ("Labels", "met"), ("Discs within three weeks", "open"),
    ]  # fmt: skip
    assert [each["name"] for each in found["your_people"]] == ["Asha Rao", "Ravi Iyer"]
    assert [(each["name"], each["title"]) for each in found["our_people"]] == [
        ("Otto Kern", None), ("Nora Vance", "Key Account Manager"),
    ]  # fmt: skip


def test_without_a_period_it_is_the_last_full_quarter(filled: Cli) -> None:
    """Of the fiscal year; and the page says which days are counted, and which day the rest is of."""
    found = review(filled)
    assert (found["period"], found["start"], found["end"]) == ("2026-Q2", "2026-04-01", "2026-06-30")
    assert "is of 2026-Q2 (1 Apr 2026 to 30 Jun 2026)" in found["basis"][0]["text"]
    assert "stand as of 17 Sep 2026" in found["basis"][0]["text"]
    assert "2026-Q3 so far (1 Jul 2026 to 17 Sep 2026)" in review(filled, "--period", "Q3")["basis"][0]["text"]
    filled.ok("config", "set", "fiscal.start", "2")
    found = review(filled)
    assert (found["start"], found["end"]) == ("2026-05-01", "2026-07-31")


def test_a_deadline_is_shown_where_a_side_owes_it_or_both_attend(agreed: Cli) -> None:
    """Every way that a deadline can be owed, of every kind, about anything: what is ours alone stays ours."""
    for owed, kind, about in product(("", "us", "client"), DEADLINES, ("maruti", "CT1", "IS1", "OP1", "NG1", "PL1.1")):
        side = ("--owed-by", owed) if owed else ()
        agreed.ok("deadline", "add", about, f"{owed}/{kind}/{about}", "--due", "2026-10-01", "--kind", kind, *side)
    found = review(agreed)
    shown = {title for part in ("owed", "next_steps", "trainings") for title in titles(found, part)}
    fit = {title for title in shown if "/" in title}
    known = ("maruti", "CT1", "IS1")
    assert len(fit) == 6 * 3 + 2 * 2 * 3 + 3 + 2 * 3  # client's; meetings and trainings; our deliverables; promises
    for title in fit:
        owed, kind, about = title.split("/")
        ours = owed == "us" and (kind == "deliverable" or about in known[1:])
        assert about in known, title  # a plan, a negotiation, an opportunity is no matter of the client's
        assert owed == "client" or kind in ("meeting", "training") or ours, title
    assert shown - fit == set()


def test_an_issue_is_shown_where_the_client_raised_or_accepted_it(agreed: Cli) -> None:
    """One that nobody at the client raised is ours, and so is what is due about it; not that it moved on shows it."""
    agreed.ok("issue", "add", "maruti", "Our planner forgets things", "--cause", "people", "--on", "2026-09-01")
    agreed.ok("issue", "add", "maruti", "Found by ourselves", "--on", "2026-09-01")
    for about in ("IS1", "IS2", "IS3"):
        agreed.ok("deadline", "add", about, f"{about} to do", "--due", "2026-10-01", "--owed-by", "us")
    for issue in ("IS2", "IS3"):
        agreed.ok("issue", "resolve", issue, "Talked it over", "--on", "2026-09-05")
    found = review(agreed, "--period", "this-quarter")
    assert (titles(found, "open_issues"), titles(found, "closed_issues")) == (["Pads squeal"], [])
    assert [title for title in titles(found, "next_steps") if "to do" in title] == ["IS1 to do"]
    assert not any(each["due"] for each in found["service"] if each["until"] == "closed")
    agreed.ok("issue", "close", "IS3", "--accepted", "no", "--on", "2026-09-06")
    found = review(agreed, "--period", "this-quarter")
    assert (titles(found, "open_issues"), titles(found, "closed_issues")) == (["Pads squeal"], ["Found by ourselves"])
    assert "IS3 to do" in titles(found, "next_steps")


def test_a_budget_is_shown_where_the_client_agreed_to_it(agreed: Cli) -> None:
    """With the client or with both; a commitment of sales is a volume, and others are none of the client's matter."""
    for way, who in product(("cost", "revenue"), ("client", "company", "both", "")):
        agreed_with = ("--agreed-with", who) if who else ()
        agreed.ok("budget", "add", "maruti", f"{way} {who}", "--period", "2026-Q3", "--amount", "5", "--direction", way,
                  *agreed_with)  # fmt: skip
    found = review(agreed, "--period", "2026-Q3")
    assert [each["name"] for each in found["volumes"]] == ["revenue client", "revenue both"]
    assert [each["name"] for each in found["budgets"]] == ["Trade fair", "cost client", "cost both"]


def test_a_budget_that_runs_is_there_whatever_the_quarter(agreed: Cli) -> None:
    """Of a review that looks back those are told too that began since; one that is to come is not."""
    for name, span in (("Now", "2026-Q3"), ("Later", "2026-Q4"), ("Then", "2026-Q1")):
        words = ("--period", span, "--amount", "5", "--agreed-with", "client")
        agreed.ok("budget", "add", "maruti", name, *words)
    found = review(agreed, "--period", "2026-Q2")
    assert [each["name"] for each in found["budgets"]] == ["Trade fair", "Now"]


def test_what_has_nothing_is_said_once(agreed: Cli) -> None:
    """The parts without a row, and what renews is in words."""
    shown = agreed.ok("report", "review", "maruti", "--period", "2026-Q2", "-f", "markdown")
    assert shown.count("Nothing is noted of: ") == 1
    assert "Trainings" in shown.partition("Nothing is noted of: ")[2]
    assert "express" not in shown


def test_what_was_bought_adds_up_in_each_currency(cli: Cli) -> None:
    """Nothing is converted; the small products come to one row, credits are taken off, and units are told where each
    line says them.
    """
    cli.ok("account", "add", "Ab", "--code", "ab")
    for number in range(18):
        cli.ok("product", "add", f"Product {number:02}", "--code", f"p{number:02}", "--price", "1")
        cli.ok("sale", "add", "ab", str(100 - number), "--product", f"p{number:02}", "--quantity", "2.5", "--on",
               "2026-08-01")  # fmt: skip
    cli.ok("sale", "add", "ab", "40", "--product", "p00", "--quantity", "1", "--kind", "credit", "--on", "2026-08-02")
    cli.ok("sale", "add", "ab", "7", "--product", "p01", "--on", "2026-08-03")
    cli.ok("sale", "add", "ab", "EUR 9", "--product", "p02", "--on", "2026-08-03")
    cli.ok("sale", "add", "ab", "50", "--product", "p17", "--on", "2025-09-17")
    found: Any = cli.json("report", "review", "ab", "--period", "Q3")
    assert {each["before"] for each in found["totals"]} == {None}  # the books begin within the quarter a year before
    cli.ok("sale", "add", "ab", "1", "--on", "2025-07-01")
    cli.ok("sale", "add", "ab", "60", "--product", "p17", "--on", "2025-09-18")  # after the same day a year before
    found = cli.json("report", "review", "ab", "--period", "Q3")
    total = {each["currency"]: (each["bought"], each["before"]) for each in found["totals"]}
    assert total == {"EUR": (9, 0), "USD": (sum(range(83, 101)) - 40 + 7, 51)}
    for currency, sums in total.items():
        rows = [each for each in found["products"] if each["currency"] == currency]
        assert (sum(each["bought"] for each in rows), sum(each["before"] for each in rows)) == sums
        assert len(rows) == (15 if currency == "USD" else 1)
    units = {each["product"]: each["units"] for each in found["products"] if each["currency"] == "USD"}
    assert (units["Product 02"], units["Product 01"], units["5 other products"]) == (Decimal("2.5"), None, None)
    assert "Product 00" not in units  # 100 - 40: among the small ones
    assert "<svg" not in cli.ok("report", "review", "ab", "--period", "Q3", "-f", "html")
    assert "<svg" in cli.ok("report", "review", "ab", "--period", "2026-08-01..2026-08-02", "-f", "html")


def test_a_group_has_its_accounts_by_name_when_it_is_asked_for(filled: Cli) -> None:
    """With --tree each row says whose it is, and a sale counts while its account was below; without it nothing of them
    is there.
    """
    filled.ok("account", "edit", "eclair", "--parent", "maruti", "--from", "2026-08-25")
    filled.ok("sale", "add", "eclair", "5", "--on", "2026-08-26", "--product", "belt")
    alone, group = review(filled, "--period", "Q3"), review(filled, "--period", "Q3", "--tree")
    assert (alone["below"], group["below"]) == (None, ["Maruti Service", "Éclair Motors"])
    assert "account_name" not in alone["contracts"][0]
    assert ("Eclair deal", "Éclair Motors") in [(each["name"], each["account_name"]) for each in group["contracts"]]
    assert [each["bought"] for each in group["products"] if each["product"] == "Belt"] == [5]  # not what was before
    assert "Cracked lens" in titles(group, "open_issues")
    assert "Their lens order" in titles(group, "next_steps")


def test_a_volume_in_another_currency_says_when_it_is_not_known(agreed: Cli) -> None:
    """A sale that cannot be converted leaves UNKNOWN in its place, and does not stop the page."""
    agreed.ok("budget", "add", "maruti", "In yen", "--period", "2026", "--amount", "JPY 5000", "--direction", "revenue",
              "--agreed-with", "both")  # fmt: skip
    (volume,) = review(agreed, "--period", "Q3")["volumes"]
    assert (volume["agreed"], volume["reached"], volume["percent"]) == (5000, None, None)
    assert "| In yen | 2026 | 5,000 | UNKNOWN | n/a |" in agreed.ok("report", "review", "maruti", "-f", "markdown")


def test_an_account_of_which_nothing_is_written_is_a_short_page(cli: Cli) -> None:
    """It says that nothing was bought and that no issue is open, and has no empty table."""
    cli.ok("account", "add", "Ab", "--code", "ab")
    page = cli.ok("report", "review", "ab", "-f", "markdown")
    assert [line for line in page.splitlines() if line.startswith("##")] == [
        "## Bought in 2026-Q2", "## Open issues", "## Not on this page",
    ]  # fmt: skip
    assert "Nothing was bought, nor a year before." in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("report review maruti", "For Maruti Suzuki"),
        ("report handover maruti", "Internal: not for the client"),
        ("report pitch maruti", "Internal: not for the client"),
        ("plan show PL1", "Internal: not for the client"),
        ("report activity", "Internal: not for the client"),
        ("contact list", "Internal: not for the client"),
    ],
)
def test_a_page_says_whom_it_is_for(agreed: Cli, words: str, said: str) -> None:
    """Below its heading, in a mail, and in a written page as markdown: what is for us is not sent by mistake."""
    html = agreed.ok(*words.split(), "-f", "html")
    assert f'</h1><p class="audience">{said}</p>' in html
    assert f"\n{said}\n" in agreed.ok(*words.split(), "-f", "eml")
    if "activity" not in words and "list" not in words:
        heading, empty, line, *_ = agreed.ok(*words.split(), "-f", "markdown").splitlines()
        assert (heading[:2], empty, line) == ("# ", "", said)
