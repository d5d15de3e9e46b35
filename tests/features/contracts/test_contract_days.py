"""The computed days of contracts: in lists, the agenda, reminders, calendars and on the screens, under their ids."""

import re
from datetime import date
from typing import Any

import pytest

from amcli.features.contracts.reports import days
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import Cli

ADD = ("contract", "add")
# CT1 tacit, CT2 ended and nobody renewed it, CT3 express, CT4 tacit with a day of notice that passed, CT5 of an
# archived account, CT6 just ends.
CONTRACTS = (
    ("parker", "Parts supply", "2025-01-01", "2026-12-31", "--notice", "3m", "--renews", "tacit"),
    ("ford", "Wiper frame", "2025-09-01", "2026-08-31"),
    ("maruti", "Frame", "2026-01-01", "2026-12-31", "--notice", "100d"),
    ("parker", "Tooling", "2025-12-01", "2026-11-30", "--notice", "85d", "--renews", "tacit"),
    ("old", "Ancient", "2025-12-01", "2026-11-30", "--notice", "70d", "--renews", "tacit"),
    ("ford", "Short", "2026-01-01", "2026-09-22", "--renews", "no"),
)


@pytest.fixture
def signed(cli: Cli) -> Cli:
    """Six contracts of four accounts, one of them archived, and two deadlines, on 17 September 2026."""
    for code in ("parker", "ford", "maruti", "old"):
        cli.ok("account", "add", code.title(), "--code", code, "--cadence", "3650")
    for account, name, start, end, *more in CONTRACTS:
        cli.ok(*ADD, account, name, "--start", start, "--end", end, *more)
    cli.ok("account", "archive", "old")
    cli.ok("deadline", "add", "ford", "Late one", "--due", "2026-09-10", "--priority", "high")
    cli.ok("deadline", "add", "CT1", "Service report", "--due", "2026-09-30", "--every", "month")
    return cli


def listed(cli: Cli, *words: str) -> list[tuple[str, str]]:
    rows: Any = cli.json("deadline", "list", *words)
    return [(row["id"], row["due"][5:]) for row in rows]


def test_the_days_stand_among_deadlines_and_no_verb_of_deadlines_takes_them(signed: Cli) -> None:
    """In order of days; of a tacit contract whose notice passed those of the next term; filters take them as they take
    deadlines, and what only deadlines have leaves them out. `deadline done` says what to type, before anything is done.
    """
    late = [("CT2", "08-31"), ("CT3", "09-08"), ("D1", "09-10"), ("CT1", "09-16")]
    assert listed(signed, "--overdue") == late
    every = listed(signed)
    assert every[:4] == late
    assert every[4:] == [
        ("CT3", "09-22"), ("CT6", "09-22"), ("D2", "09-30"), ("CT1", "09-30"), ("CT4", "11-30"), ("CT1", "12-31"),
        ("CT3", "12-31"), ("CT4", "08-23"), ("CT4", "09-06"),
    ]  # fmt: skip
    assert (
        listed(signed, "--about", "CT1")
        == [each for each in every if each[0] in ("CT1", "D2")]
        == listed(signed, "CT1")
    )
    assert listed(signed, "--priority", "high") == [("D1", "09-10")]
    assert listed(signed, "--kind", "contract", "--period", "2026-09", "--account", "parker") == [
        ("CT1", "09-16"), ("CT1", "09-30"),
    ]  # fmt: skip
    assert listed(signed, "--sort", "-due", "--limit", "2") == [("CT4", "09-06"), ("CT4", "08-23")]
    assert ("CT1", "09-30") in listed(signed, "--expand", "400d")[-2:]  # of the term of 2027
    before = signed.dump()
    ids = signed.ok("deadline", "list", "-f", "ids")
    assert "CT" not in ids  # they are for what takes deadlines
    ids += "CT1\n"
    for words in (("done", "-"), ("snooze", "CT3", "2w"), ("edit", "ct1", "--due", "fri")):
        done = signed("deadline", *words, stdin=ids)
        assert (done.code, bool(re.search(r"amcli contract renew CT\d", done.err))) == (2, True), done.err
    assert signed.dump() == before
    assert "CT" not in signed.ok("export", "deadlines", "-f", "ids")
    agenda: Any = signed.json("agenda", "--period", "2027-09")
    assert [row["id"] for row in agenda["deadlines"]] == ["CT4", "CT1", "D2", "CT1"]


