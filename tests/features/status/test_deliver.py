"""`report status --deliver` and `--since last`: what was delivered is remembered once all of it is written."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, tries


def deliveries(cli: Cli) -> list[Any]:
    return cli.dump()["delivery"]


def last_operation(cli: Cli) -> int:
    found: Any = cli.json("history", "--limit", "1")
    return int(found[0]["id"][1:]) if found else 0


def page(cli: Cli, *options: str) -> Any:
    return cli.json("report", "status", *options)


def told(cli: Cli, *options: str) -> list[tuple[str, str | None]]:
    return [(one["change"], one["id"]) for one in page(cli, *options)["changes"] if one["change"] != "sold"]


def test_what_is_remembered(sample: Cli) -> None:
    """Page, day, period and the last operation, said on stderr; no operation, and nothing of it in a document."""
    number, history = last_operation(sample), sample.ok("history")
    done = sample("report", "status", "--deliver", "-f", "json")
    assert (done.code, done.err) == (0, f"remembered: H{number}, 17 Sep\n")
    json.loads(done.out)
    ((_, name, at, *rest),) = deliveries(sample)
    sold = str(page(sample)["sales"][0]["actual"])
    assert (name, rest) == ("status", ["2026-09-17", "2026-01-01", "2027-01-01", number, "[]", sold, "USD"])
    assert at.endswith("Z")
    assert sample.ok("history") == history
    assert "2027-01-01" not in json.dumps(json.loads(sample.ok("export", "all"))["amcli"])
    assert not {"delivery", "deliveries"} & json.loads(sample.ok("export", "all")).keys()
    assert sample("doctor").code in (0, 1)
    sample.ok("report", "status", "--deliver", "--period", "2026-Q3")
    assert [row[3:6] for row in deliveries(sample)][1] == ("2026-09-17", "2026-07-01", "2026-10-01")


def test_without_deliver_nothing_is_written(sample: Cli) -> None:
    """A page alone changes no byte of the file."""
    before = sample.db.read_bytes()
    sample.ok("report", "status")
    assert (deliveries(sample), sample.db.read_bytes()) == ([], before)


def added(cli: Cli, name: str, day: str) -> str:
    """An opportunity that was opened on a day: its id."""
    words = ("opportunity", "add", "maruti", name, "500", "--close", "2026-12-01", "--on", day, "-q")
    return cli.ok(*words).strip()


def test_since_last(small: Cli) -> None:
    """What was written down since, whatever its day: also what came on the day of the page after it was delivered, and
    what happened before and was noted late; what the page had is not told again.
    """
    first = added(small, "First", "2026-09-01")
    small.ok("report", "status", "--deliver")
    assert told(small, "--since", "last") == []
    small.ok("opportunity", "won", first, "--on", "2026-09-10")
    second = added(small, "Second", "2026-09-03")
    issue = small.ok("issue", "add", "maruti", "Cracks", "--severity", "high", "--on", "2026-09-05", "-q").strip()
    found = [("won", first), ("issue raised", issue), ("opened", second)]
    assert told(small, "--since", "last") == told(small) == found
    assert ("won", first) in told(small, "--since", "2026-09-10")
    assert ("opened", second) not in told(small, "--since", "2026-09-04")
    shown = small.ok("report", "status", "-f", "markdown")
    assert "## What changed since the page of 17 Sep 2026" in shown
    small.ok("report", "status", "--deliver")
    assert told(small) == []
    small.ok("undo")
    assert len(deliveries(small)) == 2


def test_targets_and_budgets_from_and_to(small: Cli) -> None:
    """What came, went or is another amount; what changed and is again as it was is not told."""
    small.ok("target", "set", "2026", "USD 5000", "--account", "maruti")
    small.ok("budget", "add", "maruti", "Fair", "--period", "2026", "--amount", "USD 100")
    small.ok("report", "status", "--deliver")
    small.ok("target", "set", "2026", "USD 6000", "--account", "maruti")
    found = [one for one in page(small)["changes"] if one["change"] in ("target", "budget")]
    ((change, text, was, now),) = [(one["change"], one["text"], one["was"], one["now"]) for one in found]
    assert (change, text) == ("target", "target of 2026")
    assert ("5,000" in was, "6,000" in now) == (True, True), (was, now)
    small.ok("target", "set", "2026", "USD 5000", "--account", "maruti")
    assert not [one for one in page(small)["changes"] if one["change"] == "target"]


def test_the_report_on_changes_begins_there_too(small: Cli) -> None:
    """`report changes --since last` is what operations did after the page; without a page it says what to type."""
    done = small("report", "changes", "--since", "last")
    assert (done.code, "name a day, such as --since " in done.err) == (4, True)
    small.ok("report", "status", "--deliver")
    words = ("report", "changes", "--since", "last")
    before: Any = small.json(*words)
    small.ok("account", "edit", "maruti", "--city", "Gurgaon")
    after: Any = small.json(*words)
    assert (before["rows"], [row["account"] for row in after["rows"]]) == ([], ["maruti"])


def test_imports_of_sales_are_told_by_count_and_sum(small: Cli) -> None:
    """Whatever the days of the sales are."""
    small.ok("report", "status", "--deliver")
    rows = "".join(f"maruti,2024-03-0{n},100,USD\n" for n in range(1, 8))
    small.ok("import", "sales", "-", stdin=f"account,date,amount,currency\n{rows}")
    (found,) = [one for one in page(small)["changes"] if one["change"] == "imported"]
    assert (found["text"], found["now"]) == ("7 sales", "700.00 USD, counted above")


def test_a_page_of_a_past_day_is_since_the_page_before_that_day(small: Cli) -> None:
    """--as-of looks for the page that was delivered of a day up to it."""
    small.ok("report", "status", "--deliver", "--as-of", "2026-08-01")
    small.ok("report", "status", "--deliver")
    assert page(small, "--as-of", "2026-08-15", "--since", "last")["delivered"] == "2026-08-01"
    assert small("report", "status", "--as-of", "2026-07-01", "--since", "last").code == 4


WRITES = st.one_of(
    st.tuples(st.just("add"), st.integers(1, 12), st.integers(1, 500)),
    st.tuples(st.just("import"), st.integers(1, 12), st.integers(1, 500)),
    st.tuples(st.sampled_from(["amount", "day", "remove"]), st.integers(1, 12), st.integers(1, 6)),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just(0)),
)


@pytest.fixture(scope="module")
def one_account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio of one account, made once; copy it before writing to it."""
    cli = Cli(tmp_path_factory.mktemp("one"))
    cli.ok("account", "add", "Maruti", "--currency", "USD")
    return cli.db


