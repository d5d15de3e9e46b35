"""`amcli next`: what is proposed, in which order, and what was said of it."""

import itertools
import shlex
from decimal import Decimal
from typing import Any

import pytest

from amcli.features.proposals.nouns import VERDICTS
from amcli.features.proposals.rules import proposal as rules
from amcli.features.proposals.rules.catalogue import RULES
from conftest import Cli

TODAY = "2026-09-17"


def names(cli: Cli, *words: str) -> list[str]:
    return cli.ok("next", "-f", "ids", "--limit", "999", *words).split()


def proposed(cli: Cli, name: str) -> dict[str, Any]:
    """The proposal of a name, with all its figures."""
    report: Any = cli.json("next", "--limit", "999")
    (found,) = [each for each in report["rows"] if each["name"] == name]
    return dict(found)


def account(cli: Cli, code: str, *words: str) -> None:
    cli.ok("account", "add", code.title(), "--code", code, "--currency", "USD", *words)


def test_the_sample_says_what_is_most_at_stake_first(sample: Cli) -> None:
    """Each line has its name, its reason in figures, a part of an amount at stake, and the command to type."""
    report: Any = sample.json("next", "--limit", "999")
    stakes = [row["stake"] for row in report["rows"]]
    known = [stake for stake in stakes if stake is not None]
    assert known == sorted(known, reverse=True)
    assert stakes[len(known) :] == [None] * (len(stakes) - len(known))
    quiet = proposed(sample, "ford:quiet")
    assert quiet["reason"] == "last spoken with 41 days ago, 11 over its 30"
    assert (quiet["chance"], quiet["late"], quiet["command"]) == (10, 11, 'amcli log ford "…"')
    bought: Any = sample.json("report", "sales", "--account", "ford", "--period", "2025-09-18..2026-09-17")
    assert quiet["amount"] == bought["total"]["actual"]
    assert quiet["stake"] == pytest.approx(quiet["amount"] / 10, abs=Decimal("0.01"))
    assert proposed(sample, "parker:notice")["reason"].startswith("CT5 ")
    assert proposed(sample, "hyundai:budget")["stake"] == 2470.0


def test_it_is_the_same_every_time_and_today_has_its_first_three(sample: Cli) -> None:
    """Nothing depends on the order in which rows are read; the screen of the day shows the head of the list."""
    first = names(sample)
    assert first == names(sample)
    day: Any = sample.json("today")
    assert [row["name"] for row in day["next"]] == first[:3]
    assert f"and {len(first) - 3} more: amcli next" in sample.ok("today", "-f", "table")


def test_ten_are_shown_and_the_rest_counted(sample: Cli) -> None:
    """Without --limit ten; a person reads how many there are besides, also behind a limit that was typed."""
    sample.ok("deadline", "add", "goody", "Late too", "--due", "2026-09-01")
    every = names(sample)
    assert len(sample.ok("next", "-f", "ids").split()) == 10
    assert f"and {len(every) - 10} more" in sample.ok("next", "-f", "table", tty=True)
    assert f"and {len(every) - 4} more" in sample.ok("next", "-f", "table", "--limit", "4", tty=True)
    assert {name.split(":")[0] for name in names(sample, "--account", "ford")} == {"ford"}


def test_the_rules_are_listed_in_their_order(sample: Cli) -> None:
    """`--rules` says what is looked for and which part of what is at stake, and takes no account."""
    report: Any = sample.json("next", "--rules")
    assert [row["rule"] for row in report["rows"]] == [rule.name for rule in RULES]
    assert sample("next", "--rules", "--account", "ford").code == 2


def test_the_words_of_decisions_are_those_of_the_noun() -> None:
    """The rules say them without loading the noun."""
    assert {rules.DISMISSED, rules.SNOOZED} < set(VERDICTS)


