"""`account pulse` and `report health`: what a score is made of, what is missing, and the warnings beside it."""

from decimal import Decimal
from typing import Any

import pytest
from report_samples import Portfolio, period

from amcli.features.health.reports.health_report import Question, health_report
from conftest import Cli

FACTORS = ("sales", "contact", "issues", "promises", "roles", "contract", "pulse")


def report(cli: Cli, *words: str) -> dict[str, Any]:
    found: Any = cli.json("report", "health", *words)
    return dict(found)


def of(cli: Cli, *words: str, account: str = "acme") -> dict[str, Any]:
    """The row of an account."""
    found: dict[str, Any] = {row["account"]: row for row in report(cli, *words)["rows"]}[account]
    return found


@pytest.fixture
def acme(cli: Cli) -> Cli:
    """An account that lands at 92 % of its target, was spoken with today, and kept 5 of 8 promises; 2 of 5 roles."""
    cli.ok("account", "add", "Acme", "--tier", "1")
    cli.ok("sale", "add", "acme", "26000 USD", "--on", "2026-09-01")
    cli.ok("target", "set", "2026", "39673.91", "--account", "acme")  # 26,000 in 260 of 365 days: 36,500
    cli.ok("contact", "add", "acme", "Ines", "--role", "decider")
    cli.ok("contact", "add", "acme", "Otis", "--role", "buyer")
    cli.ok("log", "acme", "Called about the plan")
    cli.ok("issue", "add", "acme", "Cracks in the discs", "--severity", "critical", "--on", "2026-09-10")
    for number in range(8):
        added = cli.ok(
            "deadline", "add", "acme", f"Promise {number}", "--due", "2026-09-0" + str(number + 1), "-q", "-y"
        )
        if number < 7:
            late = 9 if number > 4 else number + 1
            cli.ok("deadline", "done", added.strip(), "--on", f"2026-09-0{late}", "-y")
    return cli


def test_the_example_of_the_figures(acme: Cli) -> None:
    """80, 100, 60, 62.5, 40, and neither contract nor pulse: 73.6 of what is known, which is 90 of 100."""
    row = of(acme)
    assert [row[name] for name in FACTORS] == [80, 100, 60, Decimal("62.5"), 40, None, None]
    assert (row["score"], row["known"], row["missing"], row["stale"]) == (
        Decimal("73.6"), 90, ["contract", "pulse"], [],
    )  # fmt: skip
    assert row["warnings"] == ["critical issue: IS1"]


def test_a_score_opens_to_its_records(acme: Cli) -> None:
    """Each factor says what it brings, and these add up; below it stand the records with their days."""
    found = report(acme, "--explain", "acme")
    factors = {row["factor"]: row for row in found["rows"] if row["weight"]}
    brings = [row["contribution"] for row in factors.values()]
    assert sum(each for each in brings if each is not None) == found["total"]["contribution"] == found["score"]
    assert [factors[name]["state"] for name in FACTORS] == ["known"] * 5 + ["missing"] * 2
    records: dict[str, list[str]] = {}
    for row in found["rows"]:
        records.setdefault(row["factor"], []).extend([row["id"]] if row["id"] else [])
    assert records == {
        "sales": [], "contact": ["I1"], "issues": ["IS1"], "promises": [f"D{n}" for n in range(1, 9)],
        "roles": ["C1", "C2"], "contract": [], "pulse": [],
    }  # fmt: skip
    amounts = [row["amount"] for row in found["rows"] if row["amount"] is not None]
    assert amounts == [Decimal(26000), Decimal(36500), Decimal("39673.91")]
    kept = [row["what"].split(":")[0] for row in found["rows"] if row["factor"] == "promises" and row["id"]]
    assert kept == ["kept"] * 5 + ["not kept, done 9 Sep"] * 2 + ["not kept, open"]
    assert "73.6, 90 of 100 known" in acme.ok("report", "health", "--explain", "acme", "-f", "table")


