"""`amcli contract`: what is written down, renewed, noticed, terminated and put off, and what each sentence says."""

import pytest

from conftest import Cli, built_once

# Over the whole of the file, on 2026-09-17.
CONTRACTS = (
    ("account", "add", "Maruti Suzuki", "--code", "maruti", "--currency", "USD"),
    ("account", "add", "Ford", "--code", "ford", "--currency", "USD"),
    ("contact", "add", "maruti", "Eva Sand"),
    # CT1 express, of one year; CT2 tacit since 2022, in its fourth term; CT3 never renewed; CT4 is a draft.
    ("contract", "add", "maruti", "Frame agreement", "--start", "2026-01-01", "--end", "2026-12-31", "--notice", "3m",
     "--value", "90000.50", "--per", "year", "--renews", "express", "--lead", "14d"),
    ("contract", "add", "ford", "Parts", "--start", "2022-12-01", "--end", "2023-11-30", "--notice", "2m", "--renews",
     "tacit", "--term", "12m", "--lead", "7d", "--latest-end", "2027-11-30"),
    ("contract", "add", "ford", "Quality", "--start", "2024-04-01", "--end", "2027-03-31", "--renews", "no"),
    ("contract", "add", "ford", "Licence", "--start", "2027-01-01", "--end", "2027-12-31", "--term", "6m"),
)  # fmt: skip


@pytest.fixture
@built_once
def cli(cli: Cli) -> Cli:
    """Four contracts."""
    for words in CONTRACTS:
        cli.ok(*words)
    return cli


def said(cli: Cli, *words: str, code: int = 0, stdin: str = "") -> str:
    """All that a command says; it has to end so."""
    done = cli("contract", *words, stdin=stdin)
    assert done.code == code, done.err
    return done.out + done.err


def terms(cli: Cli, contract: str) -> list[str]:
    """`2026-01-01..2026-12-31`, in their order."""
    rows = cli.json("contract", "show", contract)["terms"]  # type: ignore[index]
    return [f"{row['start']}..{row['end']}" for row in rows]


def test_a_new_contract_says_its_days_and_what_was_decided(cli: Cli) -> None:
    """The end, when notice must arrive, when to act; what nobody typed is said with its meaning, as is what may be a
    slip: a twin, a notice longer than the term, a notice of what is not renewed, a day of notice that is over.
    """
    words = ("add", "maruti", "Supply", "--start", "2026-01-01", "--end", "2026-12-31")
    new = said(cli, *words, "--notice", "3m", "--value", "9k")
    assert "Added contract CT5 (Supply, maruti): ends 2026-12-31, notice must arrive by 2026-09-30, act by " in new
    assert "act by 2026-09-16\n" in new
    assert "CT5: the day to act by, 2026-09-16, is over; notice can arrive until 2026-09-30" in new
    assert "renews express: it ends on 2026-12-31 unless `amcli contract renew CT5` renews it" in new
    assert "per total" in new and "14d before is the setting contract.lead" in new
    cli.ok("config", "set", "contract.lead", "3w")
    twin = said(cli, *words, "--notice", "3m", "--renews", "tacit", "--lead", "1m")
    assert (
        "CT5 is called 'Supply' too" in twin and "by itself for 12m each time" in twin and "act by 2026-08-28" in twin
    )
    assert "act by 2026-09-09" in said(cli, "edit", "CT6", "--lead", "")
    assert "setting" not in twin and "per total" not in twin
    assert "CT5 has the reference" not in said(
        cli, *words[:2], "Next", *words[3:], "--ref", "R1", "--renews", "express"
    )
    odd = said(cli, *words[:2], "Odd", *words[3:], "--ref", "R1", "--notice", "2y", "--renews", "express")
    assert "CT7 has the reference 'R1' too" in odd and "a notice of 2 years is longer than the term from 2026" in odd
    assert "renews no): --notice 1m is for nothing" in said(cli, "edit", "CT3", "--notice", "1m")
    old = said(cli, "add", "ford", "Old", "--start", "2022-11-01", "--end", "2023-10-31", "--notice", "2m",
               "--renews", "tacit")  # fmt: skip
    assert "renewed by itself 3 times, its term now ends 2026-10-31, notice must arrive by 2026-08-31" in old
    assert "the day of notice for that, 2026-08-31, is over, and the next one is 2027-08-31" in old
    late = said(cli, *words[:2], "Late", *words[3:], "--notice", "4m", "--renews", "express")
    over = (
        f"the day of notice, 2026-08-31, is over: it ends on 2026-12-31 unless `amcli contract renew {late.split()[2]}`"
    )
    assert over in late and "act by, " not in late
    gone = said(cli, "add", "ford", "Gone", "--start", "2025-01-01", "--end", "2025-12-31", "--notice", "4m")
    assert "it ended on 2025-12-31 and is not renewed: `amcli contract renew" in gone and "the day of" not in gone
    assert said(cli, *words[:4], "2027-01-01", *words[5:], code=2).startswith("amcli: a contract ends on or after")