def test_the_screens_tell_of_them_apart_from_deadlines(signed: Cli) -> None:
    """`today` draws them in one order with deadlines, programs have them in a section of their own; a notice that
    passed unused names the next one for 14 days. The brief has each contract with its day of notice.
    """
    day: Any = signed.json("today")
    assert [row["id"] for row in day["overdue"]] == ["D1"]
    assert [(row["id"], row["kind"], row["days"]) for row in day["contracts"]] == [
        ("CT2", "end", -17), ("CT4", "passed", -11), ("CT3", "act", -9), ("CT1", "act", -1), ("CT3", "arrive", 5),
        ("CT6", "end", 5), ("CT1", "arrive", 13),
    ]  # fmt: skip
    assert day["contracts"][1]["next_arrive_by"] == "2027-09-06"
    drawn = signed.ok("today", "-f", "table")
    assert re.search(r"CT3 .*9 d late.*\n D1 .*\n CT1 .*1 d late", drawn)
    assert "Tooling: last day 6 Sep passed unused, the next one is 6 Sep" in drawn
    signed.environ["AMCLI_TODAY"] = "2026-09-21"
    assert "passed unused" not in signed.ok("today", "-f", "table")
    signed.ok("contract", "edit", "CT2", "--renews", "no")
    signed.ok("contract", "edit", "CT1", "--snoozed", "2026-09-25")
    day = signed.json("today")
    assert [(row["id"], row["kind"]) for row in day["contracts"]][:2] == [("CT3", "act"), ("CT3", "arrive")]
    brief: Any = signed.json("account", "show", "parker")
    assert [(row["id"], row["state"], row["arrive_by"]) for row in brief["contracts"]] == [
        ("CT1", "running", "2026-09-30"), ("CT4", "running", "2026-09-06"),
    ]  # fmt: skip
    assert re.search(r"CT1 .*notice 9 d !", signed.ok("account", "show", "parker", "-f", "table"))


def test_a_notice_longer_than_the_term_has_one_next_day_everywhere(cli: Cli) -> None:
    """That of the first term which notice can still end: in what `add` says, in lists, the record, the report, its
    explanation, what is listed as due and what is said. Where the latest end comes first there is only the end.
    """
    cli.ok("account", "add", "Parker", "--code", "parker", "--cadence", "3650")
    monthly = ("--start", "2026-01-01", "--end", "2026-01-31", "--renews", "tacit", "--term", "1m", "--notice", "3m")
    done = cli(*ADD, "parker", "Monthly", *monthly)
    assert "the day of notice for that, 2026-06-30, is over, and the next one is 2026-09-30" in done.err
    cli.ok(*ADD, "parker", "Last month", *monthly, "--latest-end", "2026-09-30")
    last = [("CT2", "09-30")]
    assert listed(cli) == [("CT1", "09-16"), ("CT1", "09-30"), ("CT1", "09-30"), *last]
    assert cli.ok("contract", "list", "--due", "13d", "-f", "ids") == "CT1\nCT2\n"
    cli.ok("contract", "edit", "CT1", "--lead", "1d")
    assert cli.ok("contract", "list", "--due", "12d", "-f", "ids") == "CT1\n"
    shown: Any = cli.json("contract", "show", "CT1")
    assert [shown[key] for key in ("arrive_by", "days_left", "next_arrive_by")] == ["2026-06-30", 12, "2026-09-30"]
    cli.ok("contract", "edit", "CT1", "--value", "100", "--per", "month", "--currency", "EUR")
    (group,) = cli.json("report", "contracts", "--by", "account")["rows"]  # type: ignore[index]
    assert (group["act_by"], group["days_left"], group["end"]) == ("2026-09-29", 12, "2026-09-30")
    report: Any = cli.json("report", "contracts")
    assert [report[f"renewals_{key}"] for key in ("due", "due_value", "undecided")] == [2, 1200, 1]
    assert [(row["next_day"], row["next_arrive_by"], row["arrive_by"]) for row in report["rows"]] == [
        ("act", "2026-09-30", "2026-06-30"), ("end", None, None),
    ]  # fmt: skip
    assert "CT1 parker 30 Jun (next 30 Sep)" in " ".join(report["notes"])
    explained: Any = cli.json("report", "contracts", "--explain", "CT1")
    assert [row["day"] for row in explained["rows"] if row["what"] == "arrive by"] == ["2026-06-30", "2026-09-30"]
    assert "notice of that by 30 Sep" in " ".join(cli.ok("CT1", tty=True, NO_COLOR="1").split())
    assert "running · not renewed" in cli.ok("CT2", tty=True, NO_COLOR="1")
    assert said(cli, "2026-09-29") == ["CT1", "CT1", "CT2"]
    cli.ok("contract", "snooze", "CT1", "--until", "2026-09-30")
    assert said(cli, "2026-09-30") == ["CT1", "CT1"]


def said(cli: Cli, day: str) -> list[str]:
    cli.environ["AMCLI_TODAY"] = day
    out = cli.ok("remind", "--once", "--include", "contract", "--columns", "text", "-f", "csv")
    return re.findall(r"\((CT\d)\)", out)