def test_a_pulse_is_one_of_the_factors_until_it_is_old(acme: Cli) -> None:
    """The latest up to the day counts; after 90 days it is stale and counts as little as none."""
    said = acme.ok("account", "pulse", "acme", "2", "--note", "Looks elsewhere", "--on", "2026-06-19")
    assert "PU1" in acme.ok("pulse", "list", "-f", "ids") and said
    assert (of(acme)["pulse"], of(acme)["known"]) == (40, 95)
    acme.ok("pulse", "remove", "PU1", "--yes")
    before = of(acme)["score"]
    acme.ok("account", "pulse", "acme", "5", "--on", "2026-06-18")
    row = of(acme)
    assert (row["pulse"], row["known"], row["stale"], row["missing"]) == (None, 90, ["pulse"], ["contract"])
    assert row["score"] == before
    acme.ok("account", "pulse", "acme", "1")
    acme.ok("account", "pulse", "acme", "4")  # of one day the one that was said last
    assert of(acme)["pulse"] == 80
    for words in (("acme", "6"), ("acme", "0"), ("nobody", "3")):
        assert acme("account", "pulse", *words).code in (2, 3)
    assert acme.ok("undo") and of(acme)["pulse"] == 20


def test_warnings_stand_beside_the_score(acme: Cli) -> None:
    """A critical issue, notice that is near, no decider, a key account gone quiet: each is said, and none of the last
    three changes a score where something else makes the factor.
    """
    acme.ok("account", "add", "Beta", "--tier", "1", "--cadence", "10")
    acme.ok("account", "add", "Gamma", "--tier", "2", "--cadence", "10")
    for code in ("beta", "gamma"):
        acme.ok("log", code, "Called", "--on", "2026-09-01")
        acme.ok("contact", "add", code, "Una", "--role", "user")
    acme.ok("contract", "add", "beta", "Frame", "--start", "2026-01-01", "--end", "2026-11-16", "--renews", "tacit",
            "--notice", "1m")  # fmt: skip
    beta, gamma = of(acme, account="beta"), of(acme, account="gamma")
    assert beta["warnings"] == ["notice near: CT1 by 2026-10-16", "no decider", "key account quiet"]
    assert gamma["warnings"] == ["no decider"]
    assert (beta["contract"], beta["contact"]) == (0, 40)
    acme.ok("negotiation", "add", "CT1", "Terms of 2027")
    row = of(acme, account="beta")
    assert (row["contract"], row["warnings"][0]) == (100, "notice near: CT1 by 2026-10-16")
    acme.ok("undo")
    acme.ok("contract", "snooze", "CT1", "2w")
    row = of(acme, account="beta")
    assert (row["contract"], row["warnings"]) == (100, ["no decider", "key account quiet"])
    acme.ok("undo")
    acme.ok("contract", "notice", "CT1", "--by-side", "us", "-y")
    row = of(acme, account="beta")
    assert (row["contract"], row["warnings"]) == (100, ["no decider", "key account quiet"])


def test_notice_is_near_from_thirty_days_on(acme: Cli) -> None:
    """30 days before the day it counts, 31 days before not yet."""
    for end, value in (("2026-11-18", 100), ("2026-11-17", 0)):  # notice by 18 and by 17 October
        acme.ok("contract", "add", "acme", f"Frame {end}", "--start", "2026-01-01", "--end", end, "--renews", "tacit",
                "--notice", "1m", "--signed", "2026-01-01")  # fmt: skip
        assert of(acme)["contract"] == value


def test_nothing_is_guessed_of_what_nobody_notes(cli: Cli) -> None:
    """No account, one, and three of which nothing is known: n/a, what is missing, and what to type; never a 0."""
    cli.ok("account", "add", "One")
    found = report(cli)
    assert [found["rows"][0][name] for name in ("score", "known", *FACTORS)] == [None, 0, *[None] * 7]
    assert found["rows"][0]["missing"] == list(FACTORS)
    assert (found["scored"], found["median"], found["total"]) == (0, None, None)
    assert "amcli target set 2026 100000 --account ACCOUNT" in " ".join(found["notes"])
    explained = report(cli, "--explain", "one")
    assert {row["contribution"] for row in explained["rows"]} == {None} and explained["score"] is None
    for name in ("Two", "Three"):
        cli.ok("account", "add", name)
    assert len(report(cli)["rows"]) == 3
    cli.ok("account", "remove", "one", "two", "three", "--yes")
    assert "no accounts yet" in cli.ok("report", "health", "-f", "table", tty=True)
    assert report(cli)["rows"] == []
    assert report(cli, "--backtest")["rows"] == []