def test_a_renewal_begins_a_term_and_leaves_the_old_one(cli: Cli) -> None:
    """On the day after the term that counts, for the span typed or its own; the value is increased to the cent, half
    even, and the old one stays in its term. A snooze ends with it. Several are renewed together or none.
    """
    said(cli, "snooze", "CT1", "2w")
    again = said(cli, "renew", "CT1", "--dry-run")
    assert "CT1: 12 months again, as its last term" in again and "2026-12-31 → 2027-12-31" in again
    one = said(cli, "renew", "CT1", "--term", "12m", "--increase", "2.1%")
    assert "end 2026-12-31 → 2027-12-31" in one and "value 90,000.50 → 91,890.51 USD a year" in one
    assert "notice must arrive by 2027-09-30, act by 2027-09-16" in one and "not silent until 2026-10-01" in one
    assert terms(cli, "CT1") == ["2026-01-01..2026-12-31", "2027-01-01..2027-12-31"]
    assert (
        cli.ok("term", "list", "--contract", "CT1", "--columns", "value", "-f", "csv") == "value\n91890.51\n90000.50\n"
    )
    rolled = said(cli, "renew", "CT2", "--value", "EUR 12")
    assert (
        "renewed by itself since 2023-11-30: the new term follows its current one, which ends on 2026-11-30" in rolled
    )
    assert terms(cli, "CT2")[-1] == "2026-12-01..2027-11-30"
    assert "CT2 cannot be renewed beyond 2027-11-30: `amcli contract edit CT2 --latest-end D` first" in said(
        cli, "renew", "CT2", code=4
    )
    cli.ok("undo")
    before = cli.dump()
    assert "type --until 2027-11-30" in said(cli, "renew", "CT2", "--until", "2027-12-31", code=4)
    assert "edit CT3 --renews express" in said(cli, "renew", "CT2", "CT3", code=4)
    assert said(cli, "renew", "-", "--increase", "2.1", code=4, stdin="CT4\nCT3\nCT1\nCT2\n") == (
        "amcli: CT3 is not renewed (renews no; else `amcli contract edit CT3 --renews express` first); CT4, CT2 have "
        "no value to increase: leave out CT4, CT3, CT2\n"
    )
    for words in (("--value", "1", "--increase", "2%"), ("--until", "2027-12-31", "--term", "1y"), ("--value", "7")):
        said(cli, "renew", "CT1", "CT2", *words, code=2)
    for increase in ("2,1%", "x", "-100%", "1001"):
        said(cli, "renew", "CT1", f"--increase={increase}", code=2)
    assert said(cli, "renew", "CT4", "--from", "2027-12-31", code=2)
    assert said(cli, "renew", "CT1", "CT4", "--term", "6m", "--dry-run").startswith("Would have renewed contract CT1")
    assert cli.dump() == before
    down = said(cli, "renew", "-", "--term", "6m", stdin="CT4\nCT1\n")
    assert "CT4 (Licence, ford): end 2027-12-31 → 2028-06-30" in down
    assert "value 91,890.51 → 90,512.15 USD" in said(cli, "renew", "CT1", "--term", "6m", "--increase", "-1.5 %")
    cli.ok("contract", "edit", "CT4", "--value", "10k")
    longer = said(cli, "renew", "CT4", "--term", "1y", "--increase", "2%")
    assert "CT4 is worth 10,000 for 6 months → 20,400 for 12 months: its value is for the whole term" in longer
    assert "value 10,000 → 20,400 USD in total" in longer
    days = said(cli, "renew", "CT4", "--from", "2029-07-01", "--until", "2029-07-10")
    assert "20,400.00 for 365 days → 558.90 for 10 days" in days
    assert "is worth" not in said(cli, "renew", "CT4", "--until", "2030-01-10", "--value", "7")