def write(cli: Cli, way: str, day: int, number: int) -> None:
    """One change of sales; what cannot be is refused."""
    on, sale = f"2026-09-{day:02}", f"S{number}"
    words = {
        "add": ("sale", "add", "maruti", f"{number}.25", "--on", on),
        "import": ("import", "sales", "-"),
        "amount": ("sale", "edit", sale, "--amount", f"{day * 100}"),
        "day": ("sale", "edit", sale, "--date", on),
        "remove": ("sale", "remove", sale, "--yes"),
    }.get(way, (way,))
    cli(*words, stdin=f"account,date,amount,currency\nmaruti,{on},{number},USD\n" if way == "import" else "")


@settings(max_examples=tries(6, 60))
@given(before=st.lists(WRITES, max_size=4), after=st.lists(WRITES, max_size=5), day=st.sampled_from(["12", "17"]))
def test_what_is_told_of_sales_adds_up_to_the_total(
    tmp_path: Path, one_account: Path, before: list[tuple[str, int, int]], after: list[tuple[str, int, int]], day: str
) -> None:
    """Whatever was written down late, changed, removed, taken back or put back: the total of now is that of the page
    before, what was sold since, and what became of earlier days.
    """
    cli = Cli.on_copy(tmp_path, one_account)
    for each in (("add", 3, 40), ("add", 9, 70), *before):
        write(cli, *each)
    was: Any = cli.json("--today", f"2026-09-{day}", "report", "status", "--deliver")
    for each in after:
        write(cli, *each)
    now = page(cli, "--since", "last")
    told = sum(one["amount"] for one in now["changes"] if one["change"] in ("sold", "corrected"))
    assert now["sales"][0]["actual"] - was["sales"][0]["actual"] == told


def test_what_was_taken_back_since(small: Cli) -> None:
    """An operation that the page before knew and that is undone since, or undone then and done again."""
    small.ok("target", "set", "2026", "USD 5000", "--account", "maruti")
    number = small.ok("history", "--limit", "1", "-f", "ids").strip()
    small.ok("report", "status", "--deliver")
    small.ok("undo")
    assert told(small) == [("taken back", number)]
    small.ok("report", "status", "--deliver")
    assert told(small) == []
    small.ok("redo")
    assert told(small) == [("put back", number)]


