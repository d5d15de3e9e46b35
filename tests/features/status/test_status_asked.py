"""What is asked of a director, and what of the page nobody knows."""

import re
from typing import Any

import pytest

from conftest import Cli


def page(cli: Cli, *options: str) -> Any:
    return cli.json("report", "status", *options)


def asked(found: Any) -> list[tuple[str, str | None]]:
    return [(one["decision"], one["id"]) for one in found["decisions"]]


def test_issues_that_were_taken_to_the_boss(sample: Cli) -> None:
    """With `me` those that were taken to whom I answer to; without it those that were taken to anybody."""
    sample.ok("issue", "escalate", "IS6", "--to", "nora", "--reason", "The plant stands still")
    sample.ok("issue", "escalate", "IS1", "--to", "emil")
    both = [("Taken to Nora Feldmarsh: Hairline cracks in brake discs, lot 2291", "IS6"),
            ("Taken to Emil Tarnowick: Two late rebate claims unpaid", "IS1")]  # fmt: skip
    assert set(both) < set(asked(page(sample)))
    sample.ok("config", "set", "me", "mara")
    found = page(sample)
    assert (both[0] in asked(found), both[1] in asked(found), found["keeper"]) == (True, False, "Mara Quillstone")
    sample.ok("issue", "close", "IS6", "--accepted", "yes")
    assert both[0] not in asked(page(sample))


def test_what_plans_ask(sample: Cli) -> None:
    """Each paragraph under their heading for it; not of a plan that is over, nor of an archived account."""
    text = "# Goal\n\nMore.\n\n# Asked\n\nTwo technicians in May.\n\nA price for three years.\n"
    sample.ok("plan", "write", "hyundai", "2026", "-", stdin=text)
    sample.ok("plan", "write", "ford", "2025", "-", stdin=text)
    found = [one for one in page(sample)["decisions"] if one["id"].startswith("PL")]
    assert [one["decision"] for one in found] == ["Two technicians in May.", "A price for three years."]
    assert {(one["account"], one["owner"]) for one in found} == {("Hyundai", "Mara Quillstone")}


def test_nothing_private_is_on_it(sample: Cli) -> None:
    """No aim, no limit, no reason for going past one, no stance, in any format."""
    talks = sample.ok("negotiation", "add", "CT1", "Price for 2027", "--until", "2026-10-01", "-q").strip()
    sample.ok("negotiation", "point", talks, "disc", "--subject", "price", "--aim", "58.61", "--limit", "61.97")
    sample.ok("contact", "edit", "C1", "--stance", "opponent")
    sample.ok("account", "pulse", "ford", "2", "--note", "Zornig")
    for format in ("markdown", "json", "html", "plain", "eml"):
        shown = sample.ok("report", "status", "-f", format)
        assert not [word for word in ("58.61", "61.97", "opponent", "Zornig") if word in shown], format


def test_an_empty_portfolio(cli: Cli) -> None:
    """It makes a page that says that there is nothing."""
    cli.ok("account", "add", "Maruti")
    cli.ok("account", "remove", "maruti", "--yes")
    found = page(cli)
    assert (found["accounts"], found["risks"], found["decisions"], found["key_accounts"]) == ([], [], [], [])
    shown = cli.ok("report", "status", "-f", "markdown")
    assert "Nothing is asked of you." in shown
    assert "Traceback" not in shown


def test_one_account_without_sales_and_pipeline(cli: Cli) -> None:
    """What cannot be said is n/a, and never nothing."""
    cli.ok("account", "add", "Maruti", "--tier", "1", "--currency", "USD")
    shown = cli.ok("report", "status", "-f", "markdown")
    assert "no target is set" in shown
    assert "n/a: no opportunity is written down" in shown
    assert "| Maruti | " in shown
    assert cli.ok("report", "status", "-f", "html").count("<h1>") == 1


def test_no_currency_in_common(cli: Cli) -> None:
    """The sales part says why there are no figures, all else is told."""
    for code, currency in (("ab", "USD"), ("cd", "EUR")):
        cli.ok("account", "add", code, "--currency", currency, "--tier", "1")
        cli.ok("sale", "add", code, "100", "--on", "2026-02-01")
    cli.ok("issue", "add", "ab", "Cracks", "--severity", "critical", "--on", "2026-09-01")
    found = page(cli)
    assert (found["sales"], found["currency"], len(found["risks"])) == ([], None, 1)
    assert "USD" in found["summary"][0]["text"]
    assert [one["account"] for one in found["key_accounts"]] == ["ab", "cd"]
    assert "n/a: the records are in EUR, USD" in cli.ok("report", "status", "-f", "markdown")