def test_remind_says_each_day_once_for_a_contract_a_term_and_a_kind(signed: Cli) -> None:
    """Not again for another lead, time of notice or end, nor after a merge; again for a new term, and from the day
    to which it was put off. With an end for good the end alone. A last day for notice says the day to decide as well.
    """
    assert "Ends: Short, ford: in 5 days, Tue 22 Sep (CT6)" in signed.ok("remind")
    assert said(signed, "2026-09-17") == ["CT2", "CT1", "CT3", "CT6"]
    assert said(signed, "2026-09-18") == []
    signed.ok("contract", "edit", "CT1", "--lead", "20d", "--notice", "95d")
    signed.ok("contract", "edit", "CT3", "--end", "2026-12-30")
    signed.ok("account", "add", "Parker Hannifin", "--code", "ph")
    signed.ok("account", "merge", "parker", "ph", "--yes")
    assert said(signed, "2026-09-18") == []
    signed.ok("contract", "edit", "CT1", "--snoozed", "2026-09-25")
    assert said(signed, "2026-09-24") == []  # the last day for notice has come, and waits
    assert said(signed, "2026-09-25") == ["CT1"]
    assert said(signed, "2026-09-26") == []
    because = signed.ok("remind", "--explain", "--once", "ct4")
    assert "has passed; that of the next term is 2027-09-06" in because
    assert "CT1" not in because
    assert said(signed, "2026-12-28") == ["CT3", "CT1"]  # the ends of their terms
    assert said(signed, "2027-01-02") == []  # CT3 was not renewed, which was said as its end
    assert said(signed, "2027-09-10") == ["CT1"]  # to decide, in the new term
    signed.ok("contract", "edit", "CT1", "--noticed", "2027-09-10", "--noticed-by", "us", "--ends", "2027-12-31")
    assert said(signed, "2027-09-24") == []
    assert said(signed, "2027-12-24") == ["CT1"]
    signed.environ["AMCLI_TODAY"] = "2026-09-17"
    assert signed("remind", "--explain", "CT9").code == 3
    assert signed("remind", "CT1").code == 2


def test_a_lead_over_a_new_year_and_a_sentence_that_begins_with_what_to_do(cli: Cli) -> None:
    """The day to decide is in the old year, the last day of notice in the new one, whose year is said."""
    cli.ok("account", "add", "Parker", "--code", "parker", "--cadence", "3650")
    cli.ok(*ADD, "parker", "Parts", "--start", "2026-01-01", "--end", "2027-01-31", "--notice", "3w")
    cli.environ["AMCLI_TODAY"] = "2026-12-24"
    assert cli.ok("remind") == ""
    cli.environ["AMCLI_TODAY"] = "2026-12-25"
    found: Any = cli.json("remind")
    assert [(row["why"], row["text"]) for row in found] == [
        ("contract", "Decide on Parts, parker: notice must arrive by Sun 10 Jan 2027 (CT1)")
    ]


def entries(text: str) -> dict[str, tuple[int, str, str]]:
    """The sequence, the day and the status of each entry of a contract, by its UID without the portfolio's."""
    found = {}
    for block in text.split("BEGIN:VEVENT")[1:]:
        values = dict(re.findall(r"^(UID|SEQUENCE|DTSTART;VALUE=DATE|STATUS):(.*?)\r?$", block, re.M))
        uid = values["UID"].partition("@")[0]
        if uid.startswith("ct"):
            found[uid] = (int(values["SEQUENCE"]), values["DTSTART;VALUE=DATE"], values["STATUS"])
    return found


def test_calendars_have_an_entry_by_contract_term_and_kind(signed: Cli) -> None:
    """A day that moves keeps its entry, with a higher sequence, also when that is undone; notice given cancels what was
    to be decided. Imported back, nothing becomes a deadline.
    """
    first = entries(signed.ok("export", "ics"))
    assert first["ct1-2025-01-01-arrive"] == (0, "20260930", "CONFIRMED")
    assert first["ct4-2025-12-01-arrive"][1:] == ("20260906", "CANCELLED")
    assert not any(uid.startswith("ct5") for uid in first)
    signed.ok("contract", "edit", "CT1", "--end", "2027-01-31")
    moved = entries(signed.ok("export", "ics"))["ct1-2025-01-01-arrive"]
    signed.ok("undo")
    back = entries(signed.ok("export", "ics"))["ct1-2025-01-01-arrive"]
    assert (moved[1], back[1], 0 < moved[0] < back[0]) == ("20261031", "20260930", True)
    signed.ok("contract", "edit", "CT1", "--noticed", "2026-09-17", "--noticed-by", "us", "--ends", "2026-12-31")
    calendar = signed.ok("export", "ics")
    gone = entries(calendar)
    assert gone["ct1-2025-01-01-arrive"][2] == "CANCELLED"
    assert gone["ct1-2025-01-01-arrive"][0] > back[0]
    assert gone["ct1-2025-01-01-end"][1:] == ("20261231", "CONFIRMED")
    assert set(entries(signed.ok("today", "-f", "ics"))) < set(first)
    before = listed(signed)
    done = signed("import", "calendar", "-", stdin=calendar)
    assert "the days of contracts follow from their terms" in done.err
    assert listed(signed) == before


