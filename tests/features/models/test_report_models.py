"""`amcli report models`: all models of an account side by side, what contradicts what, and what is behind it."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
from test_assess import OWN, answer, own

from amcli.base.time.dates import add_months
from amcli.features.models.reports.report_models import report_models
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import TODAY, Cli


def rows(cli: Cli, *words: str) -> dict[str, Any]:
    """The rows of one account, by model."""
    found: Any = answer(cli, "report", "models", *words)
    return {row["model"]: row for row in found["rows"]}


def test_an_account_on_one_screen(sample: Cli) -> None:
    """Tier, rank and share of sales, each model's result with its figures, what contradicts, and what is whose."""
    screen = " ".join(sample.ok("report", "models", "maruti", tty=True, COLUMNS="80", NO_COLOR="1").split())
    for part in (
        "Models of maruti Maruti, tier 1",
        "maruti is a key account (tier 1); number 1 of 5 by sales: 1,539,570 USD in the last twelve months, 48.7 %",
        "selection invest for growth attractiveness 4.1",
        "partnership KAM, but captive supplier: we alone have invested",
        "cells named after Bensaou 1999, seen from the supplier's side; items, cut-offs and advice are amcli's own",
    ):
        assert part in screen
    lines = sample.ok("report", "models", "maruti", tty=True, COLUMNS="80", NO_COLOR="1").splitlines()
    assert len(lines) <= 30
    said: Any = answer(sample, "report", "models", "maruti")
    assert (said["tier"], said["key_account"], said["rank"], said["buyers"]) == (1, True, 1, 5)
    assert said["sales"] == Decimal("1539569.64")


def test_all_accounts_in_a_grid(sample: Cli) -> None:
    """A row an account for people, those of tier 1 first, with signs; a row an account and model for programs."""
    screen = sample.ok("report", "models", tty=True, COLUMNS="120", NO_COLOR="1")
    assert [line.split()[0] for line in screen.splitlines()[3:9]] == [
        "hyundai", "maruti", "ford", "goody", "parker", "kirchoff",
    ]  # fmt: skip
    for part in ("invest selectively ~", "maintain †", "not scored ?", "3 lasting agreement *", "† older than a year"):
        assert part in screen
    found: Any = answer(sample, "report", "models")
    assert len(found["rows"]) == 6 * 6
    assert found["contradictions"] == ["maruti: partnership KAM, but captive supplier: we alone have invested"]
    states = {row["account"]: row["state"] for row in found["rows"] if row["model"] == "selection"}
    assert states == {
        "ford": "assessed", "goody": "assessed", "hyundai": "assessed", "kirchoff": "never assessed",
        "maruti": "assessed", "parker": "not scored",
    }  # fmt: skip


@pytest.mark.parametrize("width", ["40", "60", "80", "200"])
def test_it_fits(sample: Cli, width: str) -> None:
    """At any width, of all accounts and of one."""
    for words in ((), ("maruti",), ("maruti", "--history"), ("maruti", "--explain", "stages")):
        for line in sample.ok("report", "models", *words, tty=True, COLUMNS=width, NO_COLOR="1").splitlines():
            assert len(line) <= int(width)


def test_the_newest_one_counts(small: Cli) -> None:
    """By its day, of one day the one that was written last; the one before is told beside it."""
    six = ("contacts", "information", "planning", "problems", "trust", "exit")

    def assess(points: int, day: str) -> None:
        small.ok("assess", "maruti", "stages", *[f"{name}={points}" for name in six], "--on", day)

    small.ok("sale", "add", "maruti", "5", "--on", "2024-01-01")
    assess(2, "2026-09-10")
    assess(4, "2025-01-10")
    assert rows(small, "maruti")["stages"]["result"] == "mid-KAM"
    assert rows(small, "maruti")["stages"]["before"] == "synergistic KAM (2025-01-10)"
    assess(3, "2026-09-10")
    assert rows(small, "maruti")["stages"]["result"] == "partnership KAM"
    small.ok("assess", "maruti", "stages", "trust=1")
    row = rows(small, "maruti")["stages"]
    assert (row["result"], row["state"], row["before"]) == (None, "not scored", "partnership KAM (2026-09-10)")
    history: Any = answer(small, "report", "models", "maruti", "--history")
    assert [row["assessment"] for row in history["rows"]] == ["AM4", "AM3", "AM1", "AM2"]