def test_no_rate(cli: Cli) -> None:
    """What has no rate is n/a, with the pair that lacks one: not nothing, and no command line for a director."""
    cli.ok("account", "add", "ab", "--currency", "EUR", "--tier", "1")
    cli.ok("sale", "add", "ab", "100", "--on", "2026-02-01")
    cli.ok("opportunity", "add", "ab", "Deal", "5000", "--close", "2026-12-01")
    cli.ok("config", "set", "currency", "USD")
    for format in ("markdown", "html", "json", "eml"):
        shown = cli.ok("report", "status", "-f", format)
        assert "no rate from EUR to USD" in shown
        assert "amcli " not in re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL), format
        assert "no opportunity is written down" not in shown, format
    shown = cli.ok("report", "handover", "ab", "-f", "markdown")
    assert "What was sold in 2026? n/a: there is no rate from EUR to USD" in shown
    assert "Nothing was sold" not in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as-of", "2026-12-01"), "is yet to come"),
        (("--since", "2026-12-01"), "is after 2026-09-17"),
        (("--since", "2026-07-01", "--as-of", "2026-06-30"), "is after 2026-06-30"),
        (("--since", "tomorrowish"), "tomorrowish"),
        (("--since", "last"), "name a day, such as --since 2026-09-10"),
    ],
)
def test_what_is_refused(sample: Cli, options: tuple[str, ...], said: str) -> None:
    """A day to come, changes since a day after the page, and the last page where none was delivered: one line."""
    done = sample("report", "status", *options)
    assert (done.out, said in done.err, len(done.err.splitlines())) == ("", True, 1), done.err
    assert done.code in (2, 4)


def test_a_past_day(sample: Cli) -> None:
    """It says what reports can say of that day, and what nobody knows of it."""
    found = page(sample, "--as-of", "2026-06-30")
    assert (found["as_of"], found["next_steps"], found["deadlines"]) == ("2026-06-30", [], [])
    assert any("Not known of it" in one["text"] for one in found["unknown"])
    assert not [one for one in found["risks"] if one["risk"] == "late promise"]
    assert "n/a: what was next on a past day is not known." in sample.ok(
        "report", "status", "--as-of", "2026-06-30", "-f", "markdown"
    )
    assert [one["text"] for one in page(sample)["unknown"]] == [
        "79,000 USD of the target are given to no account: what the accounts are short of theirs comes to that much "
        "less."
    ]


def test_what_accounts_are_short_adds_up(sample: Cli) -> None:
    """With what is given to nobody to what the portfolio is short; who is over says so."""
    found = page(sample)
    assert found["sales"][0]["shortfall"] == sum(one["shortfall"] for one in found["accounts"]) + 79000
    assert [one["away"] for one in found["accounts"]] == [
        "147,301 short", "42,537 short", "4,805 short", "1,922 over", "47,518 over",
    ]  # fmt: skip


def test_a_day_of_notice_that_passed_is_told(sample: Cli) -> None:
    """While notice can still arrive, and a while after it cannot: until when the contract goes on then."""

    def asked_on(day: str) -> list[str]:
        found: Any = sample.json("--today", day, "report", "status")
        return [one["decision"] for one in found["decisions"] if one["id"] == "CT5"]

    notice = "Give notice of Parts supply for the shop, or let it go on after 30 Nov 2026"
    assert asked_on("2026-09-23") == [notice]
    assert asked_on("2026-09-25") == [f"{notice}; that was to be decided by 23 Sep 2026"]
    (passed,) = asked_on("2026-10-05")
    assert passed.startswith(
        "Notice of Parts supply for the shop was to be decided by 23 Sep 2026: it now goes on until"
    )
    assert asked_on("2026-11-20") == []


def test_many_accounts_are_told_by_those_that_matter(cli: Cli) -> None:
    """The ten furthest behind and the five furthest ahead; how many there are besides."""
    lines = ["code,name,currency,tier"] + [f"a{n:02},Account {n:02},USD,1" for n in range(40)]
    cli.ok("import", "accounts", "-", stdin="\n".join(lines))
    targets = ["account,period,amount,currency"] + [f"a{n:02},2026,{1000 * (n + 1)},USD" for n in range(40)]
    cli.ok("import", "targets", "-", stdin="\n".join(targets))
    sales = ["account,date,amount,currency"] + [f"a{n:02},2026-03-0{n % 9 + 1},900,USD" for n in range(40)]
    cli.ok("import", "sales", "-", stdin="\n".join(sales))
    found = page(cli)
    assert [one["account"] for one in found["accounts"]] == [
        *(f"a{n:02}" for n in range(39, 29, -1)), *(f"a{n:02}" for n in range(4, -1, -1))
    ]  # fmt: skip
    assert len(found["key_accounts"]) == 15
    for format in ("markdown", "html", "plain", "table"):
        assert cli.ok("report", "status", "-f", format).count("and 25 more") == 2, format