def test_who_and_what_is_gone(small: Cli) -> None:
    """Removed issues and opportunities, an archived account, one that moved, another owner, who left."""
    issue = small.ok("issue", "add", "maruti", "Cracks", "--severity", "critical", "--on", "2026-09-05", "-q").strip()
    chance = added(small, "First", "2026-09-01")
    for code in ("north", "group"):
        small.ok("account", "add", code.title(), "--code", code)
    small.ok("colleague", "add", "Otto Kern", "--code", "otto")
    small.ok("account", "edit", "maruti", "--owner", "otto", "--from", "2026-01-01")
    who = small.ok("contact", "add", "maruti", "Asha Rao", "--role", "decider", "-q").strip()
    small.ok("report", "status", "--deliver")
    for words in (
        ("issue", "remove", issue), ("opportunity", "remove", chance), ("account", "archive", "north"),
        ("account", "edit", "maruti", "--parent", "group"), ("account", "edit", "maruti", "--owner", "nora"),
        ("contact", "edit", who, "--left", "2026-09-10"), ("colleague", "edit", "otto", "--left", "2026-09-16"),
    ):  # fmt: skip
        small.ok(*words, *(("--yes",) if "remove" in words else ()))
    found = [(one["change"], one["text"], one["was"], one["now"]) for one in page(small)["changes"]]
    assert found == [
        ("removed", "First", "lead", "opportunity"), ("removed", "Cracks", "critical", "issue"),
        ("archived", "account", None, None), ("owner", "whose account it is", "Otto Kern", "Nora Vance"),
        ("left", "Asha Rao, who decides", None, None), ("left", "Otto Kern, colleague", None, None),
        ("regrouped", "part of", "none", "Group"),
    ]  # fmt: skip


def test_what_is_left_out_is_said_by_kind(tmp_path: Path, one_account: Path) -> None:
    """What makes the figures others stands first, and the rest is counted by what happened."""
    small = Cli.on_copy(tmp_path, one_account)
    small.ok("report", "status", "--deliver")
    for place in range(18):
        added(small, f"Chance {place}", "2026-09-01")
    small.ok("issue", "add", "maruti", "Cracks", "--on", "2026-09-05")
    small.ok("target", "set", "2026", "USD 5000")
    small.ok("sale", "add", "maruti", "90", "--on", "2026-02-01")
    found = [one["change"] for one in page(small)["changes"]]
    assert found == ["corrected", "target", "issue raised", *["opened"] * 12]
    for format in ("markdown", "html", "plain", "table"):
        assert "and 6 more: 6 opened" in small.ok("report", "status", "-f", format), format


def test_last_does_not_move_backwards(small: Cli) -> None:
    """A page of a past day or of another period that is delivered later is none that the next one begins behind."""
    small.ok("report", "status", "--deliver")
    for options, said in (
        (("--as-of", "2026-08-01"), "; `last` stays the page of 17 Sep"),
        (("--period", "2026-Q3"), "; `last` of a page of 2026 stays that of 17 Sep"),
        (("--period", "2025"), "; 2025 does not run on that day, so no later page begins where this one ends"),
    ):
        assert small("report", "status", "--deliver", *options).err.strip().endswith(said), options
    for words in ((), ("--since", "last")):
        assert page(small, *words)["delivered"] == "2026-09-17"
    added(small, "First", "2026-09-01")
    small.ok("report", "status", "--deliver", "--period", "2026-Q3")
    assert told(small, "--period", "2026-Q3") == []
    assert [change for change, _ in told(small)] == ["opened"]


def test_a_past_day_says_what_changed_later_and_is_in_its_figures(small: Cli) -> None:
    """Targets have no days: a page of a past day has them as they are now, and says which were changed after it."""
    small.ok("report", "status", "--deliver", "--as-of", "2026-09-10")
    small.ok("target", "set", "2026", "USD 6000")
    found = page(small, "--since", "last", "--as-of", "2026-09-12")
    assert not [one for one in found["changes"] if one["change"] == "target"]
    assert any("after 12 Sep 2026, and in the figures as it is now: target of 2026 (" in one["text"]
               for one in found["unknown"])  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices of this kind")
def test_what_did_not_leave_is_not_remembered(sample: Cli, tmp_path: Path) -> None:
    """A reader that closes the pipe, a full disk, a file that cannot be written, a format that there is not."""
    sample.shell("amcli report status --deliver -f html | true")
    if Path("/dev/full").exists():
        assert sample.shell("amcli report status --deliver -f html > /dev/full").returncode != 0
        assert sample.shell("amcli report status --deliver -f html -o /dev/full").returncode != 0
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.geteuid():
        assert sample("report", "status", "--deliver", "-o", str(folder / "x.html")).code == 2
    assert sample("report", "status", "--deliver", "-o", str(tmp_path / "none" / "x.html")).code == 2
    assert sample("report", "status", "--deliver", "-f", "nonsense").code == 2
    assert sample("report", "status", "--deliver", "--since", "last").code == 4
    assert deliveries(sample) == []
    sample.ok("report", "status", "--deliver", "-o", str(tmp_path / "x.html"))
    assert len(deliveries(sample)) == 1


def test_a_file_that_is_not_there_is_not_made(cli: Cli, tmp_path: Path) -> None:
    """As with every question."""
    done = cli("--db", str(tmp_path / "none.db"), "report", "status", "--deliver")
    assert (done.code, (tmp_path / "none.db").exists()) == (5, False)
