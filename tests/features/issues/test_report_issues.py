"""Which issues are open and which are late: in the report, the lists, today, the brief of an account and reminders."""

from decimal import Decimal
from typing import Any

import pytest

from amcli.render.width import width
from conftest import Cli

BY = ("severity", "cause", "account", "owner", "stage")
NOW = "2026-12-17 13:00"  # a Thursday
FIGURES = ("open", "late", "opened", "closed", "acknowledge_kept", "acknowledge_due", "close_kept", "close_due",
           "reopened", "cost", "no_rate")  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Seven issues of two accounts up to Thursday 2026-12-17; 9 to 17, limits as they come. Only read here."""
    cli = Cli(tmp_path_factory.mktemp("issues"), NOW)

    def at(moment: str, *words: str) -> None:
        cli.ok(*words, AMCLI_TODAY=f"2026-{moment}")

    at("11-02", "config", "set", "currency", "EUR")
    at("11-02", "account", "add", "Ford", "--code", "ford")
    at("11-02", "account", "add", "Maruti", "--code", "maruti")
    at("11-02", "colleague", "add", "Nora Vance", "--code", "nora")
    # IS1 of critical: raised Monday 9:00; heard at 14:00, 5 h of 4h; it waits two days; 2 h of Thursday.
    at("12-14 09:00", "issue", "add", "ford", "Cracked discs", "--severity", "critical", "--cause", "quality")
    at("12-14 14:00", "issue", "move", "IS1", "acknowledged")
    at("12-15 09:00", "issue", "wait", "IS1", "client")
    at("12-17 09:00", "issue", "resume", "IS1")
    # IS2 raised as normal, made critical on Thursday: heard of nobody, 25 h of 4h and of 16 h.
    at("12-14 12:00", "issue", "add", "maruti", "Wrong invoice", "--cause", "billing", "--owner", "nora")
    at("12-17 09:00", "issue", "edit", "IS2", "--severity", "critical")
    at("12-16 09:00", "issue", "add", "ford", "Late truck", "--severity", "high", "--cause", "delivery")
    at("12-01 09:00", "issue", "add", "maruti", "Rude call", "--severity", "low", "--cause", "people")
    # IS5: closed in 2 h, opened again after a day, closed after 2 h more: 4 h of two days, 100 EUR.
    at("12-07 09:00", "issue", "add", "ford", "Short delivery", "--severity", "critical", "--cause", "delivery")
    at("12-07 10:00", "issue", "move", "IS5", "acknowledged")
    at("12-07 11:00", "issue", "resolve", "IS5", "Sent", "--cost", "60")
    at("12-07 11:00", "issue", "close", "IS5", "--accepted", "yes")
    at("12-08 11:00", "issue", "reopen", "IS5")
    at("12-08 13:00", "issue", "resolve", "IS5", "Sent again", "--cost", "40")
    at("12-08 13:00", "issue", "close", "IS5", "--accepted", "yes")
    # IS6: high, 6 working days of five; a cost in a currency without a rate. IS7: of November, no limit.
    at("12-01 09:00", "issue", "add", "maruti", "Rust", "--severity", "high", "--cause", "quality")
    at("12-01 10:00", "issue", "move", "IS6", "acknowledged")
    at("12-08 17:00", "issue", "resolve", "IS6", "Replaced", "--cost", "JPY 5000")
    at("12-08 17:00", "issue", "close", "IS6", "--accepted", "no")
    at("11-02 09:00", "issue", "add", "ford", "Old", "--severity", "low", "--cause", "other")
    at("11-03 09:00", "issue", "resolve", "IS7", "Said sorry")
    at("11-03 09:00", "issue", "close", "IS7", "--accepted", "yes")
    return cli


def asked(cli: Cli, *words: str, **environ: str) -> Any:
    """What the report says to a program."""
    return cli.json("report", "issues", *words, **environ)


def test_open_ones_the_worst_first(file: Cli) -> None:
    """By severity and by how late; the limit is that of the severity of now, and what it waited is not in its age.
    What has no limit says so and is never late. Everything is in working time, by hand.
    """
    report = asked(file)
    assert [row["id"] for row in report["rows"]] == ["IS2", "IS1", "IS3", "IS4"]
    invoice, discs, truck, call = report["rows"]
    assert (discs["worked_minutes"], discs["waited_minutes"], discs["age_days"]) == (720, 960, 3)
    assert (discs["late"], discs["close_by"], discs["acknowledge_late_minutes"]) == (False, "2026-12-17T17:00", 60)
    # Monday 5 h, Tuesday and Wednesday 16 h, Thursday 4 h: 25 h.
    assert (invoice["worked_minutes"], invoice["late_minutes"]) == (1500, 1500 - 240)
    assert (invoice["close_late_minutes"], invoice["owner"]) == (1500 - 960, "nora")
    assert (truck["late"], truck["acknowledge_limit"], truck["late_minutes"]) == (True, "1d", 240)
    assert (call["close_limit"], call["late"], call["late_minutes"], call["close_by"]) == (None, False, 0, None)
    notes = "\n".join(report["notes"])
    assert "1 open without a limit, and so never late (low)" in notes
    assert "open by cause: quality 1, delivery 1 (1 late), billing 1 (1 late), people 1" in notes
    assert report["causes"][2] == {"cause": "billing", "open": 1, "late": 1}
    shown = file.ok("report", "issues", "-f", "table", COLUMNS="200")
    for said in ("Issues: 4 open, 2 late", "2 d 5 h over", "4 h left", "4 h over", "no limit", "ack 4h"):
        assert said in shown, said


def test_what_was_closed_in_a_period(file: Cli) -> None:
    """Days to close, calendar and working; kept of due, of which what has no limit is no part; a cost without a rate is
    counted and named, and not added.
    """
    report = asked(file, "--period", "2026-12")
    assert [report[key] for key in FIGURES] == [4, 2, 6, 2, 2, 5, 1, 3, 1, Decimal("100.00"), 1]
    # 1 and 7 days; 4 h and 6 days: half a day and 6.
    assert [report[key] for key in ("median_days", "mean_days")] == [Decimal("4.0"), Decimal("4.0")]
    assert [report[key] for key in ("median_working_days", "mean_working_days")] == [Decimal("3.2"), Decimal("3.2")]
    notes = "\n".join(report["notes"])
    for said in (
        "6 raised and 2 closed in 2026-12", "in time: acknowledged 2 of 5, closed 1 of 3", "1 of those closed had been",
        "goodwill for those closed: 100.00 EUR", "no rate to EUR, counted and not added: IS6 JPY: `amcli rate set JPY",
    ):  # fmt: skip
        assert said in notes, (said, notes)
    november = asked(file, "--period", "2026-11")
    assert (november["closed"], november["acknowledge_due"], november["close_due"]) == (1, 0, 0)
    assert "acknowledged n/a, closed n/a" in "\n".join(november["notes"])


def test_rows_add_up(file: Cli) -> None:
    """By whatever key the rows add up to one total, which is that of the list, and the issues of a row to the row."""
    whole = asked(file, "--period", "2026-12")
    for by in BY:
        report = asked(file, "--period", "2026-12", "--by", by)
        assert all(report["total"][key] == whole[key] == sum(row[key] for row in report["rows"]) for key in FIGURES)
        for row in report["rows"]:
            behind = asked(file, "--period", "2026-12", "--by", by, "--explain", row["key"] or "-")
            for key in FIGURES[:-2]:
                assert behind["total"][key] == row[key], (by, row, key)
            assert behind["total"]["converted"] == row["cost"]
    late = asked(file, "--explain", "LATE")["rows"]
    assert "Late issues, 2026\n" in file.ok("report", "issues", "--explain", "late", "-f", "table")
    assert [row["id"] for row in late] == ["IS2", "IS3"]
    assert [row["key"] for row in asked(file, "--by", "owner")["rows"]] == ["nora", None]
    assert asked(file, "ford", "--by", "account")["total"]["open"] == 2
    for words, code, said in (
        (("--by", "month"), 2, "cannot report by 'month': use one of severity"),
        (("--explain", "grave"), 3, "use one of critical, high, normal, low"),
        (("--explain", "IS99"), 3, "IS99"),
        (("--explain", "IS3", "--as-of", "2026-12-01"), 3, "was not raised yet on 2026-12-01"),
    ):
        done = file("report", "issues", *words)
        assert (done.code, said in done.err) == (code, True), done.err


def test_a_clock_step_by_step(file: Cli) -> None:
    """Each phase with its working time and whether it counts; what counts is what the report says was worked."""
    report = asked(file, "--explain", "IS1")
    assert [(row["minutes"], row["counts"], row["why"]) for row in report["rows"]] == [
        (300, True, None), (180, True, None), (960, False, "waits for client"), (240, True, None),
    ]  # fmt: skip
    assert (report["total"]["minutes"], report["total"]["counted"]) == (1680, 720) == (1680, report["worked_minutes"])
    assert report["notes"][0] == "until acknowledged: 5 h of 4h: 1 h over"
    assert report["notes"][1] == "until closed: 1 d 4 h of 2d, 4 h left, until 2026-12-17 17:00"
    again = asked(file, "--explain", "IS5")
    assert sum(row["counted"] for row in again["rows"]) == 240 < again["total"]["minutes"]
    assert (again["worked_minutes"], again["reopened"], again["close_kept"]) == (240, 1, True)


def test_as_of_a_day_that_has_passed(file: Cli) -> None:
    """The end of that day, as it was known then: IS5 was closed and not opened again yet, IS2 was normal."""
    then = asked(file, "--as-of", "2026-12-07", "--period", "2026-12")
    assert (then["closed"], then["reopened"], [row["id"] for row in then["rows"]]) == (1, 0, ["IS6", "IS4"])
    monday = asked(file, "--as-of", "2026-12-14")
    invoice = next(row for row in monday["rows"] if row["id"] == "IS2")
    assert (invoice["severity"], invoice["worked_minutes"], invoice["late"]) == ("normal", 300, False)
    assert asked(file, "--as-of", "2026-11-01")["rows"] == []
    ahead = asked(file, "--as-of", "2026-12-18")
    assert "18 Dec is 1 day ahead" in ahead["notes"][0]
    assert next(row for row in ahead["rows"] if row["id"] == "IS1")["late"] is True


def test_on_the_screens(file: Cli) -> None:
    """Those that are critical or late stand in today; the open ones of an account in its brief; no line is too wide."""
    for wide in (40, 60, 80, 200):
        for words in (
            ("report", "issues"), ("report", "issues", "--by", "account"), ("report", "issues", "--explain", "IS1"),
            ("report", "issues", "--explain", "critical"), ("today",), ("account", "show", "ford"), ("issue", "list"),
            ("issue", "show", "IS1"),
        ):  # fmt: skip
            lines = file.ok(*words, "-f", "table", COLUMNS=str(wide)).splitlines()
            assert max(map(width, lines)) <= wide, (wide, words)
    shown = file.ok("today", "-f", "table", COLUMNS="80")
    issues = shown[shown.index("ISSUES") :].splitlines()
    assert [line.split()[0] for line in issues[1:4]] == ["IS2", "IS1", "IS3"]
    assert "2 d over" in issues[1] and "critical: Wrong invoice" in issues[1] and "4 h left" in issues[2]
    section: Any = file.json("today")
    assert [(row["id"], row["late"]) for row in section["issues"]] == [("IS2", True), ("IS1", False), ("IS3", True)]
    brief: Any = file.json("account", "show", "maruti")
    assert [(row["id"], row["close_by"]) for row in brief["issues"]] == [("IS2", "2026-12-16T12:00"), ("IS4", None)]
    one: Any = file.json("issue", "show", "IS1")
    assert (one["worked_minutes"], one["acknowledge_kept"], one["close_by"]) == (720, False, "2026-12-17T17:00")
    assert "until closed  1 d 4 h of 2d, 4 h left" in file.ok("issue", "show", "IS1", "-f", "table", COLUMNS="80")
    listed: Any = file.json("issue", "list", "--late", "--sort", "-late_minutes")
    assert [(row["id"], row["late_minutes"]) for row in listed] == [("IS2", 1260), ("IS3", 240)]
    assert file.json("issue", "list", "ford", "--all", "--sort", "late,-id", "--limit", "1")[0]["id"] == "IS7"  # type: ignore[index]


def test_more_than_there_is_room_for(cli: Cli) -> None:
    """A screen names five, and how to see the others; a file without an issue has an empty section."""
    cli.ok("account", "add", "Ford")
    assert cli.json("today")["issues"] == cli.json("account", "show", "ford")["issues"] == []  # type: ignore[index]
    for number in range(7):
        cli.ok("issue", "add", "ford", f"Thing {number}", "--severity", "critical")
    assert "and 2 more: amcli report issues" in cli.ok("today", "-f", "table", COLUMNS="80")
    assert len(cli.json("today")["issues"]) == 7  # type: ignore[index]


def test_reminders_once_each(cli: Cli) -> None:
    """A critical one is said once for it and its severity, and once when a limit is passed; a sentence begins with what
    to do. Opened again it is said anew.
    """

    def said(moment: str) -> list[str]:
        found: Any = cli.json("remind", "--once", "--include", "issue", AMCLI_TODAY=f"2026-12-{moment}")
        return [row["text"] for row in found]

    def does(moment: str, *words: str) -> None:
        cli.ok(*words, AMCLI_TODAY=f"2026-12-{moment}")

    does("14 09:00", "account", "add", "Ford")
    does("14 09:00", "issue", "add", "ford", "Cracks", "--severity", "high")
    assert said("14 10:00") == []
    does("14 10:00", "issue", "edit", "IS1", "--severity", "critical")
    assert said("14 11:00") == ["Acknowledge Cracks, ford: critical, 2 h left (IS1)"]
    assert said("14 13:00") == []
    assert said("14 14:00") == ["Acknowledge Cracks, ford: critical, 1 h over its 4h until acknowledged (IS1)"]
    does("14 15:00", "issue", "move", "IS1", "investigating")
    assert said("15 17:00") == []
    assert said("16 10:00") == ["Solve Cracks, ford: critical, 1 h over its 2d until closed (IS1)"]
    assert said("17 10:00") == []
    explained: Any = cli.json("remind", "--explain", "IS1", "--once", AMCLI_TODAY="2026-12-17 10:00")
    assert (explained[0]["said"], "with --once not again until" in explained[0]["because"]) == (False, True)
    does("17 10:00", "issue", "close", "IS1", "--accepted", "yes")
    assert said("17 11:00") == []
    does("17 12:00", "issue", "reopen", "IS1")
    assert said("17 13:00") == ["Solve Cracks, ford: critical, 1 d 2 h over its 2d until closed (IS1)"]
    does("17 13:00", "issue", "add", "ford", "Slow answer")
    explained = cli.json("remind", "--explain", "IS2", AMCLI_TODAY="2026-12-17 13:30")
    assert explained[0]["because"].startswith("normal, within its limits: 30 min of 2d, 1 d 7 h 30 min left")
    assert [row["id"] for row in cli.json("remind", AMCLI_TODAY="2026-12-22")] == ["IS1", "IS2"]  # type: ignore[attr-defined]
    does("17 13:00", "issue", "add", "ford", "On hold", "--severity", "critical")
    does("17 13:10", "issue", "wait", "IS3", "client")
    found: Any = cli.json("remind", AMCLI_TODAY="2026-12-17 14:00")
    assert [(row["id"], row["due"], row["days"]) for row in found] == [
        ("IS1", "2026-12-15T17:00", -2),
        ("IS3", None, None),
    ]
    assert cli.json("remind", "--exclude", "issue", AMCLI_TODAY="2026-12-22") == []