def test_an_accepted_one_is_a_deadline_and_comes_again_when_that_is_gone(sample: Cli) -> None:
    """While the deadline is open it does not come; once it is done or removed and nothing else changed, it does."""
    done = sample("next", "accept", "ford:quiet", "--due", "2026-09-21", "--for", "nora")
    assert "Accepted ford:quiet: D29" in done.out
    made: Any = sample.json("deadline", "show", "D29")
    assert (made["account"], made["due"], made["kind"], made["for"]) == ("ford", "2026-09-21", "follow-up", "nora")
    assert "ford:quiet" not in names(sample)
    assert sample("next", "accept", "ford:quiet").code == 3
    sample.ok("deadline", "done", "D29")
    assert "ford:quiet" in names(sample)
    sample.ok("undo")
    sample.ok("deadline", "remove", "D29", "--yes")
    assert "ford:quiet" in names(sample)
    assert sample.ok("decision", "list", "-f", "ids") == "DC1\n"


def test_an_accepted_one_stays_with_its_account_until_what_was_said_is_gone(sample: Cli) -> None:
    """The deadline goes to another account once what the refusal says was typed."""
    sample.ok("next", "accept", "ford:quiet")
    done = sample("deadline", "edit", "D29", "--account", "hyundai")
    assert (done.code, "`amcli decision remove DC2` lets go of it" in done.err) == (4, True)
    sample.ok("decision", "remove", "DC2", "--yes")
    sample.ok("deadline", "edit", "D29", "--account", "hyundai")


def test_accepting_is_one_operation(sample: Cli) -> None:
    """`undo` takes back the deadline and what was said; a dry run writes nothing."""
    before = sample.dump()
    sample.ok("next", "accept", "ford:quiet", "hyundai:budget", "--dry-run")
    assert sample.dump() == before
    sample.ok("next", "accept", "ford:quiet", "hyundai:budget")
    assert "ford:quiet" not in names(sample)
    sample.ok("undo")
    assert {"ford:quiet", "hyundai:budget"} <= set(names(sample))
    assert sample.ok("decision", "list", "-f", "ids") == "DC1\n"


def test_a_dismissed_one_comes_again_for_another_reason_only(sample: Cli) -> None:
    """It stays away as long as its reason rests on the same; a later contact that is old again is another reason."""
    assert "say why" in sample("next", "dismiss", "ford:quiet", " ").err
    sample.ok("next", "dismiss", "ford:quiet", "Walter is on leave")
    assert "ford:quiet" not in names(sample)
    assert "ford:quiet" not in sample.ok("next", "-f", "ids", "--limit", "999", AMCLI_TODAY="2027-03-01")
    decided: Any = sample.json("decision", "list")
    assert decided[0]["note"] == "Walter is on leave"
    sample.ok("log", "ford", "Called", "--on", "2026-09-16")
    assert "ford:quiet" not in names(sample)
    assert "ford:quiet" in sample.ok("next", "-f", "ids", "--limit", "999", AMCLI_TODAY="2027-03-01")


def test_a_snoozed_one_waits_until_its_day(sample: Cli) -> None:
    """From that day on it comes again; a day that is over and what is no day are refused."""
    sample.ok("next", "snooze", "ford:quiet", "hyundai:budget", "2w")
    assert not {"ford:quiet", "hyundai:budget"} & set(names(sample))
    assert "ford:quiet" not in sample.ok("next", "-f", "ids", "--limit", "999", AMCLI_TODAY="2026-09-30")
    assert "ford:quiet" in sample.ok("next", "-f", "ids", "--limit", "999", AMCLI_TODAY="2026-10-01")
    assert "no day to come" in sample("next", "snooze", "ford:issue", "2026-09-17").err
    assert sample("next", "snooze", "ford:issue").code == 2
    assert sample("next", "snooze", "ford:issue", "soonish").code == 2


