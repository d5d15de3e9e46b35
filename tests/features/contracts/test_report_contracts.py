"""`contract list` and `report contracts`: which end, when notice must arrive, what they are worth, what was kept."""

from typing import Any

import pytest
from contract_samples import contracts

from amcli.render.width import width
from conftest import Cli


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Seven contracts on 17 September 2026. Only read here."""
    return contracts(Cli(tmp_path_factory.mktemp("contracts")))


def report(cli: Cli, *words: str) -> dict[str, Any]:
    found: Any = cli.json("report", "contracts", *words)
    return dict(found)


def ids(cli: Cli, *words: str) -> list[str]:
    return cli.ok("contract", "list", "-f", "ids", *words).split()


def cells(row: dict[str, Any], *keys: str) -> tuple[Any, ...]:
    return tuple(row[key] for key in keys)


def test_a_list_has_the_days_of_the_term_that_counts(file: Cli) -> None:
    """The end of the current term stands beside the one that is written, with the days of notice and the state; the
    list is in that order, can be sorted by each, and holds what comes due within a span, or what is in a state.
    """
    found: Any = file.json("contract", "list", "--all")
    rows = {row["id"]: row for row in found}
    days = ("current_end", "arrive_by", "act_by", "state")
    assert cells(rows["CT2"], "end", *days) == ("2025-08-28", "2027-08-28", "2027-06-28", "2027-06-14", "running")
    assert cells(rows["CT6"], *days) == ("2027-02-28", None, None, "in notice")
    assert cells(rows["CT4"], *days) == ("2028-09-30", None, None, "draft")
    assert list(rows) == ["CT5", "CT3", "CT7", "CT1", "CT6", "CT2", "CT4"]
    assert ids(file) == ["CT3", "CT7", "CT1", "CT6", "CT2", "CT4"]
    assert ids(file, "--sort", "-act_by", "--limit", "2") == ["CT2", "CT1"]
    assert ids(file, "--due", "13d") == ["CT1"]
    assert ids(file, "--due", "90d", "--account", "parker") == ["CT7"]
    assert (ids(file, "--state", "ended"), ids(file, "--state", "Ended not renewed")) == (["CT5"], ["CT3"])
    for words, said in ((("--due", "soon"), "90d, 6m or 1y"), (("--state", "dead"), "in-notice, ended")):
        done = file("contract", "list", *words)
        assert (done.code, said in done.err) == (2, True)
    line = {"_AMCLI_COMPLETE": "complete_bash", "COMP_WORDS": "amcli contract list --sort act", "COMP_CWORD": "4"}
    assert file.spawn(environ=line).communicate()[0].split() == [b"act_by"]
    found = file.json("contract", "show", "CT7")
    assert cells(found, *days, "days_left", "next_arrive_by") == (
        "2026-10-31", "2026-07-31", "2026-07-17", "running", 44, "2027-07-31",
    )  # fmt: skip
    screen = file.ok("contract", "list", "-f", "table", COLUMNS="80", tty=True)
    assert "Thu 31 Dec" in screen and "2025-08-28" not in screen


def test_the_report_answers_which_end_and_when_notice_must_arrive(file: Cli) -> None:
    """The nearest day to act on first, then what nobody can change, then what is over; obligations and renewals are
    those of the fiscal year, and what has ended before it is not there.
    """
    found = report(file)
    rows = {row["id"]: row for row in found["rows"]}
    assert list(rows) == ["CT1", "CT2", "CT7", "CT6", "CT4", "CT3"]
    assert cells(rows["CT1"], "state", "end", "arrive_by", "act_by", "next_day", "days_left", "value_a_year") == (
        "running", "2026-12-31", "2026-09-30", "2026-09-16", "arrive", 13, 400_000,
    )  # fmt: skip
    kept = ("obligations_due", "obligations_kept", "kept_percent", "ours_due", "ours_kept", "theirs_due", "theirs_kept")
    assert cells(rows["CT1"], *kept, "overdue") == (8, 5, 62.5, 6, 5, 2, 0, 0)
    assert cells(rows["CT2"], *kept) == (0, 0, None, 0, 0, 0, 0)
    assert [rows[each]["value_a_year"] for each in ("CT2", "CT6", "CT7", "CT4", "CT3")] == [
        12_000, 10_000, 1_200, None, None,
    ]  # fmt: skip
    assert [rows[each]["warnings"] for each in ("CT1", "CT3", "CT7", "CT2", "CT6")] == [
        ["no opportunity or negotiation"], ["not renewed"], ["notice day passed"], [], [],
    ]  # fmt: skip
    assert cells(found["total"], "value_a_year", *kept) == (423_200, 8, 5, 62.5, 6, 5, 2, 0)
    renewed = {key: value for key, value in found.items() if key.startswith("renewals")}
    assert list(renewed.values()) == [5, 663_200, 2, 22_000, 0, 0, 3, 641_200, 0]
    assert "CT7 parker 31 Jul (next 31 Jul 2027)" in " ".join(found["notes"])
    assert cells(report(file, "--period", "2027"), "renewals_lost", "renewals_lost_value") == (1, 10_000)
    assert len(report(file, "--period", "2024..2026")["rows"]) == 7
    for columns in ("40", "60", "80", "200"):
        drawn = file.ok("report", "contracts", COLUMNS=columns, tty=True, NO_COLOR="1")
        assert max(width(line) for line in drawn.splitlines()) <= int(columns)
        assert "Wed 16 Sep" in drawn
        assert ("\ntotal" in drawn) == (columns in ("40", "200"))  # where a sum of it fits


def test_a_past_day_a_missing_rate_and_what_is_under_way(file: Cli, cli: Cli) -> None:
    """As of a past day a notice that came later is not known. What has no rate is named and not added, without an
    error. An open opportunity about what ends takes the warning away.
    """
    then = report(file, "--as-of", "2026-09-09")
    (noticed,) = (row for row in then["rows"] if row["id"] == "CT6")
    assert cells(noticed, "state", "arrive_by") == ("running", "2027-01-31")
    assert report(file, "--as-of", "2025-12-01")["rows"][0]["id"] == "CT6"
    dollars = report(file, "--currency", "USD")
    assert dollars["total"]["value_a_year"] == 0
    assert "no rate from EUR, GBP, counted and not added: CT1, CT2, CT7, CT6" in dollars["notes"]
    cli.ok("account", "add", "Maruti", "--tier", "1")
    cli.ok("contract", "add", "maruti", "Frame", "--start", "2026-01-01", "--end", "2026-12-31")
    assert report(cli)["rows"][0]["warnings"] == ["no opportunity or negotiation"]
    cli.ok("negotiation", "add", "CT1", "Prices", "--on", "2026-09-01")
    assert report(cli)["rows"][0]["warnings"] == []
    assert report(cli, "--as-of", "2026-08-31")["rows"][0]["warnings"] == ["no opportunity or negotiation"]


def test_rows_by_a_key_and_what_is_behind_them(file: Cli) -> None:
    """Each way of grouping adds up to the same total; --explain opens a row, a state, an account or one contract, whose
    days it counts out and whose obligations it lists.
    """
    for by in ("account", "kind", "renews", "owner", "state"):
        found = report(file, "--by", by)
        assert sum(row["value_a_year"] for row in found["rows"]) == found["total"]["value_a_year"] == 423_200
        assert sum(row["contracts"] for row in found["rows"]) == 6
    parker = next(row for row in report(file, "--by", "account")["rows"] if row["key"] == "parker")
    assert cells(parker, "name", "contracts", "act_by", "days_left", "warnings") == ("Parker", 3, "2027-06-14", 44, 1)
    for words, wanted in (
        (("--by", "account", "--explain", "parker"), ["CT2", "CT7", "CT6"]),
        (("--explain", "in-notice"), ["CT6"]),
        (("--explain", "Ford"), ["CT4", "CT3"]),
        (("--by", "renews", "--explain", "tacit"), ["CT2", "CT7", "CT6"]),
    ):
        assert [row["id"] for row in report(file, *words)["rows"]] == wanted
    one = report(file, "--explain", "CT2")
    assert [cells(row, "what", "day", "value") for row in one["rows"]] == [
        ("term", "2025-08-28", None), ("term", "2027-08-28", None), ("arrive by", "2027-06-28", None),
        ("act by", "2027-06-14", None), ("a year", None, 12_000),
    ]  # fmt: skip
    assert "2 × 12 months" in one["rows"][1]["why"] and "36 months: × 12 / 36" in one["rows"][-1]["why"]
    narrow = file.ok("report", "contracts", "--explain", "CT2", "-f", "table", COLUMNS="60")
    assert "2 months before the day after 2027-08-28" in " ".join(narrow.split())  # why goes last
    frame = report(file, "--explain", "CT1")
    assert [row["kept"] for row in frame["rows"] if row["id"]] == ["kept"] * 5 + ["late"] * 2 + ["open"]
    assert cells(frame, "obligations_due", "obligations_kept", "kept_percent") == (8, 5, 62.5)
    for words, code, said in (
        (("--explain", "nope"), 3, "in-notice"),
        (("--by", "size"), 2, "renews"),
        (("--by", "kind", "--explain", "nope"), 3, "frame"),
        (("--explain", "CT4", "--as-of", "2026-01-01"), 3, "neither signed nor begun"),
    ):
        done = file("report", "contracts", *words)
        assert (done.code, said in done.err) == (code, True), done


def test_a_contract_is_opened_on_one_screen(file: Cli) -> None:
    """How it stands, its days with how far away they are, its terms, what was done of it and how late, what is open; a
    day of notice that passed says so and names the next one; one that ended says how to go on.
    """
    shown = file.ok("CT1", tty=True, COLUMNS="80", NO_COLOR="1")
    for said in ("running · signed 10 Dec 2025 · renewed by agreement alone · 400,000 EUR a year",
                 "act by               Wed 16 Sep  1 d late", "notice to arrive by  Wed 30 Sep  13 d",
                 "D8  Thu 15 Oct  28 d  Report 8", "client, 1 day late", "TM1  2026-01-01 to 2026-12-31"):  # fmt: skip
        assert said in shown, said
    passed = " ".join(file.ok("CT7", tty=True, COLUMNS="80", NO_COLOR="1").split())
    assert "has passed, 48 d ago: it goes on to 31 Oct 2027, notice of that by 31 Jul 2027" in passed
    rolled = file.ok("contract", "show", "CT2", tty=True, COLUMNS="80", NO_COLOR="1")
    assert "2026-08-29 to 2027-08-28" in rolled and "now, renewed by itself" in rolled
    assert "amcli contract renew CT3" in file.ok("CT3", tty=True, COLUMNS="80", NO_COLOR="1")
    assert "notice by the client on 10 Sep" in file.ok("CT6", tty=True, COLUMNS="80", NO_COLOR="1")
    for name in ("CT1", "CT6", "CT7"):
        assert max(map(width, file.ok(name, tty=True, COLUMNS="40", NO_COLOR="1").splitlines())) <= 40
    found: Any = file.json("contract", "show", "CT1")
    assert (found["value_a_year"], len(found["done"]), len(found["deadlines"])) == (400_000, 7, 1)