def test_nobody_notes_issues_or_roles(cli: Cli) -> None:
    """No open issue is 100 where issues are kept and missing where the file has none; 0 of 5 roles counts where
    somebody's role is noted, and is missing where people have none.
    """
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Beta")
    cli.ok("contact", "add", "acme", "Una")
    assert (of(cli)["issues"], of(cli)["roles"]) == (None, None)
    assert of(cli)["warnings"] == []
    cli.ok("issue", "add", "beta", "Late")
    cli.ok("contact", "add", "acme", "Ines", "--role", "approver")
    assert (of(cli)["issues"], of(cli)["roles"]) == (100, 0)
    assert of(cli)["warnings"] == ["no decider"]


def test_what_the_client_owes_is_no_promise_of_ours(acme: Cli) -> None:
    """Deadlines that the client owes, those of today, and those of more than twelve months ago are left out."""
    for due, more in (("2026-09-05", ("--owed-by", "client")), ("2026-09-17", ()), ("2025-09-16", ())):
        acme.ok("deadline", "add", "acme", f"Due {due}", "--due", due, *more, "-y")
    assert of(acme)["promises"] == Decimal("62.5")
    acme.ok("deadline", "add", "acme", "A year ago", "--due", "2025-09-17", "-y")
    assert of(acme)["promises"] == Decimal("55.6")


def test_one_thread_halves_the_roles(acme: Cli) -> None:
    """One person in 90 days halves them; a second one does not."""
    acme.ok("log", "acme", "With Ines", "--with", "Ines")
    assert of(acme)["roles"] == 20
    acme.ok("log", "acme", "With Otis", "--with", "Otis")
    assert of(acme)["roles"] == 40


def test_a_past_day_knows_what_was_known_then(acme: Cli) -> None:
    """Issues, promises, contact and pulse are those of the end of the day, also of an account that is archived since;
    what has no day is said.
    """
    acme.ok("issue", "add", "acme", "Old one", "--severity", "high", "--on", "2026-05-04")
    acme.ok("issue", "resolve", "IS2", "Replaced", "--on", "2026-06-02")
    acme.ok("issue", "close", "IS2", "--accepted", "yes", "--on", "2026-06-03")
    acme.ok("account", "pulse", "acme", "1", "--on", "2026-05-06")
    acme.ok("account", "pulse", "acme", "5", "--on", "2026-08-06")
    acme.ok("log", "acme", "Called", "--on", "2026-05-20")
    acme.ok("account", "edit", "acme", "--cadence", "10")
    then = of(acme, "--as-of", "2026-06-01", "--account", "acme")
    assert [then[name] for name in ("contact", "issues", "promises", "pulse")] == [80, 75, None, 20]
    assert of(acme, "--as-of", "2026-06-03", "--account", "acme")["issues"] == 100
    assert of(acme, "--as-of", "2026-05-03", "--account", "acme")["issues"] is None  # there was none of anybody yet
    assert of(acme, "--as-of", "2026-09-08")["promises"] == Decimal("71.4")  # of seven two were open
    assert "are as they are now" in " ".join(report(acme, "--as-of", "2026-09-08")["notes"])
    acme.ok("account", "archive", "acme")
    assert report(acme)["rows"] == []
    then = of(acme, "--as-of", "2026-09-08")
    assert (then["promises"], then["roles"]) == (Decimal("71.4"), 40)