def test_stale_after_a_year(small: Cli) -> None:
    """On the day a year later it is not yet old, on the next it is."""
    small.ok("assess", "maruti", "stages", "uncoupling", "--on", "2026-09-01")
    small.environ["AMCLI_TODAY"] = "2027-09-01"
    assert rows(small, "maruti")["stages"]["stale"] is False
    small.environ["AMCLI_TODAY"] = "2027-09-02"
    assert rows(small, "maruti")["stages"]["stale"] is True


STAGE_SIX = ("contacts", "information", "planning", "problems", "trust", "exit")


def stage(points: int) -> tuple[str, ...]:
    return ("stages", *[f"{name}={points}" for name in STAGE_SIX])


def axes(code: str, one: int, other: int) -> tuple[str, ...]:
    items = {
        "selection": (("budget", "growth", "profit", "prestige", "technical"),
                      ("range", "support", "price", "reliability", "people")),
        "portfolio": tuple(tuple(f"{who}-{what}" for what in ("plant", "systems", "people", "changes", "know-how"))
                           for who in ("customer", "our")),
    }[code]  # fmt: skip
    points = (one, other)
    return (code, *[f"{name}={points[side]}" for side in (0, 1) for name in items[side]])


AGAINST = [
    ((stage(4), axes("portfolio", 1, 5)), "synergistic KAM, but captive supplier"),
    ((stage(3), axes("portfolio", 1, 1)), "partnership KAM, but market exchange"),
    ((stage(1), axes("portfolio", 5, 5)), "strategic partnership, but early-KAM"),
    ((axes("selection", 5, 5),), "invest for growth, but 1 single deals"),
    ((axes("selection", 5, 1), ("stages", "uncoupling")), "invest selectively, but uncoupling KAM"),
    ((("stages", "uncoupling"),), "key account (tier 1), but uncoupling KAM"),
    ((axes("selection", 1, 1),), "key account (tier 1), but withdraw"),
    ((axes("selection", 1, 5),), "key account (tier 1), but manage for cash"),
    ((axes("selection", 1, 1), axes("portfolio", 5, 5)), "withdraw, but strategic partnership"),
    ((("continuum", "0"),), "0 no exchange yet, but the records come to 1 single deals"),
]


@pytest.mark.parametrize(("typed", "said"), AGAINST, ids=[said for _, said in AGAINST])
def test_what_does_not_go_together(small: Cli, typed: tuple[tuple[str, ...], ...], said: str) -> None:
    """Each contradiction of the list, said once in its own words; before it was assessed there is none of it."""
    assert "but" not in " ".join(answer(small, "report", "models", "maruti")["contradictions"])
    for words in typed:
        small.ok("assess", "maruti", *words)
    found: Any = answer(small, "report", "models", "maruti")
    assert sum(said in each for each in found["contradictions"]) == 1
    assert sum(said in each for row in found["rows"] for each in row["contradicts"] or ()) >= 1


def test_a_partnership_without_a_decider(small: Cli) -> None:
    """And an account of no tier that the matrix would invest in."""
    small.ok("sale", "add", "eclair", "500", "--on", "2026-08-20")
    small.ok("assess", "eclair", *stage(4))
    small.ok("assess", "eclair", *axes("selection", 4, 4))
    found = answer(small, "report", "models", "eclair")["contradictions"]
    assert found == [
        "eclair: synergistic KAM, but no decider: nobody known to us there decides",
        "eclair: invest for growth, but no tier: the matrix asks for more than the tier",
    ]


def test_a_declared_point_that_the_records_reach_too(small: Cli) -> None:
    """Says nothing: only records that are further on than what was declared do."""
    small.ok("assess", "maruti", "continuum", "1")
    assert answer(small, "report", "models", "maruti")["contradictions"] == []
    small.ok("sale", "add", "maruti", "7")
    (said,) = answer(small, "report", "models", "maruti")["contradictions"]
    assert said.startswith("maruti: 1 single deals, but the records come to 2 repeated deals")