def test_sql_leaves_out_no_contract_with_a_day(signed: Cli) -> None:
    """What SQL keeps for a window has all the days in it that all contracts have, months of any length among them."""
    spans = (None, "0d", "90d", "6w", "1m", "6m", "1y")
    for number in range(60):
        words = ["--start", f"20{19 + number % 7}-{1 + number % 12:02}-{28 + number % 3 if number % 12 != 1 else 28}",
                 "--end", f"20{26 + number % 2}-{1 + (number * 5) % 12:02}-{1 + number % 28:02}", "--renews",
                 ("tacit", "tacit", "express")[number % 3]]  # fmt: skip
        if notice := spans[number % 7]:
            words += ["--notice", notice]
        words += ["--term", ("12m", "1m", "90d", "7m")[number % 4], "--lead", ("14d", "2m")[number % 2]]
        if number % 5 == 0:
            words += ["--latest-end", "2028-05-31"]
        signed.ok(*ADD, "parker", f"C{number}", *words)
    for day, country in ((date(2026, 9, 17), ""), (date(2028, 2, 29), ""), (date(2027, 12, 24), "DE")):
        signed.ok("config", "set", "country", country)
        with reading(Env({}, db=str(signed.db), today_text=day.isoformat())) as reader:
            every = days.standing_contracts(reader)
            for until in (day, date(day.year, 12, 31)):
                near = days.standing_contracts(reader, until=until)
                assert len(near) < len(every)
                assert days.days_of(reader, near, until=until) == days.days_of(reader, every, until=until)
                ahead = [each for each in days.days_of(reader, every, ahead=until) if each.due <= until]
                assert days.days_of(reader, near, ahead=until, until=until) == ahead
                by_agreement = {each.reference for each in every if each.contract.renews == "express" and not each.ends}
                further = days.standing_contracts(reader, until=day, renewal=until)
                assert {each.reference for each in further} >= {
                    each.reference for each in every if each.reference in by_agreement and each.end < until
                }


@pytest.mark.parametrize(
    ("end", "notice", "arrive"),
    [
        ("2026-12-31", "3m", "2026-09-30"),
        ("2026-06-30", "3m", "2026-03-31"),
        ("2027-02-28", "1m", "2027-01-31"),
        ("2028-05-31", "3m", "2028-02-29"),
        ("2026-12-31", "90d", "2026-10-02"),
    ],
)
def test_the_days_of_the_page_of_figures_as_they_are_told(cli: Cli, end: str, notice: str, arrive: str) -> None:
    """What is said of a new contract, its record, the report, the list of deadlines and the calendar have one day."""
    cli.environ["AMCLI_TODAY"] = "2026-01-15"
    cli.ok("account", "add", "Parker", "--code", "parker")
    done = cli.ok(*ADD, "parker", "Parts", "--start", "2025-06-01", "--end", end, "--notice", notice)
    assert f"notice must arrive by {arrive}, " in done
    shown: Any = cli.json("contract", "show", "CT1")
    (row,) = cli.json("report", "contracts")["rows"]  # type: ignore[index]
    assert (shown["arrive_by"], row["arrive_by"], shown["act_by"]) == (arrive, arrive, row["act_by"])
    told: Any = cli.json("deadline", "list")
    assert [day["due"] for day in told if day["title"].startswith("Last day")] == [arrive]
    assert entries(cli.ok("export", "ics"))["ct1-2025-06-01-arrive"] == (0, arrive.replace("-", ""), "CONFIRMED")


def test_a_frame_of_36_months_and_then_12_as_it_is_told(cli: Cli) -> None:
    """Not 2 × 36: the term of 2026 ends in August, notice is due on a Sunday, and to act on the Friday before."""
    cli.environ["AMCLI_TODAY"] = "2026-01-01"
    cli.ok("account", "add", "Parker", "--code", "parker")
    frame = ("--start", "2022-08-29", "--end", "2025-08-28", "--term", "12m", "--notice", "2m", "--renews", "tacit")
    cli.ok(*ADD, "parker", "Frame", *frame)
    shown: Any = cli.json("contract", "show", "CT1")
    assert [shown[key] for key in ("current_end", "arrive_by", "act_by")] == ["2026-08-28", "2026-06-28", "2026-06-12"]