def test_an_account_that_came_later_is_left_out(cli: Cli) -> None:
    """One that was added after the day, and of which nothing was known then, is named and has no row."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Beta")
    cli.ok("account", "pulse", "acme", "3", "--on", "2026-09-01")
    found = report(cli, "--as-of", "2026-09-02")
    assert [row["account"] for row in found["rows"]] == ["acme"]
    assert "added later, and nothing known of them then: beta" in found["notes"]


def test_a_group_is_judged_by_its_target(cli: Cli) -> None:
    """An account without a target of its own has that of its group, with the sales of all below it."""
    cli.ok("account", "add", "Group")
    cli.ok("account", "add", "Plant", "--parent", "group")
    cli.ok("sale", "add", "plant", "26000 USD", "--on", "2026-09-01")
    cli.ok("target", "set", "2026", "39673.91", "--account", "group", "--group")
    assert (of(cli, account="group")["sales"], of(cli, account="plant")["sales"]) == (80, None)
    assert "of its group" in cli.ok("report", "health", "--explain", "group")
    shown: Any = cli.json("account", "show", "group")
    assert "sales" not in shown["health"][0]["missing"]
    cli.ok("target", "set", "2026", "26000", "--account", "group")
    assert of(cli, account="group")["sales"] == 0  # its own sales are none


def test_sales_in_two_currencies_make_no_report_fail(acme: Cli) -> None:
    """Without a common currency the factor is missing, and why is said; --currency with a rate has it."""
    acme.ok("sale", "add", "acme", "10 EUR", "--on", "2026-09-02")
    found = report(acme)
    assert (found["rows"][0]["sales"], found["rows"][0]["contact"], found["currency"]) == (None, 100, None)
    assert any("EUR, USD" in note for note in found["notes"])
    acme.ok("rate", "set", "EUR", "USD", "1", "--on", "2026-01-01")
    assert report(acme, "--currency", "USD")["rows"][0]["sales"] is not None
    assert acme("report", "health", "--currency", "XXY").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2025"), "2025 does not hold 2026-09-17"),
        (("--tier", "4"), "4 is not in the range"),
        (("--explain", "acme", "--tier", "1"), "leave out --tier"),
        (("--backtest", "--tier", "1"), "leave out --tier"),
        (("--backtest", "--period", "2026"), "leave out --period"),
        (("--explain", "zebra"), "no account 'zebra'"),
    ],
)
def test_what_has_no_meaning_is_refused(acme: Cli, words: tuple[str, ...], said: str) -> None:
    """One line that says what to leave out, or to type."""
    done = acme("report", "health", *words)
    assert done.code in (2, 3) and said in done.err and not done.out


def test_tiers_and_accounts_choose_rows(sample: Cli) -> None:
    """The worst first, key accounts by --tier; a period within the year has its own target."""
    rows = report(sample)["rows"]
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores) and len(rows) == 6
    assert {row["tier"] for row in report(sample, "--tier", "1")["rows"]} == {1}
    assert {row["tier"] for row in report(sample, "--tier", "1", "--tier", "3")["rows"]} == {1, 3}
    assert [row["account"] for row in report(sample, "--account", "ford")["rows"]] == ["ford"]
    assert report(sample, "--period", "this-quarter")["period"] == "2026-Q3"
    assert [row["account"] for row in report(sample, "--sort", "-pulse", "--limit", "1")["rows"]] == ["goody"]


def test_every_screen_says_the_same(sample: Cli) -> None:
    """The report, each account opened, and its own screen have one score, one list of what is missing, one warning."""
    for row in report(sample)["rows"]:
        opened = report(sample, "--explain", row["account"])
        shown: Any = sample.json("account", "show", row["account"])
        (health,) = shown["health"]
        for key in ("score", "known", "missing", "stale", "warnings"):
            assert row[key] == opened[key] == health[key], (row["account"], key)
        values = [each["value"] for each in opened["rows"] if each["weight"]]
        assert values == [row[name] for name in FACTORS]
        brings = [each["contribution"] for each in opened["rows"]]
        assert sum(each for each in brings if each is not None) == row["score"]
    screen = sample.ok("account", "show", "ford", "-f", "table")
    assert "health  59.3 of 100 · ! critical issue" in screen


def test_as_many_questions_for_many_accounts(sample: Cli) -> None:
    """However many accounts: one query a kind of record."""

    def asked(count: int) -> int:
        file = Portfolio()
        for number in range(count):
            file.account(f"a{number}", tier=1)
            file.sale(f"a{number}", "2026-02-03", "10")
            file.target("2026", "100", account=f"a{number}")
            file.interaction(f"a{number}", "2026-03-03")
        reader, statements = file.reader(), list[str]()
        file.db.set_trace_callback(statements.append)
        found = health_report(reader, period("2026"), reader.env.today, Question())
        assert len(list(found.rows)) == count
        return len(statements)

    assert asked(2) == asked(40)


def test_who_bought_by_a_past_day_was_there(cli: Cli) -> None:
    """Books are taken in later than they were kept: an account with sales by the day has a row, without a score."""
    cli.ok("account", "add", "Old", "--code", "old")
    cli.ok("account", "add", "New", "--code", "new")
    cli.ok("sale", "add", "old", "5", "--currency", "USD", "--on", "1997-06-01", "--yes")
    found: Any = cli.json("report", "health", "--as-of", "1997-12-31")
    assert [(row["account"], row["score"]) for row in found["rows"]] == [("old", None)]