def test_a_notice_ends_the_first_term_that_it_is_in_time_for(cli: Cli) -> None:
    """Too late is said; a term that is agreed already is not ended by it. Not of a draft, not twice, not of what is
    over; no renewal with it, and the sentence says how to take it back.
    """
    assert "--by-side us or --by-side client" in said(cli, "notice", "CT2", code=2)
    assert "still to come" in said(cli, "notice", "CT2", "--by-side", "us", "--on", "tomorrow", code=2)
    said(cli, "snooze", "CT2", "2w")
    tried = said(cli, "notice", "CT2", "--by-side", "us", "--dry-run")
    assert tried.startswith("Would have given notice of contract CT2")
    assert "neither signed nor begun on 2022-10-01: type --on 2022-12-01 or a later day" in said(
        cli, "notice", "CT2", "--by-side", "us", "--on", "2022-10-01", code=4
    )
    done = said(cli, "notice", "CT2", "--by-side", "client", "--reason", "Price")
    assert "Received notice of contract CT2 (Parts, ford): noticed 2026-09-17 by client, ends 2026-11-30" in done
    assert "snoozed 2026-10-01 → none" in done
    again = said(cli, "notice", "CT2", "--by-side", "us", code=4)
    assert (
        "has notice of 2026-09-17 and ends on 2026-11-30 already: `amcli contract edit CT2 --ends '' --noticed ''`"
        in again
    )
    assert "--ends '' --noticed ''" in said(cli, "renew", "CT2", code=4)
    assert "--noticed ''" in said(cli, "edit", "CT2", "--ends", "", code=2)
    assert "it still ends on 2026-11-30" in said(cli, "edit", "CT2", "--noticed", "")
    assert "ends 2026-11-30 → none, renewed by itself 3 times, its term now ends 2026-11-30, notice must" in said(
        cli, "edit", "CT2", "--ends", ""
    )
    shown = cli.json("contract", "show", "CT2")
    assert [shown[key] for key in ("noticed", "noticed_by", "ends", "reason")] == [None] * 4  # type: ignore[index]
    late = cli("contract", "notice", "CT2", "--by-side", "us", AMCLI_TODAY="2026-10-01")
    assert (
        "too late for the term that ends 2026-11-30: it ends 2027-11-30" in late.err and "ends 2027-11-30" in late.out
    )
    cli.ok("contract", "renew", "CT1", "--term", "12m")
    agreed = said(cli, "notice", "CT1", "--by-side", "us")
    assert "ends 2027-12-31" in agreed and "is renewed until 2027-12-31 already, and ends with that" in agreed
    assert "is a draft" in said(cli, "notice", "CT4", "--by-side", "us", code=4)
    assert cli("contract", "notice", "CT3", "--by-side", "us", AMCLI_TODAY="2027-06-01").code == 4
    assert "by itself" in said(cli, "notice", "CT3", "--by-side", "us")


def test_a_termination_has_its_day_and_its_reason(cli: Cli) -> None:
    """A day to come as well, within the contract; what is still open about it is said."""
    cli.ok("deadline", "add", "CT1", "Monthly report", "--due", "eom", "--every", "month")
    cli.ok("opportunity", "add", "CT1", "Renew it", "95k", "--close", "2026-11-30")
    assert "--reason" in said(cli, "terminate", "CT1", "--on", "eoy", code=2)
    assert "--on DATE" in said(cli, "terminate", "CT1", "--reason", "Agreed", code=2)
    for day in ("2025-12-31", "2027-01-01"):  # before the first, after the last
        said(cli, "terminate", "CT1", "--on", day, "--reason", "Agreed", code=2)
    done = said(cli, "terminate", "CT1", "--on", "2026-10-31", "--reason", "Agreed")
    assert "Terminated contract CT1 (Frame agreement, maruti): ends 2026-10-31" in done
    assert "still open about CT1: OP1, D1" in done
    assert "ends 2026-10-31 → 2026-11-15" in said(cli, "terminate", "CT1", "--on", "2026-11-15", "--reason", "Later")
    assert (
        cli("contract", "terminate", "CT1", "--on", "2026-12-01", "--reason", "X", AMCLI_TODAY="2026-11-20").code == 4
    )
    assert "2027-11-30" in said(cli, "terminate", "CT2", "--on", "2028-01-31", "--reason", "X", code=2)
    assert "edit CT1 --ends ''` takes" in said(cli, "renew", "CT1", "--term", "1y", code=4)


