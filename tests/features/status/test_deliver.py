"""`report status --deliver` and `--since last`: what was delivered is remembered once all of it is written."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli


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
    assert (name, rest) == ("status", ["2026-09-17", "2026-01-01", "2027-01-01", number])
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
    found = [("won", first), ("opened", second), ("issue raised", issue)]
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
    assert (found["text"], found["now"]) == ("7 sales", "700.00 USD")


def test_a_page_of_a_past_day_is_since_the_page_before_that_day(small: Cli) -> None:
    """--as-of looks for the page that was delivered of a day up to it."""
    small.ok("report", "status", "--deliver", "--as-of", "2026-08-01")
    small.ok("report", "status", "--deliver")
    assert page(small, "--as-of", "2026-08-15", "--since", "last")["delivered"] == "2026-08-01"
    assert small("report", "status", "--as-of", "2026-07-01", "--since", "last").code == 4


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