def test_days_out_of_sense(sample: Cli) -> None:
    """What is accepted is due today or later, what is put off on a day to come; a day that is far away is asked about,
    and nothing is written before.
    """
    before = sample.dump()
    for words, code, said in (
        (("accept", "ford:quiet", "--due", "2026-09-16"), 2, "2026-09-16 is over: what is accepted"),
        (("accept", "ford:quiet", "--due", "9999-12-31"), 4, "7973 years away: is that meant?"),
        (("snooze", "ford:quiet", "2026-09-17"), 2, "2026-09-17 is no day to come"),
        (("snooze", "ford:quiet", "9999-12-31"), 4, "7973 years away: is that meant?"),
        (("snooze", "ford:quiet", "soonish"), 2, "'soonish'"),
    ):
        done = sample("next", *words)
        assert (done.code, said in done.err) == (code, True), done
    assert "7973 years away" in sample("next", "snooze", "ford:quiet", "9999-12-31", "--dry-run").err
    assert sample.dump() == before
    sample.ok("next", "snooze", "ford:quiet", "9999-12-31", "--yes")
    sample.ok("next", "accept", "ford:issue", "--due", "2026-09-17")


def test_what_is_not_proposed_is_named(sample: Cli) -> None:
    """A slip gets the nearest names, and nothing of several is done where one is wrong."""
    before = sample.dump()
    done = sample("next", "accept", "ford:quiet", "ford:quiett")
    assert (done.code, "did you mean ford:quiet" in done.err) == (3, True)
    assert sample.dump() == before


def test_nobody_there_and_nothing_to_do(cli: Cli) -> None:
    """No account, one account of which nothing is known, three: every screen makes sense."""
    cli.ok("account", "add", "One", "--code", "one")
    cli.ok("account", "remove", "one", "--yes")
    assert "no accounts yet" in cli.ok("next", "-f", "table", tty=True)
    account(cli, "one")
    assert "nothing to propose" in cli.ok("next", "-f", "table", tty=True)
    account(cli, "two", "--tier", "1")
    account(cli, "three")
    assert names(cli) == ["two:decider", "two:plan"]
    assert proposed(cli, "two:decider")["reason"] == "no contact"