def test_an_edit_keeps_the_terms_in_order(cli: Cli) -> None:
    """The first day stays in the first term and the last one in the last; a notice has both its parts; what renewed
    itself and does so no more goes on in the term that it is in.
    """
    cli.ok("contract", "renew", "CT1", "--term", "12m")
    assert "its first term ends on 2026-12-31" in said(cli, "edit", "CT1", "--start", "2027-01-01", code=4)
    assert "its last term starts on 2027-01-01" in said(cli, "edit", "CT1", "--end", "2026-12-31", code=4)
    said(cli, "edit", "CT1", "--start", "2026-02-01", "--end", "2028-01-31")
    assert terms(cli, "CT1") == ["2026-02-01..2026-12-31", "2027-01-01..2028-01-31"]
    for wrong in (
        ("--latest-end", "2027-12-31"),
        ("--noticed", "2026-09-01"),
        ("--noticed-by", "us"),
        ("--ends", "2026-01-31"),
        ("--ends", "2028-02-01"),
        ("--reason", "Why"),
    ):
        assert "amcli: " in said(cli, "edit", "CT1", *wrong, code=2), wrong
    assert "ends on 2028-01-31" in said(cli, "edit", "CT1", "--noticed", "2026-09-01", "--noticed-by", "us")
    assert "its term from 2025-12-01 to 2026-11-30 is its last now" in said(cli, "edit", "CT2", "--renews", "express")
    assert terms(cli, "CT2") == [f"{year}-12-01..{year + 1}-11-30" for year in range(2022, 2026)]
    assert '"error"' not in cli.ok("doctor", "-f", "json")


def test_a_contract_is_silent_for_a_span_or_until_a_day(cli: Cli) -> None:
    """From today on, never into the past; a day of notice before that is said."""
    assert "snoozed 2026-10-01\n" in said(cli, "snooze", "CT1", "CT2", "2w").replace("; CT2", "\n")
    assert "snoozed 2026-10-01 → 2026-09-18" in said(cli, "snooze", "CT1", "fri")
    assert "silent beyond a day that counts: notice must arrive by 2026-09-30" in said(
        cli, "snooze", "-", "--until", "2026-10-15", stdin="CT1\n"
    )
    for wrong in (("CT1", "yesterday"), ("CT1", "soon"), ("2w",), ("CT1", "--until", "2026-09-17")):
        said(cli, "snooze", *wrong, code=2)
    assert "edit CT2 --snoozed ''" in said(cli, "snooze", "CT2", "yesterday", code=2)


def test_an_opportunity_with_a_contract_is_a_renewal(cli: Cli) -> None:
    """By its option or in the account's place, unless its kind is typed; the contract is one of its account."""
    done = cli("opp", "add", "CT1", "Renew", "1k", "--close", "eoy", "--next", "Call", "--due", "fri")
    assert "renewal: a contract is given" in done.err and "OP1 (Renew, maruti): renewal" in done.out
    assert cli.json("opp", "show", "OP1")["contract"] == "CT1"  # type: ignore[index]
    assert cli.json("deadline", "show", "D1")["about"] == "OP1"  # type: ignore[index]
    more = ("maruti", "More", "--close", "eoy", "--contract", "Frame agreement", "--kind", "upsell")
    assert "upsell" in cli.ok("opp", "add", *more)
    assert "of ford" in cli("opp", "add", "maruti", "Other", "--close", "eoy", "--contract", "CT2").err
    cli.ok("opp", "add", "ford", "Parts", "--close", "eoy")
    assert "kind new → renewal" in cli.ok("opp", "edit", "OP3", "--contract", "CT2")
    assert cli.ok("opp", "list", "--contract", "CT2", "-f", "ids") == "OP3\n"


def test_an_error_names_the_other_kind(cli: Cli) -> None:
    """Where the words fit a command that is called the same but for a letter, or one for that id; nowhere else."""
    frame = ("add", "maruti", "Frame", "--start", "2027-01-01", "--end", "2027-12-31")
    for typed, meant in (
        (("contact", "show", "CT1"), "contract show CT1"),
        (("contract", "edit", "C1", "--note", "X Y"), "contact edit C1 --note 'X Y'"),
        (("contract", "show", "eva"), "contact show eva"),
        (("contact", *frame), f"contract {' '.join(frame)}"),
        (("contract", "add", "maruti", "Eva Mint"), "contact add maruti 'Eva Mint'"),
        (("deadline", "show", "CT2"), "contract show CT2"),
    ):
        done = cli(*typed)
        assert done.code in (2, 3) and f"; or is it a {meant.split()[0]}: `amcli {meant}`?" in done.err, typed
    for line in ("contact show CT9", "deadline done CT1", "contract add maruti X --end eoy"):
        assert "or is it" not in cli(*line.split()).err