def test_many_contradictions_are_counted(small: Cli) -> None:
    """Eight stand under the table, the others are counted; programs get all."""
    for number in range(12):
        small.ok("account", "add", f"Key {number}", "--tier", "1")
        small.ok("assess", f"key-{number}", "stages", "uncoupling")
    screen = " ".join(small.ok("report", "models", tty=True, NO_COLOR="1", COLUMNS="200").split())
    assert screen.count("does not go together: ") == 8
    assert "and 4 more that do not: `amcli report models ACCOUNT`" in screen
    assert len(answer(small, "report", "models")["contradictions"]) == 12


def test_what_goes_together_is_not_told(small: Cli) -> None:
    """A key account that is invested in, in a partnership from both sides, contradicts nothing."""
    small.ok("sale", "add", "maruti", "7")
    for words in (stage(4), axes("selection", 4, 4), axes("portfolio", 5, 5)):
        small.ok("assess", "maruti", *words)
    assert answer(small, "report", "models", "maruti")["contradictions"] == []


def test_a_result_opened(sample: Cli) -> None:
    """The answers in words, and what each adds to the figure; the rules of a line; who has a role."""
    found: Any = answer(sample, "report", "models", "maruti", "--explain", "selection")
    sums: dict[str, Decimal] = {}
    for row in found["rows"]:
        sums[row["axis"]] = sums.get(row["axis"], Decimal(0)) + Decimal(row["adds"])
    assert [f"{axis}={total.normalize():f}" for axis, total in sums.items()] == found["scores"]
    assert (found["result"], found["day"], found["by"]) == ("invest for growth", "2026-08-24", "mara")
    line: Any = answer(sample, "report", "models", "goody", "--explain", "continuum")
    assert [row["holds"] for row in line["rows"]] == ["yes", "yes", "yes", *["not known"] * 4]
    line = answer(sample, "report", "models", "maruti", "--explain", "continuum")
    assert [row["holds"] for row in line["rows"]] == ["yes", "yes", "yes", *["no"] * 4]
    small_plan = ("joint-plan=1", "sole-source=0", "alliance=0", "network=0", "owned=0")
    sample.ok("assess", "goody", "continuum", *small_plan)
    line = answer(sample, "report", "models", "goody", "--explain", "continuum")
    assert [row["holds"] for row in line["rows"]] == ["yes", "yes", "yes", *["no"] * 4]
    roles: Any = answer(sample, "report", "models", "maruti", "--explain", "buying-centre")
    assert {row["key"]: row["people"] for row in roles["rows"]}["decider"] == ["Anika Torvalkar"]
    assert "never assessed" in sample.ok("report", "models", "goody", "--explain", "portfolio", tty=True)


@pytest.mark.parametrize(("words", "told"), [
    (("--history",), "type --account ACCOUNT"), (("--explain", "stages"), "type --account ACCOUNT"),
    (("maruti", "--account", "eclair", "--history"), "about one account"),
    (("maruti", "--history", "--explain", "stages"), "leave out --history"),
])  # fmt: skip
def test_options_that_need_one_account(small: Cli, words: tuple[str, ...], told: str) -> None:
    """History and --explain are about one account."""
    done = small("report", "models", *words)
    assert (done.code, told in done.err) == (2, True)


def test_few_accounts_or_none(cli: Cli) -> None:
    """None, and one without anything: what to type, n/a, and no figure that nobody knows."""
    cli.ok("account", "add", "Solo", "--currency", "EUR")
    cli.ok("account", "archive", "solo")
    assert "no accounts yet" in cli.ok("report", "models", tty=True)
    cli.ok("undo")
    found: Any = answer(cli, "report", "models", "solo")
    assert [row["result"] for row in found["rows"]] == ["0 of 5 roles", None, "pre-KAM", None, "0 no exchange yet"]
    assert (found["share"], found["rank"]) == (None, None)
    said = "solo is no key account (no tier, and not class A); nothing was sold to it"
    assert said in cli.ok("report", "models", "solo", tty=True)
    assert "nothing was assessed of solo" in cli.ok("report", "models", "solo", "--history", tty=True)


def test_a_share_that_cannot_be_known(small: Cli) -> None:
    """Without a rate between the currencies of its sales the share is n/a, and all else is there."""
    found: Any = answer(small, "report", "models", "maruti")
    assert (found["share"], len(found["rows"])) == (None, 5)