# One made case a rule: what makes it come, and what takes it away.
PAST = "2026-06-01"
CASES: dict[str, tuple[list[tuple[str, ...]], list[tuple[str, ...]]]] = {
    "promise": (
        [("deadline", "add", "key", "Send the offer", "--due", "2026-09-10")],
        [("deadline", "done", "D1")],
    ),
    "issue": (
        [("issue", "add", "key", "Cracked", "--severity", "critical", "--cause", "quality")],
        [("issue", "resolve", "IS1", "Replaced"), ("issue", "close", "IS1", "--accepted", "yes")],
    ),
    "notice": (
        [("contract", "add", "key", "Frame", "--start", "2026-01-01", "--end", "2026-12-31", "--notice", "3m",
          "--renews", "tacit", "--value", "1000", "--per", "year")],
        [("negotiation", "add", "CT1", "Prices")],
    ),
    "renewal": (
        [("contract", "add", "key", "Frame", "--start", "2026-01-01", "--end", "2026-11-30", "--value", "1000", "--per",
          "year")],
        [("negotiation", "add", "CT1", "Renewal")],
    ),
    "stopped": (
        [("sale", "add", "key", "500", "--on", "2026-03-01"), ("sale", "add", "key", "500", "--on", "2026-03-09"),
         ("sale", "add", "other", "1", "--on", "2026-09-17")],
        [("sale", "add", "key", "5", "--on", "2026-09-01")],
    ),
    "quiet": ([("log", "key", "Spoke", "--on", PAST)], [("log", "key", "Spoke again")]),
    "decider": ([], [("contact", "add", "key", "Ada", "--role", "decider")]),
    "single": (
        [("contact", "add", "key", "Ada"), ("contact", "add", "key", "Bea"), ("log", "key", "Spoke", "--with", "Ada")],
        [("log", "key", "Spoke", "--with", "Bea")],
    ),
    "gap": (
        [("target", "set", "2026", "9000", "--account", "key"), ("sale", "add", "key", "100", "--on", "2026-02-01"),
         ("sale", "add", "key", "100", "--on", "2025-02-01")],
        [("opportunity", "add", "key", "Big one", "90000", "--close", "2026-12-01", "--stage",
          "negotiation")],
    ),
    "plan": ([], [("plan", "write", "key", "2026", "-")]),
    "budget": (
        [("budget", "add", "key", "Fair", "--period", "2026", "--amount", "100"),
         ("budget", "spend", "key", "Fair", "120")],
        [("budget", "edit", "B1", "--amount", "200")],
    ),
    "training": (
        [("deadline", "add", "key", "Learn", "--due", "2026-09-20", "--kind", "training")],
        [("deadline", "done", "D1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_comes_and_goes(cli: Cli, rule: str) -> None:
    """What makes a rule propose something, and what ends it, typed as a user would."""
    account(cli, "key", "--tier", "1")
    account(cli, "other")
    makes, ends = CASES[rule]
    for words in makes:
        cli.ok(*words)
    assert f"key:{rule}" in names(cli)
    for words in ends:
        cli.ok(*words, stdin="# Goal\n\nGrow\n" if "-" in words else "")
    assert f"key:{rule}" not in names(cli)


def busy(cli: Cli, *days: str) -> None:
    """Sales to somebody else, so that the books reach those days."""
    account(cli, "busy")
    for day in days:
        cli.ok("sale", "add", "busy", "1", "--on", day)


def stops(cli: Cli, *days: str) -> dict[str, str]:
    """Why `key` is said to have stopped, on those of some days on which it is."""
    found: dict[str, str] = {}
    for day in days:
        report: Any = cli.json("next", "--limit", "999", AMCLI_TODAY=day)
        for row in report["rows"]:
            if row["name"] == "key:stopped":
                found[day] = row["reason"]
    return found


def test_who_stopped_is_said_across_the_turn_of_the_year(cli: Cli) -> None:
    """From the ninetieth day of silence on, in December as in January, until what was bought is a year behind that."""
    account(cli, "key")
    for day in ("2025-09-28", "2025-10-05", "2025-10-12"):
        cli.ok("sale", "add", "key", "100", "--on", day)
    said = ["2026-01-10", "2026-06-30", "2026-12-31", "2027-01-01", "2027-01-09"]
    busy(cli, "2025-12-31", "2026-01-09", *said, "2027-01-10")
    found = stops(cli, "2025-12-31", "2026-01-09", *said, "2027-01-10")
    assert list(found) == said
    bought = "bought 300 USD in the 12 months to 2025-10-12, last on 2025-10-12, 90 days ago"
    assert found[said[0]] == f"{bought}, and before that at most 7 days apart"
    report: Any = cli.json("next", AMCLI_TODAY="2027-01-01")
    (row,) = (row for row in report["rows"] if row["name"] == "key:stopped")
    assert (row["amount"], row["stake"], row["late"]) == (200, 100, 356)
    opened: Any = cli.json(*shlex.split(row["command"])[1:])
    assert opened["total"]["actual"] == row["amount"]


def test_who_buys_once_a_year_has_not_stopped_after_ninety_days(cli: Cli) -> None:
    """Silence is held against the longest time between two days of sale of two years; a credit is no sale, nor is who
    gave it all back somebody who bought.
    """
    account(cli, "key")
    for day in ("2024-05-02", "2025-05-12"):
        cli.ok("sale", "add", "key", "100", "--on", day)
    busy(cli, "2025-11-07", "2025-11-08", "2026-04-01", "2026-05-23", "2026-06-20", "2026-06-21")
    cli.ok("sale", "add", "key", "10", "--kind", "credit", "--on", "2026-05-01")
    assert list(stops(cli, "2026-04-01", "2026-05-23", "2026-06-20", "2026-06-21")) == ["2026-06-21"]  # 375 + 30
    cli.ok("sale", "remove", "S1", "--yes")
    assert list(stops(cli, "2025-11-07", "2025-11-08")) == ["2025-11-08"]  # one day of sale: twice the ninety days
    cli.ok("sale", "add", "key", "100", "--kind", "credit", "--on", "2025-06-01")
    assert stops(cli, "2026-05-23") == {}


def test_who_waits_a_little_longer_than_ever_has_not_stopped(cli: Cli) -> None:
    """A quarter longer than the longest wait of two years, and not one day longer."""
    account(cli, "key")
    for day in ("2025-12-01", "2026-03-31"):  # 120 days apart
        cli.ok("sale", "add", "key", "100", "--on", day)
    busy(cli, "2026-07-30", "2026-08-27", "2026-08-28")
    assert list(stops(cli, "2026-07-30", "2026-08-27", "2026-08-28")) == ["2026-08-28"]  # 150 days
    (rule,) = [note for note in cli.json("next", "--rules")["notes"] if note.startswith("stopped:")]  # type: ignore[index]
    assert "a quarter longer (14 days at least, 30 at most)" in rule


def test_days_that_nobody_has_booked_are_no_silence(cli: Cli) -> None:
    """Where nobody has any sale lately the books are behind, and not the accounts."""
    account(cli, "key")
    account(cli, "other")
    for day in ("2026-03-01", "2026-03-09"):
        cli.ok("sale", "add", "key", "500", "--on", day)
    assert "key:stopped" not in names(cli)
    cli.ok("sale", "add", "other", "500", "--on", "2026-06-30")
    assert proposed(cli, "key:stopped")["reason"] == (
        "bought 1,000 USD in the 12 months to 2026-04-01, last on 2026-03-09, 113 days before 2026-06-30, to which "
        "sales are booked, and before that at most 8 days apart"
    )
    report: Any = cli.json("next")
    assert "sales are booked to 30 Jun, 79 days ago: stopped is as of that day" in report["notes"]
    cli.ok("sale", "add", "other", "500", "--on", "2026-09-10")
    report = cli.json("next")
    assert "key:stopped" in [row["name"] for row in report["rows"]]
    assert not any("booked" in note for note in report["notes"])


def test_a_gap_is_the_reports_own_as_of_the_days_that_are_booked(cli: Cli) -> None:
    """In January with books that end in December there is none to tell; later the forecast is that of booked days."""
    account(cli, "key")
    for month in range(1, 13):
        for year in (2024, 2025):
            cli.ok("sale", "add", "key", "100", "--on", f"{year}-{month:02}-15")
    cli.ok("target", "set", "2026", "1300", "--account", "key")

    def said(day: str) -> Any:
        report: Any = cli.json("next", "--limit", "999", AMCLI_TODAY=day)
        return {row["name"]: row["amount"] for row in report["rows"]}, " ".join(report["notes"])

    amounts, notes = said("2026-01-12")
    assert "key:gap" not in amounts
    assert "booked to 15 Dec 2025, 28 days ago: no gap is known yet" in notes
    cli.ok("sale", "add", "key", "100", "--on", "2026-01-15")
    amounts, notes = said("2026-02-20")
    line: Any = cli.json(
        "report", "sales", "--period", "2026", "--as-of", "booked", "--account", "key", AMCLI_TODAY="2026-02-20"
    )
    assert amounts["key:gap"] == line["total"]["target"] - line["total"]["forecast"]
    assert "36 days ago: gap is as of that day" in notes


def test_who_stopped_is_said_without_a_common_currency_too(cli: Cli) -> None:
    """Nobody can say what it is worth then: the day is known all the same."""
    account(cli, "key")
    cli.ok("sale", "add", "key", "5", "--currency", "EUR", "--on", "2026-03-01")
    cli.ok("sale", "add", "key", "5", "--currency", "USD", "--on", "2026-03-02")
    busy(cli, TODAY)
    assert stops(cli, TODAY) == {TODAY: "last bought on 2026-03-02, 199 days ago, and before that at most 1 day apart"}


def test_what_is_dismissed_is_all_that_was_told_and_nothing_else(cli: Cli) -> None:
    """Of several contracts of an account the one with most at stake is named, and the others counted: what is said of
    them holds for all of these, and for none that comes later.
    """
    account(cli, "key")

    def frame(name: str, end: str, value: str) -> None:
        days = ("--start", "2025-10-15", "--end", end)
        cli.ok("contract", "add", "key", f"Frame {name}", *days, "--value", value, "--per", "year")

    frame("A", "2026-10-31", "50k")
    frame("B", "2026-11-30", "900k")
    found = proposed(cli, "key:renewal")
    assert (found["reason"].split()[0], found["stake"]) == ("CT2", 450_000)
    assert found["reason"].endswith(", and 1 more")
    cli.ok("next", "dismiss", "key:renewal", "Lost anyway")
    assert "key:renewal" not in names(cli)
    frame("C", "2026-11-15", "10k")
    found = proposed(cli, "key:renewal")
    assert (found["reason"].split()[0], found["stake"]) == ("CT3", 5_000)
    assert "more" not in found["reason"]


@pytest.mark.parametrize(("kind", "rule"), [("other", "promise"), ("training", "training")])
def test_a_late_one_that_is_new_is_the_one_that_is_named(cli: Cli, kind: str, rule: str) -> None:
    """Two late deadlines are dismissed together; a third, later than they, comes alone and by its own name. Of what
    was dismissed nothing comes again when one of them is done.
    """
    account(cli, "key")
    for title, due in (("Old", "2026-08-01"), ("Older", "2026-07-01")):
        cli.ok("deadline", "add", "key", title, "--due", due, "--kind", kind)
    assert proposed(cli, f"key:{rule}")["reason"].startswith("D2 'Older'")
    assert proposed(cli, f"key:{rule}")["reason"].endswith("late, and 1 more")
    cli.ok("next", "dismiss", f"key:{rule}", "They know")
    assert f"key:{rule}" not in names(cli)
    cli.ok("deadline", "done", "D1")
    assert f"key:{rule}" not in names(cli)
    cli.ok("deadline", "add", "key", "New", "--due", "2026-09-10", "--kind", kind)
    assert proposed(cli, f"key:{rule}")["reason"] == "D3 'New' is 7 days late"
    cli.ok("next", "dismiss", f"key:{rule}", "They know that too")
    assert f"key:{rule}" not in names(cli)


def test_a_worse_issue_comes_again_by_its_own_name(cli: Cli) -> None:
    """Of two critical issues that were dismissed none comes; a third one is named, and one that gets worse."""
    account(cli, "key")
    for title in ("One", "Two"):
        cli.ok("issue", "add", "key", title, "--severity", "critical", "--cause", "quality")
    assert proposed(cli, "key:issue")["reason"].endswith("and 1 more")
    cli.ok("next", "dismiss", "key:issue", "The quality board has both")
    assert "key:issue" not in names(cli)
    cli.ok("issue", "add", "key", "Three", "--severity", "critical", "--cause", "quality")
    assert proposed(cli, "key:issue")["reason"].startswith("IS3 'Three' is critical")
    assert "more" not in proposed(cli, "key:issue")["reason"]


def test_a_gap_that_was_dismissed_comes_again_when_it_has_grown(cli: Cli) -> None:
    """By more than a quarter; a little more is the same reason."""
    account(cli, "key")
    for day in ("2025-02-01", "2025-11-01", "2026-02-01", TODAY):
        cli.ok("sale", "add", "key", "100", "--on", day)
    cli.ok("target", "set", "2026", "1000", "--account", "key")
    first = proposed(cli, "key:gap")["amount"]
    cli.ok("next", "dismiss", "key:gap", "The sourcing round decides")
    assert "key:gap" not in names(cli)
    cli.ok("target", "set", "2026", "1100", "--account", "key")
    assert "key:gap" not in names(cli)
    cli.ok("target", "set", "2026", "1300", "--account", "key")
    assert proposed(cli, "key:gap")["amount"] == first + 300


def test_what_is_accepted_of_an_objective_is_its_action(sample: Cli) -> None:
    """The deadline is about the objective, so that the plan shows it as what is done for it."""
    sample.ok("next", "accept", "maruti:objective", "--due", "2026-10-01")
    made: Any = sample.json("deadline", "list", "--about", "PL1.1")
    assert [(row["account"], row["due"]) for row in made] == [("maruti", "2026-10-01")]
    assert "maruti:objective" not in names(sample)


def test_what_a_plan_that_ended_missed_is_proposed_until_it_is_closed_or_taken_over(cli: Cli) -> None:
    """For 90 days after the plan, by an act of its own; not where it is done, or the next plan has it."""
    account(cli, "key")
    cli.ok("plan", "write", "key", "2025", "-", stdin="# Goal\n\nGrow\n")
    cli.ok(
        "plan", "objective", "PL1", "Two new people", "--measure", "contacts", "--target", "2", "--due", "2025-12-31"
    )

    def said(day: str) -> str:
        rows: Any = cli.json("next", "--limit", "999", AMCLI_TODAY=day)
        return "".join(row["reason"] for row in rows["rows"] if row["name"] == "key:objective")

    assert "has no open action" in said("2025-12-31")
    assert "was missed: close it" in said("2026-01-01")
    assert "was missed" in said("2026-03-31")
    assert said("2026-04-01") == ""
    cli.ok("plan", "write", "key", "2026", "-", stdin="# Goal\n\nGrow\n", AMCLI_TODAY="2026-02-01")
    cli.ok(
        "plan", "objective", "PL2", "two new  People", "--measure", "contacts", "--target", "2", "--due", "2026-12-31"
    )
    assert said("2026-02-01").startswith("PL2.1 ")
    assert "more" not in said("2026-02-01")
    cli.ok("objective", "remove", "PL2.1", "--yes")
    assert said("2026-02-01").startswith("PL1.1 ")
    cli.ok("objective", "edit", "PL1.1", "--done", "2026-01-31")
    assert said("2026-02-01") == ""


def test_an_account_stands_behind_next_as_behind_reports(sample: Cli) -> None:
    """`amcli next ford` is the list of that account; what is no account is refused as one."""
    assert sample.ok("next", "ford", "-f", "ids") == sample.ok("next", "list", "--account", "ford", "-f", "ids")
    assert sample("next", "nobody").code == 3


def test_white_space_and_its_command(cli: Cli) -> None:
    """The group that others like it buy, with the largest potential, and a command that can be typed as it stands."""
    for code in ("a", "b", "c", "d"):
        account(cli, code, "--category", "maker")
    for code in ("x", "y"):
        cli.ok("product", "add", code.upper(), "--code", code, "--category", f"Group {code}")
    for code in ("a", "b", "c"):
        cli.ok("sale", "add", code, "50", "--product", "x", "--on", "2026-08-01")
    for code in ("a", "b", "c", "d"):
        cli.ok("sale", "add", code, "100", "--product", "y", "--on", "2026-08-01")
    found = proposed(cli, "d:whitespace")
    assert found["reason"] == "Group x: 3 of 3 of maker buy it, at 33 % of what they spend"
    assert found["act"] == "Offer Group x"
    assert found["command"] == "amcli opportunity add d 'Group x' 33 --close eoq"
    cli.ok(*shlex.split(found["command"])[1:], "--product", "x")
    assert "d:whitespace" not in names(cli)


def test_several_currencies_are_said_and_nothing_is_at_stake(cli: Cli) -> None:
    """Where the records share no currency the list comes all the same, without money, and says what to set."""
    account(cli, "key", "--tier", "1")
    cli.ok("sale", "add", "key", "5", "--currency", "EUR")
    cli.ok("sale", "add", "key", "5", "--currency", "USD")
    report: Any = cli.json("next")
    assert {row["stake"] for row in report["rows"]} == {None}
    assert "config set currency" in " ".join(report["notes"])
    cli.ok("rate", "set", "EUR", "USD", "1.1", "--on", "2026-01-01")
    assert proposed(cli, "key:decider")["stake"] is None
    found: Any = cli.json("next", "--currency", "USD")
    assert {row["name"]: row["stake"] for row in found["rows"]}["key:decider"] == Decimal("0.52")


def test_a_person_without_tiers_has_key_accounts_all_the_same(cli: Cli) -> None:
    """Where nobody typed a tier, those are key that bring the first 80 % of sales, equals by their codes, as in the
    report on concentration and in that on models; the screens say so.
    """

    def notes(*words: str) -> str:
        report: Any = cli.json(*words)
        return " ".join(report["notes"])

    for code, amount in (("z", "700"), ("c", "200"), ("b", "200")):
        account(cli, code)
        cli.ok("sale", "add", code, amount, "--on", "2026-08-01")
    assert {name for name in names(cli) if name.endswith(":decider")} == {"z:decider", "b:decider"}
    assert "key accounts are those of class A of twelve months, for no account has a tier" in notes("next")
    found: Any = cli.json("report", "concentration")
    assert [row["key"] for row in found["rows"] if row["class"] == "A"] == ["z", "b"]
    for code, said in (("b", "a key account (class A"), ("c", "no key account (no tier, and not class A)")):
        assert said in notes("report", "models", "--account", code)
    cli.ok("account", "edit", "c", "--tier", "1")
    assert {name for name in names(cli) if name.endswith(":decider")} == {"c:decider"}
    assert "class A" not in notes("next")
    assert "a key account (tier 1)" in notes("report", "models", "--account", "c")


def test_user_text_stays_text(cli: Cli) -> None:
    """What users wrote is no markup in reasons, and no control character reaches the terminal."""
    account(cli, "key", "--tier", "1")
    cli.ok("deadline", "add", "key", "[red]boo[/red] \x1b[31mx", "--due", "2026-09-01")
    shown = cli.ok("next", "-f", "table", tty=True)
    assert "[red]boo[/red]" in shown
    assert "\x1b[31mx" not in shown


def test_every_name_is_of_an_account_and_a_rule(sample: Cli) -> None:
    """Names are unique, and each is what `accept` takes."""
    every = names(sample)
    assert len(every) == len(set(every))
    codes, known = sample.ok("account", "list", "-f", "ids").split(), [rule.name for rule in RULES]
    assert set(every) <= {f"{code}:{rule}" for code, rule in itertools.product(codes, known)}


def test_a_proposal_opens_to_what_it_is_made_of(sample: Cli) -> None:
    """Each record that a line counts, the amount, the percent and where the amount's own rows are."""
    sample.ok("deadline", "add", "maruti", "Late too", "--due", "2026-09-15")
    found = proposed(sample, "maruti:promise")
    assert found["reason"].endswith("and 1 more")
    report: Any = sample.json("next", "--explain", "maruti:promise")
    assert [row["made_of"] for row in report["rows"]] == ["D6", "D29"]
    assert (report["rows"][0]["amount"], report["rows"][0]["stake"]) == (found["amount"], found["stake"])
    assert "D29 'Late too' is 2 days late" in report["rows"][1]["reason"]
    quiet: Any = sample.json("next", "--explain", "ford:quiet")
    (command,) = [note.partition(": ")[2] for note in quiet["notes"] if note.startswith("its rows: ")]
    sales: Any = sample.json(*shlex.split(command)[1:])
    assert sales["total"]["actual"] == quiet["rows"][0]["amount"]
    assert sample("next", "--explain", "ford:nothing").code == 3
    assert sample("next", "--explain", "ford:quiet", "--rules").code == 2


def test_a_title_that_is_made_of_a_reason_quotes_nothing(cli: Cli) -> None:
    """A later reason quotes the title itself."""
    account(cli, "key")
    cli.ok("deadline", "add", "key", "The client's wish " + "for something long " * 6, "--due", "2026-09-10")
    cli.ok("next", "accept", "key:promise")
    made: Any = cli.json("deadline", "show", "D2")
    title = made["title"]
    assert title.startswith("Deliver what is late: D1 The client's wish for something")
    assert title.count("'") == 1
    assert len(title) <= 120