def test_it_asks_few_queries(small: Cli) -> None:
    """As many for a hundred accounts as for a few."""

    def asked() -> int:
        count = 0

        def counted(statement: str) -> None:
            nonlocal count
            count += statement.lstrip().upper().startswith(("SELECT", "WITH"))

        with reading(Env(small.environ)) as reader:
            reader.connection.set_trace_callback(counted)
            assert list(report_models(reader).rows)
        return count

    before = asked()
    with closing(sqlite3.connect(small.db)) as file, file:
        for number in range(100):
            file.execute(
                "INSERT INTO account (code, name, created) VALUES (?, ?, '2026-01-01')", (f"x{number}", f"X {number}")
            )
            file.execute(
                "INSERT INTO assessment (account_id, model, day, answers, result) VALUES (last_insert_rowid(), "
                "'stages', '2026-01-01', 'declared=uncoupling KAM', 'uncoupling KAM')"
            )
    assert asked() == before <= 20


def test_twenty_four_months(small: Cli) -> None:
    """Sales of the day 24 months ago are not among the last 24 months, those of the next are."""
    from datetime import date

    today = date(2026, 9, 17)
    since = add_months(today, -24)
    small.ok("account", "add", "Old Buyer", "--code", "old")
    small.ok("sale", "add", "old", "1", "--on", since.isoformat())
    small.ok("sale", "add", "old", "1", "--on", since.isoformat())
    assert rows(small, "old")["continuum"]["result"] == "1 single deals"
    suggested = answer(small, "report", "models")["rows"]  # all accounts are counted in another way than one
    assert {row["result"] for row in suggested if row["account"] == "old"} >= {"1 single deals"}
    for _ in range(2):
        small.ok("sale", "add", "old", "1", "--on", date.fromordinal(since.toordinal() + 1).isoformat())
    assert rows(small, "old")["continuum"]["result"] == "2 repeated deals"
    small.ok("sale", "add", "old", "1", "--kind", "credit", "--on", today.isoformat())
    assert rows(small, "old")["continuum"]["scores"][1:3] == ["sales=4", "sales_24_months=2"]


def test_a_replaced_model_contradicts_no_result_that_was_kept(small: Cli) -> None:
    """Other weights: the kept answers and figures stand without a sum of today's, and the same answers given again are
    told as another model's result, not as a change of the account.
    """
    own(small)
    small.ok("assess", "maruti", "fit", "one=3", "two=1", "--on", TODAY)
    opened: Any = answer(small, "report", "models", "maruti", "--explain", "fit")
    assert [str(row["adds"]) for row in opened["rows"]] == ["1.8", "0.4"]
    assert opened["replaced"] is False
    own(small, OWN.replace("weight = 60", "weight = 20").replace("weight = 40", "weight = 80"), "--replace")
    opened = answer(small, "report", "models", "maruti", "--explain", "fit")
    assert (opened["result"], opened["scores"], opened["replaced"]) == ("good; fair", ["mean=2.2"], True)
    assert [row["answer"] for row in opened["rows"]] == ["3", "1"]
    assert {row[key] for row in opened["rows"] for key in ("weight", "adds", "words")} == {None}
    shown = small("report", "models", "maruti", "--explain", "fit", "-f", "table")
    assert "fit was replaced after this was assessed" in shown.out + shown.err
    assert "mean is Σ" not in shown.out + shown.err
    small.ok("assess", "maruti", "fit", "one=3", "two=1")
    (row,) = [row for row in answer(small, "report", "models", "maruti")["rows"] if row["model"] == "fit"]
    assert (row["result"], row["before"]) == ("poor", f"good; fair ({TODAY}, by the replaced model)")


def test_rows_alone_say_who_is_a_key_account(sample: Cli) -> None:
    """In plain output too: a column of each row, and of one account the sentence on stderr."""
    done = sample("report", "models", "--account", "maruti", "-f", "plain")
    assert "note: maruti is a key account (tier 1)" in done.err
    keys = sample.ok("report", "models", "-f", "csv", "--columns", "account,key_account").splitlines()
    assert {"maruti,true", "ford,false"} <= set(keys)
